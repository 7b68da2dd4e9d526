/// Writes a ZIP archive without compression, enough for workbooks of tests.
struct ZipWriter {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// - parameter size: the unpacked size that the archive states, when it is to lie.
    mutating func add(_ name: String, _ content: [UInt8], claiming size: Int? = nil) {
        let offset = body.count
        var common = le(20, 2)
        common += le(0x0800, 2)
        common += le(0, 4)
        common += le(0x21, 2)
        common += le(Int(ZipWriter.crc(content)), 4)
        common += le(content.count, 4)
        common += le(size ?? content.count, 4)
        common += le(name.utf8.count, 2)
        common += le(0, 2)
        body += le(0x0403_4B50, 4) + common + Array(name.utf8) + content
        directory += le(0x0201_4B50, 4) + le(20, 2) + common
        directory += le(0, 6) + le(0, 4) + le(offset, 4) + Array(name.utf8)
        count += 1
    }

    mutating func add(_ name: String, _ text: String, claiming size: Int? = nil) {
        add(name, Array(text.utf8), claiming: size)
    }

    var bytes: [UInt8] {
        let counts = le(0, 4) + le(count, 2) + le(count, 2)
        let places = le(directory.count, 4) + le(body.count, 4) + le(0, 2)
        return body + directory + le(0x0605_4B50, 4) + counts + places
    }

    private func le(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { (index: Int) -> UInt8 in UInt8(truncatingIfNeeded: value >> (8 * index)) }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var crc = ~UInt32(0)
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

/// A workbook of text and number cells.
enum WorkbookWriter {
    enum Cell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case text(String)
        case number(String)
        case shared(Int)

        init(stringLiteral value: String) { self = .text(value) }
        init(integerLiteral value: Int) { self = .number(String(value)) }
    }

    static func workbook(_ sheets: [(name: String, rows: [[Cell]])], shared: [String] = []) -> [UInt8] {
        var zip = ZipWriter()
        let ids = sheets.indices.map { $0 + 1 }
        let list = sheetList(sheets.map(\.name), ids)
        zip.add("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets>\(list)</sheets></workbook>")
        let relations = ids.map { "<Relationship Id=\"rId\($0)\" Target=\"worksheets/sheet\($0).xml\"/>" }.joined()
        zip.add("xl/_rels/workbook.xml.rels", "<Relationships>\(relations)</Relationships>")
        if !shared.isEmpty {
            zip.add(
                "xl/sharedStrings.xml",
                "<sst>" + shared.map { "<si><t>\(escaped($0))</t></si>" }.joined() + "</sst>")
        }
        for (id, sheet) in pairs(ids, sheets) {
            zip.add("xl/worksheets/sheet\(id).xml", self.sheet(sheet.rows))
        }
        return zip.bytes
    }

    static func sheet(_ rows: [[Cell]]) -> String {
        let body = rows.enumerated().map { index, cells in
            "<row r=\"\(index + 1)\">" + cells.enumerated().map { self.cell($1, "\(column($0))\(index + 1)") }.joined()
                + "</row>"
        }
        return "<worksheet><sheetData>\(body.joined())</sheetData></worksheet>"
    }

    private static func sheetList(_ names: [String], _ ids: [Int]) -> String {
        pairs(ids, names).map { "<sheet name=\"\(escaped($1))\" sheetId=\"\($0)\" r:id=\"rId\($0)\"/>" }.joined()
    }

    private static func pairs<A, B>(_ left: [A], _ right: [B]) -> [(A, B)] { Array(Swift.zip(left, right)) }

    private static func cell(_ cell: Cell, _ reference: String) -> String {
        switch cell {
        case .text(let text): "<c r=\"\(reference)\" t=\"inlineStr\"><is><t>\(escaped(text))</t></is></c>"
        case .number(let text): "<c r=\"\(reference)\"><v>\(text)</v></c>"
        case .shared(let index): "<c r=\"\(reference)\" t=\"s\"><v>\(index)</v></c>"
        }
    }

    private static func column(_ index: Int) -> String {
        precondition(index < 26)
        return String(UnicodeScalar(UInt8(65 + index)))
    }

    private static func escaped(_ text: String) -> String {
        text.map { ["&": "&amp;", "<": "&lt;", "\"": "&quot;"][$0] ?? String($0) }.joined()
    }
}
