import ArgumentParser
import Diagnostics
import Levy
import Storage

struct CoverageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "应保尽保：各村应参保、已参保、在别处参保、不需参保、未缴原因和缺口。",
        discussion: """
            Coverage gap by village with the reasons of those who have not paid. 只读。例：
            zhengjiao coverage out/xuecheng-2019 --insurance medical
            """)

    @OptionGroup var campaign: CampaignFolder
    @Option(help: "险种：\(Insurance.listed)") var insurance = "medical"
    @Option(help: "日期，默认今天") var on: String?
    @Flag(help: "输出 JSON") var json = false

    func run() async throws {
        try await Failures.reporting {
            let scheme = try OrdersCommand.insurance(insurance)
            let day = try PersonFactsCommand.day(on) ?? PersonFactsCommand.now.date
            let gap = try campaign.reading().read { transaction in
                try Campaign(policy: try RuleSetStore.current(in: transaction))
                    .coverageGap(scheme, on: day, in: transaction)
            }
            if json {
                print(CoverageCommand.json(gap, day).pretty, terminator: "")
                return
            }
            var table = TextTable(
                head: ["镇街", "村居", "应参保", "已参保", "别处参保", "不需参保", "未缴（原因）", "情况不明", "缺口"],
                right: [2, 3, 4, 5, 7, 8])
            for row in gap.rows {
                let unpaid = row.unpaid.map { "\($0.reason?.chinese ?? "未了解") \($0.count)" }
                table.append([
                    row.town, row.villageName, row.target.map(String.init) ?? "–", "\(row.insured)",
                    "\(row.elsewhere)", "\(row.exempt)", unpaid.joined(separator: "、"),
                    row.unknown.map(String.init) ?? "–", row.gap.map(String.init) ?? "–",
                ])
            }
            table.lines.forEach { print($0) }
            func sum(_ value: (CoverageGap.Row) -> Int) -> String { "\(gap.rows.reduce(0) { $0 + value($1) })" }
            PersonFactsCommand.say(
                "coverage.sum",
                [
                    "insurance": Failures.language == .chinese ? scheme.chinese : scheme.rawValue,
                    "target": sum { $0.target ?? 0 }, "insured": sum { $0.insured },
                    "elsewhere": sum { $0.elsewhere }, "exempt": sum { $0.exempt }, "gap": sum { $0.gap ?? 0 },
                ])
        }
    }

    private static func json(_ gap: CoverageGap, _ day: CivilDate) -> JSONText {
        .object([
            "insurance": .text(gap.insurance.rawValue), "day": .text(day.iso),
            "villages": .array(
                gap.rows.map { row in
                    .object([
                        "village": .text(row.village), "name": .text(row.villageName), "town": .text(row.town),
                        "target": row.target.map { .integer($0) } ?? .null, "insured": .integer(row.insured),
                        "elsewhere": .integer(row.elsewhere), "exempt": .integer(row.exempt),
                        "unpaid": .array(
                            row.unpaid.map {
                                .object([
                                    "reason": $0.reason.map { .text($0.rawValue) } ?? .null,
                                    "count": .integer($0.count),
                                ])
                            }),
                        "unknown": row.unknown.map { .integer($0) } ?? .null,
                        "gap": row.gap.map { .integer($0) } ?? .null,
                    ])
                }),
        ])
    }
}
