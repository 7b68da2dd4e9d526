/// One row of a result, read by column name. Asking for a column that is not there, or as another type than it has,
/// is a mistake in the program and stops it.
package struct Row: Sendable {
    /// Column names of one statement, shared by its rows.
    final class Columns: Sendable {
        let names: [String]

        init(_ names: [String]) { self.names = names }

        /// Results are narrow, so that looking along the names is faster than hashing.
        func index(of name: String) -> Int {
            guard let index = names.firstIndex(of: name) else {
                preconditionFailure("no column \(name) among \(names.joined(separator: ", "))")
            }
            return index
        }
    }

    let columns: Columns
    let values: [Value]

    package func value(_ column: String) -> Value { values[columns.index(of: column)] }

    package func int(_ column: String) -> Int { required(optionalInt(column), column) }
    package func int64(_ column: String) -> Int64 { Int64(int(column)) }
    package func text(_ column: String) -> String { required(optionalText(column), column) }
    package func blob(_ column: String) -> [UInt8] { required(optionalBlob(column), column) }
    package func bool(_ column: String) -> Bool { int(column) != 0 }

    /// From `YYYY-MM-DD`.
    package func date(_ column: String) -> CivilDate { required(optionalDate(column), column) }

    package func optionalInt(_ column: String) -> Int? {
        switch value(column) {
        case .null: nil
        case .integer(let value): Int(value)
        case .text, .blob: preconditionFailure("column \(column) is not an integer")
        }
    }

    package func optionalText(_ column: String) -> String? {
        switch value(column) {
        case .null: nil
        case .text(let value): value
        case .integer, .blob: preconditionFailure("column \(column) is not text")
        }
    }

    package func optionalBlob(_ column: String) -> [UInt8]? {
        switch value(column) {
        case .null: nil
        case .blob(let value): value
        case .integer, .text: preconditionFailure("column \(column) is not a blob")
        }
    }

    package func optionalDate(_ column: String) -> CivilDate? {
        optionalText(column).map { text in
            guard let date = CivilDate(iso: text) else {
                preconditionFailure("column \(column) is not a date: \(text)")
            }
            return date
        }
    }

    private func required<T>(_ value: T?, _ column: String) -> T {
        guard let value else { preconditionFailure("column \(column) is null") }
        return value
    }
}
