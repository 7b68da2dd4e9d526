import Storage

/// Self-assessments and what was accepted of them.
package enum EvaluationStore {
    static func add(
        _ items: [String: Evaluation.Item], scheme: String, region: String, by person: String, on day: CivilDate,
        in transaction: Transaction, at now: Instant
    ) throws {
        let last = try transaction.row("SELECT COALESCE(MAX(id), 0) AS last FROM levy_evaluations")
        let id = (last?.int("last") ?? 0) + 1
        try transaction.execute(
            """
            INSERT INTO levy_evaluations (id, scheme, region, reported_by, reported_on, reported_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, [Value(id), Value(scheme), Value(region), Value(person), Value(day), Value(now)])
        for (indicator, item) in items.sorted(by: { $0.key < $1.key }) {
            try transaction.execute(
                """
                INSERT INTO levy_evaluation_items (evaluation_id, indicator, hundredths, evidence)
                VALUES ($1, $2, $3, $4)
                """, [Value(id), Value(indicator), Value(item.points.hundredths), Value(item.words)])
        }
    }

    static func accept(
        _ report: Evaluation, _ verdicts: [String: Evaluation.Item], by person: String, on day: CivilDate,
        in transaction: Transaction, at now: Instant
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_evaluation_reviews (evaluation_id, reported_by, reviewed_by, reviewed_on, reviewed_at)
            VALUES ($1, $2, $3, $4, $5)
            """, [Value(report.id), Value(report.reportedBy), Value(person), Value(day), Value(now)])
        for (indicator, verdict) in verdicts.sorted(by: { $0.key < $1.key }) {
            try transaction.execute(
                """
                INSERT INTO levy_evaluation_verdicts (evaluation_id, indicator, hundredths, note)
                VALUES ($1, $2, $3, $4)
                """, [Value(report.id), Value(indicator), Value(verdict.points.hundredths), Value(verdict.words)])
        }
    }

    /// The last self-assessment of each region under a scheme, by its code.
    package static func all(scheme: String, in transaction: Transaction) throws -> [String: Evaluation] {
        let rows = try transaction.rows(
            """
            SELECT e.*, r.reviewed_by, r.reviewed_on FROM levy_evaluations e
            LEFT JOIN levy_evaluation_reviews r ON r.evaluation_id = e.id
            WHERE e.scheme = $1 AND e.id = (SELECT MAX(l.id) FROM levy_evaluations l
                WHERE l.scheme = e.scheme AND l.region = e.region)
            """, [Value(scheme)])
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                let id = row.int("id")
                let items = try items("levy_evaluation_items", "evidence", of: id, in: transaction)
                let review = try row.optionalText("reviewed_by").map { by in
                    Evaluation.Review(
                        verdicts: try self.items("levy_evaluation_verdicts", "note", of: id, in: transaction), by: by,
                        on: row.date("reviewed_on"))
                }
                let evaluation = Evaluation(
                    id: id, region: row.text("region"), items: items, reportedBy: row.text("reported_by"),
                    reportedOn: row.date("reported_on"), review: review)
                return (evaluation.region, evaluation)
            })
    }

    static func last(scheme: String, region: String, in transaction: Transaction) throws -> Evaluation? {
        try all(scheme: scheme, in: transaction)[region]
    }

    private static func items(
        _ table: String, _ words: String, of id: Int, in transaction: Transaction
    ) throws -> [String: Evaluation.Item] {
        let rows = try transaction.rows(
            "SELECT indicator, hundredths, \(words) AS words FROM \(table) WHERE evaluation_id = $1", [Value(id)])
        return Dictionary(
            uniqueKeysWithValues: rows.map {
                (
                    $0.text("indicator"),
                    Evaluation.Item(points: Points(hundredths: $0.int("hundredths")), words: $0.text("words"))
                )
            })
    }
}
