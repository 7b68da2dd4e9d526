import ArgumentParser
import Diagnostics
import Levy
import Settings
import Storage
import Workflow

struct RemittanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remittance", abstract: "代收费款的缴存与报解。",
        discussion: "What agents collected, deposited and declared, and both clocks of the agreement.",
        subcommands: [Status.self, Form.self, Record.self, Collect.self, Check.self, Count.self, Refusal.self])

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status", abstract: "每个代办员的两个限期：缴存、报解；临近、到期和逾期的在先。",
            discussion: "有逾期的退出码为 65。The limits are those of the plan's agreement.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml），限期取自其中") var plan: String
        @Option(help: "日期，如 2019-11-01；不写为今天") var on: DayArgument?
        @Flag(help: "只列需要催办的") var warnings = false
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let definition = try Definition.load(path: plan)
                let settings = try CampaignSettings(definition.settings, planFolder: PlanFolder.of(plan))
                let day = on?.date ?? Instant(milliseconds: World.live.now()).date
                let limits = settings.remittanceLimits(definition.calendar)
                let (all, regions, refusals) = try campaign.reading().read {
                    (
                        try Remittances.status(on: day, limits, in: $0), try RegionTree.stored(in: $0),
                        try Remittances.refusals(in: $0)
                    )
                }
                let shown = all.filter { !warnings || $0.deposit.state.warns || $0.settlement.state.warns }
                if json {
                    print(RemittanceText.json(shown, refusals).pretty, terminator: "")
                } else {
                    RemittanceText.table(shown, regions).lines.forEach { print($0) }
                    let late = refusals.filter(\.isLate)
                    if !late.isEmpty { print(say("reply.refusals-late", ["count": "\(late.count)"])) }
                }
                if all.contains(where: { $0.deposit.state == .late || $0.settlement.state == .late }) {
                    throw ExitCode.wrongInput
                }
            }
        }
    }

    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "record", abstract: "登记缴存、申报或入库。",
            discussion: """
                例：zhengjiao remittance record out/xuecheng-2019 deposit \
                    --village 370403001200 --sum 5600 --slip D001 --by 张三
                A slip counts once, and no more goes on than there is.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "\(Remittance.Kind.listed)") var kind: Remittance.Kind
        @Option(help: "村居代码") var village: String
        @Option(help: "金额，元") var sum: String
        @Option(help: "单据号") var slip: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let remittance = Remittance(
                    village: village, kind: kind, day: act.day, fen: try SumArgument.fen(sum), slip: slip)
                try campaign.write { try Remittances.record(remittance, by: act.by, in: $0, at: act.now) }
                print(
                    say("reply.remitted", [
                        "village": village, "kind": kind.chinese, "sum": Money(fen: remittance.fen).grouped,
                        "slip": slip,
                    ]))
            }
        }
    }

    struct Collect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "collect", abstract: "登记一份代收清单；存疑的逐笔提示，钱已收，照样登记。",
            discussion: """
                清单为 CSV 或 XLSX：村居代码、收款日期、票据号、身份证号、险种、金额（元）、收款方式，可有姓名。全部正确才登记。
                Enters what an agent collected; a list is entered whole or not at all. What is doubtful is told: the
                money was taken.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "代收清单") var file: String
        @Option(help: "经办人（who does it）") var by: String

        func run() async throws {
            try await Failures.reporting {
                let source = try SourceFile(path: file)
                let now = Instant(milliseconds: World.live.now())
                let taken = try campaign.write { try Remittances.collect(source, by: by, in: $0, at: now) }
                if !taken.doubts.isEmpty { Failures.show(Rejection(taken.doubts)) }
                let sum = Money(fen: taken.collections.reduce(0) { $0 + $1.fen }).grouped
                print(say("reply.collected", ["count": "\(taken.collections.count)", "sum": sum]))
            }
        }
    }

    struct Refusal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "refusal",
            abstract: "登记拒缴报告：应在24小时内报告。", discussion: "A person refuses to pay: to be reported within 24 hours.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "村居代码") var village: String
        @Option(help: "身份证号") var person: String
        @Option(help: "理由") var reason: String
        @Option(help: "拒缴的时间，如 2019-11-01T09:30") var at: String
        @Option(help: "经办人（who does it）") var by: String

        func run() async throws {
            try await Failures.reporting {
                let parts = at.split(separator: "T")
                guard parts.count == 2, let date = CivilDate(iso: parts[0]), let time = CivilTime(parts[1]) else {
                    throw Rejection("command.date", ["date": at])
                }
                let refusal = PaymentRefusal(
                    village: village, citizenID: person, reason: reason, refusedAt: Instant(date, time),
                    reportedAt: Instant(milliseconds: World.live.now()))
                try campaign.write { try Remittances.report(refusal, by: by, in: $0) }
                print(say(refusal.isLate ? "reply.refusal-late" : "reply.refusal-noted", ["id": person]))
            }
        }
    }
}

