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

/// When a step runs, as the plan says it: a rule that gives nominal moments within the days of its phase. How it is
/// written stands in `Schedule+Reading.swift`.
package indirect enum Schedule: Hashable, Sendable {
    /// `2019-10-21 09:00`
    case moment(CivilDate, CivilTime)
    /// `every day 08:00`
    case everyDay(CivilTime)
    /// `every working day 19:00`, `every 3 working days 10:00`: the n-th, 2n-th … working day of the phase.
    case everyWorkingDays(Int, CivilTime)
    /// `every friday 20:00`; 1 is Monday.
    case everyWeekday(Int, CivilTime)
    /// `5th working day of the month 10:00`; 0 is the last one.
    case monthly(workingDay: Int, CivilTime)
    /// `cron 0 19 * * 1-5`
    case cron(Cron)
    /// `phase start 09:00`, `3 working days before phase end 17:00`
    case relative(Offset, from: Anchor, CivilTime)
    /// `1 working day after import-payments 09:00`: one for each moment of that step, which must be a need.
    case after(String, Offset, CivilTime)
    /// `… or next working day`: a moment on a rest day is moved to the same time of a working day.
    case moved(Schedule, Move)
    /// Several of the above.
    case several([Schedule])
    /// No `at`: the moments of the first needed step.
    case followsNeed

    package enum Anchor: String, Hashable, Sendable { case start, end }

    package enum Move: String, Hashable, Sendable { case next, previous }

    package enum Offset: Hashable, Sendable {
        case days(Int)
        /// Signed; the day counted from is not counted itself.
        case workingDays(Int)

        func day(from anchor: CivilDate, _ calendar: WorkingCalendar) -> CivilDate {
            switch self {
            case .days(let count): anchor.adding(days: count)
            case .workingDays(let count): calendar.adding(workingDays: count, to: anchor)
            }
        }
    }

    /// A moment the rule gives, and where it would lie had it not been moved off a rest day.
    package struct Planned: Hashable, Sendable {
        package let moment: Instant
        package let movedFrom: Instant?
    }

    /// More moments than any step needs; a plan that asks for more is refused.
    static let mostMoments = 20_000

    /// The moments of the rule, ascending. A rule that names its day gives that day even when it lies outside `span`
    /// (the check of the plan refuses it), and so does one that was moved off a rest day; a recurring rule stays
    /// within.
    package func moments(
        in span: CivilSpan, _ calendar: WorkingCalendar, of step: (String) -> [Instant] = { _ in [] }
    ) -> [Instant] {
        Set(planned(in: span, calendar, of: step).map(\.moment)).sorted()
    }

    /// The same with the moments that were moved, ascending by where they lie now.
    package func planned(
        in span: CivilSpan, _ calendar: WorkingCalendar, of step: (String) -> [Instant] = { _ in [] }
    ) -> [Planned] {
        switch self {
        case .several(let schedules):
            return schedules.flatMap { $0.planned(in: span, calendar, of: step) }
                .sorted { ($0.moment, $0.movedFrom ?? $0.moment) < ($1.moment, $1.movedFrom ?? $1.moment) }
        case .moved(let schedule, let move):
            return schedule.moments(in: span, calendar, of: step).map { moment in
                let day =
                    move == .next ? calendar.rolledForward(moment.date) : calendar.rolledBackward(moment.date)
                let moved = moment.adding(
                    milliseconds: Int64(day.daysSinceEpoch - moment.date.daysSinceEpoch) * 86_400_000)
                return Planned(moment: moved, movedFrom: moved == moment ? nil : moment)
            }
            .sorted { ($0.moment, $0.movedFrom ?? $0.moment) < ($1.moment, $1.movedFrom ?? $1.moment) }
        default:
            return single(in: span, calendar, of: step).map { Planned(moment: $0, movedFrom: nil) }
        }
    }

    private func single(
        in span: CivilSpan, _ calendar: WorkingCalendar, of step: (String) -> [Instant]
    ) -> [Instant] {
        switch self {
        case .moment(let date, let time): [Instant(date, time)]
        case .everyDay(let time): span.days.map { Instant($0, time) }
        case .everyWorkingDays(let count, let time):
            calendar.workingDays(from: span.first, through: span.last).enumerated()
                .filter { ($0.offset + 1) % count == 0 }.map { Instant($0.element, time) }
        case .everyWeekday(let weekday, let time):
            span.days.filter { $0.weekday == weekday }.map { Instant($0, time) }
        case .monthly(let number, let time):
            span.months.compactMap { month in
                let last = month.adding(days: CivilDate.days(inMonth: month.month, of: month.year) - 1)
                let days = calendar.workingDays(from: month, through: last)
                return number == 0 ? days.last : days.indices.contains(number - 1) ? days[number - 1] : nil
            }
            .filter(span.contains).map { Instant($0, time) }
        case .cron(let cron): span.days.flatMap { day in cron.times(on: day).map { Instant(day, $0) } }
        case .relative(let offset, let anchor, let time):
            [Instant(offset.day(from: anchor == .start ? span.first : span.last, calendar), time)]
        case .after(let needed, let offset, let time):
            Set(step(needed).map { Instant(offset.day(from: $0.date, calendar), time) }).sorted()
        case .followsNeed, .moved, .several: []
        }
    }

    /// The step whose moments this rule counts from, by its `after`.
    var namedSteps: [String] {
        switch self {
        case .after(let step, _, _): [step]
        case .moved(let schedule, _): schedule.namedSteps
        case .several(let schedules): schedules.flatMap(\.namedSteps)
        default: []
        }
    }

    /// How many moments the rule may have within `days` days, at most.
    func mostMoments(days: Int) -> Int {
        switch self {
        case .cron(let cron): cron.perDay * days
        case .moved(let schedule, _): schedule.mostMoments(days: days)
        case .several(let schedules): schedules.reduce(0) { $0 + $1.mostMoments(days: days) }
        default: days
        }
    }
}

extension CivilSpan {
    package var days: [CivilDate] {
        (first.daysSinceEpoch...last.daysSinceEpoch).map { CivilDate(daysSinceEpoch: $0) }
    }

    /// The first day of every month that the span touches.
    var months: [CivilDate] {
        var months: [CivilDate] = []
        var month = first.firstOfMonth
        while month <= last {
            months.append(month)
            month = month.adding(days: CivilDate.days(inMonth: month.month, of: month.year))
        }
        return months
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
