import Storage

/// When a restore is tried out: every day, or once a week, at a time of day.
struct DrillTime: Sendable {
    /// 1 is Monday; nil for every day.
    private let weekday: Int?
    private let time: CivilTime

    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// From `every sunday 03:00` or `every day 03:00`; nil for any other shape.
    init?(_ text: String) {
        let words = text.lowercased().split(separator: " ").map(String.init)
        guard words.count == 3, words[0] == "every", let time = CivilTime(words[2]) else { return nil }
        if words[1] == "day" {
            weekday = nil
        } else if let index = DrillTime.weekdays.firstIndex(of: words[1]) {
            weekday = index + 1
        } else {
            return nil
        }
        self.time = time
    }

    /// The first such moment after `now`, milliseconds of UTC.
    func next(after now: Int64) -> Int64 {
        var date = Instant(milliseconds: now).date
        while true {
            let moment = Instant(date, time).milliseconds
            if moment > now, weekday == nil || weekday == date.weekday { return moment }
            date = date.adding(days: 1)
        }
    }
}
