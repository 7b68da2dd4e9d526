import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

extension ReconcileCommand {
    struct Awaited: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "awaited", abstract: "未入库款项：逐日、镇街、险种，已等几天，是否逾期；有逾期的退出码 65。",
            discussion: """
                What was collected and is not in the treasury, by day, town and insurance, with the days waited. The
                limit is the plan's (agreement: settlement-days), or --days; it counts as the plan counts.

                zhengjiao reconcile awaited out/xuecheng-2019 --plan campaign.yaml --on 2019-12-03
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "截至哪一天，默认今天") var on: DayArgument?
        @Option(help: "几日内应入库，默认取自方案") var days: Int?
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let definition = try Definition.load(path: plan)
                let paper = try MoneyPaper(plan: plan)
                let today = on?.date ?? OfficeDay.today
                let limits = paper.settings.remittanceLimits(definition.calendar)
                let count = days ?? paper.settings.settlementDays
                let found = try campaign.reading().read {
                    try paper.campaign.awaited(through: today, dueOn: { limits.end($0, count) }, in: $0)
                }
                if json {
                    print(JSONText.array(found.map { text($0, today) }).pretty, terminator: "")
                } else if found.isEmpty {
                    print(say("reply.none"))
                } else {
                    table(found, today).lines.forEach { print($0) }
                }
                if found.contains(where: { $0.state(on: today) == .late }) { throw ExitCode.wrongInput }
            }
        }

        private func table(_ found: [AwaitedMoney], _ today: CivilDate) -> TextTable {
            var table = TextTable(
                head: ["收款日期", "镇街", "险种", "征收（元）", "已入库（元）", "未入库（元）", "已等", "最迟", "情况"],
                right: [3, 4, 5, 6])
            for one in found {
                table.append([
                    one.day.iso, one.townName, one.insurance.chinese, Money(fen: one.collectedFen).grouped,
                    Money(fen: one.receivedFen).grouped, Money(fen: one.fen).grouped,
                    "\(one.daysWaited(on: today)) 天", one.dueOn.iso, one.state(on: today).chinese,
                ])
            }
            let sum = found.reduce(0) { $0 + $1.fen }
            table.append(["合计", "", "", "", "", Money(fen: sum).grouped, "", "", ""])
            return table
        }

        private func text(_ one: AwaitedMoney, _ today: CivilDate) -> JSONText {
            .object([
                "day": .text(one.day.iso), "town": .text(one.town), "town_name": .text(one.townName),
                "insurance": .text(one.insurance.rawValue), "collected_fen": .integer(one.collectedFen),
                "received_fen": .integer(one.receivedFen), "fen": .integer(one.fen),
                "days": .integer(one.daysWaited(on: today)), "due": .text(one.dueOn.iso),
                "state": .text(one.state(on: today).rawValue),
            ])
        }
    }

    struct Vouchers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "vouchers", abstract: "国库清单里的税票号：日期、镇街、险种、笔数、金额；--number 查一个号。",
            discussion: "The tax vouchers of the treasury's lists that count.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "税票号") var number: String?

        func run() async throws {
            try await Failures.reporting {
                let (found, regions) = try campaign.reading().read { transaction in
                    let levy = Campaign(policy: try RuleSetStore.current(in: transaction))
                    return (
                        try levy.treasuryVouchers(in: transaction).filter { number == nil || $0.number == number },
                        try RegionTree.stored(in: transaction)
                    )
                }
                if found.isEmpty { return print(say("reply.none")) }
                var table = TextTable(head: ["税票号", "入库日期", "镇街", "险种", "笔数", "金额（元）"], right: [4, 5])
                for one in found {
                    table.append([
                        one.number, one.day.iso, regions[code: one.town]?.name ?? one.town, one.insurance.chinese,
                        "\(one.count)", Money(fen: one.fen).grouped,
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }
    }
}
