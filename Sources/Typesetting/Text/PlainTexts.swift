import Markup

/// Sets names, numbers, dates and amounts on one line without making paragraphs of them. It takes only texts of which
/// it is sure that the long way gives the same: of one plain style, on one line, of characters that have the same
/// glyphs and places whatever stands beside them. Belongs to one thread.
final class PlainTexts {
    private var styles: [ObjectIdentifier: (style: ComputedStyle, plain: PlainStyle?)] = [:]
    private var alphabets: [Alphabet.Key: Alphabet] = [:]
    private var last: (text: String, style: ComputedStyle, measured: Measured)?

    /// Beyond this many remembered styles, all are forgotten.
    private static let memoryLimit = 5_000
    private static let longest = 80

    /// A text with the places of its glyphs.
    struct Measured {
        var width: Length = 0
        var pieces: [Piece] = []

        /// Neighbours of one face.
        struct Piece {
            var face: FontFace
            var x: Length
            var glyphs: [GlyphRun.Glyph] = []
            var clusters: [GlyphRun.Cluster] = []
            var text = ""

            /// - Parameter room: how many bytes the text has at most; nearly all letters have three, or one.
            init(face: FontFace, x: Length, room: Int) {
                self.face = face
                self.x = x
                glyphs.reserveCapacity(room / 3 + 1)
                clusters.reserveCapacity(room / 3 + 1)
            }

            fileprivate mutating func add(_ letter: Alphabet.Letter, at pen: Length, size: Length) {
                glyphs.append(
                    GlyphRun.Glyph(
                        id: letter.glyph, x: pen - x + size.scaled(letter.xOffset, over: letter.unitsPerEm),
                        y: -size.scaled(letter.yOffset, over: letter.unitsPerEm)))
                clusters.append(GlyphRun.Cluster(bytes: letter.bytes, glyphs: 1))
            }
        }

        fileprivate mutating func close(_ piece: consuming Piece, _ text: String, _ bytes: Range<Int>) {
            piece.text = text.bytes(bytes)
            pieces.append(piece)
        }
    }

    /// The text as the only line of a paragraph, nil where the long way must be taken.
    func line(
        _ text: String, _ style: ComputedStyle, width: Length, shaper: ParagraphShaper
    ) throws -> LineSetter.SetLine? {
        guard let plain = try plain(style, shaper), let measured = try measured(text, style, plain, shaper),
            measured.width <= width
        else { return nil }
        let rest = width - measured.width
        let start =
            switch plain.align {
            case .end, .right: rest
            case .center: rest / 2
            default: 0
            }
        let items = measured.pieces.map { piece in
            FrameItem.glyphs(
                GlyphRun(
                    face: piece.face, size: plain.size, color: plain.color,
                    origin: Point(x: start + piece.x, y: plain.ascent), glyphs: piece.glyphs, text: piece.text,
                    clusters: piece.clusters))
        }
        return LineSetter.SetLine(height: plain.height, baseline: plain.ascent, items: items)
    }

    /// How wide the text is on one line, nil where the long way must be taken.
    func width(_ text: String, _ style: ComputedStyle, shaper: ParagraphShaper) throws -> Length? {
        guard let plain = try plain(style, shaper) else { return nil }
        return try measured(text, style, plain, shaper)?.width
    }

    /// A box that holds but a plain text and has nothing to draw of its own, nil where the long way must be taken.
    /// - Parameters:
    ///   - width: the containing block's.
    ///   - borderBoxWidth: overrides what the style says.
    func frame(
        _ text: String, _ style: ComputedStyle, in width: Length, borderBoxWidth: Length?, shaper: ParagraphShaper
    ) throws -> AtomicFrame? {
        guard let plain = try plain(style, shaper), let edges = plain.bareEdges else { return nil }
        var outer = borderBoxWidth ?? plain.borderBoxWidth
        if outer == nil {
            guard let measured = try measured(text, style, plain, shaper) else { return nil }
            outer = measured.width + edges.horizontal
            if measured.width + edges.horizontal > width - edges.margins { return nil }
        }
        guard let outer, let line = try line(text, style, width: max(0, outer - edges.horizontal), shaper: shaper)
        else { return nil }
        let isInset = edges.left != 0 || edges.top != 0
        return AtomicFrame(
            width: outer, height: line.height + edges.vertical, baseline: line.baseline + edges.top,
            firstBaseline: line.baseline + edges.top, verticalAlign: plain.verticalAlign,
            items: isInset ? line.items.map { $0.moved(x: edges.left, y: edges.top) } : line.items)
    }

