/// Shows diagnostics as text: `file:line:column: error: message`, the source line with a caret under the place, the
/// hint and the notes.
package struct DiagnosticPrinter {
    package let language: Language
    /// Marks the parts with colours, as a terminal shows them.
    package let isColoured: Bool
    /// Gives the text of a file for the excerpt, or nil when it cannot be shown.
    package var source: (String) -> SourceText?

    package init(
        language: Language, isColoured: Bool = false, source: @escaping (String) -> SourceText? = { _ in nil }
    ) {
        self.language = language
        self.isColoured = isColoured
        self.source = source
    }

    package func describe(_ diagnostic: Diagnostic) -> String {
        var lines = [head(diagnostic)]
        if let span = diagnostic.span, let text = source(span.file), let line = text.line(span.line) {
            lines += excerpt(line, span, diagnostic.severity)
        }
        if let hint = Catalogue.hint(diagnostic, in: language) {
            lines.append(coloured(language == .chinese ? "  办法：" : "  hint: ", "36") + hint)
        }
        lines += diagnostic.notes.map { "  " + head($0) }
        return lines.joined(separator: "\n")
    }

    private func head(_ diagnostic: Diagnostic) -> String {
        let place = diagnostic.span.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
        let word = coloured(word(diagnostic.severity), colour(diagnostic.severity))
        return "\(place)\(word)\(Catalogue.message(diagnostic, in: language)) [\(diagnostic.code)]"
    }

    /// - Parameter code: an SGR parameter of ECMA-48.
    private func coloured(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    private func colour(_ severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: "1;31"
        case .warning: "1;33"
        case .note: "1;34"
        }
    }

    private func word(_ severity: Diagnostic.Severity) -> String {
        switch (severity, language) {
        case (.error, .chinese): "错误："
        case (.warning, .chinese): "警告："
        case (.note, .chinese): "说明："
        case (.error, .english): "error: "
        case (.warning, .english): "warning: "
        case (.note, .english): "note: "
        }
    }

    /// How much of a long line is shown before and behind the place, in columns of a terminal.
    private static let shownBefore = 60
    private static let shownBehind = 60

    /// The line and, under it, carets: a full-width character takes two columns of a terminal. Of a long line the part
    /// around the place.
    private func excerpt(_ line: Substring, _ span: SourceSpan, _ severity: Diagnostic.Severity) -> [String] {
        let scalars = Array(line.unicodeScalars)
        let place = min(span.column - 1, scalars.count)
        let end = min(place + span.length, scalars.count)
        let from = start(scalars, place)
        let marked = min(end, upTo(scalars, place))
        let to = upTo(scalars, marked)
        func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
        func width(_ range: Range<Int>) -> Int { scalars[range].reduce(0) { $0 + $1.terminalWidth } }
        let lead = from > 0 ? "…" : ""
        let shown = lead + text(from..<to) + (to < scalars.count ? "…" : "")
        // A tab stays one under the line, so that the caret stands below its place.
        let before =
            String(repeating: " ", count: lead.count)
            + scalars[from..<place].map { $0 == "\t" ? "\t" : String(repeating: " ", count: $0.terminalWidth) }.joined()
        let carets = String(repeating: "^", count: max(1, width(place..<max(place, marked))))
        let number = String(span.line)
        let margin = String(repeating: " ", count: number.count)
        return [" \(number) | \(shown)", " \(margin) | \(before)" + coloured(carets, colour(severity))]
    }

    /// The index up to which a line is shown behind a place.
    private func upTo(_ scalars: [Unicode.Scalar], _ place: Int) -> Int {
        var index = place
        var width = 0
        while index < scalars.count {
            width += scalars[index].terminalWidth
            if width > DiagnosticPrinter.shownBehind { break }
            index += 1
        }
        return index
    }

    /// Where the shown part of a line begins, so that the place can be seen.
    private func start(_ scalars: [Unicode.Scalar], _ place: Int) -> Int {
        var index = place
        var width = 0
        while index > 0 {
            width += scalars[index - 1].terminalWidth
            if width > DiagnosticPrinter.shownBefore { return index }
            index -= 1
        }
        return 0
    }
}

extension Unicode.Scalar {
    /// Whether a terminal shows the scalar two columns wide: CJK, full-width forms, Hangul.
    package var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    /// How many columns of a terminal the scalar takes: none for combining marks and what is not shown.
    package var terminalWidth: Int {
        if value < 0x300 { return value == 0xAD ? 0 : 1 }
        if isWide { return 2 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return 1
        }
    }
}
