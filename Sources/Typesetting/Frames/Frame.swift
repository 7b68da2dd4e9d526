import Diagnostics
import Markup

/// What stands at fixed places on paper: the contract between layout and every writer. Origin at the top left, x to the
/// right, y down, lengths in `Length` units. Items are drawn in order.
package struct Page: Sendable {
    /// Counted from 1 within its document.
    package var number: Int
    package var width: Length
    package var height: Length
    package var items: [FrameItem]
    /// Headings that start on this page, in order.
    package var outline: [OutlineEntry]
    /// Where links with `#name` lead.
    package var destinations: [Destination] = []
    /// 版心: the page without its margins.
    package var typeArea: Rect?
    /// The page's number as it is printed, for the viewer's page box; nil where none is.
    package var label: String?
}

package struct Destination: Hashable, Sendable {
    package var name: String
    package var y: Length
    package init(name: String, y: Length) {
        self.name = name
        self.y = y
    }
}

package struct OutlineEntry: Hashable, Sendable {
    package var level: Int
    package var title: String
    package var y: Length

    package init(level: Int, title: String, y: Length) {
        (self.level, self.title, self.y) = (level, title, y)
    }
}

package struct Point: Hashable, Sendable {
    package var x, y: Length
    package init(x: Length, y: Length) {
        self.x = x
        self.y = y
    }
}

package struct Rect: Hashable, Sendable {
    package var x, y, width, height: Length
    package init(x: Length, y: Length, width: Length, height: Length) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

package enum FrameItem: Sendable {
    case glyphs(GlyphRun)
    case fill(Rect, Color)
    case path(Path)
    /// Drawn by the writer from its data, so that one may use vectors and another a mask. Quiet zone not included.
    case barCode(BarCode, Rect)
    /// A URL, or `#name` for a destination of the same document.
    case link(Rect, String)
    case picture(Picture, Rect)
    indirect case group(FrameGroup)
    /// The structure of the document for readers that read aloud; only when asked for.
    case tag(Tag)
    /// Where a named part of the document (`-zj-part`) begins or ends. Nothing is drawn.
    indirect case part(PartMark)

    package func moved(x: Length, y: Length) -> FrameItem {
        switch self {
        case .glyphs(var run):
            run.origin.x += x
            run.origin.y += y
            return .glyphs(run)
        case .fill(var rect, let color):
            rect.x += x
            rect.y += y
            return .fill(rect, color)
        case .path(var path):
            path.origin.x += x
            path.origin.y += y
            return .path(path)
        case .barCode(let code, var rect):
            rect.x += x
            rect.y += y
            return .barCode(code, rect)
        case .link(var rect, let target):
            rect.x += x
            rect.y += y
            return .link(rect, target)
        case .picture(let picture, var rect):
            rect.x += x
            rect.y += y
            return .picture(picture, rect)
        case .group(var group):
            group.origin.x += x
            group.origin.y += y
            return .group(group)
        case .tag, .part: return self
        }
    }
}

/// Items drawn together, about a zero of their own: transformed, clipped, or both.
package struct FrameGroup: Sendable {
    /// Where the group's own zero stands.
    package var origin: Point
    /// Applied about the group's zero before it is moved to `origin`.
    package var transform = Transform.identity
    /// In the group's own coordinates: what lies outside is not drawn.
    package var clip: Path?
    package var items: [FrameItem]

    package init(origin: Point, transform: Transform = .identity, clip: Path? = nil, items: [FrameItem]) {
        self.origin = origin
        self.transform = transform
        self.clip = clip
        self.items = items
    }
}

/// x' = a·x + c·y + e, y' = b·x + d·y + f; factors in millionths, so that frames compare exactly.
package struct Transform: Hashable, Sendable {
    package var a, b, c, d: Int
    package var e, f: Length

    package init(a: Int, b: Int, c: Int, d: Int, e: Length, f: Length) {
        (self.a, self.b, self.c, self.d, self.e, self.f) = (a, b, c, d, e, f)
    }

    package static let identity = Transform(a: 1_000_000, b: 0, c: 0, d: 1_000_000, e: 0, f: 0)
}

/// A part of the structure begins or ends. A part that goes on over pages is closed at the foot of each and opened
/// again on the next with the same number.
package enum Tag: Hashable, Sendable {
    case begin(StructureRole, number: Int)
    case end
    /// What is no content: running heads, page numbers, repeated heads of tables, backgrounds.
    case beginArtifact
}

/// The items between the two marks belong to the part; parts may stand in parts. A part that flows is marked anew for
/// each of its lines.
package enum PartMark: Hashable, Sendable {
    /// - Parameter isContinued: not the first piece of its element.
    case begin(String, SourceSpan, isContinued: Bool)
    case end

    /// The items between marks when the style names a part, otherwise as they are.
    static func around(
        _ items: [FrameItem], _ style: StyleValues, _ span: SourceSpan, isContinued: Bool = false
    ) -> [FrameItem] {
        guard let part = style.part else { return items }
        return [.part(.begin(part, span, isContinued: isContinued))] + items + [.part(.end)]
    }
}

/// Glyphs of one face, size and colour on one baseline, with the text that they show.
package struct GlyphRun: Sendable {
    package struct Glyph: Hashable, Sendable {
        package var id: UInt32
        /// From the run's origin, y down.
        package var x, y: Length
    }

    /// How many UTF-8 bytes of `text` the next `glyphs` glyphs show.
    package struct Cluster: Hashable, Sendable {
        package var bytes: Int
        package var glyphs: Int
    }

    package var color: Color
    /// The start of the baseline.
    package var origin: Point
    /// Clockwise about the origin, in thousandths of a degree.
    package var rotation: Int
    /// What does not change when the run is moved, shared by all copies: items are moved and copied many times.
    private var shown: Shown

    private final class Shown: Sendable {
        let face: FontFace
        let size: Length
        let glyphs: [Glyph]
        let text: String
        let clusters: [Cluster]

        init(face: FontFace, size: Length, glyphs: [Glyph], text: String, clusters: [Cluster]) {
            self.face = face
            self.size = size
            self.glyphs = glyphs
            self.text = text
            self.clusters = clusters
        }
    }

    package var face: FontFace { shown.face }
    package var size: Length { shown.size }
    package var glyphs: [Glyph] {
        get { shown.glyphs }
        set { shown = Shown(face: face, size: size, glyphs: newValue, text: text, clusters: clusters) }
    }
    package var text: String { shown.text }
    package var clusters: [Cluster] { shown.clusters }

    package init(
        face: FontFace, size: Length, color: Color, origin: Point, rotation: Int = 0, glyphs: [Glyph], text: String,
        clusters: [Cluster]
    ) {
        self.color = color
        self.origin = origin
        self.rotation = rotation
        shown = Shown(face: face, size: size, glyphs: glyphs, text: text, clusters: clusters)
    }
}

/// A figure of lines and arcs, filled or stroked.
package struct Path: Sendable {
    package enum Segment: Hashable, Sendable {
        case move(Point), line(Point), curve(Point, Point, Point), close
    }

    package enum Paint: Hashable, Sendable {
        case fill
        /// Width, and lengths of dashes and gaps (none: a full line).
        case stroke(Length, dashes: [Length])
    }

    /// The figure's own zero on the page.
    package var origin: Point
    /// Clockwise about the origin, in thousandths of a degree.
    package var rotation = 0
    package var segments: [Segment]
    package var paint: Paint
    package var color: Color
}
