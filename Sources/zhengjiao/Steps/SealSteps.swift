import Levy
import Storage
import Workflow

extension CampaignDesk {
    /// 用印登记簿 of the campaign so far.
    @Sendable func printSealRegister(_ claim: Claim) async throws -> StepOutcome {
        try claim.step.with.requireOnly(keys: ["deliver"])
        let uses = try database.read { try SealLog.uses(through: claim.date, in: $0) }
        let document = try issue(
            Installation.template("seal-register"),
            SealRegister.record(uses, from: definition.days.first, to: claim.date, settings, claim.date),
            kind: "seal-register", key: claim.date.iso, subject: "用印登记簿",
            path: out.path(.reports, "用印登记簿-\(claim.date.iso)"), claim)
        return done(claim, [document], SealRegister.facts(uses))
    }
}
