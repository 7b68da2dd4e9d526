import Diagnostics
import Markup
import Typesetting

/// 标题 and 主送机关 (7.3.1, 7.3.2), and that the first page shows body text (7.3.3).
struct TitleChecks {
    let document: MarkedDocument
    let format: DocumentFormat
    let families: FamilyFaces

    func findings() -> [Diagnostic] { fonts() + place() + addressees() + firstPage() }

    private func fonts() -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for part in ["title", "enclosure-title"].flatMap({ document.all($0) }) {
            if let size = part.lines.map(\.size).max(), !size.isNear(Grid.sizeTwo, within: .point / 2) {
                findings.append(
                    Diagnostic(.error, "gongwen.title-size", ["measured": size.inPoints], at: part.span))
            }
            if !families.isSet(part.runs.map(\.run), in: "xiaobiaosong") {
                findings.append(Diagnostic(.error, "gongwen.title-font", at: part.span))
            }
            for line in part.lines {
                guard let ink = line.ink else { continue }
                let shift = ink.middle.x - document.area(line.page).middle.x
                // Marks at the ends of a line leave white inside their box.
                guard abs(shift) > 4 * .millimetre else { continue }
                findings.append(
                    Diagnostic(
                        .error, "gongwen.title-not-centred", ["text": line.text, "measured": shift.measured],
                        at: part.span))
                break
            }
            if let last = part.text.last, "。，；：、！".contains(last) {
                findings.append(Diagnostic(.error, "gongwen.title-mark", ["mark": String(last)], at: part.span))
            }
        }
        return findings
    }

    /// Two empty lines below the red rule, or below the last mark of a letter.
    private func place() -> [Diagnostic] {
        guard let part = document.first("title"), let line = part.lines.first, line.page == 0, format != .order else {
            return []
        }
        let above: Length?
        if format == .letter {
            let names = ["number", "copy-number", "secrecy", "urgency"]
            above = names.flatMap { document.all($0) }.flatMap(\.lines).map(\.bottom).max()
        } else {
            above = document.first("red-line")?.rules.first?.rect.bottom
        }
        guard let above else { return [] }
        let gap = line.top - above
        if gap >= 2 * Grid.line - 2 * .millimetre, gap <= 3 * Grid.line { return [] }
        return [Diagnostic(.error, "gongwen.title-distance", ["measured": gap.measured], at: part.span)]
    }

    private func addressees() -> [Diagnostic] {
        guard let part = document.first("addressees"), let first = part.lines.first else { return [] }
        var findings: [Diagnostic] = []
        if let last = part.text.last, last != "：" {
            findings.append(
                Diagnostic(.error, "gongwen.addressees-colon", ["mark": String(last)], at: part.span))
        }
        if let line = part.lines.first(where: {
            !$0.left.isNear(document.area($0.page).x, within: Grid.character / 4)
        }) {
            let left = line.left - document.area(line.page).x
            findings.append(Diagnostic(.error, "gongwen.addressees-left", ["measured": left.measured], at: part.span))
        }
        if let title = document.first("title")?.lines.last, title.page == first.page {
            let empty = first.top - title.bottom
            if empty < Grid.line / 2 || empty > 2 * Grid.line + Grid.line / 4 {
                findings.append(
                    Diagnostic(.error, "gongwen.addressees-distance", ["measured": empty.measured], at: part.span))
            }
        }
        return findings
    }

    private func firstPage() -> [Diagnostic] {
        guard let body = document.first("body"), let page = body.pages.first, page > 0, document.first("mark") != nil
        else { return [] }
        return [Diagnostic(.error, "gongwen.first-page-body", at: document.first("addressees")?.span ?? body.span)]
    }
}
