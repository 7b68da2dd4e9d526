import Diagnostics
import Markup
import Templates
import Testing
import Typesetting

/// Styles that depend on places, and boxes that styles make.
@Suite struct PlaceTests {
    private func rows(_ names: [String]) -> Record {
        ["rows": .list(names.map { ["name": .text($0), "open": .flag($0 == "b")] }), "some": .flag(true)]
    }

    private let fields = "rows: list\nrows.name: text\nrows.open: flag\nsome: flag\nstart: integer?"

    /// The texts of the boxes of red letters, in document order.
    private func red(_ html: String, css: String, _ record: Record) throws -> String {
        let template = try compile("<link rel=stylesheet href=t.css>" + html, fields: fields, css: css)
        return red(try template.fill(record).root)
    }

    private func red(_ box: Box) -> String {
        box.content.map { node in
            switch node {
            case .box(let box): red(box)
            case .text(let text, _): box.style.values.color == Color(255, 0, 0) ? text : ""
            default: ""
            }
        }.joined()
    }

    @Test(arguments: [
        ("tr:nth-child(odd)", "ac"), ("tr:nth-child(even)", "bd"), ("tr:first-child", "a"), ("tr:last-child", "d"),
        ("tr:nth-child(3n+2)", "b"), ("tr:nth-last-child(2)", "c"), ("tr + tr", "bcd"), ("tr:only-child", ""),
        ("tr:not(:first-child):not(:last-child)", "bc"), ("tr:nth-of-type(2)", "b"), ("tr:first-child ~ tr", "-"),
    ])
    func rowsHaveTheStyleOfTheirPlace(_ selector: String, _ expected: String) throws {
        let html = "<table><tr data-each='r in rows'><td>{{ r.name }}</td></tr></table>"
        let css = "\(selector) { color: red }"
        if expected == "-" {
            #expect(try mistakes { _ = try red(html, css: css, [:]) } == ["css.depends-on-data 1:1"])
        } else {
            #expect(try red(html, css: css, rows(["a", "b", "c", "d"])) == expected)
        }
    }

    @Test func placesCountWhatIsPutOut() throws {
        let html = """
            <ul><li data-if="!some">0</li><li data-if=some>1</li>
            <li data-each="r in rows" data-if="r.open">{{ r.name }}</li><li>2</li></ul>
            """
        #expect(try red(html, css: "li:nth-child(1), li:nth-child(3) { color: red }", rows(["a", "b", "c"])) == "12")
        #expect(try red(html, css: "li:nth-last-child(2) { color: red }", rows(["a", "b", "c"])) == "b")
        #expect(try red(html, css: "li:nth-last-child(2) { color: red }", rows(["a"])) == "1")
    }

    @Test func placesOfOuterRowsReachInside() throws {
        let html = """
            <div data-each="r in rows"><p><b>{{ r.name }}</b></p><p data-each="s in rows">{{ s.name }}</p></div>
            """
        let css = "div:nth-child(2) p:last-child { color: red } div:nth-child(odd) b { color: red }"
        #expect(try red(html, css: css, rows(["a", "b", "c"])) == "acc")
    }

    @Test func oneRowIsTheOnlyOne() throws {
        let html = "<table><tr data-each='r in rows'><td>{{ r.name }}</td></tr></table>"
        #expect(try red(html, css: "tr:only-child { color: red }", rows(["a"])) == "a")
    }

    @Test func generatedTextStandsBeforeAndAfter() throws {
        let css = """
            p { counter-increment: n } p::before { content: counter(n) "．" } p::after { content: "（" attr(id) "）" }
            tr:last-child td::after { content: "完" }
            """
        let html = "<p id=x>甲</p><p data-each='r in rows' id='{{ r.name }}'>{{ r.name }}</p>"
            + "<table><tr data-each='r in rows'><td>{{ r.name }}</td></tr></table>"
        let template = try compile("<link rel=stylesheet href=t.css>" + html, fields: fields, css: css)
        #expect(
            try template.fill(rows(["a", "b"])).outline
                == "((((<n:decimal．>)甲(（x）))((<n:decimal．>)a(（a）))((<n:decimal．>)b(（b）))((((a))((b(完)))))))")
    }

    @Test func listItemsHaveMarkers() throws {
        let css = """
            .c { list-style-type: simp-chinese-informal } .n { list-style: none } .s { list-style-type: "※" }
            .o li::marker { content: "[" counter(list-item) "]" }
            """
        let html = """
            <ol start=5><li>a</li><li value="{{ start | or('9') }}">b</li></ol><ul class=c><li>c</li></ul>
            <ul class=n><li>d</li></ul><ul class=s><li>e</li></ul><ul class=o><li>f</li></ul><ul><li>g</li></ul>
            """
        let template = try compile(
            "<link rel=stylesheet href=t.css>" + html, fields: "start: integer?", css: css)
        let document = try template.fill([:])
        #expect(
            document.outline == """
                (((((<list-item:decimal. >)a)((<list-item:decimal. >)b))(((<list-item:simpChineseInformal、>)c))((d))\
                (((※)e))(((<[list-item:decimal]>)f))(((<list-item:disc >)g))))
                """)
        guard case .box(let body)? = document.root.content.first, case .box(let list)? = body.content.first,
            case .box(let second)? = list.content.last, case .box(let marker)? = second.content.first
        else { return #expect(Bool(false), "the tree has another shape") }
        #expect(list.attributes.ordinal == 5 && second.attributes.ordinal == 9)
        #expect(marker.attributes.isMarker && !second.attributes.isMarker)
        #expect(list.style.values.counterReset == [CounterChange(name: "list-item", value: 0)])
        #expect(second.style.values.counterIncrement == [CounterChange(name: "list-item", value: 1)])
        #expect(second.attributes.role == .listItem && marker.attributes.role == .listLabel)
        #expect(try mistakes { _ = try compile("<ol start=x><li>a</li></ol>") } == ["template.bad-ordinal 1:11"])
    }

    @Test func elementsHaveRoles() throws {
        let template = try compile(
            "<h2>a</h2><blockquote><p>b</p></blockquote><table><tbody><tr><th>c</th></tr></tbody></table><div>d</div>")
        guard case .box(let body)? = try template.fill([:]).root.content.first else { return }
        func roles(_ box: Box) -> [StructureRole?] {
            [box.attributes.role]
                + box.content.flatMap { node -> [StructureRole?] in
                    if case .box(let box) = node { roles(box) } else { [] }
                }
        }
        #expect(
            roles(body).dropFirst().elementsEqual(
                [.heading(2), .quote, .paragraph, .table, .tableBody, .tableRow, .headerCell(CellSpan()), nil]))
    }
}
