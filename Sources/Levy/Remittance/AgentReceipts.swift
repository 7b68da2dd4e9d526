import Diagnostics
import Storage

/// A number of a printed receipt: what stands before the digits, and the digits.
package struct ReceiptNumber: Hashable, Sendable, Comparable {
    package let prefix: String
    package let number: Int
    /// How many digits are printed.
    package let width: Int

    init(prefix: String, number: Int, width: Int) {
        self.prefix = prefix
        self.number = number
        self.width = width
    }

    /// From `LA00001234`; nil without digits, or with more than a number holds. The prefix keeps the count of digits
    /// apart: `LA-8`.
    package init?(_ text: some StringProtocol) {
        let digits = text.reversed().prefix { $0.isASCII && $0.isNumber }.reversed()
        guard !digits.isEmpty, digits.count <= 12, let number = Int(String(digits)), number >= 1 else { return nil }
        self.init(
            prefix: String(text.dropLast(digits.count)) + "-\(digits.count)", number: number, width: digits.count)
    }

    /// As it is printed.
    package var text: String {
        let parts = prefix.split(separator: "-", omittingEmptySubsequences: false)
        let width = parts.last.flatMap { Int($0) } ?? width
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, width - digits.count))
        return parts.dropLast().joined(separator: "-") + zeros + digits
    }

    package static func < (left: ReceiptNumber, right: ReceiptNumber) -> Bool {
        (left.prefix, left.number) < (right.prefix, right.number)
    }
}

/// Numbers without a gap.
package struct ReceiptRange: Hashable, Sendable {
    package let prefix: String
    package let first: Int
    package let last: Int

    init(prefix: String, first: Int, last: Int) {
        self.prefix = prefix
        self.first = first
        self.last = last
    }

    /// More numbers than any district uses in a year are a slip.
    static let most = 1_000_000

    /// From two numbers of one series, the second not below the first.
    package init?(from first: ReceiptNumber, to last: ReceiptNumber) {
        guard first.prefix == last.prefix, first.number <= last.number, last.number - first.number < ReceiptRange.most
        else { return nil }
        self.init(prefix: first.prefix, first: first.number, last: last.number)
    }

    package var count: Int { last - first + 1 }
    package var numbers: [ReceiptNumber] {
        (first...last).map { ReceiptNumber(prefix: prefix, number: $0, width: 0) }
    }

    /// `LA00000001–LA00000050`, or a single number.
    package var text: String {
        let ends = [first, last].map { ReceiptNumber(prefix: prefix, number: $0, width: 0).text }
        return first == last ? ends[0] : ends[0] + "–" + ends[1]
    }

    func contains(_ number: ReceiptNumber) -> Bool {
        prefix == number.prefix && (first...last).contains(number.number)
    }
}

/// What became of a receipt that an agent had.
package enum ReceiptFate: String, Sendable, CaseIterable {
    case used, void, lost, returned

    package var chinese: String {
        switch self {
        case .used: "已用"
        case .void: "作废"
        case .lost: "遗失"
        case .returned: "退回"
        }
    }
}

/// One agent's receipts in a month, or since the beginning.
package struct StockLine: Hashable, Sendable {
    package let village: String
    /// In hand when the month began.
    package var opening = 0
    package var issued = 0
    package var used = 0
    /// Of the used ones, those that were made void afterwards.
    package var usedVoid = 0
    package var void = 0
    package var lost = 0
    package var returned = 0
    package var closing: Int { opening + issued - used - void - lost - returned }
    /// Numbers below the highest used one that nobody has accounted for.
    package var gaps: [ReceiptRange] = []
}

/// The receipt stock of a month, agent by agent, with what the office holds.
package struct StockReport: Hashable, Sendable {
    package let from: CivilDate
    package let to: CivilDate
    /// In the order of the villages.
    package let lines: [StockLine]
    package let delivered: Int
    /// Delivered and not issued to an agent.
    package let office: Int
}