/// Yuan on the command line.
enum SumArgument {
    static func fen(_ text: String) throws(Rejection) -> Int {
        guard let money = Money(yuan: text), money.fen > 0 else {
            throw Rejection("remittance.sum", ["text": text])
        }
        return money.fen
    }
}

extension CampaignSettings {
    /// What the agreement says, counted in working days where it says so.
    func remittanceLimits(_ calendar: WorkingCalendar) -> RemittanceLimits {
        let (isWorking, days) = (agreementWorkingDays, calendar)
        return RemittanceLimits(
            deposit: RemittanceLimit(days: depositDays, fen: depositFen),
            settlement: RemittanceLimit(days: settlementDays, fen: settlementFen)
        ) { day, count in
            isWorking ? days.adding(workingDays: count, to: day) : day.adding(days: count)
        }
    }
}

/// Both clocks as a table and as JSON.
enum RemittanceText {
    static func table(_ all: [AgentStatus], _ regions: RegionTree) -> TextTable {
        var table = TextTable(
            head: ["村居", "名称", "累计代收", "手中现金", "缴存", "最迟", "专户未报", "报解", "最迟", "待入库"],
            right: [2, 3, 6, 9])
        for status in all {
            table.append([
                status.village, regions[code: status.village]?.name ?? "", Money(fen: status.collectedFen).grouped,
                Money(fen: status.deposit.fen).grouped, status.deposit.state.chinese,
                status.deposit.dueOn?.iso ?? "–", Money(fen: status.settlement.fen).grouped,
                status.settlement.state.chinese, status.settlement.dueOn?.iso ?? "–",
                Money(fen: status.awaitedFen).grouped,
            ])
        }
        return table
    }

    static func json(_ all: [AgentStatus], _ refusals: [PaymentRefusal]) -> JSONText {
        .object([
            "agents": .array(
                all.map { status in
                    .object([
                        "village": .text(status.village), "collected_fen": .integer(status.collectedFen),
                        "deposit": clock(status.deposit), "settlement": clock(status.settlement),
                        "awaited_fen": .integer(status.awaitedFen),
                    ])
                }),
            "refusals": .array(
                refusals.map {
                    .object([
                        "village": .text($0.village), "person": .text($0.citizenID), "reason": .text($0.reason),
                        "refused": .text($0.refusedAt.iso), "reported": .text($0.reportedAt.iso),
                        "late": .bool($0.isLate),
                    ])
                }),
        ])
    }

    private static func clock(_ clock: RemittanceClock) -> JSONText {
        .object([
            "state": .text(clock.state.rawValue), "fen": .integer(clock.fen),
            "oldest": clock.oldest.map { .text($0.iso) } ?? .null, "due": clock.dueOn.map { .text($0.iso) } ?? .null,
            "by_sum": .bool(clock.isBySum),
        ])
    }
}