    private func plain(_ style: ComputedStyle, _ shaper: ParagraphShaper) throws -> PlainStyle? {
        if let known = styles[ObjectIdentifier(style)] { return known.plain }
        if styles.count >= PlainTexts.memoryLimit { styles.removeAll() }
        var plain: PlainStyle?
        let values = style.values
        if PlainStyle.holds(for: values) {
            let key = Alphabet.Key(
                chain: .init(families: values.fontFamily, weight: values.fontWeight), tabular: values.tabularFigures)
            // A family that nobody knows is refused on the long way, where its place is known.
            if shaper.fonts.chain(families: values.fontFamily, weight: values.fontWeight) != nil {
                let alphabet = alphabets[key] ?? Alphabet(key)
                alphabets[key] = alphabet
                plain = PlainStyle(values, alphabet)
            }
        }
        styles[ObjectIdentifier(style)] = (style, plain)
        return plain
    }

    // MARK: Measuring

    private func measured(
        _ text: String, _ style: ComputedStyle, _ plain: PlainStyle, _ shaper: ParagraphShaper
    ) throws -> Measured? {
        if let last, last.style === style, last.text == text { return last.measured }
        guard !text.isEmpty, text.utf8.count <= PlainTexts.longest else { return nil }
        var measured = Measured()
        var previous: Alphabet.Letter?
        var piece: Measured.Piece?
        // Bytes up to the present piece and the present letter.
        var (start, end) = (0, 0)
        for scalar in text.unicodeScalars {
            guard let letter = try plain.alphabet.letter(scalar, shaper) else { return nil }
            if let previous {
                guard plain.alphabet.mayStand(previous, letter) else { return nil }
                if plain.hasAutospace, previous.meets(letter) { measured.width += plain.size / 8 }
                if plain.trimsMarks, previous.narrows(before: letter) { measured.width -= plain.size / 2 }
            }
            // The blank left of an opening mark behind another is cut off.
            let cut = plain.trimsMarks && previous?.opens == true && letter.opens && letter.canBeHalved
            if cut { measured.width -= plain.size / 2 }
            if previous?.face !== letter.face {
                if let piece { measured.close(piece, text, start..<end) }
                start = end
                piece = Measured.Piece(face: letter.face, x: measured.width, room: text.utf8.count - start)
            }
            piece?.add(letter, at: measured.width, size: plain.size)
            measured.width += plain.size.scaled(letter.advance, over: letter.unitsPerEm)
            previous = letter
            end += letter.bytes
        }
        if let piece { measured.close(piece, text, start..<end) }
        last = (text, style, measured)
        return measured
    }
}

extension String {
    fileprivate func bytes(_ range: Range<Int>) -> String {
        if range == 0..<utf8.count { return self }
        return String(self[utf8.index(startIndex, offsetBy: range.lowerBound)..<utf8.index(
            startIndex, offsetBy: range.upperBound)])
    }
}

/// What a style says about a plain text.
private struct PlainStyle {
    let alphabet: Alphabet
    let size: Length
    let color: Color
    let ascent: Length
    let height: Length
    let align: TextAlign
    let verticalAlign: VerticalAlign
    let hasAutospace: Bool
    let trimsMarks: Bool
    /// Of a box that is nothing but its text; nil where it has something of its own to draw or to obey.
    let bareEdges: BoxEdges?
    let borderBoxWidth: Length?

    init(_ style: StyleValues, _ alphabet: Alphabet) {
        self.alphabet = alphabet
        size = style.fontSize
        color = style.color
        height = style.computedLineHeight
        ascent = style.fontSize.scaled(88, over: 100) + (height - style.fontSize) / 2
        align = style.textAlignLast ?? (style.textAlign == .justify ? .start : style.textAlign)
        hasAutospace = style.textAutospace
        trimsMarks = style.textSpacingTrim != .spaceAll
        verticalAlign = style.verticalAlign
        let edges = BoxEdges(style, in: 0)
        bareEdges = PlainStyle.isBare(style) ? edges : nil
        borderBoxWidth = style.borderBoxWidth(in: 0, edges)
    }

