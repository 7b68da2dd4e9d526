import Diagnostics

/// An XLSX workbook (ISO/IEC 29500) row by row: shared and inline strings, numbers as they are written, visible sheets.
struct WorkbookReader {
    private let file: SourceFile
    private let archive: WorkbookArchive

    static let mostColumns = 16_384
    static let mostRows = 1_048_576
    static let mostSharedBytes = 512 << 20

    /// A visible sheet.
    struct Sheet {
        let name: String
        fileprivate let part: String
    }

    /// In the order of the tabs.
    let sheets: [Sheet]
    private let shared: [String]

    init(_ file: SourceFile) throws(Rejection) {
        self.file = file
        archive = try WorkbookArchive(file)
        sheets = try WorkbookReader.sheets(archive, file)
        shared = try WorkbookReader.sharedStrings(archive, file)
    }

    private static func sheets(_ archive: WorkbookArchive, _ file: SourceFile) throws(Rejection) -> [Sheet] {
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
        while try workbook.next() {
            guard workbook.event == .start, workbook.isElement("sheet"), let name = workbook.attribute("name") else {
                continue
            }
            let isVisible = (workbook.attribute("state") ?? "visible") == "visible"
            guard isVisible, let id = workbook.attribute("r:id"), let part = targets[id] else { continue }
            sheets.append(Sheet(name: name, part: part))
        }
        guard !sheets.isEmpty else {
            throw Rejection("levy.workbook.broken", ["file": file.name, "reason": "xl/workbook.xml"], at: file.span())
        }
        return sheets
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
    private static func richText(_ xml: XMLPull, until element: StaticString) throws(Rejection) -> String {
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
        let xml = try XMLPull(archive.open(sheet.part), of: file)
        let sheet = sheet.name
        var number = 0
        var row: SourceRow?
        while try xml.next() {
            if xml.event == .start && xml.isElement("row") {
                number = xml.attribute("r").flatMap { Int($0) } ?? number + 1
                guard (1...WorkbookReader.mostRows).contains(number) else { throw outside(sheet) }
                if !xml.isEmptyElement { row = SourceRow(place: RowPlace(sheet: sheet, number: number), cells: []) }
            } else if xml.event == .end && xml.isElement("row") {
                if let row { try body(row) }
                row = nil
            } else if xml.event == .start && xml.isElement("c"), row != nil {
                let index = try column(xml.attribute("r"), after: row?.cells.count ?? 0, sheet)
                let cell = try cell(xml, column: index + 1, place: RowPlace(sheet: sheet, number: number))
                while let count = row?.cells.count, count < index {
                    row?.cells.append(SourceCell(text: "", column: count + 1))
                }
                row?.cells.append(cell)
            }
        }
    }

    private func outside(_ sheet: String) -> Rejection {
        Rejection("levy.workbook.broken", ["file": file.name, "reason": sheet], at: file.span())
    }

    /// The column of `D12`, from 0; cells of a row stand in ascending order.
    private func column(_ reference: String?, after count: Int, _ sheet: String) throws(Rejection) -> Int {
        guard let reference else { return count }
        var index = 0
        for byte in reference.utf8 {
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { break }
            index = index * 26 + Int(byte - UInt8(ascii: "A")) + 1
            guard index <= WorkbookReader.mostColumns else { throw outside(sheet) }
        }
        guard index - 1 >= count else { throw outside(sheet) }
        return index - 1
    }

    private func cell(
        _ xml: XMLPull, column: Int, place: RowPlace
    ) throws(Rejection) -> SourceCell {
        let kind = xml.attribute("t") ?? "n"
        guard !xml.isEmptyElement else { return SourceCell(text: "", column: column) }
        if kind == "inlineStr" {
            return SourceCell(text: try WorkbookReader.richText(xml, until: "c"), column: column)
        }
        var value = ""
        var inValue = false
        while try xml.next() {
            if xml.event == .text && inValue { value += try xml.text }
            if xml.event == .start && xml.isElement("v") { inValue = !xml.isEmptyElement }
            if xml.event == .end && xml.isElement("v") { inValue = false }
            if xml.event == .end && xml.isElement("c") { break }
        }
        guard kind == "s" else {
            return kind == "n"
                ? SourceCell(text: NumberText.plain(value), column: column, isNumber: !value.isEmpty)
                : SourceCell(text: value, column: column)
        }
        guard let index = Int(value), shared.indices.contains(index) else {
            throw Rejection(
                "levy.workbook.broken", ["file": file.name, "reason": "sharedStrings \(value)"],
                at: place.span(file, column: column))
        }
        return SourceCell(text: shared[index], column: column)
    }
}

/// Numbers as a workbook writes them, `3.704030012E11`, as the digits they stand for.
enum NumberText {
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
