import Diagnostics
import Levy
import Storage
import Workflow

extension CampaignDesk {
    /// 红黑榜拟议: whom the plan's rules propose by the figures of the day. Each becomes a task of the step that needs
    /// this one and has `for-each: honours`.
    @Sendable func proposeHonours(_ claim: Claim) async throws -> StepOutcome {
        let rules = try honourRules(claim)
        let proposed = try database.read { try HonourNotice.proposals(rules, on: claim.date, in: $0) }
        let counts = HonourRules.List.allCases.map { list in
            (list.rawValue, "\(proposed.count { $0.list == list })")
        }
        return .succeeded(Dictionary(uniqueKeysWithValues: counts)) { transaction in
            try HonourStore.add(proposed, at: claim.nominal, in: transaction)
        }
    }

    /// 红黑榜通报 of what people agreed to; nothing is printed where that is nothing.
    /// - Throws: `Rejection` `honours.undecided`.
    @Sendable func printHonours(_ claim: Claim) async throws -> StepOutcome {
        try claim.step.with.requireOnly(keys: ["consent", "deliver"] + SealApprovals.keys)
        let consent = try claim.step.with.optionalText("consent") ?? HonourNotice.consent
        let rules = try honourRules(claim)
        let notice = try database.read { transaction in
            try HonourNotice(rules, notAfter: claim.date, consent: consent, in: transaction)
        }
        if notice.honours.isEmpty { return .succeeded(["listed": "0"]) }
        let key = notice.day.iso
        let issue = try database.write { transaction in
            try DocumentStore.number(
                kind: HonourNotice.kind, key: key, series: HonourNotice.kind, in: transaction)
        }
        let title = "红黑榜通报第\(issue)期"
        let document = try self.issue(
            Installation.template("honours"), notice.record(settings, issue: issue, issued: claim.date),
            kind: HonourNotice.kind, key: key, number: "\(issue)", subject: title,
            path: out.path(.reports, "\(title)-\(claim.date.iso)"), claim)
        return done(claim, [document], ["listed": "\(notice.honours.count)"])
    }

    private func honourRules(_ claim: Claim) throws(Rejection) -> HonourRules {
        guard let rules = settings.honours else {
            throw Rejection("honours.no-rules", ["step": claim.step.id], at: claim.step.with.span)
        }
        return rules
    }
}
