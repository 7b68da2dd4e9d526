import CLibZip
import Diagnostics

/// Writes an XLSX workbook (ISO/IEC 29500): sheets of text cells with a few colours. The same content gives the same
/// bytes.
package struct WorkbookFile {
    /// How a cell looks. All cells are text, so that no spreadsheet takes the last digits of a number.
    package enum Look: Int, Sendable {
        case plain, head, wrong, open, repaired
    }

    package struct Cell: Sendable {
        package let text: String
        package var look = Look.plain

        package init(_ text: String, _ look: Look = .plain) {
            self.text = text
            self.look = look
        }
    }

    private var sheets: [(name: String, rows: [[Cell]])] = []

    package init() {}

    /// - Parameter rows: the first is the head and stays in sight.
    package mutating func add(_ name: String, _ rows: [[Cell]]) {
        var plain = String(name.map { "[]:*?/\\".contains($0) ? "-" : $0 }.prefix(28))
        if plain.isEmpty { plain = "Sheet" }
        while sheets.contains(where: { $0.name == plain }) { plain += "’" }
        sheets.append((plain, rows))
    }

    /// - throws: `Rejection` when there is no memory left for it.
    package func bytes() throws(Rejection) -> [UInt8] {
        var parts = [("[Content_Types].xml", types), ("_rels/.rels", WorkbookFile.root), ("xl/workbook.xml", workbook)]
        parts += [("xl/_rels/workbook.xml.rels", relations), ("xl/styles.xml", WorkbookFile.styles)]
        for (index, sheet) in sheets.enumerated() {
            parts.append(("xl/worksheets/sheet\(index + 1).xml", WorkbookFile.sheet(sheet.rows)))
        }
        return try ZipPacking.pack(parts.map { ($0.0, Array($0.1.utf8)) })
    }

    // MARK: Parts

    private static let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    private static let content = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    private var types: String {
        let parts = sheets.indices.map { index in
            "<Override PartName=\"/xl/worksheets/sheet\(index + 1).xml\" "
                + "ContentType=\"\(WorkbookFile.content).worksheet+xml\"/>"
        }
        return """
            \(WorkbookFile.xml)<Types xmlns="\(WorkbookFile.package)/content-types">\
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
            <Override PartName="/xl/workbook.xml" ContentType="\(WorkbookFile.content).sheet.main+xml"/>\
            <Override PartName="/xl/styles.xml" ContentType="\(WorkbookFile.content).styles+xml"/>\
            \(parts.joined())</Types>
            """
    }

    private static let root = """
        \(xml)<Relationships xmlns="\(package)/relationships">\
        <Relationship Id="rId1" Type="\(office)/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """

    private var workbook: String {
        let list = sheets.enumerated().map { index, sheet in
            "<sheet name=\"\(WorkbookFile.escaped(sheet.name))\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
        }
        return """
            \(WorkbookFile.xml)<workbook xmlns="\(WorkbookFile.main)" xmlns:r="\(WorkbookFile.office)">\
            <sheets>\(list.joined())</sheets></workbook>
            """
    }

    private var relations: String {
        let list = sheets.indices.map { index in
            "<Relationship Id=\"rId\(index + 1)\" Type=\"\(WorkbookFile.office)/worksheet\" "
                + "Target=\"worksheets/sheet\(index + 1).xml\"/>"
        }
        return """
            \(WorkbookFile.xml)<Relationships xmlns="\(WorkbookFile.package)/relationships">\(list.joined())\
            <Relationship Id="rId\(sheets.count + 1)" Type="\(WorkbookFile.office)/styles" Target="styles.xml"/>\
            </Relationships>
            """
    }

    /// The cell formats in the order of `Look`; 49 is text.
    private static let styles: String = {
        let fills = ["FFD9D9D9", "FFFFC7CE", "FFFFEB9C", "FFC6EFCE"].map { colour in
            "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"\(colour)\"/></patternFill></fill>"
        }
        let formats = [0, 2, 3, 4, 5].map { fill in
            "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"\(fill)\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" "
                + "applyFill=\"1\"/>"
        }
        return """
            \(xml)<styleSheet xmlns="\(main)"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>\
            <fills count="6"><fill><patternFill patternType="none"/></fill>\
            <fill><patternFill patternType="gray125"/></fill>\(fills.joined())</fills>\
            <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
            <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
            <cellXfs count="5">\(formats.joined())</cellXfs>\
            <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
            """
    }()

    private static func sheet(_ rows: [[Cell]]) -> String {
        var text = """
            \(xml)<worksheet xmlns="\(main)"><sheetViews><sheetView workbookViewId="0">\
            <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
            \(columns(rows))<sheetData>
            """
        for (number, row) in rows.enumerated() {
            text += "<row r=\"\(number + 1)\">"
            for (index, cell) in row.enumerated() where !cell.text.isEmpty || cell.look != .plain {
                text += "<c r=\"\(column(index))\(number + 1)\" s=\"\(cell.look.rawValue)\" t=\"inlineStr\">"
                    + "<is><t xml:space=\"preserve\">\(escaped(cell.text))</t></is></c>"
            }
            text += "</row>"
        }
        return text + "</sheetData></worksheet>"
    }

    /// As wide as the longest text, a full-width character counting two.
    private static func columns(_ rows: [[Cell]]) -> String {
        let count = rows.map(\.count).max() ?? 0
        guard count > 0 else { return "" }
        let widths = (0..<count).map { index in
            let longest = rows.prefix(200).map { row in
                index < row.count ? row[index].text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) } : 0
            }.max() ?? 0
            let place = "min=\"\(index + 1)\" max=\"\(index + 1)\""
            return "<col \(place) width=\"\(min(60, longest + 3))\" customWidth=\"1\"/>"
        }
        return "<cols>\(widths.joined())</cols>"
    }

    /// `A`, `Z`, `AA`.
    static func column(_ index: Int) -> String {
        var rest = index + 1
        var letters = ""
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }

    /// What XML cannot hold is left out.
    private static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(32_767) {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "\t", "\n", "\r": result.append(scalar)
            default:
                if scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF { result.append(scalar) }
            }
        }
        return String(result)
    }
}

