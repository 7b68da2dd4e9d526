/// An amount of renminbi in whole fen. Amounts are integers of fen wherever they are kept or computed; this type gives
/// them the shapes in which they are read and printed.
package struct Money: Hashable, Sendable {
    package let fen: Int

    package init(fen: Int) { self.fen = fen }
    package init(yuan: Int) { fen = yuan * 100 }

    /// From `280`, `280.5`, `280.50`, `-30`; grouping commas are allowed. Nil for anything else, also for a fraction
    /// finer than a fen.
    package init?(yuan text: some StringProtocol) {
        var digits = Array(text.utf8.filter { $0 != UInt8(ascii: ",") })
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = Money.number(parts[0]) else { return nil }
        var fraction = 0
        if parts.count == 2 {
            let significant = parts[1].prefix(2)
            guard let number = Money.number(significant), parts[1].dropFirst(2).allSatisfy({ $0 == UInt8(ascii: "0") })
            else { return nil }
            fraction = significant.count == 1 ? number * 10 : number
        }
        let (scaled, overflow) = whole.multipliedReportingOverflow(by: 100)
        guard !overflow else { return nil }
        fen = isNegative ? -(scaled + fraction) : scaled + fraction
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 15,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// `1234.50`
    package var plain: String {
        let cents = fen.magnitude % 100
        return "\(fen < 0 ? "-" : "")\(fen.magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }

    /// `1,234.50`
    package var grouped: String {
        let text = plain
        let whole = text.prefix { $0 != "." }
        let digits = Array(whole.drop { $0 == "-" })
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return (fen < 0 ? "-" : "") + result + text.dropFirst(whole.count)
    }

    /// Capitals after the rules for bills (支付结算办法, annex), without 人民币: `贰佰捌拾元整`. The optional 零 is never
    /// written; 整 stands after 元 and after 角, never after 分.
    package var capitals: String { (fen < 0 ? "负" : "") + Capitals.amount(fen.magnitude) }
}

extension Money: Comparable {
    package static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }
}
