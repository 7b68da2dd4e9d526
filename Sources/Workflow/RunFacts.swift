import Storage

/// What a database says about the campaign in it, without its plan at hand.
package struct RunFacts: Sendable {
    package let plan: String
    /// SHA-256 of the plan's text.
    package let definition: String
    package let title: String
    /// The newest time the engine was given, milliseconds of UTC.
    package let lastNow: Int64

    /// The campaigns of a database, by name.
    package static func all(_ database: Database) throws -> [RunFacts] {
        try database.read { try OverviewStore.runs($0) }
    }

    /// Rows by kind.
    package static func counts(_ database: Database) throws -> [String: Int] {
        try database.read { try OverviewStore.counts($0) }
    }

    /// Writes down that a restore was tried out, and queues the report about it, if there is one.
    package static func note(
        _ database: Database, kind: String, subject: String, _ detail: [String: String], now: Int64,
        report: (channel: String, key: String, payload: [UInt8])?
    ) throws {
        try database.write { transaction in
            try Journal.append(transaction, at: now, kind: kind, subject: subject, detail)
            guard let report else { return }
            try Outbox.enqueue(
                transaction, key: report.key, channel: report.channel, payload: report.payload, now: now)
        }
    }
}
