import Diagnostics
import Templates
import Testing

@Suite struct FieldsTests {
    private func parse(_ text: String) throws -> Fields {
        var mistakes = DiagnosticList()
        let fields = Fields.parse(SourceText(name: "t.fields", text: text), into: &mistakes)
        try mistakes.throwIfErrors()
        return fields
    }

    @Test func dotsMakeRecordsAndRows() throws {
        let fields = try parse("# 注释\n\na.b.c: text?  名称 全\nrows: list\nrows.x: money  # 分\n姓名: text\n")
        #expect(fields.members["a"]?.type == .record)
        let inner = fields.members["a"]?.members["b"]?.members["c"]
        #expect(inner?.type == .text && inner?.isOptional == true && inner?.label == "名称 全")
        #expect(fields.members["rows"]?.members["x"]?.type == .money)
        #expect(fields.members["姓名"]?.type == .text)
    }

    @Test(arguments: [
        ("a", "fields.missing-type 1:1"), ("a:", "fields.missing-type 1:1"), ("a: number", "fields.unknown-type 1:4"),
        ("1a: text", "fields.bad-name 1:1"), ("a..b: text", "fields.bad-name 1:1"),
        ("a: text\na: date", "fields.duplicate 2:1"),
        ("a: text\na.b: text", "fields.not-a-record 2:1"), ("姓名：text", "fields.missing-type 1:1"),
        ("r: list\nr.index: integer", "fields.reserved-name 2:1"),
    ])
    func refuses(_ text: String, _ expected: String) throws {
        #expect(try mistakes { _ = try parse(text) } == [expected])
    }

    private let description = """
        name: text
        due: money
        born: date?
        paid: flag
        rows: list
        rows.rate: percent
        at.town: text
        """

    private func record(_ json: String) throws -> Record {
        try Record(json: SourceText(name: "t.json", text: json), fields: try parse(description))
    }

    @Test func readsRecordsFromJSON() throws {
        let record = try record(
            """
            {"name": "王䶮 \\ud842\\udfb7\\n", "due": 25000, "born": "2016-02-29", "paid": true, "more": [1.5e3],
             "rows": [{"rate": 8549}, {"rate": -1}], "at": {"town": "陶庄"}}
            """)
        #expect(record["name"] == .text("王䶮 𠮷\n"))
        #expect(record["due"] == .money(25_000))
        #expect(record["born"] == .date(year: 2016, month: 2, day: 29))
        #expect(record["rows"] == .list([["rate": .percent(8_549)], ["rate": .percent(-1)]]))
        #expect(record["at"] == .record(["town": .text("陶庄")]))
        #expect(record["more"] == nil)
    }

    @Test func namesThePathOfEachMistake() throws {
        let json =
            "{'name': 1, 'due': 2.5,\n 'born': '2019-02-29', 'paid': null, 'rows': [{'rate': 'x'}, {}], 'at': 3}"
            .replacing("'", with: "\"")
        do {
            _ = try record(json)
            #expect(Bool(false), "the data is wrong")
        } catch let rejection as Rejection {
            let found = rejection.diagnostics.map {
                "\($0.code) \($0.arguments["path"]!) \($0.span!.line):\($0.span!.column)"
            }
            #expect(
                found == [
                    "json.wrong-type at 2:73", "json.wrong-type born 2:10", "json.wrong-type due 1:20",
                    "json.wrong-type name 1:10", "json.missing paid 2:32", "json.wrong-type rows[0].rate 2:56",
                    "json.missing rows[1].rate 2:62",
                ])
        }
    }

    @Test(arguments: [
        "{", "{\"a\" 1}", "[1,]", "{\"a\": 01}", "\"\\ud800\"", "\"\\x\"", "nul", "{} x", "1.", "-", "\"a\nb\"", "",
        "{\"a\":1,\"a\":2}", "[" + String(repeating: "[", count: 1000),
    ])
    func refusesBrokenJSON(_ json: String) throws {
        #expect(throws: Rejection.self) { try record(json) }
    }
}
