import Diagnostics
import Markup

/// Makes paragraphs: itemizes by style and font coverage, shapes, and sets widths. Keeps what it has shaped; one shaper
/// belongs to one thread.
final class ParagraphShaper {
    let fonts: FontCatalog
    private let breaks = LineBreakFinder()
    let setTexts = SetTexts()
    let plainTexts = PlainTexts()
    let sealFrames = SealFrames()
    let nestedBoxes = NestedBoxes()
    let leavingText = LeavingText()
    let cellForms = CellForms()
    /// The images behind the boxes of the document that is being laid out, by their paths.
    var backgrounds: [String: Picture] = [:]
    private var chains: [ChainKey: FontCatalog.Chain] = [:]
    private var coverage: [ChainKey: [UInt32: Coverage]] = [:]
    private var shaped: [ShapeKey: [FontFace.ShapedGlyph]] = [:]
    private var halves: [HalfKey: Bool] = [:]
    /// Of text that is not plain: right-to-left, vertical, in another language.
    var special = SpecialShapes()

    struct ChainKey: Hashable {
        let families: [String]
        let weight: Int
    }

    private struct ShapeKey: Hashable {
        let face: ObjectIdentifier
        let tabular: Bool
        let units: ArraySlice<UInt16>
    }

    private struct HalfKey: Hashable {
        let face: ObjectIdentifier
        let glyph: UInt32
        let isOpening: Bool
    }

    enum Coverage {
        /// Index into the chain's faces.
        case face(Int)
        /// Set in the face of the character before it; the face at the start of a run, if any has it.
        case joins(Int?)
        case missing
    }

    /// Beyond this many remembered runs, all are forgotten.
    private static let memoryLimit = 50_000

    /// Of the document, for text without a language of its own.
    private var language = "zh-CN"

    init(fonts: FontCatalog) { self.fonts = fonts }

    /// Makes ready for a document.
    func begin(language: String) {
        guard language != self.language else { return }
        self.language = language
        setTexts.forget()
    }

