import Storage

/// The regions' history: each table whole from its day on, and into which places merged ones went.
extension RegionStore {
    /// The places of today of villages that are no more, and of their persons.
    static func successors(in transaction: Transaction) throws -> VillageSuccessors {
        var found = VillageSuccessors()
        try transaction.each("SELECT code, now FROM intake_village_now") {
            found.set($0.text("now"), of: $0.text("code"))
        }
        guard !found.isEmpty else { return found }
        try transaction.each("SELECT code, citizen_id, now FROM intake_person_now") {
            found.set($0.text("now"), of: $0.text("code"), person: $0.text("citizen_id"))
        }
        return found
    }

    /// SQL for the village of today of a person of a village.
    static func now(village: String, person: String) -> String {
        """
        COALESCE((SELECT m.now FROM intake_person_now m WHERE m.code = \(village) AND m.citizen_id = \(person)),
            (SELECT n.now FROM intake_village_now n WHERE n.code = \(village)), \(village))
        """
    }

    /// Who owes in a village, with the head of the household where a list names one.
    static func persons(of village: String, in transaction: Transaction) throws -> [VillageDivision.Person] {
        try transaction.rows(
            """
            SELECT p.citizen_id, p.name, p.household_head FROM levy_persons p
            WHERE EXISTS (SELECT 1 FROM levy_standing_obligations o WHERE o.citizen_id = p.citizen_id
                AND o.village = $1) ORDER BY p.citizen_id
            """, [Value(village)]
        ).map {
            VillageDivision.Person(
                citizenID: $0.text("citizen_id"), name: $0.text("name"), head: $0.text("household_head"))
        }
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
    /// - Parameters:
    ///   - merged: also the divided ones, with the place that stands for the village itself.
    ///   - divided: by the code of a divided village the places of its persons.
    static func apply(
        _ tree: RegionTree, merged: [String: String], divided: [String: [String: String]], in transaction: Transaction
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
        for (code, places) in divided.sorted(by: { $0.key < $1.key }) {
            try divide(code, places, in: transaction)
        }
        for (code, successor) in merged.sorted(by: { $0.key < $1.key }) {
            try transaction.execute(
                "UPDATE intake_person_now SET now = $2 WHERE now = $1", [Value(code), Value(successor)])
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

    /// The persons of a village go to places of their own, also those who had come from a village that went into it.
    private static func divide(_ code: String, _ places: [String: String], in transaction: Transaction) throws {
        let earlier = try transaction.rows("SELECT code FROM intake_village_now WHERE now = $1", [Value(code)])
            .map { $0.text("code") }
        for (person, place) in places.sorted(by: { $0.key < $1.key }) {
            try transaction.execute(
                """
                INSERT INTO intake_person_moves (version_id, code, citizen_id, successor)
                SELECT MAX(id), $1, $2, $3 FROM intake_region_versions
                """, [Value(code), Value(person), Value(place)])
            try transaction.execute(
                "UPDATE intake_person_now SET now = $3 WHERE now = $1 AND citizen_id = $2",
                [Value(code), Value(person), Value(place)])
            for village in [code] + earlier {
                try transaction.execute(
                    """
                    INSERT INTO intake_person_now (code, citizen_id, now) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
                    """, [Value(village), Value(person), Value(place)])
            }
        }
    }

    /// From the first merger on, obligations stand in the villages of today. Districts without one are spared the look
    /// at each row, which the figures of all villages would pay for with a sort.
    private static func standInVillagesOfToday(in transaction: Transaction) throws {
        try transaction.execute("DROP VIEW levy_standing_obligations")
        try transaction.execute(
            """
            CREATE VIEW levy_standing_obligations AS
                SELECT o.id, o.citizen_id, o.insurance, o.period,
                    \(now(village: "o.village", person: "o.citizen_id")) AS village,
                    o.total_fen, o.state_fen, o.own_fen, o.created_at, o.revision, o.cause
                FROM levy_obligations o
                WHERE NOT EXISTS (SELECT 1 FROM intake_obligation_ends e WHERE e.obligation_id = o.id)
            """)
    }

    /// What became of a place, step by step, until it is one of today: for a person, who may have gone elsewhere than
    /// others of a village that was divided.
    static func moves(of code: String, person: String, in transaction: Transaction) throws -> [VillageMove] {
        var moves: [VillageMove] = []
        var place = code
        while let row = try transaction.row(
            """
            SELECT COALESCE((SELECT m.successor FROM intake_person_moves m WHERE m.code = s.code
                AND m.citizen_id = $2), s.successor) AS successor, v.effective
            FROM intake_region_successors s JOIN intake_region_versions v ON v.id = s.version_id WHERE s.code = $1
            """, [Value(place), Value(person)])
        {
            let successor = row.text("successor")
            moves.append(
                VillageMove(
                    on: row.date("effective"), code: place, name: try name(of: place, in: transaction),
                    successor: successor, successorName: try name(of: successor, in: transaction)))
            place = successor
        }
        return moves
    }

    /// The place that held a village's person on a day.
    static func place(of code: String, after moves: [VillageMove], on day: CivilDate) -> String {
        moves.last { $0.on <= day }?.successor ?? code
    }

    /// What a place was called on a day.
    static func name(of code: String, on day: CivilDate, in transaction: Transaction) throws -> String {
        try transaction.row(
            """
            SELECT r.name FROM intake_region_rows r JOIN intake_region_versions v ON v.id = r.version_id
            WHERE r.code = $1 AND v.effective <= $2 ORDER BY v.id DESC LIMIT 1
            """, [Value(code), Value(day)])?.text("name")
            ?? name(of: code, in: transaction)
    }

    private static func name(of code: String, in transaction: Transaction) throws -> String {
        try transaction.row("SELECT name FROM levy_regions WHERE code = $1", [Value(code)])?.text("name") ?? ""
    }
}
