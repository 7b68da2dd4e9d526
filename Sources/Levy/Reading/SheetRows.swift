import Diagnostics

/// The rows of a sheet, read one by one.
final class SheetRows {
    private let xml: XMLPull
    private let sheet: String
    private let file: SourceFile
    private let shared: [String]
    private let formats: [SourceCell.Format]
    private var merges: MergedCells
    private var number = 0

    init(
        xml: XMLPull, sheet: String, file: SourceFile, shared: [String], formats: [SourceCell.Format],
        merges: MergedCells
    ) {
        self.xml = xml
        self.sheet = sheet
        self.file = file
        self.shared = shared
        self.formats = formats
        self.merges = merges
    }

    /// The next row that is written in the file, or nil at the end.
    func next() throws(Rejection) -> SourceRow? {
        var row: SourceRow?
        while try xml.next() {
            if xml.event == .start && xml.isElement("row") {
                number = xml.attribute("r").flatMap { Int($0) } ?? number + 1
                guard (1...WorkbookReader.mostRows).contains(number) else { throw outside() }
                if !xml.isEmptyElement {
                    row = SourceRow(
                        place: RowPlace(sheet: sheet, number: number), cells: [],
                        isHidden: SheetRows.isTrue(xml.attribute("hidden")))
                }
            } else if xml.event == .end && xml.isElement("row") {
                if var row {
                    merges.fill(&row)
                    return row
                }
            } else if xml.event == .start && xml.isElement("c"), row != nil {
                let index = try column(xml.attribute("r"), after: row?.cells.count ?? 0)
                let cell = try cell(column: index + 1, place: RowPlace(sheet: sheet, number: number))
                while let count = row?.cells.count, count < index {
                    row?.cells.append(SourceCell(text: "", column: count + 1))
                }
                row?.cells.append(cell)
            }
        }
        return nil
    }

    private static func isTrue(_ text: String?) -> Bool { text == "1" || text == "true" }

    private func outside() -> Rejection {
        Rejection("levy.workbook.broken", ["file": file.name, "reason": sheet], at: file.span())
    }

    /// The column of `D12`, from 0; cells of a row stand in ascending order.
    private func column(_ reference: String?, after count: Int) throws(Rejection) -> Int {
        guard let reference else { return count }
        var index = 0
        for byte in reference.utf8 {
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { break }
            index = index * 26 + Int(byte - UInt8(ascii: "A")) + 1
            guard index <= WorkbookReader.mostColumns else { throw outside() }
        }
        guard index - 1 >= count else { throw outside() }
        return index - 1
    }

    private func cell(column: Int, place: RowPlace) throws(Rejection) -> SourceCell {
        let kind = xml.attribute("t") ?? "n"
        let style = xml.attribute("s").flatMap { Int($0) }
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
        if kind == "n" {
            let format = style.flatMap { formats.indices.contains($0) ? formats[$0] : nil } ?? .general
            return SourceCell(
                text: NumberText.plain(value), column: column, isNumber: !value.isEmpty, format: format)
        }
        guard kind == "s" else { return SourceCell(text: value, column: column) }
        guard let index = Int(value), shared.indices.contains(index) else {
            throw Rejection(
                "levy.workbook.broken", ["file": file.name, "reason": "sharedStrings \(value)"],
                at: place.span(file, column: column))
        }
        return SourceCell(text: shared[index], column: column)
    }
}
