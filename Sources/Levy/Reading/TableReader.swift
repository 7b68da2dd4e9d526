import Diagnostics

/// What an importer asks of a table.
struct TableShape {
    let required: [ColumnName]
    let optional: [ColumnName]
    /// Alternatives to a required column: any one of them will do.
    var alternatives: [ColumnName: ColumnName] = [:]

    var known: [ColumnName] { required + optional + alternatives.values.sorted { $0.rawValue < $1.rawValue } }
}

/// A row of data with its columns by name.
struct TableRecord {
    let row: SourceRow
    let layout: TableLayout

    var place: RowPlace { row.place }

    subscript(_ name: ColumnName) -> SourceCell {
        guard let index = layout.indexes[name], index < row.cells.count else { return .empty }
        return row.cells[index]
    }

    /// The column's text without blanks around it.
    func text(_ name: ColumnName) -> String { CleanedText(code: self[name].text).text }

    func has(_ name: ColumnName) -> Bool { layout.indexes[name] != nil }
}

/// Reads a CSV file or a workbook as one list of records: finds the head of each table below title rows, and leaves out
/// empty rows, totals, repeated heads and the signatures below a table.
enum TableReader {
    /// How many rows may stand above a head.
    static let titleRows = 20

    /// - throws: `Rejection` naming file, line and column when the file cannot be read as such a table.
    static func read(_ file: SourceFile, _ shape: TableShape, _ body: (TableRecord) throws -> Void) throws {
        if file.bytes.isEmpty {
            throw Rejection("levy.file-empty", ["file": file.name], at: file.span())
        }
        if file.isOldOrEncryptedWorkbook {
            throw Rejection("levy.workbook.old-format", ["file": file.name], at: file.span())
        }
        if file.isWorkbook {
            var found = false
            var skipped: [Section] = []
            let workbook = try WorkbookReader(file)
            for sheet in workbook.sheets {
                var section = Section(file: file, shape: shape)
                try workbook.eachRow(of: sheet) { try section.take($0, body) }
                try section.finish()
                if section.layout != nil { found = true } else if section.isFilled { skipped.append(section) }
            }
            // A sheet of notes beside tables is no table; without any table the first filled sheet is the mistake.
            if let wrong = skipped.first(where: { !found || $0.looksLikeData }) { throw wrong.noHead(encoding: nil) }
            if !found { throw Rejection("levy.file-empty", ["file": file.name], at: file.span()) }
        } else {
            let text = try TextDecoding.decode(file)
            var reader = CSVReader(file, text: text)
            var section = Section(file: file, shape: shape)
            while let row = try reader.next() { try section.take(row, body) }
            try section.finish()
            if section.layout == nil { throw section.noHead(encoding: text) }
        }
    }
}

/// One table under one head.
private struct Section {
    let file: SourceFile
    let shape: TableShape
    var layout: TableLayout?
    private var above: [SourceRow] = []
    private var afterTotal = false
    private var extra = DiagnosticList()
    var looksLikeData = false

    init(file: SourceFile, shape: TableShape) {
        self.file = file
        self.shape = shape
    }

    var isFilled: Bool { !above.isEmpty }

    mutating func take(_ row: SourceRow, _ body: (TableRecord) throws -> Void) throws {
        guard !row.isBlank else { return }
        guard let layout else {
            try look(for: row)
            return
        }
        if TotalRow.isTotal(row, citizenID: layout.indexes[.citizenID]) {
            afterTotal = true
            return
        }
        let record = TableRecord(row: row, layout: layout)
        if row.texts == layout.heads || isEmpty(record) || (afterTotal && TotalRow.isSignature(row)) { return }
        if let cell = row.cells.dropFirst(layout.width).first(where: { !$0.isBlank }) {
            extra.error(
                "levy.extra-field",
                ["file": file.name, "place": row.place.text, "text": cell.text, "width": String(layout.width)],
                at: row.place.span(file, column: cell.column))
        }
        if !extra.hasErrors { try body(record) }
    }

    mutating func finish() throws {
        try extra.throwIfErrors()
    }

    private mutating func look(for row: SourceRow) throws {
        let candidate = TableLayout(row, known: shape.known, titles: above.flatMap(\.texts))
        let missing = shape.required.filter { name in
            candidate.indexes[name] == nil && shape.alternatives[name].map { candidate.indexes[$0] == nil } ?? true
        }
        if candidate.indexes.count >= 2 && (missing.isEmpty || candidate.indexes.count * 2 >= shape.required.count) {
            guard missing.isEmpty else {
                throw Rejection(
                    missing.map { name in
                        Diagnostic(
                            .error, "levy.missing-column",
                            [
                                "file": file.name, "place": row.place.text, "column": name.head,
                                "found": Section.list(row.texts),
                            ],
                            at: row.place.span(file))
                    })
            }
            layout = candidate
            return
        }
        looksLikeData = looksLikeData || row.cells.contains { CitizenIDReading($0.text).id != nil }
        above.append(row)
        if above.count > TableReader.titleRows && looksLikeData { throw noHead(encoding: nil) }
    }

    /// A numbered row that nobody filled in.
    private func isEmpty(_ record: TableRecord) -> Bool {
        let filled = record.layout.indexes.contains { name, _ in name != .serial && !record[name].isBlank }
        return !filled
    }

    /// The table has no head; when the text made no sense as UTF-8 either, the encoding is the likely reason.
    func noHead(encoding: DecodedText?) -> Rejection {
        let row = above.first
        let arguments = [
            "file": file.name, "columns": Section.list(shape.required.map(\.head)),
            "found": Section.list(row?.texts ?? []),
        ]
        let notes = encoding?.utf8Fault.map { [Diagnostic(.note, "levy.encoding.not-utf8", [:], at: $0)] } ?? []
        return Rejection("levy.no-header", arguments, at: row?.place.span(file) ?? file.span(), notes: notes)
    }

    private static func list(_ texts: [String]) -> String {
        let shown = texts.filter { !$0.isEmpty }.prefix(12).map { $0.prefix(20) }
        return shown.isEmpty ? "—" : shown.joined(separator: "、")
    }
}

/// Rows that belong to the paper form and not to the data.
enum TotalRow {
    private static let words: Set<String> = ["合计", "小计", "总计", "共计", "本页合计", "本页小计", "累计"]
    private static let signatures = ["制表", "审核", "填表", "复核", "经办", "负责人", "单位负责人", "盖章", "日期", "备注", "注"]

    /// The first filled cell is a word for a sum, and no identity number stands in its column.
    static func isTotal(_ row: SourceRow, citizenID: Int?) -> Bool {
        guard let first = row.cells.first(where: { !$0.isBlank }) else { return false }
        // Cheap test first: words of sums are short.
        guard first.text.utf8.count <= 24, words.contains(ColumnName.plain(first.text)) else { return false }
        guard let citizenID, citizenID < row.cells.count else { return true }
        let reading = CitizenIDReading(row.cells[citizenID].text, isNumber: row.cells[citizenID].isNumber)
        return reading.id == nil
    }

    /// `制表人：张三　审核人：李四` below the totals.
    static func isSignature(_ row: SourceRow) -> Bool {
        guard let first = row.cells.first(where: { !$0.isBlank }) else { return false }
        let text = CleanedText(code: first.text).text
        return signatures.contains { text.hasPrefix($0) }
    }
}
