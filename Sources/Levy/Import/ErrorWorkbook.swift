import Diagnostics

/// The rows of a file that were not taken as they are, as a workbook to send back: the cells that are wrong in colour,
/// the reason and room for the answer beside them.
package enum ErrorWorkbook {
    /// - Parameters:
    ///   - language: of the reasons.
    ///   - mapping: as the file was checked.
    package static func make(
        _ checked: CheckedFile, mapping: SenderMapping = .none, language: Language = .chinese
    ) throws -> [UInt8] {
        var remarks: [String: [Diagnostic]] = [:]
        for remark in checked.remarks { remarks[remark.arguments["place"] ?? "", default: []].append(remark) }
        var sheets: [(name: String, rows: [[WorkbookFile.Cell]])] = []
        var shape = TableShape(required: required(checked.kind), optional: [.serial, .remark])
        if checked.kind == .special { shape.alternatives = [.citizenID: .certificate] }
        try TableReader.read(checked.file, shape, mapping: mapping) { record in
            guard let found = remarks[record.place.text] else { return }
            let name = record.place.sheet ?? checked.file.name
            if sheets.last?.name != name { sheets.append((name, [head(record)])) }
            sheets[sheets.count - 1].rows.append(row(record, found, language))
        }
        var workbook = WorkbookFile()
        for sheet in sheets { workbook.add(sheet.name, sheet.rows) }
        if sheets.isEmpty { workbook.add(checked.file.name, [[WorkbookFile.Cell("没有发现错误")]]) }
        return try workbook.bytes()
    }

    private static func required(_ kind: ImportRecord.Kind) -> [ColumnName] {
        switch kind {
        case .pension: [.villageCode, .personName, .citizenID, .tier]
        case .medical: [.villageCode, .personName, .citizenID]
        default: [.citizenID]
        }
    }

    private static func head(_ record: TableRecord) -> [WorkbookFile.Cell] {
        return (["原行号"] + record.layout.heads + ["问题", "处理", "更正为"]).map { WorkbookFile.Cell($0, .head) }
    }

    private static func row(
        _ record: TableRecord, _ remarks: [Diagnostic], _ language: Language
    ) -> [WorkbookFile.Cell] {
        var cells = [WorkbookFile.Cell(String(record.place.number))]
        for index in 0..<record.layout.width {
            cells.append(WorkbookFile.Cell(index < record.row.cells.count ? record.row.cells[index].text : ""))
        }
        for remark in remarks {
            let code = String(remark.code.dropFirst("levy.row.".count))
            for name in RowOutcome.columns(of: code) {
                guard let index = record.layout[name] else { continue }
                cells[index + 1].look = look(remark, code)
            }
        }
        let worst = remarks.contains { RowOutcome.Reason(rawValue: String($0.code.dropFirst(9)))?.kind == .rejected }
        let state = worst ? "未导入，请更正" : remarks.allSatisfy { $0.severity == .note } ? "已修正，请核对" : "待核实"
        cells.append(WorkbookFile.Cell(remarks.map { Catalogue.message($0, in: language) }.joined(separator: "\n")))
        cells.append(WorkbookFile.Cell(state))
        return cells
    }

    private static func look(_ remark: Diagnostic, _ code: String) -> WorkbookFile.Look {
        if remark.severity == .note { return .repaired }
        return RowOutcome.Reason(rawValue: code)?.kind == .rejected ? .wrong : .open
    }
}

extension RowOutcome {
    /// Where the cause of an outcome stands.
    static func columns(of code: String) -> [ColumnName] {
        switch Reason(rawValue: code) {
        case .badCheckDigit, .noSuchDate, .scientificNotation, .tooYoung, .tooOld, .otherDocument, .century:
            [.citizenID, .certificate]
        case .missingName, .privateUseCharacter: [.personName]
        case .unknownVillage: [.villageCode]
        case .unknownTier: [.tier]
        case .duplicate, .twoVillages: [.citizenID, .villageCode]
        case nil:
            switch code {
            case Repair.separator.rawValue: [.personName]
            case Doubt.birthDiffers.rawValue, Doubt.birthUnreadable.rawValue: [.birthDate, .birthYear]
            default: [.citizenID]
            }
        }
    }
}
