import Diagnostics
import Markup

/// 着重号: the mark set at each character, half the size of the text (CSS Text Decoration 3, 3).
struct EmphasisMark {
    let face: FontFace
    let glyph: UInt32
    let size: Length
    let color: Color
    /// The ink of the glyph, from its origin, y down.
    let ink: Rect
    let isUnder: Bool

    /// Between the em square of the text and the ink of the mark.
    let distance: Length

    /// What the mark needs beyond the em square.
    func reach(isVertical: Bool) -> Length { distance + (isVertical ? ink.width : ink.height) }
}

extension ParagraphShaper {
    /// The mark that a style asks for; nil when it asks for none.
    func emphasisMark(_ style: ComputedStyle, at span: SourceSpan, isVertical: Bool) throws -> EmphasisMark? {
        let values = style.values
        guard let scalar = values.textEmphasis?.unicodeScalars.first else { return nil }
        let key = ChainKey(families: values.fontFamily, weight: values.fontWeight)
        let chain = try chain(key, at: span)
        guard case .face(let index) = try coverage(of: scalar, key, chain),
            let glyph = chain.faces[index].shape(ArraySlice(UTF16.encode(scalar)!), .plain).first?.id,
            let box = chain.faces[index].inkBox(of: glyph)
        else {
            let arguments = ["mark": values.textEmphasis ?? ""]
            throw Rejection("font.missing-emphasis-mark", arguments, at: span)
        }
        let face = chain.faces[index]
        // Half the size of the text; a dot is drawn large enough to be seen.
        let widest = max(box.x.count, box.y.count)
        let least = values.fontSize.scaled(face.unitsPerEm, over: max(1, widest)).scaled(17, over: 100)
        let size = min(max(values.fontSize / 2, least), 2 * values.fontSize)
        func length(_ units: Int) -> Length { size.scaled(units, over: face.unitsPerEm) }
        let ink = Rect(
            x: length(box.x.lowerBound), y: -length(box.y.upperBound), width: length(box.x.count),
            height: length(box.y.count))
        return EmphasisMark(
            face: face, glyph: glyph, size: size, color: values.textEmphasisColor ?? values.color, ink: ink,
            isUnder: values.textEmphasisUnder && !isVertical, distance: values.fontSize / 20)
    }
}

extension Paragraph {
    /// Whether a cluster takes a mark of emphasis: letters, figures and ideographs do, marks and spaces do not.
    func takesEmphasis(_ cluster: Cluster) -> Bool {
        guard cluster.kind == .ideograph || cluster.kind == .alphabetic, !cluster.glyphs.isEmpty else { return false }
        switch ParagraphShaper.scalar(content.units, cluster.units.lowerBound).0.properties.generalCategory {
        case .spaceSeparator, .control, .format, .unassigned, .openPunctuation, .closePunctuation, .dashPunctuation,
            .connectorPunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation:
            return false
        default: return true
        }
    }
}
