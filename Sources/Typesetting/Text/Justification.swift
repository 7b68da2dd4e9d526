import Markup

/// How much the space behind each cluster of a line grows or shrinks, so that the line fills its width.
struct Gaps {
    private let first: Int
    private let widths: [Length]

    static let none = Gaps(first: 0, widths: [])

    fileprivate init(first: Int, widths: [Length]) {
        self.first = first
        self.widths = widths
    }

    /// Behind the cluster at `at`.
    subscript(at: Int) -> Length {
        let offset = at - first
        return offset >= 0 && offset < widths.count ? widths[offset] : 0
    }
}

/// Fills lines (CLREQ 3.2.3, CSS Text 3, 6.4). Room is given first to the spaces between words, up to half an em each,
/// then to the gaps between ideographs and letters, up to a quarter of an em, and what is left to all places alike.
struct Justification {
    let paragraph: Paragraph
    /// Of the line box, before the indent.
    let width: Length

    func gaps(_ line: Line, isJustified: Bool) -> Gaps {
        if line.compression > 0 { return compressed(line) }
        let rest = width - line.indent - line.width
        let style = paragraph.style.values
        // Cells of a grid keep their places, whatever is left of the line.
        let isFixed = style.textJustify == .none || (style.characterGrid != nil && !line.isLast)
        guard isJustified, rest > 0, line.visible.count > 1, !isFixed else { return .none }
        var widths = [Length](repeating: 0, count: line.visible.count)
        let left = giveFirst(rest, line, &widths)
        giveAll(left, line, &widths)
        return Gaps(first: line.visible.lowerBound, widths: widths)
    }

    // MARK: Stretching

    /// What spaces and the gaps beside letters take before anything else; returns what is left.
    private func giveFirst(_ rest: Length, _ line: Line, _ widths: inout [Length]) -> Length {
        guard paragraph.style.values.textJustify == .auto else { return rest }
        var left = rest
        var spaces: [(at: Int, most: Length)] = []
        var borders: [(at: Int, most: Length)] = []
        for at in line.visible.dropLast() {
            let cluster = paragraph.clusters[at]
            let size = paragraph.size(of: cluster)
            if cluster.kind == .space {
                spaces.append((at, max(0, size / 2 - cluster.advance)))
            } else if cluster.gapBehind > 0 {
                borders.append((at, max(0, size / 4 - cluster.gapBehind)))
            }
        }
        for places in [spaces, borders] where left > 0 && !places.isEmpty {
            let most = places.reduce(0) { $0 + $1.most }
            let given = min(left, most)
            guard given > 0 else { continue }
            var upTo = 0
            var handed = 0
            for place in places {
                upTo += place.most
                let share = given.scaled(upTo, over: most)
                widths[place.at - line.visible.lowerBound] += share - handed
                handed = share
            }
            left -= given
        }
        return left
    }

    /// Unit by unit over all places, so that the last character ends exactly at the edge.
    private func giveAll(_ rest: Length, _ line: Line, _ widths: inout [Length]) {
        guard rest > 0 else { return }
        let places = line.visible.dropLast().filter(mayStretch)
        for (order, at) in places.enumerated() {
            widths[at - line.visible.lowerBound] += rest * (order + 1) / places.count - rest * order / places.count
        }
    }

    /// Between ideographs, beside them, and at spaces; never inside a word unless `text-justify` says so.
    private func mayStretch(_ at: Int) -> Bool {
        let here = paragraph.clusters[at].kind
        let next = paragraph.clusters[at + 1].kind
        switch paragraph.style.values.textJustify {
        case .interWord: return here == .space
        case .interCharacter: return here != .invisible && next != .invisible && !isPair(at)
        case .auto, .none: break
        }
        if here == .space { return true }
        if here == .invisible || next == .space { return false }
        if here == .alphabetic { return next != .alphabetic || endsSyllable(at) }
        return !isPair(at)
    }

    /// The pairs —— and …… stay joined.
    private func isPair(_ at: Int) -> Bool {
        let unit = paragraph.content.units[paragraph.clusters[at].units.lowerBound]
        guard unit == 0x2014 || unit == 0x2026 else { return false }
        return unit == paragraph.content.units[paragraph.clusters[at + 1].units.lowerBound]
    }

    /// Behind the tsheg, Tibetan text stretches as other scripts do at spaces.
    private func endsSyllable(_ at: Int) -> Bool {
        let cluster = paragraph.clusters[at]
        return paragraph.content.units[cluster.units.upperBound - 1] == 0x0F0B && cluster.breakAfter != .none
    }

    // MARK: Shrinking

    private func compressed(_ line: Line) -> Gaps {
        let places = line.visible.dropLast().filter { paragraph.clusters[$0].trailingBlank > 0 }
        let total = places.reduce(0) { $0 + paragraph.clusters[$1].trailingBlank }
        guard total > 0 else { return .none }
        var widths = [Length](repeating: 0, count: line.visible.count)
        var given = 0
        var taken = 0
        for at in places {
            given += paragraph.clusters[at].trailingBlank
            let upTo = line.compression * given / total
            widths[at - line.visible.lowerBound] = taken - upTo
            taken = upTo
        }
        return Gaps(first: line.visible.lowerBound, widths: widths)
    }
}
