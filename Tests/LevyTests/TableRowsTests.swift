import Foundation
import TestSupport
import Testing

@testable import Levy

/// Tables read piece by piece, whatever their columns mean.
@Suite struct TableRowsTests {
    /// Rows with quoted fields over several lines, rare characters and empty fields, long enough for several pieces.
    private static func table(seed: UInt64, rows: Int) -> String {
        var dice = SplitMix64(seed: seed)
        let words = ["王䶮", "李四", "𠮷田", "a,b", "他说\"好\"", "一行\n两行", "两行\r\n三行", "", "x", "㐂㐂㐂㐂㐂㐂"]
        var text = "编号,姓名,备注\n"
        for row in 0..<rows {
            let fields = ["\(row)"] + (0..<2).map { _ in dice.pick(words) }
            let cells = fields.map { field in
                let needsQuotes = field.contains { ",\"\n\r\r\n".contains($0) }
                return needsQuotes ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
            }
            text += cells.joined(separator: ",") + (dice.chance(50) ? "\n" : "\r\n")
        }
        return text
    }

    private static func rows(_ reader: TableRows) throws -> [String] {
        var rows: [String] = []
        while let row = try reader.next() { rows.append("\(row.place.text)=" + row.texts.joined(separator: "|")) }
        return rows
    }

    @Test(arguments: ["UTF-8", "UTF-8 with a mark", "GB 18030"])
    func `a long list read in pieces has the rows of one read whole`(encoding: String) throws {
        let scratch = try ScratchFolder()
        let text = TableRowsTests.table(seed: 7, rows: 40_000)
        let bytes =
            encoding == "GB 18030"
            ? GB18030.encode(text) : (encoding == "UTF-8" ? [] : [0xEF, 0xBB, 0xBF]) + Array(text.utf8)
        #expect(bytes.count > 3 << 18)
        let path = try scratch.write(bytes, to: "list.csv")
        let file = SourceFile(name: "list.csv", bytes: bytes)
        var whole = CSVReader(file, text: try TextDecoding.decode(file))
        var expected: [String] = []
        while let row = try whole.next() {
            if !row.isBlank { expected.append("\(row.place.text)=" + row.texts.joined(separator: "|")) }
        }
        #expect(expected.count == 40_001)
        #expect(try TableRowsTests.rows(TableRows(path: path)) == expected)
    }

    @Test func `a fault far behind is found with its line before the first row is given`() throws {
        let scratch = try ScratchFolder()
        let lines = Array(TableRowsTests.table(seed: 3, rows: 30_000).utf8)
        let path = try scratch.write(lines + Array("30001,王".utf8) + [0xFF] + Array(",x\n".utf8), to: "list.csv")
        let line = lines.count { $0 == 0x0A } + 1
        #expect(throws: (any Error).self) { try TableRows(path: path) }
        do { _ = try TableRows(path: path) } catch { #expect("\(error)".contains("list.csv:\(line):8: "), "\(error)") }
    }

    @Test func `what is no table is refused`() throws {
        let scratch = try ScratchFolder()
        let cases: [(String, [UInt8], String)] = [
            ("empty.csv", [], "levy.file-empty"), ("old.xls", [0xD0, 0xCF, 0x11, 0xE0, 0], "levy.workbook.old-format"),
            ("wide.csv", [0xFF, 0xFE, 0x41, 0], "levy.encoding.utf16"),
            ("binary.csv", [0x41, 0x2C, 0x00, 0x42], "levy.encoding.binary"),
            ("broken.xlsx", [0x50, 0x4B, 0x03, 0x04, 0], "levy.workbook.broken"),
        ]
        for (name, bytes, code) in cases {
            let path = try scratch.write(bytes, to: name)
            #expect(diagnosticCode { _ = try TableRows(path: path) } == code, "\(name)")
        }
        #expect(diagnosticCode { _ = try TableRows(path: scratch / "none.csv") } == "levy.file-missing")
    }

    @Test func `a name that is not the path stands in messages`() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write("a,\"b\n", to: "list.csv")
        let rows = try TableRows(path: path, name: "-")
        do { _ = try rows.next() } catch { #expect(error.diagnostics.first?.span?.file == "-") }
    }
}
