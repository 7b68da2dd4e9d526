import Diagnostics
import Markup

extension Record {
    /// Reads a record from JSON after a data description: text, whole numbers (money in fen, percentages in hundredths
    /// of a percent), dates as `"2019-10-28"`, `true` and `false`, arrays, objects; `null` or nothing for what may be
    /// missing. Members that the description does not name are left out.
    ///
    /// Throws a `Rejection` with every mistake and its path in the data, such as `rows[2].paid`.
    package init(json source: SourceText, fields: Fields) throws(Rejection) {
        try self.init(json: JSONValue.parse(source), of: source, fields: fields)
    }

    /// One value of a JSON text as a record.
    init(json value: JSONValue, of source: SourceText, fields: Fields) throws(Rejection) {
        var decoder = RecordDecoder(source: source)
        let record = decoder.record(value, fields.members, path: "")
        try decoder.mistakes.throwIfErrors()
        self = record
    }
}

/// Turns JSON values into data of the types that a description asks for.
private struct RecordDecoder {
    let source: SourceText
    var mistakes = DiagnosticList()

    init(source: SourceText) { self.source = source }

    private mutating func fail(_ code: String, _ path: String, _ wanted: String = "", at value: JSONValue) {
        guard mistakes.diagnostics.count < 100 else { return }
        let arguments = ["path": path.isEmpty ? "$" : path, "wanted": wanted]
        mistakes.error(code, arguments, at: source.span(value.range))
    }

    // The path of a value is put together only when something is wrong with it.
    mutating func record(
        _ value: JSONValue, _ members: [String: Fields.Field], path: @autoclosure () -> String
    ) -> Record {
        guard case .object(let object) = value.content else {
            fail("json.wrong-type", path(), "record", at: value)
            return [:]
        }
        var table: [String: JSONValue] = [:]
        for (key, member) in object where table.updateValue(member, forKey: key) != nil {
            fail("json.duplicate-key", RecordDecoder.joined(path(), key), at: member)
        }
        let names = members.keys.sorted()
        return Record(
            names.compactMap { name in
                guard let field = members[name] else { return nil }
                guard let member = table[name], !member.isNull else {
                    if !field.isOptional {
                        fail("json.missing", RecordDecoder.joined(path(), name), at: table[name] ?? value.opening)
                    }
                    return (name, .missing)
                }
                return (name, datum(member, field, path: RecordDecoder.joined(path(), name)))
            })
    }

    private static func joined(_ path: String, _ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }

    private mutating func datum(
        _ value: JSONValue, _ field: Fields.Field, path: @autoclosure () -> String
    ) -> Datum {
        switch (field.type, value.content) {
        case (.text, .string(let text)): return .text(text)
        case (.text, .number(let digits)) where field.readsNumbers: return .text(digits)
        case (.flag, .flag(let flag)): return .flag(flag)
        case (.record, .object): return .record(record(value, field.members, path: path()))
        case (.list, .array(let values)):
            return .list(values.enumerated().map { record($1, field.members, path: "\(path())[\($0)]") })
        case (.date, .string(let text)):
            if let date = Datum(isoDate: text) { return date }
        case (.integer, .number(let digits)):
            if let number = Int(digits) { return .integer(number) }
        case (.money, .number(let digits)):
            if let number = Int(digits) { return .money(number) }
        case (.percent, .number(let digits)):
            if let number = Int(digits) { return .percent(number) }
        default: break
        }
        fail("json.wrong-type", path(), field.type.rawValue, at: value)
        return .missing
    }
}

extension JSONValue {
    fileprivate var isNull: Bool { if case .null = content { true } else { false } }

    /// Its first character, to point at something that is missing inside.
    fileprivate var opening: JSONValue {
        JSONValue(content: .null, range: range.lowerBound..<range.lowerBound + 1)
    }
}

extension Datum {
    /// `2019-10-28`; nil for another shape or a day that the calendar does not have.
    package init?(isoDate text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes.enumerated().allSatisfy({ $0 == 4 || $0 == 7 || (0x30...0x39).contains($1) })
        else { return nil }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard year >= 1, (1...12).contains(month), (1...days[month - 1]).contains(day) else { return nil }
        self = .date(year: year, month: month, day: day)
    }
}
