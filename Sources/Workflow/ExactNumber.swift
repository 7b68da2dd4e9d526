/// A decimal number of any length, compared exactly: `12`, `-3.50`, `0.1`. No exponents, no separators.
struct ExactNumber: Hashable, Comparable, Sendable {
    private let isNegative: Bool
    /// Without leading zeros; empty for a number below 1.
    private let whole: [UInt8]
    /// Without trailing zeros.
    private let fraction: [UInt8]

    /// Nil for a text that is no such number.
    init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        let hasSign = rest.first == "-" || rest.first == "+"
        let sign = hasSign ? rest.removeFirst() : "+"
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else {
            return nil
        }
        whole = Array(parts[0].utf8.drop { $0 == UInt8(ascii: "0") })
        var decimals = parts.count == 2 ? Array(parts[1].utf8) : []
        while decimals.last == UInt8(ascii: "0") { decimals.removeLast() }
        fraction = decimals
        // There is one zero.
        isNegative = sign == "-" && !(whole.isEmpty && decimals.isEmpty)
    }

    static func < (left: ExactNumber, right: ExactNumber) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
    }

    private func isSmaller(than other: ExactNumber) -> Bool {
        if whole.count != other.whole.count { return whole.count < other.whole.count }
        if whole != other.whole { return whole.lexicographicallyPrecedes(other.whole) }
        return fraction.lexicographicallyPrecedes(other.fraction)
    }
}

/// Amounts as forms and plans write them: yuan with up to two decimals, kept in hundredths.
package enum AmountText {
    /// `1000`, `1000.5`, `-3.00`; nil for anything else, and beyond ±10¹² yuan.
    package static func hundredths(_ text: some StringProtocol) -> Int64? {
        guard ExactNumber(text) != nil else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1] : ""
        guard decimals.utf8.count <= 2, parts[0].utf8.count <= 14, let yuan = Int64(parts[0]),
            abs(yuan) <= 1_000_000_000_000,
            let cents = Int64(decimals + String(repeating: "0", count: 2 - decimals.count))
        else { return nil }
        return yuan * 100 + (text.first == "-" ? -cents : cents)
    }

    /// `1000.50`
    package static func text(_ hundredths: Int64) -> String {
        let cents = hundredths.magnitude % 100
        return "\(hundredths < 0 ? "-" : "")\(hundredths.magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}
