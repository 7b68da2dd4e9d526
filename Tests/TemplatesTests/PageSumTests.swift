import Diagnostics
import Markup
import Synchronization
import Templates
import Testing
import Typesetting

/// Sums of pages, rows that are read late, data that nobody has described.
@Suite struct PageSumTests {
    private let fields = """
        rows: list
        rows.name: text
        rows.amount: money
        rows.count: integer?
        rows.rate: percent
        groups: list
        groups.rows: list
        groups.rows.fee: money
        groups.total: money
        open: flag
        """

    private func boxes(_ name: StructureRole, in document: Document) -> [Box] {
        func find(_ box: Box) -> [Box] {
            (box.attributes.role == name ? [box] : [])
                + box.content.flatMap { node -> [Box] in if case .box(let box) = node { find(box) } else { [] } }
        }
        return find(document.root)
    }

    private func sums(in document: Document) -> [PageSum] {
        func find(_ box: Box) -> [PageSum] {
            box.content.flatMap { node -> [PageSum] in
                switch node {
                case .box(let box): find(box)
                case .pageSum(let sum, _): [sum]
                default: []
                }
            }
        }
        return find(document.root)
    }

    private let table = """
        <table>
        <thead><tr><th>承前页 {{ broughtForward(row.amount) | yuan }}</th></tr></thead>
        <tfoot><tr><td>本页 {{ pageSum(row.amount) | yuan }} 元，{{ pageSum(row.count) }} 人</td></tr></tfoot>
        <tbody><tr data-each="row in rows"><td>{{ row.name }}</td></tr></tbody>
        </table>
        """

    private func rows(_ amounts: [Int]) -> Record {
        [
            "rows": .list(
                amounts.map { amount in
                    let count = amount == 1 ? Datum.missing : .integer(1)
                    return ["name": .text("n"), "amount": .money(amount), "count": count]
                })
        ]
    }

    @Test func headsAndFeetHoldSums() throws {
        let document = try compile(table, fields: fields).fill(rows([125, 1]))
        let found = sums(in: document)
        #expect(found.map(\.kind) == [.broughtForward, .pageSum, .pageSum])
        #expect(found.map(\.amount) == ["row.amount", "row.amount", "row.count"])
        #expect(try found[0].text(123_450) == "1,234.50" && found[2].text(7) == "7")
        let amounts = boxes(.tableRow, in: document).map(\.attributes.amounts)
        #expect(amounts == [[:], [:], ["row.amount": 125, "row.count": 1], ["row.amount": 1]])
        #expect(document.outline.contains("(本页 ? 元，? 人)"))
    }

    @Test func filtersOfTheProgramMayRefuseASum() throws {
        let filter = Filter("small", .money) { datum in
            guard case .money(let fen) = datum, fen < 10 else { throw Rejection("template.empty-bar-code") }
            return .text("\(fen)!")
        }
        let html = table.replacing("| yuan", with: "| small")
        let sum = sums(in: try compile(html, fields: fields, filters: [filter]).fill(rows([1])))[0]
        #expect(try sum.text(9) == "9!")
        #expect(try mistakes { _ = try sum.text(10) } == ["template.filter-failed 2:20"])
    }

    @Test func innerListsAreSummedByTheirOwnRows() throws {
        let html = """
            <table><tfoot><tr><td>{{ carriedForward(r.fee) | yuan }}{{ pageSum(g.total) | yuan }}</td></tr></tfoot>
            <tbody data-each="g in groups"><tr><td>组</td></tr><tr data-each="r in g.rows"><td>x</td></tr></tbody>
            </table>
            """
        let group: Record = ["rows": .list([["fee": .money(1)], ["fee": .money(2)]]), "total": .money(3)]
        let document = try compile(html, fields: fields).fill(["groups": .list([group, group])])
        let amounts = boxes(.tableRow, in: document).map(\.attributes.amounts)
        let one: [[String: Int]] = [["g.total": 3], ["r.fee": 1], ["r.fee": 2]]
        #expect(amounts == [[:]] + one + one)
    }

