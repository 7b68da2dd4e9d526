import Diagnostics
import Markup
import Templates
import Testing
import Typesetting

/// Compiles a template from texts and gives its mistakes as `code line:column`.
func compile(
    _ html: String, fields: String? = nil, css: String? = nil, filters: [Filter] = []
) throws -> Template {
    try Template.compile(
        html: SourceText(name: "t.html", text: html), fields: fields.map { SourceText(name: "t.fields", text: $0) },
        stylesheets: { name in
            guard let css, name == "t.css" else { throw Rejection("template.unreadable", ["file": name]) }
            return SourceText(name: name, text: css)
        },
        filters: filters)
}

func mistakes(_ work: () throws -> Void) throws -> [String] {
    do {
        try work()
        return []
    } catch let rejection as Rejection {
        // Every message can be shown, and has no gap left in it.
        for diagnostic in rejection.diagnostics {
            for language in [Language.chinese, .english] {
                let text = DiagnosticPrinter(language: language).describe(diagnostic)
                #expect(text.firstMatch(of: /\{[a-z]+\}/) == nil, "\(text)")
            }
        }
        return rejection.diagnostics.map { "\($0.code) \($0.span.map { "\($0.line):\($0.column)" } ?? "-")" }
    }
}

extension Document {
    /// Texts and names of what is drawn, with the brackets of boxes: enough to see what was put out.
    var outline: String { outline(.box(root)) }

    private func outline(_ node: Node) -> String {
        switch node {
        case .box(let box): "(" + box.content.map(outline).joined() + ")"
        case .text(let text, _): text
        case .lineBreak: "/"
        case .drawing(.officialSeal(let seal), _, _): "[seal \(seal.name)]"
        case .drawing(.barCode(let code), _, _): "[\(code.kind) \(code.value)]"
        case .drawing(.dataChart(let chart), _, _):
            "[\(chart.kind) " + chart.items.map { "\($0.label)=\($0.value)" }.joined(separator: " ") + "]"
        case .generated(let texts, _):
            "<" + texts.map { text in
                switch text {
                case .text(let text): text
                case .counter(let name, let style): "\(name):\(style)"
                case .counters(let name, let separator, _): "\(name)*\(separator)"
                }
            }.joined() + ">"
        default: "?"
        }
    }
}

@Suite struct TemplateTests {
    private let fields = """
        # 凭证
        receipt.number: text      凭证号码
        receipt.amount: money     金额（分）
        receipt.issued: date      开具日期
        rows: list                清册各行
        rows.name: text           姓名
        rows.paid: money?
        rows.notes: list
        rows.notes.text: text
        count: integer
        rate: percent
        open: flag
        remark: text?
        """

    private let record: Record = [
        "receipt.number": .text("00001"), "receipt.amount": .money(123_450),
        "receipt.issued": .date(year: 2019, month: 11, day: 4),
        "rows": .list([
            [
                "name": .text("王䶮"), "paid": .money(25_000),
                "notes": .list([["text": .text("a")], ["text": .text("b")]]),
            ],
            ["name": .text("李𠮷"), "paid": .missing, "notes": .list([])],
        ]),
        "count": .integer(12_345), "rate": .percent(8_549), "open": .flag(true), "remark": .missing,
    ]

    private func fill(_ html: String, filters: [Filter] = []) throws -> String {
        try compile(html, fields: fields, filters: filters).fill(record).outline
    }

    @Test(arguments: [
        ("{{ receipt.number }}", "00001"), ("{{receipt.amount|yuan}}", "1,234.50"),
        ("{{ receipt.amount | plain }}", "1234.50"), ("{{ receipt.issued | date('yyyy年M月d日') }}", "2019年11月4日"),
        ("{{ receipt.issued | date(\"yyyy-MM-dd\") }}", "2019-11-04"), ("{{ count | number }}号", "12,345号"),
        ("{{ count }}", "12345"), ("{{ rate | percent }}%", "85.49%"), ("{{ remark | or(\"—\") }}", "—"),
        ("a{{ remark }}b", "ab"), ("{{ rows | count }}", "2"), ("&lt;{{ receipt.number }}&gt;", "<00001>"),
        ("{ {{ receipt.number }} }", "{ 00001 }"),
    ])
    func fillsPlaceholders(_ text: String, _ expected: String) throws {
        #expect(try fill("<p>\(text)</p>") == "(((\(expected))))")
    }

