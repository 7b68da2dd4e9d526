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
            // A mark reaches to the end of what has to be looked at, not only over its first character.
            func found(_ code: String, _ columns: Range<Int>, _ arguments: [String: String] = [:]) -> Diagnostic {
                let end = scalars[columns].lastIndex { $0 != " " && $0 != "\t" } ?? columns.lowerBound
                let span = SourceSpan(
                    file: file, line: index + 1, column: columns.lowerBound + 1, length: end - columns.lowerBound + 1)
                return Diagnostic(.error, code, arguments, at: span)
            }
            let indent = scalars.prefix { $0 == " " || $0 == "\t" }
            var start = indent.count
            if scalars.dropFirst(start).starts(with: ["-", " "]) { start += 2 }
            let key = scalars.dropFirst(start).prefix { isKeyPart($0) }
            let end = start + key.count
            if let tab = indent.firstIndex(of: "\t") { return found("yaml.tab", tab..<max(end, tab + 1)) }
            guard !key.isEmpty, end < scalars.count else { continue }
            let name = String(String.UnicodeScalarView(key))
            if scalars[end] == "：" { return found("yaml.full-width-colon", end..<end + 1, ["key": name]) }
            guard scalars[end] == ":" else { continue }
            let value = scalars.dropFirst(end + 1)
            guard let first = value.first else { continue }
            if first != " " && first != "\t" {
                let word = value.prefix { $0 != " " }
                return found("yaml.colon-space", end..<word.endIndex, ["key": name])
            }
            let content = value.drop { $0 == " " }
            if let quote = content.first, quote == "\"" || quote == "'",
                content.dropFirst().firstIndex(of: quote) == nil
            {
                return found("yaml.open-quote", content.startIndex..<scalars.count)
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
