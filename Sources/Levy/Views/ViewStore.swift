import Storage

/// What the tables have about one person: every query goes by an index, so that it takes the same time in a district of
/// any size.
enum ViewStore {
    /// A village's persons by the head of their household, with what they owe themselves; those without one together.
    static func households(of village: String, in transaction: Transaction) throws -> [Row] {
        try transaction.rows(
            """
            WITH heads AS (SELECT DISTINCT h.household_head AS name FROM levy_standing_obligations x
                JOIN levy_persons h ON h.citizen_id = x.citizen_id
                WHERE x.village = $1 AND h.household_head <> '')
            SELECT CASE WHEN p.household_head <> '' THEN p.household_head
                    WHEN p.name IN (SELECT name FROM heads) THEN p.name ELSE '' END AS head,
                COUNT(DISTINCT p.citizen_id) AS members, SUM(o.own_fen) AS own,
                SUM(CASE WHEN s.serial IS NULL THEN o.own_fen ELSE 0 END) AS open
            FROM levy_standing_obligations o JOIN levy_persons p ON p.citizen_id = o.citizen_id
            LEFT JOIN levy_settled s ON s.obligation_id = o.id
            WHERE o.village = $1 GROUP BY 1 ORDER BY 1
            """, [Value(village)])
    }

    static func person(_ id: String, in transaction: Transaction) throws -> PersonRecord? {
        try transaction.row("SELECT * FROM levy_persons WHERE citizen_id = $1", [Value(id)]).map {
            PersonRecord(
                citizenID: $0.text("citizen_id"), name: $0.text("name"),
                specialClass: $0.optionalText("special_class").flatMap(SpecialClass.init(rawValue:)),
                householdHead: $0.text("household_head"), phone: $0.text("phone"))
        }
    }

    static func entries(of id: String, in transaction: Transaction) throws -> (name: String, rows: [[String]]) {
        let rows = try transaction.rows(
            """
            SELECT e.*, i.file, g.name AS village_name FROM levy_entries e JOIN levy_imports i ON i.id = e.import_id
            LEFT JOIN levy_regions g ON g.code = e.village WHERE e.citizen_id = $1 ORDER BY e.import_id, e.ordinal
            """, [Value(id)])
        return (
            rows.first?.text("name") ?? "",
            rows.map {
                [
                    $0.text("file"), $0.text("place"), $0.optionalText("village_name") ?? $0.text("village"),
                    RowOutcome.Kind(rawValue: $0.text("outcome"))?.chinese ?? $0.text("outcome"),
                    $0.optionalText("code").map(RowOutcome.chinese(code:)) ?? "",
                ]
            }
        )
    }

    static func memberships(of id: String, in transaction: Transaction) throws -> [[String]] {
        try transaction.rows(
            """
            SELECT m.class, m.name, m.place, i.file FROM levy_special_members m
            JOIN levy_imports i ON i.id = m.import_id
            WHERE m.citizen_id = $1 ORDER BY m.class
            """, [Value(id)]
        ).map { [$0.text("class"), $0.text("name"), $0.text("file"), $0.text("place")] }
    }

    static func obligations(
        of id: String, in transaction: Transaction
    ) throws -> (rows: [[String]], villages: [String]) {
        let rows = try transaction.rows(
            """
            SELECT o.*, g.name AS village_name, l.paid_on, r.number, e.ended_at FROM levy_obligations o
            LEFT JOIN intake_obligation_ends e ON e.obligation_id = o.id
            JOIN levy_regions g ON g.code = o.village
            LEFT JOIN levy_settled s ON s.obligation_id = o.id LEFT JOIN levy_payment_lines l ON l.serial = s.serial
            LEFT JOIN levy_receipts r ON r.settlement_id = s.settlement_id
            WHERE o.citizen_id = $1 ORDER BY o.insurance, o.period, o.id
            """, [Value(id)])
        let cells = rows.map { row in
            let state =
                row.optionalInt("ended_at") != nil
                ? "已撤销" : row.int("own_fen") == 0 ? "财政代缴" : row.optionalDate("paid_on").map { "已缴 \($0.iso)" } ?? "未缴"
            return [
                PaymentStore.insurance(row).chinese, "\(row.int("period"))", row.text("village_name"),
                Money(fen: row.int("total_fen")).plain, Money(fen: row.int("state_fen")).plain,
                Money(fen: row.int("own_fen")).plain, state, row.optionalText("number") ?? "",
            ]
        }
        return (cells, Set(rows.map { $0.text("village") }).sorted())
    }

    static func payments(of id: String, in transaction: Transaction) throws -> [[String]] {
        try transaction.rows(
            "SELECT * FROM levy_payment_lines WHERE citizen_id = $1 ORDER BY paid_on, serial", [Value(id)]
        ).map(PaymentStore.line).map {
            [
                $0.paidOn.iso, $0.serial, $0.insurance.chinese, Money(fen: $0.fen).plain, $0.channel,
                $0.reverses ?? "",
            ]
        }
    }

    static func receipts(of id: String, in transaction: Transaction) throws -> [[String]] {
        try ReceiptStore.receipts(of: id, in: transaction).map {
            [
                $0.number, $0.insurance.chinese, Money(fen: $0.fen).plain, $0.issuedOn.iso, $0.voidedOn?.iso ?? "",
            ]
        }
    }

    /// Births, deaths and moves that nobody has looked into yet.
    static func openEvents(of id: String, in transaction: Transaction) throws -> [[String]] {
        try transaction.rows(
            """
            SELECT e.kind, e.day, e.reported_at FROM intake_events e
            WHERE e.citizen_id = $1 AND NOT EXISTS (SELECT 1 FROM intake_event_ends x WHERE x.event_id = e.id)
            ORDER BY e.id
            """, [Value(id)]
        ).map {
            [
                $0.text("kind"), $0.text("day"), PersonEvent.Kind(rawValue: $0.text("kind"))?.task ?? "",
                Instant(milliseconds: $0.int64("reported_at")).date.iso,
            ]
        }
    }

    static func documents(key: String, in transaction: Transaction) throws -> [[String]] {
        try transaction.rows(
            "SELECT kind, number, issued_at, path FROM levy_documents WHERE key = $1 ORDER BY issued_at, kind",
            [Value(key)]
        ).map {
            [
                IssuedDocument.chinese(kind: $0.text("kind")), $0.optionalText("number") ?? "",
                Instant(milliseconds: $0.int64("issued_at")).date.iso, $0.text("path"),
            ]
        }
    }
}

extension ViewFile.Section {
    /// What an officer did in the books of the levy.
    package static func deeds(of person: String, in transaction: Transaction) throws -> ViewFile.Section {
        ViewFile.Section(
            "deeds", "经手的事项", [.init("at", "时间"), .init("what", "事项"), .init("subject", "对象")],
            try OfficerDeedStore.read(person, in: transaction))
    }
}
