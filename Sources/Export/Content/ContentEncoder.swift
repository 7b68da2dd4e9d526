import Diagnostics
import Markup
import Typesetting

/// Writes frame items as the operators of a page or of a form (ISO 32000-1, annex A), in units of a hundredth of a
/// point. What it writes depends on nothing but the items and the claims that are settled, so pages may be written in
/// any order on any thread.
final class ContentEncoder {
    let out = PDFBytes(capacity: 32_768)
    let kit: DrawingKit
    var ink = Ink.page
    /// Down from here y is counted: the page's height, 0 in groups.
    var height: Length = 0
    var matrix = PageMatrix()
    var waiting = InkBatch()
    /// What the last run of the text object that is being written has set.
    var lastText: (color: Color, font: Int, size: Int)?
    /// Notes the structure; nil where nobody asks for it.
    var tags: TagRecorder?
    private let settled: (FontFace) -> SettledGlyphs?
    private var known: [ObjectIdentifier: (claims: GlyphClaims, name: Int?)] = [:]
    private var fonts: [GlyphClaims] = []
    private var lastFont: (face: FontFace, claims: GlyphClaims, name: Int)?
    private var alphas: Set<UInt8> = []
    private var shown: [ShownObject] = []
    private(set) var links: [LinkArea] = []

    /// - Parameter settled: the claims that hold already for glyphs of a face.
    init(_ kit: DrawingKit, settled: @escaping (FontFace) -> SettledGlyphs? = { _ in nil }) {
        self.kit = kit
        self.settled = settled
    }

    // MARK: Whole contents

    /// - Throws: `Rejection` for what cannot be shown; `CairoFailure`, `FontFailure`.
    func page(_ page: Page, tags: TagRecorder?) throws -> (content: EncodedContent, links: [LinkArea]) {
        begin(.page)
        height = page.height
        self.tags = tags
        out.put(".01 0 0 .01 0 0 cm ")
        if tags != nil { try drawTagged(page.items) } else { try draw(page.items) }
        try flush()
        tags?.endMark(out)
        return (content(), links)
    }

    func form(_ items: [FrameItem]) throws -> EncodedForm {
        begin(.form)
        try draw(items)
        try flush()
        return EncodedForm(content())
    }

    private func begin(_ ink: Ink) {
        out.removeAll()
        self.ink = ink
        height = 0
        matrix = PageMatrix()
        waiting.removeAll()
        for claims in fonts { known[ObjectIdentifier(claims.face)]?.name = nil }
        (fonts, lastFont, alphas, shown, links) = ([], nil, [], [], [])
    }

    private func content() -> EncodedContent {
        EncodedContent(
            bytes: kit.deflater.deflated(out.buffer), fonts: fonts.map(\.use), alphas: alphas.sorted(), shown: shown)
    }

    // MARK: Resources

    /// The glyphs of a face, and the number in the name by which the content calls the font.
    func claims(of face: FontFace) -> (claims: GlyphClaims, name: Int) {
        if let lastFont, lastFont.face === face { return (lastFont.claims, lastFont.name) }
        let entry = known[ObjectIdentifier(face)] ?? (GlyphClaims(face), nil)
        let name = entry.name ?? fonts.count
        if entry.name == nil {
            entry.claims.begin(settled(face))
            fonts.append(entry.claims)
            known[ObjectIdentifier(face)] = (entry.claims, name)
        }
        lastFont = (face, entry.claims, name)
        return (entry.claims, name)
    }

    /// Sets the colour that fills and glyphs have.
    func set(_ color: Color) {
        set(alpha: color.alpha)
        ink.fill(color, out)
    }

    func set(alpha: UInt8) {
        if ink.alpha(alpha, out) { alphas.insert(alpha) }
    }

    /// Shows a picture or a form where the matrix has been moved to.
    func show(_ object: ShownObject) {
        let name = shown.firstIndex(of: object) ?? shown.count
        if name == shown.count { shown.append(object) }
        out.put("/X")
        out.number(name)
        out.put("Do ")
    }

    // MARK: Items

    func draw(_ items: [FrameItem]) throws {
        for item in items { try draw(item) }
    }

    func draw(_ item: FrameItem) throws {
        switch item {
        case .glyphs(let run): if run.color.alpha > 0 { waiting.add(run) }
        case .fill(let rect, let color): try draw(rect, color)
        case .path(let path):
            try flush()
            draw(path)
        case .barCode(let code, let rect):
            try flush()
            try draw(code, rect)
        case .link(let rect, let target): link(rect, target)
        case .picture(let picture, let rect):
            try flush()
            try draw(picture, rect)
        case .group(let group): try draw(group) { try draw(contentOf: group) }
        case .tag, .part: break
        }
    }

