import ArgumentParser
import Diagnostics
import Levy
import Storage
import Templates
import Workflow

struct ArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "归档：按保管期限编目、编档号、装盒，导出电子档案并核验。",
        discussion: "The electronic case file of a campaign: index, codes, boxes, a verified export.",
        subcommands: [Check.self, Make.self, Verify.self, List.self])

    /// What an archive is made by.
    struct Rules: ParsableArguments {
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "归档范围和保管期限表（CSV），不写则为 workflows/archive/retention.csv") var retention: String?
        @Option(help: "全宗号") var fonds: String
        @Option(help: "归属年度，不写则为方案开始的一年") var year: Int?
        @Option(help: "一盒装多少页") var boxPages = 200

        func validate() throws {
            if boxPages < 1 { throw ValidationError(zh: "一盒至少一页。", en: "a box takes at least a page.") }
            if fonds.isEmpty || !fonds.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) {
                throw ValidationError(zh: "全宗号只能是字母和数字。", en: "--fonds has letters and digits only.")
            }
        }

        func made(_ campaign: CampaignFolder) throws -> Made {
            let definition = try Definition.load(path: plan)
            let paper = try MoneyPaper(plan: plan)
            let table = try RetentionTable(path: retention ?? Installation.home + "/workflows/archive/retention.csv")
            let year = year ?? definition.days.first.year
            let (documents, regions) = try campaign.reading().read {
                (try DocumentStore.all(in: $0), try RegionTree.stored(in: $0))
            }
            let index = ArchiveIndex(
                documents, table, regions, district: paper.settings.district, author: paper.settings.taxBureau.name,
                fonds: fonds, year: year, boxPages: boxPages)
            let gaps = CaseGaps(
                index, documents, uses: Set(definition.steps.compactMap(\.uses)), regions,
                out: OutFolder(root: campaign.folder))
            return Made(paper: paper, index: index, gaps: gaps, year: year, title: definition.title)
        }
    }

    struct Made {
        let paper: MoneyPaper
        let index: ArchiveIndex
        let gaps: CaseGaps
        let year: Int
        let title: String
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "归档前检查：缺什么，坏了什么，哪些种类没有保管期限；有的退出码 65。",
            discussion: "What the case file lacks; ends with 65 for anything.")

        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var rules: Rules

        func run() async throws {
            try await Failures.reporting {
                let made = try rules.made(campaign)
                ArchiveCommand.show(made)
                if made.gaps.count > 0 { throw ExitCode.wrongInput }
            }
        }
    }

    static func show(_ made: Made) {
        var table = TextTable(head: ["保管期限", "类目", "件", "页", "盒"], right: [2, 3, 4])
        for section in made.index.sections {
            let pages = section.items.reduce(0) { $0 + $1.document.pages }
            table.append([
                section.retention.rawValue, section.subject, "\(section.items.count)", "\(pages)", "\(section.boxes)",
            ])
        }
        table.lines.forEach { print($0) }
        for entry in made.index.unconfirmed {
            let kind = IssuedDocument.chinese(kind: entry.kind)
            print(say("reply.archive-unconfirmed", ["kind": kind, "basis": entry.basis]))
        }
        made.gaps.lines.forEach { print($0) }
    }

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make", abstract: "导出电子档案：文件按盒、目录（CSV、PDF）和校验清单，写完逐个读回核验，并登记。",
            discussion: """
                Exports the case file into an empty folder, reads every file back, and registers it.
                zhengjiao archive make out/xuecheng-2019 --plan campaign.yaml --fonds X043 --to 归档 --by 甲 --checker 乙
                缺件、坏件时不导出；查明后仍要导出的加 --incomplete，目录里照列。
                """)

        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var rules: Rules
        @Option(help: "写到的空目录") var to: String
        @Option(help: "复核人，不能与经办人相同") var checker: String
        @Flag(help: "缺件也导出") var incomplete = false
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                if act.by == checker { throw Rejection("archive.same-person", ["person": checker]) }
                let made = try rules.made(campaign)
                ArchiveCommand.show(made)
                if made.gaps.count > 0 && !incomplete {
                    throw Rejection("archive.incomplete", ["count": "\(made.gaps.count)"])
                }
                let record = ArchivePaper.record(made, fonds: rules.fonds, on: act.day, by: act.by, checker: checker)
                let printed = try made.paper.pdf(
                    "archive-index", record, subject: "归档文件目录", at: Instant(act.day))
                let folder = CaseFolder(root: to, index: made.index, year: made.year)
                let hash = try folder.write(
                    from: OutFolder(root: campaign.folder), leaving: Set(made.gaps.broken.map(\.document.path)),
                    extra: [("归档文件目录.pdf", printed.bytes)])
                let entry = ArchiveEntry(
                    fonds: rules.fonds, year: made.year, made.index, missing: made.gaps.count, sha256: hash,
                    madeOn: act.day, by: act.by, checker: checker)
                try campaign.write { try ArchiveStore.add(entry, at: act.now, in: $0) }
                print(
                    say(
                        "reply.archived",
                        [
                            "count": "\(entry.documents)", "pages": "\(entry.pages)", "boxes": "\(entry.boxes)",
                            "folder": to, "hash": hash,
                        ]))
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "核验一份电子档案：少了、改了、多了的文件；有的退出码 65。",
            discussion: "Compares an exported folder with its list of hashes. `sha256sum -c sha256.txt` does the same.")

        @Argument(help: "电子档案的目录") var folder: String

        func run() async throws {
            try await Failures.reporting {
                var mistakes = DiagnosticList()
                for problem in try CaseFolder.verify(folder) { mistakes.append(problem) }
                try mistakes.throwIfErrors()
                print(say("reply.archive-whole", ["folder": folder]))
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "归档登记簿。", discussion: "The register of case files that were exported.")

        @OptionGroup var campaign: CampaignFolder

        func run() async throws {
            try await Failures.reporting {
                let entries = try campaign.reading().read { try ArchiveStore.all(in: $0) }
                var table = TextTable(
                    head: ["日期", "全宗号", "年度", "件", "页", "盒", "缺", "经办", "复核", "目录 SHA-256"], right: [3, 4, 5, 6])
                for entry in entries {
                    table.append([
                        entry.madeOn.iso, entry.fonds, "\(entry.year)", "\(entry.documents)", "\(entry.pages)",
                        "\(entry.boxes)", "\(entry.missing)", entry.by, entry.checker, entry.sha256,
                    ])
                }
                if entries.isEmpty { print(say("reply.none")) } else { table.lines.forEach { print($0) } }
            }
        }
    }
}

