import Diagnostics

/// One table under one head: takes the rows of a file or a sheet one by one and gives on those that are data.
struct TableSection {
    let file: SourceFile
    let shape: TableShape
    let mapping: SenderMapping
    let sheet: String?
    private(set) var layout: TableLayout?
    private(set) var notes: [Diagnostic] = []
    private(set) var looksLikeData = false
    /// Rows of data so far.
    private(set) var records = 0
    /// Whether the usual heads count where the mapping does not fit: a workbook's other sheets, from which it was not
    /// guessed.
    var mayUseUsualHeads = false
    /// Over all sheets so far.
    var whole = TotalRow.Sums()
    private var total = TotalRow.Sums()
    private var part = TotalRow.Sums()
    private var above: [SourceRow] = []
    /// A row that has some of the columns: the upper half of a head of two rows, or a wrong head.
    private var half: SourceRow?
    private var afterTotal = false
    private var extra = DiagnosticList()
    private var hidden: (count: Int, first: RowPlace)?
    /// The last filled cells of the columns that are filled down.
    private var lastFilled: [ColumnName: SourceCell] = [:]

    init(file: SourceFile, shape: TableShape, mapping: SenderMapping, sheet: String?) {
        self.file = file
        self.shape = shape
        self.mapping = mapping
        self.sheet = sheet
    }

    var isFilled: Bool { !above.isEmpty }

    mutating func take(_ row: SourceRow, _ body: (TableRecord) throws -> Void) throws {
        guard !row.isBlank else { return }
        guard let layout else {
            try look(for: row)
            return
        }
        if TotalRow.isTotal(row, citizenID: layout[.citizenID]) {
            afterTotal = true
            compare(row, layout)
            return
        }
        if isHead(row, layout) || layout.isEmpty(row) || (afterTotal && TotalRow.isSignature(row)) { return }
        if row.isHidden && mapping.hidden != .read {
            hidden = ((hidden?.count ?? 0) + 1, hidden?.first ?? row.place)
            return
        }
        if row.cells.count > layout.width, let cell = row.cells[layout.width...].first(where: { !$0.isBlank }) {
            extra.error(
                "levy.extra-field",
                ["file": file.name, "place": row.place.text, "text": cell.text, "width": String(layout.width)],
                at: row.place.span(file, column: cell.column))
        }
        guard !extra.hasErrors else { return }
        let record = TableRecord(row: mapping.fillDown.isEmpty ? row : filledDown(row, layout), layout: layout)
        records += 1
        add(record)
        try body(record)
    }

    /// - throws: `Rejection` for fields beyond the head, and for hidden rows that nobody said what to do with.
    mutating func finish() throws {
        if layout == nil, let half { _ = try complete(half, isLast: true) }
        try extra.throwIfErrors()
        guard let hidden else { return }
        let arguments = ["file": file.name, "count": String(hidden.count), "place": hidden.first.text]
        guard mapping.hidden == .leaveOut else {
            throw Rejection("levy.hidden.rows", arguments, at: hidden.first.span(file))
        }
        notes.append(Diagnostic(.note, "levy.hidden.left-out", arguments, at: hidden.first.span(file)))
    }

    // MARK: The head

    private mutating func look(for row: SourceRow) throws {
        if let upper = half {
            half = nil
            if let found = try complete(TableSection.joined(upper, row), isLast: false) {
                layout = found
                return
            }
            half = nil
            _ = try complete(upper, isLast: true)
        }
        if let found = try complete(row, isLast: false) {
            layout = found
            return
        }
        if half != nil { return }
        looksLikeData = looksLikeData || row.cells.contains { CitizenIDReading($0.text).id != nil }
        above.append(row)
        if above.count > TableReader.titleRows && looksLikeData { throw noHead(encoding: nil) }
    }

    /// The layout that a row heads. A row with half of the columns is kept for the next to complete it; the last try
    /// names what is missing.
    private mutating func complete(_ row: SourceRow, isLast: Bool) throws -> TableLayout? {
        var candidate = TableLayout(row, known: shape.known, titles: above.flatMap(\.texts), mapping: mapping)
        var missing = missing(in: candidate)
        if !missing.isEmpty && !mapping.columns.isEmpty && mayUseUsualHeads && mapping.kind != .payments {
            let usual = TableLayout(
                row, known: shape.known, titles: above.flatMap(\.texts), mapping: mapping, besideUsual: true)
            if self.missing(in: usual).isEmpty {
                notes.append(
                    Diagnostic(
                        .note, "levy.mapping.usual", ["file": file.name, "sheet": sheet ?? ""],
                        at: row.place.span(file)))
                noteUnread(usual)
                return usual
            }
            if usual.count > candidate.count { (candidate, missing) = (usual, self.missing(in: usual)) }
        }
        // A list of numbers alone has a head of one cell; beside others one known word is chance.
        let isWhole = missing.isEmpty && row.cells.count { !$0.isBlank } == 1
        guard candidate.count >= 2 && (missing.isEmpty || candidate.count * 2 >= shape.required.count) || isWhole else {
            return nil
        }
        if missing.isEmpty {
            try checkMapping(candidate)
            if mapping.columns.isEmpty { noteUnread(candidate) }
            return candidate
        }
        guard isLast else {
            half = row
            return nil
        }
        throw Rejection(
            missing.map { name in
                Diagnostic(
                    .error, "levy.missing-column",
                    [
                        "file": file.name, "place": row.place.text, "column": name.head,
                        "found": TableSection.list(row.texts),
                    ],
                    at: row.place.span(file))
            })
    }

