import Diagnostics
import Markup
import Typesetting

/// 页码 (7.5): — 1 — in size four 宋体, the line 7 mm below the type area, outside with one character of white. The
/// blank page before the imprint, the imprint's own page behind it and the first page of a letter carry none.
struct PageNumberChecks {
    let document: MarkedDocument
    let format: DocumentFormat
    let families: FamilyFaces

    func findings() -> [Diagnostic] { document.pages.indices.flatMap { findings(page: $0) } }

    private func findings(page index: Int) -> [Diagnostic] {
        let page = document.pages[index]
        guard page.height > page.width else { return [] }
        let area = document.area(index)
        let runs = document.loose[index].filter { $0.origin.y > area.bottom }
        let number = "\(page.number)"
        guard let line = runs.first else {
            if format == .letter && (index == 0 || document.pages.count == 2) || !hasContent(index) { return [] }
            return [Diagnostic(.error, "gongwen.page-number-missing", ["page": number])]
        }
        if format == .letter, index == 0 { return [Diagnostic(.error, "gongwen.letter-first-number")] }
        var findings: [Diagnostic] = []
        let text = runs.map(\.text).joined()
        if text.filter({ $0 != " " }) != "—\(number)—" {
            findings.append(Diagnostic(.error, "gongwen.page-number-form", ["page": number, "text": text]))
        }
        if !line.size.isNear(Grid.sizeFour, within: .point / 2) {
            findings.append(
                Diagnostic(.error, "gongwen.page-number-size", ["page": number, "measured": line.size.inPoints]))
        }
        if !families.mayCarry(runs, family: "songti") {
            findings.append(Diagnostic(.error, "gongwen.page-number-font", ["page": number]))
        }
        return findings + place(runs, area, index)
    }

    private func place(_ runs: [GlyphRun], _ area: Rect, _ index: Int) -> [Diagnostic] {
        let number = "\(document.pages[index].number)"
        let boxes = runs.compactMap { Ink.box(.glyphs($0)) }
        guard let first = boxes.first, let run = runs.first else { return [] }
        let whole = boxes.dropFirst().reduce(first) { $0.union($1) }
        var findings: [Diagnostic] = []
        // The dash: the first glyph that has ink.
        var dash = run
        dash.glyphs = Array(run.glyphs.prefix(1))
        if let ink = Ink.box(.glyphs(dash)) {
            let distance = ink.middle.y - area.bottom
            if !distance.isNear(7 * .millimetre, within: .millimetre) {
                findings.append(
                    Diagnostic(
                        .error, "gongwen.page-number-distance", ["page": number, "measured": distance.measured]))
            }
        }
        let isOdd = document.pages[index].number % 2 == 1
        let white = isOdd ? area.right - whole.right : whole.x - area.x
        if !white.isNear(Grid.character, within: 3 * .millimetre / 2) {
            findings.append(
                Diagnostic(
                    .error, isOdd ? "gongwen.page-number-right" : "gongwen.page-number-left",
                    ["page": number, "measured": white.measured]))
        }
        return findings
    }

    /// Whether more than the imprint stands on a page.
    private func hasContent(_ page: Int) -> Bool {
        let imprint: Set<String> = ["imprint", "copies", "issuer"]
        let isPart = document.parts.contains { !imprint.contains($0.name) && $0.pages.contains(page) }
        return isPart || !document.loose[page].isEmpty
    }
}

extension FamilyFaces {
    /// Whether every run's face belongs to the family, for text without ideographs.
    func mayCarry(_ runs: [GlyphRun], family: String) -> Bool { runs.allSatisfy { faces(family).contains($0.face) } }
}
