import Markup

/// An image behind a box, sized, placed and repeated (CSS Backgrounds 3, 3).
struct BackgroundTiles {
    /// The first tile that shows, and how often it is repeated.
    private var first: Rect
    private var columns: Int
    private var rows: Int
    private let picture: Picture

    /// The least area of a tile that is repeated, so that a page never has more than some ten thousand of them.
    static let leastTile = 4 * Length.millimetre * Length.millimetre

    /// - Parameters:
    ///   - area: the padding box, against which size and position are taken.
    ///   - clip: the border box, which the image fills when it is repeated.
    init(_ image: BackgroundImage, _ picture: Picture, in area: Rect, over clip: Rect) {
        self.picture = picture
        let size = BackgroundTiles.size(image.size, picture, area)
        let left = area.x + (BackgroundTiles.offset(image.x, area.width - size.width))
        let top = area.y + (BackgroundTiles.offset(image.y, area.height - size.height))
        first = Rect(x: left, y: top, width: size.width, height: size.height)
        (columns, rows) = (1, 1)
        guard size.width > 0, size.height > 0 else {
            (columns, rows) = (0, 0)
            return
        }
        let mayRepeat = size.width * size.height >= BackgroundTiles.leastTile
        if image.repeatsX, mayRepeat {
            first.x -= BackgroundTiles.count(left - clip.x, size.width) * size.width
            columns = BackgroundTiles.count(clip.x + clip.width - first.x, size.width)
        }
        if image.repeatsY, mayRepeat {
            first.y -= BackgroundTiles.count(top - clip.y, size.height) * size.height
            rows = BackgroundTiles.count(clip.y + clip.height - first.y, size.height)
        }
    }

    /// How many tiles cover a stretch.
    private static func count(_ length: Length, _ tile: Length) -> Int { max(0, (length + tile - 1) / tile) }

    private static func offset(_ position: Dimension, _ free: Length) -> Length {
        switch position {
        case .auto: 0
        case .length(let length): length
        case .percent(let share): free.scaled(share, over: 10_000)
        }
    }

    /// The size of a tile; its own where nothing is said, its own ratio where one side is.
    static func size(
        _ size: BackgroundImage.Size, _ picture: Picture, _ area: Rect
    ) -> (width: Length, height: Length) {
        let own = picture.naturalSize
        let byWidth = (area.width, area.width.scaled(own.height, over: own.width))
        let byHeight = (area.height.scaled(own.width, over: own.height), area.height)
        let isFlat = area.width * own.height <= area.height * own.width
        switch size {
        case .contain: return isFlat ? byWidth : byHeight
        case .cover: return isFlat ? byHeight : byWidth
        case .size(let width, let height):
            switch (width.resolved(against: area.width), height.resolved(against: area.height)) {
            case (let width?, let height?): return (width, height)
            case (let width?, nil): return (width, width.scaled(own.height, over: own.width))
            case (nil, let height?): return (height.scaled(own.width, over: own.height), height)
            case (nil, nil): return own
            }
        }
    }

    func items(clippedTo outline: RoundedRect) -> [FrameItem] {
        var items: [FrameItem] = []
        for row in 0..<rows {
            for column in 0..<columns {
                var tile = first
                tile.x += column * first.width
                tile.y += row * first.height
                items.append(.picture(picture, tile))
            }
        }
        guard !items.isEmpty else { return [] }
        return [.group(FrameGroup(origin: Point(x: 0, y: 0), clip: outline.path(.fill, .black), items: items))]
    }
}

extension BackgroundImage {
    /// For messages: a picture that is written into the style sheet is longer than any line.
    var shortURL: String { url.utf8.count > 80 ? url.prefix(30) + "…" : url }
}
