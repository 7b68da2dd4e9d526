import Diagnostics
import Markup

/// 骑缝章: a seal pressed over the edges of fanned sheets. Each sheet carries the strip that its edge would show; laid
/// over each other by the width of a strip they show the whole seal.
///
/// Strips narrower than 4 mm tell nothing: the pages are dealt into fans of nearly equal size, each with a seal of its
/// own. A single page has no seam.
struct StraddleSealDrawing {
    private let seal: StraddleSeal
    private let frame: AtomicFrame
    /// The numbers of the first pages of the fans, and of the page behind the last.
    private let bounds: [Int]

    private static let leastStrip: Length = 4 * .millimetre

    init(_ seal: StraddleSeal, count: Int, _ layout: FlowLayout, _ span: SourceSpan) throws {
        self.seal = seal
        frame = try SealDrawing(seal: seal.seal, layout: layout, span: span).frame(
            width: seal.seal.width, height: seal.seal.height)
        let across = seal.isOnSide ? frame.width : frame.height
        let most = max(2, across / StraddleSealDrawing.leastStrip)
        let fans = (count + most - 1) / most
        bounds = count < 2 ? [] : (0...fans).map { 1 + count * $0 / fans }
    }

    func items(on page: Page) -> [FrameItem] {
        guard let fan = bounds.indices.dropLast().first(where: { page.number < bounds[$0 + 1] }) else { return [] }
        let parts = bounds[fan + 1] - bounds[fan]
        // The first sheet of a fan lies on top, the others look out from under it.
        var index = page.number - bounds[fan]
        if seal.edge == .left || seal.edge == .top { index = parts - 1 - index }
        let across = seal.isOnSide ? frame.width : frame.height
        let start = across * index / parts
        let strip = across * (index + 1) / parts - start
        let along = seal.isOnSide ? page.height : page.width
        let length = seal.isOnSide ? frame.height : frame.width
        // The whole seal stays on the edge.
        let middle = along.scaled(seal.position, over: 10_000)
        let offset = min(max(0, middle - length / 2), max(0, along - length))
        let origin =
            switch seal.edge {
            case .right: Point(x: page.width - strip, y: offset)
            case .left: Point(x: 0, y: offset)
            case .top: Point(x: offset, y: 0)
            case .bottom: Point(x: offset, y: page.height - strip)
            }
        let rect =
            seal.isOnSide
            ? Rect(x: start, y: 0, width: strip, height: frame.height)
            : Rect(x: 0, y: start, width: frame.width, height: strip)
        let shift = Point(x: -rect.x, y: -rect.y)
        let clip = Rect(x: 0, y: 0, width: rect.width, height: rect.height)
        // Characters far from the strip are left out: their text would be found on every page.
        let shown = frame.items.filter { StraddleSealDrawing.reaches($0, rect) }
            .map { $0.moved(x: shift.x, y: shift.y) }
        return [.group(FrameGroup(origin: origin, clip: StraddleSealDrawing.outline(clip), items: shown))]
    }

    /// Whether an item may show in a part of the seal. Glyphs turn about their origin within one and a half ems.
    private static func reaches(_ item: FrameItem, _ part: Rect) -> Bool {
        let (at, reach): (Point, Length)
        switch item {
        case .glyphs(let run): (at, reach) = (run.origin, (run.glyphs.last?.x ?? 0) + run.size * 3 / 2)
        case .group(let group):
            guard case .glyphs(let run)? = group.items.first, group.items.count == 1 else { return true }
            (at, reach) = (group.origin, run.size)
        default: return true
        }
        return at.x + reach > part.x && at.x - reach < part.x + part.width
            && at.y + reach > part.y && at.y - reach < part.y + part.height
    }

    private static func outline(_ rect: Rect) -> Path {
        Path(
            origin: Point(x: rect.x, y: rect.y),
            segments: [
                .move(Point(x: 0, y: 0)), .line(Point(x: rect.width, y: 0)),
                .line(Point(x: rect.width, y: rect.height)), .line(Point(x: 0, y: rect.height)), .close,
            ], paint: .fill, color: .black)
    }
}

extension StraddleSeal {
    /// On the left or right edge, cut into upright strips.
    fileprivate var isOnSide: Bool { edge == .left || edge == .right }
}