/// 票据领用存: every number from its delivery to its end.
package enum AgentReceipts {
    /// Takes numbers into the office's stock.
    /// - throws: `Rejection` `stock.delivered` when one of them was there before.
    package static func deliver(
        _ range: ReceiptRange, day: CivilDate, note: String, by person: String, in transaction: Transaction,
        at now: Instant
    ) throws {
        let earlier = try AgentReceiptStore.deliveries(in: transaction).first { $0.range.overlaps(range) }
        if let earlier {
            throw Rejection("stock.delivered", ["range": range.text, "earlier": earlier.range.text])
        }
        try AgentReceiptStore.deliver(range, day: day, note: note, by: person, at: now, in: transaction)
    }

    /// Gives numbers to a village's agent.
    /// - throws: `Rejection` `stock.village`, `stock.not-delivered`, `stock.issued`.
    package static func issue(
        _ range: ReceiptRange, village: String, day: CivilDate, by person: String, in transaction: Transaction,
        at now: Instant
    ) throws {
        guard try RegionStore.tree(in: transaction).village(village) != nil else {
            throw Rejection("stock.village", ["village": village])
        }
        let delivered = try AgentReceiptStore.deliveries(in: transaction).contains {
            $0.range.prefix == range.prefix && $0.range.first <= range.first && $0.range.last >= range.last
        }
        guard delivered else { throw Rejection("stock.not-delivered", ["range": range.text]) }
        if let earlier = try AgentReceiptStore.issues(in: transaction).first(where: { $0.range.overlaps(range) }) {
            throw Rejection(
                "stock.issued", ["range": range.text, "earlier": earlier.range.text, "village": earlier.village])
        }
        try AgentReceiptStore.issue(range, village: village, day: day, by: person, at: now, in: transaction)
    }

    /// Ends numbers that an agent holds: used, spoilt (void), lost, or given back. Each number ends once.
    /// - throws: `Rejection` `stock.not-issued`, `stock.before-issue`, `stock.ended` naming the first number that
    ///   cannot end so.
    package static func end(
        _ range: ReceiptRange, as fate: ReceiptFate, day: CivilDate, note: String, by person: String,
        in transaction: Transaction, at now: Instant
    ) throws {
        for number in range.numbers {
            guard let issue = try AgentReceiptStore.issue(of: number, in: transaction) else {
                throw Rejection("stock.not-issued", ["number": number.text])
            }
            guard day >= issue.day else {
                throw Rejection(
                    "stock.before-issue", ["number": number.text, "day": day.iso, "issued": issue.day.iso])
            }
            if let ended = try AgentReceiptStore.ended(number, in: transaction) {
                throw Rejection(
                    "stock.ended",
                    ["number": number.text, "fate": ended.fate.chinese, "day": ended.day.iso])
            }
            try AgentReceiptStore.end(
                number, issue: issue.id, as: fate, day: day, note: note, by: person, at: now, in: transaction)
        }
    }

    /// The village whose agent holds, or held, a number.
    package static func holder(of number: ReceiptNumber, in transaction: Transaction) throws -> String? {
        try AgentReceiptStore.issue(of: number, in: transaction)?.village
    }

    /// What every agent had, got, used and gave back between two days, both included.
    package static func report(
        from first: CivilDate, to last: CivilDate, in transaction: Transaction
    ) throws -> StockReport {
        var lines: [String: StockLine] = [:]
        let issues = try AgentReceiptStore.issues(in: transaction).filter { $0.day <= last }
        for issue in issues {
            var line = lines[issue.village] ?? StockLine(village: issue.village)
            if issue.day < first { line.opening += issue.range.count } else { line.issued += issue.range.count }
            lines[issue.village] = line
        }
        let ended = try AgentReceiptStore.ended(in: transaction).filter { $0.day <= last }
        let villages = Dictionary(issues.map { ($0.id, $0.village) }) { first, _ in first }
        for number in ended {
            guard let village = villages[number.issue], var line = lines[village] else { continue }
            line.count(number, from: first, to: last)
            lines[village] = line
        }
        for issue in issues { lines[issue.village]?.gaps += gaps(issue, ended) }
        let regions = try RegionStore.tree(in: transaction)
        let delivered = try AgentReceiptStore.deliveries(in: transaction).filter { $0.day <= last }
            .reduce(0) { $0 + $1.range.count }
        return StockReport(
            from: first, to: last,
            lines: lines.values.sorted { regions.position(of: $0.village) < regions.position(of: $1.village) },
            delivered: delivered, office: delivered - issues.reduce(0) { $0 + $1.range.count })
    }

    /// The numbers of an issue that lie below its highest used one and have not ended.
    private static func gaps(_ issue: AgentReceiptStore.Issue, _ ended: [AgentReceiptStore.Ended]) -> [ReceiptRange] {
        let own = ended.filter { $0.issue == issue.id }
        guard let highest = own.filter({ $0.fate == .used }).map(\.number.number).max() else { return [] }
        let known = Set(own.map(\.number.number))
        var gaps: [ReceiptRange] = []
        for number in issue.range.first..<highest where !known.contains(number) {
            if let last = gaps.last, last.last == number - 1 {
                gaps[gaps.count - 1] = ReceiptRange(prefix: last.prefix, first: last.first, last: number)
            } else {
                gaps.append(ReceiptRange(prefix: issue.range.prefix, first: number, last: number))
            }
        }
        return gaps
    }
}

extension ReceiptRange {
    func overlaps(_ other: ReceiptRange) -> Bool {
        prefix == other.prefix && first <= other.last && last >= other.first
    }
}

extension StockLine {
    /// Counts a number that ended before the month into what was in hand, one of the month under its fate.
    fileprivate mutating func count(_ ended: AgentReceiptStore.Ended, from first: CivilDate, to last: CivilDate) {
        if let voided = ended.voided, (first...last).contains(voided) { usedVoid += 1 }
        guard ended.day >= first else {
            opening -= 1
            return
        }
        switch ended.fate {
        case .used: used += 1
        case .void: void += 1
        case .lost: lost += 1
        case .returned: returned += 1
        }
    }
}
