import ArgumentParser
import Diagnostics
import Levy
import Storage
import Templates

extension StateCommand {
    struct Take: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "take", abstract: "接收财政部门的拨款清单：申请号、承担方、金额、拨款凭证号、到账日期。",
            discussion: """
                Takes in a list of what came, whole or not at all, and enters it in the register of exchanges.
                例：zhengjiao ledger state take out/xuecheng-2019 拨款清单.csv --insurance medical --party 薛城区财政局 --by 张三
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "拨款清单（CSV 或 XLSX）") var file: String
        @Option(help: "险种：\(Insurance.listed)") var insurance: Insurance
        @Option(help: "来件单位") var party: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let source = try SourceFile(path: file)
                let count = try campaign.write { transaction in
                    try Campaign(policy: RuleSetStore.current(in: transaction)).importStateList(
                        source, insurance, party: party, by: act.by, in: transaction, at: act.now)
                }
                PersonFactsCommand.say(
                    count == nil ? "state.known-list" : "state.taken", ["file": file, "count": "\(count ?? 0)"])
            }
        }
    }

    struct Gap: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "gap", abstract: "资金缺口：各级财政和基金应承担、已申请、已到账、未到账各多少。",
            discussion: """
                What each budget and fund owes, what was asked for, what came, what is missing; ends with 65 over a gap.
                例：zhengjiao ledger state gap out/xuecheng-2019 -o 资金缺口表.pdf --office 薛城区财政局
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(name: .shortAndLong, help: "写成 PDF") var output: String?
        @Option(help: "制表单位，印在表上") var office = ""
        @Option(help: "制表日期，默认今天") var on: DayArgument?
        @Option(help: "字体目录") var fonts: String?
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? PersonFactsCommand.now.date
                let (gap, district) = try campaign.reading().read { transaction in
                    let campaign = Campaign(policy: try RuleSetStore.current(in: transaction))
                    return (
                        try campaign.fundGap(in: transaction),
                        try campaign.regions(in: transaction).district?.name ?? ""
                    )
                }
                if let output {
                    let room = PressRoom(
                        fonts: try Installation.fontCatalog(override: fonts),
                        templates: TemplateShelf(filters: DomainFilters.all))
                    let printed = try room.pdf(
                        Installation.template("fund-gap"), FundGapPaper.record(gap, district, office, day),
                        subject: "资金缺口表", author: office, created: Instant(day).iso)
                    try DurableFile.write(printed.bytes, to: output)
                }
                if json {
                    print(FundGapPaper.json(gap).pretty, terminator: "")
                } else if output == nil {
                    FundGapPaper.table(gap).lines.forEach { print($0) }
                }
                if gap.totals.contains(where: { $0.gapFen > 0 }) { throw ExitCode(65) }
            }
        }
    }
}

/// The gap on a screen, for programs and on paper.
enum FundGapPaper {
    static func table(_ gap: FundGap) -> TextTable {
        var table = TextTable(
            head: ["险种", "承担方", "应承担", "已申请", "已到账", "未申请", "未到账", "缺口", "补贴应拨"],
            right: [2, 3, 4, 5, 6, 7, 8])
        for row in gap.rows { table.append([row.insurance.chinese, row.bearerName] + sums(row)) }
        for row in gap.totals { table.append(["合计", row.bearerName] + sums(row)) }
        return table
    }

    private static func sums(_ row: FundGap.Row) -> [String] {
        [
            row.dueFen, row.appliedFen, row.receivedFen, row.unappliedFen, row.openFen, row.gapFen, row.subsidyFen,
        ].map { Money(fen: $0).grouped }
    }

    static func json(_ gap: FundGap) -> JSONText {
        func text(_ row: FundGap.Row, _ insurance: String?) -> JSONText {
            .object([
                "insurance": insurance.map { .text($0) } ?? .null, "bearer": .text(row.bearer),
                "bearer_name": .text(row.bearerName), "due_fen": .integer(row.dueFen),
                "applied_fen": .integer(row.appliedFen), "received_fen": .integer(row.receivedFen),
                "unapplied_fen": .integer(row.unappliedFen), "open_fen": .integer(row.openFen),
                "gap_fen": .integer(row.gapFen), "subsidy_fen": .integer(row.subsidyFen),
            ])
        }
        return .object([
            "rows": .array(gap.rows.map { text($0, $0.insurance.rawValue) }),
            "totals": .array(gap.totals.map { text($0, nil) }),
        ])
    }

    static func record(_ gap: FundGap, _ district: String, _ office: String, _ day: CivilDate) -> Record {
        func line(_ row: FundGap.Row, _ insurance: String) -> Record {
            Record([
                ("insurance", .text(insurance)), ("bearer", .text(row.bearerName)), ("due", .money(row.dueFen)),
                ("applied", .money(row.appliedFen)), ("received", .money(row.receivedFen)),
                ("unapplied", .money(row.unappliedFen)), ("open", .money(row.openFen)), ("gap", .money(row.gapFen)),
                ("subsidy", .money(row.subsidyFen)),
            ])
        }
        let totals = gap.totals
        return Record([
            ("district.name", .text(district)), ("office.name", .text(office)), ("sheet.issued", .date(day)),
            ("rows", .list(gap.rows.map { line($0, $0.insurance.chinese) })),
            ("totals", .list(totals.map { line($0, "合　计") })),
            ("due", .money(totals.reduce(0) { $0 + $1.dueFen })),
            ("received", .money(totals.reduce(0) { $0 + $1.receivedFen })),
            ("gap", .money(totals.reduce(0) { $0 + $1.gapFen })),
        ])
    }
}
