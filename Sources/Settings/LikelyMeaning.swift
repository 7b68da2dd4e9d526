import Diagnostics
import Storage

/// What somebody most likely meant who wrote a file as one writes a letter: full-width marks, Chinese dates, a tab, a
/// colon without a space. Only for messages: nothing is ever read so.
package enum LikelyMeaning {
    /// `2019年10月7日`, `2019/10/7`, `2019.10.7`, `20191007`.
    package static func date(_ text: String) -> CivilDate? {
        let groups = halfWidth(text).split { !("0"..."9").contains($0) }.map(String.init)
        if groups.count == 1, let date = CivilDate(compact: groups[0]) { return date }
        let numbers = groups.compactMap(Int.init)
        guard groups.count == 3, numbers.count == 3, groups[0].utf8.count == 4 else { return nil }
        return CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    /// What makes a text no YAML, if it is one of the usual slips: the first place at which one stands.
    static func slip(_ text: String, file: String) -> Diagnostic? {
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let scalars = Array(line.unicodeScalars)
            func found(_ code: String, _ column: Int, _ arguments: [String: String] = [:]) -> Diagnostic {
                Diagnostic(
                    .error, code, arguments, at: SourceSpan(file: file, line: index + 1, column: column + 1))
            }
            let indent = scalars.prefix { $0 == " " || $0 == "\t" }
            if let tab = indent.firstIndex(of: "\t") { return found("yaml.tab", tab) }
            var start = indent.count
            if scalars.dropFirst(start).starts(with: ["-", " "]) { start += 2 }
            let key = scalars.dropFirst(start).prefix { isKeyPart($0) }
            guard !key.isEmpty, start + key.count < scalars.count else { continue }
            let end = start + key.count
            let name = String(String.UnicodeScalarView(key))
            if scalars[end] == "：" { return found("yaml.full-width-colon", end, ["key": name]) }
            guard scalars[end] == ":" else { continue }
            let value = scalars.dropFirst(end + 1)
            guard let first = value.first else { continue }
            if first != " " && first != "\t" { return found("yaml.colon-space", end, ["key": name]) }
            let content = value.drop { $0 == " " }
            if let quote = content.first, quote == "\"" || quote == "'",
                content.dropFirst().firstIndex(of: quote) == nil
            {
                return found("yaml.open-quote", scalars.count - content.count)
            }
        }
        return nil
    }

    private static func isKeyPart(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-"
    }

    /// Full-width letters, figures and marks as their half-width forms.
    package static func halfWidth(_ text: String) -> String {
        var narrow = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isWide = (0xFF01...0xFF5E).contains(scalar.value)
            narrow.append(isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar == "　" ? " " : scalar)
        }
        return String(narrow)
    }
}
