import ArgumentParser
import Diagnostics
import Levy
import Storage

struct StateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "state", abstract: "财政代缴资金：申请、到账。",
        discussion: "The state's part: what was asked for by class, and what came.",
        subcommands: [
            Status.self, Apply.self, Receive.self, Take.self, Gap.self, Budget.self, Budgets.self,
        ], defaultSubcommand: Status.self)

    static func show(_ applications: [StateApplication]) {
        if applications.isEmpty { return print(say("reply.none")) }
        var table = TextTable(
            head: ["申请", "日期", "险种", "人员类别", "人数", "金额（元）", "已到（元）", "未到（元）"], right: [0, 4, 5, 6, 7])
        for one in applications {
            table.append([
                "\(one.id)", one.day.iso, one.insurance.chinese, one.specialClass, "\(one.persons)",
                Money(fen: one.fen).grouped, Money(fen: one.receivedFen).grouped, Money(fen: one.openFen).grouped,
            ])
        }
        table.lines.forEach { print($0) }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract: "申请、到账和未到的金额。", discussion: "What was asked for, what came, what is open.")

        @OptionGroup var campaign: CampaignFolder

        func run() async throws {
            try await Failures.reporting {
                StateCommand.show(try campaign.reading().read { try StateMoney.all(in: $0) })
            }
        }
    }

    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "apply", abstract: "按险种和人员类别申请尚未申请的财政代缴资金。",
            discussion: "Asks for the state's part of everybody for whom nobody asked before, class by class.")

        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var act: ActOptions
        @Option(help: "复核人，不是经办人") var checker: String

        func run() async throws {
            try await Failures.reporting {
                StateCommand.show(
                    try campaign.write {
                        try StateMoney.apply(on: act.day, by: act.by, checker: checker, in: $0, at: act.now)
                    })
            }
        }
    }

    struct Receive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "receive", abstract: "登记到账，可分次。", discussion: "Enters money that came for an application.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "申请号") var id: Int
        @Option(help: "金额，元") var sum: String
        @Option(help: "拨款凭证号") var voucher: String
        @Option(help: "承担方（规则里的 id），如 central、district") var bearer: String?
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let fen = try SumArgument.fen(sum)
                StateCommand.show(
                    try campaign.write { transaction in
                        try StateMoney.receive(
                            id, fen: fen, from: bearer, voucher: voucher, by: act.by, on: act.day, in: transaction,
                            at: act.now)
                        return try StateMoney.all(in: transaction).filter { $0.id == id }
                    })
            }
        }
    }
}
