import Diagnostics
import Storage

/// 现金盘点: an agent's cash counted by one person while another looks on.
package struct CashCount: Hashable, Sendable {
    package struct Piece: Hashable, Sendable {
        package let fen: Int
        package let count: Int
        package var sumFen: Int { fen * count }
    }

    package let village: String
    package let day: CivilDate
    /// What the agent has to have: collected and not deposited.
    package let bookFen: Int
    /// The largest notes first.
    package let pieces: [Piece]
    package let note: String
    package let countedBy: String
    package let witnessedBy: String

    package var countedFen: Int { pieces.reduce(0) { $0 + $1.sumFen } }
    /// More than there should be is positive.
    package var differenceFen: Int { countedFen - bookFen }

    /// 人民币 notes and coins in circulation.
    package static let denominations = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10]

    /// From `10000x3 500x1`: each of a denomination, each once.
    static func pieces(_ text: String) -> [Piece]? {
        var pieces: [Piece] = []
        for word in text.split(separator: " ") {
            let parts = word.split(separator: "x").compactMap { Int($0) }
            guard parts.count == 2, denominations.contains(parts[0]), (0...1_000_000).contains(parts[1]),
                !pieces.contains(where: { $0.fen == parts[0] })
            else { return nil }
            pieces.append(Piece(fen: parts[0], count: parts[1]))
        }
        return pieces.sorted { $0.fen > $1.fen }
    }
}

extension Remittances {
    /// Enters a count of an agent's cash beside what the books say he has at the end of the day.
    /// - Parameter yuan: notes and coins, as `100x3 5x1 0.5x2`.
    /// - throws: `Rejection` `stock.village`, `remittance.same-person`, `escrow.pieces`; `escrow.no-reason` where
    ///   something is lacking or over and nobody says why.
    package static func count(
        village: String, yuan: String, note: String, on day: CivilDate, by person: String, witness: String,
        in transaction: Transaction, at now: Instant
    ) throws -> CashCount {
        guard try RegionStore.tree(in: transaction).village(village) != nil else {
            throw Rejection("stock.village", ["village": village])
        }
        guard person != witness else { throw Rejection("remittance.same-person", ["person": person]) }
        let words = yuan.split(separator: " ").map { word -> String in
            let parts = word.split(separator: "x", maxSplits: 1)
            guard parts.count == 2, let fen = Money(yuan: String(parts[0]))?.fen else { return "?" }
            return "\(fen)x\(parts[1])"
        }
        guard let pieces = CashCount.pieces(words.joined(separator: " ")) else {
            throw Rejection("escrow.pieces", ["text": yuan])
        }
        let sums = try RemittanceStore.daySums(village: village, in: transaction).filter { $0.day <= day }
        let count = CashCount(
            village: village, day: day, bookFen: AgentStanding(village: village, sums: sums).cashFen, pieces: pieces,
            note: note, countedBy: person, witnessedBy: witness)
        guard count.differenceFen == 0 || !note.isEmpty else {
            throw Rejection("escrow.no-reason", ["difference": Money(fen: count.differenceFen).grouped])
        }
        try AccountStore.add(count, at: now, in: transaction)
        return count
    }

    package static func counts(in transaction: Transaction) throws -> [CashCount] {
        try AccountStore.counts(in: transaction)
    }
}
