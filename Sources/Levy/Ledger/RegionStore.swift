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
