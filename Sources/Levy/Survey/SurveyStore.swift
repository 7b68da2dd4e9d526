import Storage

enum SurveyStore {
    // MARK: Grids

    static func hasGridFile(_ kind: String, _ sha256: String, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT id FROM levy_grid_files WHERE kind = $1 AND sha256 = $2", [Value(kind), Value(sha256)]) != nil
    }

    private static func addFile(
        _ kind: String, _ file: SourceFile, by clerk: String, at now: Instant, in transaction: Transaction
    ) throws -> Int {
        let id = (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_grid_files")?.int("id") ?? 0) + 1
        try transaction.execute(
            "INSERT INTO levy_grid_files (id, kind, file, sha256, made_by, at) VALUES ($1, $2, $3, $4, $5, $6)",
            [Value(id), Value(kind), Value(file.name), Value(file.sha256), Value(clerk), Value(now)])
        return id
    }

    static func add(
        _ grids: [Grid], _ file: SourceFile, by clerk: String, at now: Instant, in transaction: Transaction
    ) throws {
        let id = try addFile("grids", file, by: clerk, at: now, in: transaction)
        var rows = RowInsertion(
            into: "levy_grids (file_id, ordinal, village, code, name, worker, phone)", width: 7, in: transaction)
        for (ordinal, grid) in grids.enumerated() {
            try rows.append([
                Value(id), Value(ordinal), Value(grid.village), Value(grid.code), Value(grid.name),
                Value(grid.worker), Value(grid.phone),
            ])
        }
        try rows.finish()
    }

    static func add(
        _ members: [(village: String, code: String, id: String, head: String)], _ file: SourceFile, by clerk: String,
        at now: Instant, in transaction: Transaction
    ) throws {
        let id = try addFile("members", file, by: clerk, at: now, in: transaction)
        var rows = RowInsertion(
            into: "levy_grid_members (file_id, village, code, citizen_id, head)", width: 5, in: transaction)
        for member in members {
            try rows.append([
                Value(id), Value(member.village), Value(member.code), Value(member.id), Value(member.head),
            ])
        }
        try rows.finish()
    }

    /// The last table of each village, and of its households.
    static func grids(in transaction: Transaction) throws -> GridMap {
        let regions = try RegionStore.tree(in: transaction)
        var grids: [String: [Grid]] = [:]
        try transaction.each(
            """
            SELECT g.* FROM levy_grids g
            WHERE g.file_id = (SELECT MAX(x.file_id) FROM levy_grids x WHERE x.village = g.village)
            ORDER BY g.file_id, g.ordinal
            """
        ) { row in
            let village = regions.current(row.text("village"))
            grids[village, default: []].append(
                Grid(
                    village: village, code: row.text("code"), name: row.text("name"), worker: row.text("worker"),
                    phone: row.text("phone")))
        }
        var persons: [String: [String: String]] = [:]
        var heads: [String: [String: String]] = [:]
        try transaction.each(
            """
            SELECT m.* FROM levy_grid_members m
            WHERE m.file_id = (SELECT MAX(x.file_id) FROM levy_grid_members x WHERE x.village = m.village)
            """
        ) { row in
            let village = row.text("village")
            let (id, head) = (row.text("citizen_id"), row.text("head"))
            if id.isEmpty {
                heads[regions.current(village), default: [:]][head] = row.text("code")
            } else {
                persons[regions.current(village, of: id), default: [:]][id] = row.text("code")
            }
        }
        return GridMap(grids: grids, persons: persons, heads: heads)
    }

    // MARK: Sheets

    static func add(_ sheet: SurveySheet, by clerk: String, at now: Instant, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_survey_sheets (number, village, grid, worker, made_on, due_on, made_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                Value(sheet.number), Value(sheet.village), Value(sheet.grid), Value(sheet.worker),
                Value(sheet.madeOn), Value(sheet.dueOn), Value(clerk), Value(now),
            ])
        var rows = RowInsertion(
            into: "levy_survey_lines (sheet, line, citizen_id, name, head, reasons, medical_fen, pension_fen)",
            width: 8, in: transaction)
        for (index, line) in sheet.lines.enumerated() {
            try rows.append([
                Value(sheet.number), Value(index + 1), Value(line.citizenID), Value(line.name), Value(line.head),
                Value(line.reasons.map(\.rawValue).joined(separator: " ")), Value(line.medicalFen),
                Value(line.pensionFen),
            ])
        }
        try rows.finish()
    }

