import Diagnostics
import Markup

/// A paragraph made ready for breaking into lines: its characters as clusters of shaped glyphs with their widths, and
/// where a line may end. Independent of the line width.
struct Paragraph {
    /// What a line takes or leaves as a whole.
    struct Cluster {
        /// UTF-16 units of the text.
        var units: Range<Int>
        var glyphs: Range<Int>
        var advance: Length
        /// How far the glyphs move right inside the advance; negative where the blank left of an opening mark is cut.
        var shift: Length = 0
        /// Index into `faces`; of no meaning for atoms.
        var face: Int
        /// Index into `content.runs`.
        var run: Int
        var kind: CharacterClass
        var breakAfter: LineBreakFinder.Opportunity
        /// Blank at the right that may go at a line's end or when a line is too full.
        var trailingBlank: Length = 0
    }

    struct PlacedGlyph {
        var id: UInt32
        /// From the cluster's left edge.
        var x, y: Length
    }

    let content: InlineContent
    let style: ComputedStyle
    var clusters: [Cluster] = []
    var glyphs: [PlacedGlyph] = []
    var faces: [FontFace] = []
    /// Atoms laid out, by their cluster's index.
    var atoms: [Int: AtomicFrame] = [:]

    func size(of cluster: Cluster) -> Length { content.runs[cluster.run].style.values.fontSize }

    func text(_ units: Range<Int>) -> String { String(decoding: content.units[units], as: UTF16.self) }
}

/// Makes paragraphs: itemizes by style and font coverage, shapes, and sets widths. Keeps what it has shaped; one shaper
/// belongs to one thread.
final class ParagraphShaper {
    private let fonts: FontCatalog
    private let breaks = LineBreakFinder()
    private var chains: [ChainKey: FontCatalog.Chain] = [:]
    private var coverage: [ChainKey: [UInt32: Int]] = [:]
    private var shaped: [ShapeKey: [FontFace.ShapedGlyph]] = [:]

    private struct ChainKey: Hashable {
        let families: [String]
        let weight: Int
    }

    private struct ShapeKey: Hashable {
        let face: ObjectIdentifier
        let tabular: Bool
        let units: ArraySlice<UInt16>
    }

    /// Beyond this many remembered runs, all are forgotten.
    private static let memoryLimit = 50_000

    init(fonts: FontCatalog) { self.fonts = fonts }

    /// - Parameter atom: lays out an atom, given its containing width.
    /// - Throws: `Rejection` when a character has no glyph in any font.
    func prepare(
        _ content: InlineContent, style: ComputedStyle, subject: String?,
        atom: (InlineContent.Atom) throws -> AtomicFrame
    ) throws -> Paragraph {
        var paragraph = Paragraph(content: content, style: style)
        paragraph.clusters.reserveCapacity(content.units.count)
        let opportunities = breaks.opportunities(
            in: content.units, strictness: style.values.lineBreak, word: style.values.wordBreak)
        for (index, run) in content.runs.enumerated() {
            let end = index + 1 < content.runs.count ? content.runs[index + 1].start : content.units.count
            try append(run, index, run.start..<end, to: &paragraph, subject: subject, atom: atom)
        }
        for at in paragraph.clusters.indices {
            let last = paragraph.clusters[at].units.upperBound - 1
            paragraph.clusters[at].breakAfter = allowed(opportunities[last], paragraph, at, last)
        }
        PunctuationWidth.apply(to: &paragraph)
        CJKLatinSpacing.apply(to: &paragraph)
        return paragraph
    }

    private func allowed(
        _ found: LineBreakFinder.Opportunity, _ paragraph: Paragraph, _ at: Int, _ last: Int
    ) -> LineBreakFinder.Opportunity {
        let style = paragraph.content.runs[paragraph.clusters[at].run].style.values
        if paragraph.content.units[last] == 0x0A { return .mandatory }
        if found == .mandatory { return .allowed }  // the end of the text
        let mode = style.whiteSpace
        if mode == .nowrap || mode == .pre { return .none }
        return style.lineBreak == .anywhere ? .allowed : found
    }

    // MARK: Itemizing

    private func append(
        _ run: InlineContent.Run, _ index: Int, _ range: Range<Int>, to paragraph: inout Paragraph, subject: String?,
        atom: (InlineContent.Atom) throws -> AtomicFrame
    ) throws {
        let key = ChainKey(families: run.style.values.fontFamily, weight: run.style.values.fontWeight)
        let chain = chain(key)
        var start = range.lowerBound
        var current: Int?
        var at = range.lowerBound
        func flush(_ end: Int, _ paragraph: inout Paragraph) {
            if let current, end > start {
                shape(start..<end, with: chain.faces[current], index, run.style, &paragraph)
            }
            start = end
        }
        while at < range.upperBound {
            let (scalar, length) = ParagraphShaper.scalar(paragraph.content.units, at)
            if scalar == "\u{FFFC}", let found = paragraph.content.atoms[at] {
                flush(at, &paragraph)
                current = nil
                let frame = try atom(found)
                paragraph.atoms[paragraph.clusters.count] = frame
                paragraph.clusters.append(
                    Paragraph.Cluster(
                        units: at..<at + 1, glyphs: 0..<0, advance: frame.width, face: 0, run: index, kind: .atom,
                        breakAfter: .none))
                start = at + 1
            } else if scalar == "\n" {
                flush(at, &paragraph)
                current = nil
                paragraph.clusters.append(
                    Paragraph.Cluster(
                        units: at..<at + 1, glyphs: 0..<0, advance: 0, face: 0, run: index, kind: .space,
                        breakAfter: .mandatory))
                start = at + 1
            } else if !(scalar.extendsGrapheme && current != nil) {
                guard let face = face(for: scalar, key, chain) else {
                    throw missingGlyph(scalar, paragraph.text(0..<paragraph.content.units.count), run.span, subject)
                }
                if face != current {
                    flush(at, &paragraph)
                    current = face
                }
            }
            at += length
        }
        flush(range.upperBound, &paragraph)
    }

