import Diagnostics
import Markup

/// A positioned box, laid out, that hangs on a place of the flow and stands in its containing block: the page area or
/// the nearest box that is laid out whole.
struct AnchoredFrame {
    /// With its margins.
    var frame: AtomicFrame
    var style: StyleValues
    /// Where it would stand in the flow: from the flow's left edge, and from the top of the slab that it hangs on.
    var staticX: Length
    var staticY: Length = 0
    /// Seals lie beneath the text, so that black print stays readable where red presses it.
    var isUnderlay: Bool
    var span: SourceSpan
    /// Lays the box out anew, where its height comes from its containing block's.
    var stretched: ((Length) throws -> AtomicFrame)?

    /// The items in a containing block of the given size; `flowX` and `flowY` are the place in the flow.
    func items(in width: Length, _ height: Length, flowX: Length, flowY: Length) throws -> [FrameItem] {
        let frame = try stretched?(height) ?? frame
        let inset = style.inset
        let isPlaced = style.position.isOutOfFlow
        let x =
            AnchoredFrame.start(
                (inset.left, inset.right), (style.margin.left, style.margin.right), frame.width, width)
        let y =
            AnchoredFrame.start(
                (inset.top, inset.bottom), (style.margin.top, style.margin.bottom), frame.height, height)
        let left = (isPlaced ? x : nil) ?? flowX + staticX
        let top = (isPlaced ? y : nil) ?? flowY + staticY
        return left == 0 && top == 0 ? frame.items : frame.items.map { $0.moved(x: left, y: top) }
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
    private var entries: [(level: Int, items: [FrameItem])] = []

    /// - Parameter moved: where the containing block's left edge is.
    mutating func add(
        _ anchored: AnchoredFrame, in width: Length, _ height: Length, flowX: Length = 0, flowY: Length,
        moved: Length = 0
    ) throws {
        var items = try anchored.items(in: width, height, flowX: flowX, flowY: flowY)
        if moved != 0 { items = items.map { $0.moved(x: moved, y: 0) } }
        let level = anchored.style.zIndex
        entries.append((anchored.isUnderlay && level == 0 ? -1 : level, items))
    }

    var items: (under: [FrameItem], over: [FrameItem]) {
        guard !entries.isEmpty else { return ([], []) }
        let sorted = entries.enumerated().sorted {
            ($0.element.level, $0.offset) < ($1.element.level, $1.offset)
        }.map(\.element)
        return (
            sorted.filter { $0.level < 0 }.flatMap(\.items), sorted.filter { $0.level >= 0 }.flatMap(\.items)
        )
    }
}
