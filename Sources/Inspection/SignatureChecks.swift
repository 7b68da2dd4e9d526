import Diagnostics
import Foundation
import Markup
import Typesetting

/// 发文机关署名、成文日期和印章 (7.3.5).
struct SignatureChecks {
    let document: MarkedDocument

    func findings() -> [Diagnostic] { date() + seals() + neighbours() + places() }

    // MARK: 成文日期

    private func date() -> [Diagnostic] {
        document.all("date").compactMap { part in
            SignatureChecks.isDate(part.text)
                ? nil : Diagnostic(.error, "gongwen.date-form", ["text": part.text], at: part.span)
        }
    }

    /// 2019年10月8日: Arabic, the year in full, no leading zeros.
    static func isDate(_ text: String) -> Bool {
        let parts = text.split(whereSeparator: { "年月日".contains($0) }).map(String.init)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]) else {
            return false
        }
        return (1949...2999).contains(year) && (1...12).contains(month) && (1...31).contains(day)
            && text == "\(year)年\(month)月\(day)日"
    }

    // MARK: 印章

    private struct Seal {
        let part: MarkedPart
        let page: Int
        let box: Rect
    }

    private var allSeals: [Seal] {
        document.all("seal").flatMap { part in
            part.pages.compactMap { page in part.ink(on: page).map { Seal(part: part, page: page, box: $0) } }
        }
    }

    private func seals() -> [Diagnostic] {
        let all = allSeals
        var findings: [Diagnostic] = []
        for part in document.all("seal") { findings += upright(part) }
        for seal in all {
            findings += pressed(seal, isLast: all.last.map { $0.box == seal.box && $0.page == seal.page } ?? false)
        }
        // The first row's top within one line of the body; no page without text.
        if let highest = all.filter({ $0.page == all.first?.page }).min(by: { $0.box.y < $1.box.y }) {
            findings += top(highest)
        }
        return findings
    }

    private func upright(_ part: MarkedPart) -> [Diagnostic] {
        let turns = part.pieces.map { piece -> Int in
            switch piece.item {
            case .path(let path): return path.rotation / 1_000
            case .group(let group):
                // Characters on the rim turn; the figures must not.
                guard case .path? = group.items.first else { return 0 }
                return Int((atan2(Double(group.transform.b), Double(group.transform.a)) * 180 / .pi).rounded())
            default: return 0
            }
        }
        guard let turn = turns.first(where: { $0 != 0 }) else { return [] }
        return [Diagnostic(.error, "gongwen.seal-upright", ["measured": "\(turn)"], at: part.span)]
    }

    /// The seal lies centred on the name of its organ, the last one on the date, too.
    private func pressed(_ seal: Seal, isLast: Bool) -> [Diagnostic] {
        func lines(_ name: String) -> [(line: MarkedLine, ink: Rect)] {
            document.all(name).flatMap(\.lines).filter { $0.page == seal.page }.compactMap { line in
                line.ink.map { (line, $0) }
            }
        }
        func isPressed(_ ink: Rect) -> Bool {
            ink.middle.y > seal.box.y && ink.middle.y < seal.box.bottom && ink.x < seal.box.right
                && ink.right > seal.box.x
        }
        guard let name = lines("signature").first(where: { isPressed($0.ink) }) else {
            return [Diagnostic(.error, "gongwen.seal-misses-name", at: seal.part.span)]
        }
        var findings: [Diagnostic] = []
        var marks = [name.ink]
        if isLast {
            if let date = lines("date").first(where: { isPressed($0.ink) }) { marks.append(date.ink) } else {
                return [Diagnostic(.error, "gongwen.seal-misses-date", at: seal.part.span)]
            }
        }
        let shift = seal.box.middle.x - name.ink.middle.x
        if abs(shift) > 2 * .millimetre {
            findings.append(
                Diagnostic(.error, "gongwen.seal-centre", ["measured": shift.measured], at: seal.part.span))
        }
        // Name and date slightly below the middle; a name alone at it.
        let middle = marks.map(\.middle.y).reduce(0, +) / marks.count
        let drop = middle - seal.box.middle.y
        if drop < -2 * .millimetre || drop > seal.box.height / 4 {
            findings.append(
                Diagnostic(.error, "gongwen.seal-height", ["measured": drop.measured], at: seal.part.span))
        }
        return findings
    }

    private func top(_ seal: Seal) -> [Diagnostic] {
        let above = document.textLines(seal.page).filter { $0.bottom <= seal.box.middle.y }
        guard let last = above.map(\.baseline).max() else {
            return [Diagnostic(.error, "gongwen.seal-alone", ["page": "\(seal.page + 1)"], at: seal.part.span)]
        }
        // The line ends half of what the pitch exceeds the character below it.
        let bottom = last + Grid.sizeThree.scaled(12, over: 100) + (Grid.line - Grid.sizeThree) / 2
        let gap = seal.box.y - bottom
        if gap <= Grid.line, gap > -Grid.line / 4 { return [] }
        return [Diagnostic(.error, "gongwen.seal-top", ["measured": gap.measured], at: seal.part.span)]
    }

    /// Several seals neither touch nor leave the type area.
    private func neighbours() -> [Diagnostic] {
        let all = allSeals
        var findings: [Diagnostic] = []
        for (index, seal) in all.enumerated() {
            let area = document.area(seal.page)
            if seal.box.x < area.x - .millimetre / 2 || seal.box.right > area.right + .millimetre / 2 {
                findings.append(Diagnostic(.error, "gongwen.seal-outside", at: seal.part.span))
            }
            for other in all[..<index] where other.page == seal.page {
                let (dx, dy) = (seal.box.middle.x - other.box.middle.x, seal.box.middle.y - other.box.middle.y)
                let reach = (seal.box.width + other.box.width) / 2
                // Round seals; those of other forms are held apart as if they were.
                if dx * dx + dy * dy <= reach * reach {
                    findings.append(Diagnostic(.error, "gongwen.seals-touch", at: seal.part.span))
                }
            }
        }
        return findings
    }

    // MARK: 署名和日期的位置

    private func places() -> [Diagnostic] {
        let seals = allSeals
        guard let date = document.all("date").last, let line = date.lines.last, let ink = line.ink else { return [] }
        let right = document.area(line.page).right - ink.right
        var findings: [Diagnostic] = []
        if seals.count == 1 || document.first("stamp") != nil {
            if !right.isNear(4 * Grid.character, within: Grid.character / 2) {
                findings.append(Diagnostic(.error, "gongwen.date-right", ["measured": right.measured], at: date.span))
            }
        } else if seals.isEmpty, let signature = document.all("signature").last, let name = signature.lines.last,
            let nameInk = name.ink, document.all("signature").count == 1, !isCentred(nameInk, ink)
        {
            // Without a seal the date begins two characters behind the name.
            let shift = line.left - name.left
            if !shift.isNear(2 * Grid.character, within: Grid.character / 2) {
                findings.append(Diagnostic(.error, "gongwen.date-shift", ["measured": shift.measured], at: date.span))
            }
            let outer = document.area(line.page).right - max(nameInk.right, ink.right)
            if !outer.isNear(2 * Grid.character, within: Grid.character / 2) {
                findings.append(
                    Diagnostic(.error, "gongwen.signature-right", ["measured": outer.measured], at: signature.span))
            }
        }
        return findings
    }

    /// Name over date, as they stand where a seal is to be pressed by hand.
    private func isCentred(_ name: Rect, _ date: Rect) -> Bool {
        name.middle.x.isNear(date.middle.x, within: 2 * .millimetre)
    }
}
