import Storage

/// The regions' history: each table whole from its day on, and into which places merged ones went.
extension RegionStore {
    /// By the code of a place that is no more, the place of today.
    static func successors(in transaction: Transaction) throws -> [String: String] {
        var found: [String: String] = [:]
        try transaction.each("SELECT code, now FROM intake_village_now") { found[$0.text("code")] = $0.text("now") }
        return found
    }

    /// All tables, the first one first; the one that a campaign was begun with has no day.
    static func versions(in transaction: Transaction) throws -> [RegionVersion] {
        try transaction.rows(
            """
            SELECT v.*, (SELECT COUNT(*) FROM intake_region_rows r WHERE r.version_id = v.id AND r.level = 'village')
                AS villages FROM intake_region_versions v ORDER BY v.id
            """
        ).map { row in
            RegionVersion(
                number: row.int("id"), effective: CivilDate(iso: row.text("effective")), villages: row.int("villages"),
                reason: row.text("reason"), by: row.text("decided_by"), checker: row.text("checked_by"))
        }
    }

    /// Enters a table whole. The first one, with which the campaign was begun, has no day.
    static func addVersion(
        _ tree: RegionTree, effective: CivilDate?, reason: String, by maker: String, checker: String, at now: Instant,
        in transaction: Transaction
    ) throws {
        let last = try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM intake_region_versions")?.int("id") ?? 0
        try transaction.execute(
            """
            INSERT INTO intake_region_versions (id, effective, reason, decided_by, checked_by, decided_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                Value(last + 1), Value(effective?.iso ?? ""), Value(reason), Value(maker), Value(checker), Value(now),
            ])
        var rows = RowInsertion(
            into: """
                intake_region_rows (version_id, ordinal, code, name, level, parent, should_be_insured, paid_last_year)
                """, width: 8, in: transaction)
        for (ordinal, region) in tree.regions.enumerated() {
            try rows.append([
                Value(last + 1), Value(ordinal), Value(region.code), Value(region.name), Value(region.level.rawValue),
                Value(region.parent), Value(region.shouldBeInsured), Value(region.paidLastYear),
            ])
        }
        try rows.finish()
    }

    /// Enters what became of places in the last version, and new places and names where everything looks for them.
    static func apply(
        _ tree: RegionTree, merged: [String: String], in transaction: Transaction
    ) throws {
        var known = Set(try transaction.rows("SELECT code FROM levy_regions").map { $0.text("code") })
        let last = try transaction.row("SELECT COALESCE(MAX(ordinal), 0) AS last FROM levy_regions")
        var ordinal = last?.int("last") ?? 0
        for level in [Region.Level.district, .town, .village] {
            for region in tree.regions where region.level == level {
                if known.insert(region.code).inserted {
                    ordinal += 1
                    try transaction.execute(
                        "INSERT INTO levy_regions (code, ordinal, name, level, parent) VALUES ($1, $2, $3, $4, $5)",
                        [
                            Value(region.code), Value(ordinal), Value(region.name), Value(region.level.rawValue),
                            Value(region.parent),
                        ])
                }
                try transaction.execute(
                    """
                    UPDATE levy_regions SET name = $2, parent = $3, should_be_insured = $4, paid_last_year = $5
                    WHERE code = $1
                    """,
                    [
                        Value(region.code), Value(region.name), Value(region.parent), Value(region.shouldBeInsured),
                        Value(region.paidLastYear),
                    ])
            }
        }
        for (code, successor) in merged.sorted(by: { $0.key < $1.key }) {
            try transaction.execute(
                """
                INSERT INTO intake_region_successors (version_id, code, successor)
                SELECT MAX(id), $1, $2 FROM intake_region_versions
                """, [Value(code), Value(successor)])
            try transaction.execute(
                "UPDATE intake_village_now SET now = $2 WHERE now = $1", [Value(code), Value(successor)])
            try transaction.execute(
                "INSERT INTO intake_village_now (code, now) VALUES ($1, $2)", [Value(code), Value(successor)])
        }
        if !merged.isEmpty { try standInVillagesOfToday(in: transaction) }
    }

    /// From the first merger on, obligations stand in the villages of today. Districts without one are spared the look
    /// at each row, which the figures of all villages would pay for with a sort.
    private static func standInVillagesOfToday(in transaction: Transaction) throws {
        try transaction.execute("DROP VIEW levy_standing_obligations")
        try transaction.execute(
            """
            CREATE VIEW levy_standing_obligations AS
                SELECT o.id, o.citizen_id, o.insurance, o.period,
                    COALESCE((SELECT n.now FROM intake_village_now n WHERE n.code = o.village), o.village) AS village,
                    o.total_fen, o.state_fen, o.own_fen, o.created_at, o.revision, o.cause
                FROM levy_obligations o
                WHERE NOT EXISTS (SELECT 1 FROM intake_obligation_ends e WHERE e.obligation_id = o.id)
            """)
    }

    /// What became of a place, step by step, until it is one of today.
    static func moves(of code: String, in transaction: Transaction) throws -> [VillageMove] {
        var moves: [VillageMove] = []
        var place = code
        while let row = try transaction.row(
            """
            SELECT s.successor, v.effective, COALESCE((SELECT g.name FROM levy_regions g WHERE g.code = s.code), '')
                AS name, COALESCE((SELECT g.name FROM levy_regions g WHERE g.code = s.successor), '') AS successor_name
            FROM intake_region_successors s JOIN intake_region_versions v ON v.id = s.version_id WHERE s.code = $1
            """, [Value(place)])
        {
            moves.append(
                VillageMove(
                    on: row.date("effective"), code: place, name: row.text("name"), successor: row.text("successor"),
                    successorName: row.text("successor_name")))
            place = row.text("successor")
        }
        return moves
    }

    /// The place that held a village's persons on a day.
    static func place(of code: String, on day: CivilDate, in transaction: Transaction) throws -> String {
        try moves(of: code, in: transaction).last { $0.on <= day }?.successor ?? code
    }

    /// What a place was called on a day.
    static func name(of code: String, on day: CivilDate, in transaction: Transaction) throws -> String {
        try transaction.row(
            """
            SELECT r.name FROM intake_region_rows r JOIN intake_region_versions v ON v.id = r.version_id
            WHERE r.code = $1 AND v.effective <= $2 ORDER BY v.id DESC LIMIT 1
            """, [Value(code), Value(day)])?.text("name")
            ?? transaction.row("SELECT name FROM levy_regions WHERE code = $1", [Value(code)])?.text("name") ?? ""
    }
}
