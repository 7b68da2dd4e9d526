import Diagnostics
import Storage

/// 信息、账目、款项一致: the lists of one campaign beside each other.
package enum Reconciliation {
    /// The last list that a bureau sent of what it posted; offered again while it is the last it changes nothing.
    /// - Parameter isFewer: whether it is meant that the list has far fewer rows than the one before: more than 50 and
    ///   than a quarter of its own.
    /// - returns: how many rows; nil when the same file is the last already.
    /// - throws: `Rejection` with every row that cannot be read, or whose number nobody can have; `posting.fewer`.
    package static func importPosting(
        _ file: SourceFile, _ insurance: Insurance, party: String, isFewer: Bool = false, in transaction: Transaction,
        at now: Instant
    ) throws -> Int? {
        let last = try PostingStore.latest(insurance, in: transaction).flatMap {
            try ExchangeStore.find($0, in: transaction)
        }
        if let last, last.sha256 == file.sha256 { return nil }
        // Whose number has no shape, check digit or birthday is somebody only when a roster or an order has him.
        let rows = try PostingReader.read(file) { number in
            try CitizenID(number) != nil || PostingStore.isKnown(number, in: transaction)
        }
        if let last, !isFewer, last.count - rows.count > 50, (last.count - rows.count) * 4 > rows.count {
            throw Rejection(
                "posting.fewer",
                [
                    "file": file.name, "insurance": insurance.chinese, "rows": "\(rows.count)",
                    "before": "\(last.count)",
                ])
        }
        let id = try ExchangeStore.nextID(in: transaction)
        try ExchangeStore.add(
            ExchangeRecord(
                id: id, batch: "P-\(insurance.rawValue)-\(now.date.compact)-\(id)", isOutgoing: false, party: party,
                kind: .posting, insurance: insurance, count: rows.count, fen: rows.reduce(0) { $0 + $1.fen },
                sha256: file.sha256, state: .received, madeAt: now), key: "posting/\(id)/\(file.sha256)", at: now,
            in: transaction)
        try PostingStore.add(rows, exchange: id, in: transaction)
        return rows.count
    }

    /// Takes the last posting list of an insurance back: the one before counts again, if there is one.
    /// - returns: the batch that was taken back.
    /// - throws: `Rejection` `posting.none`, `remittance.same-person`.
    package static func withdrawPosting(
        _ insurance: Insurance, reason: String, by maker: String, checker: String, in transaction: Transaction,
        at now: Instant
    ) throws -> String {
        guard maker != checker else { throw Rejection("remittance.same-person", ["person": maker]) }
        guard let id = try PostingStore.latest(insurance, in: transaction),
            let list = try ExchangeStore.find(id, in: transaction)
        else { throw Rejection("posting.none", ["insurance": insurance.chinese]) }
        try ExchangeStore.note(
            id, .refused, "\(reason)（\(maker)、\(checker)）", at: now, in: transaction)
        return list.batch
    }

    /// What the last posting list of an insurance and the collected money do not agree about. Matched in tiers: by
    /// payment, then by person, period and sum, then by person and period, then by person; what no tier matches is
    /// missing on one side.
    static func postingDifferences(
        _ insurance: Insurance, in transaction: Transaction
    ) throws -> [BookDifference] {
        guard let list = try PostingStore.latest(insurance, in: transaction) else { return [] }
        return PostingMatch(insurance: insurance)
            .differences(of: try PostingStore.suspects(insurance, list: list, in: transaction))
    }

    /// The state's money that was asked for and is not there.
    static func stateDifferences(in transaction: Transaction) throws -> [BookDifference] {
        try StateMoney.all(in: transaction).filter { $0.openFen > 0 }.map { application in
            BookDifference(
                list: .state, kind: .short, key: "\(application.id)/\(application.receivedFen)",
                insurance: application.insurance, citizenID: "", day: nil, oursFen: application.fen,
                theirsFen: application.receivedFen, owner: "财政",
                text: "\(application.specialClass) \(application.insurance.chinese)：财政资金未到 "
                    + "\(Money(fen: application.openFen).grouped) 元")
        }
    }
}

extension Campaign {
    /// Every difference between the lists, in the order of lists; those of the treasury first.
    package func differences(in transaction: Transaction) throws -> [BookDifference] {
        var found = try treasuryDifferences(in: transaction).map(\.asBookDifference)
        for insurance in Insurance.allCases {
            found += try Reconciliation.postingDifferences(insurance, in: transaction)
        }
        found += try Reconciliation.agentDifferences(in: transaction)
        found += try Reconciliation.stateDifferences(in: transaction)
        found += try paymentDifferences(in: transaction)
        return found
    }

    /// Those about which something was decided that has not happened: the treasury's row, the refund, the correction is
    /// not there, or the difference would be gone.
    package func undoneDifferences(
        in transaction: Transaction
    ) throws -> [(difference: BookDifference, decision: Decision)] {
        let decided = Dictionary(try DecisionStore.all(in: transaction).map { ($0.subject, $0) }) { first, _ in first }
        return try differences(in: transaction).compactMap { difference in
            decided[difference.subject].flatMap { BookDifference.isFinal($0.verdict) ? nil : (difference, $0) }
        }
    }

    /// Those that nobody has decided about. A phase does not close over them.
    package func openDifferences(in transaction: Transaction) throws -> [BookDifference] {
        let decided = Set(try DecisionStore.all(in: transaction).map(\.subject))
        return try differences(in: transaction).filter { !decided.contains($0.subject) }
    }
}
