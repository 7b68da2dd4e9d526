import Storage

enum AgentStore {
    static func add(_ agents: [Agent], importID: Int, in transaction: Transaction) throws {
        var rows = RowInsertion(
            into: """
                intake_agents (import_id, ordinal, village, name, citizen_id, phone, account, valid_until, trained_on)
                """, width: 9, in: transaction)
        for (ordinal, agent) in agents.enumerated() {
            try rows.append([
                Value(importID), Value(ordinal), Value(agent.village), Value(agent.name), Value(agent.citizenID),
                Value(agent.phone), Value(agent.account), Value(agent.validUntil), Value(agent.trainedOn),
            ])
        }
        try rows.finish()
        // Agreements and rosters name the first agent of each village.
        for agent in agents.reversed() {
            try transaction.execute(
                """
                INSERT INTO levy_agents (village, name, phone, account) VALUES ($1, $2, $3, $4)
                ON CONFLICT (village) DO UPDATE SET name = excluded.name, phone = excluded.phone,
                    account = excluded.account
                """,
                [Value(agent.village), Value(agent.name), Value(agent.phone), Value(agent.account)])
        }
    }

    static func current(in transaction: Transaction) throws -> [Agent] {
        try transaction.rows(
            "SELECT * FROM intake_agents WHERE import_id = (SELECT MAX(import_id) FROM intake_agents) ORDER BY ordinal"
        ).map { row in
            Agent(
                village: row.text("village"), name: row.text("name"), phone: row.text("phone"),
                account: row.text("account"), citizenID: row.text("citizen_id"),
                validUntil: row.optionalDate("valid_until"), trainedOn: row.optionalDate("trained_on"))
        }
    }
}