/// Packs parts into a ZIP archive in memory.
private enum ZipPacking {
    static func pack(_ parts: [(name: String, bytes: [UInt8])]) throws(Rejection) -> [UInt8] {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let target = zip_source_buffer_create(nil, 0, 0, &error) else { throw failed("zip_source") }
        defer { zip_source_free(target) }
        guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else { throw failed("zip_open") }
        // The archive gives its own hold on the target back when it is closed.
        zip_source_keep(target)
        for part in parts {
            let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, part.bytes.count), alignment: 1)
            part.bytes.withUnsafeBytes { bytes in
                if let base = bytes.baseAddress { copy.copyMemory(from: base, byteCount: bytes.count) }
            }
            // libzip frees the copy with `free`, which is what allocates it.
            guard let source = zip_source_buffer(archive, copy, UInt64(part.bytes.count), 1),
                case let index = zip_file_add(archive, part.name, source, 0), index >= 0
            else {
                zip_discard(archive)
                throw failed(part.name)
            }
            // 1980-01-01, so that the same content gives the same bytes.
            zip_file_set_dostime(archive, UInt64(index), 0, 0x21, 0)
        }
        guard zip_close(archive) == 0 else {
            zip_discard(archive)
            throw failed("zip_close")
        }
        return try contents(of: target)
    }

    private static func contents(of target: OpaquePointer) throws(Rejection) -> [UInt8] {
        var stat = zip_stat_t()
        guard zip_source_stat(target, &stat) == 0, zip_source_open(target) == 0 else { throw failed("zip_stat") }
        defer { zip_source_close(target) }
        var bytes = [UInt8](repeating: 0, count: Int(stat.size))
        let count = bytes.withUnsafeMutableBytes { zip_source_read(target, $0.baseAddress, UInt64($0.count)) }
        guard count == bytes.count else { throw failed("zip_read") }
        return bytes
    }

    private static func failed(_ what: String) -> Rejection { Rejection("levy.workbook.unwritten", ["reason": what]) }
}
