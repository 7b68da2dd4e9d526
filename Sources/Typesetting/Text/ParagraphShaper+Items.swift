import CICU
import Diagnostics
import Markup

/// What has been shaped of text that is not plain.
struct SpecialShapes {
    struct Key: Hashable {
        let face: ObjectIdentifier
        let style: ShapingStyle
        let units: [UInt16]
    }

    struct FormKey: Hashable {
        let face: ObjectIdentifier
        let scalar: Unicode.Scalar
    }

    var glyphs: [Key: [FontFace.ShapedGlyph]] = [:]
    /// Whether a face has a form of a character for vertical lines.
    var forms: [FormKey: Bool] = [:]

    static let memoryLimit = 20_000
}

/// Text that is not plain is cut into items of one face, direction and orientation, and each is shaped as its script
/// and language ask.
extension ParagraphShaper {
    private struct Item: Equatable {
        var face: Int
        var level: UInt8
        var isUpright: Bool
    }

    func appendItems(
        _ run: InlineContent.Run, _ index: Int, _ range: Range<Int>, _ special: SpecialSetting,
        to paragraph: inout Paragraph, _ missing: inout MissingGlyphs,
        atom: (InlineContent.Atom) throws -> AtomicFrame
    ) throws {
        let key = ChainKey(families: run.style.values.fontFamily, weight: run.style.values.fontWeight)
        let chain = try chain(key, at: run.span)
        var start = range.lowerBound
        var current: Item?
        func flush(_ end: Int, _ paragraph: inout Paragraph, _ missing: inout MissingGlyphs) {
            if let current, end > start {
                shapeItem(start..<end, chain.faces[current.face], current, index, run.style, &paragraph, &missing)
            }
            start = end
        }
        var at = range.lowerBound
        while at < range.upperBound {
            let (scalar, length) = ParagraphShaper.scalar(paragraph.content.units, at)
            let level = special.levels.isEmpty ? 0 : special.levels[at]
            let found = scalar == "\u{FFFC}" ? paragraph.content.atoms[at] : nil
            if found != nil || scalar == "\n" {
                flush(at, &paragraph, &missing)
                current = nil
                try appendSpecial(found.map(atom), at, run: index, to: &paragraph)
                paragraph.clusters[paragraph.clusters.count - 1].level = level
                start = at + 1
            } else {
                let next = at + length < range.upperBound ? paragraph.content.units[at + length] : 0
                let found = try item(scalar, next: next, at, run, current, special, paragraph.content, key, chain)
                if found == nil { missing.add(scalar, paragraph.content, at, run.span) }
                if var found, found != current {
                    found.level = level
                    if found != current {
                        flush(at, &paragraph, &missing)
                        current = found
                    }
                }
            }
            at += length
        }
        flush(range.upperBound, &paragraph, &missing)
    }

    /// The item that a character belongs to; nil when no font has it.
    private func item(
        _ scalar: Unicode.Scalar, next: UInt16, _ at: Int, _ run: InlineContent.Run, _ current: Item?,
        _ special: SpecialSetting, _ content: InlineContent, _ key: ChainKey, _ chain: FontCatalog.Chain
    ) throws -> Item? {
        let level = special.levels.isEmpty ? 0 : special.levels[at]
        // Suffixes hang on their word by a narrow space, which must be shaped with it.
        if scalar == "\u{202F}", let current, chain.faces[current.face].covers(scalar) { return current }
        let known = try coverage(of: scalar, key, chain)
        if case .joins(let own) = known {
            let first = own.map { Item(face: $0, level: level, isUpright: false) }
            guard var joined = current ?? first else { return nil }
            joined.level = current?.level ?? level
            return joined
        }
        var face: Int?
        if case .face(let first) = known { face = first }
        if next >= 0xFE00 || next == 0xDB40, let selector = variation(content.units, at, scalar) {
            face = try chain.first { $0.covers(scalar, variation: selector) } ?? face
        }
        guard let face else { return nil }
        guard special.isVertical else { return Item(face: face, level: level, isUpright: false) }
        let orientation = run.style.values.textOrientation
        if orientation == .sideways { return Item(face: face, level: level, isUpright: false) }
        switch zj_vertical_orientation(scalar.value) {
        case 3: return Item(face: face, level: level, isUpright: true)
        case 1, 2:
            // Marks take the form for vertical lines from the first face that has one.
            if let formed = try chain.first(where: { hasVerticalForm(scalar, $0) }) {
                return Item(face: formed, level: level, isUpright: true)
            }
            let isUpright = zj_vertical_orientation(scalar.value) == 2 || orientation == .upright
            return Item(face: face, level: level, isUpright: isUpright)
        default:
            if isChineseQuote(scalar), let formed = try chain.first(where: { hasVerticalForm(scalar, $0) }) {
                return Item(face: formed, level: level, isUpright: true)
            }
            return Item(face: face, level: level, isUpright: orientation == .upright)
        }
    }

    /// Quotation marks of Chinese text have forms for vertical lines, though Unicode counts them as Latin.
    private func isChineseQuote(_ scalar: Unicode.Scalar) -> Bool { "‘’“”".unicodeScalars.contains(scalar) }

    /// The variation selector behind a character.
    private func variation(_ units: [UInt16], _ at: Int, _ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let behind = at + UTF16.width(scalar)
        guard behind < units.count else { return nil }
        let next = ParagraphShaper.scalar(units, behind).0
        return next.properties.isVariationSelector ? next : nil
    }

