import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

struct RefundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund", abstract: "退费：登记、申请、各部门审核、付款。",
        discussion: """
            Refunds: open, apply, three offices review unless the rules name fewer, pay. Each part is done by another
            person.
            """,
        subcommands: [
            List.self, Open.self, Apply.self, Review.self, Pay.self, SendBack.self, Reopen.self, Notice.self,
            Grounds.self,
        ])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "列出退费案。", discussion: "The cases and their states.")

        @OptionGroup var campaign: CampaignFolder
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let (cases, grounds) = try campaign.reading().read {
                    (try Refunds.all(in: $0), try RefundReason.recorded(in: $0))
                }
                if json { return print(JSONText.array(cases.map(RefundText.json)).pretty, terminator: "") }
                RefundText.show(cases, grounds)
            }
        }
    }

    struct Grounds: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "grounds",
            abstract: "本次征缴的退费事由。",
            discussion: "The grounds of the campaign's rules, until when each holds, and what proves it.")

        @OptionGroup var campaign: CampaignFolder

        func run() async throws {
            try await Failures.reporting {
                let grounds = try campaign.reading().read { try RefundReason.recorded(in: $0) }
                var table = TextTable(head: ["代码", "事由", "险种", "期限", "审核", "证明材料"])
                for ground in grounds {
                    let limits = [ground.until.chinese, ground.deadline.map { "截至\($0.iso)" } ?? ""]
                    table.append([
                        ground.code, ground.name, ground.insurance?.chinese ?? "",
                        limits.filter { !$0.isEmpty }.joined(separator: "，"),
                        ground.offices.map(\.chinese).joined(separator: "、"), ground.evidence,
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }
    }

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open", abstract: "为一笔缴费登记退费案；--due 为所有重复缴费和财政代缴人员自缴登记。",
            discussion: "Opens a case for a payment, or with --due for all that ask for one by themselves.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml），缴费标准取自其中") var plan: String
        @Option(help: "银行流水号") var serial: String?
        @Option(help: "事由，见 refund grounds") var ground: String?
        @Flag(help: "为应退的缴费登记") var due = false
        @OptionGroup var act: ActOptions

        func validate() throws {
            guard due != (serial != nil && ground != nil) else {
                throw ValidationError(
                    zh: "请写 --serial 和 --ground，或只写 --due。", en: "give --serial and --ground, or --due alone")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let levy = try CampaignFolder.levy(plan: plan)
                let closing = try Definition.load(path: plan).days.last
                let cases = try campaign.write { transaction in
                    guard let serial, let ground else {
                        return try levy.openDueRefunds(on: act.day, in: transaction, at: act.now)
                    }
                    return [
                        try levy.openRefund(
                            serial: serial, ground: ground, by: act.by, on: act.day, closing: closing,
                            in: transaction, at: act.now)
                    ]
                }
                RefundText.show(cases, levy.policy.refundReasons)
            }
        }
    }

    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "apply",
            abstract: "填写收款账户和证明材料。", discussion: "Says where the money is to go, and what proves the ground.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "退费案号") var id: Int
        @Option(help: "户名") var holder: String
        @Option(help: "银行账号") var account: String
        @Option(help: "证明材料") var evidence: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let application = RefundApplication(
                    holder: holder, account: account, evidence: evidence, madeBy: act.by, day: act.day)
                let remarks = try campaign.write {
                    try Refunds.apply(id, application, in: $0, at: act.now)
                }
                if !remarks.isEmpty { Failures.show(Rejection(remarks)) }
                print(say("reply.refund-applied", ["case": "\(id)"]))
            }
        }
    }

    struct Review: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "review",
            abstract: "一个部门的审核：同意，或 --refuse 不同意。", discussion: "An office agrees, or refuses with --refuse.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "退费案号") var id: Int
        @Option(help: "部门：\(RefundOffice.listed)") var office: RefundOffice
        @Flag(help: "不同意") var refuse = false
        @Option(help: "意见；不同意的必须写理由") var note = ""
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let review = RefundReview(
                    office: office, isAgreed: !refuse, reviewer: act.by, note: note, day: act.day)
                let (refund, grounds) = try campaign.write {
                    (try Refunds.review(id, review, in: $0, at: act.now), try RefundReason.recorded(in: $0))
                }
                RefundText.show([refund], grounds)
            }
        }
    }

    struct Pay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pay", abstract: "登记付款：数额就是原缴数额，只付一次。", discussion: "Pays what three offices agreed to.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "退费案号") var id: Int
        @Option(help: "付款凭证号") var voucher: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let (refund, grounds) = try campaign.write {
                    let refund = try Refunds.pay(id, voucher: voucher, by: act.by, on: act.day, in: $0, at: act.now)
                    return (refund, try RefundReason.recorded(in: $0))
                }
                RefundText.show([refund], grounds)
            }
        }
    }
}

