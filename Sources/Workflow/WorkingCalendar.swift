import Diagnostics
import Storage

/// Which days are worked: Monday to Friday, except for the days a table names.
///
/// The table is CSV `date,is_workday,name`, exceptions only: 0 for holidays and bridge days, 1 for make-up working
/// days.
package struct WorkingCalendar: Sendable {
    private let exceptions: [CivilDate: Bool]
    /// The years the table speaks of; beyond them holidays are unknown.
    package let years: ClosedRange<Int>
    /// SHA-256 of the table's text.
    package let hash: String

    /// - throws: `Rejection` with every wrong line: `calendar.header`, `calendar.columns`, `calendar.date`,
    ///   `calendar.flag`, `calendar.twice`, `calendar.empty`.
    package init(csv text: String, file: String) throws(Rejection) {
        var mistakes = DiagnosticList()
        var exceptions: [CivilDate: Bool] = [:]
        // By scalars: as characters, CR and LF are one and a byte order mark joins its neighbour.
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            Substring(line.last == "\r" ? line.dropLast() : line)
        }
        let header = lines.first.map { String($0.unicodeScalars.drop { $0 == "\u{FEFF}" }) }
        if header != "date,is_workday,name" {
            mistakes.error("calendar.header", at: SourceSpan(file: file, line: 1))
        }
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            WorkingCalendar.read(line, at: SourceSpan(file: file, line: index + 1), into: &exceptions, &mistakes)
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

    private static func read(
        _ line: Substring, at place: SourceSpan, into exceptions: inout [CivilDate: Bool],
        _ mistakes: inout DiagnosticList
    ) {
        let fields = line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3 else {
            return mistakes.error("calendar.columns", ["count": "\(fields.count)"], at: place)
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
        exceptions[date] = fields[1] == "1"
    }

    package func isWorkingDay(_ date: CivilDate) -> Bool { exceptions[date] ?? (date.weekday <= 5) }

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
