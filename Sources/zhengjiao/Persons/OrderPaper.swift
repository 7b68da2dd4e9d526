import ArgumentParser
import Diagnostics
import Levy
import Storage
import Templates
import Workflow

extension OrdersCommand {
    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "print", abstract: "印制核定单：核定之后交缴费人，凭单缴费。",
            discussion: """
                The order as PDF, entered in the registry of documents: printed again it is the same paper.
                例：zhengjiao orders print out/xuecheng-2019 核〔2020〕1号 --plan campaign.yaml -o 核定单.pdf
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "核定单号") var number: String
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String

        func run() async throws {
            try await Failures.reporting {
                let paper = try MoneyPaper(plan: plan)
                let kind = OrderPaper.kind
                let (order, village) = try campaign.reading().read { transaction in
                    guard let order = try OrderStore.order(number: number, in: transaction) else {
                        throw Rejection("order.unknown", ["number": number])
                    }
                    return (order, try paper.campaign.regions(in: transaction).fullName(ofVillage: order.village))
                }
                let made = Instant(order.assessment?.on ?? order.registeredOn)
                let printed = try paper.pdf(
                    kind, try OrderPaper.record(order, village, paper.settings), subject: "核定单 \(number)", at: made)
                let document = IssuedDocument(
                    kind: kind, key: number, number: number, sha256: DurableFile.sha256(printed.bytes), path: output,
                    pages: printed.pages, issuedAt: made)
                try campaign.write { try DocumentStore.issue(document, in: $0) }
                try DurableFile.write(printed.bytes, to: output)
                print(say("render.written", ["file": output, "pages": "\(printed.pages)"]))
            }
        }
    }

    struct Receipt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "receipt", abstract: "印制一张核定单的缴费凭证。",
            discussion: "The receipt for an order that was paid, as PDF. 每晚入账后，村居的凭证文件里也有它。")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "核定单号") var number: String
        @Option(help: "方案（campaign.yaml）") var plan: String
        @OptionGroup var agreed: SealOptions
        @OptionGroup var act: ActOptions
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String

        func run() async throws {
            try await Failures.reporting {
                let paper = try MoneyPaper(plan: plan)
                let (receipt, village) = try campaign.reading().read { transaction in
                    guard let order = try OrderStore.order(number: number, in: transaction) else {
                        throw Rejection("order.unknown", ["number": number])
                    }
                    guard let paid = order.receipt,
                        let receipt = try paper.campaign.receipt(number: paid, in: transaction)
                    else {
                        throw Rejection(
                            "order.not-paid", ["number": number, "state": OrderText.state(order.state)])
                    }
                    return (receipt, try paper.campaign.regions(in: transaction).fullName(ofVillage: receipt.village))
                }
                let record = Record(
                    paper.settings.seal + [
                        ("office.name", .text(paper.settings.taxBureau.name)),
                        ("receipts", .list([ReceiptPaper.record(receipt, village)])),
                    ])
                _ = try campaign.write { transaction in
                    try paper.print(
                        sealed: "receipt", record,
                        as: SealedName(
                            key: receipt.number, title: "缴费凭证 \(number)", first: receipt.number,
                            last: receipt.number),
                        at: receipt.issuedAt, to: output, agreed.approval(by: act.by), on: act.day, in: transaction,
                        now: act.now)
                }
                print(say("reply.receipt", ["path": output, "number": "\(receipt.number)"]))
            }
        }
    }
}

/// 核定单 on paper.
enum OrderPaper {
    static let kind = "assessment-order"

    /// - throws: `Rejection` `order.not-assessed` for what no bureau has fixed yet, `order.cancelled`.
    static func record(
        _ order: AssessmentOrder, _ village: String, _ settings: CampaignSettings
    ) throws(Rejection) -> Record {
        if let reason = order.cancelledFor {
            throw Rejection("order.cancelled", ["number": order.number, "reason": reason])
        }
        guard let assessment = order.assessment else { throw Rejection("order.not-assessed", ["number": order.number]) }
        let lines = order.lines.map { line in
            Record([
                ("period", .text("\(line.period)年度")), ("total", .money(line.totalFen)), ("own", .money(line.ownFen)),
                ("subsidy", .money(line.subsidyFen)),
            ])
        }
        let proposed = order.lines.reduce(0) { $0 + $1.ownFen }
        return Record([
            ("assessment.number", .text(order.number)), ("assessment.registered", .date(order.registeredOn)),
            ("assessment.type", .text(order.type.chinese)),
            ("assessment.note", .optional(order.note.isEmpty ? nil : order.note)),
            ("payer.name", .text(order.name)), ("payer.maskedId", .text(Masking.idEnds(order.citizenID))),
            ("payer.village", .text(village)), ("insurance", .text(order.insurance.fullName)),
            ("lines", .list(lines)), ("amount", .money(assessment.ownFen)),
            ("fixed", .flag(proposed != assessment.ownFen)),
            ("bureau", .text(assessment.bureau)), ("assessed", .date(assessment.on)),
            ("assessedBy", .text(assessment.assessedBy)), ("checkedBy", .text(assessment.checkedBy)),
            ("payBy", .date(assessment.payBy)), ("office.name", .text(settings.taxBureau.name)),
            ("office.phone", .text(settings.taxBureau.phone)),
        ])
    }
}

/// 缴费凭证 on paper: one receipt.
enum ReceiptPaper {
    static func record(_ receipt: Receipt, _ village: String) -> Record {
        let years = receipt.years.map(String.init).joined(separator: "、")
        return Record([
            ("number", .text(receipt.number)), ("payer.name", .text(receipt.name)),
            ("payer.maskedId", .text(Masking.idEnds(receipt.citizenID))), ("village", .text(village)),
            ("insurance", .text(receipt.insurance.fullName)),
            ("period", .text(receipt.years.count == 1 ? "\(receipt.period)年1月至12月" : "\(years)年度")),
            ("tier", .text(receipt.order ?? "\(receipt.totalFen / 100)元/年")), ("amount", .money(receipt.fen)),
            ("channel", .text(receipt.channel)), ("paid", .date(receipt.paidOn)), ("serial", .text(receipt.serial)),
            ("issued", .date(receipt.issuedOn)), ("check", .text(check(receipt))),
        ])
    }

    /// What the receipt's code says: enough to look the receipt up and to see a changed figure, and nothing about the
    /// person.
    private static func check(_ receipt: Receipt) -> String {
        let facts = [receipt.number, String(receipt.fen), receipt.paidOn.compact]
        let seal = DurableFile.sha256((facts + [receipt.citizenID, receipt.serial]).joined(separator: "|"))
        return (["ZJ1"] + facts + [String(seal.prefix(10)).uppercased()]).joined(separator: "|")
    }
}

extension CampaignSettings {
    /// The office's seal on a paper.
    var seal: [(String, Datum)] {
        // Until a seal register says which seals the office legally holds, every seal is a specimen.
        [
            ("seal.name", .text(taxBureau.name)), ("seal.label", .text(sealLabel)), ("seal.specimen", .flag(true)),
        ]
    }
}
