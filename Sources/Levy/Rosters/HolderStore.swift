import Storage

/// Persons without a citizen number. A later entry of the same number takes the place of an earlier one.
enum HolderStore {
    /// - Parameter source: `import:3`, `correction:1`.
    static func add(_ holder: DocumentHolder, source: String, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO intake_holders (id, number, kind, birth, sex, source)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5 FROM intake_holders
            """,
            [
                Value(holder.document.number), Value(holder.document.kind.rawValue), Value(holder.birth),
                Value(holder.sex?.rawValue ?? ""), Value(source),
            ])
    }

    static func find(_ number: String, in transaction: Transaction) throws -> DocumentHolder? {
        try transaction.row(
            "SELECT * FROM intake_holders WHERE number = $1 ORDER BY id DESC LIMIT 1", [Value(number)]
        ).map(holder)
    }

    /// All of them by number.
    static func all(in transaction: Transaction) throws -> [String: DocumentHolder] {
        var found: [String: DocumentHolder] = [:]
        try transaction.each("SELECT * FROM intake_holders ORDER BY id") { row in
            found[row.text("number")] = holder(row)
        }
        return found
    }

    /// When a person was born, by the number or by the document.
    static func birth(_ number: String, in transaction: Transaction) throws -> CivilDate? {
        try CitizenID(number)?.birth ?? find(number, in: transaction)?.birth
    }

    private static func holder(_ row: Row) -> DocumentHolder {
        guard let kind = IdentityDocument.Kind(rawValue: row.text("kind")) else {
            preconditionFailure("a kind of document was stored that the program does not know")
        }
        return DocumentHolder(
            document: IdentityDocument(kind: kind, number: row.text("number")), birth: row.date("birth"),
            sex: CitizenID.Sex(rawValue: row.text("sex")))
    }
}
