import Diagnostics
import Storage

/// What the columns of an unknown table most likely are, by their heads and by what stands in them.
package struct MappingGuess: Sendable {
    package struct Column: Sendable {
        /// From 0.
        package let index: Int
        package let head: String
        /// Nil when nothing fits: the column is not read.
        package let field: ColumnName?
        /// How many in a hundred of the filled cells look like the field; nil when the field has no look of its own.
        package let likeness: Int?
        /// Whether the head is one of the usual ones.
        package let isByHead: Bool
        /// Up to three of its texts.
        package let samples: [String]

        /// A usual head over other contents, or contents under an unknown head: somebody should look.
        package var isDoubtful: Bool {
            guard field != nil else { return false }
            return !isByHead || likeness.map { $0 < 80 } ?? false
        }
    }

    package let file: SourceFile
    package let sheet: String?
    package let kind: ImportRecord.Kind?
    package let columns: [Column]
    /// Columns whose empty cells seem to repeat the cell above.
    package let fillDown: [ColumnName]

    /// The mapping that the guess comes to.
    package func mapping(sender: String) -> SenderMapping {
        var mapping = SenderMapping()
        mapping.sender = sender
        mapping.kind = kind
        mapping.columns = columns.compactMap { column in
            column.field.map { SenderMapping.Column(head: column.head, field: $0) }
        }
        mapping.fillDown = Set(fillDown)
        return mapping
    }

    /// Looks at the first rows of the first table.
    /// - throws: `Rejection` when the file cannot be read or nothing in it looks like a table.
    package init(_ file: SourceFile) throws {
        self.file = file
        let rows = try MappingGuess.firstRows(file)
        guard let head = MappingGuess.head(rows) else {
            throw Rejection("levy.guess.none", ["file": file.name], at: file.span())
        }
        let body = Array(rows[(head + 1)...]).filter { !TotalRow.isTotal($0, citizenID: nil) }
        sheet = rows[head].place.sheet
        var taken: Set<ColumnName> = []
        var columns: [Column] = []
        for (index, cell) in rows[head].cells.enumerated() where !cell.isBlank {
            let cells = body.compactMap { index < $0.cells.count && !$0.cells[index].isBlank ? $0.cells[index] : nil }
            let column = MappingGuess.column(index, cell.text, cells, taken)
            if let field = column.field { taken.insert(field) }
            columns.append(column)
        }
        let isBankFile = taken.isSuperset(of: [.paymentSerial, .citizenID])
        self.columns = isBankFile ? columns.map { MappingGuess.ofBank($0, taken) } : columns
        kind =
            isBankFile
            ? .payments : MappingGuess.kind(taken, titles: rows[..<head].flatMap(\.texts).joined() + file.name)
        fillDown = columns.compactMap { column in
            guard let field = column.field, [.villageCode, .villageName, .townName, .householdHead].contains(field),
                MappingGuess.seemsMerged(body.map { column.index < $0.cells.count ? $0.cells[column.index] : .empty })
            else { return nil }
            return field
        }
    }

    /// In a bank's file an amount is what was paid, and a day of payment the day.
    private static func ofBank(_ column: Column, _ taken: Set<ColumnName>) -> Column {
        let other: [ColumnName: ColumnName] = [.tier: .yuan, .paidOn: .day]
        guard let field = column.field, let better = other[field], !taken.contains(better) else { return column }
        return Column(
            index: column.index, head: column.head, field: better, likeness: nil, isByHead: column.isByHead,
            samples: column.samples)
    }

    private static let looked = 400

    private static func firstRows(_ file: SourceFile) throws -> [SourceRow] {
        struct Enough: Error {}
        if file.bytes.isEmpty { throw Rejection("levy.file-empty", ["file": file.name], at: file.span()) }
        if file.isOldOrEncryptedWorkbook {
            throw Rejection("levy.workbook.old-format", ["file": file.name], at: file.span())
        }
        var rows: [SourceRow] = []
        if file.isWorkbook {
            let workbook = try WorkbookReader(file)
            for sheet in workbook.sheets where !sheet.isHidden {
                let source = try workbook.rows(of: sheet)
                while rows.count < looked, let row = try source.next() {
                    if !row.isBlank { rows.append(row) }
                }
                if head(rows) != nil { return rows }
                rows = []
            }
            return rows
        }
        var reader = CSVReader(file, text: try TextDecoding.decode(file))
        while rows.count < looked, let row = try reader.next() {
            if !row.isBlank { rows.append(row) }
        }
        return rows
    }

    /// The row with most usual heads; without any, the row before the first identity number.
    private static func head(_ rows: [SourceRow]) -> Int? {
        let top = rows.prefix(TableReader.titleRows + 1).enumerated()
        let best = top.map { index, row in (index, TableLayout(row, known: ColumnName.allCases, titles: []).count) }
            .max { ($0.1, -$0.0) < ($1.1, -$1.0) }
        if let best, best.1 >= 2 { return best.0 }
        let first = rows.firstIndex { $0.cells.contains { CitizenIDReading($0.text).id != nil } }
        return first.flatMap { $0 > 0 ? $0 - 1 : nil }
    }

    private static func column(
        _ index: Int, _ head: String, _ cells: [SourceCell], _ taken: Set<ColumnName>
    ) -> Column {
        let plain = ColumnName.plain(head)
        let bare = ColumnName.plainWithoutBrackets(head)
        let free = ColumnName.allCases.filter { !taken.contains($0) }
        let byHead =
            free.first { $0.heads.contains(plain) } ?? free.first { $0.heads.contains(bare) }
        let byLook = free.compactMap { field in likeness(of: cells, to: field).map { (field, $0) } }
            .filter { $0.1 >= 80 }.max { $0.1 < $1.1 }?.0
        let field = byHead ?? byLook
        return Column(
            index: index, head: head, field: field, likeness: field.flatMap { likeness(of: cells, to: $0) },
            isByHead: byHead != nil, samples: cells.prefix(3).map { String($0.text.prefix(24)) })
    }

    /// How many in a hundred look like the field; nil for fields without a look of their own.
    private static func likeness(of cells: [SourceCell], to field: ColumnName) -> Int? {
        guard cells.count >= 3, let looks = look(of: field) else { return nil }
        return cells.count(where: looks) * 100 / cells.count
    }

    private static func look(of field: ColumnName) -> ((SourceCell) -> Bool)? {
        switch field {
        case .citizenID:
            { CitizenIDReading($0.text, isNumber: $0.isNumber).id != nil }
        case .villageCode:
            { DivisionCode($0.text)?.text.utf8.count == 12 }
        case .phone:
            { cell in
                let text = CleanedText(code: cell.text).text
                return text.utf8.count == 11 && text.hasPrefix("1") && text.utf8.allSatisfy { (48...57).contains($0) }
            }
        case .personName:
            { cell in
                let name = PersonName(cell.text).printed
                return (2...4).contains(name.count) && name.unicodeScalars.allSatisfy(PersonName.isHan)
                    && !name.hasSuffix("村") && !name.hasSuffix("区") && !name.hasSuffix("镇") && !name.hasSuffix("道")
                    && name != "居民"
            }
        case .villageName:
            { cell in ["村", "社区", "居委会", "村委会"].contains { cell.text.hasSuffix($0) } }
        case .townName:
            { cell in ["镇", "乡", "街道", "街道办事处", "筹备处"].contains { cell.text.hasSuffix($0) } }
        case .birthDate:
            { cell in DateReading(cell, latest: CivilDate(daysSinceEpoch: 47_482)).date != nil }
        case .tier:
            { cell in (RosterReader.tierFen(CleanedText(code: cell.text).text) ?? 0) >= 5_000 }
        default: nil
        }
    }

    private static func kind(_ fields: Set<ColumnName>, titles: String) -> ImportRecord.Kind? {
        let isRoster = fields.isSuperset(of: [.personName, .citizenID]) && fields.contains(.villageCode)
        let isSpecial = ["低保", "特困", "残疾", "贫困", "扶贫", "五保"].contains { titles.contains($0) }
        if fields.isSuperset(of: [.regionCode, .level, .parent]) { return .regions }
        if fields.contains(.certificate) || (isSpecial && fields.contains(.citizenID)) { return .special }
        if isRoster { return fields.contains(.tier) || titles.contains("养老") ? .pension : .medical }
        return fields.contains(.citizenID) && fields.contains(.payerClass) ? .special : nil
    }

    /// Filled at the top, then mostly empty, as a merged cell leaves it.
    private static func seemsMerged(_ cells: [SourceCell]) -> Bool {
        guard cells.count >= 4, let first = cells.first, !first.isBlank else { return false }
        return cells.count(where: \.isBlank) * 2 > cells.count
    }
}
