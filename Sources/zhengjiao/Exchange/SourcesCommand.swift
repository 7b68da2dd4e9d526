import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

struct SourcesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources", abstract: "数据源：哪个部门何时交付什么数据，交付了没有，质量如何。",
        discussion: "The registry of sources, what they delivered, and how well.",
        subcommands: [Register.self, List.self, Deliver.self, Report.self])

    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "register", abstract: "登记数据源目录（整张表）；样表是 workflows/sources/sources.csv。",
            discussion: "Sets the registry to a table, as a revision of its own.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "目录（CSV 或 XLSX）") var file: String
        @Option(help: "经办人") var by: String

        func run() async throws {
            try await Failures.reporting {
                let set = try campaign.write {
                    try DataSources.register(path: file, by: by, in: $0, at: OfficeDay.now)
                }
                print(say("reply.sources-set", ["revision": "\(set.revision)", "count": "\(set.count)"]))
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "列出数据源目录。", discussion: "The registry as it is now.")

        @OptionGroup var campaign: CampaignFolder

        func run() async throws {
            try await Failures.reporting {
                let sources = try campaign.reading().read { try DataSources.current(in: $0) }
                var table = TextTable(head: ["编号", "部门", "数据", "内容", "周期", "宽限", "交付方式", "对应导入", "依据"])
                for source in sources {
                    table.append([
                        source.code, source.office, source.name, source.content, source.cycle.chinese,
                        "\(source.grace) 个工作日", source.way,
                        source.register.rawValue + (source.filePart.isEmpty ? "" : "（\(source.filePart)）"),
                        source.basis,
                    ])
                }
                if sources.isEmpty { print(say("reply.none")) } else { table.lines.forEach { print($0) } }
            }
        }
    }

    struct Deliver: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "deliver", abstract: "登记一次来件；程序自己导入的文件不用登记，来得比导入早的可以登记来件日。",
            discussion: """
                Enters a file that a source delivered, known by its hash. Imports count by themselves.
                例：zhengjiao sources deliver out/xuecheng-2019 GA01 人口变动.xlsx --rejected 2 --by 王伟 --on 2019-11-04
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "数据源编号") var source: String
        @Argument(help: "文件") var file: String
        @Option(help: "行数；不写则数文件里表头以下的行") var rows: Int?
        @Option(help: "修正后采用的行") var repaired = 0
        @Option(help: "待核实的行") var asked = 0
        @Option(help: "退回的行") var rejected = 0
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let counts = DataSources.Counts(rows: rows, repaired: repaired, asked: asked, rejected: rejected)
                let found = try campaign.write {
                    try DataSources.deliver(
                        source, path: file, counts, on: act.day, by: act.by, in: $0, at: act.now)
                }
                guard let found else { return print(say("reply.known")) }
                print(say("reply.delivered", ["file": found.file, "rows": "\(found.rows)", "source": source]))
            }
        }
    }

    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "report", abstract: "质量报告：应报、按时、迟报、缺报，行数和各种结果，得分；有缺报的退出码 65。",
            discussion: "How well each source delivers, as a table, JSON or a PDF; ends with 65 for missing ones.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "截至哪一天，默认今天") var on: DayArgument?
        @Option(help: "工作日历，不写则为国家的") var calendar: String?
        @Option(help: "方案（campaign.yaml），印制时用") var plan: String?
        @Option(name: .shortAndLong, help: "写到的 PDF（须有 --plan）") var output: String?
        @Flag(help: "以 JSON 打印") var json = false

        func validate() throws {
            if output != nil, plan == nil { throw ValidationError(zh: "印制时写 --plan。", en: "-o needs --plan.") }
        }

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? OfficeDay.today
                let working = try OfficeDay.calendar(calendar)
                let days = SourceDays(
                    isWorkingDay: { working.isWorkingDay($0) }, adding: { working.adding(workingDays: $0, to: $1) })
                let found = try campaign.reading().read { try DataSources.quality(on: day, days, in: $0) }
                let report = SourceReport(found: found, day: day)
                print(json ? report.json : report.text, terminator: "")
                if let output, let plan {
                    let paper = try MoneyPaper(plan: plan)
                    _ = try paper.print(
                        "source-quality", report.record(paper.settings), subject: "部门数据交换质量报告",
                        at: Instant(day), to: output)
                }
                if found.contains(where: { $0.count(.missing) > 0 }) { throw ExitCode.wrongInput }
            }
        }
    }
}
