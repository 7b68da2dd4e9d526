import Diagnostics
import Markup

/// The data description of a template (`NAME.fields`): which fields a record has, and of which types.
package struct Fields: Sendable {
    package struct Field: Sendable {
        package let type: FieldType
        /// The value may be missing.
        package let isOptional: Bool
        /// JSON may give a number where text is wanted; only where nobody has described the data.
        var readsNumbers = false
        /// The fields of a record, or of each row of a list.
        package var members: [String: Field] = [:]
        /// Where it is described; nil for a record that only the dots of other names imply.
        package let span: SourceSpan?
        /// The description for people.
        package let label: String
    }

    package private(set) var members: [String: Field] = [:]

    package init() {}

    init(members: [String: Field]) { self.members = members }

    /// The fields that each row of a list has.
    package init(rowsOf list: String, in fields: Fields) { members = fields.members[list]?.members ?? [:] }

    /// Reads a description: one field a line, `dotted.path: type  text for people`; `#` begins a comment; `?` behind
    /// a type says that the value may be missing.
    package static func parse(_ source: SourceText, into mistakes: inout DiagnosticList) -> Fields {
        var fields = Fields()
        for number in 1... {
            guard let line = source.line(number) else { break }
            guard let entry = FieldLine(line, number: number, file: source.name, into: &mistakes) else { continue }
            fields.members.add(entry, at: entry.path[...], into: &mistakes)
        }
        return fields
    }
}

/// One line of a data description.
private struct FieldLine {
    let path: [String]
    let field: Fields.Field
    let span: SourceSpan

    var name: String { path.joined(separator: ".") }

    /// nil for an empty line or a mistake.
    init?(_ line: Substring, number: Int, file: String, into mistakes: inout DiagnosticList) {
        let scalars = Array(line.unicodeScalars.prefix { $0 != "#" })
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
        func span(_ range: Range<Int>) -> SourceSpan {
            SourceSpan(file: file, line: number, column: range.lowerBound + 1, length: max(1, range.count))
        }
        func text(_ range: Range<Int>) -> String {
            String(String.UnicodeScalarView(scalars[range]))
        }
        guard let start = scalars.firstIndex(where: { !isSpace($0) }) else { return nil }
        let nameEnd = scalars[start...].firstIndex { isSpace($0) || $0 == ":" || $0 == "：" } ?? scalars.count
        let colon = scalars[nameEnd...].firstIndex { !isSpace($0) }
        let nameSpan = span(start..<nameEnd)
        let names = text(start..<nameEnd).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard names.allSatisfy(ExpressionLexer.isName) else {
            mistakes.error("fields.bad-name", ["name": text(start..<nameEnd)], at: nameSpan)
            return nil
        }
        guard let colon, scalars[colon] == ":",
            let typeStart = scalars[(colon + 1)...].firstIndex(where: { !isSpace($0) })
        else {
            mistakes.error("fields.missing-type", ["name": text(start..<nameEnd)], at: nameSpan)
            return nil
        }
        let typeEnd = scalars[typeStart...].firstIndex { isSpace($0) } ?? scalars.count
        let word = text(typeStart..<typeEnd)
        let isOptional = word.hasSuffix("?")
        guard let type = FieldType(rawValue: isOptional ? String(word.dropLast()) : word) else {
            let all = FieldType.allCases.map(\.rawValue).joined(separator: ", ")
            mistakes.error("fields.unknown-type", ["type": word, "allowed": all], at: span(typeStart..<typeEnd))
            return nil
        }
        let label = text(typeEnd..<scalars.count).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        path = names
        field = Fields.Field(type: type, isOptional: isOptional, span: nameSpan, label: label)
        self.span = nameSpan
    }
}

extension [String: Fields.Field] {
    fileprivate mutating func add(
        _ entry: FieldLine, at path: ArraySlice<String>, into mistakes: inout DiagnosticList
    ) {
        guard let name = path.first else { return }
        if path.count == 1 {
            if let known = self[name] {
                let first = known.span.map { [Diagnostic(.note, "fields.first-here", at: $0)] } ?? []
                mistakes.append(
                    Diagnostic(.error, "fields.duplicate", ["name": entry.name], at: entry.span, notes: first))
            } else {
                self[name] = entry.field
            }
            return
        }
        var parent = self[name] ?? Fields.Field(type: .record, isOptional: false, span: nil, label: "")
        guard parent.type == .record || parent.type == .list else {
            mistakes.error(
                "fields.not-a-record", ["name": entry.name, "parent": name, "type": parent.type.rawValue],
                at: entry.span)
            return
        }
        if parent.type == .list, path.count == 2, path.last == "index" {
            mistakes.error("fields.reserved-name", ["name": "index"], at: entry.span)
            return
        }
        parent.members.add(entry, at: path.dropFirst(), into: &mistakes)
        self[name] = parent
    }
}
