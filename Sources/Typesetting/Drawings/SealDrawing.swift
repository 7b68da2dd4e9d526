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
        let ownHeight = (seal.shape == .round ? width : nil) ?? seal.height
        let geometry = Geometry(width: width ?? seal.width, height: height ?? ownHeight)
        var items: [FrameItem] = [.path(rim(geometry))]
        items += try arc(seal.name, geometry, isUpper: true)
        let isOval = seal.shape == .oval
        if !isOval { items.append(.path(star(geometry))) }
        // Middles of the straight lines below the centre, in 420ths of the width; a number below needs its room.
        let hasCode = seal.code != nil
        if let label = seal.label {
            items += try straight(label, geometry, middle: isOval ? 0 : hasCode ? 92 : 100, size: 46)
        }
        if let code = seal.code { items += try arc(code, geometry, isUpper: false) }
        if seal.isSpecimen {
            let middle = isOval ? (hasCode ? 54 : 62) : seal.label == nil ? 122 : hasCode ? 132 : 146
            items += try straight("样章", geometry, middle: middle, size: hasCode ? 30 : 36)
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
    /// centre, the lower arc likewise with heads towards the centre. Short names are set wide; long ones are narrowed,
    /// as cutters of seals do, before they become smaller.
    private func arc(_ text: String, _ geometry: Geometry, isUpper: Bool) throws -> [FrameItem] {
        let characters = Array(text)
        guard !characters.isEmpty else { return [] }
        let inset = Double(geometry.rim + geometry.width.scaled(10, over: 420))
        var size = Double(isUpper ? geometry.characterHeight : geometry.width.scaled(30, over: 420))
        // Figures are half as wide as they are high.
        let natural = text.allSatisfy(\.isASCII) ? 0.56 : 1.0
        var narrowing = 1.0
        // The feet of a long name stay clear of the straight line under the star.
        let upperReach: Double = seal.label != nil && seal.shape == .round ? 110 : 126
        let spacing = isUpper ? SealDrawing.spacing(characters.count) : 1.15
        var places: [SealArc.Place] = []
        for _ in 0..<40 {
            let arc = SealArc(
                a: Double(geometry.width) / 2 - inset - size / 2, b: Double(geometry.height) / 2 - inset - size / 2,
                isUpper: isUpper)
            places = arc.places(
                characters.count, pitch: size * natural * spacing, reach: (isUpper ? upperReach : 55) * .pi / 180)
            // Neighbours must not touch where they come nearest.
            let room = SealArc.leastRoom(places, height: size, isUpper: isUpper) * 0.96
            if size * natural * narrowing <= room { break }
            let fitting = room / (size * natural)
            if fitting >= SealDrawing.narrowest || natural < 1 && fitting >= 0.9 {
                narrowing = fitting
                break
            }
            narrowing = SealDrawing.narrowest
            size *= 0.97
        }
        var items: [FrameItem] = []
        for (character, place) in zip(characters, places) {
            let x = geometry.centre.x + Int(place.x.rounded())
            let y = geometry.centre.y + Int(place.y.rounded())
            items += try self.character(
                String(character), size: Int(size), narrowing: narrowing, at: Point(x: x, y: y), turn: place.turn)
        }
        return items
    }

    /// The least width of a narrowed character, as a share of its own.
    private static let narrowest = 0.62

    /// From character to character along the upper arc, in character widths.
    private static func spacing(_ count: Int) -> Double {
        switch count {
        case ...4: 1.8
        case 5...6: 1.65
        case 7...8: 1.42
        case 9...10: 1.27
        default: 1.2
        }
    }

    /// - Parameter turn: clockwise, in radians.
    private func character(
        _ text: String, size: Length, narrowing: Double, at centre: Point, turn: Double
    ) throws -> [FrameItem] {
        guard
            let line = try SingleLine(
                text, family: "songti", size: size, weight: 700, color: SealDrawing.red, layout: layout, span: span)
        else { return [] }
        if narrowing < 1 {
            func millionths(_ value: Double) -> Int { Int((value * 1_000_000).rounded()) }
            let transform = Transform(
                a: millionths(cos(turn) * narrowing), b: millionths(sin(turn) * narrowing), c: millionths(-sin(turn)),
                d: millionths(cos(turn)), e: 0, f: 0)
            let items = line.items(x: -line.width / 2, y: -size / 2)
            return [.group(FrameGroup(origin: centre, transform: transform, items: items))]
        }
        let degrees: Double = turn * 180 / Double.pi
        let frame = AtomicFrame(
            width: line.width, height: size, baseline: size, verticalAlign: .baseline, items: line.items(x: 0, y: 0))
        return Rotation.turn(frame, thousandths: Int((degrees * 1_000).rounded())).items.map {
            $0.moved(x: centre.x - line.width / 2, y: centre.y - size / 2)
        }
    }
}
