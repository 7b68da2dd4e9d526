import Diagnostics
import Markup
import Typesetting

/// 版记 (7.4): on an even page at the foot of the type area, three rules, size four.
struct ImprintChecks {
    let document: MarkedDocument
    let format: DocumentFormat

    func findings() -> [Diagnostic] {
        guard let part = document.first("imprint"), let page = inner.flatMap(\.pages).first else { return [] }
        var findings: [Diagnostic] = []
        if page != document.pages.count - 1 {
            findings.append(Diagnostic(.error, "gongwen.imprint-last", ["page": "\(page + 1)"], at: part.span))
        }
        if format != .letter {
            if page % 2 == 0 {
                findings.append(Diagnostic(.error, "gongwen.imprint-odd", ["page": "\(page + 1)"], at: part.span))
            }
            findings += rules(part, page)
        }
        return findings + texts()
    }

    /// The imprint and its elements.
    private var inner: [MarkedPart] {
        document.parts.filter { ["imprint", "copies", "issuer"].contains($0.name) }
    }

    /// First and last 0.35 mm, between them 0.25 mm, as wide as the type area; the last on its bottom edge.
    private func rules(_ part: MarkedPart, _ page: Int) -> [Diagnostic] {
        let area = document.area(page)
        let rules = inner.flatMap(\.rules).filter { $0.page == page }.map(\.rect).sorted { $0.y < $1.y }
        guard rules.count >= 2, let first = rules.first, let last = rules.last else {
            return [Diagnostic(.error, "gongwen.imprint-rules", ["count": "\(rules.count)"], at: part.span)]
        }
        var findings: [Diagnostic] = []
        for (rule, wanted) in [(first, 35), (last, 35)] + rules.dropFirst().dropLast().map({ ($0, 25) }) {
            let width = Length.millimetre * wanted / 100
            guard !rule.height.isNear(width, within: .millimetre / 20) else { continue }
            findings.append(
                Diagnostic(
                    .error, "gongwen.imprint-rule-width",
                    ["measured": rule.height.measured, "wanted": width.measured], at: part.span))
        }
        if !last.bottom.isNear(area.bottom, within: .millimetre / 2) {
            let gap = area.bottom - last.bottom
            findings.append(Diagnostic(.error, "gongwen.imprint-bottom", ["measured": gap.measured], at: part.span))
        }
        if let narrow = [first, last].first(where: { !$0.width.isNear(Grid.area.width, within: .millimetre) }) {
            findings.append(
                Diagnostic(
                    .error, "gongwen.imprint-rule-length", ["measured": narrow.width.measured], at: part.span))
        }
        return findings
    }

    private func texts() -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for part in inner {
            if let size = part.lines.map(\.size).max(), !size.isNear(Grid.sizeFour, within: .point / 2) {
                findings.append(
                    Diagnostic(.error, "gongwen.imprint-size", ["measured": size.inPoints], at: part.span))
            }
        }
        for part in document.all("copies") {
            if !part.text.contains("：") {
                findings.append(Diagnostic(.error, "gongwen.copies-colon", ["text": part.text.excerpt], at: part.span))
            }
            if !part.text.hasSuffix("。") {
                findings.append(Diagnostic(.error, "gongwen.copies-end", at: part.span))
            }
        }
        if let part = document.first("issuer"), !part.text.hasSuffix("印发") {
            findings.append(Diagnostic(.error, "gongwen.issuer", ["text": part.text.excerpt], at: part.span))
        }
        return findings
    }
}
