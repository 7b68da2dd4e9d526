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
            settings.seal + [
                ("office.name", .text(settings.taxBureau.name)),
                ("receipts", .list(receipts.map { ReceiptPaper.record($0, name) })),
            ])
        let document = try issue(
            Installation.template("receipt"), record, kind: "receipts",
            key: "\(place.village.code)/\(claim.date.compact)", subject: "\(name)\(claim.date.iso)缴费凭证",
            path: out.path(.receipts, claim.date, place.village),
            sealed: (receipts[0].number, receipts[receipts.count - 1].number), claim)
        return done(claim, [document], ["receipts": "\(receipts.count)"])
    }
}
