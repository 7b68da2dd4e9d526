import Storage

enum CopyStore {
    static func add(_ edition: RosterEdition, at now: Instant, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_roster_editions (id, village, number, kind, document_key, check_code, persons, own_fen,
                sha256, pages, printed_on, at)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM levy_roster_editions
            """,
            [
                Value(edition.village), Value(edition.number), Value(edition.kind.rawValue),
                Value(edition.documentKey), Value(edition.check), Value(edition.persons), Value(edition.ownFen),
                Value(edition.sha256), Value(edition.pages), Value(edition.printedOn), Value(now),
            ])
    }

    /// In the order in which they were printed.
    static func editions(village: String? = nil, in transaction: Transaction) throws -> [RosterEdition] {
        try transaction.rows(
            "SELECT * FROM levy_roster_editions WHERE $1 IS NULL OR village = $1 ORDER BY id", [Value(village)]
        ).map(edition)
    }

    private static func edition(_ row: Row) -> RosterEdition {
        guard let kind = RosterEdition.Kind(rawValue: row.text("kind")) else {
            preconditionFailure("the table's CHECK lets no other kind pass")
        }
        return RosterEdition(
            village: row.text("village"), number: row.int("number"), kind: kind,
            documentKey: row.text("document_key"), check: row.text("check_code"), persons: row.int("persons"),
            ownFen: row.int("own_fen"), sha256: row.text("sha256"), pages: row.int("pages"),
            printedOn: row.date("printed_on"))
    }

    static func send(
        _ edition: RosterEdition, to recipient: String, _ dispatch: CopyDispatch, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_roster_copies (id, edition_id, leg, form, recipient, copies, sent_on, sent_by, at)
            SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM levy_roster_copies), e.id, $3, $4, $5, $6, $7, $8, $9
            FROM levy_roster_editions e WHERE e.village = $1 AND e.number = $2
            """,
            [
                Value(edition.village), Value(edition.number), Value(dispatch.leg.rawValue),
                Value(dispatch.form.rawValue), Value(recipient), Value(dispatch.count), Value(dispatch.day),
                Value(dispatch.by), Value(now),
            ])
    }

    static func sign(
        _ copy: Int, _ signature: RosterCopy.Signature, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_copy_signatures (copy_id, signer, signed_on, entered_by, at)
            VALUES ($1, $2, $3, $4, $5)
            """,
            [Value(copy), Value(signature.signer), Value(signature.day), Value(signature.enteredBy), Value(now)])
    }

    static func recall(
        _ copy: Int, _ recall: RosterCopy.Recall, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_copy_recalls (copy_id, fate, done_on, done_by, witness, note, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(copy), Value(recall.fate.rawValue), Value(recall.day), Value(recall.by), Value(recall.witness),
                Value(recall.note), Value(now),
            ])
    }

    /// Every copy in the order of sending.
    static func all(in transaction: Transaction) throws -> [RosterCopy] {
        let regions = try RegionStore.tree(in: transaction)
        var last: [String: Int] = [:]
        let places = try transaction.rows("SELECT id, village FROM levy_roster_editions ORDER BY id")
        for row in places { last[regions.current(row.text("village"))] = row.int("id") }
        return try transaction.rows(
            """
            SELECT c.id AS copy, c.edition_id, c.leg, c.form, c.recipient, c.copies, c.sent_on, c.sent_by, e.*,
                s.signer, s.signed_on, s.entered_by, r.fate, r.done_on, r.done_by, r.witness, r.note
            FROM levy_roster_copies c JOIN levy_roster_editions e ON e.id = c.edition_id
            LEFT JOIN levy_copy_signatures s ON s.copy_id = c.id LEFT JOIN levy_copy_recalls r ON r.copy_id = c.id
            ORDER BY c.id
            """
        ).map { row in
            var found = copy(row)
            found.isSuperseded = last[regions.current(found.edition.village)] != row.int("edition_id")
            return found
        }
    }

    private static func copy(_ row: Row) -> RosterCopy {
        guard let leg = RosterCopy.Leg(rawValue: row.text("leg")),
            let form = RosterCopy.Form(rawValue: row.text("form"))
        else { preconditionFailure("the table's CHECK lets no other leg or form pass") }
        var copy = RosterCopy(
            id: row.int("copy"), edition: edition(row), leg: leg, form: form, recipient: row.text("recipient"),
            count: row.int("copies"), sentOn: row.date("sent_on"), sentBy: row.text("sent_by"))
        copy.signature = row.optionalText("signer").map {
            RosterCopy.Signature(signer: $0, day: row.date("signed_on"), enteredBy: row.text("entered_by"))
        }
        copy.recall = row.optionalText("fate").flatMap(RosterCopy.Fate.init(rawValue:)).map {
            RosterCopy.Recall(
                fate: $0, day: row.date("done_on"), by: row.text("done_by"), witness: row.text("witness"),
                note: row.text("note"))
        }
        return copy
    }
}
