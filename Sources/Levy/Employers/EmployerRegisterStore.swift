import Storage

/// What a bureau's file said on a day.
package struct EmployerSnapshot: Hashable, Sendable {
    package let id: Int
    package let register: EmployerRegister
    package let asOf: CivilDate
    package let file: String
    package let rows: Int
}

enum EmployerRegisterStore {
    static func find(
        _ register: EmployerRegister, sha256: String, in transaction: Transaction
    ) throws -> EmployerSnapshot? {
        try transaction.row(
            "SELECT * FROM levy_employer_snapshots WHERE register = $1 AND sha256 = $2",
            [Value(register.rawValue), Value(sha256)]
        ).map(snapshot)
    }

    /// The last of its day: of two of one day that which came later.
    static func latest(
        _ register: EmployerRegister, on day: CivilDate, in transaction: Transaction
    ) throws -> EmployerSnapshot? {
        try transaction.row(
            """
            SELECT s.id, s.register, s.file, s.row_count, x.as_of FROM (
                SELECT id AS snapshot_id, as_of, at, 0 AS again FROM levy_employer_snapshots
                UNION ALL SELECT snapshot_id, as_of, at, id AS again FROM levy_employer_repeats
            ) x JOIN levy_employer_snapshots s ON s.id = x.snapshot_id
            WHERE s.register = $1 AND x.as_of <= $2
            ORDER BY x.as_of DESC, x.at DESC, x.again DESC, s.id DESC LIMIT 1
            """, [Value(register.rawValue), Value(day)]
        ).map(snapshot)
    }

    static func all(in transaction: Transaction) throws -> [EmployerSnapshot] {
        try transaction.rows("SELECT * FROM levy_employer_snapshots ORDER BY id").map(snapshot)
    }

