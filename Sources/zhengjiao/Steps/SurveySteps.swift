import Diagnostics
import Levy
import Storage
import Workflow

extension CampaignDesk {
    /// 印制摸底调查表: sheets of everybody who is left open, a file for each village. What was made and not printed when
    /// the machine went down is printed by the next try.
    @Sendable func printSurveys(_ claim: Claim) async throws -> StepOutcome {
        try claim.step.with.requireOnly(keys: ["reasons", "size", "days"])
        let order = try surveyOrder(claim)
        let sheets = try database.write { transaction in
            let villages = try campaign.regions(in: transaction).villages.map(\.code)
            _ = try campaign.makeSurveys(order(villages), in: transaction, at: claim.nominal)
            return try Surveys.sheets(in: transaction).filter { !$0.isVoid && $0.madeOn == claim.date }
        }
        let papers = try database.read { try SurveyPaper.papers(sheets, masking, in: $0) }
        let documents = try papers.compactMap { paper -> IssuedDocument? in
            guard let town = paper.town else { return nil }
            return try issue(
                Installation.template("survey-sheet"), paper.record(settings), kind: "survey-sheet",
                key: "\(paper.village.code)/\(claim.date.iso)", subject: "\(paper.name)入户摸底调查表",
                path: out.path(.notices, town, paper.village, "摸底调查表-\(claim.date.iso)"), claim)
        }
        let persons = sheets.reduce(0) { $0 + $1.lines.count }
        return done(claim, documents, ["sheets": "\(sheets.count)", "persons": "\(persons)"])
    }

    private func surveyOrder(_ claim: Claim) throws(Rejection) -> @Sendable ([String]) -> SurveyOrder {
        var reasons = SurveyReason.usual
        if let listed = claim.step.with["reasons"] {
            reasons = []
            for value in try listed.asList() {
                let text = try value.asText()
                guard let reason = SurveyReason(argument: text) else {
                    throw Rejection("copies.word", ["text": text, "known": SurveyReason.listed], at: value.span)
                }
                reasons.append(reason)
            }
        }
        let wanted = reasons
        let size = try claim.step.with.optionalInt("size") ?? 20
        let due = definition.calendar.adding(
            workingDays: try claim.step.with.optionalInt("days") ?? 5, to: claim.date)
        return { villages in
            SurveyOrder(
                villages: villages, reasons: wanted, size: size, day: claim.date, due: due, by: CampaignDesk.clerk)
        }
    }

    /// What was promised at doors, for somebody to see to.
    static func visitItems(in transaction: Transaction) throws -> [Item] {
        let regions = try RegionTree.stored(in: transaction)
        return try Surveys.openActions(in: transaction).map { action in
            let next = action.visit.next
            let place = regions.fullName(ofVillage: action.village)
            return Item(
                id: action.subject,
                title: "\(next?.day.iso ?? "") \(next?.action.chinese ?? "")：\(place) \(action.name)"
                    + "（\(action.visit.day.iso) \(action.visit.outcome.chinese)）")
        }
    }

    /// Enters that what was promised at a door is done.
    static func concludeVisit(
        _ subject: String, _ verdict: String, by person: String, in transaction: Transaction, at now: Instant
    ) throws {
        guard let id = OpenAction.number(ofSubject: subject),
            try Surveys.openActions(in: transaction).contains(where: { $0.id == id })
        else { return }
        try Surveys.end(id, note: verdict, by: person, in: transaction, at: now)
    }
}
