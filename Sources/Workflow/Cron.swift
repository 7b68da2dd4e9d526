import Storage

/// Five fields as in crontab(5): minute, hour, day of the month, month, weekday. Times are those of China, which has no
/// summer time, so that every minute of a day is there once.
///
/// When both the day of the month and the weekday are restricted, a day that fits one of them is taken, as cron does.
package struct Cron: Hashable, Sendable {
    package let text: String
    private let minutes: [Int]
    private let hours: [Int]
    private let days: Set<Int>
    private let months: Set<Int>
    /// 1 is Monday.
    private let weekdays: Set<Int>
    private let restrictsDays: Bool
    private let restrictsWeekdays: Bool

    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    /// Nil for a text that is not five such fields.
    package init?(_ text: String) {
        let fields = text.lowercased().split(separator: " ").map(String.init)
        guard fields.count == 5, let minutes = Cron.values(fields[0], 0...59),
            let hours = Cron.values(fields[1], 0...23),
            let days = Cron.values(fields[2], 1...31),
            let months = Cron.values(fields[3], 1...12, names: Cron.monthNames, first: 1),
            let weekdays = Cron.values(fields[4], 0...7, names: Cron.weekdayNames, first: 0)
        else { return nil }
        self.text = fields.joined(separator: " ")
        self.minutes = minutes.sorted()
        self.hours = hours.sorted()
        self.days = days
        self.months = months
        self.weekdays = Set(weekdays.map { $0 == 0 ? 7 : $0 })
        // A step over all (`*/2`) begins with the star, too, and restricts nothing in crontab(5).
        restrictsDays = !fields[2].hasPrefix("*")
        restrictsWeekdays = !fields[4].hasPrefix("*")
    }

    /// `*`, `5`, `1-5`, `*/15`, `10-50/20`, `mon-fri`, joined by commas.
    private static func values(
        _ field: String, _ range: ClosedRange<Int>, names: [String] = [], first: Int = 0
    ) -> Set<Int>? {
        var found: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
            guard (1...2).contains(pieces.count) else { return nil }
            var step = 1
            if pieces.count == 2 {
                guard let number = number(pieces[1]), number >= 1, number <= range.upperBound else { return nil }
                step = number
            }
            func value(_ text: Substring) -> Int? {
                if let index = names.firstIndex(of: String(text)) { return index + first }
                return number(text).flatMap { range.contains($0) ? $0 : nil }
            }
            let ends = pieces[0].split(separator: "-", omittingEmptySubsequences: false)
            let bounds: ClosedRange<Int>
            if pieces[0] == "*" {
                bounds = range
            } else if ends.count == 2, let low = value(ends[0]), let high = value(ends[1]), low <= high {
                bounds = low...high
            } else if ends.count == 1, let single = value(ends[0]) {
                bounds = pieces.count == 2 ? single...range.upperBound : single...single
            } else {
                return nil
            }
            found.formUnion(stride(from: bounds.lowerBound, through: bounds.upperBound, by: step))
        }
        return found
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...2).contains(text.utf8.count),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(text)
    }

    private func takes(_ date: CivilDate) -> Bool {
        guard months.contains(date.month) else { return false }
        let day = days.contains(date.day)
        let weekday = weekdays.contains(date.weekday)
        return restrictsDays && restrictsWeekdays ? day || weekday : day && weekday
    }

    /// The times of a day, ascending; none when the rule leaves the day out.
    func times(on date: CivilDate) -> [CivilTime] {
        guard takes(date) else { return [] }
        return hours.flatMap { hour in minutes.compactMap { CivilTime(hour: hour, minute: $0) } }
    }

    /// How many moments one day has at most.
    var perDay: Int { hours.count * minutes.count }
}
