import Storage

/// 滞纳金 on an employer's arrears: 0.05 % a day from the first day of arrears (社会保险法, art. 86). Both the first day and
/// the day of counting are counted. The fee of one period and scheme is computed at once and rounded half up to the
/// fen; it is simple, never on fees. Residents pay none.
package enum LateFee {
    /// Of ten thousand, a day.
    package static let tenThousandths = 5

    /// Zero when the arrears begin later.
    package static func days(from first: CivilDate, through day: CivilDate) -> Int {
        max(0, day.daysSinceEpoch - first.daysSinceEpoch + 1)
    }

    package static func fen(arrears: Int, days: Int) -> Int {
        precondition(arrears >= 0 && days >= 0, "arrears and days are not negative")
        // In two parts, so that no product of large arrears and many years overflows.
        let (whole, rest) = arrears.quotientAndRemainder(dividingBy: 10_000)
        return whole * tenThousandths * days + (rest * tenThousandths * days + 5_000) / 10_000
    }
}
