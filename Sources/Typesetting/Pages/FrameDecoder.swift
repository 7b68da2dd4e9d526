import Markup

/// Reads what `FrameEncoder` wrote. The bytes are the program's own: what does not fit is a broken invariant.
struct FrameDecoder {
    private let named: FrameEncoder.Named
    private let bytes: UnsafeRawBufferPointer
    private var at = 0

    /// - Parameter bytes: valid as long as the decoder is used.
    init(_ bytes: UnsafeRawBufferPointer, _ named: FrameEncoder.Named) {
        self.bytes = bytes
        self.named = named
    }

    var isAtEnd: Bool { at == bytes.count }

    // MARK: Numbers and text

    private mutating func byte() -> UInt8 {
        defer { at += 1 }
        return bytes[at]
    }

    mutating func unsigned() -> UInt {
        var value: UInt = 0
        var shift: UInt = 0
        while true {
            let byte = byte()
            value |= UInt(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    mutating func count() -> Int { Int(unsigned()) }

    mutating func int() -> Int {
        let folded = unsigned()
        return Int(bitPattern: folded >> 1) ^ -Int(bitPattern: folded & 1)
    }

    mutating func text() -> String {
        let length = count()
        defer { at += length }
        return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[at..<at + length]), as: UTF8.self)
    }

    mutating func optionalText() -> String? { count() == 0 ? nil : text() }

    mutating func point() -> Point {
        let x = int()
        return Point(x: x, y: int())
    }

    mutating func rect() -> Rect {
        let origin = point()
        let width = int()
        return Rect(x: origin.x, y: origin.y, width: width, height: int())
    }

    private mutating func color() -> Color {
        let red = byte()
        let green = byte()
        let blue = byte()
        return Color(red, green, blue, byte())
    }

    // MARK: Items

    /// The items from here to the end of the bytes.
    mutating func remainingItems(into items: inout [FrameItem]) {
        while !isAtEnd { items.append(item()) }
    }

    mutating func items(_ count: Int, into items: inout [FrameItem]) {
        for _ in 0..<count { items.append(item()) }
    }

    private mutating func item() -> FrameItem {
        guard let kind = FrameEncoder.Kind(rawValue: byte()) else { preconditionFailure("a spooled item of no kind") }
        switch kind {
        case .glyphs: return .glyphs(glyphs())
        case .fill:
            let rect = rect()
            return .fill(rect, color())
        case .path: return .path(path())
        case .barCode:
            guard let kind = BarCode.Kind(rawValue: text()) else { preconditionFailure("a bar code of no kind") }
            let code = BarCode(kind: kind, value: text())
            return .barCode(code, rect())
        case .link:
            let rect = rect()
            return .link(rect, text())
        case .picture:
            let picture = named.pictures[count()]
            return .picture(picture, rect())
        case .group: return .group(group())
        case .beginTag:
            let role = named.roles[count()]
            return .tag(.begin(role, number: int()))
        case .endTag: return .tag(.end)
        case .artifact: return .tag(.beginArtifact)
        case .part: return .part(named.parts[count()])
        }
    }

    private mutating func glyphs() -> GlyphRun {
        let face = named.faces[count()]
        let size = int()
        let color = color()
        let origin = point()
        let rotation = int()
        let text = text()
        var clusters: [GlyphRun.Cluster] = []
        let clusterCount = count()
        clusters.reserveCapacity(clusterCount)
        for _ in 0..<clusterCount {
            let packed = byte()
            if packed == 0x0F {
                let bytes = int()
                clusters.append(GlyphRun.Cluster(bytes: bytes, glyphs: int()))
            } else {
                clusters.append(GlyphRun.Cluster(bytes: Int(packed >> 4), glyphs: Int(packed & 0x0F)))
            }
        }
        let packed = count()
        let isLevel = packed & 1 == 1
        var glyphs: [GlyphRun.Glyph] = []
        glyphs.reserveCapacity(packed >> 1)
        var pen: Length = 0
        for _ in 0..<packed >> 1 {
            let id = UInt32(truncatingIfNeeded: unsigned())
            pen &+= int()
            glyphs.append(GlyphRun.Glyph(id: id, x: pen, y: isLevel ? 0 : int()))
        }
        return GlyphRun(
            face: face, size: size, color: color, origin: origin, rotation: rotation, glyphs: glyphs, text: text,
            clusters: clusters)
    }

    private mutating func path() -> Path {
        let origin = point()
        let rotation = int()
        let color = color()
        let packed = count()
        var paint = Path.Paint.fill
        if packed > 0 {
            let width = int()
            paint = .stroke(width, dashes: (0..<packed - 1).map { _ in int() })
        }
        let segments = (0..<count()).map { _ -> Path.Segment in
            switch count() {
            case 0: return .move(point())
            case 1: return .line(point())
            case 2:
                let one = point()
                let two = point()
                return .curve(one, two, point())
            default: return .close
            }
        }
        return Path(origin: origin, rotation: rotation, segments: segments, paint: paint, color: color)
    }

    private mutating func group() -> FrameGroup {
        let origin = point()
        let factors = (0..<6).map { _ in int() }
        let transform = Transform(
            a: factors[0], b: factors[1], c: factors[2], d: factors[3], e: factors[4], f: factors[5])
        let clip = count() == 0 ? nil : path()
        let kept = count()
        var items = kept > 0 ? named.groups[kept - 1] : []
        if kept == 0 { self.items(count(), into: &items) }
        return FrameGroup(origin: origin, transform: transform, clip: clip, items: items)
    }
}