    private func draw(_ rect: Rect, _ color: Color) throws {
        guard color.alpha > 0, rect.width != 0, rect.height != 0 else { return }
        if waiting.hides(rect, color) { try flush() }
        waiting.add(rect, color)
    }

    /// Writes what waits. Whatever is written by other means must come after it.
    func flush() throws {
        guard !waiting.isEmpty else { return }
        fill()
        lastText = nil
        if !waiting.runs.isEmpty { try show(waiting.runs) }
        waiting.removeAll()
    }

    private func fill() {
        var last: Color?
        for (rect, color) in waiting.fills {
            if last != color || color.alpha < 255 {
                if last != nil { out.put("f ") }
                set(color)
                last = color
            }
            let (left, top) = (Units.whole(rect.x), Units.whole(height &- rect.y))
            let (right, bottom) = (Units.whole(rect.x &+ rect.width), Units.whole(height &- rect.y &- rect.height))
            out.number(left)
            out.number(bottom)
            // What is thinner than a unit is drawn all the same.
            out.number(right == left ? 1 : right &- left)
            out.number(top == bottom ? 1 : top &- bottom)
            out.put("re ")
        }
        if last != nil { out.put("f\n") }
    }

    /// The area of a link, from the outside of all groups.
    @discardableResult
    func link(_ rect: Rect, _ target: String) -> Int {
        let box = matrix.box(
            left: Units.whole(rect.x), bottom: Units.whole(height &- rect.y &- rect.height),
            right: Units.whole(rect.x &+ rect.width), top: Units.whole(height &- rect.y))
        links.append(LinkArea(box: box, target: target))
        return links.count - 1
    }

    // MARK: Groups

    func draw(_ group: FrameGroup, content: () throws -> Void) throws {
        // A group drawn flat shows nothing.
        guard group.transform.isInvertible else { return }
        try flush()
        let outside = (ink: ink, height: height, matrix: matrix)
        out.put("q ")
        move(to: group.origin, group.transform)
        height = 0
        if let clip = group.clip {
            // A figure without lines leaves nothing to be seen.
            if !trace(clip) { out.put("0 0 0 0 re ") }
            out.put("W n ")
        }
        try content()
        try flush()
        out.put("Q\n")
        (ink, height, matrix) = outside
    }

    private func move(to origin: Point, _ transform: Transform) {
        let factors = [transform.a, 0 &- transform.b, 0 &- transform.c, transform.d]
        let x = Units.whole(origin.x &+ transform.e)
        let y = Units.whole(height &- origin.y &- transform.f)
        if transform == .identity && x == 0 && y == 0 { return }
        for factor in factors { out.number(millionths: factor) }
        out.number(x)
        out.number(y)
        out.put("cm ")
        let parts = factors.map { Double($0) / 1e6 }
        matrix = matrix.within((parts[0], parts[1], parts[2], parts[3], Double(x), Double(y)))
    }

    /// As a form when it is worth one: what comes again, as a seal does, is in the file once.
    func draw(contentOf group: FrameGroup) throws {
        guard let form = try kit.forms.form(group.items, kit) else { return try draw(group.items) }
        set(alpha: 255)
        show(.form(try agreeing(form, group.items)))
    }

    /// The form, or another of the same items where its glyphs stand for other texts than here.
    private func agreeing(_ form: EncodedForm, _ items: [FrameItem]) throws -> EncodedForm {
        if join(form) { return form }
        let held = fonts.map { $0.settledHere() }
        let other = ContentEncoder(kit) { face in held.first { $0.face === face } ?? self.settled(face) }
        let agreeing = try other.form(items)
        guard join(agreeing) else { preconditionFailure("content written with claims keeps them") }
        return agreeing
    }

    private func join(_ form: EncodedForm) -> Bool {
        form.content.fonts.allSatisfy { claims(of: $0.face).claims.join($0) }
    }
}

extension Transform {
    var isInvertible: Bool {
        let (first, isFirstTooLarge) = a.multipliedReportingOverflow(by: d)
        let (second, isSecondTooLarge) = b.multipliedReportingOverflow(by: c)
        return !isFirstTooLarge && !isSecondTooLarge && first != second
    }
}