extension RefundCommand {
    struct SendBack: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "send-back", abstract: "退回补正：账户或材料有问题，退回重新申请，不是不予退费。",
            discussion: "An office sends a case back for another account or more evidence; a new case goes on with it.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "退费案号") var id: Int
        @Option(help: "部门：\(RefundOffice.listed)") var office: RefundOffice
        @Option(help: "要补正什么") var note: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let (cases, grounds) = try campaign.write { transaction in
                    let levy = Campaign(policy: try RuleSetStore.current(in: transaction))
                    let next = try levy.sendBackRefund(
                        id, office, note: note, by: act.by, on: act.day, in: transaction, at: act.now)
                    return ([try Refunds.find(id, in: transaction), next], levy.policy.refundReasons)
                }
                RefundText.show(cases, grounds)
            }
        }
    }

    struct Reopen: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reopen", abstract: "不予退费的，补正账户或材料之后重新申请：按原事由另立一案。",
            discussion: "A case on the same ground after one that was refused.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "不予退费的案号") var id: Int
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let (refund, grounds) = try campaign.write { transaction in
                    let levy = Campaign(policy: try RuleSetStore.current(in: transaction))
                    let refund = try levy.reopenRefund(id, by: act.by, on: act.day, in: transaction, at: act.now)
                    return (refund, levy.policy.refundReasons)
                }
                RefundText.show([refund], grounds)
            }
        }
    }

    struct Notice: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "notice",
            abstract: "印制已付款的退费通知书，或不予退费通知书。",
            discussion: "The notice of a refund that was paid, or refused, as PDF.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "退费案号") var id: Int
        @Option(help: "方案（campaign.yaml）") var plan: String
        @OptionGroup var agreed: SealOptions
        @OptionGroup var act: ActOptions
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String

        func run() async throws {
            try await Failures.reporting {
                let paper = try MoneyPaper(plan: plan)
                let now = act.now
                let pages = try campaign.write { transaction in
                    let refund = try Refunds.find(id, in: transaction)
                    let (payment, receipt) = try Refunds.payment(of: refund, in: transaction)
                    let number = try DocumentStore.number(
                        kind: "refund-notice", key: "\(id)", series: "退费\(now.date.year)", in: transaction)
                    let text = "\(paper.settings.documentMark)退〔\(now.date.year)〕\(number)号"
                    let record = try paper.notice(
                        refund, payment, receipt: receipt, number: text, issued: now.date)
                    let isRefused = refund.state == .refused
                    return try paper.print(
                        sealed: isRefused ? "refund-refusal" : "refund-notice", record,
                        as: SealedName(
                            key: "\(id)", title: isRefused ? "不予退费通知书" : "退费通知书", first: text, last: text),
                        at: now, to: output, agreed.approval(by: act.by), on: act.day, in: transaction,
                        now: now)
                }
                print(say("render.written", ["file": output, "pages": "\(pages)"]))
            }
        }
    }
}


/// Cases on lines and as JSON.
enum RefundText {
    static func show(_ cases: [RefundCase], _ grounds: [RefundReason]) {
        if cases.isEmpty { return print(say("reply.none")) }
        var table = TextTable(
            head: ["案号", "状态", "事由", "姓名", "证件号码", "险种", "金额（元）", "银行流水号", "付款凭证号"], right: [0, 6])
        for refund in cases {
            table.append([
                "\(refund.id)", refund.state.chinese, grounds.name(refund.ground), refund.name,
                refund.citizenID, refund.insurance.chinese, Money(fen: refund.fen).grouped, refund.serial,
                refund.payment?.voucher ?? "",
            ])
        }
        table.lines.forEach { print($0) }
    }

    static func json(_ refund: RefundCase) -> JSONText {
        .object([
            "case": .integer(refund.id), "state": .text(refund.state.rawValue), "ground": .text(refund.ground),
            "serial": .text(refund.serial), "person": .text(refund.citizenID),
            "insurance": .text(refund.insurance.rawValue), "fen": .integer(refund.fen),
            "follows": refund.follows.map { .integer($0) } ?? .null,
            "opened": .text(refund.openedOn.iso), "opened_by": .text(refund.openedBy),
            "reviews": .array(
                refund.reviews.map {
                    .object([
                        "office": .text($0.office.rawValue), "agreed": .bool($0.isAgreed), "by": .text($0.reviewer),
                        "day": .text($0.day.iso),
                    ])
                }),
            "paid": refund.payment.map { .text($0.day.iso) } ?? .null,
        ])
    }
}
