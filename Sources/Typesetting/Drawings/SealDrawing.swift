import Diagnostics
import Foundation
import Markup

/// Draws a seal as vectors: rim, star, the holder's name on the upper arc in Song type from left to right, a straight
/// line below the star, a number at the lower arc. Proportions follow the township seal of Guofa 1999-25 (42 mm, star).
struct SealDrawing {
    let seal: OfficialSeal
    let layout: FlowLayout
    let span: SourceSpan

    /// Printing red, near Y80 M80 (GB/T 9704-2012, colour of marks).
    private static let red = Color(0xD9, 0x1E, 0x18)

    /// The radii of the seal's own ellipse; a round seal has both the same.
    private struct Geometry {
        var width: Length
        var height: Length
        var rim: Length { width.scaled(12, over: 420) }
        var centre: Point { Point(x: width / 2, y: height / 2) }
        var characterHeight: Length { width.scaled(56, over: 420) }
        var starRadius: Length { width.scaled(70, over: 420) }
    }

    func frame(width: Length?, height: Length?) throws -> AtomicFrame {
        let geometry = Geometry(width: width ?? seal.width, height: height ?? (seal.shape == .round ? width : nil) ?? seal.height)
        var items: [FrameItem] = [.path(rim(geometry))]
        items += try arc(seal.name, geometry, isUpper: true)
        let isOval = seal.shape == .oval
        if !isOval { items.append(.path(star(geometry))) }
        // Middles of the straight lines below the centre, in 420ths of the width.
        if let label = seal.label { items += try straight(label, geometry, middle: isOval ? 0 : 100, size: 46) }
        if let code = seal.code { items += try arc(code, geometry, isUpper: false) }
        if seal.isSpecimen {
            items += try straight("样章", geometry, middle: isOval ? 62 : seal.label == nil ? 122 : 146, size: 36)
        }
        return AtomicFrame(
            width: geometry.width, height: geometry.height, baseline: geometry.height, verticalAlign: .baseline,
            items: items)
    }

    // MARK: Figures

    private func rim(_ geometry: Geometry) -> Path {
        let a = Double(geometry.width - geometry.rim) / 2
        let b = Double(geometry.height - geometry.rim) / 2
        // Four cubic curves; 0.5522847 is the control length that comes nearest to a quarter of a circle.
        let k = 0.552_284_749_8
        func point(_ x: Double, _ y: Double) -> Point { Point(x: Int((x * a).rounded()), y: Int((y * b).rounded())) }
        return Path(
            origin: geometry.centre,
            segments: [
                .move(point(1, 0)),
                .curve(point(1, k), point(k, 1), point(0, 1)),
                .curve(point(-k, 1), point(-1, k), point(-1, 0)),
                .curve(point(-1, -k), point(-k, -1), point(0, -1)),
                .curve(point(k, -1), point(1, -k), point(1, 0)),
                .close,
            ], paint: .stroke(geometry.rim, dashes: []), color: SealDrawing.red)
    }

    private func star(_ geometry: Geometry) -> Path {
        // The inner corners of the national star lie at 0.382 of the radius.
        let corners = (0..<10).map { corner -> Point in
            let radius = Double(geometry.starRadius) * (corner % 2 == 0 ? 1 : 0.381_966)
            let angle = Double(corner) * .pi / 5
            return Point(x: Int((sin(angle) * radius).rounded()), y: Int((-cos(angle) * radius).rounded()))
        }
        return Path(
            origin: geometry.centre,
            segments: [.move(corners[0])] + corners.dropFirst().map { .line($0) } + [.close], paint: .fill,
            color: SealDrawing.red)
    }

    // MARK: Text

    private func straight(_ text: String, _ geometry: Geometry, middle: Int, size: Int) throws -> [FrameItem] {
        var size = geometry.width.scaled(size, over: 420)
        let room = geometry.width.scaled(62, over: 100)
        let measured = try SingleLine(
            text, family: "songti", size: size, weight: 700, color: SealDrawing.red, layout: layout, span: span)
        if let measured, measured.width > room { size = size.scaled(room, over: measured.width) }
        guard
            let line = try SingleLine(
                text, family: "songti", size: size, weight: 700, color: SealDrawing.red, layout: layout, span: span)
        else { return [] }
        let y = geometry.centre.y + geometry.height.scaled(middle, over: 420) - size / 2
        return line.items(x: geometry.centre.x - line.width / 2, y: y)
    }

    /// Characters upright on an arc inside the rim: the upper arc read from left to right with feet towards the
    /// centre, the lower arc likewise with heads towards the centre.
    private func arc(_ text: String, _ geometry: Geometry, isUpper: Bool) throws -> [FrameItem] {
        let characters = Array(text)
        guard !characters.isEmpty else { return [] }
        let gap = geometry.width.scaled(10, over: 420)
        var size = isUpper ? geometry.characterHeight : geometry.width.scaled(22, over: 420)
        let sweep = sweep(characters.count, isUpper)
        let outer = Double(geometry.width / 2 - geometry.rim - gap)
        // Neighbours must not touch: the arc at the characters' feet leaves each this much.
        let room = (outer - Double(size)) * sweep / Double(max(1, characters.count - 1))
        if characters.count > 1, Double(size) > room * 0.96 { size = Int(room * 0.96) }
        let flatten = Double(geometry.height) / Double(geometry.width)
        return try characters.enumerated().flatMap { index, character -> [FrameItem] in
            let share = characters.count == 1 ? 0.5 : Double(index) / Double(characters.count - 1)
            let angle = (share - 0.5) * sweep
            let radius = isUpper ? outer - Double(size) / 2 : outer - Double(size) * 0.4
            let sign: Double = isUpper ? -1 : 1
            let centre = Point(
                x: geometry.centre.x + Int((sin(angle) * radius).rounded()),
                y: geometry.centre.y + Int((sign * cos(angle) * radius * flatten).rounded()))
            return try self.character(
                String(character), size: size, at: centre, degrees: (isUpper ? angle : -angle) * 180 / .pi)
        }
    }

    /// The angle that the text spans, in radians: wide for many characters, at most three quarters of the rim.
    private func sweep(_ count: Int, _ isUpper: Bool) -> Double {
        let degrees = isUpper ? min(252, 24 * Double(count - 1)) : min(110, 7.5 * Double(count - 1))
        return degrees * .pi / 180
    }

    private func character(_ text: String, size: Length, at centre: Point, degrees: Double) throws -> [FrameItem] {
        guard
            let line = try SingleLine(
                text, family: "songti", size: size, weight: 700, color: SealDrawing.red, layout: layout, span: span)
        else { return [] }
        let frame = AtomicFrame(
            width: line.width, height: size, baseline: size, verticalAlign: .baseline, items: line.items(x: 0, y: 0))
        return Rotation.turn(frame, thousandths: Int((degrees * 1_000).rounded())).items.map {
            $0.moved(x: centre.x - line.width / 2, y: centre.y - size / 2)
        }
    }
}
