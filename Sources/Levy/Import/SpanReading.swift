import Diagnostics
import Storage

/// The days between which a row of a list says that a person belongs to its class.
struct SpanReading {
    private(set) var from: CivilDate?
    private(set) var until: CivilDate?
    /// Cells that hold no day, or a last day before the first.
    private var unread: [ColumnName] = []

    init(_ record: TableRecord, order: SenderMapping.DayOrder?) {
        from = read(.recognisedOn, record, order)
        until = read(.validUntil, record, order)
        if let first = from, let last = until, last < first {
            until = nil
            unread.append(.validUntil)
        }
    }

    private mutating func read(
        _ column: ColumnName, _ record: TableRecord, _ order: SenderMapping.DayOrder?
    ) -> CivilDate? {
        let open = ["", "长期", "永久", "无", "—", "-", "/"]
        guard record.has(column), !open.contains(record.text(column)) else { return nil }
        // Years of two digits are of this century: lists of the classes are younger than that.
        let latest = CivilDate(year: 2099, month: 12, day: 31) ?? CivilDate(daysSinceEpoch: 0)
        switch DateReading(record[column], order: order, latest: latest) {
        case .day(let day): return day
        case .blank: return nil
        case .ambiguous, .unreadable:
            unread.append(column)
            return nil
        }
    }

    /// What could not be read: the row counts without it.
    func doubts(
        _ name: String, _ record: TableRecord, in file: SourceFile, severity: Diagnostic.Severity = .warning
    ) -> [Diagnostic] {
        unread.map { column in
            Diagnostic(
                severity, "levy.list.day",
                ["place": record.place.text, "name": name, "column": column.head, "text": record[column].text],
                at: record.place.span(file, column: record[column].column))
        }
    }
}
