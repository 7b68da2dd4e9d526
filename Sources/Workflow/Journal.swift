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
        /// The detail as it is stored and hashed: an object of texts.
        package let text: String
        package let hash: String

        package var detail: [String: String] { StoredFacts.facts(text) }
    }

    /// What the chain ended with on a day.
    package struct Head: Hashable, Sendable {
        package let day: CivilDate
        package let sequence: Int
        package let hash: String
    }

    /// The chain's end on a day, or on the last day before it on which anything happened. Printed on paper it vouches
    /// for everything until then. Nil when nothing is known of that day.
    package static func head(_ database: Database, on day: CivilDate) throws -> Head? {
        try database.read { transaction in
            guard let last = try JournalStore.last(transaction) else { return nil }
            let lastDay = Instant(milliseconds: last.at).date
            if lastDay <= day { return Head(day: lastDay, sequence: last.sequence, hash: last.hash) }
            return try JournalStore.closedHead(transaction, day: day)
        }
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

    /// Recomputes every hash, and compares the heads noted for each day.
    /// - returns: the number of entries and the last hash (64 zeros when there are none).
    /// - throws: `Rejection` `journal.broken`, `journal.gap` or `journal.head` with the first wrong entry.
    @discardableResult
    package static func verify(_ database: Database) throws -> (entries: Int, head: String) {
        var chain = try database.read { Chain(heads: try JournalStore.closedHeads($0)) }
        // A stretch at a time: a long read would keep the log from being written back.
        while try database.read({ try chain.follow($0, limit: Journal.stretch) }) {}
        if let head = chain.heads.first { throw wrong(head) }
        return (chain.count, chain.previous)
    }

    /// Entries that are read together when the chain is verified.
    private static let stretch = 20_000

    /// How far the chain has been followed.
    private struct Chain {
        var previous = JournalStore.origin
        var count = 0
        /// The noted ends of days that are still ahead.
        var heads: ArraySlice<Head>

        init(heads: [Head]) { self.heads = heads.sorted { $0.sequence < $1.sequence }[...] }

        /// - returns: whether there may be more.
        mutating func follow(_ transaction: Transaction, limit: Int) throws -> Bool {
            let start = count
            try JournalStore.eachRaw(transaction, after: count, limit: limit) { try take($0) }
            return count == start + limit
        }

        private mutating func take(_ raw: JournalStore.Raw) throws {
            guard raw.sequence == count + 1 else { throw Rejection("journal.gap", ["sequence": "\(count + 1)"]) }
            let expected = raw.entry.map { entry in
                hash(
                    previous: previous, sequence: entry.sequence, at: entry.at, kind: entry.kind,
                    subject: entry.subject, detail: entry.text)
            }
            guard let expected, expected == raw.entry?.hash else { throw broken(raw) }
            while let head = heads.first, head.sequence <= raw.sequence {
                guard head.sequence == raw.sequence, head.hash == expected else { throw wrong(head) }
                heads.removeFirst()
            }
            previous = expected
            count += 1
        }
    }

    private static func wrong(_ head: Head) -> Rejection {
        Rejection("journal.head", ["day": head.day.iso, "sequence": "\(head.sequence)"])
    }

    private static func broken(_ raw: JournalStore.Raw) -> Rejection {
        Rejection(
            "journal.broken",
            [
                "sequence": "\(raw.sequence)",
                "at": raw.entry.map { Instant(milliseconds: $0.at).isoIfSensible } ?? "?",
                "kind": raw.entry?.kind ?? "?", "subject": raw.entry?.subject ?? "?",
            ])
    }

    /// The entries from `sequence` on, at most `limit`.
    package static func entries(_ database: Database, from sequence: Int = 1, limit: Int) throws -> [Entry] {
        try database.read { try JournalStore.entries($0, from: sequence, limit: limit) }
    }

    /// The entries about one subject, in order.
    package static func entries(_ database: Database, subject: String) throws -> [Entry] {
        try database.read { try JournalStore.entries($0, subject: subject) }
    }

    /// The states that the journal leads to: for each subject the last state it was said to reach.
    package static func replay(_ database: Database) throws -> [String: String] {
        try database.read { transaction in
            var states: [String: String] = [:]
            try JournalStore.each(transaction) { entry in
                let machine = entry.kind.prefix { $0 != "." }
                if let state = entry.detail["state"] { states["\(machine) \(entry.subject)"] = state }
            }
            return states
        }
    }
}

extension Instant {
    /// A time as a changed byte may have left it: one outside of the calendar has no date.
    fileprivate var isoIfSensible: String {
        (-62_000_000_000_000...253_000_000_000_000).contains(milliseconds) ? iso : "\(milliseconds)"
    }
}
