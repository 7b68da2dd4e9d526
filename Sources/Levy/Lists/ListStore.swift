import Storage

enum ListStore {
    struct DueKey: Hashable {
        let specialClass: SpecialClass
        let stage: ListStage
    }

    static func setDue(
        _ specialClass: SpecialClass, _ stage: ListStage, _ day: CivilDate, by maker: String, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO intake_list_dues (id, class, stage, due, set_by, set_at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM intake_list_dues), $1, $2, $3, $4, $5)
            """,
            [
                Value(specialClass.rawValue), Value(stage.rawValue), Value(day), Value(maker), Value(now),
            ])
    }

    /// The last day set for each stage.
    static func dues(in transaction: Transaction) throws -> [DueKey: CivilDate] {
        var dues: [DueKey: CivilDate] = [:]
        try transaction.each("SELECT class, stage, due FROM intake_list_dues ORDER BY id") { row in
            guard let specialClass = SpecialClass(rawValue: row.text("class")),
                let stage = ListStage(rawValue: row.text("stage"))
            else { return }
            dues[DueKey(specialClass: specialClass, stage: stage)] = row.date("due")
        }
        return dues
    }

    static func submit(
        _ specialClass: SpecialClass, village: String, _ file: SourceFile, _ rows: [ListRow], by maker: String,
        at now: Instant, in transaction: Transaction
    ) throws {
        let last = try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM intake_submissions")?.int("id") ?? 0
        try transaction.execute(
            """
            INSERT INTO intake_submissions (id, class, village, file, sha256, row_count, submitted_by, submitted_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                Value(last + 1), Value(specialClass.rawValue), Value(village), Value(file.name), Value(file.sha256),
                Value(rows.count), Value(maker), Value(now),
            ])
        var insertion = RowInsertion(
            into: "intake_submission_rows (submission_id, citizen_id, name)", width: 3, in: transaction)
        for row in rows { try insertion.append([Value(last + 1), Value(row.citizenID), Value(row.name)]) }
        try insertion.finish()
        for row in rows where row.from != nil || row.until != nil {
            try transaction.execute(
                """
                INSERT INTO intake_submission_days (submission_id, citizen_id, valid_from, valid_until)
                VALUES ($1, $2, $3, $4)
                """, [Value(last + 1), Value(row.citizenID), Value(row.from), Value(row.until)])
        }
    }

    static func rows(of submission: Int, in transaction: Transaction) throws -> [ListRow] {
        try transaction.rows(
            """
            SELECT r.citizen_id, r.name, d.valid_from, d.valid_until FROM intake_submission_rows r
            LEFT JOIN intake_submission_days d
                ON d.submission_id = r.submission_id AND d.citizen_id = r.citizen_id
            WHERE r.submission_id = $1 ORDER BY r.citizen_id
            """, [Value(submission)]
        ).map {
            ListRow(
                citizenID: $0.text("citizen_id"), name: $0.text("name"), from: $0.optionalDate("valid_from"),
                until: $0.optionalDate("valid_until"))
        }
    }

    static func review(
        _ submission: Int, stage: ListStage, passes: Bool, note: String, by reviewer: String, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO intake_submission_reviews (id, submission_id, stage, passed, note, reviewed_by, reviewed_at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM intake_submission_reviews), $1, $2, $3, $4, $5, $6)
            """,
            [
                Value(submission), Value(stage.rawValue), Value(passes), Value(note), Value(reviewer), Value(now),
            ])
    }

    private static let latest = """
        SELECT s.*, r.stage, r.passed, r.note, r.reviewed_by FROM intake_submissions s
        LEFT JOIN intake_submission_reviews r ON r.id =
            (SELECT MAX(x.id) FROM intake_submission_reviews x WHERE x.submission_id = s.id)
        WHERE s.id = (SELECT MAX(y.id) FROM intake_submissions y WHERE y.class = s.class AND y.village = s.village)
        """

    static func last(
        _ specialClass: SpecialClass, village: String, in transaction: Transaction
    ) throws -> (submission: ListSubmission, sha256: String)? {
        try transaction.row(
            latest + " AND s.class = $1 AND s.village = $2", [Value(specialClass.rawValue), Value(village)]
        ).map { (submission($0, specialClass), $0.text("sha256")) }
    }

    /// The last submission of each village.
    static func submissions(
        _ specialClass: SpecialClass, in transaction: Transaction
    ) throws -> [String: ListSubmission] {
        var found: [String: ListSubmission] = [:]
        try transaction.each(latest + " AND s.class = $1", [Value(specialClass.rawValue)]) { row in
            found[row.text("village")] = submission(row, specialClass)
        }
        return found
    }

    private static func submission(_ row: Row, _ specialClass: SpecialClass) -> ListSubmission {
        let state: ListSubmission.State =
            switch (row.optionalText("stage"), row.optionalInt("passed")) {
            case (nil, _): .submitted
            case (_, 0?): .returned
            case (ListStage.bureau.rawValue?, _): .confirmed
            default: .passed
            }
        return ListSubmission(
            id: row.int("id"), specialClass: specialClass, village: row.text("village"), file: row.text("file"),
            rows: row.int("row_count"), submittedBy: row.text("submitted_by"),
            submittedAt: Instant(milliseconds: row.int64("submitted_at")), state: state,
            reviewedBy: row.optionalText("reviewed_by"), note: row.optionalText("note") ?? "")
    }

    /// The village that handed a person's name in, by number: of those whom a bureau confirmed.
    static func submittedFrom(
        _ specialClass: SpecialClass, in transaction: Transaction
    ) throws -> [String: String] {
        var villages: [String: String] = [:]
        try transaction.each(
            """
            SELECT r.citizen_id, s.village FROM intake_submission_rows r JOIN intake_submissions s
                ON s.id = r.submission_id
            WHERE s.class = $1 AND EXISTS (SELECT 1 FROM intake_submission_reviews v
                WHERE v.submission_id = s.id AND v.stage = 'bureau' AND v.passed = 1)
            ORDER BY s.id
            """, [Value(specialClass.rawValue)]
        ) { villages[$0.text("citizen_id")] = $0.text("village") }
        return villages
    }

    // MARK: Members

    /// Members of a class now, by number.
    static func members(_ specialClass: SpecialClass, in transaction: Transaction) throws -> [String: String] {
        var members: [String: String] = [:]
        try transaction.each(
            "SELECT citizen_id, name FROM intake_members WHERE class = $1 ORDER BY citizen_id",
            [Value(specialClass.rawValue)]
        ) { members[$0.text("citizen_id")] = $0.text("name") }
        return members
    }

    static func join(
        _ specialClass: SpecialClass, _ rows: [ListRow], cause: String, at now: Instant, in transaction: Transaction
    ) throws {
        let known = try members(specialClass, in: transaction)
        for row in rows where known[row.citizenID] == nil {
            try change(specialClass, row, isIn: true, cause: cause, at: now, in: transaction)
        }
    }

    static func leave(
        _ specialClass: SpecialClass, _ rows: [ListRow], cause: String, at now: Instant, in transaction: Transaction
    ) throws {
        for row in rows { try change(specialClass, row, isIn: false, cause: cause, at: now, in: transaction) }
    }

    private static func change(
        _ specialClass: SpecialClass, _ row: ListRow, isIn: Bool, cause: String, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO intake_member_changes (id, citizen_id, class, name, is_in, cause, changed_at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM intake_member_changes), $1, $2, $3, $4, $5, $6)
            """,
            [
                Value(row.citizenID), Value(specialClass.rawValue), Value(row.name), Value(isIn), Value(cause),
                Value(now),
            ])
    }
}
