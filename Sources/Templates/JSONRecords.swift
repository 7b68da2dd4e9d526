import Diagnostics

/// The records of a JSON text, one by one, so that a long list need not be in memory as values: the elements of an
/// array, of a list inside an object, the values of JSON lines, or the text as one record.
package struct JSONRecords {
    private var reader: JSONReader
    private var isInArray = false
    private var isFirst = true
    private var isFinished = false
    /// The only value, read ahead to see whether another follows.
    private var ahead: JSONValue?
    /// Whether the text is a list of records, not one record.
    package let isList: Bool

    /// - Parameter path: the names that lead to the list whose elements are the records; empty for the text itself.
    /// - Throws: `Rejection` for text that is no JSON or has no such list.
    package init(_ source: SourceText, each path: [String] = []) throws(Rejection) {
        reader = JSONReader(source)
        for (depth, name) in path.enumerated() { try reader.enter(name, path: path.prefix(depth + 1)) }
        if reader.take(UInt8(ascii: "[")) {
            (isInArray, isList) = (true, true)
        } else if path.isEmpty {
            ahead = try reader.value(depth: 0)
            isList = !reader.isAtEnd
        } else {
            throw Rejection("json.no-list", ["path": path.joined(separator: ".")], at: reader.place)
        }
    }

    /// How many elements follow, if the text is in order: no value is made, and what is wrong with one is found when it
    /// is read.
    package func count() -> Int {
        if !isList { return ahead == nil ? 0 : 1 }
        var counting = reader
        var count = ahead == nil ? 0 : 1
        while !counting.isAtEnd, !counting.take(UInt8(ascii: "]")), counting.skip() {
            count += 1
            _ = isInArray && counting.take(UInt8(ascii: ","))
        }
        return count
    }

    /// The next element, or nil at the end.
    /// - Throws: `Rejection` for text that is no JSON; nothing can be read after it.
    package mutating func next() throws(Rejection) -> JSONElement? {
        if let value = ahead {
            ahead = nil
            return JSONElement(value: value, source: reader.source)
        }
        if isFinished { return nil }
        guard isInArray else {
            guard isList, !reader.isAtEnd else { return nil }
            return JSONElement(value: try reader.value(depth: 0), source: reader.source)
        }
        let hasComma = !isFirst && reader.take(UInt8(ascii: ","))
        if !hasComma, reader.take(UInt8(ascii: "]")) {
            isFinished = true
            return nil
        }
        if !isFirst, !hasComma { throw reader.broken() }
        isFirst = false
        return JSONElement(value: try reader.value(depth: 0), source: reader.source)
    }
}

/// One element of a JSON list, not yet read as a record.
package struct JSONElement: Sendable {
    let value: JSONValue
    let source: SourceText

    /// Names it in messages by its line, or by its number (from 1) where the file is one line.
    package func subject(_ number: Int) -> String {
        source.lineCount > 1 ? "\(source.name):\(source.line(at: value.range.lowerBound))" : "\(source.name)#\(number)"
    }

    /// Reads it after a data description; throws every mistake with its path and place.
    package func record(_ fields: Fields) throws(Rejection) -> Record {
        try Record(json: value, of: source, fields: fields)
    }

    /// Every text inside with its path, `payer.name`, in the order of the file.
    package var texts: [(path: String, text: String, span: SourceSpan)] { texts(value, path: "") }

    private func texts(_ value: JSONValue, path: String) -> [(path: String, text: String, span: SourceSpan)] {
        switch value.content {
        case .string(let text): [(path, text, source.span(value.range))]
        case .object(let members):
            members.flatMap { texts($0.value, path: path.isEmpty ? $0.key : "\(path).\($0.key)") }
        case .array(let values): values.enumerated().flatMap { texts($0.element, path: "\(path)[\($0.offset)]") }
        default: []
        }
    }
}

extension JSONReader {
    var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return index >= bytes.count
        }
    }

    var place: SourceSpan {
        mutating get {
            skipSpace()
            return source.span(index..<index + 1)
        }
    }

    /// Passes the value that begins here, whatever it is.
    /// - Returns: false where no value begins or it does not end.
    fileprivate mutating func skip() -> Bool {
        skipSpace()
        let start = index
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                guard skipString() else { return false }
                if depth == 0 { return true }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // The end of a list around a bare word or number.
                if depth == 0 { return index > start }
                depth -= 1
                if depth == 0 {
                    index += 1
                    return true
                }
            case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
                if depth == 0 { return index > start }
            default: break
            }
            index += 1
        }
        return depth == 0 && index > start
    }

    private mutating func skipString() -> Bool {
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            index += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") { return true }
        }
        return false
    }

    /// Goes to the value of a member of the object that begins here.
    fileprivate mutating func enter(_ name: String, path: ArraySlice<String>) throws(Rejection) {
        let start = place
        var names: [String] = []
        if take(UInt8(ascii: "{")), !take(UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw broken() }
                let key = try string()
                guard take(UInt8(ascii: ":")) else { throw broken() }
                if key == name { return }
                names.append(key)
                _ = try value(depth: 1)
            } while take(UInt8(ascii: ","))
        }
        let known = names.isEmpty ? "—" : names.joined(separator: ", ")
        throw Rejection("json.no-member", ["path": path.joined(separator: "."), "known": known], at: start)
    }
}