    @Test(arguments: [
        ("{{ pageSum(row.rate) | percent }}", "template.page-sum-type 1:34"),
        ("{{ pageSum(row.name) }}", "template.page-sum-type 1:34"),
        ("{{ pageSum(row.amount) }}", "template.needs-filter 1:23"),
        ("{{ pageSum(row.index) }}", "template.page-sum-type 1:34"),
        ("{{ pageSum(rows) }}", "template.page-sum-row 1:34"), ("{{ pageSum() }}", "template.page-sum-row 1:34"),
        ("{{ pageSum(row.amout) | yuan }}", "template.misspelt-field 1:38"),
        ("{{ pageSum(row.amount | yuan }}", "template.bad-expression 1:23"),
        ("{{ pageSum(row.amount) yuan }}", "template.bad-expression 1:46"),
    ])
    func refusesWrongSums(_ text: String, _ expected: String) throws {
        let html = "<table><thead><tr><th>\(text)</th></tr></thead>"
            + "<tbody><tr data-each='row in rows'><td>x</td></tr></tbody></table>"
        #expect(try mistakes { _ = try compile(html, fields: fields) } == [expected])
    }

    @Test func sumsStandInHeadsAndFeetOnly() throws {
        for html in [
            "<p>{{ pageSum(row.amount) | yuan }}</p>",
            "<table><tr data-each='row in rows'><td>{{ pageSum(row.amount) | yuan }}</td></tr></table>",
            "<table><thead><tr><th id='{{ pageSum(row.amount) | yuan }}'>x</th></tr></thead><tbody>"
                + "<tr data-each='row in rows'><td>x</td></tr></tbody></table>",
        ] {
            let found = try mistakes { _ = try compile(html, fields: fields) }
            #expect(found.map { $0.split(separator: " ")[0] } == ["template.page-sum-place"])
        }
    }

    // MARK: Streams

    private func stream(_ count: Int, bad: Int? = nil) -> RecordStream {
        let number = Mutex(0)
        return RecordStream {
            let next = number.withLock { number in
                number += 1
                return number
            }
            if next > count { return nil }
            return ["name": next == bad ? .integer(next) : .text("n\(next)"), "amount": .money(next)]
        }
    }

    private func streamed(_ document: Document) -> RowStream? {
        func find(_ box: Box) -> RowStream? {
            box.content.lazy.compactMap { node -> RowStream? in
                switch node {
                case .box(let box): find(box)
                case .rows(let stream): stream
                default: nil
                }
            }.first
        }
        return find(document.root)
    }

