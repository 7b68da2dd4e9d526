import Diagnostics

/// What an importer asks of a table.
struct TableShape {
    let required: [ColumnName]
    let optional: [ColumnName]
    /// Alternatives to a required column: any one of them will do.
    var alternatives: [ColumnName: ColumnName] = [:]
    /// The column whose sum a total row states.
    var summed: ColumnName?

    var known: [ColumnName] { required + optional + alternatives.values.sorted { $0.rawValue < $1.rawValue } }
}

/// A row of data with its columns by name.
struct TableRecord {
    let row: SourceRow
    let layout: TableLayout

    var place: RowPlace { row.place }

    subscript(_ name: ColumnName) -> SourceCell {
        guard let index = layout[name], index < row.cells.count else { return .empty }
        return row.cells[index]
    }

    /// The column's text without blanks around it.
    func text(_ name: ColumnName) -> String { CleanedText(code: self[name].text).text }

    func has(_ name: ColumnName) -> Bool { layout[name] != nil }
}

/// Reads a CSV file or a workbook as one list of records: finds the head of each table below title rows, and leaves out
/// empty rows, totals, repeated heads and the signatures below a table.
enum TableReader {
    /// How many rows may stand above a head.
    static let titleRows = 20

    /// - returns: what was left out, or does not add up: notes and warnings in the order of the file.
    /// - throws: `Rejection` naming file, line and column when the file cannot be read as such a table, or when rows
    ///   or sheets with data are hidden and the mapping does not say what becomes of them.
    @discardableResult
    static func read(
        _ file: SourceFile, _ shape: TableShape, mapping: SenderMapping = .none,
        _ body: (TableRecord) throws -> Void
    ) throws -> [Diagnostic] {
        if file.bytes.isEmpty {
            throw Rejection("levy.file-empty", ["file": file.name], at: file.span())
        }
        if file.isOldOrEncryptedWorkbook {
            throw Rejection("levy.workbook.old-format", ["file": file.name], at: file.span())
        }
        if file.isWorkbook { return try readWorkbook(file, shape, mapping, body) }
        let text = try TextDecoding.decode(file)
        var reader = CSVReader(file, text: text)
        var section = TableSection(file: file, shape: shape, mapping: mapping, sheet: nil)
        while let row = try reader.next() { try section.take(row, body) }
        try section.finish()
        if section.layout == nil { throw section.noHead(encoding: text) }
        return section.notes
    }

    private static func readWorkbook(
        _ file: SourceFile, _ shape: TableShape, _ mapping: SenderMapping, _ body: (TableRecord) throws -> Void
    ) throws -> [Diagnostic] {
        let workbook = try WorkbookReader(file)
        try checkSheets(workbook, mapping, file)
        var notes: [Diagnostic] = []
        var found = false
        var skipped: [TableSection] = []
        var whole = TotalRow.Sums()
        for sheet in workbook.sheets {
            if !mapping.sheets.isEmpty && !mapping.sheets.contains(sheet.name) {
                notes.append(Diagnostic(.note, "levy.sheet.not-read", ["file": file.name, "sheet": sheet.name]))
                continue
            }
            let isLeftOut = sheet.isHidden && mapping.hidden != .read
            var section = TableSection(file: file, shape: shape, mapping: mapping, sheet: sheet.name)
            section.whole = whole
            section.mayUseUsualHeads = workbook.sheets.count > 1
            let rows = try workbook.rows(of: sheet)
            while let row = try rows.next() {
                try section.take(row) { if !isLeftOut { try body($0) } }
                if isLeftOut && section.records > 0 { break }
            }
            if isLeftOut {
                if section.records > 0 && mapping.hidden == nil {
                    throw Rejection("levy.hidden.sheet", ["file": file.name, "sheet": sheet.name], at: file.span())
                }
                notes.append(Diagnostic(.note, "levy.sheet.hidden", ["file": file.name, "sheet": sheet.name]))
                continue
            }
            try section.finish()
            // The sheets of a workbook mostly have the same columns.
            for note in section.notes where !notes.contains(where: { $0.isAlike(note) }) { notes.append(note) }
            whole = section.whole
            if section.layout != nil { found = true } else if section.isFilled { skipped.append(section) }
        }
        // A sheet of notes beside tables is no table; without any table the first filled sheet is the mistake.
        if let wrong = skipped.first(where: { !found || $0.looksLikeData }) { throw wrong.noHead(encoding: nil) }
        if !found { throw Rejection("levy.file-empty", ["file": file.name], at: file.span()) }
        notes += skipped.map {
            Diagnostic(.note, "levy.sheet.no-table", ["file": file.name, "sheet": $0.sheet ?? ""])
        }
        return notes
    }

    /// Every sheet that the mapping names must be there.
    private static func checkSheets(
        _ workbook: WorkbookReader, _ mapping: SenderMapping, _ file: SourceFile
    ) throws(Rejection) {
        let names = workbook.sheets.map(\.name)
        for wanted in mapping.sheets where !names.contains(wanted) {
            throw Rejection(
                "levy.mapping.sheet",
                ["file": file.name, "sheet": wanted, "found": names.joined(separator: "、"), "sender": mapping.sender],
                at: file.span())
        }
    }
}

extension Diagnostic {
    /// Whether the same is said of another table: of columns, which have no row.
    fileprivate func isAlike(_ other: Diagnostic) -> Bool {
        code == other.code && arguments == other.arguments && arguments["columns"] != nil
    }
}
