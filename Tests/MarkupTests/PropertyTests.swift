import Diagnostics
import Markup
import Testing

@Suite struct PropertyTests {
    private func values(_ declarations: String) -> StyleValues {
        let page = Styled("<p>t</p>", css: "p { \(declarations) }")
        #expect(page.mistakes.isEmpty, "\(declarations): \(page.mistakes)")
        return page.values("p")
    }

    @Test(arguments: [
        ("1mm", 36_000), ("2.5cm", 900_000), ("1in", 914_400), ("10.5pt", 133_350), ("1pc", 152_400),
        ("1px", 9_525), ("0", 0), ("+1mm", 36_000), (".5mm", 18_000), ("calc(1mm + 2 * 0.5mm)", 72_000),
        ("calc((10mm - 4mm) / 3)", 72_000), ("calc(2 * (1pt + 1pt))", 50_800), ("1MM", 36_000),
    ])
    func lengths(_ text: String, _ expected: Int) {
        #expect(values("width: \(text)").width == .length(expected))
    }

    @Test func percentages() {
        #expect(values("width: 33.33%").width == .percent(3_333))
        #expect(
            values("margin: 5% auto").margin
                == Edges(top: .percent(500), right: .auto, bottom: .percent(500), left: .auto))
        #expect(values("text-indent: 10%").textIndent == .percent(1_000))
        #expect(values("width: calc(100% / 3)").width == .percent(3_333))
    }

    @Test func sidesAreReadLikeAClock() {
        let one = values("padding: 1mm").padding
        #expect(one == Edges(all: .length(36_000)))
        let four = values("margin: 1mm 2mm 3mm -4mm").margin
        #expect(
            four
                == Edges(
                    top: .length(36_000), right: .length(72_000), bottom: .length(108_000), left: .length(-144_000)))
        let three = values("inset: 1mm auto 3mm").inset
        #expect(three == Edges(top: .length(36_000), right: .auto, bottom: .length(108_000), left: .auto))
    }

    @Test func borders() {
        let red = Color(255, 0, 0)
        #expect(values("border: solid red 1pt").border.left == Border(width: 12_700, line: .solid, color: red))
        #expect(values("border-top: 0.35mm double").border.top == Border(width: 12_600, line: .double, color: .black))
        #expect(values("border: 1pt solid; border-width: 2pt 3pt").border.right.width == 38_100)
        #expect(
            values("border-style: dashed; color: red").border.top == Border(width: 28_575, line: .dashed, color: red))
        #expect(values("border: 1pt solid; border-bottom: none").border.bottom == .none)
        #expect(values("border: 1pt solid; border-left-color: #00f").border.left.color == Color(0, 0, 255))
        #expect(values("border-width: 1pt").border == Edges(all: .none))
        #expect(
            values("border-bottom: thin dotted").border.bottom == Border(width: 9_525, line: .dotted, color: .black))
    }

    @Test(arguments: [
        ("red", Color(255, 0, 0)), ("#f00", Color(255, 0, 0)), ("#E60012", Color(0xE6, 0, 0x12)),
        ("#ff000080", Color(255, 0, 0, 128)), ("rgb(1, 2, 3)", Color(1, 2, 3)),
        ("rgb(1 2 3 / 50%)", Color(1, 2, 3, 128)),
        ("rgba(0,0,0,0.1)", Color(0, 0, 0, 26)), ("transparent", .transparent), ("RGB(100%,0%,0%)", Color(255, 0, 0)),
    ])
    func colors(_ text: String, _ expected: Color) {
        #expect(values("background-color: \(text)").backgroundColor == expected)
    }

    @Test func fonts() {
        let short = values("font: italic bold 16pt/1.5 \"FandolFang R\", 仿宋, serif")
        #expect(short.fontStyle == .italic && short.fontWeight == 700)
        #expect(short.fontSize == 16 * .point && short.lineHeight == .number(1_500))
        #expect(short.fontFamily == ["FandolFang R", "仿宋", "serif"])
        #expect(values("font: 9pt Source Han Serif").fontFamily == ["Source Han Serif"])
        #expect(values("line-height: 28.95pt").lineHeight == .length(367_665))
        #expect(values("font-size: 10pt; line-height: 150%").lineHeight == .length(190_500))
        #expect(values("font-variant-numeric: tabular-nums").tabularFigures)
        #expect(values("font-weight: bolder").fontWeight == 700)
    }

    @Test func textProperties() {
        let text = values(
            """
            text-align: justify; text-align-last: justify; text-indent: 2em; letter-spacing: -0.1pt;
            white-space: pre-wrap; line-break: anywhere; word-break: keep-all; overflow-wrap: anywhere;
            text-spacing-trim: space-all; text-autospace: no-autospace; hanging-punctuation: allow-end;
            vertical-align: super; text-decoration: underline; font-size: 10pt
            """)
        #expect(text.textAlign == .justify && text.textAlignLast == .justify)
        #expect(text.textIndent == .length(20 * .point) && text.letterSpacing == -1_270)
        #expect(text.whiteSpace == .preWrap && text.lineBreak == .anywhere && text.wordBreak == .keepAll)
        #expect(text.overflowWrapAnywhere && text.textSpacingTrim == .spaceAll && !text.textAutospace)
        #expect(text.hangingPunctuation && text.verticalAlign == .super && text.textDecoration == [.underline])
        #expect(values("vertical-align: -0.5em; font-size: 10pt").verticalAlign == .length(-5 * .point))
    }

    @Test func boxesAndPages() {
        let box = values(
            """
            display: flex; position: absolute; box-sizing: border-box; max-width: none; min-height: 1mm;
            transform: rotate(-90deg); flex-direction: column; justify-content: space-between; align-items: center;
            flex: 1.5; gap: 2mm; break-before: right; break-after: avoid; break-inside: avoid; orphans: 3; widows: 1;
            page: wide; string-set: town content(); border-collapse: collapse; border-spacing: 1mm; table-layout: fixed;
            -zj-part: title
            """)
        #expect(box.display == .flex && box.position == .absolute && box.boxSizing == .borderBox)
        #expect(box.maxWidth == .auto && box.minHeight == .length(36_000) && box.transform == [.rotate(270_000)])
        #expect(box.flexDirection == .column && box.justifyContent == .spaceBetween && box.alignItems == .center)
        #expect(box.flexGrow == 1_500 && box.rowGap == .length(72_000))
        #expect(box.breakBefore == .right && box.breakAfter == .avoid && box.breakInsideAvoid)
        #expect(box.orphans == 3 && box.widows == 1 && box.page == "wide" && box.stringSet == "town")
        #expect(box.part == "title" && values("-zj-part: none").part == nil)
        #expect(box.borderCollapse == .collapse && box.borderSpacing == 36_000 && box.tableLayout == .fixed)
    }

    @Test func positionsAndSizes() {
        let box = values(
            """
            float: right; clear: left; max-height: 50%; overflow: hidden; visibility: hidden; z-index: -3;
            object-fit: scale-down; border-radius: 1mm 2mm 50%; caption-side: bottom; display: list-item
            """)
        #expect(box.float == .right && box.clear == .left && box.maxHeight == .percent(5_000))
        #expect(box.overflowHidden && box.visibilityHidden && box.zIndex == -3 && box.objectFit == .scaleDown)
        func round(_ x: Dimension, _ y: Dimension) -> CornerRadius { CornerRadius(x: x, y: y) }
        var corners = Corners(all: round(.length(36_000), .length(36_000)))
        corners.topRight = round(.length(72_000), .length(72_000))
        corners.bottomRight = round(.percent(5_000), .percent(5_000))
        corners.bottomLeft = round(.length(72_000), .length(72_000))
        #expect(box.borderRadius == corners && box.captionAtBottom && box.display == .listItem)
        let em = Dimension.length(10 * .point)
        #expect(values("border-top-left-radius: 1em; font-size: 10pt").borderRadius.topLeft == round(em, em))
        #expect(values("border-top-left-radius: 1mm 2%").borderRadius.topLeft == round(.length(36_000), .percent(200)))
        let oval = values("border-radius: 1mm 2mm / 50%").borderRadius
        #expect(oval.topLeft == round(.length(36_000), .percent(5_000)))
        #expect(oval.bottomLeft == round(.length(72_000), .percent(5_000)))
        #expect(values("max-height: 1mm; max-height: none").maxHeight == .auto)
    }

    @Test func backgroundImages() {
        let all = values("background: url(a.png) no-repeat center / 50% auto #fff")
        #expect(all.backgroundColor == .white)
        var image = BackgroundImage(url: "a.png")
        (image.size, image.x, image.y) = (.size(.percent(5_000), .auto), .percent(5_000), .percent(5_000))
        (image.repeatsX, image.repeatsY) = (false, false)
        #expect(all.backgroundImage == image)
        #expect(values("background-image: url('b c.svg')").backgroundImage?.url == "b c.svg")
        #expect(values("background-image: url( \"x.png\" )").backgroundImage?.url == "x.png")
        #expect(values("background-image: url(x.png); background: red").backgroundImage == nil)
        let placed = values("background: url(a.png); background-position: bottom right; background-repeat: repeat-x")
        #expect(placed.backgroundImage?.x == .percent(10_000) && placed.backgroundImage?.y == .percent(10_000))
        #expect(placed.backgroundImage?.repeatsX == true && placed.backgroundImage?.repeatsY == false)
        let mixed = values("background: url(a.png); background-position: 2mm; background-size: cover")
        #expect(mixed.backgroundImage?.x == .length(72_000) && mixed.backgroundImage?.y == .percent(5_000))
        #expect(mixed.backgroundImage?.size == .cover)
    }

    @Test func urlsAreRelativeToTheirSheet() {
        var mistakes = DiagnosticList()
        let css = "p { background-image: url(../img/a.png) } b { background: url(data:image/png;base64,AA==) }"
        let sheet = StyleSheet.parse(
            SourceFragment(SourceText(name: "t.css", text: css)), folder: "css/print", into: &mistakes)
        let root = HTMLParser.parse(SourceText(name: "t.html", text: "<p>a<b>c</b></p>"), into: &mistakes)!
        let page = Cascade.resolve(root, sheets: [sheet], into: &mistakes)
        #expect(mistakes.diagnostics.isEmpty)
        #expect(page[root.first("p")!].values.backgroundImage?.url == "css/img/a.png")
        #expect(page[root.first("b")!].values.backgroundImage?.url == "data:image/png;base64,AA==")
    }

    @Test func transforms() {
        #expect(
            values("transform: translate(1mm, 50%) rotate(0.25turn) scale(1.5) scaleY(50%) skew(-10deg)").transform
                == [
                    .translate(.length(36_000), .percent(5_000)), .rotate(90_000), .scale(1_500, 1_500),
                    .scale(1_000, 500), .skew(-10_000, 0),
                ])
        #expect(values("transform: rotate(1.5deg)").transform == [.rotate(1_500)])
        #expect(
            values("transform: translateY(-1em); font-size: 10pt").transform == [.translate(.zero, .length(-127_000))])
        #expect(values("transform: rotate(0)").transform == [])
        #expect(
            values("transform: matrix(1, 0.5, -0.5, 1, 96, 0)").transform
                == [.matrix(a: 1_000_000, b: 500_000, c: -500_000, d: 1_000_000, e: 914_400, f: 0)])
        let end = Dimension.percent(10_000)
        #expect(values("transform-origin: right bottom").transformOrigin == Origin(x: end, y: end))
        #expect(values("transform-origin: top").transformOrigin == Origin(x: .percent(5_000), y: .zero))
        #expect(values("transform-origin: 1mm 0").transformOrigin == Origin(x: .length(36_000), y: .zero))
    }

    @Test func flexBoxesAndColumns() {
        let flex = values(
            """
            flex-flow: wrap column; align-content: space-around; align-self: center; flex: 2 0 30%; gap: 1mm 2mm
            """)
        #expect(flex.flexWrap == .wrap && flex.flexDirection == .column && flex.alignContent == .spaceAround)
        #expect(flex.alignSelf == .center && flex.flexGrow == 2_000 && flex.flexShrink == 0)
        #expect(flex.flexBasis == .percent(3_000))
        #expect(flex.rowGap == .length(36_000) && flex.columnGap == .length(72_000))
        let reversed = values("flex-flow: row-reverse wrap-reverse; gap: 5%")
        #expect(reversed.flexDirection == .rowReverse && reversed.flexWrap == .wrapReverse)
        #expect(reversed.rowGap == .percent(500) && reversed.columnGap == .percent(500))
        let one = values("flex: 1")
        #expect(one.flexGrow == 1_000 && one.flexShrink == 1_000 && one.flexBasis == .zero)
        #expect(values("flex: none").flexShrink == 0 && values("flex: auto").flexBasis == .auto)
        #expect(values("flex: 10mm").flexBasis == .length(360_000))
        let columns = values("columns: 2 40mm; column-rule: 0.5pt dashed red; column-span: all; column-fill: auto")
        #expect(columns.columnCount == 2 && columns.columnWidth == 40 * .millimetre)
        #expect(columns.columnRule == Border(width: 6_350, line: .dashed, color: Color(255, 0, 0)))
        #expect(columns.columnSpanAll && !columns.columnFillBalance && columns.columnGap == nil)
    }

    @Test func listsAndCounters() {
        let list = values(
            """
            list-style: inside simp-chinese-informal; counter-reset: a 3 b; counter-set: c; counter-increment: d -2 e
            """)
        #expect(list.listStyleType == .simpChineseInformal && list.listStyleInside)
        #expect(list.counterReset == [CounterChange(name: "a", value: 3), CounterChange(name: "b", value: 0)])
        #expect(list.counterSet == [CounterChange(name: "c", value: 0)])
        #expect(list.counterIncrement == [CounterChange(name: "d", value: -2), CounterChange(name: "e", value: 1)])
        #expect(values("counter-reset: page 1").counterReset == [CounterChange(name: "page", value: 1)])
        #expect(values("list-style-type: '※ '").listStyleType == .text("※ "))
        #expect(
            values("display: list-item; counter-increment: a").counterIncrement.map(\.name) == ["a", "list-item"])
    }

    @Test func writingModesAndMarks() {
        let text = values(
            """
            writing-mode: vertical-rl; text-orientation: upright; text-combine-upright: all; direction: rtl;
            unicode-bidi: isolate; text-justify: inter-character; text-wrap: balance; -zj-character-grid: 16pt;
            text-decoration: underline line-through; text-emphasis: filled red; ruby-position: under;
            ruby-align: space-between; font-feature-settings: 'tnum', "kern" off, "salt" 2
            """)
        #expect(text.writingMode == .verticalRL && text.textOrientation == .upright && text.textCombineUpright)
        #expect(text.direction == .rtl && text.unicodeBidi == .isolate && text.textJustify == .interCharacter)
        #expect(text.textWrapBalance && text.characterGrid == 16 * .point)
        #expect(text.textDecoration == [.underline, .lineThrough])
        #expect(text.textEmphasis == "\u{FE45}" && text.textEmphasisColor == Color(255, 0, 0))
        #expect(text.rubyPositionUnder && text.rubyAlign == .spaceBetween)
        #expect(text.fontFeatures.map(\.tag) == ["kern", "salt", "tnum"])
        #expect(text.fontFeatures.map(\.value) == [0, 2, 1])
        #expect(values("text-emphasis: open dot").textEmphasis == "\u{25E6}")
        #expect(values("text-emphasis: '※x'; text-emphasis-position: over right").textEmphasis == "※")
        #expect(!values("text-emphasis-position: right over").textEmphasisUnder)
        #expect(values("text-emphasis-style: open").textEmphasis == "○")
    }

    @Test func languagesAndDirectionsComeFromAttributes() {
        let page = Styled("<html lang=zh-CN><body><p lang=ug dir=rtl>a<b>b</b></p><i dir=auto>c</i></body></html>")
        #expect(page.mistakes.isEmpty)
        #expect(page.values("html").language == nil && page.values("b").language == "ug")
        #expect(page.values("b").direction == .rtl && page.values("b").unicodeBidi == .normal)
        #expect(page.values("p").unicodeBidi == .isolate && page.values("i").unicodeBidi == .plaintext)
        let wrong = htmlMistakes("<p lang='{{ a }}' dir=left>x</p>")
        #expect(wrong == ["html.bad-language 1:10", "html.bad-direction 1:23"])
    }

    @Test func pageFloatsNeedBothProperties() {
        #expect(values("float: block-end; float-reference: page").float == .pageFoot)
        #expect(Styled("<p>t</p>", css: "p { float: block-end }").mistakes == ["css.unsupported-float 1:5"])
        #expect(values("float: left; clear: both").float == .left)
        #expect(
            Styled("<p>t</p>", css: "p { float: left; float-reference: page }").mistakes
                == ["css.unsupported-float 1:18"])
    }

    @Test(arguments: [
        "width: -1mm", "width: 1", "width: 1ch", "width: min-content", "padding: auto", "padding: -1mm",
        "margin: 1mm 2mm 3mm 4mm 5mm", "border: 1pt 2pt", "border: solid dashed", "border-width: 10%", "color: reddish",
        "color: #12345", "color: rgb(1,2)", "font-size: small", "font-size: -1pt", "font-weight: 1001", "font: 12pt",
        "line-height: -1", "text-align: justify-all", "white-space: balance", "letter-spacing: 10%", "orphans: 0",
        "orphans: 1.5", "transform: rotate(5)", "transform: matrix(1, 0, 0, 1, 0)", "display: grid",
        "flex: 1 1 1 1mm", "transform: skew(90deg)", "transform: none scale(2)", "transform-origin: left left",
        "position: sticky", "gap: 1mm 2mm 3mm", "background: url(a b.png)", "background-position: top top",
        "background-size: -1mm", "background-image: a.png", "border-radius: 1mm / 2mm /", "border-radius: -1mm",
        "clear: inline-start", "max-height: auto", "overflow: scroll", "visibility: collapse", "z-index: 1.5",
        "flex-wrap: reverse", "column-count: 0", "columns: 2 3", "columns: auto auto auto",
        "column-rule: 1pt 2pt", "list-style: disc circle", "counter-reset: 3", "counter-increment: page 1",
        "counter-reset: pages",
        "counter-increment: none a", "font-feature-settings: 'tnumx'", "font-feature-settings: tnum",
        "text-combine-upright: digits 2", "text-decoration: underline underline", "text-emphasis: dot circle",
        "text-emphasis-position: left", "text-emphasis: ''", "-zj-character-grid: 0", "-zj-character-grid: 10%",
        "text-wrap: pretty", "flex: none 1", "display: run-in", "break-inside: avoid-page", "direction: auto",
        "vertical-align: 10%", "break-before: always",
        "width: calc(1mm + 10%)", "width: calc(1mm*1mm)", "width: calc(1mm +1mm)", "width: calc(1mm / 0)",
        "width: inherit 1mm", "string-set: a b", "-zj-part: 1", "page: 1", "font-family: 12pt", "border-collapse: none",
        "width: 1mm!imp",
    ])
    func refuses(_ declaration: String) {
        let found = cssMistakes("p { \(declaration) }")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("css.") == true)
    }

    @Test(arguments: [
        ("p { colr: red }", "css.misspelt-property 1:5"), ("p { widows-orphans: 2 }", "css.unknown-property 1:5"),
        ("p { page-break-before: always }", "css.unsupported-property 1:5"),
        ("p { width: 12 }", "css.missing-unit 1:12"),
        ("p {\n  margin: 1mm 2mm\n    3foo }", "css.unknown-unit 3:5"), ("p { width: }", "css.empty-value 1:5"),
        ("p { border: 1pt solid rd }", "css.unsupported-value 1:23"), ("p { width }", "css.not-a-declaration 1:5"),
        ("p { color: red width: 2mm }", "css.missing-semicolon 1:21"),
        ("p { border-spacing: 10% }", "css.no-percentage 1:21"),
        ("p { font-family: '宋体\n }", "css.unclosed-string 1:18"), ("p { color: red", "css.unclosed 1:3"),
        ("p", "css.not-a-rule 1:1"), ("/* 说明 */ p { widht: 1mm }", "css.misspelt-property 1:14"),
        ("@import 'a.css';", "css.unsupported-at-rule 1:1"),
        ("@media screen { p { color: red } }", "css.unsupported-media 1:8"),
        ("@media print { p { colour: red } }", "css.misspelt-property 1:20"),
        ("p::first-line { color: red }", "css.unsupported-selector 1:2"),
        ("p::before b { color: red }", "css.pseudo-element-inside 1:10"),
        ("p::before::after { color: red }", "css.pseudo-element-inside 1:10"),
        ("p:nth-child(n-9223372036854775807) { color: red }", "css.bad-selector 1:3"),
        ("p:marker { color: red }", "css.unsupported-selector 1:2"),
        ("p:not(b::after) { color: red }", "css.unsupported-selector 1:3"),
        ("li::marker { margin: 0 }", "css.not-in-marker 1:14"),
        ("p, p::before { content: 'x' }", "css.content-of-element 1:16"),
        ("p::before { content: counter(page) }", "css.unsupported-value 1:22"),
        ("p:hover { color: red }", "css.unsupported-selector 1:2"), ("p >> b { color: red }", "css.bad-selector 1:4"),
        ("paragraph { color: red }", "html.unknown-element 1:1"), ("tabel { color: red }", "html.misspelt-element 1:1"),
        ("p, { color: red }", "css.bad-selector 1:1"), ("[href^=a] { color: red }", "css.unsupported-selector 1:1"),
        ("@page { size: A9 }", "css.unsupported-value 1:15"), ("@page { margin: 2em }", "css.unsupported-value 1:17"),
        ("@page { color: red }", "css.not-in-page-rule 1:9"),
        ("@page :frist { size: A4 }", "css.bad-page-selector 1:7"),
        ("@page { @bottom { content: none } }", "css.unknown-margin-box 1:9"),
        ("@page { @top-left { display: block } }", "css.not-in-margin-box 1:21"),
        ("@page { @top-left { content: counter(chapter) } }", "css.unsupported-value 1:30"),
        ("p { content: 'x' }", "css.content-of-element 1:5"),
        ("p { margin-top: 1mm;; color: rde }", "css.unsupported-value 1:30"),
    ])
    func namesTheExactPlace(_ css: String, _ expected: String) {
        #expect(cssMistakes(css) == [expected])
    }

    @Test func collectsAllMistakesOfASheet() {
        let css = "p { colr: red; width: 1 }\n@page { margin: x }\nb { color: red }"
        #expect(
            cssMistakes(css) == ["css.misspelt-property 1:5", "css.missing-unit 1:23", "css.unsupported-value 2:17"])
    }

    @Test func escapesAndCommentsAreRead() {
        let page = Styled("<p class='a:b'>t</p>", css: "/* { */ p.a\\:b { font-family: \"\\5B8B 体\" /* x */; }")
        #expect(page.mistakes.isEmpty)
        #expect(page.values("p").fontFamily == ["宋体"])
    }
}
