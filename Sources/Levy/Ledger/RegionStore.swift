import Storage

enum RegionStore {
    static func add(_ tree: RegionTree, in transaction: Transaction) throws {
        // Parents first, since each row refers to its parent's.
        for level in [Region.Level.district, .town, .village] {
            for (ordinal, region) in tree.regions.enumerated() where region.level == level {
                try transaction.execute(
                    """
                    INSERT INTO levy_regions (code, ordinal, name, level, parent, should_be_insured, paid_last_year)
                    VALUES ($1, $2, $3, $4, $5, $6, $7)
                    """,
                    [
                        Value(region.code), Value(ordinal), Value(region.name), Value(region.level.rawValue),
                        Value(region.parent), Value(region.shouldBeInsured), Value(region.paidLastYear),
                    ])
            }
        }
    }

    /// The regions of today.
    static func tree(in transaction: Transaction) throws -> RegionTree {
        let last = try transaction.row("SELECT MAX(id) AS id FROM intake_region_versions")?.optionalInt("id")
        let rows = try last.map {
            try transaction.rows(
                "SELECT * FROM intake_region_rows WHERE version_id = $1 ORDER BY ordinal", [Value($0)])
        }
        return RegionTree(
            try (rows ?? transaction.rows("SELECT * FROM levy_regions ORDER BY ordinal")).map(region),
            successors: try successors(in: transaction))
    }

    /// Whether a code is a region's, today or in any version before.
    static func isKnown(_ code: String, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT 1 FROM levy_regions WHERE code = $1 UNION ALL SELECT 1 FROM intake_region_rows WHERE code = $1",
            [Value(code)]) != nil
    }

    private static func region(_ row: Row) -> Region {
        guard let level = Region.Level(rawValue: row.text("level")) else {
            preconditionFailure("the table's CHECK lets no other level pass")
        }
        return Region(
            code: row.text("code"), name: row.text("name"), level: level, parent: row.optionalText("parent"),
            shouldBeInsured: row.optionalInt("should_be_insured"),
            paidLastYear: row.optionalInt("paid_last_year"))
    }

    static func agents(in transaction: Transaction) throws -> [String: Agent] {
        var agents: [String: Agent] = [:]
        try transaction.each("SELECT * FROM levy_agents ORDER BY village") { row in
            agents[row.text("village")] = Agent(
                village: row.text("village"), name: row.text("name"), phone: row.text("phone"),
                account: row.text("account"))
        }
        return agents
    }
}
