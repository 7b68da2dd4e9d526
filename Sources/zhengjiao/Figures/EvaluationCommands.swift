import ArgumentParser
import Diagnostics
import Levy
import Storage
import Templates

extension AssessCommand {
    /// The sheets of the books that a year's evaluation stands on.
    struct Sheets: ParsableArguments {
        @Argument(help: "考核办法（YAML）") var scheme: String
        @OptionGroup var campaign: CampaignFolder
        @Option(help: "台账截至哪一天，默认今天") var on: DayArgument?
        @Option(help: "账上没有的指标（CSV：代码和各项）") var inputs: String?
        @Option(help: "上年缴费名单，用来算续保率、中断缴费率") var lastYear: String?
        @Option(help: "只评这个镇街的村居（村居一级的办法）") var town: String?

        var day: CivilDate { on?.date ?? OfficeDay.today }

        func assessment() throws -> Assessment {
            let scheme = try SchemeFile.load(scheme)
            let list = try lastYear.map { try LastYear.read(try SourceFile(path: $0)) }
            return try campaign.reading().read { transaction in
                try Assessment(
                    scheme, asOf: day, inputs: inputs, lastYear: list, town: town, in: transaction)
            }
        }

        /// - Throws: `Rejection` `metrics.region` when the scheme does not assess it.
        func sheet(_ code: String, in assessment: Assessment) throws(Rejection) -> ScoreSheet {
            guard let sheet = assessment.sheets.first(where: { $0.code == code }) else {
                throw Rejection("metrics.region", ["code": code])
            }
            return sheet
        }

        func evaluations(_ scheme: AssessmentScheme) throws -> [String: Evaluation] {
            try campaign.reading().read { try EvaluationStore.all(scheme: scheme.id, in: $0) }
        }
    }

    struct Form: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "form", abstract: "写出自评表（还没有自评的）或核定表（已自评的），填好以后读回。",
            discussion: """
                The table that a region fills in for itself, or, when it has, the one for those who review it.

                zhengjiao assess form 考核办法.yaml out/xuecheng-2019 --region 370403101 -o 自评表.csv
                """)

        @OptionGroup var sheets: Sheets
        @Option(help: "镇街或村居代码") var region: String
        @Option(name: .shortAndLong, help: "写到的 CSV") var output: String

        func run() async throws {
            try await Failures.reporting {
                let assessment = try sheets.assessment()
                let sheet = try sheets.sheet(region, in: assessment)
                let report = try sheets.evaluations(assessment.scheme)[region]
                try DurableFile.write(EvaluationTable.form(sheet, assessment.scheme, report), to: output)
                print(say("reply.written", ["path": output, "count": "\(assessment.scheme.scored.count)"]))
            }
        }
    }

    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "report", abstract: "登记一个单位的年终自评：每项指标的自评得分和佐证材料。",
            discussion: """
                比台账得分高的每一项都要有佐证材料。核定以前可以重报，以最后一次为准。
                Enters a region's self-assessment; --pdf prints it for its seal.
                """)

        @OptionGroup var sheets: Sheets
        @Argument(help: "填好的自评表（CSV 或 XLSX：指标、自评得分、佐证材料）") var file: String
        @Option(help: "镇街或村居代码") var region: String
        @Option(help: "填报人") var by: String
        @Option(help: "印制自评表到这个 PDF") var pdf: String?

        func run() async throws {
            try await Failures.reporting {
                let assessment = try sheets.assessment()
                let sheet = try sheets.sheet(region, in: assessment)
                let items = try EvaluationTable.read(file, .report, assessment.scheme)
                try sheets.campaign.write {
                    try assessment.scheme.report(
                        items, beside: sheet, by: by, on: sheets.day, in: $0, at: OfficeDay.now)
                }
                if let pdf, let evaluation = try sheets.evaluations(assessment.scheme)[region] {
                    try EvaluationPaper.write(evaluation, sheet, assessment, to: pdf)
                }
                print(say("reply.evaluation-reported", EvaluationPaper.facts(items, sheet, assessment.scheme)))
            }
        }
    }

    struct Review: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "review", abstract: "登记对自评的核定；与自评不同的每一项写明理由，核定人不能是填报人。",
            discussion: "Accepts a self-assessment, indicator by indicator; what differs needs its reason.")

        @OptionGroup var sheets: Sheets
        @Argument(help: "填好的核定表（CSV 或 XLSX：指标、核定得分、核定说明）") var file: String
        @Option(help: "镇街或村居代码") var region: String
        @Option(help: "核定人") var by: String

        func run() async throws {
            try await Failures.reporting {
                let assessment = try sheets.assessment()
                let sheet = try sheets.sheet(region, in: assessment)
                let verdicts = try EvaluationTable.read(file, .review, assessment.scheme)
                try sheets.campaign.write {
                    try assessment.scheme.review(
                        verdicts, region: region, by: by, on: sheets.day, in: $0, at: OfficeDay.now)
                }
                print(say("reply.evaluation-reviewed", EvaluationPaper.facts(verdicts, sheet, assessment.scheme)))
            }
        }
    }

    struct Accept: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept", abstract: "评估验收：各单位自评和核定的情况；全部核定后印制评分表和最终排名通报。",
            discussion: """
                还有没自评或没核定的单位时退出码为 65，不印通报。
                The state of the year's evaluation, and the final sheets and notice once all is accepted.
                """)

        @OptionGroup var sheets: Sheets
        @OptionGroup var notice: AssessCommand.NoticeOptions

        func run() async throws {
            try await Failures.reporting {
                let assessment = try sheets.assessment()
                let evaluations = try sheets.evaluations(assessment.scheme)
                let final = assessment.settled(evaluations)
                var table = TextTable(head: ["代码", "单位", "台账", "自评", "核定", "名次", "情况"], right: [2, 3, 4, 5])
                for sheet in assessment.sheets.sorted(by: { $0.code < $1.code }) {
                    let evaluation = evaluations[sheet.code]
                    let claimed = evaluation.map { report in
                        report.items.values.reduce(assessment.scheme.start) { $0 + $1.points }.text
                    }
                    let settled = final.sheets.first { $0.code == sheet.code }
                    table.append([
                        sheet.code, sheet.name, sheet.total.text, claimed ?? "–", settled?.total.text ?? "–",
                        settled.map { "\($0.rank)" } ?? "–", EvaluationPaper.state(evaluation),
                    ])
                }
                table.lines.forEach { print($0) }
                let open = assessment.sheets.count - final.sheets.count
                if open > 0 {
                    if notice.pdf != nil { throw Rejection("assess.not-accepted", ["count": "\(open)"]) }
                    throw ExitCode.wrongInput
                }
                try notice.write(final, sheets.campaign)
            }
        }
    }
}

