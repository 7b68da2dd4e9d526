import Diagnostics
import Testing

@testable import Levy

@Suite struct WorkbookTests {
    private func read(_ bytes: [UInt8]) throws -> [String] {
        let workbook = try WorkbookReader(SourceFile(name: "册.xlsx", bytes: bytes))
        var rows: [String] = []
        for sheet in workbook.sheets {
            try workbook.eachRow(of: sheet) { rows.append($0.place.text + "=" + $0.texts.joined(separator: "|")) }
        }
        return rows
    }

    private func code(_ bytes: [UInt8]) -> String? {
        do {
            _ = try read(bytes)
            return nil
        } catch { return (error as? Rejection)?.diagnostics.first?.code }
    }

    @Test func `sheets, strings and numbers`() throws {
        let bytes = WorkbookWriter.workbook(
            [("甲", [["姓名", .shared(1)], [.number("3.704030012E11"), .number("300")]]), ("乙 & 丙", [["䶮"]])],
            shared: ["", "身份证号"])
        #expect(try read(bytes) == ["甲!1=姓名|身份证号", "甲!2=370403001200|300", "乙 & 丙!1=䶮"])
    }

    private func zip(sheet: String) -> [UInt8] {
        var zip = ZipWriter()
        zip.add("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" r:id=\"x\"/></sheets></workbook>")
        zip.add("xl/_rels/workbook.xml.rels", "<R><Relationship Id=\"x\" Target=\"/xl/s.xml\"/></R>")
        zip.add("xl/s.xml", sheet)
        return zip.bytes
    }

    @Test func `gaps, rich text, phonetic guides and missing references`() throws {
        let sheet = """
            <worksheet><sheetData><row r="3"><c r="B3" t="inlineStr"><is><r><t>张</t></r>
            <r><t>三</t></r><rPh><t>zh</t></rPh></is></c>
            <c r="D3" t="str"><f>A1</f><v>x</v></c></row><row/><row><c><v>7</v></c></row></sheetData></worksheet>
            """
        #expect(try read(zip(sheet: sheet)) == ["a!3=|张三||x", "a!5=7"])
    }

    @Test func `hostile workbooks are refused with a message`() {
        let entity =
            "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><worksheet>&b;</worksheet>"
        #expect(code(zip(sheet: entity)) == "levy.workbook.entity")
        #expect(code(zip(sheet: "<worksheet><sheetData><row><c>")) == "levy.workbook.broken")
        #expect(code(zip(sheet: "<worksheet><row r=\"9999999999\"/></worksheet>")) == "levy.workbook.broken")
        #expect(
            code(zip(sheet: "<worksheet><row><c r=\"ZZZZZ1\"><v>1</v></c></row></worksheet>")) == "levy.workbook.broken"
        )
        #expect(code(zip(sheet: "<worksheet><row><c t=\"s\"><v>5</v></c></row></worksheet>")) == "levy.workbook.broken")
        let long = String(repeating: "长", count: 50_000)
        #expect(
            code(zip(sheet: "<worksheet><row><c t=\"inlineStr\"><is><t>\(long)</t></is></c></row></worksheet>"))
                == "levy.workbook.cell-too-long")
        #expect(code([0x50, 0x4B, 3, 4, 0, 0]) == "levy.workbook.broken")
        var empty = ZipWriter()
        empty.add("readme.txt", "x")
        #expect(code(empty.bytes) == "levy.workbook.broken")
    }

    @Test func `a part that claims to unpack to gigabytes is refused before it is unpacked`() {
        var zip = ZipWriter()
        zip.add("xl/worksheets/sheet1.xml", "<worksheet/>", claiming: 3 << 30)
        #expect(code(zip.bytes) == "levy.workbook.too-large")
        var ratio = ZipWriter()
        ratio.add("xl/worksheets/sheet1.xml", String(repeating: "x", count: 4_000), claiming: 4 << 20)
        #expect(code(ratio.bytes) == "levy.workbook.too-large")
    }

    @Test func `a cut workbook never passes`() {
        let whole = WorkbookWriter.workbook([("甲", [["姓名", "身份证号"]])])
        for length in stride(from: 4, to: whole.count, by: 37) {
            #expect(code(Array(whole.prefix(length))) != nil)
        }
    }

    @Test func `old and encrypted workbooks are named as such`() {
        let old = SourceFile(name: "册.xls", bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        #expect(throws: Rejection.self) {
            try TableReader.read(old, TableShape(required: [.personName], optional: [])) { _ in }
        }
    }
}
