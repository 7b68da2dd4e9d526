import Diagnostics
import Markup
import Typesetting

/// 版头 (7.2, 10.1 to 10.3): copy number, secrecy, urgency, mark, issue number, signers, the red rule.
struct HeadingChecks {
    let document: MarkedDocument
    let format: DocumentFormat
    let families: FamilyFaces

    func findings() -> [Diagnostic] { marks() + organ() + number() + signers() + redLine() }

    // MARK: 份号、密级、紧急程度

    private func marks() -> [Diagnostic] {
        var findings: [Diagnostic] = []
        if let part = document.first("copy-number") {
            let text = part.text
            if text.utf8.count != 6 || !text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                findings.append(Diagnostic(.warning, "gongwen.copy-number", ["text": text], at: part.span))
            }
        }
        if let part = document.first("secrecy") {
            let level = part.text.prefix { $0 != "★" }
            if !["绝密", "机密", "秘密"].contains(level) {
                findings.append(Diagnostic(.error, "gongwen.secrecy", ["text": part.text], at: part.span))
            }
        }
        if let part = document.first("urgency"), !["特急", "加急"].contains(part.text) {
            findings.append(Diagnostic(.error, "gongwen.urgency", ["text": part.text], at: part.span))
        }
        for part in ["secrecy", "urgency"].compactMap({ document.first($0) }) {
            if !families.isSet(part.runs.map(\.run), in: "heiti") {
                let name = PartName.chinese(part.name)
                findings.append(Diagnostic(.error, "gongwen.mark-not-heiti", ["name": name], at: part.span))
            }
        }
        // One under the other in their order, from the first line of the type area.
        let order = ["copy-number", "secrecy", "urgency"].compactMap { document.first($0) }
        for (one, next) in zip(order, order.dropFirst()) {
            if let above = one.lines.first, let below = next.lines.first, below.baseline <= above.baseline {
                findings.append(Diagnostic(.error, "gongwen.marks-order", at: next.span))
            }
        }
        return findings
    }

    // MARK: 发文机关标志

    private func organ() -> [Diagnostic] {
        guard let part = document.first("mark"), let page = part.pages.first, let ink = part.ink(on: page) else {
            return []
        }
        let area = document.area(page)
        var findings: [Diagnostic] = []
        let (wanted, top, clause): (Length, Length, String) =
            switch format {
            case .file, .upward, .bulletin: (35 * .millimetre, ink.y - area.y, "7.2.4")
            case .minutes: (35 * .millimetre, ink.y - area.y, "10.3")
            case .order: (20 * .millimetre, ink.y - area.y, "10.2")
            case .letter: (30 * .millimetre, ink.y, "10.1")
            }
        if !top.isNear(wanted, within: .millimetre) {
            let code = format == .letter ? "gongwen.mark-top-of-page" : "gongwen.mark-top"
            findings.append(
                Diagnostic(
                    .error, code, ["measured": top.measured, "wanted": wanted.measured, "clause": clause],
                    at: part.span))
        }
        let shift = ink.middle.x - area.middle.x
        if abs(shift) > 3 * .millimetre / 2 {
            findings.append(
                Diagnostic(.error, "gongwen.mark-not-centred", ["measured": shift.measured], at: part.span))
        }
        if part.runs.contains(where: { !$0.run.color.isRed }) {
            findings.append(Diagnostic(.error, "gongwen.mark-not-red", at: part.span))
        }
        if !families.isSet(part.runs.map(\.run), in: "xiaobiaosong") {
            findings.append(Diagnostic(.warning, "gongwen.mark-font", at: part.span))
        }
        if format == .letter, part.text.hasSuffix("文件") {
            findings.append(Diagnostic(.error, "gongwen.letter-mark", at: part.span))
        }
        return findings
    }

    // MARK: 发文字号

    private func number() -> [Diagnostic] {
        guard let part = document.first("number"), let line = part.lines.first else { return [] }
        var findings = IssueNumber(text: part.text, format: format).findings(at: part.span)
        let area = document.area(line.page)
        guard let ink = line.ink else { return findings }
        if format == .upward {
            let left = line.left - area.x
            if !left.isNear(Grid.character, within: .millimetre) {
                findings.append(
                    Diagnostic(.error, "gongwen.number-left", ["measured": left.measured], at: part.span))
            }
        } else if format == .letter {
            let right = area.right - ink.right
            if abs(right) > Grid.character / 2 {
                findings.append(
                    Diagnostic(.error, "gongwen.number-right", ["measured": right.measured], at: part.span))
            }
        } else if abs(ink.middle.x - area.middle.x) > 3 * .millimetre {
            // Brackets leave white inside their box.
            let shift = ink.middle.x - area.middle.x
            findings.append(
                Diagnostic(.error, "gongwen.number-not-centred", ["measured": shift.measured], at: part.span))
        }
        // Two empty lines below the mark; the signers of an upward document may push the number further down.
        if format == .file || format == .order, let mark = document.first("mark"), let above = mark.ink(on: line.page) {
            let gap = line.top - above.bottom
            if gap < 2 * Grid.line - 3 * .millimetre || gap > 3 * Grid.line {
                findings.append(
                    Diagnostic(.error, "gongwen.number-distance", ["measured": gap.measured], at: part.span))
            }
        }
        return findings
    }

    // MARK: 签发人

    private func signers() -> [Diagnostic] {
        guard let part = document.first("signers") else { return [] }
        var findings: [Diagnostic] = []
        if !part.text.hasPrefix("签发人：") {
            findings.append(Diagnostic(.error, "gongwen.signers-label", ["text": part.text.excerpt], at: part.span))
        }
        // The label is 仿宋; the names make up most of what stands behind it.
        let names = part.runs.map(\.run).filter { !"签发人：".contains($0.text) }
        if !families.isSet(names, in: "kaiti") {
            findings.append(Diagnostic(.error, "gongwen.signers-font", at: part.span))
        }
        if let number = document.first("number")?.lines.last, let last = part.lines.last,
            !number.baseline.isNear(last.baseline, within: Grid.line / 4)
        {
            findings.append(Diagnostic(.error, "gongwen.signers-line", at: part.span))
        }
        return findings
    }

    // MARK: 分隔线

    private func redLine() -> [Diagnostic] {
        let wanted = format == .letter ? 170 * Length.millimetre : Grid.area.width
        let clause = format == .letter ? "10.1" : "7.2.7"
        var findings: [Diagnostic] = []
        for part in document.all("red-line") {
            guard let rule = part.rules.first else { continue }
            if !rule.rect.width.isNear(wanted, within: .millimetre) {
                findings.append(
                    Diagnostic(
                        .error, "gongwen.red-line-width",
                        ["measured": rule.rect.width.measured, "wanted": wanted.measured, "clause": clause],
                        at: part.span))
            }
            if part.rules.contains(where: { !$0.color.isRed }) {
                findings.append(Diagnostic(.error, "gongwen.red-line-colour", ["clause": clause], at: part.span))
            }
        }
        if format == .letter { return findings + letterLines() }
        if let part = document.first("red-line"), let rule = part.rules.first, let above = lastAbove(rule.rect) {
            let gap = rule.rect.y - above
            if !gap.isNear(4 * .millimetre, within: .millimetre) {
                findings.append(
                    Diagnostic(.error, "gongwen.red-line-distance", ["measured": gap.measured], at: part.span))
            }
        }
        return findings
    }

    /// The bottom of the ink right above the rule on the first page: number, signers, a pair of organ and date.
    private func lastAbove(_ rule: Rect) -> Length? {
        let named = ["number", "signers"].flatMap { document.all($0) }.flatMap(\.lines).compactMap(\.ink)
        let loose = (document.loose.first ?? []).compactMap { Ink.box(.glyphs($0)) }
        return (named + loose).filter { $0.bottom <= rule.y }.map(\.bottom).max()
    }

    /// 10.1: thick above thin 4 mm below the mark; thin above thick 20 mm above the edge of the paper.
    private func letterLines() -> [Diagnostic] {
        var findings: [Diagnostic] = []
        let lines = document.all("red-line").filter { $0.rules.first?.page == 0 }
        let below = lines.filter { $0.rules[0].rect.y > document.pages[0].height / 2 }
        let above = lines.filter { $0.rules[0].rect.y <= document.pages[0].height / 2 }
        if let part = above.first, let mark = document.first("mark")?.ink(on: 0) {
            let gap = part.rules[0].rect.y - mark.bottom
            if !gap.isNear(4 * .millimetre, within: .millimetre) {
                findings.append(
                    Diagnostic(.error, "gongwen.letter-line-top", ["measured": gap.measured], at: part.span))
            }
            findings += order(part, isThickFirst: true)
        }
        guard let part = below.first else {
            return findings + [Diagnostic(.error, "gongwen.letter-line-missing", at: above.first?.span)]
        }
        let bottom = document.pages[0].height - (part.rules.map(\.rect.bottom).max() ?? 0)
        if !bottom.isNear(20 * .millimetre, within: .millimetre) {
            findings.append(
                Diagnostic(.error, "gongwen.letter-line-bottom", ["measured": bottom.measured], at: part.span))
        }
        return findings + order(part, isThickFirst: false)
    }

    private func order(_ part: MarkedPart, isThickFirst: Bool) -> [Diagnostic] {
        let rules = part.rules.map(\.rect).sorted { $0.y < $1.y }
        let isRight = rules.count == 2 && (rules[0].height > rules[1].height) == isThickFirst
        if isRight { return [] }
        let code = isThickFirst ? "gongwen.letter-line-thick" : "gongwen.letter-line-thin"
        return [Diagnostic(.error, code, at: part.span)]
    }
}
