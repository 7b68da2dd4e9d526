import Diagnostics
import Markup

/// A positioned box, laid out, that hangs on a place of the flow and stands in its containing block: the page area or
/// the nearest box that is laid out whole.
final class AnchoredFrame {
    /// With its margins.
    let frame: AtomicFrame
    let style: ComputedStyle
    /// Where it would stand in the flow, from the flow's left edge.
    let staticX: Length
    /// Seals lie beneath the text, so that black print stays readable where red presses it.
    let isUnderlay: Bool
    let span: SourceSpan
    /// Lays the box out anew, where its height comes from its containing block's.
    let stretched: ((Length) throws -> AtomicFrame)?

    init(
        frame: AtomicFrame, style: ComputedStyle, staticX: Length, isUnderlay: Bool, span: SourceSpan,
        stretched: ((Length) throws -> AtomicFrame)? = nil
    ) {
        self.frame = frame
        self.style = style
        self.staticX = staticX
        self.isUnderlay = isUnderlay
        self.span = span
        self.stretched = stretched
    }

    /// The items at their place in a containing block of the given size; `flowX` and `flowY` are the place in the flow.
    func placed(in width: Length, _ height: Length, flowX: Length, flowY: Length) throws -> PlacedItems {
        let frame = try stretched?(height) ?? frame
        let (inset, margin) = (style.values.inset, style.values.margin)
        let isPlaced = style.values.position.isOutOfFlow
        let x =
            AnchoredFrame.start(
                (inset.left, inset.right), (margin.left, margin.right), frame.width, width)
        let y =
            AnchoredFrame.start(
                (inset.top, inset.bottom), (margin.top, margin.bottom), frame.height, height)
        let left = (isPlaced ? x : nil) ?? flowX + staticX
        let top = (isPlaced ? y : nil) ?? flowY
        return PlacedItems(x: left, y: top, items: frame.items)
    }

    /// Where a margin box begins along one axis (CSS Positioned Layout 3, 4), nil where the flow says it.
    private static func start(
        _ inset: (near: Dimension, far: Dimension), _ margin: (near: Dimension, far: Dimension), _ length: Length,
        _ room: Length
    ) -> Length? {
        let near = inset.near.resolved(against: room)
        let far = inset.far.resolved(against: room)
        guard let near else { return far.map { room - $0 - length } }
        guard let far else { return near }
        let free = room - near - far - length
        switch (margin.near, margin.far) {
        case (.auto, .auto): return near + max(0, free / 2)
        case (.auto, _): return near + free
        default: return near
        }
    }
}

/// Positioned boxes in the order in which they are drawn: by `z-index`, then as they come; those beneath the text and
/// those over it.
struct Layers {
    private var entries: [(level: Int, placed: PlacedItems)] = []

    /// - Parameter moved: where the containing block's left edge is.
    mutating func add(
        _ anchored: AnchoredFrame, in width: Length, _ height: Length, flowX: Length = 0, flowY: Length,
        moved: Length = 0
    ) throws {
        var placed = try anchored.placed(in: width, height, flowX: flowX, flowY: flowY)
        placed.x += moved
        placed.span = anchored.span
        let level = anchored.style.values.zIndex
        entries.append((anchored.isUnderlay && level == 0 ? -1 : level, placed))
    }

    /// Each box with its place, in the order of drawing.
    var groups: (under: [PlacedItems], over: [PlacedItems]) {
        (Layers.ordered(entries.filter { $0.level < 0 }), Layers.ordered(entries.filter { $0.level >= 0 }))
    }

    /// All items about one zero.
    var items: (under: [FrameItem], over: [FrameItem]) {
        let (under, over) = groups
        return (under.flattened, over.flattened)
    }

    private static func ordered(_ entries: [(level: Int, placed: PlacedItems)]) -> [PlacedItems] {
        // On most pages all are of one level.
        guard entries.contains(where: { $0.level != entries[0].level }) else { return entries.map(\.placed) }
        return entries.enumerated().sorted {
            ($0.element.level, $0.offset) < ($1.element.level, $1.offset)
        }.map(\.element.placed)
    }
}
