import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

struct HandoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handover", abstract: "部门间数据迁移：导出、核对、出具三方签章的核对单。",
        discussion: "Data that goes from one bureau to another: exported, compared, signed for by three.",
        subcommands: [Export.self, Compare.self, Print.self, List.self])

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "把账簿写成迁移文件（CSV），对方核对时用同样的列。",
            discussion: "Writes the books as a file that the other side can read and send back.")

        @OptionGroup var campaign: CampaignFolder
        @Option(name: .shortAndLong, help: "写到的 CSV") var output: String

        func run() async throws {
            try await Failures.reporting {
                let (books, regions) = try campaign.reading().read {
                    (try HandoverSet.books(in: $0), try RegionTree.stored(in: $0))
                }
                try _ = DurableFile.write(books.csv(regions), to: output)
                print(
                    say(
                        "reply.handover-export",
                        ["file": output, "count": "\(books.rows.count)", "hash": books.total.hash]))
            }
        }
    }

    /// The two sides of a comparison.
    struct Sides: ParsableArguments {
        @Argument(help: "迁移前的文件（CSV 或 XLSX）") var before: String
        @Argument(help: "迁移后的文件；不写则与账簿核对") var after: String?

        func comparison(_ database: Database?) throws -> HandoverComparison {
            guard let database else {
                guard let after else {
                    throw ValidationError(zh: "写第二个文件，或用 --books 写明征缴目录。", en: "give a second file, or --books.")
                }
                return HandoverComparison(before: try read(before, nil), after: try read(after, nil))
            }
            return try database.read { transaction in
                // Villages that went into others are the same on both sides.
                let regions = try RegionTree.stored(in: transaction)
                return HandoverComparison(
                    before: try read(before, regions),
                    after: try after.map { try read($0, regions) } ?? HandoverSet.books(in: transaction))
            }
        }

        private func read(_ path: String, _ regions: RegionTree?) throws -> HandoverSet {
            try HandoverSet.read(SourceFile(path: path), regions: regions)
        }
    }

    struct Compare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "compare", abstract: "核对迁移前后：按村居、险种的人数、笔数、金额和内容校验值，逐条差异；有差异的退出码 65。",
            discussion: """
                Compares two files, or a file with the books, by village and insurance and row by row.
                列：村居代码、身份证号码、姓名、险种、所属期、应缴金额、已缴金额。例：
                zhengjiao handover compare 迁移前.csv --books out/xuecheng-2019
                """)

        @OptionGroup var sides: Sides
        @Option(help: "征缴的输出目录：与账簿核对，或按它的区划认村居") var books: String?
        @Option(help: "最多列几条差异") var most = 50
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let database = try books.map { try CampaignFolder.parse([$0]).reading() }
                let comparison = try sides.comparison(database)
                let paper = HandoverPaper(comparison: comparison)
                print(json ? paper.json : paper.text(most: most), terminator: "")
                if !json { print(paper.verdict) }
                if !comparison.agrees { throw ExitCode.wrongInput }
            }
        }
    }

    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "protocol", abstract: "出具数据迁移核对单：编号、登记、三方签章；有差异的照列，退出码 65。",
            discussion: """
                Prints and registers the protocol of a migration, with totals before and after and three signatures.
                例：zhengjiao handover protocol out/xuecheng-2019 迁移前.csv --plan campaign.yaml --giver 薛城区医疗保障局 \\
                  --taker 薛城区税务局 --subject 2019年度参保缴费数据 --by 王伟 --checker 李娜 -o 核对单.pdf
                """)

        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var sides: Sides
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "移交单位") var giver: String
        @Option(help: "接收单位") var taker: String
        @Option(help: "监交单位") var witness = "征缴工作领导小组办公室"
        @Option(help: "迁移的数据") var subject: String
        @Option(help: "复核人，不能与经办人相同") var checker: String
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                if act.by == checker { throw Rejection("handover.same-person", ["person": checker]) }
                let money = try MoneyPaper(plan: plan)
                let database = try campaign.writing()
                let comparison = try sides.comparison(database)
                let paper = HandoverPaper(comparison: comparison)
                let (number, pages) = try database.write { transaction in
                    let number = try HandoverStore.number(
                        money.settings.documentMark, year: act.day.year, in: transaction)
                    let entry = HandoverEntry(
                        number: number, giver: giver, taker: taker, subject: subject, comparison, madeOn: act.day,
                        by: act.by, checker: checker)
                    let regions = try RegionTree.stored(in: transaction)
                    let printed = try money.pdf(
                        "handover-protocol", paper.record(money.settings, entry, witness: witness, regions),
                        subject: "\(number)数据迁移核对单", at: Instant(act.day))
                    let hash = try DurableFile.write(printed.bytes, to: output)
                    try HandoverStore.add(comparison, entry, documentSHA256: hash, at: act.now, in: transaction)
                    return (number, printed.pages)
                }
                try database.close()
                print(say("reply.handover", ["number": number, "file": output, "pages": "\(pages)"]))
                print(paper.verdict)
                if !comparison.agrees { throw ExitCode.wrongInput }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "数据迁移登记簿。", discussion: "The register of protocols.")

        @OptionGroup var campaign: CampaignFolder

        func run() async throws {
            try await Failures.reporting {
                let entries = try campaign.reading().read { try HandoverStore.all(in: $0) }
                var table = TextTable(head: ["编号", "日期", "移交", "接收", "数据", "迁移前", "迁移后", "差异", "经办", "复核"], right: [7])
                for entry in entries {
                    table.append([
                        entry.number, entry.madeOn.iso, entry.giver, entry.taker, entry.subject, entry.before,
                        entry.after, "\(entry.differences)", entry.by, entry.checker,
                    ])
                }
                if entries.isEmpty { print(say("reply.none")) } else { table.lines.forEach { print($0) } }
            }
        }
    }
}