    private func missing(in layout: TableLayout) -> [ColumnName] {
        shape.required.filter { name in
            layout[name] == nil && shape.alternatives[name].map { layout[$0] == nil } ?? true
        }
    }

    /// Nothing that a file holds is passed over in silence.
    private mutating func noteUnread(_ layout: TableLayout) {
        let unread = layout.unread
        guard !unread.isEmpty else { return }
        notes.append(
            Diagnostic(
                .note, "levy.column.unread", ["file": file.name, "columns": TableSection.list(unread)],
                at: layout.place.span(file)))
    }

    /// The lower row's cells, and the upper one's where the lower has none.
    private static func joined(_ upper: SourceRow, _ lower: SourceRow) -> SourceRow {
        var row = upper
        for (index, cell) in lower.cells.enumerated() where !cell.isBlank {
            if index < row.cells.count { row.cells[index] = cell } else { row.cells.append(cell) }
        }
        return row
    }

    /// A sender that changed its table is asked, not guessed at. A column that nothing needs may be lacking, when no
    /// other has come that it may be now; of a bank's table each says something of the money.
    private mutating func checkMapping(_ candidate: TableLayout) throws(Rejection) {
        guard !mapping.columns.isEmpty else { return }
        let heads = candidate.heads.map(ColumnName.plain)
        let known = Set(mapping.columns.map { ColumnName.plain($0.head) })
        let new = candidate.heads.filter { head in
            let plain = ColumnName.plain(head)
            return !plain.isEmpty && !known.contains(plain)
        }
        let gone = mapping.columns.filter { column in
            !heads.contains(ColumnName.plain(column.head)) && shape.known.contains(column.field)
                && ![.serial, .remark].contains(column.field)
        }
        let mayLack = new.isEmpty && mapping.kind != .payments
        if mayLack && !gone.isEmpty {
            notes.append(
                Diagnostic(
                    .note, "levy.mapping.gone",
                    ["file": file.name, "columns": TableSection.list(gone.map(\.head)), "sender": mapping.sender],
                    at: candidate.place.span(file)))
        }
        guard gone.isEmpty || mayLack else {
            throw Rejection(
                gone.map { column in
                    Diagnostic(
                        .error, "levy.mapping.column",
                        [
                            "file": file.name, "column": column.head, "sender": mapping.sender,
                            "found": TableSection.list(candidate.heads),
                        ], at: candidate.place.span(file))
                })
        }
        if !new.isEmpty {
            notes.append(
                Diagnostic(
                    .note, "levy.mapping.other-columns", ["file": file.name, "columns": TableSection.list(new)],
                    at: candidate.place.span(file)))
        }
    }

    /// A head that is repeated on each page, and the lower row of one.
    private func isHead(_ row: SourceRow, _ layout: TableLayout) -> Bool {
        let name = shape.required.first { layout[$0] != nil } ?? .serial
        guard let index = layout[name], index < row.cells.count, index < layout.heads.count else { return false }
        return row.cells[index].text == layout.heads[index]
    }

    /// The table has no head; when the text made no sense as UTF-8 either, the encoding is the likely reason.
    func noHead(encoding: DecodedText?) -> Rejection {
        let row = above.first
        let arguments = [
            "file": file.name, "columns": TableSection.list(shape.required.map(\.head)),
            "found": TableSection.list(row?.texts ?? []),
        ]
        let notes = encoding?.utf8Fault.map { [Diagnostic(.note, "levy.encoding.not-utf8", [:], at: $0)] } ?? []
        return Rejection("levy.no-header", arguments, at: row?.place.span(file) ?? file.span(), notes: notes)
    }

    static func list(_ texts: [String]) -> String {
        let shown = texts.filter { !$0.isEmpty }.prefix(12).map { $0.prefix(20) }
        return shown.isEmpty ? "—" : shown.joined(separator: "、")
    }

    // MARK: Rows of data

    private mutating func filledDown(_ row: SourceRow, _ layout: TableLayout) -> SourceRow {
        var row = row
        for name in mapping.fillDown {
            guard let index = layout[name] else { continue }
            if index < row.cells.count, !row.cells[index].isBlank {
                lastFilled[name] = row.cells[index]
            } else if let cell = lastFilled[name] {
                while row.cells.count <= index { row.cells.append(SourceCell(text: "", column: row.cells.count + 1)) }
                row.cells[index] = cell
            }
        }
        return row
    }

    private mutating func add(_ record: TableRecord) {
        let fen = shape.summed.flatMap { TotalRow.fen(record.text($0)) } ?? 0
        part.add(fen)
        total.add(fen)
        whole.add(fen)
    }

    /// A total must be that of the rows since the last one, of the sheet, or of the whole file.
    private mutating func compare(_ row: SourceRow, _ layout: TableLayout) {
        defer { part = TotalRow.Sums() }
        let labels = [ColumnName.serial, .villageCode, .villageName, .personName, .citizenID].compactMap { layout[$0] }
        let stated = TotalRow.stated(row, summed: shape.summed.flatMap { layout[$0] }, counted: Set(labels))
        let sums = [part, total, whole]
        if let count = stated.count, !sums.contains(where: { $0.count == count }) {
            notes.append(
                Diagnostic(
                    .warning, "levy.total.count",
                    ["place": row.place.text, "stated": String(count), "found": String(total.count)],
                    at: row.place.span(file)))
        }
        if let fen = stated.fen, !sums.contains(where: { $0.fen == fen }) {
            notes.append(
                Diagnostic(
                    .warning, "levy.total.sum",
                    [
                        "place": row.place.text, "stated": Money(fen: fen).plain,
                        "found": Money(fen: total.fen).plain,
                    ], at: row.place.span(file)))
        }
    }
}
