/// Points, percents and counts of an assessment in hundredths, so that a sum on paper can be checked by hand.
package struct Points: Hashable, Sendable, Comparable {
    package let hundredths: Int

    package init(hundredths: Int) { self.hundredths = hundredths }

    package static let zero = Points(hundredths: 0)

    /// From `97`, `0.5` or `-1.25`; nil for anything else, also for more than two decimals.
    package init?(_ text: String) {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), text.count - (isNegative ? 1 : 0) == parts.joined(separator: ".").count,
            let whole = Points.digits(parts[0], most: 12)
        else { return nil }
        var hundredths = whole * 100
        if parts.count == 2 {
            guard parts[1].count <= 2, let rest = Points.digits(parts[1], most: 2) else { return nil }
            hundredths += parts[1].count == 1 ? rest * 10 : rest
        }
        self.hundredths = isNegative ? -hundredths : hundredths
    }

    private static func digits(_ text: Substring, most: Int) -> Int? {
        guard (1...most).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    /// `22.40`, `-0.50`
    package var text: String {
        let rest = hundredths.magnitude % 100
        return "\(hundredths < 0 ? "-" : "")\(hundredths.magnitude / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    package static func + (left: Points, right: Points) -> Points {
        Points(hundredths: left.hundredths + right.hundredths)
    }

    package static func < (left: Points, right: Points) -> Bool { left.hundredths < right.hundredths }

    /// `self` × part ÷ whole, rounded half away from zero.
    func times(_ part: Int, over whole: Int) -> Points {
        precondition(whole > 0, "a share of something")
        let product = hundredths.multipliedFullWidth(by: part)
        let isNegative = product.high < 0
        let magnitude = hundredths.magnitude.multipliedFullWidth(by: part.magnitude)
        // Points, percents and counts are far from what would not fit.
        guard magnitude.high == 0, magnitude.low <= UInt.max / 4 else { return self }
        let rounded = (2 * magnitude.low + UInt(whole)) / (2 * UInt(whole))
        return Points(hundredths: isNegative ? -Int(rounded) : Int(rounded))
    }

    func clamped(_ least: Points?, _ most: Points?) -> Points {
        var result = self
        if let least { result = max(result, least) }
        if let most { result = min(result, most) }
        return result
    }
}
