import Markup

/// Pictures in their boxes: `width`, `height` and the ratio of the file (CSS Images 3, 5), `object-fit`.
enum PictureDrawing {
    /// What `min-width` and its kin allow the content box.
    struct Limits {
        var leastWidth, leastHeight: Length
        var mostWidth, mostHeight: Length?

        init(_ style: StyleValues, in width: Length, _ height: Length?, _ edges: BoxEdges) {
            let isBorderBox = style.boxSizing == .borderBox
            func inner(_ length: Length, _ around: Length) -> Length {
                isBorderBox ? max(0, length - around) : max(0, length)
            }
            leastWidth = inner(style.minWidth.resolved(against: width) ?? 0, edges.horizontal)
            mostWidth = style.maxWidth.resolved(against: width).map { inner($0, edges.horizontal) }
            leastHeight = inner(style.minHeight.resolved(within: height) ?? 0, edges.vertical)
            mostHeight = style.maxHeight.resolved(within: height).map { inner($0, edges.vertical) }
        }

        func width(_ wanted: Length) -> Length { max(leastWidth, min(wanted, mostWidth ?? wanted)) }
        func height(_ wanted: Length) -> Length { max(leastHeight, min(wanted, mostHeight ?? wanted)) }
    }

    /// - Parameters: width, height: of the content box as the style asks for, nil for `auto`.
    static func frame(
        _ picture: Picture, _ style: StyleValues, width: Length?, height: Length?, limits: Limits
    ) -> AtomicFrame {
        let size = size(picture, width: width, height: height, limits)
        let inside = fitted(picture, style.objectFit, in: size)
        var items: [FrameItem] = [.picture(picture, inside)]
        if inside.x < 0 || inside.y < 0 {
            let box = RoundedRect(Rect(x: 0, y: 0, width: size.width, height: size.height))
            items = [.group(FrameGroup(origin: Point(x: 0, y: 0), clip: box.path(.fill, .black), items: items))]
        }
        if size.width == 0 || size.height == 0 { items = [] }
        return AtomicFrame(
            width: size.width, height: size.height, baseline: size.height, verticalAlign: .baseline, items: items)
    }

    private static func size(
        _ picture: Picture, width: Length?, height: Length?, _ limits: Limits
    ) -> (width: Length, height: Length) {
        let own = picture.naturalSize
        func tall(_ width: Length) -> Length { width.scaled(own.height, over: own.width) }
        func wide(_ height: Length) -> Length { height.scaled(own.width, over: own.height) }
        switch (width, height) {
        case (let width?, let height?): return (limits.width(width), limits.height(height))
        case (let width?, nil):
            let width = limits.width(width)
            return (width, limits.height(tall(width)))
        case (nil, let height?):
            let height = limits.height(height)
            return (limits.width(wide(height)), height)
        case (nil, nil):
            // The ratio is kept while the limits allow (CSS 2.2, 10.4).
            var width = limits.width(own.width)
            var height = tall(width)
            if limits.height(height) != height {
                height = limits.height(height)
                width = limits.width(wide(height))
            }
            return (width, height)
        }
    }

    /// Where the picture stands about its content box, centred.
    private static func fitted(
        _ picture: Picture, _ fit: ObjectFit, in box: (width: Length, height: Length)
    ) -> Rect {
        let own = picture.naturalSize
        func centred(_ width: Length, _ height: Length) -> Rect {
            Rect(x: (box.width - width) / 2, y: (box.height - height) / 2, width: width, height: height)
        }
        // Which side is the narrower one, compared without dividing.
        let isLimitedByWidth = box.width * own.height <= box.height * own.width
        let byWidth = (box.width, box.width.scaled(own.height, over: own.width))
        let byHeight = (box.height.scaled(own.width, over: own.height), box.height)
        switch fit {
        case .fill: return Rect(x: 0, y: 0, width: box.width, height: box.height)
        case .contain: return isLimitedByWidth ? centred(byWidth.0, byWidth.1) : centred(byHeight.0, byHeight.1)
        case .cover: return isLimitedByWidth ? centred(byHeight.0, byHeight.1) : centred(byWidth.0, byWidth.1)
        case .none: return centred(own.width, own.height)
        case .scaleDown:
            let isSmall = own.width <= box.width && own.height <= box.height
            return isSmall ? centred(own.width, own.height) : fitted(picture, .contain, in: box)
        }
    }
}

extension Picture {
    /// The file's own size; 300 × 150 pixels where it names none.
    var naturalSize: (width: Length, height: Length) {
        // No paper is wider; what a file says beyond that would only overflow.
        let most = 20_000 * Length.millimetre
        return width > 0 && height > 0
            ? (min(width, most), min(height, most)) : (300 * Length.pixel, 150 * Length.pixel)
    }
}
