/// Shows diagnostics as text: `file:line:column: error: message`, the source line with a caret under the place, the
/// hint and the notes.
package struct DiagnosticPrinter {
    package let language: Language
    /// Gives the text of a file for the excerpt, or nil when it cannot be shown.
    package var source: (String) -> SourceText?

    package init(language: Language, source: @escaping (String) -> SourceText? = { _ in nil }) {
        self.language = language
        self.source = source
    }

    package func describe(_ diagnostic: Diagnostic) -> String {
        var lines = [head(diagnostic)]
        if let span = diagnostic.span, let text = source(span.file), let line = text.line(span.line) {
            lines += excerpt(line, span)
        }
        if let hint = Catalogue.hint(diagnostic, in: language) {
            lines.append((language == .chinese ? "  办法：" : "  hint: ") + hint)
        }
        lines += diagnostic.notes.map { "  " + head($0) }
        return lines.joined(separator: "\n")
    }

    private func head(_ diagnostic: Diagnostic) -> String {
        let place = diagnostic.span.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
        return "\(place)\(word(diagnostic.severity))\(Catalogue.message(diagnostic, in: language)) [\(diagnostic.code)]"
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

    /// The line and, under it, carets: a full-width character takes two columns of a terminal.
    private func excerpt(_ line: Substring, _ span: SourceSpan) -> [String] {
        let scalars = Array(line.unicodeScalars)
        let number = String(span.line)
        let before = scalars.prefix(span.column - 1).map { $0 == "\t" ? "\t" : $0.isWide ? "  " : " " }.joined()
        let marked = scalars.dropFirst(span.column - 1).prefix(span.length)
        let carets = marked.isEmpty ? "^" : marked.map { $0.isWide ? "^^" : "^" }.joined()
        let margin = String(repeating: " ", count: number.count)
        return [" \(number) | \(line)", " \(margin) | \(before)\(carets)"]
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
}
