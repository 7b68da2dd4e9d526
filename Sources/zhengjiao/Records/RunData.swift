import Diagnostics
import Foundation
import Levy
import Templates

/// A record as it was read, or what is wrong with it.
struct ReadRecord: Sendable {
    /// Counted from 1 in its list.
    let number: Int
    /// Names it in messages: `names.csv:12`, `list.xlsx!人员:12`, `data.json#12` where JSON is one line.
    let subject: String
    let record: Result<Record, Rejection>
}

/// The data that a template is filled with: nothing, one record, or a list of them.
struct RunData: Sendable {
    /// How the data is to be taken.
    enum Taking: Sendable {
        /// Each element of a list is a record of its own; the list lies at the path (JSON), or is the table.
        case each([String])
        /// As one record where it can be; the rows of a table, or of a JSON array, are then its list `rows`, an array
        /// only if the template needs nothing besides.
        case whole
    }

    private enum Source: Sendable {
        case nothing
        case json(SourceText, each: [String], isRows: Bool)
        case table(DataFile, isRows: Bool)
    }

    private let source: Source
    private let fields: Fields
    /// Whether the data is a list of records, not one record.
    let isList: Bool

    /// How the rows of a table that is one record are called in a template.
    static let rows = "rows"

    /// - Throws: `Rejection` for a file that cannot be read, a list that is not there, a table without its columns.
    init(_ file: DataFile?, fields: Fields, taking: Taking) throws {
        self.fields = fields
        guard let file else {
            (source, isList) = (.nothing, false)
            return
        }
        let hasRows = fields.members[RunData.rows]?.type == .list
        switch (file.format, taking) {
        case (.table, .each(let path)):
            guard path.isEmpty || path == [RunData.rows] else {
                throw Rejection("data.each-table", ["path": path.joined(separator: "."), "file": file.name])
            }
            (source, isList) = (.table(file, isRows: false), true)
        case (.table, .whole):
            // Without a list to put the rows in, each row can only be a record.
            (source, isList) = (.table(file, isRows: hasRows), !hasRows)
        case (.json, .each(let path)):
            (source, isList) = (.json(try RunData.text(file), each: path, isRows: false), true)
        case (.json, .whole):
            let text = try RunData.text(file)
            let isArray = try JSONRecords(text).isList
            // An array is rows only where nothing else is asked for: it would not be there.
            let asksForMore = fields.members.contains { $0.key != RunData.rows && !$0.value.isOptional }
            let isRows = isArray && hasRows && !asksForMore
            (source, isList) = (.json(text, each: [], isRows: isRows), isArray && !isRows)
        }
    }

    static func text(_ file: DataFile) throws -> SourceText {
        guard var data = FileManager.default.contents(atPath: file.path) else {
            throw Rejection("command.file-unreadable", ["file": file.name])
        }
        if data.starts(with: [0xEF, 0xBB, 0xBF]) { data = data.dropFirst(3) }
        guard let text = String(validating: data, as: UTF8.self) else {
            let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
            throw Rejection(
                "command.file-not-utf8", ["file": file.name], at: SourceSpan(file: file.name, line: bad + 1))
        }
        guard text.contains(where: { !$0.isWhitespace }) else { throw Rejection("data.empty", ["file": file.name]) }
        return SourceText(name: file.name, text: text)
    }

    /// All records from the first on.
    func records() throws -> RecordReader {
        switch source {
        case .nothing: RecordReader.one { ReadRecord(number: 1, subject: "", record: .success([:])) }
        case .json(let text, _, isRows: true): try RunData.rows(text, fields)
        case .json(let text, let each, isRows: false): try RunData.elements(text, each, fields)
        case .table(let file, let isRows): try table(file, isRows: isRows)
        }
    }

    /// Whether a document of all the data would be long.
    var isLarge: Bool {
        switch source {
        case .nothing: false
        case .json(let text, _, _): text.text.utf8.count > RunData.largeSize
        case .table(let file, _):
            file.size > RunData.largeSize
        }
    }

    private static let largeSize = 256 << 10

    /// A table as one record whose rows are read while the document is laid out; nil for other data.
    func streamed() throws -> (record: Record, subject: String)? {
        guard case .table(let file, isRows: true) = source else { return nil }
        let members = fields.members[RunData.rows]?.members ?? [:]
        let rows = try TableRows(path: file.path, name: file.name)
        let head = try RunData.head(rows, members: members)
        let reading = Reading(rows: rows, columns: try TableColumns(head: head, members: members, file: file.name))
        let stream = RecordStream { try reading.next() }
        return ([RunData.rows: .stream(stream)], file.name)
    }

