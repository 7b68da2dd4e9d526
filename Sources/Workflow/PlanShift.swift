import Diagnostics
import Settings
import Storage

/// Last year's plan made into another year's: dates moved, years in names and numbers proposed, the text otherwise left
/// as it is, with its comments and its layout.
///
/// All days move by the same number of weeks: to the same weekday of the same week (ISO 8601) in which the plan
/// starts. Phases then are fitted to the working days of the new year: one that began on a working day begins on one;
/// each keeps its number of working days; phases that followed each other without a gap still do. Other days that were
/// worked stay on working days of their phase.
package struct PlanShift: Sendable {
    /// A text that was replaced, for a person to look over.
    package struct Edit: Sendable {
        package let span: SourceSpan
        /// How the plan names the value.
        package let path: String
        package let old: String
        package let new: String
        /// Whether it is a day that the rule gave; else it is only proposed.
        package let isDay: Bool

        package init(span: SourceSpan, path: String, old: String, new: String, isDay: Bool) {
            self.span = span
            self.path = path
            self.old = old
            self.new = new
            self.isDay = isDay
        }
    }

    package private(set) var text = ""
    /// In the order of the file.
    package private(set) var edits: [Edit] = []

    private let plan: Definition
    /// How many years later the new plan is; negative for an earlier one.
    package let years: Int
    private let offset: Int
    private var phaseDays: [String: CivilSpan] = [:]
    private var starts: CivilDate
    private var ends: CivilDate

    /// - throws: `Rejection` `shift.same-year`, `shift.year`.
    package init(_ plan: Definition, to year: Int) throws(Rejection) {
        self.plan = plan
        years = year - plan.days.first.year
        guard years != 0 else { throw Rejection("shift.same-year", ["year": "\(year)"]) }
        guard (1900...2999).contains(year) else { throw Rejection("shift.year", ["year": "\(year)"]) }
        let start = PlanShift.sameWeek(plan.days.first, years)
        offset = start.daysSinceEpoch - plan.days.first.daysSinceEpoch
        starts = start
        ends = plan.days.last.adding(days: offset)
        fitPhases()
        var edits = dayEdits()
        let taken = Set(edits.map(\.span))
        edits += yearEdits().filter { !taken.contains($0.span) }
        self.edits = edits.sorted { ($0.span.line, $0.span.column) < ($1.span.line, $1.span.column) }
        text = PlanShift.apply(self.edits, to: plan.source.text)
    }

    /// The same weekday of the same week; the last week of a year with 53 becomes the 52nd.
    static func sameWeek(_ date: CivilDate, _ years: Int) -> CivilDate {
        let thursday = date.adding(days: 4 - date.weekday)
        let first = CivilDate(daysSinceEpoch: thursday.daysSinceEpoch).firstOfYear
        let week = min((thursday.daysSinceEpoch - first.daysSinceEpoch) / 7, 51)
        // The 4th of January lies in the first week.
        let january = CivilDate(year: thursday.year + years, month: 1, day: 4) ?? date
        let same = january.adding(days: 1 - january.weekday + week * 7 + date.weekday - 1)
        // The first and the last days of a year may lie in a week of its neighbour; the year asked for counts.
        return same.adding(days: (date.year + years - same.year).signum() * 7)
    }

    // MARK: Phases

    private mutating func fitPhases() {
        let calendar = plan.calendar
        var previous: (old: CivilSpan, new: CivilSpan)?
        for phase in plan.phases {
            let old = phase.days
            var first = old.first.adding(days: offset)
            if let previous {
                let follows = previous.old.last.adding(days: 1) == old.first
                if follows || first <= previous.new.last { first = previous.new.last.adding(days: 1) }
            } else if calendar.isWorkingDay(old.first) {
                first = calendar.rolledForward(first)
            }
            let new = CivilSpan(first: first, last: max(first, fittedEnd(old, first)))
            phaseDays[phase.id] = new
            previous = (old, new)
        }
        if let first = plan.phases.first, let days = phaseDays[first.id] {
            starts = first.days.first == plan.days.first ? days.first : min(starts, days.first)
        }
        if let last = plan.phases.last, let days = phaseDays[last.id] {
            ends = last.days.last == plan.days.last ? days.last : max(ends, days.last)
        }
    }

    /// The day to which a phase that begins on `first` has as many working days as before.
    private func fittedEnd(_ old: CivilSpan, _ first: CivilDate) -> CivilDate {
        let calendar = plan.calendar
        let wanted = calendar.workingDays(from: old.first, through: old.last).count
        let same = old.last.adding(days: offset)
        let isWorked = calendar.isWorkingDay(old.last)
        if same >= first, calendar.workingDays(from: first, through: same).count == wanted,
            calendar.isWorkingDay(same) == isWorked
        {
            return same
        }
        guard wanted > 0 else { return first.adding(days: old.last.daysSinceEpoch - old.first.daysSinceEpoch) }
        var last = calendar.adding(workingDays: wanted, to: first.adding(days: -1))
        // Rest days at the end stay at the end, as far as there are any.
        var trailing = 0
        while !calendar.isWorkingDay(old.last.adding(days: -trailing)) { trailing += 1 }
        while trailing > 0, !calendar.isWorkingDay(last.adding(days: 1)) {
            last = last.adding(days: 1)
            trailing -= 1
        }
        return last
    }

    /// A day of a phase (or of the plan), at the same place in the new year.
    private func shifted(_ date: CivilDate, phase: String?) -> CivilDate {
        let calendar = plan.calendar
        let span = phase.flatMap { phaseDays[$0] } ?? CivilSpan(first: starts, last: max(starts, ends))
        let isInside = (phase.flatMap { plan.phase($0)?.days } ?? plan.days).contains(date)
        var day = date.adding(days: offset)
        if isInside { day = min(max(day, span.first), span.last) }
        guard calendar.isWorkingDay(date), !calendar.isWorkingDay(day) else { return day }
        let later = calendar.rolledForward(day)
        return isInside && later > span.last ? calendar.rolledBackward(day) : later
    }

    // MARK: Edits

    private func dayEdits() -> [Edit] {
        guard let root = plan.root else { return [] }
        var edits: [Edit] = []
        func visit(_ value: ConfigValue, _ key: String, _ phase: String?) {
            switch value.content {
            case .scalar(let text):
                guard let new = days(text, key: key, phase: phase), new != text else { return }
                edits.append(Edit(span: value.span, path: value.path, old: text, new: new, isDay: true))
            case .list(let values): values.forEach { visit($0, key, phase) }
            case .map(let entries):
                let own = value.path.hasPrefix("phases[") && value["from"] != nil ? value["id"] : nil
                var inside = phase
                if case .scalar(let id)? = own?.content { inside = id }
                entries.forEach { visit($0.value, $0.key, inside) }
            }
        }
        visit(root, "", nil)
        return edits
    }

    /// The text with the days in it moved, or nil when it speaks of none.
    private func days(_ text: String, key: String, phase: String?) -> String? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.contains(where: { CivilDate(iso: $0) != nil }),
            [
                "starts", "ends", "from", "to", "at", "deadline",
                "after", "if",
            ].contains(key) || words.count == 1
        else { return nil }
        return words.map { word -> String in
            guard let date = CivilDate(iso: word) else { return String(word) }
            switch key {
            case "starts": return starts.iso
            case "ends": return ends.iso
            case "from": return (phase.flatMap { phaseDays[$0]?.first } ?? shifted(date, phase: nil)).iso
            case "to": return (phase.flatMap { phaseDays[$0]?.last } ?? shifted(date, phase: nil)).iso
            default: return shifted(date, phase: phase).iso
            }
        }.joined(separator: " ")
    }

    /// Years of the plan and the one after it, wherever a value names them: 2019年度, 〔2019〕, period: 2020, XC19.
    private func yearEdits() -> [Edit] {
        guard let root = plan.root else { return [] }
        var edits: [Edit] = []
        func visit(_ value: ConfigValue, _ key: String) {
            switch value.content {
            case .scalar(let text):
                guard key != "calendar", key != "id", let new = renamed(text), new != text else { return }
                edits.append(Edit(span: value.span, path: value.path, old: text, new: new, isDay: false))
            case .list(let values): values.forEach { visit($0, key) }
            case .map(let entries): entries.forEach { visit($0.value, $0.key) }
            }
        }
        visit(root, "")
        return edits
    }

    /// A text with the years of the plan and the one after it moved; nil for one of several lines.
    package func renamed(_ text: String) -> String? {
        guard !text.contains("\n") else { return nil }
        let first = plan.days.first.year
        let years = Set([first, first + 1, plan.days.last.year, plan.days.last.year + 1])
        var new = ""
        for run in Array(text.unicodeScalars).chunked(by: { ("0"..."9").contains($0) }) {
            let word = String(String.UnicodeScalarView(run))
            if word.utf8.count == 4, let year = Int(word), years.contains(year) {
                new += "\(year + self.years)"
            } else if word.utf8.count == 2, let short = Int(word), short == plan.days.first.year % 100,
                new.isEmpty == false, new.utf8.allSatisfy({ (0x41...0x5A).contains($0) }), text == new + word
            {
                new += String("\(100 + (plan.days.first.year + self.years) % 100)".suffix(2))
            } else {
                new += word
            }
        }
        return new
    }

    /// Where a day of another file moves to that goes by the phases: the first or last day of one, or the day before or
    /// after it; nil for any other day.
    package func dayOfPhases(_ date: CivilDate) -> CivilDate? {
        let spans = plan.phases.compactMap { phase in phaseDays[phase.id].map { (old: phase.days, new: $0) } }
        for outside in [0, 1] {
            for span in spans {
                if date == span.old.first.adding(days: -outside) { return span.new.first.adding(days: -outside) }
                if date == span.old.last.adding(days: outside) { return span.new.last.adding(days: outside) }
            }
        }
        return nil
    }

    /// Replaces the texts at their places. A value that does not stand in the file as it was read (a quoted one with
    /// escapes, one over several lines) is left as it is.
    /// - Parameters:
    ///   - keys: beside each of these keys `mark` is put: in its line where the map is written in one, else in a line
    ///     of its own after it.
    package static func apply(
        _ edits: [Edit], to text: String, marking keys: [SourceSpan] = [], with mark: String = ""
    ) -> String {
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        let inFlow = keys.filter { key in
            let before = lines[key.line - 1].prefix(key.column - 1).last { $0 != " " }
            return before == "{" || before == ","
        }
        var changes = edits.map { (span: $0.span, old: $0.old, new: $0.new) }
        changes += inFlow.map { (span: $0, old: "", new: mark + ", ") }
        // From the end, so that what stands before stays where it was.
        changes.sort { ($0.span.line, $0.span.column) > ($1.span.line, $1.span.column) }
        for change in changes where lines.indices.contains(change.span.line - 1) {
            let line = lines[change.span.line - 1]
            let old = Array(change.old.unicodeScalars)
            for start in [change.span.column - 1, change.span.column]
            where start + old.count <= line.count && Array(line[start..<(start + old.count)]) == old {
                lines[change.span.line - 1]
                    .replaceSubrange(start..<(start + old.count), with: change.new.unicodeScalars)
                break
            }
        }
        for key in keys.filter({ !inFlow.contains($0) }).sorted(by: { $0.line > $1.line }) {
            let lead = String(repeating: " ", count: key.column - 1)
            lines.insert(Array((lead + mark).unicodeScalars), at: key.line)
        }
        return lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n")
    }
}

extension CivilDate {
    fileprivate var firstOfYear: CivilDate {
        guard let first = CivilDate(year: year, month: 1, day: 1) else { preconditionFailure("every year has a first") }
        return first
    }
}

extension Definition {
    /// The plan as it was read, with the places of its values.
    var root: ConfigValue? {
        // It was read before, so it can be read again; a failure has no other reason than a broken program.
        try? YAMLSource.read(source.text, file: source.name)
    }
}
