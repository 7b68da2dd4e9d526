import ArgumentParser
import Diagnostics
import Levy
import Storage
import Templates
import Workflow

extension ReceiptsCommand {
    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "print", abstract: "印制代收收据：空白纸二至三联，或 --form 在印好的票据上套打；未收款的号同时登记收款并核销票号。",
            discussion: """
                Prints an agent's receipt: on blank paper with two or three copies, or only the values on a pre-printed
                form. A number on which nothing was collected yet is used up with it.

                zhengjiao receipts print out/xuecheng-2019 --number LA00000001 --person 370403… --insurance 居民医疗 \
                    --plan campaign.yaml --by 代办员 -o 收据.pdf
                zhengjiao receipts print out/xuecheng-2019 --number LA00000001 --plan campaign.yaml --by 代办员 \
                    --form receipt-form.yaml -o 套打.pdf
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "票据号") var number: String
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "缴费人身份证号；已收款的号不写") var person: String?
        @Option(help: "险种：\(Insurance.listed)；已收款的号不写") var insurance: Insurance?
        @Option(help: "金额，元；不写为应缴金额") var sum: String?
        @Option(help: "收款方式") var method = "现金"
        @Option(help: "套打版式（YAML），各项的位置以毫米计") var form: String?
        @Option(help: "空白纸的联数：2 或 3") var copies = 3
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String
        @OptionGroup var act: ActOptions

        func validate() throws {
            if (person == nil) != (insurance == nil) {
                throw ValidationError(zh: "--person 和 --insurance 要同时写。", en: "--person goes with --insurance.")
            }
            if !(2...3).contains(copies) { throw ValidationError(zh: "--copies 写 2 或 3。", en: "--copies is 2 or 3.") }
        }

        func run() async throws {
            try await Failures.reporting {
                let paper = try MoneyPaper(plan: plan)
                let layout = try form.map { try ReceiptForm(path: $0) }
                guard let receipt = ReceiptNumber(number) else {
                    throw Rejection("remittance.receipt", ["text": number])
                }
                let printed = try campaign.write { transaction in
                    try AgentReceiptPrints.issue(
                        receipt, taking: try taking(), onForm: layout != nil, by: act.by, on: act.day,
                        in: transaction, at: act.now)
                }
                if !printed.doubts.isEmpty { Failures.show(Rejection(printed.doubts)) }
                let pages: Int
                if let layout {
                    pages = try layout.print(
                        paper, Record(values(printed, paper)), subject: number, at: act.now, to: output)
                } else {
                    let names = ["第一联　存根", "第二联　缴费人收执", "第三联　记账"].prefix(copies)
                    let record = Record([
                        ("office.name", .text(paper.settings.taxBureau.name)),
                        (
                            "copies",
                            .list(
                                names.map { name in
                                    Record(
                                        [("name", .text(name)), ("again", .flag(printed.isAgain))]
                                            + values(printed, paper))
                                })
                        ),
                    ])
                    pages = try paper.print("agent-receipt", record, subject: "代收收据\(number)", at: act.now, to: output)
                }
                print(say("render.written", ["file": output, "pages": "\(pages)"]))
            }
        }

        private func taking() throws -> AgentReceiptPrints.Taking? {
            guard let person, let insurance else { return nil }
            return AgentReceiptPrints.Taking(
                citizenID: person, insurance: insurance, fen: try sum.map { try SumArgument.fen($0) }, method: method)
        }

        private func values(_ printed: AgentReceiptPrints.Printed, _ paper: MoneyPaper) -> [(String, Datum)] {
            let taken = printed.collection
            return [
                ("number", .text(taken.receipt.text)), ("payer.name", .text(printed.name)),
                ("payer.maskedId", .text(Masking.idEnds(taken.citizenID))), ("village", .text(printed.place)),
                ("insurance", .text(taken.insurance.fullName)),
                ("period", .text("\(paper.settings.policy.period(of: taken.insurance))年度")),
                ("amount", .money(taken.fen)), ("method", .text(taken.method)), ("paid", .date(taken.day)),
                ("agent", .optional(printed.agent)),
            ]
        }
    }
}