    static func add(
        _ register: EmployerRegister, _ file: SourceFile, asOf: CivilDate, rows: Int, by person: String,
        at now: Instant, in transaction: Transaction
    ) throws -> EmployerSnapshot {
        let id = (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_employer_snapshots")?.int("id") ?? 0)
        try transaction.execute(
            """
            INSERT INTO levy_employer_snapshots (id, register, as_of, file, sha256, row_count, made_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                Value(id + 1), Value(register.rawValue), Value(asOf), Value(file.name), Value(file.sha256),
                Value(rows), Value(person), Value(now),
            ])
        return EmployerSnapshot(id: id + 1, register: register, asOf: asOf, file: file.name, rows: rows)
    }

    /// A file that was superseded counts again, as of another day.
    static func repeated(
        _ known: EmployerSnapshot, asOf: CivilDate, by person: String, at now: Instant, in transaction: Transaction
    ) throws -> EmployerSnapshot {
        try transaction.execute(
            """
            INSERT INTO levy_employer_repeats (id, snapshot_id, as_of, made_by, at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_employer_repeats), $1, $2, $3, $4)
            """, [Value(known.id), Value(asOf), Value(person), Value(now)])
        return EmployerSnapshot(
            id: known.id, register: known.register, asOf: asOf, file: known.file, rows: known.rows)
    }

    // MARK: Rows

    static func add(_ table: EmployerTable<CompanyEntry>, to snapshot: Int, in transaction: Transaction) throws {
        try insert(
            table, to: snapshot,
            """
            levy_employer_companies (snapshot_id, ordinal, place, code, name, kind, state, registered_on, industry,
            legal_representative, address, phone)
            """, width: 12, in: transaction
        ) { company in
            [
                Value(company.kind), Value(company.state.rawValue), Value(company.registeredOn),
                Value(company.industry), Value(company.legalRepresentative), Value(company.address),
                Value(company.phone),
            ]
        } identity: {
            $0.identity
        }
    }

    static func add(_ table: EmployerTable<InsuredEntry>, to snapshot: Int, in transaction: Transaction) throws {
        try insert(
            table, to: snapshot,
            """
            levy_employer_insured (snapshot_id, ordinal, place, code, name, pension, unemployment, injury, medical,
            base_fen, paid_up_to)
            """, width: 11, in: transaction
        ) { insured in
            EmployerScheme.allCases.map { Value(insured.count($0)) } + [
                Value(insured.baseFen), Value(insured.paidUpTo),
            ]
        } identity: {
            $0.identity
        }
    }

    static func add(_ table: EmployerTable<TaxpayerEntry>, to snapshot: Int, in transaction: Transaction) throws {
        try insert(
            table, to: snapshot,
            "levy_employer_taxpayers (snapshot_id, ordinal, place, code, name, is_normal, employees)", width: 7,
            in: transaction
        ) {
            [Value($0.isNormal), Value($0.employees)]
        } identity: {
            $0.identity
        }
    }

    static func add(_ table: EmployerTable<ArrearsEntry>, to snapshot: Int, in transaction: Transaction) throws {
        try insert(
            table, to: snapshot,
            """
            levy_employer_arrears (snapshot_id, ordinal, place, code, name, period, scheme, due_fen, paid_fen,
            first_day)
            """, width: 10, in: transaction
        ) { entry in
            [
                Value(entry.period), Value(entry.scheme.rawValue), Value(entry.dueFen), Value(entry.paidFen),
                Value(entry.from),
            ]
        } identity: {
            $0.identity
        }
    }

    private static func insert<Entry>(
        _ table: EmployerTable<Entry>, to snapshot: Int, _ into: String, width: Int, in transaction: Transaction,
        _ values: (Entry) -> [Value], identity: (Entry) -> EmployerIdentity
    ) throws {
        var rows = RowInsertion(into: into, width: width, in: transaction)
        for (ordinal, line) in table.lines.enumerated() {
            let who = identity(line.entry)
            try rows.append(
                [Value(snapshot), Value(ordinal + 1), Value(line.place), Value(who.code), Value(who.name)]
                    + values(line.entry))
        }
        try rows.finish()
    }

    static func companies(_ snapshot: Int, in transaction: Transaction) throws -> [CompanyEntry] {
        try rows("levy_employer_companies", snapshot, in: transaction).map { row in
            guard let state = CompanyEntry.State(rawValue: row.text("state")) else {
                preconditionFailure("the table's CHECK lets no other state pass")
            }
            return CompanyEntry(
                identity: identity(row), kind: row.text("kind"), state: state, registeredOn: row.date("registered_on"),
                industry: row.text("industry"), legalRepresentative: row.text("legal_representative"),
                address: row.text("address"), phone: row.text("phone"))
        }
    }

    static func insured(_ snapshot: Int, in transaction: Transaction) throws -> [InsuredEntry] {
        try rows("levy_employer_insured", snapshot, in: transaction).map { row in
            let persons = EmployerScheme.allCases.map { ($0, row.int($0.rawValue)) }
            return InsuredEntry(
                identity: identity(row), persons: Dictionary(uniqueKeysWithValues: persons),
                baseFen: row.int("base_fen"), paidUpTo: row.optionalInt("paid_up_to"))
        }
    }

    static func taxpayers(_ snapshot: Int, in transaction: Transaction) throws -> [TaxpayerEntry] {
        try rows("levy_employer_taxpayers", snapshot, in: transaction).map { row in
            TaxpayerEntry(identity: identity(row), isNormal: row.bool("is_normal"), employees: row.int("employees"))
        }
    }

    static func arrears(_ snapshot: Int, in transaction: Transaction) throws -> [ArrearsEntry] {
        try rows("levy_employer_arrears", snapshot, in: transaction).map { row in
            guard let scheme = EmployerScheme(rawValue: row.text("scheme")) else {
                preconditionFailure("the table's CHECK lets no other scheme pass")
            }
            return ArrearsEntry(
                identity: identity(row), period: row.int("period"), scheme: scheme, dueFen: row.int("due_fen"),
                paidFen: row.int("paid_fen"), from: row.date("first_day"))
        }
    }

    private static func rows(_ table: String, _ snapshot: Int, in transaction: Transaction) throws -> [Row] {
        try transaction.rows("SELECT * FROM \(table) WHERE snapshot_id = $1 ORDER BY ordinal", [Value(snapshot)])
    }

    private static func identity(_ row: Row) -> EmployerIdentity {
        EmployerIdentity(code: row.text("code"), name: row.text("name"))
    }

    private static func snapshot(_ row: Row) -> EmployerSnapshot {
        guard let register = EmployerRegister(rawValue: row.text("register")) else {
            preconditionFailure("the table's CHECK lets no other register pass")
        }
        return EmployerSnapshot(
            id: row.int("id"), register: register, asOf: row.date("as_of"), file: row.text("file"),
            rows: row.int("row_count"))
    }
}