    private func chain(_ key: ChainKey) -> FontCatalog.Chain {
        if let chain = chains[key] { return chain }
        let chain = fonts.chain(families: key.families, weight: key.weight)
        chains[key] = chain
        return chain
    }

    /// The first face that covers the scalar. Private-use code points are covered by none: what a font draws there is
    /// its maker's affair, never the character that the sender meant.
    private func face(for scalar: Unicode.Scalar, _ key: ChainKey, _ chain: FontCatalog.Chain) -> Int? {
        if let known = coverage[key]?[scalar.value] { return known >= 0 ? known : nil }
        let isLatin = (0x21...0x7E).contains(scalar.value)
        let found =
            scalar.isPrivateUse ? nil : (isLatin ? chain.latin : nil) ?? chain.faces.firstIndex { $0.covers(scalar) }
        coverage[key, default: [:]][scalar.value] = found ?? -1
        return found
    }

    private func missingGlyph(
        _ scalar: Unicode.Scalar, _ text: String, _ span: SourceSpan, _ subject: String?
    ) -> Rejection {
        let hexadecimal = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - hexadecimal.count)) + hexadecimal
        return Rejection(
            subject == nil ? "font.missing-glyph" : "font.missing-glyph-of",
            ["character": String(scalar), "code": code, "text": text, "subject": subject ?? ""], at: span)
    }

    // MARK: Shaping

    private func shape(
        _ range: Range<Int>, with face: FontFace, _ run: Int, _ style: ComputedStyle, _ paragraph: inout Paragraph
    ) {
        let units = paragraph.content.units[range]
        let glyphs = glyphs(of: units, face, tabular: style.values.tabularFigures)
        let faceIndex = paragraph.faces.firstIndex(of: face) ?? paragraph.faces.endIndex
        if faceIndex == paragraph.faces.endIndex { paragraph.faces.append(face) }
        let size = style.values.fontSize
        var at = 0
        while at < glyphs.count {
            let cluster = glyphs[at].cluster
            var next = at + 1
            while next < glyphs.count, glyphs[next].cluster == cluster { next += 1 }
            let from = range.lowerBound + Int(cluster)
            let to = next < glyphs.count ? range.lowerBound + Int(glyphs[next].cluster) : range.upperBound
            var pen: Length = 0
            let first = paragraph.glyphs.count
            for glyph in glyphs[at..<next] {
                paragraph.glyphs.append(
                    Paragraph.PlacedGlyph(
                        id: glyph.id, x: pen + size.scaled(Int(glyph.xOffset), over: face.unitsPerEm),
                        y: -size.scaled(Int(glyph.yOffset), over: face.unitsPerEm)))
                pen += size.scaled(Int(glyph.advance), over: face.unitsPerEm)
            }
            let scalar = ParagraphShaper.scalar(paragraph.content.units, from).0
            paragraph.clusters.append(
                Paragraph.Cluster(
                    units: from..<to, glyphs: first..<paragraph.glyphs.count, advance: pen + style.values.letterSpacing,
                    face: faceIndex, run: run, kind: CharacterClass(scalar), breakAfter: .none))
            at = next
        }
    }

    private func glyphs(of units: ArraySlice<UInt16>, _ face: FontFace, tabular: Bool) -> [FontFace.ShapedGlyph] {
        let key = ShapeKey(face: ObjectIdentifier(face), tabular: tabular, units: units)
        if let known = shaped[key] { return known }
        let glyphs = face.shape(units, tabularFigures: tabular)
        if shaped.count >= ParagraphShaper.memoryLimit { shaped.removeAll() }
        // A copy of its own, so that the cache does not keep the paragraph's whole text alive.
        shaped[ShapeKey(face: key.face, tabular: tabular, units: ArraySlice(Array(units)))] = glyphs
        return glyphs
    }

    static func scalar(_ units: [UInt16], _ at: Int) -> (Unicode.Scalar, Int) {
        let unit = units[at]
        if UTF16.isLeadSurrogate(unit), at + 1 < units.count, UTF16.isTrailSurrogate(units[at + 1]) {
            let value = 0x10000 + (UInt32(unit) - 0xD800) << 10 + UInt32(units[at + 1]) - 0xDC00
            return (Unicode.Scalar(value) ?? "\u{FFFD}", 2)
        }
        return (Unicode.Scalar(unit) ?? "\u{FFFD}", 1)
    }
}
