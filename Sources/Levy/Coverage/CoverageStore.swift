import Storage

enum CoverageStore {
    /// Who was insured at the end of a day, by the evening of booking.
    static func insured(
        _ insurance: Insurance, on day: CivilDate, in transaction: Transaction
    ) throws -> [String: Int] {
        var counts = try OrderMoneyStore.insured(insurance, asOf: day, in: transaction)
        try transaction.each(
            """
            SELECT o.village, COUNT(*) AS n FROM levy_standing_obligations o
            LEFT JOIN (\(MetricsStore.standing)) a ON a.obligation_id = o.id
            WHERE o.insurance = $2 AND (o.own_fen = 0 OR a.evening IS NOT NULL) GROUP BY o.village
            """, [Value(day), Value(insurance.rawValue)]
        ) { counts[$0.text("village"), default: 0] += $0.int("n") }
        return counts
    }

    /// Persons of the other insurance who do not owe here and of whom no mark says why, with their village.
    static func eachOther(
        _ insurance: Insurance, in transaction: Transaction, _ body: (_ id: String, _ village: String) throws -> Void
    ) throws {
        try transaction.each(
            """
            SELECT o.citizen_id, o.village FROM levy_standing_obligations o
            WHERE o.insurance <> $1 AND NOT EXISTS (SELECT 1 FROM levy_standing_obligations x
                    WHERE x.citizen_id = o.citizen_id AND x.insurance = $1)
                AND NOT EXISTS (SELECT 1 FROM levy_person_marks m
                    LEFT JOIN levy_mark_retractions r ON r.mark_id = m.id
                    WHERE m.citizen_id = o.citizen_id AND r.mark_id IS NULL AND m.village <> '')
            """, [Value(insurance.rawValue)]
        ) { try body($0.text("citizen_id"), $0.text("village")) }
    }

    struct Marked {
        var elsewhere = 0
        var exempt = 0
    }

    /// Persons with a mark on the day who do not owe here: each counts once, for the first of his marks.
    static func marked(
        _ insurance: Insurance, on day: CivilDate, in transaction: Transaction
    ) throws -> [String: Marked] {
        let schemes: [PersonMark.Kind] =
            insurance == .medical
            ? [.employeeMedical, .medicalElsewhere] : [.employeePension, .institutionPension, .pensionElsewhere]
        let exempting: [PersonMark.Kind] =
            [.deceased, .emigrated, .military]
            + (insurance == .pension
                ? [.student, .drawsPension, .registeredElsewhere, .permit, .accompanyingChild] : [])
        var counts: [String: Marked] = [:]
        var seen: Set<String> = []
        try transaction.each(
            """
            SELECT m.* FROM levy_person_marks m LEFT JOIN levy_mark_retractions r ON r.mark_id = m.id
            WHERE r.mark_id IS NULL AND m.village <> '' AND NOT EXISTS (SELECT 1 FROM levy_standing_obligations o
                WHERE o.citizen_id = m.citizen_id AND o.insurance = $1) ORDER BY m.citizen_id, m.id
            """, [Value(insurance.rawValue)]
        ) { row in
            let mark = FactStore.mark(row)
            guard mark.holds(on: day), schemes.contains(mark.kind) || exempting.contains(mark.kind),
                seen.insert(row.text("citizen_id")).inserted
            else { return }
            let village = row.text("village")
            if schemes.contains(mark.kind) {
                counts[village, default: Marked()].elsewhere += 1
            } else {
                counts[village, default: Marked()].exempt += 1
            }
        }
        return counts
    }
}