/// 自评表 on paper.
enum EvaluationPaper {
    static func state(_ evaluation: Evaluation?) -> String {
        guard let evaluation else { return "未自评" }
        guard let review = evaluation.review else {
            return "待核定（\(evaluation.reportedBy) \(evaluation.reportedOn.iso) 自评）"
        }
        return "已核定（\(review.by) \(review.on.iso)）"
    }

    /// For the sentence that a command answers with.
    static func facts(
        _ items: [String: Evaluation.Item], _ sheet: ScoreSheet, _ scheme: AssessmentScheme
    ) -> [String: String] {
        let sum = items.values.reduce(scheme.start) { $0 + $1.points }
        return ["name": sheet.name, "points": sum.text, "books": sheet.total.text]
    }

    static func write(
        _ evaluation: Evaluation, _ sheet: ScoreSheet, _ assessment: Assessment, to path: String
    ) throws {
        let scheme = assessment.scheme
        let lines = sheet.lines.filter { scheme.scored.contains($0.indicator) }.map { line in
            let item = evaluation.items[line.indicator.id]
            return Record([
                ("name", .text(line.indicator.name)),
                ("most", .text((line.indicator.most ?? line.indicator.rule.most)?.text ?? "–")),
                ("value", .text(line.value?.text ?? "–")), ("books", .text(line.points.text)),
                ("claimed", .text(item?.points.text ?? "–")), ("evidence", .optional(item?.words)),
            ])
        }
        let record = Record([
            ("scheme.title", .text(scheme.title)), ("scheme.basis", .optional(scheme.basis)),
            ("scheme.unit", .text(scheme.unit)), ("asOf", .date(assessment.asOf)),
            ("district", .text(assessment.district)), ("name", .text(sheet.name)), ("code", .text(sheet.code)),
            ("start", scheme.start == .zero ? .missing : .text(scheme.start.text)), ("lines", .list(lines)),
            ("books", .text(sheet.sum.text)),
            ("claimed", .text(evaluation.items.values.reduce(scheme.start) { $0 + $1.points }.text)),
            ("reported", .date(evaluation.reportedOn)), ("by", .text(evaluation.reportedBy)),
        ])
        let room = PressRoom(
            fonts: try Installation.fontCatalog(override: nil), templates: TemplateShelf(filters: DomainFilters.all))
        let printed = try room.pdf(
            Installation.template("self-assessment"), record, subject: "\(sheet.name)年终自评表",
            author: sheet.name, created: Instant(assessment.asOf).iso)
        try DurableFile.write(printed.bytes, to: path)
    }
}
