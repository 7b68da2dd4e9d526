import Diagnostics
import Typesetting

/// A path of names that the compiler has found in the data description.
struct FieldPath: Sendable {
    /// 0 looks in the record; n looks in the current row of the n-th list around the place, the outermost first.
    let level: Int
    let names: [String]
    /// `row.index`: the row's number, counted from 1.
    let isRowIndex: Bool
    let type: FieldType
    /// The value, or a record on the way to it, may be missing.
    let isOptional: Bool
    /// As written, for messages.
    let text: String
    let span: SourceSpan
}

/// `path | filter | filter`, checked.
struct Expression: Sendable {
    enum Step: Sendable {
        /// What a filter does with a value that is there.
        case convert(name: String, @Sendable (Datum) throws -> Datum)
        /// `or("—")`: the text for a missing or empty value.
        case fallback(String)
    }

    let path: FieldPath
    let steps: [Step]
    let span: SourceSpan
}

/// Text with placeholders.
struct TextTemplate: Sendable {
    enum Piece: Sendable {
        case literal(String)
        case value(Expression)
        /// In the head or foot of a table.
        case pageSum(PageSum)
    }

    let pieces: [Piece]
    let span: SourceSpan

    /// The text, when nothing in it changes.
    var fixed: String? {
        var result = ""
        for piece in pieces {
            guard case .literal(let text) = piece else { return nil }
            result += text
        }
        return result
    }
}
