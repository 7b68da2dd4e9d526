import ArgumentParser
import Diagnostics
import Levy
import Storage
import Templates
import Workflow

struct CounterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counter", abstract: "一站式窗口：登记（不在清册的）、缴费、开凭证，一次办完，要么都办、要么都不办。",
        discussion: """
            Registration, payment and receipt in one transaction.

            zhengjiao counter out/xuecheng-2019 370403198001010018 居民医疗 居民养老 --plan campaign.yaml \
                --slip POS0001 --by 窗口甲 -o 凭证.pdf
            """)

    @OptionGroup var campaign: CampaignFolder
    @Argument(help: "证件号码") var person: String
    @Argument(help: "缴哪几种：\(Insurance.listed)") var insurances: [Insurance]
    @Option(help: "方案（campaign.yaml）") var plan: String
    @Option(help: "刷卡或扫码的单据号") var slip: String
    @Option(help: "姓名（登记时写）") var name: String?
    @Option(help: "村居代码（登记时写）") var village: String?
    @Option(help: "养老缴费档次，元（登记养老时写）") var tier: Int?
    @Option(help: "联系电话（登记时写）") var phone: String?
    @Option(help: "登记的理由") var reason: String?
    @Option(help: "登记的依据") var evidence: String?
    @Option(help: "登记的复核人，不是经办人") var checker: String?
    @OptionGroup var agreed: SealOptions
    @OptionGroup var act: ActOptions
    @Option(name: .shortAndLong, help: "凭证写到的 PDF") var output: String

    func validate() throws {
        let given = [name, village, reason, evidence, checker].count { $0 != nil }
        guard given == 0 || given == 5 else {
            throw ValidationError(
                zh: "登记要写全 --name、--village、--reason、--evidence、--checker。",
                en: "a registration needs --name, --village, --reason, --evidence and --checker.")
        }
    }

    func run() async throws {
        try await Failures.reporting {
            let paper = try MoneyPaper(plan: plan)
            let id = PersonNumber.cleaned(person)
            let visit = OneStopCase(
                citizenID: id, insurances: insurances, slip: slip, day: act.day, registrations: registrations(id))
            // The paper is made before the books are closed, so that nobody has paid without a receipt.
            let receipts = try campaign.write { transaction in
                let receipts = try paper.campaign.oneStop(visit, in: transaction, at: act.now)
                let regions = try RegionTree.stored(in: transaction)
                let record = Record(
                    paper.settings.seal + [
                        ("office.name", .text(paper.settings.taxBureau.name)),
                        (
                            "receipts",
                            .list(
                                receipts.map {
                                    ReceiptPaper.record($0, regions.fullName(ofVillage: $0.village))
                                })
                        ),
                    ])
                _ = try paper.print(
                    sealed: "receipt", record,
                    as: SealedName(
                        key: slip, title: "缴费凭证 \(slip)", first: receipts.first?.number ?? "",
                        last: receipts.last?.number ?? ""),
                    at: Instant(act.day), to: output, agreed.approval(by: act.by), on: act.day, in: transaction,
                    now: act.now)
                return receipts
            }
            for receipt in receipts {
                print(
                    say(
                        "reply.counter",
                        [
                            "name": receipt.name, "insurance": receipt.insurance.chinese,
                            "sum": Money(fen: receipt.fen).grouped, "number": receipt.number,
                        ]))
            }
        }
    }

    private func registrations(_ id: String) -> [Correction] {
        guard let name, let village, let reason, let evidence, let checker else { return [] }
        return insurances.map { insurance in
            Correction(
                kind: .add, insurance: insurance, citizenID: id, name: name, village: village,
                tierFen: insurance == .pension ? tier.flatMap { Money(yuan: String($0))?.fen } : nil, phone: phone,
                reason: reason, evidence: evidence, by: act.by, checker: checker, at: act.now)
        }
    }
}
