import Diagnostics
import Testing

@testable import Levy

@Suite struct ReadingTests {
    private func file(_ bytes: [UInt8], _ name: String = "名册.csv") -> SourceFile {
        SourceFile(name: name, bytes: bytes)
    }
    private func file(_ text: String, _ name: String = "名册.csv") -> SourceFile { file(Array(text.utf8), name) }

    private func rejection(_ body: () throws -> Void) -> Rejection? {
        do {
            try body()
            return nil
        } catch { return error as? Rejection }
    }

    private func decoded(_ bytes: [UInt8]) -> String? {
        guard case .success(let utf8) = GB18030.decode(bytes) else { return nil }
        return String(decoding: utf8, as: UTF8.self)
    }

    @Test func `GB 18030 gives the code points of the 2022 edition and writes them back`() {
        let vectors: [([UInt8], String)] = [
            ([0xA6, 0xD9], "\u{FE10}"), ([0xA6, 0xED], "\u{FE18}"), ([0xFE, 0x59], "\u{9FB4}"),
            ([0xFE, 0xA0], "\u{9FBB}"),
            ([0xA8, 0xBC], "\u{1E3F}"), ([0xD6, 0xD0], "中"), ([0xA1, 0xA4], "·"),
            ([0x95, 0x32, 0x90, 0x31], "\u{20087}"),
        ]
        for (bytes, text) in vectors {
            #expect(decoded(bytes) == text)
            #expect(GB18030.encode(text) == bytes)
        }
        // A private code of an old font and the character's own code are the same character.
        #expect(decoded([0xFE, 0x51]) == "\u{20087}")
        for name in ["䶮", "㼆", "𠮷", "𫖯", "𬭎", "\u{E863}"] {
            #expect(decoded(GB18030.encode(name)) == name)
        }
    }

    @Test func `the encoding is found and a broken byte is named by line and column`() throws {
        #expect(try TextDecoding.decode(file("\u{FEFF}姓名")).utf8 == Array("姓名".utf8))
        #expect(try TextDecoding.decode(file("姓名")).encoding == .utf8)
        #expect(try TextDecoding.decode(file(GB18030.encode("姓名,证件号码"))).encoding == .gb18030)
        let broken = rejection { _ = try TextDecoding.decode(file(GB18030.encode("姓名\n张三") + [0x81])) }
        #expect(broken?.diagnostics.first?.code == "levy.encoding.broken")
        #expect(broken?.diagnostics.first?.span?.line == 2)
        #expect(broken?.diagnostics.first?.span?.column == 3)
        let marked = rejection {
            _ = try TextDecoding.decode(file([0xEF, 0xBB, 0xBF] + Array("姓\n名a".utf8) + [0xD6, 0xD0]))
        }
        #expect(marked?.diagnostics.first?.span?.line == 2)
        #expect(marked?.diagnostics.first?.span?.column == 3)
        #expect(
            rejection { _ = try TextDecoding.decode(file([0xFF, 0xFE, 0x41, 0])) }?.diagnostics.first?.code
                == "levy.encoding.utf16")
        #expect(
            rejection { _ = try TextDecoding.decode(file([0x41, 0])) }?.diagnostics.first?.code
                == "levy.encoding.binary")
    }

    private func rows(_ text: String) throws -> [[String]] {
        let source = file(text)
        var reader = CSVReader(source, text: try TextDecoding.decode(source))
        var rows: [[String]] = []
        while let row = try reader.next() { rows.append(row.texts) }
        return rows
    }

    @Test func `records after RFC 4180`() throws {
        #expect(try rows("a,b\r\nc,\"d\"\"e\",\"x\r\ny\"\n") == [["a", "b"], ["c", "d\"e", "x\r\ny"]])
        #expect(try rows("a,\n,b") == [["a", ""], ["", "b"]])
        #expect(try rows("a\tb,c\rd\te\tf") == [["a", "b,c"], ["d", "e", "f"]])
        #expect(try rows("\"\",\"\"\n") == [["", ""]])
        let open = rejection { _ = try rows("a,b\nc,\"d\ne") }
        #expect(open?.diagnostics.first?.code == "levy.csv.open-quote")
        #expect(open?.diagnostics.first?.span.map { [$0.line, $0.column] } == [2, 3])
        let after = rejection { _ = try rows("姓名,\"d\"e") }
        #expect(after?.diagnostics.first?.code == "levy.csv.text-after-quote")
        #expect(after?.diagnostics.first?.span?.column == 7)
    }

    @Test func `what is written is read back`() throws {
        let fields = ["张三", "a,b", "say \"x\"", "", "l1\nl2"]
        var text = CSVText()
        text.append(fields)
        #expect(try rows(text.text) == [fields])
    }

    private let shape = TableShape(required: [.personName, .citizenID], optional: [.serial, .tier, .villageName])

    private func names(_ source: SourceFile) throws -> [String] {
        var names: [String] = []
        try TableReader.read(source, shape) { names.append($0[.personName].text + "@" + $0.place.text) }
        return names
    }

    @Test func `heads are found below titles, in any order and by any usual name`() throws {
        let text = """
            某镇名册
            单位：元,,
            身份证 号,姓　名,缴费档次（元）
            370403198001010018,张三,300

            身份证 号,姓　名,缴费档次（元）
            370403198001010018,李四,300
            小计,,600
            合　计,2人,
            制表人：王五,,
            """
        #expect(try names(file(text)) == ["张三@4", "李四@7"])
        // A person called 合计 would have a number; a total has none.
        #expect(try names(file("姓名,身份证号\n合计,370403198001010018")) == ["合计@2"])
    }

    @Test func `a wrong head is refused by file, line and what was found`() throws {
        let missing = rejection { _ = try names(file("标题\n姓名,序号,缴费档次\n张三,1,300\n")) }?.diagnostics.first
        #expect(missing?.code == "levy.missing-column")
        #expect(missing?.arguments["column"] == "身份证号码")
        #expect(missing?.arguments["found"] == "姓名、序号、缴费档次")
        #expect(missing?.span?.line == 2)
        #expect(rejection { _ = try names(file("a,b\n1,2\n")) }?.diagnostics.first?.code == "levy.no-header")
        #expect(rejection { _ = try names(file("")) }?.diagnostics.first?.code == "levy.file-empty")
        let extra = rejection { _ = try names(file("姓名,身份证号\n张,三,370403198001010018\n")) }?.diagnostics.first
        #expect(extra?.code == "levy.extra-field")
        #expect(extra?.span?.line == 2)
        #expect(
            rejection { _ = try SourceFile(path: "/nonexistent/名册.csv") }?.diagnostics.first?.code
                == "levy.file-missing")
    }

    @Test func `a UTF-8 file with one broken byte says where`() throws {
        // The mark of UTF-8 is missing and the byte happens to make GB 18030 of the rest.
        let bytes = Array("姓名,身份证号\n张".utf8) + [0xB8] + Array("三,1\n".utf8)
        let found = rejection { _ = try names(file(bytes)) }?.diagnostics.first
        #expect(found != nil)
        let places = [found?.span] + (found?.notes.map(\.span) ?? [])
        #expect(places.contains { $0?.line == 2 && $0?.column == 2 })
    }
}