/// 归档文件目录 on paper.
enum ArchivePaper {
    static func record(
        _ made: ArchiveCommand.Made, fonds: String, on day: CivilDate, by maker: String, checker: String
    ) -> Record {
        let sections = made.index.sections.map { section in
            let rows = section.items.enumerated().map { index, item in
                Record([
                    ("serial", .integer(index + 1)), ("code", .text(item.code)),
                    ("number", .optional(item.document.number)), ("author", .text(item.author)),
                    ("title", .text(item.title)), ("day", .text(item.document.issuedAt.date.compact)),
                    ("secrecy", .optional(item.entry.secrecy)), ("pages", .integer(item.document.pages)),
                    ("box", .integer(item.box)),
                ])
            }
            return Record([
                ("retention", .text(section.retention.rawValue)), ("subject", .text(section.subject)),
                ("count", .integer(section.items.count)), ("boxes", .integer(section.boxes)),
                ("pages", .integer(section.items.reduce(0) { $0 + $1.document.pages })), ("rows", .list(rows)),
            ])
        }
        let gaps = made.gaps.lines.map { Record([("text", .text($0))]) }
        return Record([
            ("office.name", .text(made.paper.settings.taxBureau.name)), ("fonds", .text(fonds)),
            ("year", .integer(made.year)), ("title", .text(made.title)), ("made", .date(day)),
            ("maker", .text(maker)), ("checker", .text(checker)), ("sections", .list(sections)), ("gaps", .list(gaps)),
        ])
    }
}