    /// Whether a box of the style shows nothing but its content and is as large as that asks for.
    private static func isBare(_ style: StyleValues) -> Bool {
        func isLength(_ value: Dimension) -> Bool { if case .percent = value { false } else { true } }
        func areLengths(_ edges: Edges<Dimension>) -> Bool {
            isLength(edges.top) && isLength(edges.right) && isLength(edges.bottom) && isLength(edges.left)
        }
        let isSized =
            style.height == .auto && style.minHeight == .zero && style.maxHeight == .auto && style.minWidth == .zero
            && style.maxWidth == .auto && isLength(style.width) && areLengths(style.margin)
            && areLengths(style.padding)
        let isUndrawn =
            style.backgroundColor.alpha == 0 && style.backgroundImage == nil && style.border == Edges(all: .none)
            && style.part == nil && style.transform.isEmpty && !style.overflowHidden
        return isSized && isUndrawn && style.display == .block && style.position != .relative
            && style.columnCount == nil && style.columnWidth == nil
    }

    /// Whether the style asks for nothing but its font, size, colour and alignment.
    static func holds(for style: StyleValues) -> Bool {
        let isHorizontal =
            style.writingMode == .horizontalTB && style.direction == .ltr && style.unicodeBidi == .normal
            && !style.textCombineUpright
        let isUnmarked =
            style.textEmphasis == nil && style.textDecoration.isEmpty && style.handedDecorations.isEmpty
            && !style.visibilityHidden
        let isUnspaced =
            style.letterSpacing == 0 && style.textIndent == .zero && style.characterGrid == nil
            && style.textSpacingTrim != .trimBoth && style.textAlignLast != .justify
        let isCollapsed = style.whiteSpace == .normal || style.whiteSpace == .nowrap
        switch style.verticalAlign {
        case .super, .sub, .length: return false
        default: break
        }
        return isHorizontal && isUnmarked && isUnspaced && isCollapsed && style.fontFeatures.isEmpty
            && style.language == nil
    }
}

/// The characters of a chain of fonts that stand for themselves.
private final class Alphabet {
    struct Key: Hashable {
        let chain: ParagraphShaper.ChainKey
        let tabular: Bool
    }

    final class Letter {
        let scalar: Unicode.Scalar
        let bytes: Int
        let face: FontFace
        let glyph: UInt32
        let unitsPerEm: Int
        let advance, xOffset, yOffset: Int
        let kind: CharacterClass
        /// A mark that is blank in one half.
        let canBeHalved: Bool
        /// An ideograph; no font looks at its neighbours.
        let isIdeograph: Bool
        let takesAutospace: Bool

        init(_ scalar: Unicode.Scalar, _ shaped: FontFace.ShapedGlyph, in face: FontFace, canBeHalved: Bool) {
            let kind = CharacterClass(scalar)
            self.scalar = scalar
            self.face = face
            self.canBeHalved = canBeHalved
            bytes = UTF8.width(scalar)
            glyph = shaped.id
            unitsPerEm = face.unitsPerEm
            advance = Int(shaped.advance)
            xOffset = Int(shaped.xOffset)
            yOffset = Int(shaped.yOffset)
            isIdeograph = scalar.properties.isUnifiedIdeograph
            self.kind = kind.isMark ? kind : isIdeograph ? .ideograph : .alphabetic
            takesAutospace = !isIdeograph && !kind.isMark && CharacterClass.takesAutospace(scalar)
        }

        var isMark: Bool { kind.isMark }
        var opens: Bool { kind == .opening }

        /// Whether the blank half of the mark goes before another.
        func narrows(before next: Letter) -> Bool {
            switch kind {
            case .closing: canBeHalved && next.isMark
            case .pause: canBeHalved && (next.kind == .opening || next.kind == .closing)
            default: false
            }
        }

        func meets(_ next: Letter) -> Bool {
            isIdeograph && next.takesAutospace || takesAutospace && next.isIdeograph
        }
    }

    private let key: Key
    /// In blocks of 256 code points, each empty until one of its characters is asked for; the inner nil says that a
    /// character must be looked at in its text.
    private var letters = [[Letter??]](repeating: [], count: 0x1100)
    /// Pairs that were tried: whether both keep glyph and place beside each other.
    private var pairs: [UInt64: Bool] = [:]
    /// Those of ASCII once more: figures stand beside figures nearly always.
    private var asciiPairs = [Bool](repeating: false, count: 128 * 128)

