import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Templates

struct AssessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess", abstract: "考核：按办法评分排名，年终自评、核定、评估验收。",
        discussion: """
            办法是一个 YAML 文件，写法见 docs/levy/figures.md。只写 assess 就是 assess score。
            Scores towns or villages under a scheme; a year's end has self-assessment, review and the final ranks.
            """,
        subcommands: [Score.self, Form.self, Report.self, Review.self, Accept.self], defaultSubcommand: Score.self)

    /// The notice of ranks, when it is printed: it has a seal, which takes two persons.
    struct NoticeOptions: ParsableArguments {
        @Option(help: "印制到这个目录") var pdf: String?
        @Option(help: "排名通报的署名与印章（印制时必写）") var office: String?
        @Option(help: "排名通报的成文日期，默认与 --on 相同") var issued: DayArgument?
        @Option(help: "字体目录") var fonts: String?
        @Option(help: "经办人（印制时必写）") var by: String?
        @OptionGroup var agreed: SealOptions

        /// - Throws: `ValidationError` for a notice that nobody signs, or that one person seals.
        func validate() throws {
            guard pdf != nil else { return }
            if office?.isEmpty ?? true {
                throw ValidationError(
                    zh: "通报要有署名：写 --office。", en: "a notice is signed: give --office with --pdf.")
            }
            if by?.isEmpty ?? true { throw ValidationError(zh: "通报要写 --by。", en: "give --by with --pdf.") }
            try agreed.require()
        }

        func write(_ assessment: Assessment, _ campaign: CampaignFolder) throws {
            guard let pdf, let office, let by else { return }
            let paper = AssessmentPaper(
                assessment: assessment, office: office, issued: issued?.date ?? assessment.asOf, fonts: fonts)
            try campaign.write { try paper.write(to: pdf, agreed.approval(by: by), in: $0, at: OfficeDay.now) }
        }
    }

    struct Score: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "score", abstract: "给镇街或村居评分，每一步怎样算的都写出来。",
            discussion: """
                给出 --pdf 时印制每个单位的评分表和一份排名通报。
                Scores towns or villages under a scheme, with each step of the sum.

                zhengjiao assess 考核办法.yaml out/xuecheng-2019 --on 2019-11-30 --inputs 扣分.csv \
                    --pdf 考核 --office 区征缴工作领导小组办公室 --by 王伟 --approved-by 李娜
                """)

        @OptionGroup var sheets: Sheets
        @OptionGroup var notice: NoticeOptions
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let assessment = try sheets.assessment()
                try notice.write(assessment, sheets.campaign)
                if json { return print(assessment.json.pretty, terminator: "") }
                for line in Self.lines(assessment) { print(line) }
            }
        }

        private static func lines(_ assessment: Assessment) -> [String] {
            let unit = assessment.scheme.unit
            var lines: [String] = []
            for sheet in assessment.sheets {
                let group = sheet.group.isEmpty ? "" : "（\(sheet.group)）"
                let veto = sheet.isVetoed ? "，否决：" + sheet.vetoes.joined(separator: "、") : ""
                lines.append("第 \(sheet.rank) 名\(group) \(sheet.name) \(sheet.total.text) \(unit)\(veto)")
                lines += sheet.lines.map { "    \($0.indicator.name)：\($0.explanation)" }
            }
            return lines
        }
    }
}

/// Score sheets and the notice of ranks on paper.
struct AssessmentPaper {
    let assessment: Assessment
    /// Who signs the notice, and its date.
    let office: String
    let issued: CivilDate
    let fonts: String?

    /// Sheets and notice; the notice is written when the use of its seal is in the log.
    func write(
        to folder: String, _ approval: SealApproval, in transaction: Transaction, at now: Instant
    ) throws {
        let room = PressRoom(
            fonts: try Installation.fontCatalog(override: fonts), templates: TemplateShelf(filters: DomainFilters.all))
        let created = Instant(assessment.asOf).iso
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for sheet in assessment.sheets {
            let printed = try room.pdf(
                Installation.template("score-sheet"), Record(head + fields(sheet)), subject: sheet.name,
                author: assessment.district, created: created)
            try DurableFile.write(printed.bytes, to: "\(folder)/评分表-\(sheet.code)-\(sheet.name).pdf")
        }
        let notice = try room.pdf(
            Installation.template("ranking-notice"), Record(head + signature + [("groups", .list(groups))]),
            subject: assessment.scheme.title, author: office, created: created)
        try SealLog.add(
            notice.seals,
            on: SealedPaper(
                kind: "ranking-notice", key: "\(assessment.scheme.id)/\(assessment.asOf.iso)",
                title: assessment.scheme.title, pages: notice.pages, sha256: DurableFile.sha256(notice.bytes),
                day: now.date), approval, in: transaction, at: now)
        try DurableFile.write(notice.bytes, to: "\(folder)/考核排名通报-\(assessment.asOf.iso).pdf")
    }

    private var signature: [(String, Datum)] {
        [("organ.name", .text(office)), ("issued", .date(issued)), ("specimen", .flag(true))]
    }

    private var head: [(String, Datum)] {
        let scheme = assessment.scheme
        return [
            ("scheme.title", .text(scheme.title)), ("scheme.basis", .optional(scheme.basis)),
            ("scheme.unit", .text(scheme.unit)), ("asOf", .date(assessment.asOf)),
            ("district", .text(assessment.district)),
        ]
    }

    private func fields(_ sheet: ScoreSheet) -> [(String, Datum)] {
        let lines = sheet.lines.map { line in
            Record([
                ("name", .text(line.indicator.name)), ("value", .text(line.value?.text ?? "–")),
                ("explanation", .text(line.explanation)), ("points", .text(line.points.text)),
            ])
        }
        let start = assessment.scheme.start
        return [
            ("name", .text(sheet.name)), ("code", .text(sheet.code)), ("group", .optional(sheet.group)),
            ("rank", .integer(sheet.rank)), ("of", .integer(assessment.sheets.count { $0.group == sheet.group })),
            ("start", start == .zero ? .missing : .text(start.text)), ("lines", .list(lines)),
            ("sum", .text(sheet.sum.text)), ("total", .text(sheet.total.text)),
            ("limited", .flag(sheet.sum != sheet.total && !sheet.isVetoed)),
            ("veto", .optional(sheet.vetoes.joined(separator: "、"))),
        ]
    }

    private var groups: [Record] {
        let names = assessment.scheme.groups.map(\.name) + [""]
        return names.compactMap { name in
            let own = assessment.sheets.filter { $0.group == name }
            guard !own.isEmpty else { return nil }
            let rows = own.map { sheet in
                Record([
                    ("rank", .integer(sheet.rank)), ("name", .text(sheet.name)), ("total", .text(sheet.total.text)),
                    ("remark", .text(sheet.isVetoed ? "否决：" + sheet.vetoes.joined(separator: "、") : "")),
                ])
            }
            // Who is in no group is ranked apart, and the notice must say so.
            let heading = name.isEmpty && names.count > 1 ? "其他单位" : name
            return Record([("name", .optional(heading)), ("rows", .list(rows))])
        }
    }
}