    private func hasVerticalForm(_ scalar: Unicode.Scalar, _ face: FontFace) -> Bool {
        let key = SpecialShapes.FormKey(face: ObjectIdentifier(face), scalar: scalar)
        if let known = special.forms[key] { return known }
        let has = face.verticalGlyph(of: scalar) != nil
        special.forms[key] = has
        return has
    }

    // MARK: Shaping

    private func shapeItem(
        _ range: Range<Int>, _ face: FontFace, _ item: Item, _ run: Int, _ style: ComputedStyle,
        _ paragraph: inout Paragraph, _ missing: inout MissingGlyphs
    ) {
        let shaping = ShapingStyle(
            style.values, direction: item.level % 2 == 1 ? .rightToLeft : .leftToRight, isUpright: item.isUpright)
        let glyphs = glyphs(of: Array(paragraph.content.units[range]), face, shaping)
        let faceIndex = paragraph.faces.firstIndex(of: face) ?? paragraph.faces.endIndex
        if faceIndex == paragraph.faces.endIndex { paragraph.faces.append(face) }
        var at = 0
        while at < glyphs.count {
            let cluster = glyphs[at].cluster
            var next = at + 1
            while next < glyphs.count, glyphs[next].cluster == cluster { next += 1 }
            let from = range.lowerBound + Int(cluster)
            let to = next < glyphs.count ? range.lowerBound + Int(glyphs[next].cluster) : range.upperBound
            var own = Array(glyphs[at..<next])
            if own.contains(where: { $0.id == 0 }) {
                // A joiner or selector that the font does not know shows nothing.
                if hasAll(face, from..<to, paragraph.content) { own.removeAll { $0.id == 0 } } else {
                    missing.add(without(face, from..<to, paragraph.content), paragraph.content, from, nil)
                }
            }
            var made = Paragraph.Cluster(
                units: from..<to, glyphs: 0..<0, advance: 0, face: faceIndex, run: run, kind: .alphabetic,
                breakAfter: .none)
            made.level = item.level
            made.isUpright = item.isUpright
            place(own, face, style.values, &made, &paragraph)
            paragraph.clusters.append(made)
            at = next
        }
    }

    /// Whether a face has every character of a cluster that shows something.
    private func hasAll(_ face: FontFace, _ units: Range<Int>, _ content: InlineContent) -> Bool {
        let text = String(decoding: content.units[units], as: UTF16.self)
        return text.unicodeScalars.allSatisfy { $0.isIgnorable || face.covers($0) }
    }

    private func glyphs(of units: [UInt16], _ face: FontFace, _ style: ShapingStyle) -> [FontFace.ShapedGlyph] {
        let key = SpecialShapes.Key(face: ObjectIdentifier(face), style: style, units: units)
        if let known = special.glyphs[key] { return known }
        let glyphs = face.shape(units[...], style)
        if special.glyphs.count >= SpecialShapes.memoryLimit { special.glyphs.removeAll() }
        special.glyphs[key] = glyphs
        return glyphs
    }

    /// Puts the glyphs of a cluster about its start, and says how it takes part in the line. Upright ones stand in an
    /// em square, whose middle line is the line's axis: x is from the axis, y from the square's top.
    private func place(
        _ glyphs: [FontFace.ShapedGlyph], _ face: FontFace, _ style: StyleValues,
        _ cluster: inout Paragraph.Cluster, _ paragraph: inout Paragraph
    ) {
        let size = style.fontSize
        let first = paragraph.glyphs.count
        let natural = glyphs.reduce(0) { $0 + size.scaled(Int($1.advance), over: face.unitsPerEm) }
        var pen: Length = cluster.isUpright ? -natural / 2 : 0
        let base = cluster.isUpright ? size.scaled(88, over: 100) : 0
        for glyph in glyphs {
            paragraph.glyphs.append(
                Paragraph.PlacedGlyph(
                    id: glyph.id, x: pen + size.scaled(Int(glyph.xOffset), over: face.unitsPerEm),
                    y: base - size.scaled(Int(glyph.yOffset), over: face.unitsPerEm)))
            pen += size.scaled(Int(glyph.advance), over: face.unitsPerEm)
        }
        cluster.glyphs = first..<paragraph.glyphs.count
        let width = cluster.isUpright && natural > 0 ? size : natural
        let scalar = ParagraphShaper.scalar(paragraph.content.units, cluster.units.lowerBound).0
        cluster.kind = kind(of: scalar, width: width, size)
        // Hair spaces and the like are no ideographs, though they stand upright.
        if cluster.isUpright, cluster.kind == .alphabetic, natural > size * 3 / 4 { cluster.kind = .ideograph }
        // Joined letters stay joined.
        let isJoined = cluster.level % 2 == 1 || (0x1800...0x18AF).contains(scalar.value)
        cluster.advance = cluster.kind == .invisible || isJoined ? width : width + style.letterSpacing
        guard cluster.kind.isMark, let glyph = glyphs.first?.id else { return }
        let ink = cluster.isUpright ? face.inkDown(of: glyph) : face.ink(of: glyph)
        let middle = face.unitsPerEm / 2
        cluster.canBeHalved =
            ink.map { cluster.kind == .opening ? $0.lowerBound >= middle : $0.upperBound <= middle } ?? false
    }
}
