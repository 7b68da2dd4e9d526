/// A percentage of two decimals, rounded half up by whole numbers: 267,924 of 285,003 is 94.01.
package struct Rate: Hashable, Sendable {
    /// 94.01 % is 9401.
    package let hundredths: Int

    /// Nil when there is nothing to compare with; such a rate is shown as –.
    package init?(_ part: Int, of whole: Int) {
        guard whole > 0, part >= 0 else { return nil }
        hundredths = (part * 20_000 + whole) / (2 * whole)
    }

    /// A rate that is known and not computed.
    init(hundredths: Int) { self.hundredths = hundredths }

    /// `94.01`
    package var text: String {
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }

    /// `94.01%`, or – when there is none.
    package static func shown(_ rate: Rate?) -> String { rate.map { $0.text + "%" } ?? "–" }
}

extension Rate: Comparable {
    package static func < (left: Rate, right: Rate) -> Bool { left.hundredths < right.hundredths }
}
