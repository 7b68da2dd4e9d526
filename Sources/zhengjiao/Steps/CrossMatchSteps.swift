import Diagnostics
import Levy
import Storage
import Workflow

extension CampaignDesk {
    /// 名单比对: the newest list of every office that the plan names against the campaign; a table for each office and
    /// a paper. What was found becomes tasks of a step with `for-each: matches`.
    @Sendable func matchLists(_ claim: Claim) async throws -> StepOutcome {
        try claim.step.with.requireOnly(keys: ["form"])
        let form = try claim.step.with.optionalText("form") ?? "xlsx"
        guard ["xlsx", "csv"].contains(form) else {
            throw Rejection("match.form", ["form": form], at: claim.step.with["form"]?.span)
        }
        let report = try database.write { transaction in
            try crossMatch(on: claim.date, by: CampaignDesk.clerk, in: transaction, at: claim.nominal)
        }
        var documents = try report.offices.filter { office in
            report.entries.contains { $0.office == office && $0.run != nil }
        }.map { office in
            try issue(
                form == "csv" ? report.csv(of: office) : report.workbook(of: office), pages: 0,
                kind: "list-match-file", key: "\(office)/\(claim.date.iso)",
                path: "\(OutFolder.Chapter.returns.rawValue)/名单比对-\(office)-\(claim.date.iso).\(form)", claim)
        }
        documents.append(
            try issue(
                Installation.template("list-match"), report.record(settings), kind: "list-match",
                key: claim.date.iso, subject: "名单比对结果",
                path: out.path(.reports, "名单比对结果-\(claim.date.iso)"), claim))
        func sum(_ kind: CrossFinding.Kind) -> String {
            "\(report.entries.reduce(0) { $0 + ($1.run?.count(kind) ?? 0) })"
        }
        let compared = report.entries.count { $0.run != nil }
        return done(
            claim, documents,
            [
                "lists": "\(compared)", "missing-lists": "\(report.entries.count - compared)",
                "new": sum(.new), "gone": sum(.gone), "questions": sum(.question),
            ])
    }

    /// A list that cannot be read is told and does not stop the others.
    private func crossMatch(
        on day: CivilDate, by maker: String, in transaction: Transaction, at now: Instant
    ) throws -> CrossMatchReport {
        try CrossMatchReport(
            comparing: settings.crossLists, campaign, data: dataFolder, on: day, by: maker, warn: warn,
            in: transaction, at: now)
    }

    /// Does what a task about a finding decided. Every other verdict is a decision and nothing more.
    func takeMatch(
        _ task: HumanTask, _ verdict: String, maker: String, checker: String, in transaction: Transaction,
        at now: Instant
    ) throws {
        guard verdict == CrossRow.Verdict.taken.rawValue else { return }
        let number = task.values["number"] ?? ""
        _ = try campaign.takeCrossMatch(
            task.item, number: number.isEmpty ? nil : number, by: maker, checker: checker, in: transaction, at: now)
    }
}

extension CrossMatchReport {
    /// Compares every list of a plan.
    /// - throws: `Rejection` `match.lists` for a plan that names none.
    init(
        comparing lists: [CrossList], _ campaign: Campaign, data: String, on day: CivilDate, by maker: String,
        warn: (Rejection) -> Void, in transaction: Transaction, at now: Instant
    ) throws {
        guard !lists.isEmpty else { throw Rejection("match.lists") }
        entries = try lists.map { list in
            do {
                guard let file = try list.newest(in: data, through: day) else {
                    return Entry(office: list.office, meaning: list.meaning.chinese, run: nil, refusal: nil)
                }
                let run = try campaign.crossMatch(list, file, on: day, by: maker, in: transaction, at: now)
                return Entry(office: list.office, meaning: list.meaning.chinese, run: run, refusal: nil)
            } catch let rejection as Rejection {
                let head = Diagnostic(
                    .warning, "match.file", ["office": list.office, "meaning": list.meaning.chinese])
                warn(Rejection([head] + rejection.diagnostics))
                let reason = rejection.diagnostics.first.map { Catalogue.message($0, in: .chinese) } ?? ""
                return Entry(office: list.office, meaning: list.meaning.chinese, run: nil, refusal: reason)
            }
        }
        self.day = day
    }
}
