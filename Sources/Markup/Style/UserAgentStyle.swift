import Diagnostics

/// The style sheet under all others: what each element is before an author says anything. It follows the habits of
/// Chinese paper: no margins around paragraphs, headings of the size of the text.
enum UserAgentStyle {
    static let sheet: StyleSheet = {
        var mistakes = DiagnosticList()
        let fragment = SourceFragment(SourceText(name: "user-agent.css", text: text))
        let sheet = StyleSheet.parse(fragment, into: &mistakes)
        precondition(mistakes.diagnostics.isEmpty, "the built-in style sheet is correct: \(mistakes.diagnostics)")
        return sheet
    }()

    private static let text = """
        [dir=ltr] { direction: ltr; unicode-bidi: isolate }
        [dir=rtl] { direction: rtl; unicode-bidi: isolate }
        [dir=auto] { unicode-bidi: plaintext }
        head, title, meta, link, style { display: none }
        html, body, div, p, h1, h2, h3, h4, h5, h6, header, footer, main, section, article, aside, address, figure,
        figcaption, blockquote, pre, hr, ul, ol, dl, dt, dd { display: block }
        h1, h2, h3, h4, h5, h6, b, strong { font-weight: bold }
        h1, h2, h3, h4, h5, h6 { break-after: avoid; break-inside: avoid }
        i, em { font-style: italic }
        u, ins { text-decoration: underline }
        s, del { text-decoration: line-through }
        mark { background-color: yellow; color: black }
        bdi { unicode-bidi: isolate }
        bdo { unicode-bidi: bidi-override }
        ul, ol { padding-left: 2em; counter-reset: list-item }
        ul { list-style-type: disc }
        ul ul, ol ul { list-style-type: circle }
        ul ul ul, ul ol ul, ol ul ul, ol ol ul { list-style-type: square }
        ol { list-style-type: decimal }
        li { display: list-item }
        dd { margin-left: 2em }
        ::marker { unicode-bidi: isolate; font-variant-numeric: tabular-nums; white-space: pre }
        ruby { display: ruby }
        rt { display: ruby-text; font-size: 50%; line-height: 1; text-emphasis: none; letter-spacing: 0 }
        rp { display: none }
        small { font-size: 83% }
        sub { vertical-align: sub; font-size: 67% }
        sup { vertical-align: super; font-size: 67% }
        pre { white-space: pre }
        hr { border-top: 0.5pt solid }
        table { display: table; text-indent: 0 }
        caption { display: table-caption; text-align: center }
        colgroup { display: table-column-group }
        col { display: table-column }
        thead { display: table-header-group }
        tbody { display: table-row-group }
        tfoot { display: table-footer-group }
        tr { display: table-row; break-inside: avoid }
        td, th { display: table-cell; vertical-align: middle }
        th { font-weight: bold; text-align: center }
        official-seal, bar-code, img { display: inline-block }
        data-chart, straddle-seal, water-mark { display: block }
        water-mark { color: rgb(0 0 0 / 12%); font-size: 40pt }
        """
}
