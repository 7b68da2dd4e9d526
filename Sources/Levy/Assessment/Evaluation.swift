import Diagnostics
import Storage

/// 年终自评与核定: what a region gave itself for each indicator of a scheme, on what evidence, and what was accepted.
package struct Evaluation: Hashable, Sendable {
    package struct Item: Hashable, Sendable {
        package let points: Points
        /// 佐证材料: what shows it, such as a document's number. A note where it is a verdict.
        package let words: String

        package init(points: Points, words: String) {
            self.points = points
            self.words = words
        }
    }

    package struct Review: Hashable, Sendable {
        /// By indicator.
        package let verdicts: [String: Item]
        package let by: String
        package let on: CivilDate
    }

    package let id: Int
    package let region: String
    /// By indicator.
    package let items: [String: Item]
    package let reportedBy: String
    package let reportedOn: CivilDate
    /// Nil while nobody has looked at it.
    package let review: Review?
}

extension AssessmentScheme {
    /// The indicators that points are given for: what only rules a region out is computed, not claimed.
    package var scored: [Indicator] {
        indicators.filter { if case .veto = $0.rule { false } else { true } }
    }

    /// A region's self-assessment; a later one takes the place of one that nobody has accepted yet.
    /// - Parameters:
    ///   - items: for each scored indicator the points, and what shows them; what the books give shows itself.
    ///   - sheet: what the books give the region.
    /// - Throws: `Rejection` with all mistakes: `assess.claim-missing`, `assess.claim-unknown`, `assess.claim-bounds`,
    ///   `assess.claim-evidence`, `assess.accepted`.
    package func report(
        _ items: [String: Evaluation.Item], beside sheet: ScoreSheet, by person: String, on day: CivilDate,
        in transaction: Transaction, at now: Instant
    ) throws {
        let region = sheet.code
        var mistakes = checked(items)
        for line in sheet.lines {
            guard let item = items[line.indicator.id], item.points > line.points, item.words.isEmpty else { continue }
            mistakes.error("assess.claim-evidence", ["indicator": line.indicator.name, "books": line.points.text])
        }
        try mistakes.throwIfErrors()
        if let last = try EvaluationStore.last(scheme: id, region: region, in: transaction), let review = last.review {
            throw Rejection("assess.accepted", ["region": region, "by": review.by, "day": review.on.iso])
        }
        try EvaluationStore.add(items, scheme: id, region: region, by: person, on: day, in: transaction, at: now)
    }

    /// Accepts a region's self-assessment, indicator by indicator, by somebody else.
    /// - Throws: `Rejection` with all mistakes: those of `report`, `assess.no-report`, `assess.same-person`,
    ///   `assess.verdict-reason` where other points than claimed are given without saying why.
    package func review(
        _ verdicts: [String: Evaluation.Item], region: String, by person: String, on day: CivilDate,
        in transaction: Transaction, at now: Instant
    ) throws {
        guard let report = try EvaluationStore.last(scheme: id, region: region, in: transaction) else {
            throw Rejection("assess.no-report", ["region": region])
        }
        if let review = report.review {
            throw Rejection("assess.accepted", ["region": region, "by": review.by, "day": review.on.iso])
        }
        guard person != report.reportedBy else { throw Rejection("assess.same-person", ["person": person]) }
        var mistakes = checked(verdicts)
        for indicator in scored {
            guard let verdict = verdicts[indicator.id], verdict.words.isEmpty,
                verdict.points != report.items[indicator.id]?.points
            else { continue }
            mistakes.error("assess.verdict-reason", ["indicator": indicator.name])
        }
        try mistakes.throwIfErrors()
        try EvaluationStore.accept(report, verdicts, by: person, on: day, in: transaction, at: now)
    }

    private func checked(_ items: [String: Evaluation.Item]) -> DiagnosticList {
        var mistakes = DiagnosticList()
        for id in items.keys.sorted() where !scored.contains(where: { $0.id == id }) {
            mistakes.error("assess.claim-unknown", ["indicator": id])
        }
        for indicator in scored {
            guard let points = items[indicator.id]?.points else {
                mistakes.error("assess.claim-missing", ["indicator": indicator.name])
                continue
            }
            let (least, most) = (indicator.least, indicator.most ?? indicator.rule.most)
            guard points.clamped(least, most) != points else { continue }
            mistakes.error(
                "assess.claim-bounds",
                [
                    "indicator": indicator.name, "points": points.text, "least": least?.text ?? "–",
                    "most": most?.text ?? "–",
                ])
        }
        return mistakes
    }

    /// The sheets with the points that were accepted, ranked anew. What the books say stays beside them in words; a
    /// veto of the books holds whatever was accepted.
    /// - Parameter accepted: by region's code; regions without are left out.
    package func settled(_ sheets: [ScoreSheet], accepted: [String: Evaluation]) -> [ScoreSheet] {
        ranked(
            sheets.compactMap { sheet in
                guard let evaluation = accepted[sheet.code], let review = evaluation.review else { return nil }
                let lines = sheet.lines.map { line -> ScoreSheet.Line in
                    guard let verdict = review.verdicts[line.indicator.id] else { return line }
                    let claimed = evaluation.items[line.indicator.id]?.points.text ?? "–"
                    let reason = verdict.words.isEmpty ? "" : "：\(verdict.words)"
                    return ScoreSheet.Line(
                        indicator: line.indicator, value: line.value,
                        explanation: "台账 \(line.points.text)，自评 \(claimed)，核定 \(verdict.points.text)\(reason)",
                        points: verdict.points)
                }
                let sum = lines.reduce(start) { $0 + $1.points }
                return ScoreSheet(
                    code: sheet.code, name: sheet.name, group: sheet.group, lines: lines, sum: sum,
                    total: sheet.isVetoed ? sheet.total : sum.clamped(least, most), vetoes: sheet.vetoes, rank: 0)
            })
    }
}

extension AssessmentScheme.Rule {
    /// The most that it can give, where that is known beforehand.
    package var most: Points? {
        switch self {
        case .linear(_, _, let points): points
        case .threshold(_, let points, let otherwise): max(points, otherwise)
        case .steps(let steps, let timesSettled): timesSettled ? nil : steps.map(\.points).max()
        case .slope, .cases, .order, .veto: nil
        }
    }
}
