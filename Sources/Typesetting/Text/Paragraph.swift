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
        /// Blank at the left that goes at a line's start with `text-spacing-trim: trim-both`.
        var leadingBlank: Length = 0
        /// Of that, what `text-autospace` put between an ideograph and a letter.
        var gapBehind: Length = 0
        /// Embedding level (UAX #9): odd levels run from right to left.
        var level: UInt8 = 0
        /// Stands upright in a vertical line.
        var isUpright = false
        /// A full-width mark whose ink leaves half of its width blank.
        var canBeHalved = false
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
    /// What only some paragraphs have; nil for plain horizontal text.
    var special: SpecialSetting?

    func size(of cluster: Cluster) -> Length { content.runs[cluster.run].style.values.fontSize }

    /// `text-align`, or `text-align-last` for a line that ends the paragraph or stands before a forced break.
    func alignment(of line: Line) -> TextAlign {
        guard line.isLast else { return style.values.textAlign }
        if let last = style.values.textAlignLast { return last }
        return style.values.textAlign == .justify ? .start : style.values.textAlign
    }

    func text(_ units: Range<Int>) -> String { String(decoding: content.units[units], as: UTF16.self) }
}
