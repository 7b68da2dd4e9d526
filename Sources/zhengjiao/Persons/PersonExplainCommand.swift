import ArgumentParser
import Diagnostics
import Levy
import Storage

struct PersonExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "说明一个人应缴多少、谁承担哪一部分、为什么，逐条写明规则和出处。",
        discussion: """
            先记入查询记录，再显示。只读，可以在 serve 运行时使用。--on 问另一天会怎样，--tier 问另一个养老档次。例：
            zhengjiao person explain out/xuecheng-2019 370403198001010018 --by 王伟 --purpose 本人来电核对
            """)

    @OptionGroup var campaign: CampaignFolder
    @Argument(help: "身份证号") var id: String
    @OptionGroup var looker: Looker
    @Option(help: "按哪一天，默认名册的基准日") var on: String?
    @Option(help: "养老缴费档次（元），默认名册上的") var tier: Int?
    @Flag(help: "输出 JSON") var json = false

    func run() async throws {
        try await Failures.reporting {
            let day = try PersonFactsCommand.day(on)
            let explained = try campaign.reading().read { transaction in
                let campaign = Campaign(policy: try RuleSetStore.current(in: transaction))
                return try campaign.explain(person: id, on: day, tierFen: tier.map { $0 * 100 }, in: transaction)
            }
            try LookUp(
                out: OutFolder(root: campaign.folder), database: try campaign.reading(), by: looker.by,
                purpose: looker.purpose,
                scope: try looker.scope { try campaign.reading().read { try RuleSetStore.current(in: $0) }.rules }
            ).check([explained.citizenID])
            // Who cannot be logged sees nothing.
            try AccessLog(OutFolder(root: campaign.folder)).append(
                AccessLog.Look(
                    by: looker.by, id: explained.citizenID, purpose: looker.purpose, fields: "explanation",
                    isOwn: explained.name == looker.by))
            if json {
                print(PersonReport(explained).json.pretty, terminator: "")
            } else {
                PersonReport(explained).lines.forEach { print($0) }
            }
        }
    }
}
