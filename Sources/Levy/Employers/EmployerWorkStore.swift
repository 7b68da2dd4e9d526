import Storage

enum EmployerWorkStore {
    // MARK: Contacts

    static func add(_ contact: EmployerContact, at now: Instant, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_employer_contacts
                (id, code, name, phone, way, script, words, result, follow_up, day, made_by, at)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM levy_employer_contacts
            """,
            [
                Value(contact.code), Value(contact.name), Value(contact.phone), Value(contact.way.rawValue),
                Value(contact.script), Value(contact.words), Value(contact.result.rawValue), Value(contact.followUp),
                Value(contact.day), Value(contact.by), Value(now),
            ])
    }

    static func contacts(in transaction: Transaction) throws -> [EmployerContact] {
        try transaction.rows("SELECT * FROM levy_employer_contacts ORDER BY id").map { row in
            guard let way = EmployerContact.Way(rawValue: row.text("way")),
                let result = EmployerContact.Result(rawValue: row.text("result"))
            else { preconditionFailure("the table's CHECK lets no other word pass") }
            return EmployerContact(
                code: row.text("code"), name: row.text("name"), phone: row.text("phone"), way: way,
                script: row.text("script"), words: row.text("words"), result: result,
                followUp: row.optionalDate("follow_up"), day: row.date("day"), by: row.text("made_by"))
        }
    }

    static func isOptedOut(_ phone: String, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT is_out FROM levy_employer_opt_outs WHERE phone = $1 ORDER BY id DESC LIMIT 1", [Value(phone)]
        )?.bool("is_out") ?? false
    }

    static func setOptOut(
        _ phone: String, isOut: Bool, reason: String, by person: String, on day: CivilDate, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_employer_opt_outs (id, phone, is_out, reason, day, made_by, at)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6 FROM levy_employer_opt_outs
            """, [Value(phone), Value(isOut), Value(reason), Value(day), Value(person), Value(now)])
    }

    // MARK: Inspections

    /// - returns: its number.
    static func plan(
        code: String, name: String, address: String, reason: String, planned: CivilDate, by person: String,
        on day: CivilDate, at now: Instant, in transaction: Transaction
    ) throws -> Int {
        let last = try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_employer_inspections")
        let id = (last?.int("id") ?? 0) + 1
        try transaction.execute(
            """
            INSERT INTO levy_employer_inspections (id, code, name, address, reason, planned, day, made_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                Value(id), Value(code), Value(name), Value(address), Value(reason), Value(planned), Value(day),
                Value(person), Value(now),
            ])
        return id
    }

    static func add(
        _ finding: EmployerInspection.Finding, to id: Int, by person: String, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_employer_inspected (id, inspection_id, result, employees, insured, evidence, note,
                follow_up, day, inspectors, made_by, at)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM levy_employer_inspected
            """,
            [
                Value(id), Value(finding.result.rawValue), Value(finding.employees), Value(finding.insured),
                Value(finding.evidence), Value(finding.note), Value(finding.followUp), Value(finding.day),
                Value(finding.inspectors.joined(separator: "、")), Value(person), Value(now),
            ])
    }

    /// All of them with what was found, the first planned first.
    static func inspections(in transaction: Transaction) throws -> [EmployerInspection] {
        var findings: [Int: [EmployerInspection.Finding]] = [:]
        try transaction.each("SELECT * FROM levy_employer_inspected ORDER BY id") { row in
            guard let result = EmployerInspection.Result(rawValue: row.text("result")) else {
                preconditionFailure("the table's CHECK lets no other word pass")
            }
            findings[row.int("inspection_id"), default: []].append(
                EmployerInspection.Finding(
                    result: result, employees: row.int("employees"), insured: row.int("insured"),
                    evidence: row.text("evidence"), note: row.text("note"), followUp: row.optionalDate("follow_up"),
                    day: row.date("day"), inspectors: row.text("inspectors").split(separator: "、").map(String.init)))
        }
        return try transaction.rows("SELECT * FROM levy_employer_inspections ORDER BY planned, id").map { row in
            EmployerInspection(
                id: row.int("id"), code: row.text("code"), name: row.text("name"), address: row.text("address"),
                reason: row.text("reason"), planned: row.date("planned"), day: row.date("day"),
                findings: findings[row.int("id")] ?? [])
        }
    }
}
