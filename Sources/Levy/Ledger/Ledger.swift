import Diagnostics
import Storage

/// How the book stands: how many entries, and the hash that the last of them has.
package struct LedgerState: Hashable, Sendable {
    package let entries: Int
    /// 64 hexadecimal digits. Printed on paper it vouches for everything before it.
    package let head: String
}

/// The sum of an account, or of one of its parts.
package struct LedgerBalance: Hashable, Sendable {
    package let account: LedgerAccount
    /// Whose part: a village, a person, a channel; empty for the whole account.
    package let of: String
    package let debitFen: Int
    package let creditFen: Int
    package var fen: Int { debitFen - creditFen }
}

/// The book of a campaign's money.
package enum Ledger {
    /// Writes into the book what the campaign's tables hold and the book does not. Everything that writes money calls
    /// it in its own transaction, so that the book is never behind; called once more it does nothing. Rows from before
    /// there was a book enter it the first time.
    package static func write(in transaction: Transaction, at now: Instant) throws {
        let start = try LedgerStore.end(in: transaction)
        var end = start
        func add(
            _ source: String, _ read: (Int, Transaction) throws -> (events: [LedgerEvent], last: Int)
        ) throws {
            var last = try LedgerStore.mark(source, in: transaction)
            // What is many is read piece by piece.
            while true {
                let found = try read(last, transaction)
                guard found.last > last else { return }
                try LedgerStore.append(found.events, to: &end, at: now, in: transaction)
                try LedgerStore.setMark(source, found.last, in: transaction)
                last = found.last
            }
        }
        try add("obligations") { try LedgerSourceStore.obligations(after: $0, in: $1) }
        try add("obligation-ends") { try LedgerSourceStore.ends(after: $0, in: $1) }
        try add("payments") { try LedgerSourceStore.payments(after: $0, in: $1) }
        // A settlement is in the book before it is taken back, also where both are new to it.
        try add("settlements") { try LedgerSourceStore.settlements(after: $0, in: $1) }
        try LedgerStore.append(
            LedgerSourceStore.settlementReversals(in: transaction), to: &end, at: now, in: transaction)
        try add("treasury") { try LedgerSourceStore.treasury(after: $0, in: $1) }
        try add("collections") { try LedgerSourceStore.collections(after: $0, in: $1) }
        try add("remittances") { try LedgerSourceStore.remittances(after: $0, in: $1) }
        try add("state-applications") { try LedgerSourceStore.stateApplications(after: $0, in: $1) }
        try add("state-receipts") { try LedgerSourceStore.stateReceipts(after: $0, in: $1) }
        for read in [
            LedgerOrderStore.raised, LedgerOrderStore.withdrawn, LedgerOrderStore.settled, LedgerOrderStore.settledBack,
            LedgerSourceStore.refundsApproved, LedgerSourceStore.refundsPaid, LedgerSourceStore.collectionsTakenBack,
        ] {
            try LedgerStore.append(read(transaction), to: &end, at: now, in: transaction)
        }
        try LedgerStore.closePage(from: start.sequence, to: end, at: now, in: transaction)
    }

    package static func state(in transaction: Transaction) throws -> LedgerState {
        let end = try LedgerStore.end(in: transaction)
        return LedgerState(entries: end.sequence, head: end.hash)
    }

    /// Entries from `sequence` on, of a person or of all.
    package static func entries(
        person: String? = nil, from sequence: Int = 1, limit: Int, in transaction: Transaction
    ) throws -> [LedgerEntry] {
        try LedgerStore.entries(person: person, from: sequence, limit: limit, in: transaction)
    }

    /// What the accounts stand at, whole or by `part`.
    package static func balances(by part: LedgerPart, in transaction: Transaction) throws -> [LedgerBalance] {
        try LedgerBalanceStore.balances(by: part, in: transaction)
    }

    /// Recomputes every hash of the book, then every balance of a person, village, channel, receipt and town from it,
    /// and compares with the tables.
    /// - throws: `Rejection` `ledger.gap`, `ledger.broken`, `ledger.page` for the first wrong entry, or
    ///   `ledger.differs` for each balance that is another in the tables.
    @discardableResult
    package static func verify(in transaction: Transaction) throws -> LedgerState {
        let state = try verifyChain(in: transaction)
        var mistakes = DiagnosticList()
        for difference in try LedgerBalanceStore.differences(in: transaction) {
            mistakes.error(
                "ledger.differs",
                [
                    "what": difference.what, "of": difference.of, "ledger": Money(fen: difference.ledgerFen).grouped,
                    "table": Money(fen: difference.tableFen).grouped,
                ])
        }
        try mistakes.throwIfErrors()
        return state
    }

    private static func verifyChain(in transaction: Transaction) throws -> LedgerState {
        var pages = try LedgerStore.pages(in: transaction)[...]
        var previous = LedgerChain.origin
        var count = 0
        try LedgerStore.eachRaw(in: transaction) { raw in
            guard raw.sequence == count + 1 else { throw Rejection("ledger.gap", ["sequence": "\(count + 1)"]) }
            let expected = LedgerChain.hash(previous: previous, parts: raw.parts)
            let accounts = LedgerKind(rawValue: raw.parts[3])?.accounts
            guard expected == raw.hash, raw.parts[4] == accounts?.debit.rawValue,
                raw.parts[5] == accounts?.credit.rawValue
            else {
                throw Rejection(
                    "ledger.broken",
                    [
                        "sequence": "\(count + 1)", "kind": raw.parts[3], "day": raw.parts[2],
                        "reference": raw.parts[12],
                    ])
            }
            previous = expected
            count += 1
            while let page = pages.first, page.lastSequence <= count {
                guard page.lastSequence == count, page.head == expected else { throw wrong(page) }
                pages.removeFirst()
            }
        }
        if let page = pages.first { throw wrong(page) }
        return LedgerState(entries: count, head: previous)
    }

    private static func wrong(_ page: LedgerStore.Page) -> Rejection {
        Rejection("ledger.page", ["page": "\(page.page)", "sequence": "\(page.lastSequence)"])
    }
}

/// By what balances are told apart.
package enum LedgerPart: String, Sendable, CaseIterable {
    case account, village, person, party, insurance, day
}
