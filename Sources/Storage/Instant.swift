/// A time of day as a plan writes it: `09:00`.
package struct CivilTime: Hashable, Sendable, Comparable {
    package let hour: Int
    package let minute: Int

    /// Nil outside 00:00…23:59.
    package init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        self.hour = hour
        self.minute = minute
    }

    /// From `19:10`; nil for any other shape.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            text.utf8.allSatisfy({ $0 == UInt8(ascii: ":") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let hour = Int(parts[0]), let minute = Int(parts[1])
        else { return nil }
        self.init(hour: hour, minute: minute)
    }

    /// `19:10`
    package var text: String { "\(padded(hour, 2)):\(padded(minute, 2))" }

    package static func < (left: CivilTime, right: CivilTime) -> Bool {
        (left.hour, left.minute) < (right.hour, right.minute)
    }
}

/// A moment: milliseconds of UTC since 1970. Its civil date and time are those of China (UTC+8, no summer time).
package struct Instant: Hashable, Sendable, Comparable {
    package let milliseconds: Int64

    private static let dayLength: Int64 = 86_400_000
    private static let offset: Int64 = 8 * 3_600_000

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package init(_ date: CivilDate, _ time: CivilTime) {
        milliseconds =
            Int64(date.daysSinceEpoch) * Instant.dayLength - Instant.offset
            + Int64(time.hour * 60 + time.minute) * 60_000
    }

    /// Hour 0…24 and minute 0…59, so that `hour: 24` is the end of the day.
    package init(_ date: CivilDate, hour: Int = 0, minute: Int = 0) {
        precondition((0...24).contains(hour) && (0...59).contains(minute), "an instant has a time of day")
        milliseconds =
            Int64(date.daysSinceEpoch) * Instant.dayLength - Instant.offset + Int64(hour * 60 + minute) * 60_000
    }

    package var date: CivilDate {
        CivilDate(daysSinceEpoch: Int((milliseconds + Instant.offset).flooredDivision(by: Instant.dayLength)))
    }

    /// Milliseconds since the civil day began.
    private var inDay: Int {
        Int(milliseconds + Instant.offset - Int64(date.daysSinceEpoch) * Instant.dayLength)
    }

    package var hour: Int { inDay / 3_600_000 }
    package var minute: Int { inDay / 60_000 % 60 }
    package var second: Int { inDay / 1_000 % 60 }

    package func adding(milliseconds: Int64) -> Instant { Instant(milliseconds: self.milliseconds + milliseconds) }

    /// `2019-10-21 09:00`
    package var text: String { "\(date.iso) \(padded(hour, 2)):\(padded(minute, 2))" }

    /// `2019-10-21T09:00:05+08:00` (GB/T 7408)
    package var iso: String {
        "\(date.iso)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))+08:00"
    }

    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