    /// - Parameter atom: lays out an atom, given its containing width.
    /// - Throws: `Rejection` naming every character that has no glyph in any font.
    func prepare(
        _ content: InlineContent, style: ComputedStyle, subject: String?,
        atom: (InlineContent.Atom) throws -> AtomicFrame
    ) throws -> Paragraph {
        var paragraph = Paragraph(content: content, style: style)
        paragraph.clusters.reserveCapacity(content.units.count)
        var missing = MissingGlyphs(subject: subject)
        let opportunities = breaks.opportunities(
            in: content.units, strictness: style.values.lineBreak, word: style.values.wordBreak,
            language: style.values.language ?? language)
        var special = SpecialSetting(content, style)
        for (index, run) in content.runs.enumerated() {
            let end = index + 1 < content.runs.count ? content.runs[index + 1].start : content.units.count
            if let special, special.hasItems {
                try appendItems(run, index, run.start..<end, special, to: &paragraph, &missing, atom: atom)
            } else {
                try append(run, index, run.start..<end, to: &paragraph, &missing, atom: atom)
            }
        }
        try missing.list.throwIfErrors()
        for at in paragraph.clusters.indices {
            let last = paragraph.clusters[at].units.upperBound - 1
            paragraph.clusters[at].breakAfter = allowed(opportunities[last], paragraph, at, last)
        }
        if let pitch = style.values.characterGrid {
            CharacterGrid(pitch: pitch).apply(to: &paragraph)
        } else {
            PunctuationWidth.apply(to: &paragraph)
            CJKLatinSpacing.apply(to: &paragraph)
        }
        if special != nil {
            try special?.complete(&paragraph, subject: subject, shaper: self)
            paragraph.special = special
        }
        if !content.leading.isEmpty || !content.trailing.isEmpty { addRoom(to: &paragraph) }
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

    /// Margins, borders and paddings of inline boxes widen the characters beside them.
    private func addRoom(to paragraph: inout Paragraph) {
        for at in paragraph.clusters.indices {
            let units = paragraph.clusters[at].units
            let before = paragraph.content.leading[units.lowerBound] ?? 0
            let behind = paragraph.content.trailing[units.upperBound - 1] ?? 0
            paragraph.clusters[at].shift += before
            paragraph.clusters[at].advance += before + behind
        }
    }

    // MARK: Itemizing

    private func append(
        _ run: InlineContent.Run, _ index: Int, _ range: Range<Int>, to paragraph: inout Paragraph,
        _ missing: inout MissingGlyphs, atom: (InlineContent.Atom) throws -> AtomicFrame
    ) throws {
        let key = ChainKey(families: run.style.values.fontFamily, weight: run.style.values.fontWeight)
        let chain = try chain(key, at: run.span)
        var start = range.lowerBound
        var current: Int?
        var at = range.lowerBound
        func flush(_ end: Int, _ paragraph: inout Paragraph, _ missing: inout MissingGlyphs) {
            if let current, end > start {
                shape(start..<end, with: chain.faces[current], index, run.style, &paragraph, &missing)
            }
            start = end
        }
        while at < range.upperBound {
            let (scalar, length) = ParagraphShaper.scalar(paragraph.content.units, at)
            let found = scalar == "\u{FFFC}" ? paragraph.content.atoms[at] : nil
            if found != nil || scalar == "\n" {
                flush(at, &paragraph, &missing)
                current = nil
                try appendSpecial(found.map(atom), at, run: index, to: &paragraph)
                start = at + 1
            } else {
                var face: Int?
                switch try coverage(of: scalar, key, chain) {
                case .face(let found): face = found
                case .joins(let found): face = current ?? found
                case .missing: break
                }
                if face == nil { missing.add(scalar, paragraph.content, at, run.span) }
                if let face, face != current {
                    flush(at, &paragraph, &missing)
                    current = face
                }
            }
            at += length
        }
        flush(range.upperBound, &paragraph, &missing)
    }

    /// An atom, or a forced line break for nil.
    func appendSpecial(_ atom: AtomicFrame?, _ at: Int, run: Int, to paragraph: inout Paragraph) throws {
        if let atom { paragraph.atoms[paragraph.clusters.count] = atom }
        paragraph.clusters.append(
            Paragraph.Cluster(
                units: at..<at + 1, glyphs: 0..<0, advance: atom?.width ?? 0, face: 0, run: run,
                kind: atom == nil ? .space : .atom, breakAfter: atom == nil ? .mandatory : .none))
    }

    func chain(_ key: ChainKey, at span: SourceSpan) throws -> FontCatalog.Chain {
        if let chain = chains[key] { return chain }
        guard let chain = fonts.chain(families: key.families, weight: key.weight) else {
            let arguments = [
                "families": key.families.joined(separator: ", "), "known": fonts.familyNames.joined(separator: ", "),
            ]
            throw Rejection("font.unknown-family", arguments, at: span)
        }
        chains[key] = chain
        return chain
    }

    /// The first face that covers the scalar. Private-use code points are covered by none: what a font draws there is
    /// its maker's affair, never the character that the sender meant.
    func coverage(
        of scalar: Unicode.Scalar, _ key: ChainKey, _ chain: FontCatalog.Chain
    ) throws -> Coverage {
        if let known = coverage[key]?[scalar.value] { return known }
        let isLatin = (0x21...0x7E).contains(scalar.value)
        let first = scalar.isPrivateUse ? nil : try (isLatin ? chain.latin : nil) ?? chain.first { $0.covers(scalar) }
        let found: Coverage =
            if scalar.isIgnorable { .joins(0) } else if scalar.extendsGrapheme { .joins(first) } else if let first {
                .face(first)
            } else { .missing }
        coverage[key, default: [:]][scalar.value] = found
        return found
    }

    // MARK: Shaping

    private func shape(
        _ range: Range<Int>, with face: FontFace, _ run: Int, _ style: ComputedStyle, _ paragraph: inout Paragraph,
        _ missing: inout MissingGlyphs
    ) {
        let glyphs = glyphs(of: paragraph.content.units[range], face, tabular: style.values.tabularFigures)
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
                if glyph.id == 0 {
                    missing.add(without(face, from..<to, paragraph.content), paragraph.content, from, nil)
                }
                paragraph.glyphs.append(
                    Paragraph.PlacedGlyph(
                        id: glyph.id, x: pen + size.scaled(Int(glyph.xOffset), over: face.unitsPerEm),
                        y: -size.scaled(Int(glyph.yOffset), over: face.unitsPerEm)))
                pen += size.scaled(Int(glyph.advance), over: face.unitsPerEm)
            }
            let kind = kind(of: ParagraphShaper.scalar(paragraph.content.units, from).0, width: pen, size)
            var made = Paragraph.Cluster(
                units: from..<to, glyphs: first..<paragraph.glyphs.count,
                advance: kind == .invisible ? pen : pen + style.values.letterSpacing, face: faceIndex, run: run,
                kind: kind, breakAfter: .none)
            if kind.isMark { made.canBeHalved = canBeHalved(glyphs[at].id, face, isOpening: kind == .opening) }
            paragraph.clusters.append(made)
            at = next
        }
    }

    /// Quotes and stops are full-width in Chinese faces and narrow in Latin ones: the glyph's own width decides.
    func kind(of scalar: Unicode.Scalar, width: Length, _ size: Length) -> CharacterClass {
        if width == 0, scalar.isIgnorable { return .invisible }
        let kind = CharacterClass(scalar)
        return kind.isMark && width < size * 9 / 10 ? .alphabetic : kind
    }

    /// Whether half of a mark can go without touching its ink; a question mark in the middle of its square cannot.
    func canBeHalved(_ glyph: UInt32, _ face: FontFace, isOpening: Bool) -> Bool {
        let key = HalfKey(face: ObjectIdentifier(face), glyph: glyph, isOpening: isOpening)
        if let known = halves[key] { return known }
        let middle = face.unitsPerEm / 2
        let can = face.ink(of: glyph).map { isOpening ? $0.lowerBound >= middle : $0.upperBound <= middle } ?? false
        halves[key] = can
        return can
    }

    /// The first character of a cluster that the face lacks.
    func without(_ face: FontFace, _ units: Range<Int>, _ content: InlineContent) -> Unicode.Scalar {
        let scalars = String(decoding: content.units[units], as: UTF16.self).unicodeScalars
        return scalars.first { !$0.isIgnorable && !face.covers($0) } ?? scalars[scalars.startIndex]
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

extension CharacterClass {
    /// A full-width punctuation mark.
    var isMark: Bool { self == .opening || self == .closing || self == .pause }
}

/// The characters of one paragraph that no font has, each once.
struct MissingGlyphs {
    let subject: String?
    private(set) var list = DiagnosticList()
    private var seen: Set<Unicode.Scalar> = []

    init(subject: String?) { self.subject = subject }

    mutating func add(_ scalar: Unicode.Scalar, _ content: InlineContent, _ at: Int, _ span: SourceSpan?) {
        guard seen.insert(scalar).inserted else { return }
        let hexadecimal = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - hexadecimal.count)) + hexadecimal
        let place = span ?? content.runs.last { $0.start <= at }?.span
        list.error(
            subject == nil ? "font.missing-glyph" : "font.missing-glyph-of",
            [
                "character": String(scalar), "code": code, "text": excerpt(content.units, at), "subject": subject ?? "",
            ], at: place)
    }

    /// The text around a place, short enough for a message.
    private func excerpt(_ units: [UInt16], _ at: Int) -> String {
        let reach = 20
        var start = max(0, at - reach)
        var end = min(units.count, at + reach)
        if start > 0, UTF16.isTrailSurrogate(units[start]) { start += 1 }
        if end < units.count, UTF16.isTrailSurrogate(units[end]) { end += 1 }
        let text = String(decoding: units[start..<end], as: UTF16.self)
        return (start > 0 ? "…" : "") + text + (end < units.count ? "…" : "")
    }
}
