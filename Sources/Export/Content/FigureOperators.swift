import Markup
import Typesetting

/// Figures of lines and curves, bar codes, pictures.
extension ContentEncoder {
    func draw(_ path: Path) {
        guard path.color.alpha > 0 else { return }
        switch path.paint {
        case .fill:
            set(path.color)
            if trace(path) { out.put("f\n") }
        case .stroke(let width, let dashes):
            guard width > 0 else { return }
            set(alpha: path.color.alpha)
            ink.stroke(path.color, out)
            // Dashes of no length at all are none.
            let isDashed = dashes.allSatisfy { $0 >= 0 } && dashes.contains { $0 > 63 }
            let pattern = isDashed ? dashes.map { Units.whole($0) } : []
            ink.line(max(1, Units.whole(width)), pattern, out)
            if trace(path) { out.put("S\n") }
        }
    }

    /// Writes a figure's path.
    /// - Returns: false when it has no lines.
    func trace(_ path: Path) -> Bool {
        let turn = path.rotation == 0 ? nil : Turn(thousandthsOfDegrees: path.rotation)
        func put(_ point: Point) {
            let own = turn?(point) ?? point
            out.number(Units.whole(path.origin.x &+ own.x))
            out.number(Units.whole(height &- path.origin.y &- own.y))
        }
        var hasPoint = false
        var hasLines = false
        var waits: Point?
        func start(at point: Point) {
            if !hasPoint { waits = point }
            hasPoint = true
            guard let first = waits else { return }
            put(first)
            out.put("m ")
            waits = nil
        }
        for segment in path.segments {
            switch segment {
            case .move(let to):
                waits = to
                hasPoint = true
            case .line(let to):
                start(at: to)
                put(to)
                out.put("l ")
                hasLines = true
            case .curve(let one, let two, let to):
                start(at: one)
                put(one)
                put(two)
                put(to)
                out.put("c ")
                hasLines = true
            case .close:
                guard hasLines, waits == nil else { continue }
                out.put("h ")
            }
        }
        return hasLines
    }

    /// As a mask of one bit a module, which takes a few dozen bytes.
    func draw(_ code: BarCode, _ rect: Rect) throws {
        guard rect.width > 0, rect.height > 0 else { return }
        let mask = try kit.barCodes.mask(code)
        set(.black)
        out.put("q ")
        place(rect)
        out.put("BI/W ")
        out.number(mask.width)
        out.put("/H ")
        out.number(mask.height)
        // In hexadecimal digits, so that no byte looks like the end.
        out.put("/BPC 1/IM true/D[1 0]/F/AHx ID ")
        out.put(mask.digits)
        out.put("> EI Q\n")
    }

    /// Makes the unit square the rectangle.
    private func place(_ rect: Rect) {
        let (left, bottom) = (Units.whole(rect.x), Units.whole(height &- rect.y &- rect.height))
        out.number(max(1, Units.whole(rect.x &+ rect.width) - left))
        out.put("0 0 ")
        out.number(max(1, Units.whole(height &- rect.y) - bottom))
        out.number(left)
        out.number(bottom)
        out.put("cm ")
    }

    func draw(_ picture: Picture, _ rect: Rect) throws {
        guard rect.width > 0, rect.height > 0 else { return }
        let encoded = try kit.pictures.encoded(picture, rect, kit.deflater)
        set(alpha: 255)
        out.put("q ")
        place(rect)
        if let orientation = encoded.orientation {
            for factor in orientation { out.number(factor) }
            out.put("cm ")
        }
        show(.picture(encoded))
        out.put("Q\n")
    }
}