    init(_ key: Key) { self.key = key }

    /// Nil for a character that must be looked at in its text.
    func letter(_ scalar: Unicode.Scalar, _ shaper: ParagraphShaper) throws -> Letter? {
        let (block, at) = (Int(scalar.value >> 8), Int(scalar.value & 0xFF))
        if letters[block].isEmpty {
            letters[block] = Array(repeating: nil, count: 256)
        } else if let known = letters[block][at] {
            return known
        }
        let made = try make(scalar, shaper)
        letters[block][at] = .some(made)
        return made
    }

    private func make(_ scalar: Unicode.Scalar, _ shaper: ParagraphShaper) throws -> Letter? {
        let isIdeograph = scalar.properties.isUnifiedIdeograph
        let isMark = CharacterClass(scalar).isMark
        let isFigure = (0x30...0x39).contains(scalar.value) || (0x41...0x5A).contains(scalar.value)
        let isSign = ["*", ".", ",", "-", ":", "%", "/", "¥", "(", ")"].contains(scalar)
        guard isIdeograph || isMark || isFigure || isSign,
            let chain = shaper.fonts.chain(families: key.chain.families, weight: key.chain.weight),
            case .face(let index) = try shaper.coverage(of: scalar, key.chain, chain)
        else { return nil }
        let face = chain.faces[index]
        let units = Array(UTF16.encode(scalar)!)
        let alone = face.shape(units[...], tabularFigures: key.tabular)
        guard alone.count == 1, alone[0].id != 0 else { return nil }
        // Marks that are narrow in their font are letters like others.
        if isMark, Int(alone[0].advance) * 10 < face.unitsPerEm * 9 { return nil }
        if !isIdeograph, !stands(units, alone[0], beside: 0x56FD, in: face) { return nil }
        let isOpening = CharacterClass(scalar) == .opening
        let canBeHalved = isMark && shaper.canBeHalved(alone[0].id, face, isOpening: isOpening)
        return Letter(scalar, alone[0], in: face, canBeHalved: canBeHalved)
    }

    /// Whether a character keeps glyph and place before and behind an ideograph.
    private func stands(
        _ units: [UInt16], _ alone: FontFace.ShapedGlyph, beside ideograph: UInt16, in face: FontFace
    ) -> Bool {
        guard let scalar = Unicode.Scalar(ideograph), face.covers(scalar) else { return true }
        let behind = face.shape(([ideograph] + units)[...], tabularFigures: key.tabular)
        let before = face.shape((units + [ideograph])[...], tabularFigures: key.tabular)
        guard behind.count == 2, before.count == 2 else { return false }
        return behind[1].isPlaced(as: alone) && before[0].isPlaced(as: alone)
    }

    /// Whether two characters stand beside each other as each stands alone.
    func mayStand(_ one: Letter, _ other: Letter) -> Bool {
        if one.face !== other.face || one.isIdeograph || other.isIdeograph { return true }
        let isNear = one.scalar.isASCII && other.scalar.isASCII
        let near = isNear ? Int(one.scalar.value << 7 | other.scalar.value) : 0
        if isNear, asciiPairs[near] { return true }
        let pair = UInt64(one.scalar.value) << 32 | UInt64(other.scalar.value)
        if let known = pairs[pair] { return known }
        let units = Array(UTF16.encode(one.scalar)!) + Array(UTF16.encode(other.scalar)!)
        let shaped = one.face.shape(units[...], tabularFigures: key.tabular)
        let keeps =
            shaped.count == 2 && shaped[0].id == one.glyph && Int(shaped[0].advance) == one.advance
            && Int(shaped[0].xOffset) == one.xOffset && Int(shaped[0].yOffset) == one.yOffset
            && shaped[1].id == other.glyph && Int(shaped[1].advance) == other.advance
            && Int(shaped[1].xOffset) == other.xOffset && Int(shaped[1].yOffset) == other.yOffset
        pairs[pair] = keeps
        if isNear { asciiPairs[near] = keeps }
        return keeps
    }
}

extension FontFace.ShapedGlyph {
    fileprivate func isPlaced(as other: FontFace.ShapedGlyph) -> Bool {
        id == other.id && advance == other.advance && xOffset == other.xOffset && yOffset == other.yOffset
    }
}
