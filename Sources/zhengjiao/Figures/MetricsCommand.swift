import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage

struct MetricsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: "参保率、续保率、中断缴费率、完成率等指标，附计算公式。",
        discussion: "Figures of a campaign by region, class, insurance, channel or day, with their formulas.",
        subcommands: [Show.self, SetTargets.self, SetPast.self, Formulas.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "打印一张指标表。",
            discussion: """
                按 town、village 分列时按完成率排名，并列的名次相同；没有可比的显示 –。只读，serve 运行时也可以用。

                zhengjiao metrics out/xuecheng-2019 --by village --on 2019-11-15 --before 2019-11-08
                zhengjiao metrics out/xuecheng-2019 --by day --csv > 进度.csv
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "分列：\(MetricTable.Cut.listed)") var by = MetricTable.Cut.town
        @Option(help: "截至哪一天，默认今天") var on: DayArgument?
        @Option(help: "环比和名次变化与哪一天比") var before: DayArgument?
        @Option(help: "只算一个险种：\(Insurance.listed)") var insurance: Insurance?
        @Option(help: "上年缴费名单（CSV、XLSX），用来算续保率、中断缴费率、同比") var lastYear: String?
        @Flag(help: "以 JSON 打印") var json = false
        @Flag(help: "以 CSV 打印") var csv = false

        func validate() throws {
            if json && csv { throw ValidationError(zh: "--json 与 --csv 只用一个。", en: "use --json or --csv.") }
        }

        func run() async throws {
            try await Failures.reporting {
                let list = try lastYear.map { try LastYear.read(try SourceFile(path: $0)) }
                let question = MetricQuestion(
                    asOf: on?.date ?? OfficeDay.today, before: before?.date, insurance: insurance, lastYear: list)
                let table = try campaign.reading().read { transaction in
                    try question.check(in: transaction)
                    return try MetricTable.read(by, question, in: transaction)
                }
                let text = MetricText(table: table)
                if json { return print(text.json.pretty, terminator: "") }
                if csv { return FileHandle.standardOutput.write(Data(text.csv)) }
                for line in text.lines { print(line) }
            }
        }
    }

    struct SetTargets: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "targets", abstract: "任务分解：登记各镇街、村居的任务数；不给文件时列出历次修订。",
            discussion: """
                表中两列：代码、任务数。一个镇街的村居都有任务数时，合计须等于镇街的任务数。每次登记是新的一次修订。

                zhengjiao metrics targets out/xuecheng-2019 任务分解表.csv --by 王伟 --note 领导小组第二次会议
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "任务分解表（CSV、XLSX）") var file: String?
        @Option(help: "经办人") var by: String?
        @Option(help: "依据或原因") var note = ""

        func validate() throws {
            if file != nil && by == nil { throw ValidationError(zh: "登记任务数须写 --by。", en: "--by is needed.") }
        }

        func run() async throws {
            try await Failures.reporting {
                guard let file, let by else { return try list() }
                let source = try SourceFile(path: file)
                let database = try campaign.writing()
                let revision = try database.write { transaction in
                    let items = try Targets.read(source, RegionTree.stored(in: transaction))
                    return try TargetStore.set(items, by: by, note: note, at: OfficeDay.now, in: transaction)
                }
                try database.close()
                print(revision)
            }
        }

        private func list() throws {
            var table = TextTable(head: ["修订", "时间", "经办", "项数", "依据"], right: [0, 3])
            for revision in try campaign.reading().read({ try TargetStore.revisions(in: $0) }) {
                table.append([
                    "\(revision.revision)", revision.at.text, revision.by, "\(revision.items)", revision.note,
                ])
            }
            for line in table.lines { print(line) }
        }
    }

    struct SetPast: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "past", abstract: "登记上年的中断缴费率，用来比较和预警。（Enters last year's rates of interruption.）",
            discussion: """
                表中三列：代码、险种（空着为两险合计）、中断缴费率（百分数，如 3.25）。再登记一次，以后一次为准。

                zhengjiao metrics past out/xuecheng-2019 上年中断缴费率.csv --by 王伟
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "上年中断缴费率表（CSV、XLSX）") var file: String
        @Option(help: "经办人") var by: String

        func run() async throws {
            try await Failures.reporting {
                let source = try SourceFile(path: file)
                let count = try campaign.writing().write {
                    try PastRates.take(source, by: by, in: $0, at: OfficeDay.now)
                }
                print(say("reply.imported", ["count": "\(count)"]))
            }
        }
    }

    struct Formulas: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "formulas", abstract: "列出指标及其计算公式。")

        func run() async throws {
            let isChinese = Failures.language == .chinese
            var table = TextTable(head: isChinese ? ["指标", "名称", "公式"] : ["metric", "name", "formula"])
            for metric in Metric.allCases {
                table.append([metric.chinese, metric.rawValue, isChinese ? metric.formula : metric.english])
            }
            table.lines.forEach { print($0) }
        }
    }
}


/// A table of figures as text, CSV and JSON.
struct MetricText {
    let table: MetricTable

    private var hasRegions: Bool { table.cut == .town || table.cut == .village }

    private var head: [String] {
        let name =
            switch table.cut {
            case .town: "镇街"
            case .village: "村居"
            case .special: "人员类别"
            case .insurance: "险种"
            case .channel: "缴费渠道"
            case .day: "日期"
            }
        let regional = (hasRegions ? ["名次"] : []) + (hasMoved ? ["变化"] : [])
        let last = table.cut == .village ? ["所属镇街"] : []
        return regional + [name] + last + ["应缴", "已缴", "财政代缴", "个人缴费（元）"] + (hasNew ? ["新增"] : [])
            + table.metrics.map(\.chinese)
    }

    /// What is new, and how ranks moved, is told against an earlier day only.
    private var hasNew: Bool { table.cut == .day || hasMoved }
    private var hasMoved: Bool { hasRegions && table.hasEarlier }

    private func cells(_ row: MetricRow, isTotal: Bool = false) -> [String] {
        let figures = row.figures
        let regional =
            (hasRegions ? [row.rank.map(String.init) ?? "–"] : [])
            + (hasMoved ? [row.rankChange.map(MetricText.change) ?? "–"] : [])
        let name = isTotal && row.name.isEmpty ? "合计" : row.name
        return regional + [name] + (table.cut == .village ? [row.town] : [])
            + [
                "\(figures.obligations)", "\(figures.settled)", "\(figures.statePaid)",
                Money(fen: figures.paidFen).plain,
            ]
            + (hasNew ? ["\(figures.new)"] : []) + table.metrics.map { row.shown($0) }
    }

    static func change(_ places: Int) -> String { places > 0 ? "↑\(places)" : places < 0 ? "↓\(-places)" : "—" }

    /// A line a row, then the sum, then the formulas.
    var lines: [String] {
        let first = (hasRegions ? 1 : 0) + (hasMoved ? 1 : 0)
        let words = first...first + (table.cut == .village ? 1 : 0)
        var text = TextTable(head: head, right: Set(head.indices.filter { !words.contains($0) }))
        for row in table.rows { text.append(cells(row)) }
        if table.cut != .day { text.append(cells(table.total, isTotal: true)) }
        let formulas = table.metrics.map { "\($0.chinese) = \($0.formula)" }
        return ["截至 \(table.asOf.chinese)，按入账日：银行次日或节后才报来的，到入账那天才算"] + text.lines + formulas
    }

    var csv: [UInt8] {
        var text = CSVText()
        text.append(["代码"] + head)
        for row in table.rows { text.append([row.key] + cells(row)) }
        if table.cut != .day { text.append([table.total.key] + cells(table.total, isTotal: true)) }
        return text.utf8WithMark
    }

    var json: JSONText {
        .object([
            "by": .text(table.cut.rawValue), "on": .text(table.asOf.iso),
            "rows": .array(table.rows.map(object)), "total": object(table.total),
            "formulas": .object(table.metrics.map { JSONText.Member($0.rawValue, .text($0.formula)) }),
        ])
    }

    private func object(_ row: MetricRow) -> JSONText {
        let figures = row.figures
        func number(_ value: Int?) -> JSONText { value.map(JSONText.integer) ?? .null }
        var members: [JSONText.Member] = [
            .init("key", .text(row.key)), .init("name", .text(row.name)), .init("due", .integer(figures.obligations)),
            .init("settled", .integer(figures.settled)), .init("state_paid", .integer(figures.statePaid)),
            .init("paid_fen", .integer(figures.paidFen)), .init("new", .integer(figures.new)),
        ]
        if hasRegions {
            members += [
                .init("rank", number(row.rank)), .init("rank_change", number(row.rankChange)),
                .init("target", number(row.target)),
            ]
        }
        return .object(
            members
                + table.metrics.map { metric in
                    let text = row.shown(metric)
                    return .init(
                        metric.rawValue, text == "–" ? .null : .decimal(text.replacingOccurrences(of: "+", with: "")))
                })
    }
}
