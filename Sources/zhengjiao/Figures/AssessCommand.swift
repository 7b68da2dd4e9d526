import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Templates

struct AssessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess", abstract: "按考核办法给镇街或村居评分，每一步怎样算的都写出来。",
        discussion: """
            办法是一个 YAML 文件，写法见 docs/levy.md。给出 --pdf 时印制每个单位的评分表和一份排名通报。
            Scores towns or villages under a scheme, with each step of the sum.

            zhengjiao assess 考核办法.yaml out/xuecheng-2019 --on 2019-11-30 --inputs 扣分.csv \
                --pdf 考核 --office 区征缴工作领导小组办公室
            """)

    @Argument(help: "考核办法（YAML）") var scheme: String
    @OptionGroup var campaign: CampaignFolder
    @Option(help: "截至哪一天，默认今天") var on: DayArgument?
    @Option(help: "账上没有的指标（CSV：代码和各项）") var inputs: String?
    @Option(help: "上年缴费名单，用来算续保率、中断缴费率") var lastYear: String?
    @Option(help: "印制到这个目录") var pdf: String?
    @Option(help: "排名通报的署名与印章（印制时必写）") var office: String?
    @Option(help: "排名通报的成文日期，默认与 --on 相同") var issued: DayArgument?
    @Option(help: "字体目录") var fonts: String?
    @Flag(help: "以 JSON 打印") var json = false

    func validate() throws {
        if pdf != nil, office?.isEmpty ?? true {
            throw ValidationError(
                zh: "通报要有署名：写 --office。", en: "a notice is signed: give --office with --pdf.")
        }
    }

    func run() async throws {
        try await Failures.reporting {
            let scheme = try SchemeFile.load(scheme)
            let list = try lastYear.map { try LastYear.read(try SourceFile(path: $0)) }
            let assessment = try campaign.reading().read { transaction in
                try Assessment(
                    scheme, asOf: on?.date ?? OfficeDay.today, inputs: inputs, lastYear: list, in: transaction)
            }
            if let pdf, let office {
                try AssessmentPaper(
                    assessment: assessment, office: office, issued: issued?.date ?? assessment.asOf, fonts: fonts
                ).write(to: pdf)
            }
            if json { return print(assessment.json.pretty, terminator: "") }
            for line in AssessCommand.lines(assessment) { print(line) }
        }
    }

    private static func lines(_ assessment: Assessment) -> [String] {
        var lines: [String] = []
        for sheet in assessment.sheets {
            let group = sheet.group.isEmpty ? "" : "（\(sheet.group)）"
            let veto = sheet.isVetoed ? "，否决：" + sheet.vetoes.joined(separator: "、") : ""
            lines.append("第 \(sheet.rank) 名\(group) \(sheet.name) \(sheet.total.text) \(assessment.scheme.unit)\(veto)")
            lines += sheet.lines.map { "    \($0.indicator.name)：\($0.explanation)" }
        }
        return lines
    }
}

/// Score sheets and the notice of ranks on paper.
struct AssessmentPaper {
    let assessment: Assessment
    /// Who signs the notice, and its date.
    let office: String
    let issued: CivilDate
    let fonts: String?

    func write(to folder: String) throws {
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
            return Record([("name", .optional(name)), ("rows", .list(rows))])
        }
    }
}
