import Storage

/// The days a plan, or one of its phases, may use.
package struct CivilSpan: Hashable, Sendable {
    package let first: CivilDate
    package let last: CivilDate

    package init(first: CivilDate, last: CivilDate) {
        precondition(first <= last, "a span begins before it ends")
        self.first = first
        self.last = last
    }

    package func contains(_ date: CivilDate) -> Bool { first <= date && date <= last }
}

/// When a step runs, as the plan says it: a rule that gives nominal moments within the days of its phase.
package enum Schedule: Hashable, Sendable {
    /// `2019-10-21 09:00`
    case moment(CivilDate, CivilTime)
    /// `every day 08:00`
    case everyDay(CivilTime)
    /// `every working day 19:00`, `every 3 working days 10:00`: the n-th, 2n-th … working day of the phase.
    case everyWorkingDays(Int, CivilTime)
    /// `every friday 20:00`; 1 is Monday.
    case everyWeekday(Int, CivilTime)
    /// `phase start 09:00`, `3 working days before phase end 17:00`
    case relative(Offset, from: Anchor, CivilTime)
    /// Several of the above.
    case several([Schedule])
    /// No `at`: the moments of the first needed step.
    case followsNeed

    package enum Anchor: String, Hashable, Sendable { case start, end }

    package enum Offset: Hashable, Sendable {
        case days(Int)
        /// Signed; the anchor's own day is not counted.
        case workingDays(Int)
    }

    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// The forms a message may offer.
    package static let forms = [
        "2019-10-21 09:00", "every day 08:00", "every working day 19:00", "every 3 working days 10:00",
        "every friday 20:00", "phase start 09:00", "phase end 17:00", "3 working days before phase end 17:00",
        "2 days after phase start 09:00",
    ]

    /// Nil for a text that is none of the forms, or names an impossible day or time.
    package init?(_ text: String) {
        let words = text.lowercased().split(separator: " ").map(String.init)
        guard words.count >= 2, let time = CivilTime(words[words.count - 1]) else { return nil }
        let rule = Array(words.dropLast())
        if rule.count == 1, let date = CivilDate(iso: rule[0]) {
            self = .moment(date, time)
        } else if rule[0] == "every" {
            guard let schedule = Schedule.recurring(Array(rule.dropFirst()), time) else { return nil }
            self = schedule
        } else {
            guard let schedule = Schedule.relative(rule, time) else { return nil }
            self = schedule
        }
    }

    private static func recurring(_ words: [String], _ time: CivilTime) -> Schedule? {
        switch words.count {
        case 1 where words[0] == "day": return .everyDay(time)
        case 1: return weekdays.firstIndex(of: words[0]).map { .everyWeekday($0 + 1, time) }
        case 2 where words == ["working", "day"]: return .everyWorkingDays(1, time)
        case 3 where words[1...] == ["working", "days"]:
            guard let count = Int(words[0]), count >= 1 else { return nil }
            return .everyWorkingDays(count, time)
        default: return nil
        }
    }

    /// `phase start`, `N [working] day[s] before|after phase start|end`
    private static func relative(_ words: [String], _ time: CivilTime) -> Schedule? {
        guard words.count >= 2, words[words.count - 2] == "phase", let anchor = Anchor(rawValue: words[words.count - 1])
        else { return nil }
        var rest = Array(words.dropLast(2))
        if rest.isEmpty { return .relative(.days(0), from: anchor, time) }
        guard let direction = rest.popLast(), ["before", "after"].contains(direction),
            let unit = rest.popLast(), ["day", "days"].contains(unit),
            let first = rest.first, let count = Int(first), count >= 1
        else { return nil }
        let signed = direction == "before" ? -count : count
        switch rest.dropFirst() {
        case []: return .relative(.days(signed), from: anchor, time)
        case ["working"]: return .relative(.workingDays(signed), from: anchor, time)
        default: return nil
        }
    }

    /// The moments of the rule, ascending. A rule that names its day gives that day even when it lies outside `span`
    /// (the check of the plan refuses it); a recurring rule stays within.
    package func moments(in span: CivilSpan, _ calendar: WorkingCalendar) -> [Instant] {
        switch self {
        case .moment(let date, let time): [Instant(date, time)]
        case .everyDay(let time): days(span).map { Instant($0, time) }
        case .everyWorkingDays(let count, let time):
            calendar.workingDays(from: span.first, through: span.last).enumerated()
                .filter { ($0.offset + 1) % count == 0 }.map { Instant($0.element, time) }
        case .everyWeekday(let weekday, let time):
            days(span).filter { $0.weekday == weekday }.map { Instant($0, time) }
        case .relative(let offset, let anchor, let time):
            [Instant(Schedule.day(offset, from: anchor == .start ? span.first : span.last, calendar), time)]
        case .several(let schedules):
            Set(schedules.flatMap { $0.moments(in: span, calendar) }).sorted()
        case .followsNeed: []
        }
    }

    private func days(_ span: CivilSpan) -> [CivilDate] {
        (span.first.daysSinceEpoch...span.last.daysSinceEpoch).map { CivilDate(daysSinceEpoch: $0) }
    }

    private static func day(_ offset: Offset, from anchor: CivilDate, _ calendar: WorkingCalendar) -> CivilDate {
        switch offset {
        case .days(let count): anchor.adding(days: count)
        case .workingDays(let count): calendar.adding(workingDays: count, to: anchor)
        }
    }
}

/// Until when a person must have decided.
package enum Deadline: Hashable, Sendable {
    /// `3 working days`: the day of opening is not counted; ends at 24:00 of the last (Civil Code, articles 201–203).
    case workingDays(Int)
    /// `5 days`: calendar days; a last day that is a rest day rolls to the next working day.
    case days(Int)
    /// `2019-12-10 18:00`
    case moment(CivilDate, CivilTime)

    package init?(_ text: String) {
        let words = text.lowercased().split(separator: " ").map(String.init)
        if words.count == 2, let date = CivilDate(iso: words[0]), let time = CivilTime(words[1]) {
            self = .moment(date, time)
            return
        }
        guard let first = words.first, let count = Int(first), count >= 1 else { return nil }
        switch words.dropFirst() {
        case ["working", "day"], ["working", "days"]: self = .workingDays(count)
        case ["day"], ["days"]: self = .days(count)
        default: return nil
        }
    }

    package func end(openedAt opened: Instant, _ calendar: WorkingCalendar) -> Instant {
        switch self {
        case .workingDays(let count): Instant(calendar.adding(workingDays: count, to: opened.date), hour: 24)
        case .days(let count): Instant(calendar.rolledForward(opened.date.adding(days: count)), hour: 24)
        case .moment(let date, let time): Instant(date, time)
        }
    }
}

/// `90s`, `5m`, `2h`, `1d` in milliseconds.
enum DurationText {
    static func milliseconds(_ text: String) -> Int64? {
        guard let unit = text.last, let count = Int64(text.dropLast()), count >= 1, count <= 100_000 else { return nil }
        switch unit {
        case "s": return count * 1_000
        case "m": return count * 60_000
        case "h": return count * 3_600_000
        case "d": return count * 86_400_000
        default: return nil
        }
    }
}
