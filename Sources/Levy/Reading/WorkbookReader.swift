import Diagnostics

/// An XLSX workbook (ISO/IEC 29500) row by row: shared and inline strings, numbers as they are written.
struct WorkbookReader {
    private let file: SourceFile
    private let archive: WorkbookArchive

    static let mostColumns = 16_384
    static let mostRows = 1_048_576
    static let mostSharedBytes = 512 << 20

    struct Sheet {
        let name: String
        let isHidden: Bool
        fileprivate let part: String
    }

    /// In the order of the tabs.
    let sheets: [Sheet]
    private let shared: [String]
    private let formats: [SourceCell.Format]

    init(_ file: SourceFile) throws(Rejection) {
        self.file = file
        archive = try WorkbookArchive(file)
        let (found, is1904) = try WorkbookReader.sheets(archive, file)
        sheets = found
        shared = try WorkbookReader.sharedStrings(archive, file)
        let formats = try WorkbookReader.formats(archive, file)
        self.formats = is1904 ? formats.map { $0 == .date ? .date1904 : $0 } : formats
    }

    /// How each cell style shows numbers (ECMA-376 part 1, 18.8.30): as percentages, as days, or otherwise.
    private static func formats(
        _ archive: WorkbookArchive, _ file: SourceFile
    ) throws(Rejection) -> [SourceCell.Format] {
        guard archive.contains("xl/styles.xml") else { return [] }
        let xml = try XMLPull(archive.open("xl/styles.xml"), of: file)
        var codes: [Int: String] = [:]
        var formats: [SourceCell.Format] = []
        var isInCells = false
        while try xml.next() {
            if xml.isElement("cellXfs") { isInCells = xml.event == .start && !xml.isEmptyElement }
            guard xml.event == .start else { continue }
            if xml.isElement("numFmt"), let id = xml.attribute("numFmtId").flatMap({ Int($0) }) {
                codes[id] = xml.attribute("formatCode")
            } else if isInCells, xml.isElement("xf") {
                let id = xml.attribute("numFmtId").flatMap { Int($0) } ?? 0
                formats.append(NumberText.format(id, code: codes[id]))
            }
        }
        return formats
    }

    private static func sheets(
        _ archive: WorkbookArchive, _ file: SourceFile
    ) throws(Rejection) -> (sheets: [Sheet], is1904: Bool) {
        var targets: [String: String] = [:]
        let relations = try XMLPull(archive.open("xl/_rels/workbook.xml.rels"), of: file)
        while try relations.next() {
            guard relations.event == .start, relations.isElement("Relationship"),
                let id = relations.attribute("Id"), let target = relations.attribute("Target")
            else { continue }
            targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
        }
        var sheets: [Sheet] = []
        let workbook = try XMLPull(archive.open("xl/workbook.xml"), of: file)
        var is1904 = false
        while try workbook.next() {
            if workbook.event == .start, workbook.isElement("workbookPr") {
                is1904 = ["1", "true"].contains(workbook.attribute("date1904") ?? "")
            }
            guard workbook.event == .start, workbook.isElement("sheet"), let name = workbook.attribute("name") else {
                continue
            }
            let isHidden = (workbook.attribute("state") ?? "visible") != "visible"
            guard let id = workbook.attribute("r:id"), let part = targets[id] else { continue }
            sheets.append(Sheet(name: name, isHidden: isHidden, part: part))
        }
        guard sheets.contains(where: { !$0.isHidden }) else {
            throw Rejection("levy.workbook.broken", ["file": file.name, "reason": "xl/workbook.xml"], at: file.span())
        }
        return (sheets, is1904)
    }

    private static func sharedStrings(_ archive: WorkbookArchive, _ file: SourceFile) throws(Rejection) -> [String] {
        guard archive.contains("xl/sharedStrings.xml") else { return [] }
        let xml = try XMLPull(archive.open("xl/sharedStrings.xml"), of: file)
        var strings: [String] = []
        var total = 0
        while try xml.next() {
            guard xml.event == .start, xml.isElement("si") else { continue }
            let text = xml.isEmptyElement ? "" : try richText(xml, until: "si")
            total += text.utf8.count
            guard total <= WorkbookReader.mostSharedBytes else {
                throw Rejection(
                    "levy.workbook.too-large", ["file": file.name, "part": "xl/sharedStrings.xml"], at: file.span())
            }
            strings.append(text)
        }
        return strings
    }

    /// The text of `t` elements up to the end of `element`, without phonetic guides (`rPh`).
    static func richText(_ xml: XMLPull, until element: StaticString) throws(Rejection) -> String {
        var text = ""
        var isText = false
        var inGuide = false
        while try xml.next() {
            switch xml.event {
            case .start:
                if xml.isElement("t") { isText = !xml.isEmptyElement }
                if xml.isElement("rPh") { inGuide = !xml.isEmptyElement }
            case .end:
                if xml.isElement("t") { isText = false }
                if xml.isElement("rPh") { inGuide = false }
                if xml.isElement(element) { return text }
            case .text:
                if isText && !inGuide { text += try xml.text }
            case .other: break
            }
        }
        return text
    }

    /// Calls `body` with each row of the sheet that is written in the file.
    func eachRow(of sheet: Sheet, _ body: (SourceRow) throws -> Void) throws {
        let rows = try rows(of: sheet)
        while let row = try rows.next() { try body(row) }
    }

    /// The rows of a sheet that are written in the file, one by one; a cell that is merged with those below it is
    /// repeated in them.
    func rows(of sheet: Sheet) throws(Rejection) -> SheetRows {
        SheetRows(
            xml: try XMLPull(archive.open(sheet.part), of: file), sheet: sheet.name, file: file, shared: shared,
            formats: formats, merges: try MergedCells.vertical(in: archive.open(sheet.part)))
    }
}

/// Numbers as a workbook writes them, `3.704030012E11`, as the digits they stand for.
enum NumberText {
    /// - Parameter code: the format that the workbook defines under this number; nil for a built-in one.
    static func format(_ id: Int, code: String?) -> SourceCell.Format {
        guard let code else {
            switch id {
            case 9, 10: return .percent
            case 14...17, 22, 27...31, 36, 50...54, 57, 58: return .date
            default: return .general
            }
        }
        // What stands in quotation marks and brackets is text and colours.
        var depth = 0
        var isQuoted = false
        let plain = code.lowercased().filter { character in
            if character == "\"" { isQuoted.toggle() }
            if character == "[" { depth += 1 }
            defer { if character == "]" { depth -= 1 } }
            return !isQuoted && depth == 0
        }
        if plain.contains("%") { return .percent }
        return plain.contains("y") || plain.contains("d") && plain.contains("m") ? .date : .general
    }

    /// An exponent is written out when at most 15 significant digits make it exact; otherwise the text stays as it is.
    static func plain(_ raw: String) -> String {
        let parts = raw.split(whereSeparator: { $0 == "E" || $0 == "e" })
        guard parts.count == 2, let exponent = Int(parts[1]), (0...15).contains(exponent) else { return raw }
        let pieces = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard pieces.count <= 2, let whole = pieces.first else { return raw }
        let fraction = pieces.count == 2 ? String(pieces[1]) : ""
        guard fraction.count <= exponent, (whole + fraction).count <= 16 else { return raw }
        return whole + fraction + String(repeating: "0", count: exponent - fraction.count)
    }
}
