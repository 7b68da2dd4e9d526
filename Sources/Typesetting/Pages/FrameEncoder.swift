import Markup

/// Writes frame items as bytes: a tag byte, then whole numbers in as few bytes as they need (seven bits a byte, signed
/// ones folded to the even and odd), UTF-8 as it is. What has no short form (faces, pictures, structure roles, parts)
/// is kept beside in `Shared` and named by its index. `FrameDecoder` reads it back without loss.
struct FrameEncoder {
    /// What bytes name by an index.
    struct Named: Sendable {
        fileprivate(set) var faces: [FontFace] = []
        fileprivate(set) var pictures: [Picture] = []
        fileprivate(set) var roles: [StructureRole] = []
        fileprivate(set) var parts: [PartMark] = []
        /// Items of groups that were met, kept as they are: a seal stands on every page, and that it is the same one
        /// must be seen after reading, too.
        fileprivate(set) var groups: [[FrameItem]] = []
    }

    /// What items have in common, in the order in which it was met.
    struct Shared {
        private(set) var named = Named()
        /// The glyphs used, by the faces' indices.
        fileprivate(set) var glyphs: [GlyphSet] = []
        private var faceIndex: [ObjectIdentifier: Int] = [:]
        private var pictureIndex: [ObjectIdentifier: Int] = [:]
        private var roleIndex: [StructureRole: Int] = [:]
        private var partIndex: [PartMark: Int] = [:]
        private var lastFace = 0
        private var groupIndex: [UnsafeRawPointer: Int] = [:]

        /// Groups beyond these are written like everything else.
        private static let groupLimit = 64

        init() {}

        /// Nil for the items of a group that are not kept.
        fileprivate mutating func index(_ items: [FrameItem]) -> Int? {
            guard items.count > 1, let place = items.withUnsafeBytes({ $0.baseAddress }) else { return nil }
            if let known = groupIndex[place] { return known }
            guard named.groups.count < Shared.groupLimit else { return nil }
            named.groups.append(items)
            groupIndex[place] = named.groups.count - 1
            note(items)
            return named.groups.count - 1
        }

        private mutating func note(_ items: [FrameItem]) {
            for item in items {
                switch item {
                case .glyphs(let run):
                    let face = index(run.face)
                    for glyph in run.glyphs { glyphs[face].insert(glyph.id) }
                case .group(let group): note(group.items)
                default: break
                }
            }
        }

        fileprivate mutating func index(_ face: FontFace) -> Int {
            // Most runs are of the face of the run before.
            if lastFace < named.faces.count, named.faces[lastFace] === face { return lastFace }
            let known = faceIndex[ObjectIdentifier(face)] ?? named.faces.count
            if known == named.faces.count {
                named.faces.append(face)
                glyphs.append(GlyphSet())
                faceIndex[ObjectIdentifier(face)] = known
            }
            lastFace = known
            return known
        }

        fileprivate mutating func index(_ picture: Picture) -> Int {
            if let known = pictureIndex[ObjectIdentifier(picture)] { return known }
            named.pictures.append(picture)
            pictureIndex[ObjectIdentifier(picture)] = named.pictures.count - 1
            return named.pictures.count - 1
        }

        fileprivate mutating func index(_ role: StructureRole) -> Int {
            if let known = roleIndex[role] { return known }
            named.roles.append(role)
            roleIndex[role] = named.roles.count - 1
            return named.roles.count - 1
        }

        fileprivate mutating func index(_ part: PartMark) -> Int {
            if let known = partIndex[part] { return known }
            named.parts.append(part)
            partIndex[part] = named.parts.count - 1
            return named.parts.count - 1
        }
    }

    enum Kind: UInt8 {
        case glyphs, fill, path, barCode, link, picture, group, beginTag, endTag, artifact, part
    }

    var shared = Shared()
    var bytes: [UInt8] = []

    // MARK: Numbers and text

    mutating func unsigned(_ value: UInt) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func count(_ value: Int) { unsigned(UInt(value)) }

