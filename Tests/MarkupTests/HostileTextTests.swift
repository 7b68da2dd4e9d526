import Diagnostics
import Markup
import Testing

/// Texts that nobody meant: nothing may crash, and every place must lie inside the text.
@Suite struct HostileTextTests {
    /// A generator of our own, so that a failure comes back with its seed.
    struct Dice {
        var state: UInt64

        /// A number from 0 up to, but not, `bound`.
        mutating func roll(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

        private mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static let htmlParts = [
        "<p>", "</p>", "<b", ">", "</", "<table>", "<tr>", "<td colspan=2>", "</table>", "<!--", "-->", "&amp;",
        "&#x4e2d;",
        "&", "{{", "}}", "\"", "'", "=", " class=", " style=\"", "width:1mm", ";", "中文", "𠮷", "\r\n", "\n", "<style>",
        "</style>", "<bar-code/>", "<svg>", "<template>", "<br>", "\u{0}", "<select><option>", "</br>", "<a><a>", "<i>",
        "</b>", "<html>", "<body>", "<head>", "<title>", "<!DOCTYPE x>", "<?", "<math><mi>", "<form>", "<frameset>",
    ]
    private static let cssParts = [
        "p", "{", "}", "(", ")", "[", "]", ":", ";", ",", "@page", "@media print", "var(--a", "--a", "calc(", "1mm",
        "-", "+",
        "*", "/", "1e9", "%", "#", "\"", "'", "\\", "/*", "*/", "url(", "中", "!important", "width", "margin", "font",
        "!",
        " ", "\n", "0", "99999999999999999999mm", "rgb(", ":nth-child(", "2n+1", ">", "~", "content", "border", "em",
        ":not(", "::before", "::marker", ":only-of-type", "columns", "2", "transform", "skew(", "url(a.png)",
        "counter-set",
        "text-emphasis", "'x'", "flex", "-zj-character-grid", "counters(a, '.')", "attr(", "size", "A4",
        "rotate(90deg)", "\u{0}", "\\0", "\\110000 ", ".", ".a", "#b", "*",
    ]

    private func text(_ parts: [String], _ dice: inout Dice) -> String {
        (0..<dice.roll(61)).map { _ in parts[dice.roll(parts.count)] }.joined()
    }

    private func check(_ mistakes: DiagnosticList, in text: String, _ seed: UInt64) {
        let lines = text.utf8.count { $0 == 0x0A } + 1
        let source = SourceText(name: "t", text: text)
        for diagnostic in mistakes.diagnostics {
            guard let span = diagnostic.span else { continue }
            let length = source.line(span.line)?.unicodeScalars.count ?? 0
            #expect(span.line <= lines && span.column <= length + 2, "seed \(seed): \(diagnostic)")
            _ = DiagnosticPrinter(language: .chinese) { _ in source }.describe(diagnostic)
        }
    }

    @Test(arguments: 0..<8)
    func htmlNeverCrashes(_ block: Int) {
        for seed in UInt64(block * 150)..<UInt64(block * 150 + 150) {
            var dice = Dice(state: seed)
            let html = text(Self.htmlParts, &dice)
            var mistakes = DiagnosticList()
            if let root = HTMLParser.parse(SourceText(name: "t", text: html), into: &mistakes) {
                _ = Cascade.resolve(root, sheets: [], into: &mistakes)
            }
            check(mistakes, in: html, seed)
        }
    }

    @Test(arguments: 0..<8)
    func cssNeverCrashes(_ block: Int) {
        for seed in UInt64(block * 150)..<UInt64(block * 150 + 150) {
            var dice = Dice(state: seed)
            var css = text(Self.cssParts, &dice)
            if seed % 2 == 0 { css = "p { " + css + " } @page { " + css + "}" }
            var mistakes = DiagnosticList()
            let sheet = StyleSheet.parse(SourceFragment(SourceText(name: "t", text: css)), into: &mistakes)
            let root = HTMLParser.parse(SourceText(name: "h", text: "<p><b>x</b></p>"), into: &mistakes)!
            _ = Cascade.resolve(root, sheets: [sheet], into: &mistakes)
            check(mistakes, in: css, seed)
        }
    }

    @Test func bytesOfEveryKindAreRead() {
        for seed in UInt64(0)..<500 {
            var dice = Dice(state: seed)
            let bytes = (0..<200).map { _ in UInt8(dice.roll(256)) }
            let text = String(decoding: bytes, as: UTF8.self)
            var mistakes = DiagnosticList()
            _ = HTMLParser.parse(SourceText(name: "t", text: text), into: &mistakes)
            _ = StyleSheet.parse(SourceFragment(SourceText(name: "t", text: text)), into: &mistakes)
            check(mistakes, in: text, seed)
        }
    }

    @Test func deepAndWideSheetsEnd() {
        #expect(
            cssMistakes("p { width: " + String(repeating: "calc(", count: 10_000)).first?.hasPrefix("css.too-deep")
                == true)
        let doubled = (0..<30).map { "--v\($0 + 1): var(--v\($0)) var(--v\($0));" }.joined()
        let page = Styled("<p>t</p>", css: ":root { --v0: 1mm; \(doubled) } p { margin: var(--v30) }")
        #expect(page.mistakes.first?.hasPrefix("css.cyclic-variable") == true)
        let huge = Styled(
            "<p>t</p>", css: "p { font-size: 999999999em; width: 999999999em; margin: calc(999999999mm * 999999999) }")
        #expect(huge.values("p").width != .auto)
    }
}
