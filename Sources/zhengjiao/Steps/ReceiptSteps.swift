import Levy
import Storage
import Templates
import Workflow

extension CampaignDesk {
    /// 缴费凭证: the receipts that a village's persons got this evening, one page each, in one file.
    @Sendable func printReceipts(_ claim: Claim) async throws -> StepOutcome {
        let (receipts, place) = try database.read { transaction in
            let place = village(claim, try campaign.regions(in: transaction))
            return (
                try campaign.receipts(evening: claim.date, village: place.village.code, in: transaction), place
            )
        }
        guard !receipts.isEmpty else { return .succeeded(["receipts": "0"]) }
        let name = "\(place.town.name)\(place.village.name)"
        let record = Record(
            seal + [
                ("office.name", .text(settings.taxBureau.name)),
                ("receipts", .list(receipts.map { self.record($0, name) })),
            ])
        let document = try issue(
            Installation.template("receipt"), record, kind: "receipts",
            key: "\(place.village.code)/\(claim.date.compact)", subject: "\(name)\(claim.date.iso)缴费凭证",
            path: out.path(.receipts, claim.date, place.village), claim)
        return done(claim, [document], ["receipts": "\(receipts.count)"])
    }

    private func record(_ receipt: Receipt, _ village: String) -> Record {
        Record([
            ("number", .text(receipt.number)), ("payer.name", .text(receipt.name)),
            ("payer.maskedId", .text(Masking.idEnds(receipt.citizenID))), ("village", .text(village)),
            ("insurance", .text(receipt.insurance.fullName)), ("period", .text("\(receipt.period)年1月至12月")),
            ("tier", .text("\(receipt.totalFen / 100)元/年")), ("amount", .money(receipt.fen)),
            ("channel", .text(receipt.channel)), ("paid", .date(receipt.paidOn)), ("serial", .text(receipt.serial)),
            ("issued", .date(receipt.issuedOn)), ("check", .text(checkText(receipt))),
        ])
    }

    /// What the receipt's code says: enough to look the receipt up and to see a changed figure, and nothing about the
    /// person.
    private func checkText(_ receipt: Receipt) -> String {
        let facts = [receipt.number, String(receipt.fen), receipt.paidOn.compact]
        let seal = DurableFile.sha256((facts + [receipt.citizenID, receipt.serial]).joined(separator: "|"))
        return (["ZJ1"] + facts + [String(seal.prefix(10)).uppercased()]).joined(separator: "|")
    }
}
