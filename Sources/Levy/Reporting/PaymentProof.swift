import Storage

/// 缴费证明: what a person has paid for, and what the state has paid for him.
package struct PaymentProof: Sendable {
    package struct Line: Sendable {
        package let insurance: Insurance
        /// One; for an order (核定单) as many as it has.
        package let years: [Int]
        package var period: String { years.map(String.init).joined(separator: "、") }
        package let village: String
        package let totalFen: Int
        package let stateFen: Int
        package let ownFen: Int
        /// Nil where the state pays all.
        package let paidOn: CivilDate?
        package let receipt: String?
    }

    package let citizenID: String
    package let name: String
    /// Settled obligations that stand, by insurance and period; then orders (核定单) by their receipts.
    package let lines: [Line]
    package let day: CivilDate

    /// - Returns: nil for somebody without anything settled.
    package static func read(
        _ id: String, on day: CivilDate, in transaction: Transaction
    ) throws -> PaymentProof? {
        let receipts = try ReceiptStore.receipts(of: id, in: transaction)
            .filter { $0.order != nil && $0.voidedOn == nil }
        let regions = receipts.isEmpty ? nil : try RegionStore.tree(in: transaction)
        let lines =
            try PaymentProofStore.lines(of: id, in: transaction)
            + receipts.map { receipt in
                Line(
                    insurance: receipt.insurance, years: receipt.years,
                    village: regions?[code: receipt.village]?.name ?? receipt.village, totalFen: receipt.totalFen,
                    stateFen: receipt.stateFen, ownFen: receipt.fen, paidOn: receipt.paidOn, receipt: receipt.number)
            }
        let name = try ViewStore.person(id, in: transaction)?.name ?? receipts.last?.name
        guard !lines.isEmpty, let name else { return nil }
        return PaymentProof(citizenID: id, name: name, lines: lines, day: day)
    }

    /// Sixteen digits over everything that the proof says, in groups of four. Who holds the paper asks with them.
    package var code: String {
        let parts = lines.flatMap { line in
            [
                line.insurance.rawValue, line.period, line.village, "\(line.totalFen)", "\(line.stateFen)",
                "\(line.ownFen)", line.paidOn?.iso ?? "", line.receipt ?? "",
            ]
        }
        let hash = LedgerChain.hash(previous: "payment-proof", parts: [citizenID, name, day.iso] + parts)
        let digits = Array(hash.uppercased().prefix(16))
        return stride(from: 0, to: 16, by: 4).map { String(digits[$0..<$0 + 4]) }.joined(separator: "-")
    }

    private static let kind = "payment-proof"
    private var key: String { [day.iso, citizenID, code].joined(separator: "/") }

    /// Its number in the year's series: the same however often the same proof is asked for on a day.
    package func number(in transaction: Transaction) throws -> Int {
        try DocumentStore.number(
            kind: PaymentProof.kind, key: key, series: "缴证\(day.year)", in: transaction)
    }

    /// A proof that was given, found again by the code on the paper.
    package struct Given: Sendable {
        package let number: Int
        package let day: CivilDate
        package let citizenID: String
        /// What the records say of the person now is what the paper says.
        package let stands: Bool
    }

    /// - Parameter code: as on the paper; spaces and hyphens do not count.
    /// - Returns: nil where no proof has this code.
    package static func find(code: String, in transaction: Transaction) throws -> Given? {
        let wanted = code.uppercased().filter { $0.isHexDigit }
        for (key, number) in try PaymentProofStore.given(kind: kind, in: transaction) {
            let parts = key.split(separator: "/").map(String.init)
            guard parts.count == 3, parts[2].filter({ $0 != "-" }) == wanted, let day = CivilDate(iso: parts[0])
            else { continue }
            let now = try read(parts[1], on: day, in: transaction)
            return Given(number: number, day: day, citizenID: parts[1], stands: now?.code == parts[2])
        }
        return nil
    }
}
