import Diagnostics
import Storage

/// A batch that went to a bureau or came from one.
package struct ExchangeRecord: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// 回传: who has paid, to the bureau that posts it.
        case `return`
        /// 回执: what the bureau did with a return.
        case answer
        /// 记账清单: everything the bureau has posted.
        case posting
        /// 拨款清单: the state's money that came.
        case state
    }

    package enum State: String, Sendable {
        case made, sent, acknowledged, answered, refused, received

        package var chinese: String {
            switch self {
            case .made: "已生成"
            case .sent: "已送出"
            case .acknowledged: "已签收"
            case .answered: "已回执"
            case .refused: "已退回"
            case .received: "已接收"
            }
        }
    }

    package let id: Int
    package let batch: String
    package let isOutgoing: Bool
    package let party: String
    package let kind: Kind
    package let insurance: Insurance
    package let count: Int
    package let fen: Int
    package let sha256: String
    package let state: State
    package let madeAt: Instant
}

/// What became of a payment at the bureau that posts it.
package enum PostingState: String, Sendable, CaseIterable {
    case sent, compared, posted, rejected

    package var chinese: String {
        switch self {
        case .sent: "已传"
        case .compared: "已比对"
        case .posted: "已记账"
        case .rejected: "已退回"
        }
    }

    /// As bureaus write it.
    init?(chinese text: String) {
        switch text {
        case "已比对", "比对一致", "已核对": self = .compared
        case "已记账", "记账成功", "已入账", "成功": self = .posted
        case "退回", "已退回", "失败", "记账失败", "不予记账": self = .rejected
        default: return nil
        }
    }
}

/// 信息交换: the register of what was sent and what came.
package enum Exchange {
    package static func all(in transaction: Transaction) throws -> [ExchangeRecord] {
        try ExchangeStore.all(in: transaction)
    }

    /// The files that came, in the order in which they did; answers and postings are batches of `all`.
    package static func arrivals(in transaction: Transaction) throws -> [FileArrival] {
        try ImportStore.arrivals(in: transaction)
    }

    package static func progress(
        in transaction: Transaction
    ) throws -> [(exchange: Int, state: PostingState, count: Int)] {
        try ExchangeStore.progress(in: transaction)
    }

    /// What became of a person's payments, batch by batch.
    package static func history(
        of citizenID: String, in transaction: Transaction
    ) throws -> [(batch: String, insurance: Insurance, state: PostingState, reason: String)] {
        try ExchangeStore.history(of: citizenID, in: transaction)
    }

    /// Notes that a batch was sent, or signed for.
    /// - throws: `Rejection` `exchange.unknown`.
    package static func note(
        _ batch: String, _ state: ExchangeRecord.State, _ note: String, in transaction: Transaction, at now: Instant
    ) throws {
        guard let found = try ExchangeStore.find(batch: batch, in: transaction) else {
            throw Rejection("exchange.unknown", ["batch": batch])
        }
        try ExchangeStore.note(found.id, state, note, at: now, in: transaction)
    }

    /// Takes in what a bureau did with the rows of a batch. What it sent back goes into the next batch again.
    /// - returns: how many rows of the batch stand at each state; nil when the same answer was taken in before.
    /// - throws: `Rejection` with every row that the batch does not have, or that tells of another sum; then nothing is
    ///   taken in.
    package static func answer(
        _ file: SourceFile, batch: String, party: String, in transaction: Transaction, at now: Instant
    ) throws -> [PostingState: Int]? {
        guard let sent = try ExchangeStore.find(batch: batch, in: transaction), sent.kind == .return else {
            throw Rejection("exchange.unknown", ["batch": batch])
        }
        if try ExchangeStore.find(incoming: .answer, sha256: file.sha256, in: transaction) != nil { return nil }
        let rows = try AnswerReader.read(file)
        let id = try ExchangeStore.nextID(in: transaction)
        try ExchangeStore.add(
            ExchangeRecord(
                id: id, batch: "\(batch)-R\(id)", isOutgoing: false, party: party, kind: .answer,
                insurance: sent.insurance, count: rows.count, fen: rows.reduce(0) { $0 + ($1.fen ?? 0) },
                sha256: file.sha256, state: .received, madeAt: now), key: "answer/\(batch)/\(file.sha256)", at: now,
            in: transaction)
        var mistakes = DiagnosticList()
        var counts: [PostingState: Int] = [:]
        var seen: Set<ExchangeStore.Sent.What> = []
        for row in rows {
            let left = try ExchangeStore.sent(row.citizenID, exchange: sent.id, in: transaction)
                .filter { !seen.contains($0.what) }
            let meant = meant(by: row, of: left)
            if meant.isEmpty {
                mistakes.error("exchange.row", ["id": row.citizenID, "batch": batch], at: row.place)
                continue
            }
            let told = meant.reduce(0) { $0 + $1.fen }
            if let fen = row.fen, fen != told, row.state != .rejected {
                mistakes.error(
                    "exchange.fen",
                    ["id": row.citizenID, "sent": Money(fen: told).grouped, "answer": Money(fen: fen).grouped],
                    at: row.place)
                continue
            }
            counts[row.state, default: 0] += meant.count
            for known in meant {
                seen.insert(known.what)
                try ExchangeStore.answer(
                    known.what, of: sent.id, by: id, row.state, reason: row.reason, in: transaction)
            }
        }
        try mistakes.throwIfErrors()
        try ExchangeStore.note(sent.id, .answered, file.name, at: now, in: transaction)
        return counts
    }

    /// Which of a person's rows an answer means: the one with its receipt, else those of its year, of which the one
    /// with its sum if there are several; all where it says nothing of these.
    private static func meant(by row: AnswerRow, of sent: [ExchangeStore.Sent]) -> [ExchangeStore.Sent] {
        let numbered = sent.filter { !row.receipt.isEmpty && $0.receipt == row.receipt }
        if !numbered.isEmpty { return numbered }
        let ofYear = row.year.map { year in sent.filter { $0.years.contains(year) } } ?? sent
        guard ofYear.count > 1, let fen = row.fen else { return ofYear }
        return ofYear.first { $0.fen == fen }.map { [$0] } ?? ofYear
    }
}
