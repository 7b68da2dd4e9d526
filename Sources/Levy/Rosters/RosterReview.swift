import Diagnostics
import Storage

/// A person whose rows wait for a decision: in two villages of one roster, or with a character that nobody can read.
package struct RosterReview: Hashable, Sendable {
    /// What may be decided.
    package enum Verdict: Hashable, Sendable {
        case first, second, none
        case village(String)

        package init?(_ text: String) {
            switch text {
            case "计入第一处", "按此姓名计入": self = .first
            case "计入第二处": self = .second
            case "不计入": self = .none
            default:
                guard text.hasPrefix("计入 ") else { return nil }
                self = .village(String(text.dropFirst(3)))
            }
        }

        package var text: String {
            switch self {
            case .first: "计入第一处"
            case .second: "计入第二处"
            case .none: "不计入"
            case .village(let code): "计入 \(code)"
            }
        }

        /// The row that counts.
        func chosen(among rows: [RosterEntry]) -> RosterEntry? {
            switch self {
            case .first: rows.first
            case .second: rows.dropFirst().first
            case .none: nil
            case .village(let code): rows.first { $0.village == code }
            }
        }
    }

    package let insurance: Insurance
    package let citizenID: String
    package let name: String
    package let reason: RowOutcome.Reason
    package let rows: [RosterEntry]
    /// Whether a decision can count one of the rows; without a citizen number the person is entered by hand.
    package var isDecidable: Bool { reason != .otherDocument && reason != .century }
    package let decision: Decision?

    package var subject: String { RosterReview.subject(insurance, citizenID) }

    static func subject(_ insurance: Insurance, _ id: String) -> String { "review:\(insurance.rawValue):\(id)" }
}

extension Campaign {
    /// The persons of the current rosters whose rows wait, or waited, for a decision.
    package func rosterReviews(in transaction: Transaction) throws -> [RosterReview] {
        try Insurance.allCases.flatMap { insurance -> [RosterReview] in
            guard let version = try VersionStore.current(insurance, in: transaction) else { return [] }
            var order: [String] = []
            var open: [String: [RosterEntry]] = [:]
            try eachEntry(importID: version.id, in: transaction) { entry in
                guard entry.isOpen else { return }
                if open[entry.citizenID] == nil { order.append(entry.citizenID) }
                open[entry.citizenID, default: []].append(entry)
            }
            return try order.compactMap { id in
                guard let rows = open[id], let row = rows.last else { return nil }
                return RosterReview(
                    insurance: insurance, citizenID: id, name: row.name,
                    reason: row.code.flatMap(RowOutcome.Reason.init(rawValue:)) ?? .twoVillages, rows: rows,
                    decision: try DecisionStore.find(RosterReview.subject(insurance, id), in: transaction))
            }
        }
    }

    /// Decides about a person's open rows and makes, or ends, the obligation with the decision as its cause.
    /// - throws: `Rejection` when nothing is open about the person, when the verdict fits none of the rows, when one
    ///   person decides and checks, or when something else was decided before.
    package func decideReview(
        _ insurance: Insurance, _ citizenID: String, _ verdict: RosterReview.Verdict, note: String, by maker: String,
        checker: String, in transaction: Transaction, at now: Instant
    ) throws -> Adjustment {
        let reviews = try rosterReviews(in: transaction)
        guard let review = reviews.first(where: { $0.insurance == insurance && $0.citizenID == citizenID }) else {
            throw Rejection("levy.review.none", ["id": citizenID, "insurance": insurance.chinese])
        }
        if verdict != .none && !review.isDecidable {
            throw Rejection("levy.review.by-hand", ["name": review.name, "id": citizenID])
        }
        if verdict != .none && verdict.chosen(among: review.rows) == nil {
            let villages = review.rows.map(\.village).joined(separator: "、")
            throw Rejection("levy.review.verdict", ["verdict": verdict.text, "name": review.name, "villages": villages])
        }
        try DecisionStore.add(
            Decision(
                subject: review.subject, verdict: verdict.text, note: note, decidedBy: maker, checkedBy: checker,
                decidedAt: now), in: transaction)
        return try adjustObligations(insurance, cause: "decision:\(review.subject)", in: transaction, at: now)
    }
}
