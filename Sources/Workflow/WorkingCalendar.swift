import Diagnostics
import Storage

/// Which days are worked: Monday to Friday, except for the days a table names.
///
/// The table is CSV `date,is_workday,name` or `date,is_workday,name,source`, exceptions only: 0 for holidays and bridge
/// days, 1 for make-up working days; the source is the notice that says so. Tables can lie in layers: a local one over
/// the national one.
package struct WorkingCalendar: Sendable {
    private struct Exception: Sendable {
        let isWorked: Bool
        let name: String
        let source: String
    }

    private let exceptions: [CivilDate: Exception]
    /// The years the table speaks of; beyond them holidays are unknown.
    package let years: ClosedRange<Int>
    /// SHA-256 of the table's text.
    package let hash: String

    /// - throws: `Rejection` with every wrong line: `calendar.header`, `calendar.columns`, `calendar.date`,
    ///   `calendar.flag`, `calendar.twice`, `calendar.empty`.
    package init(csv text: String, file: String) throws(Rejection) {
        var mistakes = DiagnosticList()
        var exceptions: [CivilDate: Exception] = [:]
        // By scalars: as characters, CR and LF are one and a byte order mark joins its neighbour.
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            Substring(line.last == "\r" ? line.dropLast() : line)
        }
        let header = lines.first.map { String($0.unicodeScalars.drop { $0 == "\u{FEFF}" }) }
        if !["date,is_workday,name", "date,is_workday,name,source"].contains(header) {
            mistakes.error("calendar.header", at: SourceSpan(file: file, line: 1))
        }
        let columns = header?.hasSuffix(",source") == true ? 4 : 3
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let place = SourceSpan(file: file, line: index + 1)
            WorkingCalendar.read(line, columns, at: place, into: &exceptions, &mistakes)
        }
        if exceptions.isEmpty, !mistakes.hasErrors {
            mistakes.error("calendar.empty", at: SourceSpan(file: file, line: 1))
        }
        try mistakes.throwIfErrors()
        self.exceptions = exceptions
        let years = exceptions.keys.map(\.year)
        self.years = (years.min() ?? 0)...(years.max() ?? 0)
        hash = DurableFile.sha256(text)
    }

    /// - throws: `Rejection` `plan.unreadable`, `plan.not-utf8` and those of `init`.
    package static func load(path: String) throws(Rejection) -> WorkingCalendar {
        try WorkingCalendar(csv: Definition.read(path, at: nil), file: path)
    }

    private static func read(
        _ line: Substring, _ columns: Int, at place: SourceSpan, into exceptions: inout [CivilDate: Exception],
        _ mistakes: inout DiagnosticList
    ) {
        let fields = line.split(separator: ",", maxSplits: columns - 1, omittingEmptySubsequences: false)
        guard fields.count == columns else {
            return mistakes.error(
                "calendar.columns", ["count": "\(fields.count)", "wanted": "\(columns)"], at: place)
        }
        let flagColumn = fields[0].unicodeScalars.count + 2
        let flagPlace = SourceSpan(
            file: place.file, line: place.line, column: flagColumn, length: max(1, fields[1].unicodeScalars.count))
        guard let date = CivilDate(iso: fields[0]) else {
            return mistakes.error(
                "calendar.date", ["text": String(fields[0])],
                at: SourceSpan(file: place.file, line: place.line, length: max(1, fields[0].unicodeScalars.count)))
        }
        guard fields[1] == "0" || fields[1] == "1" else {
            return mistakes.error("calendar.flag", ["text": String(fields[1])], at: flagPlace)
        }
        guard exceptions[date] == nil else {
            return mistakes.error("calendar.twice", ["date": date.iso], at: place)
        }
        exceptions[date] = Exception(
            isWorked: fields[1] == "1", name: String(fields[2]), source: columns == 4 ? String(fields[3]) : "")
    }

    /// A calendar and local ones over it: where several name a day, the last counts. The first says which years'
    /// holidays are known.
    package init(layers: [WorkingCalendar]) {
        guard let base = layers.first else { preconditionFailure("a calendar has at least one layer") }
        exceptions = layers.dropFirst().reduce(base.exceptions) { $0.merging($1.exceptions) { $1 } }
        years = base.years
        hash = layers.count == 1 ? base.hash : DurableFile.sha256(layers.map(\.hash).joined(separator: "\n"))
    }

    package func isWorkingDay(_ date: CivilDate) -> Bool { exceptions[date]?.isWorked ?? (date.weekday <= 5) }

    /// What the table calls the day, or nil for one that it does not name.
    package func name(of date: CivilDate) -> String? { exceptions[date]?.name }

    /// The notice on which the table bases the day, or nil.
    package func source(of date: CivilDate) -> String? {
        exceptions[date].flatMap { $0.source.isEmpty ? nil : $0.source }
    }

    /// The table with all its layers as one, in the form that it is read from.
    package var csv: String {
        let lines = exceptions.sorted { $0.key < $1.key }.map { date, exception in
            // Only the last column may hold a comma.
            let name = exception.name.replacing(",", with: "，")
            return "\(date.iso),\(exception.isWorked ? 1 : 0),\(name),\(exception.source)"
        }
        return (["date,is_workday,name,source"] + lines).joined(separator: "\n") + "\n"
    }

    /// The years of the days whose holidays the table does not know, ascending.
    package func missingYears(for days: CivilSpan) -> [Int] {
        (days.first.year...days.last.year).filter { !years.contains($0) }
    }

    /// The end of the last year whose holidays the table knows.
    package var end: Instant {
        guard let first = CivilDate(year: years.upperBound + 1, month: 1, day: 1) else {
            preconditionFailure("every year has a first day")
        }
        return Instant(first)
    }

    /// Whether the table knows the holidays of the date's year.
    package func covers(_ date: CivilDate) -> Bool { years.contains(date.year) }

    /// The `count`-th working day after `date` (before it when negative); `date` itself is not counted
    /// (Civil Code, article 201). Zero gives `date`.
    package func adding(workingDays count: Int, to date: CivilDate) -> CivilDate {
        var day = date
        var left = abs(count)
        while left > 0 {
            day = day.adding(days: count > 0 ? 1 : -1)
            if isWorkingDay(day) { left -= 1 }
        }
        return day
    }

    /// `date`, or the first working day after it when it is a rest day (Civil Code, article 203).
    package func rolledForward(_ date: CivilDate) -> CivilDate {
        var day = date
        while !isWorkingDay(day) { day = day.adding(days: 1) }
        return day
    }

    /// `date`, or the last working day before it when it is a rest day.
    package func rolledBackward(_ date: CivilDate) -> CivilDate {
        var day = date
        while !isWorkingDay(day) { day = day.adding(days: -1) }
        return day
    }

    /// The working days of the closed range, in order.
    package func workingDays(from first: CivilDate, through last: CivilDate) -> [CivilDate] {
        guard first <= last else { return [] }
        return (first.daysSinceEpoch...last.daysSinceEpoch).map { CivilDate(daysSinceEpoch: $0) }.filter(isWorkingDay)
    }
}
