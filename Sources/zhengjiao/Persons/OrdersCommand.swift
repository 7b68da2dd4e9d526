import ArgumentParser
import Diagnostics
import Levy
import Storage

struct OrdersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "特殊缴费的核定单：登记、核定、作废、查看；补缴测算；中断提醒。",
        discussion: """
            Assessment orders: a new member, arrears, a break or a payment outside the window is registered, assessed by
            two hands of the bureau, and then paid against its order.
            """,
        subcommands: [
                Register.self, Assess.self, Cancel.self, List.self, Print.self, Receipt.self, BackPay.self, Watch.self,
            ])

    static func insurance(_ text: String) throws(Rejection) -> Insurance {
        guard let found = Insurance(argument: text) else {
            throw Rejection("rules.insurance", ["name": text])
        }
        return found
    }

    static func fen(_ text: String?) throws(Rejection) -> Int? {
        guard let text else { return nil }
        guard let money = Money(yuan: text), money.fen > 0 else {
            throw Rejection("order.amount", ["text": text])
        }
        return money.fen
    }

    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "register", abstract: "登记一件特殊缴费，按规则算出应缴。",
            discussion: """
                种类：\(PaymentType.listed)。
                例：zhengjiao orders register out/xuecheng-2019 370403198001010018 medical out-of-window --by 张三
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "身份证号") var id: String
        @Argument(help: "险种：\(Insurance.listed)") var insurance: String
        @Argument(help: "种类") var type: String
        @Option(help: "补缴的年度，可以写几个") var year: [Int] = []
        @Option(help: "养老档次（元）") var tier: String?
        @Option(help: "说明") var note = ""
        @Option(help: "姓名（名册上没有的人要写）") var name: String?
        @Option(help: "所在村居的代码（名册上没有的人要写）") var village: String?
        @Option(help: "登记人") var by: String
        @Option(help: "日期，默认今天") var on: String?

        func validate() throws {
            if (name == nil) != (village == nil) {
                throw ValidationError(zh: "--name 和 --village 要同时写。", en: "--name and --village go together.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                guard let found = PaymentType(argument: type) else {
                    throw Rejection("order.type", ["type": type, "known": PaymentType.listed])
                }
                let request = OrderRequest(
                    citizenID: try PersonFactsCommand.number(id), insurance: try OrdersCommand.insurance(insurance),
                    type: found, periods: year.isEmpty ? nil : year, tierFen: try OrdersCommand.fen(tier), note: note,
                    newcomer: village)
                let day = try PersonFactsCommand.day(on) ?? PersonFactsCommand.now.date
                try PersonFactsCommand.writing(campaign) { campaign, transaction in
                    let order = try campaign.registerOrder(request, name: name, on: day, by: by, in: transaction)
                    OrderText.lines(order).forEach { print($0) }
                    if order.note.contains(AssessmentOrder.uncheckedYears) {
                        PersonFactsCommand.say("order.unchecked", [:])
                    }
                }
            }
        }
    }

    struct Assess: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "assess", abstract: "人社、医保部门核定应缴额：经办和复核是两个人，都不是登记人。")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "核定单号") var number: String
        @Option(help: "核定的部门") var bureau: String
        @Option(help: "核定的个人应缴额（元），默认按规则算出的") var yuan: String?
        @Option(help: "最后缴费日") var payBy: String
        @Option(help: "经办人") var by: String
        @Option(help: "复核人") var checker: String
        @Option(help: "日期，默认今天") var on: String?

        func run() async throws {
            try await Failures.reporting {
                guard let last = try PersonFactsCommand.day(payBy) else {
                    throw Rejection("command.date", ["date": payBy])
                }
                let day = try PersonFactsCommand.day(on) ?? PersonFactsCommand.now.date
                let amount = try OrdersCommand.fen(yuan)
                try PersonFactsCommand.writing(campaign) { campaign, transaction in
                    let order = try campaign.assessOrder(
                        number, bureau: bureau, ownFen: amount, payBy: last, on: day, by: by, checker: checker,
                        in: transaction, at: PersonFactsCommand.now)
                    OrderText.lines(order).forEach { print($0) }
                }
            }
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "cancel", abstract: "作废一张没有缴费的核定单。")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "核定单号") var number: String
        @Option(help: "为什么") var reason: String
        @Option(help: "经办人") var by: String
        @Option(help: "复核人（已核定的要写）") var checker: String?
        @Option(help: "日期，默认今天") var on: String?

        func run() async throws {
            try await Failures.reporting {
                let day = try PersonFactsCommand.day(on) ?? PersonFactsCommand.now.date
                try PersonFactsCommand.writing(campaign) { campaign, transaction in
                    try campaign.cancelOrder(
                        number, reason: reason, by: by, checker: checker, on: day, in: transaction,
                        at: PersonFactsCommand.now)
                }
                PersonFactsCommand.say("order.is-cancelled", ["number": number])
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "列出核定单。")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "只看一种状态：\(AssessmentOrder.State.listed)") var state: AssessmentOrder.State?
        @Flag(help: "输出 JSON") var json = false

        func run() async throws {
            try await Failures.reporting {
                var orders = try campaign.reading().read { try OrderStore.all(in: $0) }
                if let state { orders.removeAll { $0.state != state } }
                if json {
                    print(JSONText.array(orders.map(OrderText.json)).pretty, terminator: "")
                } else {
                    OrderText.table(orders).lines.forEach { print($0) }
                }
            }
        }
    }

    struct BackPay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "back-pay", abstract: "补缴测算：可以补哪些年、一共多少钱。")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "身份证号") var id: String
        @Option(help: "档次（元），默认最低档") var tier: String?
        @Option(help: "日期，默认名册的基准日") var on: String?

        func run() async throws {
            try await Failures.reporting {
                let (day, tierFen) = (try PersonFactsCommand.day(on), try OrdersCommand.fen(tier))
                try campaign.reading().read { transaction in
                    let campaign = Campaign(policy: try RuleSetStore.current(in: transaction))
                    let person = try campaign.explain(person: id, on: day, in: transaction)
                    let age = "\(person.facts.age(on: person.day))"
                    let sheet = campaign.policy.sheet(.pension)
                    guard let back = sheet.backPayment(person.facts, on: person.day, tierFen: tierFen) else {
                        throw sheet.noBackPayment(person.facts, name: person.name, on: person.day, tierFen: tierFen)
                    }
                    PersonFactsCommand.say(
                        "order.back-payment",
                        [
                            "name": person.name, "age": age, "allowed": "\(back.allowed)",
                            "years": back.usual.map(String.init).joined(separator: "、"),
                            "tier": Money(fen: back.tierFen).shortest, "document": back.document,
                            "total": Money(fen: back.tierFen * back.usual.count).grouped,
                            "subsidy": Money(fen: back.subsidyFen * back.usual.count).grouped,
                        ])
                    if !back.isChecked { PersonFactsCommand.say("order.unchecked", [:]) }
                }
            }
        }
    }

    struct Watch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "watch", abstract: "中断提醒：去年缴了、今年还没有缴的人，最迟哪一天，哪天该提醒。")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "险种：\(Insurance.listed)") var insurance = "medical"
        @Option(help: "日期，默认今天") var on: String?

        func run() async throws {
            try await Failures.reporting {
                let scheme = try OrdersCommand.insurance(insurance)
                let day = try PersonFactsCommand.day(on) ?? PersonFactsCommand.now.date
                let list = try campaign.reading().read { transaction in
                    try Campaign(policy: try RuleSetStore.current(in: transaction))
                        .breakWatch(scheme, on: day, in: transaction)
                }
                guard let latest = list.latest else {
                    let name = Failures.language == .chinese ? scheme.chinese : scheme.rawValue
                    throw Rejection("order.no-break-rule", ["insurance": name])
                }
                guard list.hasHistory else {
                    throw Rejection("order.no-history", ["insurance": scheme.chinese, "year": "\(list.year)"])
                }
                let left = list.daysLeft ?? 0
                PersonFactsCommand.say(
                    left < 0 ? "order.watch-late" : "order.watch",
                    [
                        "count": "\(list.persons.count)", "latest": latest.iso, "days": "\(abs(left))",
                        "remind": list.nextReminder?.iso ?? "–",
                    ])
                var table = TextTable(head: ["村居", "姓名", "身份证号", "应缴"], right: [3])
                for person in list.persons {
                    table.append([
                        person.villageName, person.name, person.citizenID, Money(fen: person.ownFen).grouped,
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }
    }
}

/// An order for people and for programs.
enum OrderText {
    static func state(_ state: AssessmentOrder.State) -> String {
        Failures.language == .chinese ? state.chinese : state.rawValue
    }

    static func lines(_ order: AssessmentOrder) -> [String] {
        let head =
            "\(order.number) \(order.name) \(order.insurance.chinese) \(order.type.chinese) \(state(order.state))"
        let years = order.lines.map { line in
            "  \(line.period)年度 应缴 \(Money(fen: line.totalFen).grouped) 个人 \(Money(fen: line.ownFen).grouped)"
                + " 财政补贴 \(Money(fen: line.subsidyFen).grouped)"
        }
        let sum = "  合计 \(Money(fen: order.ownFen).grouped) 元（\(Money(fen: order.ownFen).capitals)）"
        return [head] + years + [sum + (order.assessment.map { "，最迟 \($0.payBy.iso) 缴费" } ?? "")]
            + (order.receipt.map { ["  凭证 \($0)"] } ?? [])
    }

    static func table(_ orders: [AssessmentOrder]) -> TextTable {
        var table = TextTable(head: ["核定单号", "姓名", "险种", "种类", "个人应缴", "状态", "最迟"], right: [4])
        for order in orders {
            table.append([
                order.number, order.name, order.insurance.chinese, order.type.chinese,
                Money(fen: order.ownFen).grouped, state(order.state), order.assessment?.payBy.iso ?? "",
            ])
        }
        return table
    }

    static func json(_ order: AssessmentOrder) -> JSONText {
        .object([
            "number": .text(order.number), "id": .text(order.citizenID), "name": .text(order.name),
            "insurance": .text(order.insurance.rawValue), "type": .text(order.type.rawValue),
            "state": .text(order.state.rawValue), "own_fen": .integer(order.ownFen),
            "years": .array(
                order.lines.map { line in
                    .object([
                        "period": .integer(line.period), "total_fen": .integer(line.totalFen),
                        "own_fen": .integer(line.ownFen), "subsidy_fen": .integer(line.subsidyFen),
                    ])
                }),
            "registered_by": .text(order.registeredBy), "registered_on": .text(order.registeredOn.iso),
            "assessed_by": order.assessment.map { .text($0.assessedBy) } ?? .null,
            "checked_by": order.assessment.map { .text($0.checkedBy) } ?? .null,
            "pay_by": order.assessment.map { .text($0.payBy.iso) } ?? .null,
            "serial": order.paidBy.map { .text($0) } ?? .null,
            "receipt": order.receipt.map { .text($0) } ?? .null,
        ])
    }
}