    @Test func rowsAreMadeWhenTheyAreAskedFor() throws {
        let html = table.replacing("<td>{{ row.name }}", with: "<td>{{ row.index }}{{ row.name }}")
            + "<p>尾</p>"
        let document = try compile(html, fields: fields).fill(["rows": .stream(stream(100_000))])
        let rows = try #require(streamed(document))
        var count = 0
        while let nodes = try rows.next() {
            count += 1
            guard case .box(let row)? = nodes.first, nodes.count == 1, case .box(let cell)? = row.content.first,
                case .text(let text, _)? = cell.content.first
            else { return #expect(Bool(false), "the row has another shape") }
            if text != "\(count)n\(count)" || row.attributes.amounts != ["row.amount": count] {
                return #expect(Bool(false), "row \(count): \(text) \(row.attributes.amounts)")
            }
        }
        #expect(count == 100_000)
    }

    @Test func aBadRowIsNamedByItsNumber() throws {
        let document = try compile(table, fields: fields).fill(["rows": .stream(stream(5, bad: 3))], subject: "花名册")
        let rows = try #require(streamed(document))
        _ = try rows.next()
        _ = try rows.next()
        do {
            _ = try rows.next()
            #expect(Bool(false), "the third row is wrong")
        } catch let rejection as Rejection {
            #expect(rejection.diagnostics.map(\.code) == ["template.wrong-type"])
            #expect(rejection.diagnostics[0].notes.first?.arguments["subject"] == "花名册, #3")
        }
    }

    @Test(arguments: [
        ("<p data-each='r in rows'>x</p>", "template.stream-place 1:20"),
        ("<p data-if=rows>x</p>", "template.stream-place 1:12"),
        ("<p>{{ rows | count }}</p>", "template.stream-place 1:4"),
        ("<data-chart items=rows label=name value=amount></data-chart>", "template.stream-place 1:19"),
        ("<table><thead><tr data-each='r in rows'><th>x</th></tr></thead></table>", "template.stream-place 1:35"),
    ])
    func streamsMakeRowsOnly(_ html: String, _ expected: String) throws {
        let template = try compile(html, fields: fields)
        #expect(try mistakes { _ = try template.fill(["rows": .stream(stream(1))]) } == [expected])
    }

    @Test func streamsAreReadOnce() throws {
        let twice = try compile(table + table, fields: fields)
        #expect(try mistakes { _ = try twice.fill(["rows": .stream(stream(1))]) } == ["template.stream-twice 8:30"])
    }

    @Test func stripesReachStreamedRows() throws {
        let html = "<link rel=stylesheet href=t.css><table><tbody><tr><td>a</td></tr>"
            + "<tr data-each='row in rows'><td>x</td></tr><tr><td>b</td></tr></tbody></table>"
        let css = "tr:nth-child(even) { background: red }"
        let template = try compile(html, fields: fields, css: css)
        // The row behind the stream cannot be counted.
        let found = try mistakes { _ = try template.fill(["rows": .stream(stream(1))]) }
        #expect(found == ["template.stream-places 1:109"])
        let open = html.replacing("<tr><td>b</td></tr>", with: "")
        let short = try compile(open, fields: fields, css: css)
        let rows = try #require(streamed(try short.fill(["rows": .stream(stream(3))])))
        var colors: [Color] = []
        while let nodes = try rows.next() {
            for case .box(let row) in nodes { colors.append(row.style.values.backgroundColor) }
        }
        #expect(colors == [Color(255, 0, 0), .transparent, Color(255, 0, 0)])
        let last = try compile(open, fields: fields, css: "tr:last-child { color: red }")
        let refused = try mistakes { _ = try last.fill(["rows": .stream(stream(1))]) }
        #expect(refused == ["template.stream-places 1:88"])
    }

    // MARK: Inference

    private func elements(_ json: String) throws -> [JSONElement] {
        var records = try JSONRecords(SourceText(name: "d.json", text: json))
        var found: [JSONElement] = []
        while let element = try records.next() { found.append(element) }
        return found
    }

    @Test func describesColumns() throws {
        let inferred = Fields(inferredFrom: ["姓名", " 身份 证 号 ", "应缴(元)", "a-b", "2019"])
        #expect(inferred.members.keys.sorted() == ["a-b", "姓名", "身份证号"].sorted())
        #expect(inferred.members.values.allSatisfy { $0.type == .text && $0.isOptional })
        let template = try Template.compile(
            html: SourceText(name: "t.html", text: "<p>{{ 姓名 }}</p>"), fields: nil,
            stylesheets: { SourceText(name: $0, text: "") }, inferred: inferred)
        #expect(try template.fill(["姓名": .text("王䶮")]).outline == "(((王䶮)))")
        #expect(Fields(list: "rows", of: inferred).members["rows"]?.members.count == 3)
    }

    @Test func describesJSONFromSamples() throws {
        let samples = try elements(
            """
            [{"name": "甲", "age": 7, "rate": 1.5, "ok": true, "x": 1, "tags": ["a"], "odd name": 1, "none": null,
              "payer": {"id": "1"}, "rows": [{"a": 1}, {"a": "b", "c": false}]},
             {"name": "乙", "age": 8, "rate": 2, "x": "y", "payer": {"phone": 139}, "rows": [], "ok": "?"}]
            """)
        let inferred = Fields(inferredFrom: samples)
        let types = inferred.members.mapValues(\.type)
        #expect(
            types == [
                "name": .text, "age": .integer, "rate": .text, "x": .text, "none": .text, "payer": .record,
                "rows": .list,
            ])
        #expect(inferred.members["payer"]?.members.mapValues(\.type) == ["id": .text, "phone": .integer])
        #expect(inferred.members["rows"]?.members.mapValues(\.type) == ["a": .text, "c": .flag])
        let records = try samples.map { try $0.record(inferred) }
        #expect(records[0]["rate"] == .text("1.5") && records[1]["rate"] == .text("2"))
        #expect(records[0]["rows"] == .list([["a": .text("1"), "c": .missing], ["a": .text("b"), "c": .flag(false)]]))
    }
}