    /// In the order of their numbers.
    static func sheets(in transaction: Transaction) throws -> [SurveySheet] {
        var lines: [String: [SurveySheet.Line]] = [:]
        try transaction.each("SELECT * FROM levy_survey_lines ORDER BY sheet, line") { row in
            lines[row.text("sheet"), default: []].append(
                SurveySheet.Line(
                    citizenID: row.text("citizen_id"), name: row.text("name"), head: row.text("head"),
                    reasons: row.text("reasons").split(separator: " ").compactMap {
                        SurveyReason(rawValue: String($0))
                    }, medicalFen: row.int("medical_fen"), pensionFen: row.int("pension_fen")))
        }
        return try transaction.rows(
            """
            SELECT s.*, v.sheet AS void FROM levy_survey_sheets s LEFT JOIN levy_survey_voids v ON v.sheet = s.number
            ORDER BY s.number
            """
        ).map { row in
            SurveySheet(
                number: row.text("number"), village: row.text("village"), grid: row.text("grid"),
                worker: row.text("worker"), madeOn: row.date("made_on"), dueOn: row.date("due_on"),
                lines: lines[row.text("number")] ?? [], isVoid: row.optionalText("void") != nil)
        }
    }

    static func void(
        _ sheet: String, reason: String, by clerk: String, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO levy_survey_voids (sheet, reason, done_by, at) VALUES ($1, $2, $3, $4)",
            [Value(sheet), Value(reason), Value(clerk), Value(now)])
    }

    // MARK: Visits

    static func hasVisitFile(_ sha256: String, in transaction: Transaction) throws -> Bool {
        try transaction.row("SELECT id FROM levy_visit_files WHERE sha256 = $1", [Value(sha256)]) != nil
    }

    /// - Returns: the file's id.
    static func addVisitFile(
        _ file: SourceFile, by clerk: String, at now: Instant, in transaction: Transaction
    ) throws -> Int {
        let id = (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_visit_files")?.int("id") ?? 0) + 1
        try transaction.execute(
            "INSERT INTO levy_visit_files (id, file, sha256, made_by, at) VALUES ($1, $2, $3, $4, $5)",
            [Value(id), Value(file.name), Value(file.sha256), Value(clerk), Value(now)])
        return id
    }

    /// - Returns: the visit's id.
    static func add(
        _ visit: Visit, of person: String, file: Int?, by clerk: String, at now: Instant, in transaction: Transaction
    ) throws -> Int {
        let id = (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_visits")?.int("id") ?? 0) + 1
        try transaction.execute(
            """
            INSERT INTO levy_visits (id, sheet, line, citizen_id, visited_on, outcome, reason, phone, event, event_on,
                next, next_on, note, visitor, file_id, entered_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            """,
            [
                Value(id), Value(visit.sheet), Value(visit.line), Value(person), Value(visit.day),
                Value(visit.outcome.rawValue), Value(visit.reason?.rawValue), Value(visit.phone),
                Value(visit.event?.kind.rawValue), Value(visit.event?.day.iso), Value(visit.next?.action.rawValue),
                Value(visit.next?.day.iso), Value(visit.note), Value(visit.visitor), Value(file), Value(clerk),
                Value(now),
            ])
        return id
    }

    struct StoredVisit {
        let id: Int
        let citizenID: String
        let visit: Visit
        let isEnded: Bool
    }

    /// In the order in which they were entered.
    static func visits(in transaction: Transaction) throws -> [StoredVisit] {
        try transaction.rows(
            """
            SELECT v.*, e.visit_id AS ended FROM levy_visits v LEFT JOIN levy_visit_ends e ON e.visit_id = v.id
            ORDER BY v.id
            """
        ).map { row in
            guard let outcome = Visit.Outcome(rawValue: row.text("outcome")) else {
                preconditionFailure("the table's CHECK lets no other outcome pass")
            }
            let event = row.optionalText("event").flatMap(PersonEvent.Kind.init(rawValue:)).map {
                Visit.Event($0, row.date("event_on"))
            }
            let next = row.optionalText("next").flatMap(Visit.Next.init(rawValue:)).map {
                Visit.NextAction($0, row.date("next_on"))
            }
            return StoredVisit(
                id: row.int("id"), citizenID: row.text("citizen_id"),
                visit: Visit(
                    sheet: row.text("sheet"), line: row.int("line"), day: row.date("visited_on"), outcome: outcome,
                    reason: row.optionalText("reason").flatMap(UnpaidReason.Reason.init(rawValue:)),
                    phone: row.text("phone"), event: event, next: next, note: row.text("note"),
                    visitor: row.text("visitor")), isEnded: row.optionalInt("ended") != nil)
        }
    }

    static func end(_ visit: Int, note: String, by clerk: String, at now: Instant, in transaction: Transaction) throws {
        try transaction.execute(
            "INSERT INTO levy_visit_ends (visit_id, note, done_by, at) VALUES ($1, $2, $3, $4)",
            [Value(visit), Value(note), Value(clerk), Value(now)])
    }

    // MARK: Who is to be visited

    struct Owed {
        let citizenID: String
        let name: String
        let head: String
        let phone: String
        let village: String
        var fen: [Insurance: Int] = [:]
    }

    /// Everybody who owes and has not paid and was not heard to be exempt, village by village as they stand in lists.
    static func unpaid(in transaction: Transaction) throws -> [Owed] {
        var found: [Owed] = []
        var places: [String: Int] = [:]
        try transaction.each(
            """
            SELECT o.village, o.citizen_id, o.insurance, o.own_fen, p.name, p.household_head, p.phone,
                (SELECT r.reason FROM levy_unpaid_reasons r WHERE r.citizen_id = o.citizen_id
                    AND r.insurance = o.insurance ORDER BY r.id DESC LIMIT 1) AS reason
            FROM levy_standing_obligations o JOIN levy_persons p ON p.citizen_id = o.citizen_id
            LEFT JOIN levy_settled s ON s.obligation_id = o.id
            WHERE o.own_fen > 0 AND s.serial IS NULL ORDER BY p.ordinal, o.insurance
            """
        ) { row in
            let reason = row.optionalText("reason").flatMap(UnpaidReason.Reason.init(rawValue:))
            if reason?.exempts == true { return }
            let id = row.text("citizen_id")
            let key = row.text("village") + id
            if places[key] == nil {
                places[key] = found.count
                found.append(
                    Owed(
                        citizenID: id, name: row.text("name"), head: row.text("household_head"),
                        phone: row.text("phone"), village: row.text("village")))
            }
            guard let place = places[key] else { return }
            found[place].fen[PaymentStore.insurance(row), default: 0] += row.int("own_fen")
        }
        return found
    }

    /// Who owes and has no telephone.
    static func withoutPhone(in transaction: Transaction) throws -> [Owed] {
        try listed("p.phone = ''", in: transaction)
    }

    /// Who owed once by a roster and owes nothing for this insurance now, and of whose death nobody knows.
    static func dropped(in transaction: Transaction) throws -> [Owed] {
        try transaction.rows(
            """
            SELECT DISTINCT \(RegionStore.now(village: "o.village", person: "o.citizen_id")) AS village, p.citizen_id,
                p.name, p.household_head, p.phone, p.ordinal
            FROM levy_obligations o JOIN intake_obligation_ends e ON e.obligation_id = o.id
            JOIN levy_persons p ON p.citizen_id = o.citizen_id
            WHERE e.cause LIKE 'import:%' AND NOT EXISTS (SELECT 1 FROM levy_standing_obligations s
                WHERE s.citizen_id = o.citizen_id) AND NOT EXISTS (SELECT 1 FROM levy_person_marks m
                WHERE m.citizen_id = o.citizen_id AND m.kind = 'deceased') ORDER BY p.ordinal
            """
        ).map(owed)
    }

    /// Persons of today's obligations by a condition on the person `p`.
    static func listed(
        _ condition: String, _ values: [Value] = [], in transaction: Transaction
    ) throws -> [Owed] {
        try transaction.rows(
            """
            SELECT DISTINCT o.village, p.citizen_id, p.name, p.household_head, p.phone, p.ordinal
            FROM levy_standing_obligations o JOIN levy_persons p ON p.citizen_id = o.citizen_id
            WHERE \(condition) ORDER BY p.ordinal
            """, values
        ).map(owed)
    }

    private static func owed(_ row: Row) -> Owed {
        Owed(
            citizenID: row.text("citizen_id"), name: row.text("name"), head: row.text("household_head"),
            phone: row.text("phone"), village: row.text("village"))
    }

    /// The telephone of a person; empty for none.
    static func phone(of person: String, in transaction: Transaction) throws -> String {
        let row = try transaction.row("SELECT phone FROM levy_persons WHERE citizen_id = $1", [Value(person)])
        return row?.text("phone") ?? ""
    }
}