    @Test func repeatsRows() throws {
        let html = """
            <table>
              <tr data-each="row in rows">
                <td>{{ row.index }}</td>
                <td>{{ row.name }}</td><td>{{ row.paid | yuan | or('未缴') }}</td>
                <td><span data-each="note in row.notes">{{ row.index }}{{ note.text }}</span></td>
              </tr>
            </table>
            """
        #expect(
            try fill(html) == "((((((1)(王䶮)(250.00)((1a)(1b)))((2)(李𠮷)(未缴)()))))))".replacing("))))))", with: ")))))"))
    }

    @Test func choosesByConditions() throws {
        #expect(try fill("<p data-if=open>a</p> <p data-else>b</p>") == "(((a)))")
        #expect(try fill("<p data-if=\"!open\">a</p> <p data-else>b</p>") == "(((b)))")
        #expect(try fill("<p data-if=remark>a</p><p>c</p>") == "(((c)))")
        #expect(try fill("<p data-if=rows>a</p><p data-else data-each='r in rows'>{{r.name}}</p>") == "(((a)))")
        #expect(try fill("<p data-each='r in rows' data-if='r.paid'>{{ r.name }}</p>") == "(((王䶮)))")
    }

    @Test func fillsElementsOfOurOwn() throws {
        let html = """
            <p><official-seal name="薛城区" code="{{ receipt.number }}" width="40mm" specimen="{{ open }}"></official-seal>
            <bar-code kind="qr" value="no={{ receipt.number }}"></bar-code></p>
            <data-chart kind="ranking" items="r in rows" label="r.name" value="r.paid" reference="85.5"></data-chart>
            """
        let compiled = try compile(
            html.replacing("r.paid", with: "r.rate"),
            fields: fields.replacing("rows.paid: money?", with: "rows.rate: percent"))
        let rows: [Record] = [
            ["name": .text("甲"), "rate": .percent(9_000)], ["name": .text("乙"), "rate": .percent(8_001)],
        ]
        let document = try compiled.fill([
            "receipt.number": .text("7"), "open": .flag(false), "rows": .list(rows),
        ])
        #expect(document.outline == "((([seal 薛城区]\n[qr no=7])[ranking 甲=9000 乙=8001]))")
        guard case .box(let body)? = document.root.content.first, case .box(let paragraph)? = body.content.first,
            case .drawing(.officialSeal(let seal), _, _)? = paragraph.content.first,
            case .drawing(.dataChart(let chart), _, _)? = body.content.last
        else { return #expect(Bool(false), "the tree has another shape") }
        #expect(seal.width == 40 * .millimetre && seal.height == 40 * .millimetre)
        #expect(seal.code == "7" && !seal.isSpecimen)
        #expect(chart.reference == 8_550)
    }

    @Test(arguments: [("关于缴费\n的通知", "关于缴费的通知"), ("Note\non fees", "Note on fees"), ("通知", "通知")])
    func aTitleOfSeveralLinesIsOneInTheDocument(_ given: String, _ wanted: String) throws {
        let template = try compile(
            "<html><head><title>{{ t }}</title></head><body><p>{{ t }}</p></body></html>", fields: "t: text")
        #expect(try template.fill(Record([("t", .text(given))])).title == wanted)
        #expect(template.declaredFormat == nil)
    }

    @Test func readsTheDeclaredFormat() throws {
        let head = "<title>t</title><meta name=document-format content='gongwen letter'>"
        let template = try compile("<html><head>\(head)</head><body></body></html>")
        #expect(template.declaredFormat?.text == "gongwen letter")
    }

    @Test func readsTitleLanguageAndAttributes() throws {
        let html = """
            <html lang="zh-Hans"><head><title>凭证{{ receipt.number }}</title>
            <meta name=author content="局{{ count }}"></head>
            <body><h2 id="x{{ count }}">t</h2><a href="https://a.cn/?n={{ receipt.number }}">l</a>
            <table><tr><td colspan="2" rowspan="{{ count }}">c</td></tr></table></body></html>
            """
        let template = try compile(html, fields: fields.replacing("count: integer", with: "count: integer"))
        var values = record
        values = Record(values.names.map { ($0, $0 == "count" ? .integer(3) : values[$0]!) })
        let document = try template.fill(values, subject: "第1行")
        #expect(document.title == "凭证00001")
        #expect(try template.author(values) == "局3")
        #expect(document.language == "zh-Hans")
        #expect(document.subject == "第1行")
        guard case .box(let body)? = document.root.content.first, case .box(let heading)? = body.content.first,
            case .box(let link)? = body.content.dropFirst().first
        else { return #expect(Bool(false), "the tree has another shape") }
        #expect(heading.attributes.headingLevel == 2 && heading.attributes.id == "x3")
        #expect(link.attributes.link == "https://a.cn/?n=00001")
    }

    @Test(arguments: [
        ("{{ reciept.number }}", "template.misspelt-field 1:7"),
        ("{{ receipt.numbr }}", "template.misspelt-field 1:15"),
        ("{{ receipt.amount }}", "template.needs-filter 1:4"), ("{{ receipt }}", "template.not-printable 1:4"),
        ("{{ rows }}", "template.needs-filter 1:4"), ("{{ rows.name }}", "template.list-member 1:12"),
        ("{{ count | yuan }}", "template.filter-type 1:15"), ("{{ count | yaun }}", "template.misspelt-filter 1:15"),
        ("{{ count | blink }}", "template.unknown-filter 1:15"), ("{{ zzz }}", "template.unknown-field 1:7"),
        ("{{ receipt.issued | date('YYYY') }}", "template.bad-date-pattern 1:24"),
        ("{{ receipt.issued | date }}", "template.filter-arguments 1:24"),
        ("{{ receipt.amount | or('x') }}", "template.or-too-early 1:24"), ("{{ }}", "template.empty-placeholder 1:4"),
        ("{{ count", "template.unclosed-placeholder 1:4"), ("{{ count | }}", "template.missing-filter 1:13"),
        ("{{ count count }}", "template.bad-expression 1:13"), ("{{ count + 1 }}", "template.bad-expression 1:13"),
        ("中{{ cuont }}", "template.misspelt-field 1:8"), ("&amp;{{ cuont }}", "template.misspelt-field 1:12"),
        ("{{ receipt.number.x }}", "template.not-a-record 1:22"),
    ])
    func refusesAtTheRightPlace(_ text: String, _ expected: String) throws {
        #expect(try mistakes { _ = try compile("<p>\(text)</p>", fields: fields) } == [expected])
    }

    @Test(arguments: [
        ("<p data-else>x</p>", ["template.stray-else 1:4"]),
        ("<p data-if=open>x</p>y<p data-else>x</p>", ["template.stray-else 1:26"]),
        ("<p data-if=count>x</p>", ["template.constant-condition 1:12"]),
        ("<p data-if='open count'>x</p>", ["template.bad-condition 1:18"]),
        ("<p data-each='row of rows'>x</p>", ["template.bad-each 1:15"]),
        ("<p data-each='r in count'>x</p>", ["template.not-a-list 1:15"]),
        ("<p data-each='count in rows'>x</p>", ["template.name-taken 1:15"]),
        ("<p data-each='r in rows'>{{ r }}</p>", ["template.bare-row 1:29"]),
        ("<p class='{{ count }}'>x</p>", ["template.placeholder-in-class 1:11"]),
        ("<p style='width: {{ count }}mm'>x</p>", ["template.placeholder-in-style 1:11"]),
        ("<p><bar-code kind=qr></bar-code></p>", ["template.missing-attribute 1:4"]),
        ("<p><bar-code kind=ean value=1></bar-code></p>", ["template.bad-attribute 1:19"]),
        ("<table><tr><td colspan=0>x</td></tr></table>", ["template.bad-span 1:24"]),
        ("<link rel=stylesheet href=none.css><p>x</p>", ["template.unreadable 1:27"]),
        ("<p style='colour: red'>{{ cuont }}</p>", ["css.misspelt-property 1:11", "template.misspelt-field 1:27"]),
        ("<data-chart items=rows label=name value=name></data-chart>", ["template.attribute-type 1:41"]),
    ])
    func refusesWrongStructure(_ html: String, _ expected: [String]) throws {
        #expect(try mistakes { _ = try compile(html, fields: fields) } == expected)
    }

    @Test func plainDocumentsHaveNoPlaceholders() throws {
        #expect(try compile("<p>文</p>").fill([:]).outline == "(((文)))")
        #expect(try mistakes { _ = try compile("<p>{{ a }}</p>") } == ["template.no-fields 1:7"])
    }

    @Test func namesTemplatePlaceAndRecordWhenDataLacks() throws {
        let template = try compile(
            "<p>{{ receipt.number }}</p>\n<p data-each='r in rows'>{{ r.name }}</p>", fields: fields)
        let bad: Record = ["receipt": .record([:]), "rows": .list([["name": .text("a")], ["name": .integer(1)]])]
        do {
            _ = try template.fill(bad, subject: "王䶮")
            #expect(Bool(false), "the record lacks a number")
        } catch let rejection {
            #expect(
                rejection.diagnostics.map { "\($0.code) \($0.span!.line):\($0.span!.column)" }
                    == ["template.missing-value 1:7", "template.wrong-type 2:29"])
            #expect(rejection.diagnostics[0].notes.first?.arguments["subject"] == "王䶮")
            #expect(rejection.diagnostics[1].notes.first?.arguments["subject"] == "王䶮, #2")
        }
    }

    @Test func programsAddFilters() throws {
        let mask = Filter("mask", .text) { datum in
            guard case .text(let text) = datum, text.count > 2 else { throw Rejection("template.empty-bar-code") }
            return .text(text.prefix(1) + "**")
        }
        #expect(try fill("<p>{{ receipt.number | mask }}</p>", filters: [mask]) == "(((0**)))")
        let template = try compile("<p>{{ receipt.number | mask }}</p>", fields: fields, filters: [mask])
        let short: Record = ["receipt.number": .text("1")]
        #expect(try mistakes { _ = try template.fill(short) } == ["template.filter-failed 1:4"])
    }

    @Test func dropsOnlyWhiteSpaceThatCannotBeSeen() throws {
        #expect(try fill("<div>\n <p>a</p>\n <p>b</p>\n</div>") == "((((a)(b))))")
        #expect(try fill("<p><b>a</b> <b>b</b></p>") == "((((a) (b))))")
        #expect(try fill("<p><b>a</b>\u{3000}<b>b</b></p>") == "((((a)\u{3000}(b))))")
        #expect(try fill("<pre> <b>a</b> </pre>") == "((( (a) )))")
    }

    @Test func anyTextInAPlaceholderEndsInAMessage() throws {
        let parts = [
            "receipt", ".", "|", "(", ")", "'a'", "\"", ",", "!", "12", "rows", "date", "or", " ", "{{", "}}", "中", "𠮷",
        ]
        for seed in 0..<400 {
            // The digits of a number that runs through all combinations of parts.
            var rest = seed &* 2_654_435_761 % 34_012_224
            var text = ""
            while rest > 0 {
                text += parts[rest % parts.count]
                rest /= parts.count
            }
            for html in ["<p>{{ \(text) }}</p>", "<p data-if=\"\(text)\" data-each='\(text)'>x</p>"] {
                do {
                    _ = try compile(html, fields: fields)
                } catch let rejection as Rejection {
                    #expect(rejection.diagnostics.allSatisfy { $0.span?.line == 1 }, "\(html)")
                }
            }
        }
    }

    @Test func sharesWhatNoRecordChanges() throws {
        let template = try compile("<div><p>甲</p><p>乙</p></div><p>{{ count }}</p>", fields: fields)
        let (one, two) = (try template.fill(["count": .integer(1)]), try template.fill(["count": .integer(2)]))
        #expect(one.outline == "((((甲)(乙))(1)))")
        #expect(two.outline == "((((甲)(乙))(2)))")
        guard case .box(let a)? = one.root.content.first, case .box(let b)? = two.root.content.first,
            case .box(let left)? = a.content.first, case .box(let right)? = b.content.first
        else { return #expect(Bool(false), "the tree has another shape") }
        #expect(left.style === right.style)
        let addresses = [left, right].map { $0.content.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }
        #expect(addresses[0] == addresses[1])
    }
}
