import Diagnostics
import Markup
import Testing

@Suite struct CascadeTests {
    @Test func builtInSheetGivesEachElementItsKind() {
        let page = Styled("<table><thead><tr><th>a</th></tr></thead></table><p>b<b>c</b></p>")
        #expect(page.values("p").display == .block)
        #expect(page.values("thead").display == .tableHeaderGroup)
        #expect(page.values("th").textAlign == .center)
        #expect(page.values("b").fontWeight == 700)
        #expect(page.values("b").display == .inline)
    }

    @Test func strongerSelectorsWinOverLaterOnes() {
        let css = "#a { color: red } p.x { color: blue; text-align: right } p { color: green; text-align: center }"
        let page = Styled("<p id=a class=x>t</p>", css: css)
        #expect(page.values("p").color == Color(255, 0, 0))
        #expect(page.values("p").textAlign == .right)
    }

    @Test func laterSheetsWinOverEarlierOnes() {
        let page = Styled("<p>t</p>", css: "p { color: red }", "p { color: blue }")
        #expect(page.values("p").color == Color(0, 0, 255))
    }

    @Test func importantWinsOverTheStyleAttribute() {
        let page = Styled("<p style=\"color: red; width: 1mm\">t</p>", css: "p { color: blue !important; width: 2mm }")
        #expect(page.values("p").color == Color(0, 0, 255))
        #expect(page.values("p").width == .length(.millimetre))
    }

    @Test func inheritsWhatIsInherited() {
        let css = "div { font-size: 16pt; color: red; margin: 1mm; line-height: 1.5; letter-spacing: 0.5em }"
        let page = Styled("<div><p>t<b>u</b></p></div>", css: css)
        #expect(page.values("b").fontSize == 16 * .point)
        #expect(page.values("b").color == Color(255, 0, 0))
        #expect(page.values("b").margin.top == .zero)
        #expect(page.values("b").lineHeight == .number(1500))
        #expect(page.values("b").letterSpacing == 8 * .point)
    }

    @Test func relativeUnitsReferToTheRightFont() {
        let css =
            "html { font-size: 10pt } div { font-size: 2em; width: 2em } p { font-size: 50%; width: 3rem; height: 2ic }"
        let page = Styled("<div><p>t</p></div>", css: css)
        #expect(page.values("div").fontSize == 20 * .point)
        #expect(page.values("div").width == .length(40 * .point))
        #expect(page.values("p").fontSize == 10 * .point)
        #expect(page.values("p").width == .length(30 * .point))
        #expect(page.values("p").height == .length(20 * .point))
    }

    @Test func wideKeywords() {
        let css = """
            div { color: red; margin: 2mm; border: 1pt solid }
            p { margin: inherit; color: initial; border: inherit }
            b { color: unset; margin: unset }
            """
        let page = Styled("<div><p>t<b>u</b></p></div>", css: css)
        #expect(page.values("p").margin.left == .length(2 * .millimetre))
        #expect(page.values("p").color == .black)
        #expect(page.values("p").border.left == Border(width: .point, line: .solid, color: .black))
        #expect(page.values("b").margin.left == .zero)
    }

    @Test func customPropertiesAreInheritedAndReplaced() {
        let css = """
            :root { --red: #E60012; --rule: var(--width) solid var(--red); --width: 0.5mm }
            p { border-top: var(--rule); color: var(--none, var(--red)) }
            div { --width: 1mm }
            """
        let page = Styled("<p>t</p><div><p id=q>u</p></div>", css: css)
        #expect(page.mistakes.isEmpty)
        #expect(page.values("p").border.top == Border(width: 18_000, line: .solid, color: Color(0xE6, 0, 0x12)))
        #expect(page.values("#q").border.top.width == 36_000)
        #expect(page.values("p").color == Color(0xE6, 0, 0x12))
    }

