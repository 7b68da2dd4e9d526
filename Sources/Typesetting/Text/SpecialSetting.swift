import CICU
import Markup

/// What only some paragraphs have: text from right to left, vertical lines, ruby, marks of emphasis, lines under or
/// through the text, other scripts and languages. A paragraph without any of it takes the short way.
struct SpecialSetting {
    /// Base text with its annotation.
    struct Ruby {
        var clusters: Range<Int>
        var annotation: Paragraph
        var line: Line
        var isUnder: Bool
        var align: RubyAlign
    }

    var isVertical = false
    /// In `vertical-lr` lines follow each other to the right, while what is above a letter lies at the right, too.
    var isFlipped = false
    /// 1 for a paragraph from right to left.
    var baseLevel: UInt8 = 0
    /// The level of each unit; empty when all run from left to right.
    var levels: [UInt8] = []
    var ruby: [Ruby] = []
    /// Marks of emphasis by the identity of the style that asks for them.
    var marks: [ObjectIdentifier: EmphasisMark] = [:]
    /// Whether text must be cut into items of one direction, orientation, language and set of features.
    var hasItems = false

    /// Nil for a paragraph that is plain.
    init?(_ content: InlineContent, _ style: ComputedStyle) {
        let values = style.values
        isVertical = values.writingMode != .horizontalTB
        isFlipped = values.writingMode == .verticalLR
        var runsLeft = false
        for unit in content.units where SpecialSetting.maySayMore(unit) {
            runsLeft = runsLeft || SpecialSetting.mayRunLeft(unit)
            hasItems = hasItems || SpecialSetting.asksForItems(unit)
        }
        let isBidi =
            values.direction == .rtl || !content.bidiControls.isEmpty || values.unicodeBidi != .normal || runsLeft
        var isMarked = !content.ruby.isEmpty
        for run in content.runs {
            let style = run.style.values
            if !style.fontFeatures.isEmpty || style.language != nil { hasItems = true }
            if style.textEmphasis != nil || !run.decorating.isEmpty { isMarked = true }
        }
        hasItems = hasItems || isVertical || isBidi
        guard hasItems || isMarked else { return nil }
        if isBidi { resolve(content, values) }
    }

    // MARK: What a unit may mean

    /// Whether a unit must be looked at: Latin text, ideographs and their marks are plain.
    private static func maySayMore(_ unit: UInt16) -> Bool {
        unit >= 0x590 && (unit < 0x3000 || unit >= 0xD800)
    }

    /// Letters and controls that run from right to left: Hebrew, Arabic and their neighbours.
    private static func mayRunLeft(_ unit: UInt16) -> Bool {
        switch unit {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC: return true
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: return true
        // The lead surrogates of U+10800…10FFF and U+1E800…1EFFF
        case 0xD802, 0xD803, 0xD83A, 0xD83B: return true
        default: return false
        }
    }

    /// Mongolian, which is one word over its separators, and variation selectors.
    private static func asksForItems(_ unit: UInt16) -> Bool {
        (0x1800...0x18AF).contains(unit) || unit == 0x202F || (0xFE00...0xFE0F).contains(unit) || unit == 0xDB40
    }

    // MARK: Bidirectional text

    /// Asks ICU for the levels of the text, with the controls of `unicode-bidi` put in and taken out again.
    private mutating func resolve(_ content: InlineContent, _ style: StyleValues) {
        var text: [UInt16] = []
        var places: [Int] = []
        var controls = content.bidiControls[...]
        func put(_ control: UInt16) {
            text.append(control)
            places.append(-1)
        }
        if style.unicodeBidi == .bidiOverride, let own = style.bidiControls { put(own.open) }
        for at in 0...content.units.count {
            while let control = controls.first, control.unit <= at {
                put(control.control)
                controls.removeFirst()
            }
            guard at < content.units.count else { break }
            text.append(content.units[at])
            places.append(at)
        }
        var found = [UInt8](repeating: 0, count: text.count)
        let base: Int32 = style.unicodeBidi == .plaintext ? -1 : style.direction == .rtl ? 1 : 0
        let level = zj_bidi_levels(text, Int32(text.count), base, &found)
        precondition(level >= 0, "ICU refuses well-formed text")
        baseLevel = UInt8(level)
        guard level > 0 || found.contains(where: { $0 > 0 }) else { return }
        levels = [UInt8](repeating: 0, count: content.units.count)
        for (index, at) in places.enumerated() where at >= 0 { levels[at] = found[index] }
    }

    /// The clusters of a line from left to right (UAX #9, L2).
    static func visualOrder(_ line: Range<Int>, _ clusters: [Paragraph.Cluster]) -> [Int] {
        var order = Array(line)
        guard let highest = line.map({ clusters[$0].level }).max(), highest > 0 else { return order }
        for level in stride(from: highest, through: 1, by: -1) {
            var start = 0
            while start < order.count {
                guard clusters[order[start]].level >= level else {
                    start += 1
                    continue
                }
                var end = start
                while end < order.count, clusters[order[end]].level >= level { end += 1 }
                order[start..<end].reverse()
                start = end
            }
        }
        return order
    }

    // MARK: Completing

    /// Adds what needs the shaped text: annotations and marks.
    mutating func complete(_ paragraph: inout Paragraph, subject: String?, shaper: ParagraphShaper) throws {
        if isVertical { keepCombinedWithUnits(&paragraph) }
        if !levels.isEmpty { dropGapsBesideRightToLeft(&paragraph) }
        for pair in paragraph.content.ruby {
            if let set = try RubySetting.set(pair, &paragraph, subject: subject, shaper: shaper) { ruby.append(set) }
        }
        for run in paragraph.content.runs {
            let key = ObjectIdentifier(run.style)
            if run.style.values.textEmphasis != nil, marks[key] == nil {
                marks[key] = try shaper.emphasisMark(run.style, at: run.span, isVertical: isVertical)
            }
        }
    }

    /// A figure set 纵中横 keeps its unit, as any other figure does.
    private func keepCombinedWithUnits(_ paragraph: inout Paragraph) {
        let text = paragraph.content.units
        for at in paragraph.atoms.keys {
            let place = paragraph.clusters[at].units.lowerBound
            guard case .box(let box) = paragraph.content.atoms[place], box.isCombined else { continue }
            if place + 1 < text.count, LineBreakTailoring.belongsToFigure(text[place + 1]) {
                paragraph.clusters[at].breakAfter = .none
            }
            if place > 0, at > 0, LineBreakTailoring.leadsFigure(text[place - 1]) {
                paragraph.clusters[at - 1].breakAfter = .none
            }
        }
    }

    /// The gap between ideographs and letters stands behind the letter, which in right-to-left text is the wrong side.
    private func dropGapsBesideRightToLeft(_ paragraph: inout Paragraph) {
        for at in paragraph.clusters.indices.dropLast() where paragraph.clusters[at].gapBehind > 0 {
            guard paragraph.clusters[at].level % 2 == 1 || paragraph.clusters[at + 1].level % 2 == 1 else { continue }
            let gap = paragraph.clusters[at].gapBehind
            paragraph.clusters[at].advance -= gap
            paragraph.clusters[at].trailingBlank -= gap
            paragraph.clusters[at].gapBehind = 0
        }
    }
}
