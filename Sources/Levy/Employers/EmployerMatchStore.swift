import Storage

/// A match that was made, without its findings.
package struct EmployerMatchRecord: Hashable, Sendable {
    package let id: Int
    package let day: CivilDate
    package let waiting: Int
    package let exempt: Int
}

enum EmployerMatchStore {
    static func add(
        _ result: EmployerMatchResult, on day: CivilDate, companies: Int, insurance: Int, tax: Int?,
        by person: String, at now: Instant, in transaction: Transaction
    ) throws -> Int {
        let id = (try latest(in: transaction)?.id ?? 0) + 1
        try transaction.execute(
            """
            INSERT INTO levy_employer_matches
                (id, day, companies_id, insurance_id, tax_id, waiting, exempt, made_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                Value(id), Value(day), Value(companies), Value(insurance), Value(tax), Value(result.waiting),
                Value(result.exempt), Value(person), Value(now),
            ])
        for (regulator, coverage) in result.coverage.sorted(by: { $0.key < $1.key }) {
            try transaction.execute(
                """
                INSERT INTO levy_employer_coverage (match_id, regulator, due, covered, employees, insured)
                VALUES ($1, $2, $3, $4, $5, $6)
                """,
                [
                    Value(id), Value(regulator), Value(coverage.due), Value(coverage.covered),
                    Value(coverage.employees), Value(coverage.insured),
                ])
        }
        var rows = RowInsertion(
            into: """
                levy_employer_findings (match_id, ordinal, unit, kind, code, name, industry, regulator, address, phone,
                employees, insured, detail)
                """, width: 13, in: transaction)
        for (ordinal, finding) in result.findings.enumerated() {
            try rows.append([
                Value(id), Value(ordinal + 1), Value(finding.unit), Value(finding.kind.rawValue), Value(finding.code),
                Value(finding.name), Value(finding.industry), Value(finding.regulator), Value(finding.address),
                Value(finding.phone), Value(finding.employees), Value(finding.insured), Value(finding.detail),
            ])
        }
        try rows.finish()
        return id
    }

    static func latest(before id: Int? = nil, in transaction: Transaction) throws -> EmployerMatchRecord? {
        try transaction.row(
            "SELECT * FROM levy_employer_matches WHERE $1 IS NULL OR id < $1 ORDER BY id DESC LIMIT 1", [Value(id)]
        ).map { row in
            EmployerMatchRecord(
                id: row.int("id"), day: row.date("day"), waiting: row.int("waiting"), exempt: row.int("exempt"))
        }
    }

    static func coverage(_ match: Int, in transaction: Transaction) throws -> [String: EmployerCoverage] {
        let rows = try transaction.rows(
            "SELECT * FROM levy_employer_coverage WHERE match_id = $1 ORDER BY regulator", [Value(match)])
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                (
                    row.text("regulator"),
                    EmployerCoverage(
                        due: row.int("due"), covered: row.int("covered"), employees: row.int("employees"),
                        insured: row.int("insured"))
                )
            })
    }

    static func findings(_ match: Int, in transaction: Transaction) throws -> [EmployerFinding] {
        try transaction.rows(
            "SELECT * FROM levy_employer_findings WHERE match_id = $1 ORDER BY ordinal", [Value(match)]
        ).map { row in
            guard let kind = EmployerFinding.Kind(rawValue: row.text("kind")) else {
                preconditionFailure("only kinds are written")
            }
            return EmployerFinding(
                unit: row.text("unit"), kind: kind, code: row.text("code"), name: row.text("name"),
                industry: row.text("industry"), regulator: row.text("regulator"), address: row.text("address"),
                phone: row.text("phone"), employees: row.optionalInt("employees"), insured: row.int("insured"),
                detail: row.text("detail"))
        }
    }
}