    @Test func missingAndCyclicVariablesAreMistakes() {
        let css =
            "p { color: var(--red) }\n:root { --reed: red; --a: var(--b); --b: var(--a) }\n"
            + "b { width: var(--a) }\ni{width:var(--zzz)}"
        let page = Styled("<p>t<b>u</b><i>v</i></p>", css: css)
        #expect(
            page.mistakes == ["css.misspelt-variable 1:12", "css.cyclic-variable 3:12", "css.unknown-variable 4:9"])
    }

    @Test func equalStylesAreOneInstance() {
        let page = Styled("<table><tr><td id=a>1</td><td id=b>2</td></tr></table>", css: "td { padding: 1mm }")
        #expect(page.style("#a") === page.style("#b"))
    }

    @Test(arguments: [
        ("p > b", true), ("div b", true), ("div > b", false), ("p + p b", false), ("h1 + p > b", true),
        ("h1 ~ p b", true), ("b:first-child", true), ("b:last-child", false), ("b:nth-child(2n+1)", true),
        ("b:nth-child(even)", false), ("b:not(.x)", false), ("b:not(#y):not(i)", true), ("[id]", false),
        ("b[class=x]", false), ("b[class='x y']", true), ("*", true), (":root b", true), (".x.y", true),
        (".x.z", false),
        ("p:nth-child(2) b", true), ("p:nth-child(+2) b", true),
        ("p:nth-child(1000000n+2) b", true), ("p:nth-child(-n+1) b", false), ("h1, b", true),
    ])
    func selects(_ selector: String, _ matches: Bool) {
        let html = "<div><h1>t</h1><p><b class='x y'>u</b><i>v</i></p></div>"
        let page = Styled(html, css: "\(selector) { width: 7mm }")
        #expect(page.mistakes.isEmpty)
        #expect((page.values("b").width == .length(7 * .millimetre)) == matches)
    }

    @Test(arguments: [
        ("tr.z + tr", "ok"), ("tr.z ~ tr", "ok"), ("tr + tr", "ok"), ("tr ~ tr", "ok"), ("td:first-child", "ok"),
        ("tr:first-child + tr", "css.depends-on-data"), ("tr.y + tr", "css.depends-on-data"),
        ("[id='a']", "css.depends-on-data"), ("td:not([id='a'])", "css.depends-on-data"),
    ])
    func refusesWhatCannotBeFollowed(_ selector: String, _ expected: String) {
        let html = """
            <table><tr data-each="r in rows"><td id="{{ r.a }}">x</td></tr><tr class=y data-if=a><td>y</td></tr>
            <tr class=z><th>a</th></tr><tr><td>b</td></tr></table>
            """
        let page = Styled(html, css: "\(selector) { color: red }")
        #expect((page.mistakes.first ?? "ok").split(separator: " ").first.map(String.init) == expected)
    }

    @Test func stylesThatDependOnPlacesAreChoices() {
        let html = "<table><tr data-each='r in rows'><td>x<b>y</b></td><td id=q>z</td></tr></table>"
        let css = "tr:nth-child(even) { background: silver } tr:first-child td { color: red } #q { color: green }"
        let page = Styled(html, css: css)
        #expect(page.mistakes.isEmpty)
        let document = page.document
        let row = document.root.first("tr")!
        #expect(document.tests.count == 2 && document.tests(of: row).count == 2)
        let rows = document.choice(of: row)
        #expect(rows.value([true, false]).values.backgroundColor == Color(192, 192, 192))
        #expect(rows.value([false, false]).values.backgroundColor == .transparent)
        #expect(rows.value([true, true]) === rows.value([true, false]))
        // What does not differ is no choice; what is inherited differs below.
        #expect(document.choice(of: row.elements[1]).tests.isEmpty)
        let bold = document.choice(of: row.first("b")!)
        #expect(bold.value([false, true]).values.color == Color(255, 0, 0))
        #expect(bold.value([true, false]).values.color == .black)
    }

    @Test func aStyleDependsOnFewPlaces() {
        let rules = (2...8).map { "tr:nth-child(\($0)) { width: \($0)mm }" }.joined()
        let page = Styled("<table><tr data-each='r in rows'><td>x</td></tr></table>", css: rules)
        #expect(page.mistakes == ["css.too-many-positions 1:1"])
    }

    @Test(arguments: [
        ("i:nth-of-type(2)", "c"), ("b:first-of-type", "b"), ("i:last-child", "d"), ("i:only-of-type", ""),
        ("b:only-of-type", "b"), ("i:nth-last-child(2)", "c"), ("i:nth-last-of-type(3)", "a"), ("u:only-child", "e"),
    ])
    func countsSiblings(_ selector: String, _ expected: String) {
        let page = Styled(
            "<p><i id=a>1</i><b id=b>2</b><i id=c>3</i><i id=d><u id=e>4</u></i></p>",
            css: "* { color: black } \(selector) { width: 7mm }")
        let found = "abcde".filter { page.values("#\($0)").width == .length(7 * .millimetre) }
        #expect(found == expected)
    }

    @Test func pseudoElementsHaveStylesAndContent() {
        let css = """
            h1 { color: red } h1::before { content: "第" counter(part, simp-chinese-informal) "部"; font-weight: 400 }
            h1:after { content: attr(id); display: block } p::before { content: none } p::after { color: red }
            li::marker { color: blue }
            """
        let page = Styled("<h1 id=a>t</h1><p>x</p><ul><li>y</li></ul>", css: css)
        #expect(page.mistakes.isEmpty)
        let (document, heading) = (page.document, page.document.root.first("h1")!)
        let before = document.generated(.before, of: heading)?.values[0]
        #expect(
            before?.content == .parts([.text("第"), .counter("part", .simpChineseInformal), .text("部")]))
        #expect(before?.style.values.color == Color(255, 0, 0) && before?.style.values.fontWeight == 400)
        #expect(document.generated(.after, of: heading)?.values[0]?.style.values.display == .block)
        #expect(document.generated(.after, of: heading)?.values[0]?.content == .parts([.attribute("id")]))
        let paragraph = document.root.first("p")!
        #expect(document.generated(.before, of: paragraph) == nil && document.generated(.after, of: paragraph) == nil)
        #expect(document.generated(.marker, of: paragraph) == nil)
        let marker = document.generated(.marker, of: document.root.first("li")!)?.values[0]
        #expect(marker?.content == .normal && marker?.style.values.color == Color(0, 0, 255))
        #expect(marker?.style.values.tabularFigures == true)
    }

    @Test func styleAttributesAreReadInPlace() {
        let page = Styled("<p>a</p>\n<p style=\"font-family: &quot;宋体&quot;; colr: red\">b</p>")
        #expect(page.mistakes == ["css.misspelt-property 2:40"])
    }

    @Test func pageRulesAreInCascadeOrder() throws {
        let css = """
            @page :first { margin-top: 1mm }
            @page { size: A5 landscape; margin: 10mm 20mm;
              @bottom-center { content: "— " counter(page) " —"; font-size: 14pt } }
            @page wide:left { @bottom-center { content: string(town) } }
            @page :blank { @bottom-center { content: none } }
            """
        let page = Styled("<p>t</p>", css: css, "html { font-family: Song; font-size: 12pt }")
        #expect(page.mistakes.isEmpty)
        let pages = page.document.pages
        let first = pages.style(for: PageFacts(number: 1))
        #expect(first.width == 210 * .millimetre && first.height == 148 * .millimetre)
        #expect(
            first.margin
                == Edges(top: .millimetre, right: 20 * .millimetre, bottom: 10 * .millimetre, left: 20 * .millimetre))
        let box = try #require(first.marginBoxes[.bottomCenter])
        #expect(box.content == [.text("— "), .pageNumber(), .text(" —")])
        #expect(box.style.values.fontSize == 14 * .point)
        #expect(box.style.values.fontFamily == ["Song"])
        #expect(box.style.values.textAlign == .center)
        let wide = try #require(pages.style(for: PageFacts(number: 2, name: "wide")).marginBoxes[.bottomCenter])
        #expect(wide.content == [.namedString("town")])
        #expect(wide.style.values.fontSize == 14 * .point)
        #expect(pages.style(for: PageFacts(number: 2, isBlank: true)).marginBoxes[.bottomCenter]?.content == [])
    }
}