    mutating func int(_ value: Int) { unsigned(UInt(bitPattern: value << 1 ^ value >> 63)) }

    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            count(utf8.count)
            bytes.append(contentsOf: utf8)
        }
    }

    mutating func optional(_ text: String?) {
        count(text == nil ? 0 : 1)
        if let text { self.text(text) }
    }

    mutating func point(_ point: Point) {
        int(point.x)
        int(point.y)
    }

    mutating func rect(_ rect: Rect) {
        int(rect.x)
        int(rect.y)
        int(rect.width)
        int(rect.height)
    }

    private mutating func color(_ color: Color) {
        bytes.append(color.red)
        bytes.append(color.green)
        bytes.append(color.blue)
        bytes.append(color.alpha)
    }

    // MARK: Items

    /// - Parameters:
    ///   - x: how far the items are moved to the right on the way; likewise `y` downwards.
    mutating func items(_ items: [FrameItem], x: Length = 0, y: Length = 0) {
        for item in items { self.item(item, x, y) }
    }

    private mutating func item(_ item: FrameItem, _ x: Length, _ y: Length) {
        switch item {
        case .glyphs(let run): glyphs(run, x, y)
        case .fill(let rect, let color):
            kind(.fill)
            self.rect(rect.moved(x, y))
            self.color(color)
        case .path(let path):
            kind(.path)
            self.path(path, x, y)
        case .barCode(let code, let rect):
            kind(.barCode)
            text(code.kind.rawValue)
            text(code.value)
            self.rect(rect.moved(x, y))
        case .link(let rect, let target):
            kind(.link)
            self.rect(rect.moved(x, y))
            text(target)
        case .picture(let picture, let rect):
            kind(.picture)
            count(shared.index(picture))
            self.rect(rect.moved(x, y))
        case .group(let group): self.group(group, x, y)
        case .tag(.begin(let role, let number)):
            kind(.beginTag)
            count(shared.index(role))
            int(number)
        case .tag(.end): kind(.endTag)
        case .tag(.beginArtifact): kind(.artifact)
        case .part(let mark):
            kind(.part)
            count(shared.index(mark))
        }
    }

    private mutating func kind(_ kind: Kind) { bytes.append(kind.rawValue) }

    private mutating func glyphs(_ run: GlyphRun, _ x: Length, _ y: Length) {
        let face = shared.index(run.face)
        kind(.glyphs)
        count(face)
        int(run.size)
        color(run.color)
        int(run.origin.x + x)
        int(run.origin.y + y)
        int(run.rotation)
        text(run.text)
        count(run.clusters.count)
        for cluster in run.clusters {
            // Nearly all clusters are a character and a glyph or two.
            if (0..<16).contains(cluster.bytes), (0..<15).contains(cluster.glyphs) {
                bytes.append(UInt8(cluster.bytes << 4 | cluster.glyphs))
            } else {
                bytes.append(0x0F)
                int(cluster.bytes)
                int(cluster.glyphs)
            }
        }
        let isLevel = run.glyphs.allSatisfy { $0.y == 0 }
        count(run.glyphs.count << 1 | (isLevel ? 1 : 0))
        var pen: Length = 0
        for glyph in run.glyphs {
            shared.glyphs[face].insert(glyph.id)
            unsigned(UInt(glyph.id))
            int(glyph.x &- pen)
            pen = glyph.x
            if !isLevel { int(glyph.y) }
        }
    }

    private mutating func path(_ path: Path, _ x: Length, _ y: Length) {
        int(path.origin.x + x)
        int(path.origin.y + y)
        int(path.rotation)
        color(path.color)
        switch path.paint {
        case .fill: count(0)
        case .stroke(let width, let dashes):
            count(1 + dashes.count)
            int(width)
            for dash in dashes { int(dash) }
        }
        count(path.segments.count)
        for segment in path.segments {
            switch segment {
            case .move(let to):
                count(0)
                point(to)
            case .line(let to):
                count(1)
                point(to)
            case .curve(let one, let two, let to):
                count(2)
                point(one)
                point(two)
                point(to)
            case .close: count(3)
            }
        }
    }

    private mutating func group(_ group: FrameGroup, _ x: Length, _ y: Length) {
        kind(.group)
        int(group.origin.x + x)
        int(group.origin.y + y)
        let matrix = group.transform
        for value in [matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f] { int(value) }
        count(group.clip == nil ? 0 : 1)
        if let clip = group.clip { path(clip, 0, 0) }
        if let index = shared.index(group.items) {
            count(index + 1)
            return
        }
        count(0)
        count(group.items.count)
        items(group.items)
    }
}

extension Rect {
    fileprivate func moved(_ x: Length, _ y: Length) -> Rect {
        Rect(x: self.x + x, y: self.y + y, width: width, height: height)
    }
}
