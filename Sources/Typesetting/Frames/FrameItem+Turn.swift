import Markup

/// Between a box whose text runs down the paper and the paper. Inside, x runs along the lines and y from line to line,
/// as in any other box; on paper, x of the inside is down, and y goes to the left (`vertical-rl`) or to the right
/// (`vertical-lr`). Letters lie on their sides, their feet to the left, in both; upright characters were turned back
/// before.
struct WritingTurn {
    /// How far the inside reaches from line to line: the width on paper.
    let extent: Length
    /// `vertical-lr`
    let isFlipped: Bool

    init(_ mode: WritingMode, extent: Length) {
        self.extent = extent
        isFlipped = mode == .verticalLR
    }

    /// From the inside to the paper.
    func turned(_ items: [FrameItem]) -> [FrameItem] { items.map { turned($0, by: extent, isBack: false) } }

    /// From the paper to the inside, for what stands upright in a vertical box.
    func turnedBack(_ items: [FrameItem]) -> [FrameItem] { items.map { turned($0, by: extent, isBack: true) } }

    private func point(_ point: Point, _ extent: Length, _ isBack: Bool) -> Point {
        if isFlipped { return Point(x: point.y, y: point.x) }
        return isBack ? Point(x: point.y, y: extent - point.x) : Point(x: extent - point.y, y: point.x)
    }

    private func rect(_ rect: Rect, _ extent: Length, _ isBack: Bool) -> Rect {
        let one = point(Point(x: rect.x, y: rect.y), extent, isBack)
        let other = point(Point(x: rect.x + rect.width, y: rect.y + rect.height), extent, isBack)
        return Rect(x: min(one.x, other.x), y: min(one.y, other.y), width: rect.height, height: rect.width)
    }

    private func turned(_ item: FrameItem, by extent: Length, isBack: Bool) -> FrameItem {
        let quarter = isBack ? -90_000 : 90_000
        switch item {
        case .glyphs(var run):
            run.origin = point(run.origin, extent, isBack)
            run.rotation += quarter
            return .glyphs(run)
        case .fill(let area, let color): return .fill(rect(area, extent, isBack), color)
        case .barCode(let code, let area): return .barCode(code, rect(area, extent, isBack))
        case .link(let area, let target): return .link(rect(area, extent, isBack), target)
        case .picture(let picture, let area): return .picture(picture, rect(area, extent, isBack))
        case .path(var path):
            path.origin = point(path.origin, extent, isBack)
            if isFlipped {
                path.segments = path.segments.map { $0.mapped { Point(x: $0.y, y: $0.x) } }
                path.rotation = -path.rotation
            } else {
                path.rotation += quarter
            }
            return .path(path)
        case .group(let group): return .group(turned(group, extent, isBack))
        case .tag, .part: return item
        }
    }

    /// The inside of a group turns about the group's own zero, and its transform with it.
    private func turned(_ group: FrameGroup, _ extent: Length, _ isBack: Bool) -> FrameGroup {
        var turned = group
        turned.origin = point(group.origin, extent, isBack)
        turned.items = group.items.map { self.turned($0, by: 0, isBack: isBack) }
        turned.clip = group.clip.map { clip in
            guard case .path(let path) = self.turned(.path(clip), by: 0, isBack: isBack) else { return clip }
            return path
        }
        let old = group.transform
        let moved = point(Point(x: old.e, y: old.f), 0, isBack)
        turned.transform = isFlipped
            ? Transform(a: old.d, b: old.c, c: old.b, d: old.a, e: moved.x, f: moved.y)
            : Transform(a: old.d, b: -old.c, c: -old.b, d: old.a, e: moved.x, f: moved.y)
        return turned
    }
}

extension Path.Segment {
    fileprivate func mapped(_ map: (Point) -> Point) -> Path.Segment {
        switch self {
        case .move(let to): .move(map(to))
        case .line(let to): .line(map(to))
        case .curve(let one, let two, let to): .curve(map(one), map(two), map(to))
        case .close: .close
        }
    }
}

extension FrameItem {
    /// Upside down inside a line of a height, letters staying as they are.
    func flipped(height: Length) -> FrameItem {
        switch self {
        case .glyphs(var run):
            run.origin.y = height - run.origin.y
            return .glyphs(run)
        case .fill(var rect, let color):
            rect.y = height - rect.y - rect.height
            return .fill(rect, color)
        case .link(var rect, let target):
            rect.y = height - rect.y - rect.height
            return .link(rect, target)
        case .path(var path):
            path.origin.y = height - path.origin.y
            path.segments = path.segments.map { $0.mapped { Point(x: $0.x, y: -$0.y) } }
            path.rotation = -path.rotation
            return .path(path)
        // Nothing else stands in a line but atoms, which keep their inside.
        case .barCode, .picture, .group, .tag, .part: return self
        }
    }
}
