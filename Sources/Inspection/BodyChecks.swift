import Diagnostics
import Markup
import Typesetting

/// 正文 (7.3.3, 5.2.2): size three, 仿宋, paragraphs indented by two characters and wrapped flush left.
struct BodyChecks {
    let document: MarkedDocument
    let families: FamilyFaces

    func findings() -> [Diagnostic] { fonts() + indents() }

    private func fonts() -> [Diagnostic] {
        let all = document.all("body").flatMap { part in part.runs.map { (part, $0.run) } }
        var sizes: [Length: Int] = [:]
        for (_, run) in all { sizes[run.size, default: 0] += run.glyphs.count }
        var findings: [Diagnostic] = []
        if let (part, run) = all.first(where: { !$0.1.size.isNear(Grid.sizeThree, within: .point / 2) }) {
            findings.append(
                Diagnostic(
                    .error, "gongwen.body-size", ["measured": run.size.inPoints, "text": run.text.excerpt],
                    at: part.span))
        }
        // Headings and lead-ins have faces of their own; the text as a whole is 仿宋.
        if !families.isSet(all.map(\.1), in: "fangsong") {
            findings.append(Diagnostic(.error, "gongwen.body-font", at: all.first?.0.span))
        }
        return findings
    }

    private func indents() -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for part in document.all("body") {
            for (index, line) in part.lines.enumerated() {
                let left = line.left - document.area(line.page).x
                let wanted = index == 0 ? 2 * Grid.character : 0
                // A full-width mark at the line's start may have lost its white half.
                guard !left.isNear(wanted, within: Grid.character / 4), !startsWithMark(line, left, wanted) else {
                    continue
                }
                findings.append(
                    Diagnostic(
                        .error, index == 0 ? "gongwen.indent" : "gongwen.flush-left",
                        ["measured": left.measured, "text": part.text.excerpt], at: part.span))
                break
            }
        }
        return findings
    }

    private func startsWithMark(_ line: MarkedLine, _ left: Length, _ wanted: Length) -> Bool {
        guard let first = line.text.first, "（《〈“‘〔【「『".contains(first) else { return false }
        return left.isNear(wanted - Grid.character / 2, within: Grid.character / 4)
    }
}
