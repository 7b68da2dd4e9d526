import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

struct SurveyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "survey", abstract: "入户摸底：网格、调查表、走访结果、下一步、数字。",
        discussion: "Door-to-door visits: grids, sheets of whom lists leave open, what was found, what is next.",
        subcommands: [
            GridsTable.self, Households.self, Make.self, Sheets.self, Form.self, Import.self, Enter.self, Next.self,
            Done.self, Void.self, Figures.self,
        ])

    struct GridsTable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "grids", abstract: "导入网格表：村居代码、网格编号、网格名称、网格员、联系电话；不写文件则列出。",
            discussion: "Takes a table of grids, for each village in it the whole table. Without a file lists them.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "网格表（CSV 或 XLSX）") var file: String?
        @Option(help: "经办人") var by: String?

        func validate() throws {
            if file != nil && by == nil { throw ValidationError(zh: "导入要写 --by。", en: "an import needs --by.") }
        }

        func run() async throws {
            try await Failures.reporting {
                guard let file, let by else { return try list() }
                let source = try SourceFile(path: file)
                let count = try campaign.write { try Grids.take(source, by: by, in: $0, at: OfficeDay.now) }
                print(count.map { say("reply.imported", ["count": "\($0)"]) } ?? say("reply.known"))
            }
        }

        private func list() throws {
            let (map, regions) = try campaign.reading().read {
                (try Grids.map(in: $0), try RegionTree.stored(in: $0))
            }
            var table = TextTable(head: ["村居代码", "村居", "网格", "名称", "网格员", "电话"])
            for village in regions.villages {
                for grid in map.grids(of: village.code) {
                    table.append([
                        village.code, regions.fullName(ofVillage: village.code), grid.code, grid.name, grid.worker,
                        grid.phone,
                    ])
                }
            }
            table.lines.forEach { print($0) }
        }
    }

    struct Households: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "households", abstract: "导入网格分户表：村居代码、网格编号，身份证号码或户主。",
            discussion: "Says who lives in which grid, by person or by household; a village's last table counts.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "分户表（CSV 或 XLSX）") var file: String
        @Option(help: "经办人") var by: String

        func run() async throws {
            try await Failures.reporting {
                let source = try SourceFile(path: file)
                let count = try campaign.write { try Grids.takeMembers(source, by: by, in: $0, at: OfficeDay.now) }
                print(count.map { say("reply.imported", ["count": "\($0)"]) } ?? say("reply.known"))
            }
        }
    }

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make", abstract: "生成调查表：未缴费、清册减少、待核实、重复、变动、到期再访的人，按网格分表，并印制。",
            discussion: """
                Makes numbered sheets of whom coverage, rosters, lists and earlier visits leave open, grid by grid. Who
                is on a sheet that is still out gets on no second one. 例：
                zhengjiao survey make out/xuecheng-2019 --plan campaign.yaml --town 370403101 --by 王伟 -o 摸底.pdf
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml）") var plan: String
        @OptionGroup var villages: CopiesCommand.Villages
        @Option(help: "上门原因，可以写多次，默认除“无联系电话”外全部：\(SurveyReason.listed)") var reason: [SurveyReason] = []
        @Option(help: "每张表多少人") var size = 20
        @Option(help: "几个工作日内交回") var days = 5
        @Option(help: "工作日历，不写则为国家的") var calendar: String?
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String
        @Option(help: "录入用的表格（XLSX）") var form: String?
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let paper = try MoneyPaper(plan: plan)
                let due = try OfficeDay.calendar(calendar).adding(workingDays: days, to: act.day)
                let (made, papers, regions) = try campaign.write { transaction in
                    let regions = try RegionTree.stored(in: transaction)
                    let order = SurveyOrder(
                        villages: try villages.codes(regions), reasons: reason.isEmpty ? SurveyReason.usual : reason,
                        size: size, day: act.day, due: due, by: act.by)
                    let made = try paper.campaign.makeSurveys(order, in: transaction, at: act.now)
                    return (made, try SurveyCommand.papers(made.sheets, in: transaction), regions)
                }
                let pages = try SurveyCommand.write(papers, paper, on: act.day, to: output)
                if let form {
                    try _ = DurableFile.write(SurveyPaper.form(made.sheets, regions), to: form)
                }
                print(
                    say(
                        "reply.survey-made",
                        [
                            "sheets": "\(made.sheets.count)", "waiting": "\(made.waiting)", "pages": "\(pages)",
                            "persons": "\(made.sheets.reduce(0) { $0 + $1.lines.count })",
                            "first": made.sheets.first?.number ?? "–", "last": made.sheets.last?.number ?? "–",
                        ]))
                for person in made.homeless { print(say("reply.survey-homeless", ["person": person])) }
            }
        }
    }

    static func papers(_ sheets: [SurveySheet], in transaction: Transaction) throws -> [SurveyPaper] {
        try SurveyPaper.papers(sheets, MaskingFile.installed(), in: transaction)
    }

    /// All villages in one file; nothing where there is nobody to visit.
    static func write(
        _ papers: [SurveyPaper], _ paper: MoneyPaper, on day: CivilDate, to output: String
    ) throws -> Int {
        guard let first = papers.first else { return 0 }
        let all = SurveyPaper(village: first.village, town: first.town, sheets: papers.flatMap(\.sheets))
        let regions = Dictionary(
            papers.map { ($0.village.code, $0) }) { one, _ in one }
        return try paper.print(
            "survey-sheet", all.record(paper.settings, places: regions), subject: "入户摸底调查表", at: Instant(day),
            to: output)
    }

    struct Sheets: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sheets", abstract: "列出调查表和每张走访了几人；写编号和 -o 则重印。",
            discussion: "The sheets, and of how many of their persons something was entered; -o prints some again.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "编号，可以写多个；不写为全部") var numbers: [String] = []
        @Flag(help: "只列没有走访完的") var open = false
        @Option(help: "方案（campaign.yaml），印制时用") var plan: String?
        @Option(name: .shortAndLong, help: "写到的 PDF（须有 --plan）") var output: String?

        func validate() throws {
            if output != nil, plan == nil { throw ValidationError(zh: "印制时写 --plan。", en: "-o needs --plan.") }
        }

        func run() async throws {
            try await Failures.reporting {
                let (sheets, visited, papers, regions) = try campaign.reading().read { transaction in
                    let all = try Surveys.sheets(in: transaction)
                    let named = try numbers.map { try Surveys.sheet($0, in: transaction).number }
                    let visited = try Surveys.visitedLines(in: transaction)
                    let shown = all.filter { sheet in
                        (named.isEmpty || named.contains(sheet.number))
                            && (!open || !sheet.isVoid && (visited[sheet.number] ?? []).count < sheet.lines.count)
                    }
                    return (
                        shown, visited, try output.map { _ in try SurveyCommand.papers(shown, in: transaction) } ?? [],
                        try RegionTree.stored(in: transaction)
                    )
                }
                var table = TextTable(head: ["编号", "村居", "网格", "网格员", "制表", "交回", "人数", "已走访", "情况"], right: [6, 7])
                for sheet in sheets {
                    let done = (visited[sheet.number] ?? []).count
                    table.append([
                        sheet.number, regions.fullName(ofVillage: sheet.village), sheet.grid.isEmpty ? "–" : sheet.grid,
                        sheet.worker.isEmpty ? "–" : sheet.worker, sheet.madeOn.iso, sheet.dueOn.iso,
                        "\(sheet.lines.count)", "\(done)",
                        sheet.isVoid ? "作废" : done == sheet.lines.count ? "走访完" : "走访中",
                    ])
                }
                table.lines.forEach { print($0) }
                if let output, let plan {
                    let paper = try MoneyPaper(plan: plan)
                    let pages = try SurveyCommand.write(papers, paper, on: OfficeDay.today, to: output)
                    print(say("reply.printed", ["file": output, "pages": "\(pages)"]))
                }
            }
        }
    }

    struct Form: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "form", abstract: "写出录入用的表格（XLSX）：没有走访的人各一行，填好后用 import 读入。",
            discussion: "A workbook with a line for everybody not visited yet, to be filled in and imported.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "编号，可以写多个；不写为全部没有走访完的") var numbers: [String] = []
        @Option(name: .shortAndLong, help: "写到的 XLSX") var output: String

        func run() async throws {
            try await Failures.reporting {
                let (sheets, regions) = try campaign.reading().read { transaction in
                    let visited = try Surveys.visitedLines(in: transaction)
                    let named = try numbers.map { try Surveys.sheet($0, in: transaction) }
                    let all = try named.isEmpty ? Surveys.sheets(in: transaction) : named
                    return (
                        all.filter { !$0.isVoid && (visited[$0.number] ?? []).count < $0.lines.count },
                        try RegionTree.stored(in: transaction)
                    )
                }
                try _ = DurableFile.write(SurveyPaper.form(sheets, regions), to: output)
                print(say("reply.survey-form", ["file": output, "count": "\(sheets.count)"]))
            }
        }
    }
}
