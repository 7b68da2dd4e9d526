import ArgumentParser
import Diagnostics
import Levy
import Storage

extension EmployersCommand {
    static var riskRules: String { Installation.home + "/workflows/employers/risk-rules.csv" }
    static var termList: String { Installation.home + "/workflows/employers/terms.csv" }
    static var rateList: String { Installation.home + "/workflows/employers/rates.csv" }

    struct Risk: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "risk", abstract: "按风险规则给最近一次比对的单位打分，高分在先。",
            discussion: """
                规则是一张表：编号、规则、条件、值、分值、依据。例：
                zhengjiao employers risk out --rules workflows/employers/risk-rules.csv --least 40
                Scores employers by the office's own table of rules, and says which of them meet.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "风险规则表") var rules = EmployersCommand.riskRules
        @Option(help: "只列不低于这个分值的") var least = 1
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let risk = try EmployerRisk.read(rules)
                let scores = try campaign.reading().read { try risk.scores(in: $0) }.filter { $0.points >= least }
                if json { return print(JSONText.array(scores.map(Self.json)).pretty, terminator: "") }
                var table = TextTable(head: ["分值", "单位", "信用代码", "主管部门", "规则"], right: [0])
                for score in scores {
                    table.append([
                        "\(score.points)", score.name, score.code, score.regulator,
                        score.hits.map { "\($0.rule.name) \($0.rule.points)（\($0.detail)）" }.joined(separator: "；"),
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }

        private static func json(_ score: RiskScore) -> JSONText {
            .object([
                "unit": .text(score.unit), "code": .text(score.code), "name": .text(score.name),
                "regulator": .text(score.regulator), "points": .integer(score.points),
                "hits": .array(
                    score.hits.map {
                        .object([
                            "rule": .text($0.rule.id), "points": .integer($0.rule.points), "detail": .text($0.detail),
                            "basis": .text($0.rule.basis),
                        ])
                    }),
            ])
        }
    }

    struct Rates: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rates", abstract: "某日的单位和个人缴费比例和依据；--base 算出一个月的缴费额。",
            discussion: "The rates that hold on a day, and what they make of a month's base.")

        @Option(help: "缴费比例表：险种、缴费主体、单位比例、个人比例、依据、起、止") var list = EmployersCommand.rateList
        @Option(help: "缴费主体，如 企业") var payer: String?
        @Option(help: "缴费基数（元）") var base: String?
        @Option(help: "日期；不写为今天") var on: DayArgument?

        func run() async throws {
            try await Failures.reporting {
                let rates = try EmployerRates.read(list).rates(on: on?.date ?? OfficeDay.today, payer: payer)
                let fen = try base.map { try SumArgument.fen($0) }
                var table = TextTable(
                    head: ["险种", "缴费主体", "单位", "个人", "单位缴（元）", "个人缴（元）", "依据", "起", "止"], right: [2, 3, 4, 5])
                for rate in rates {
                    table.append([
                        rate.scheme.chinese, rate.payer, Self.percent(rate.employer), Self.percent(rate.person),
                        fen.map { Money(fen: rate.employerFen(ofBase: $0)).grouped } ?? "",
                        fen.map { Money(fen: rate.personFen(ofBase: $0)).grouped } ?? "", rate.basis, rate.from.iso,
                        rate.until?.iso ?? "",
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }

        /// 1600 of ten thousand as `16%`.
        private static func percent(_ tenThousandths: Int) -> String { Money(fen: tenThousandths).shortest + "%" }
    }
}
