import Diagnostics
import Levy
import Storage
import Workflow

extension CampaignDesk {
    /// 错峰征缴: takes the table of places in where the plan names one, and gives every village its days from the
    /// numbers. Villages that no place has room for are told; people enter what is to be otherwise.
    @Sendable func proposeCollectionDays(_ claim: Claim) async throws -> StepOutcome {
        try claim.step.with.requireOnly(keys: ["share", "fill", "reserve"])
        let with = claim.step.with
        let all = CollectionWindow(definition, from: claim.date.adding(days: 1)).days
        let reserve = try with.optionalInt("reserve") ?? 2
        let order = CollectionOrder(
            days: Array(all.dropLast(min(max(0, reserve), max(0, all.count - 1)))),
            share: try with.optionalInt("share") ?? 100, fill: try with.optionalInt("fill") ?? 80, again: false,
            by: CampaignDesk.clerk)
        let places = try settings.places.map { try SourceFile(path: $0) }
        let proposal = try database.write { transaction in
            if let places {
                _ = try CollectionPlaces.take(places, by: CampaignDesk.clerk, in: transaction, at: claim.nominal)
            }
            return try CollectionDays.propose(order, in: transaction, at: claim.nominal)
        }
        if !proposal.left.isEmpty {
            warn(Rejection(proposal.left.map { CampaignDesk.noRoom($0.village, $0.persons) }))
        }
        return .succeeded([
            "sessions": "\(proposal.sessions)", "persons": "\(proposal.persons)",
            "left": "\(proposal.left.reduce(0) { $0 + $1.persons })",
        ])
    }

    static func noRoom(_ village: Region, _ persons: Int) -> Diagnostic {
        Diagnostic(.warning, "days.no-room", ["village": village.name, "persons": "\(persons)"])
    }

    /// 错峰征缴日程表 of a town; nothing where it has no days.
    @Sendable func printCollectionDays(_ claim: Claim) async throws -> StepOutcome {
        guard try consents(claim, own: []) else { return .succeeded(["listed": "0"]) }
        guard let code = claim.item?.id else {
            throw Rejection("days.for-each", ["step": claim.step.id, "list": "towns"], at: claim.step.with.span)
        }
        let (paper, town) = try database.read { transaction in
            (
                try TimetablePaper(CollectionWindow(definition), in: transaction),
                try RegionTree.stored(in: transaction)[code: code]
            )
        }
        guard let town, town.level == .town else {
            throw Rejection("days.for-each", ["step": claim.step.id, "list": "towns"], at: claim.step.with.span)
        }
        guard let record = paper.timetable(town, settings, on: claim.date) else { return .succeeded(["listed": "0"]) }
        let document = try issue(
            Installation.template("collection-days"), record, kind: "collection-days",
            key: "\(town.code)/\(claim.date.iso)", subject: "\(town.name)错峰征缴日程表",
            path: out.path(.notices, "\(town.name)/错峰征缴日程表-\(claim.date.iso)"), claim)
        return done(claim, [document])
    }

    /// 缴费安排告知 of a village.
    @Sendable func printCollectionNotice(_ claim: Claim) async throws -> StepOutcome {
        guard try consents(claim, own: []) else { return .succeeded(["listed": "0"]) }
        let (place, paper) = try database.read { transaction in
            (
                village(claim, try campaign.regions(in: transaction)),
                try TimetablePaper(CollectionWindow(definition), in: transaction)
            )
        }
        guard let record = paper.notice(place.village, settings, on: claim.date) else {
            return .succeeded(["listed": "0"])
        }
        let document = try issue(
            Installation.template("collection-notice"), record, kind: "collection-notice",
            key: "\(place.village.code)/\(claim.date.iso)", subject: "\(place.town.name)\(place.village.name)缴费安排告知",
            path: out.path(.notices, place.town, place.village, "缴费安排告知-\(claim.date.iso)"), claim)
        return done(claim, [document])
    }

    /// Whether people agreed to what a step does, where its plan asks for that: `with: { decided-by: STEP, consent: …
    /// }`.
    /// - Parameter own: the step's other keys.
    /// - Throws: `Rejection` `days.undecided` while nobody has decided.
    func consents(_ claim: Claim, own keys: [String]) throws -> Bool {
        let with = claim.step.with
        try with.requireOnly(keys: keys + ["decided-by", "consent", "deliver"])
        guard let step = try with.optionalText("decided-by") else { return true }
        let consent = try with.text("consent")
        let decision = try database.read {
            try DecisionStore.find(CampaignDesk.decisionSubject(ofStep: step), in: $0)
        }
        guard let decision else { throw Rejection("days.undecided", ["step": step], at: with.span) }
        return decision.verdict == consent
    }
}
