import Diagnostics
import Storage

/// What happened, in order, each entry chained to the one before by its hash: a changed byte shows.
package enum Journal {
    package struct Entry: Sendable {
        package let sequence: Int
        /// Milliseconds of UTC.
        package let at: Int64
        /// For example `step.succeed`: the machine and the event.
        package let kind: String
        /// What it happened to, for example `receipts@2019-11-01 19:10/370403001001`.
        package let subject: String
        package let detail: [String: String]
        package let hash: String
    }

    /// The hash of an entry: SHA-256 over a JSON array of the previous hash and the entry's parts.
    static func hash(
        previous: String, sequence: Int, at: Int64, kind: String, subject: String, detail: String
    ) -> String {
        DurableFile.sha256(StoredFacts.array([previous, "\(sequence)", "\(at)", kind, subject, detail]))
    }

    /// Appends an entry in the caller's transaction.
    package static func append(
        _ transaction: Transaction, at now: Int64, kind: String, subject: String, _ detail: [String: String] = [:]
    ) throws {
        try JournalStore.append(transaction, at: now, kind: kind, subject: subject, detail: StoredFacts.object(detail))
    }

    /// Recomputes every hash.
    /// - returns: the number of entries and the last hash (64 zeros when there are none).
    /// - throws: `Rejection` `journal.broken` or `journal.gap` with the first wrong entry.
    @discardableResult
    package static func verify(_ database: Database) throws -> (entries: Int, head: String) {
        try database.read { transaction in
            var previous = JournalStore.origin
            var count = 0
            try JournalStore.each(transaction) { entry, detail in
                guard entry.sequence == count + 1 else {
                    throw Rejection("journal.gap", ["sequence": "\(count + 1)"])
                }
                let expected = hash(
                    previous: previous, sequence: entry.sequence, at: entry.at, kind: entry.kind,
                    subject: entry.subject, detail: detail)
                guard expected == entry.hash else {
                    throw Rejection("journal.broken", ["sequence": "\(entry.sequence)"])
                }
                previous = expected
                count += 1
            }
            return (count, previous)
        }
    }

    /// The entries from `sequence` on, at most `limit`.
    package static func entries(_ database: Database, from sequence: Int = 1, limit: Int) throws -> [Entry] {
        try database.read { try JournalStore.entries($0, from: sequence, limit: limit) }
    }

    /// The states that the journal leads to: for each subject the last state it was said to reach.
    package static func replay(_ database: Database) throws -> [String: String] {
        try database.read { transaction in
            var states: [String: String] = [:]
            try JournalStore.each(transaction) { entry, _ in
                let machine = entry.kind.prefix { $0 != "." }
                if let state = entry.detail["state"] { states["\(machine) \(entry.subject)"] = state }
            }
            return states
        }
    }
}
