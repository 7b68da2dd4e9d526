import Diagnostics
import Markup
import Typesetting

/// 附件说明 and 附件 (7.3.4, 7.3.7): the note and the annexes name the same things.
struct AnnexChecks {
    let document: MarkedDocument

    func findings() -> [Diagnostic] { notes() + places() + names() }

    private func notes() -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for part in document.all("annex-note") {
            if !part.text.hasPrefix("附件：") {
                findings.append(Diagnostic(.error, "gongwen.annex-note", ["text": part.text.excerpt], at: part.span))
            }
            for entry in AnnexNote(part).titles {
                guard let last = entry.last, "。，；、！".contains(last) else { continue }
                findings.append(
                    Diagnostic(.error, "gongwen.annex-note-mark", ["text": entry.excerpt], at: part.span))
            }
        }
        return findings
    }

    /// On a page of its own, the number on line 1 and the title on line 3.
    private func places() -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for part in document.all("annex-number") {
            guard let line = part.lines.first else { continue }
            let area = document.area(line.page)
            if line.top - area.y > Grid.line / 2 || abs(line.left - area.x) > Grid.character / 4 {
                findings.append(
                    Diagnostic(
                        .error, "gongwen.annex-number-place", ["measured": (line.top - area.y).measured],
                        at: part.span))
            }
            guard let title = document.all("annex-title").flatMap(\.lines).first(where: { $0.page == line.page }),
                !(title.baseline - line.baseline).isNear(2 * Grid.line, within: Grid.line / 2)
            else { continue }
            let lines = (title.baseline - line.baseline + Grid.line / 2) / Grid.line + 1
            findings.append(
                Diagnostic(.error, "gongwen.annex-title-place", ["line": "\(lines)"], at: part.span))
        }
        return findings
    }

    private func names() -> [Diagnostic] {
        let numbers = document.all("annex-number")
        let titles = document.all("annex-title")
        guard !numbers.isEmpty else { return [] }
        let noted = document.all("annex-note").flatMap { AnnexNote($0).titles }.map(AnnexChecks.bare)
        var findings: [Diagnostic] = []
        for (index, part) in numbers.enumerated() {
            let wanted = numbers.count == 1 ? "附件" : "附件\(index + 1)"
            if part.text != wanted {
                findings.append(
                    Diagnostic(
                        .error, "gongwen.annex-number", ["text": part.text, "wanted": wanted], at: part.span))
            }
        }
        if noted.count != numbers.count {
            findings.append(
                Diagnostic(
                    .error, "gongwen.annex-count", ["noted": "\(noted.count)", "count": "\(numbers.count)"],
                    at: numbers[0].span))
        } else {
            for (title, note) in zip(titles, noted) where AnnexChecks.bare(title.text) != note {
                findings.append(
                    Diagnostic(
                        .error, "gongwen.annex-title", ["text": title.text, "noted": note], at: title.span))
            }
        }
        return findings
    }

    private static func bare(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}

/// The titles in 附件：1.… 2.….
private struct AnnexNote {
    let titles: [String]

    init(_ part: MarkedPart) {
        var entries: [String] = []
        for line in part.lines {
            var text = line.text
            if text.hasPrefix("附件：") || text.hasPrefix("附件:") { text.removeFirst(3) }
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            if !digits.isEmpty, digits.count <= 2, text.dropFirst(digits.count).hasPrefix(".") {
                entries.append(String(text.dropFirst(digits.count + 1)))
            } else if entries.isEmpty {
                entries.append(text)
            } else {
                entries[entries.count - 1] += text
            }
        }
        titles = entries
    }
}
