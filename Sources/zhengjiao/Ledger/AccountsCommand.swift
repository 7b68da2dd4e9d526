import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

struct AccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "镇街征缴专用账户：登记、对账单、每日余额。",
        discussion: "The townships' special accounts: registered, their statements, daily balances beside the books.",
        subcommands: [Open.self, Agreement.self, Import.self, Register.self])

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open", abstract: "登记一个专用账户；经办和复核是两个人。",
            discussion: """
                Registers a township's account under its agreement of three parties. Each town has one.

                zhengjiao accounts open out/xuecheng-2019 --town 370403101 --holder 沙沟镇人社所代收社保费专户 \
                    --bank 农商行沙沟支行 --number 9070403000000012 --agreement 三方〔2019〕3号 --by 甲 --checker 乙
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "镇街代码") var town: String
        @Option(help: "户名") var holder: String
        @Option(help: "开户银行") var bank: String
        @Option(help: "账号") var number: String
        @Option(help: "三方缴款协议编号") var agreement: String
        @Option(help: "复核人") var checker: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let account = SpecialAccount(
                    town: town, holder: holder, bank: bank, number: number, agreement: agreement, openedOn: act.day,
                    openedBy: act.by, checkedBy: checker)
                try campaign.write { try SpecialAccounts.open(account, in: $0, at: act.now) }
                let facts = ["town": town, "holder": holder, "number": MoneyPaper.masked(number)]
                print(say("reply.account-opened", facts))
            }
        }
    }

    struct Agreement: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "agreement", abstract: "印制专用账户的三方缴款协议：税务、代收单位、银行。",
            discussion: "Prints the three-party agreement of a town's account, under the number that is on record.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "镇街代码") var town: String
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String

        func run() async throws {
            try await Failures.reporting {
                let (account, unit, name) = try campaign.reading().read { transaction in
                    guard let account = try SpecialAccounts.all(in: transaction).first(where: { $0.town == town }),
                        let unit = try CollectingUnits.unit(of: town, in: transaction)
                    else { throw Rejection("deduct.no-unit", ["town": town]) }
                    return (account, unit, try RegionTree.stored(in: transaction)[code: town]?.name ?? town)
                }
                let paper = try MoneyPaper(plan: plan)
                let pages = try paper.print(
                    "payment-agreement", AgreementPaper.township(account, unit, town: name, paper.settings),
                    subject: "三方缴款协议 \(account.agreement)", at: Instant(account.openedOn), to: output)
                print(say("reply.printed", ["file": output, "pages": "\(pages)"]))
            }
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "读入银行对账单（CSV 或 XLSX）。",
            discussion: """
                列：交易日期、摘要、收入、支出、余额、凭证号。同一份文件只算一次。
                Takes a statement in, whole or not at all.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "对账单") var file: String
        @Option(help: "镇街代码") var town: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let count = try campaign.write {
                    try SpecialAccounts.importStatement(path: file, town: town, by: act.by, in: $0, at: act.now)
                }
                print(count.map { say("reply.imported", ["count": "\($0)"]) } ?? say("reply.known"))
            }
        }
    }

    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "register", abstract: "专户登记簿：每日代收、缴存、申报和银行余额，以及不符之处；有不符的退出码 65。",
            discussion: "Each day of each account by the bank and by the books, and what does not agree. -o prints it.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "镇街代码；不写为全部") var town: String?
        @Option(help: "截至哪一天，默认今天") var on: DayArgument?
        @Option(help: "方案（campaign.yaml），印制时用") var plan: String?
        @Option(name: .shortAndLong, help: "写到的 PDF（须有 --town 和 --plan）") var output: String?

        func validate() throws {
            if output != nil, town == nil || plan == nil {
                throw ValidationError(zh: "印制时写 --town 和 --plan。", en: "-o needs --town and --plan.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let last = on?.date ?? OfficeDay.today
                let (accounts, regions) = try campaign.reading().read { transaction in
                    let accounts = try SpecialAccounts.all(in: transaction).filter { town == nil || $0.town == town }
                    return (
                        try accounts.map { account in
                            AccountSheet(
                                account: account,
                                days: try SpecialAccounts.days(town: account.town, through: last, in: transaction),
                                findings: try SpecialAccounts.findings(
                                    town: account.town, through: last, in: transaction))
                        }, try RegionTree.stored(in: transaction)
                    )
                }
                if let town, accounts.isEmpty { throw Rejection("escrow.none", ["town": town]) }
                for sheet in accounts { sheet.lines(regions).forEach { print($0) } }
                if let output, let plan, let sheet = accounts.first {
                    let paper = try MoneyPaper(plan: plan)
                    _ = try paper.print(
                        "account-register", sheet.record(paper.settings, regions, on: last), subject: "专户登记簿",
                        at: Instant(last), to: output)
                }
                if accounts.contains(where: { !$0.agrees }) { throw ExitCode.wrongInput }
            }
        }
    }
}