    /// A stream's rows are asked for by one thread at a time, the one that lays out.
    private final class Reading: @unchecked Sendable {
        private let rows: TableRows
        private let columns: TableColumns

        init(rows: TableRows, columns: TableColumns) { (self.rows, self.columns) = (rows, columns) }

        func next() throws -> Record? { try rows.next().map { try columns.record($0) } }
    }

    /// How many records there are.
    func count() throws -> Int {
        var count = 0
        switch source {
        case .nothing, .json(_, _, isRows: true), .table(_, isRows: true): return 1
        case .json(let text, let each, isRows: false):
            count = try JSONRecords(text, each: each).count()
        case .table(_, isRows: false):
            let records = try records()
            while try records.next() != nil { count += 1 }
        }
        if count == 0 { throw Rejection("data.no-records") }
        return count
    }

    private static func elements(_ text: SourceText, _ each: [String], _ fields: Fields) throws -> RecordReader {
        var elements = try JSONRecords(text, each: each)
        let isList = elements.isList
        var number = 0
        return RecordReader {
            guard let element = try elements.next() else { return nil }
            number += 1
            let subject = isList ? element.subject(number) : text.name
            return ReadRecord(
                number: number, subject: subject,
                record: Result { () throws(Rejection) in try element.record(fields) })
        }
    }

    /// A JSON array as the list `rows` of one record.
    private static func rows(_ text: SourceText, _ fields: Fields) throws -> RecordReader {
        var elements = try JSONRecords(text)
        let row = Fields(rowsOf: rows, in: fields)
        return RecordReader.one {
            var list: [Record] = []
            var mistakes = DiagnosticList()
            while let element = try elements.next() {
                do throws(Rejection) { list.append(try element.record(row)) } catch { mistakes.append(error) }
            }
            return ReadRecord(number: 1, subject: text.name, record: whole(list, mistakes))
        }
    }

    private static func whole(_ list: [Record], _ mistakes: DiagnosticList) -> Result<Record, Rejection> {
        mistakes.hasErrors ? .failure(Rejection(mistakes.diagnostics)) : .success([rows: .list(list)])
    }

    // MARK: Tables

    private func table(_ file: DataFile, isRows: Bool) throws -> RecordReader {
        let members = isRows ? fields.members[RunData.rows]?.members ?? [:] : fields.members
        let rows = try TableRows(path: file.path, name: file.name)
        let head = try RunData.head(rows, members: members)
        let columns = try TableColumns(head: head, members: members, file: file.name)
        guard isRows else {
            var number = 0
            return RecordReader {
                guard let row = try rows.next() else { return nil }
                number += 1
                return ReadRecord(
                    number: number, subject: "\(file.name):\(row.place.text)",
                    record: Result { () throws(Rejection) in try columns.record(row) })
            }
        }
        return RecordReader.one {
            var list: [Record] = []
            var mistakes = DiagnosticList()
            while let row = try rows.next() {
                do throws(Rejection) { list.append(try columns.record(row)) } catch { mistakes.append(error) }
            }
            return ReadRecord(number: 1, subject: file.name, record: RunData.whole(list, mistakes))
        }
    }

    /// Titles may stand above a head.
    private static let titleRows = 20

    private static func head(_ rows: TableRows, members: [String: Fields.Field]) throws -> SourceRow {
        var first: SourceRow?
        for _ in 0...titleRows {
            guard let row = try rows.next() else { break }
            if TableColumns.isHead(row, members: members) { return row }
            first = first ?? row
        }
        guard let first else { throw Rejection("data.empty", ["file": rows.path]) }
        return first
    }
}

/// Records one by one. Belongs to one thread at a time.
final class RecordReader {
    private let following: () throws -> ReadRecord?

    init(_ following: @escaping () throws -> ReadRecord?) { self.following = following }

    /// The only record of the data, made when it is asked for.
    static func one(_ make: @escaping () throws -> ReadRecord) -> RecordReader {
        var isGiven = false
        return RecordReader {
            if isGiven { return nil }
            isGiven = true
            return try make()
        }
    }

    /// - Throws: `Rejection` when the data cannot be read any further.
    func next() throws -> ReadRecord? { try following() }
}
