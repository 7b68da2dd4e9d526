/// A value of a record.
package enum Datum: Hashable, Sendable {
    case text(String)
    case integer(Int)
    /// In fen.
    case money(Int)
    /// In hundredths of a percent: 85.49 % is 8,549.
    case percent(Int)
    case date(year: Int, month: Int, day: Int)
    case flag(Bool)
    case list([Record])
    /// A list whose rows are read while pages are filled.
    case stream(RecordStream)
    case record(Record)
    case missing

    /// nil for `missing`, which fits every optional field.
    package var type: FieldType? {
        switch self {
        case .text: .text
        case .integer: .integer
        case .money: .money
        case .percent: .percent
        case .date: .date
        case .flag: .flag
        case .list, .stream: .list
        case .record: .record
        case .missing: nil
        }
    }

    var isMissing: Bool { if case .missing = self { true } else { false } }
}

/// The types of a data description.
package enum FieldType: String, CaseIterable, Sendable {
    case text, integer, money, percent, date, flag, list, record
}
