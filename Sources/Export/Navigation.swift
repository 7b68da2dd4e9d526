import CCairo
import Diagnostics
import Typesetting

/// What leads a reader through a file: bookmarks, the names that links go to, the numbers of pages.
final class Navigation {
    private let surface: OpaquePointer?
    private let context: OpaquePointer
    private var open: [(level: Int, id: Int32)] = []
    private var pages = 0
    /// Documents in the file so far; each has names of its own.
    private var documents = 0
    private var lastNumber = 0
    private var known: Set<String> = []
    private var wanted: [(name: String, place: String)] = []

    init(surface: OpaquePointer?, context: OpaquePointer) {
        self.surface = surface
        self.context = context
    }

    /// Called before a page is drawn.
    func begin(_ page: Page) {
        pages += 1
        if page.number <= lastNumber || documents == 0 {
            documents += 1
            // Headings of the next document never belong under those of the last.
            open = []
        }
        lastNumber = page.number
        cairo_pdf_surface_set_page_label(surface, page.label ?? String(page.number))
        for entry in page.outline { add(entry) }
        for destination in page.destinations { add(destination) }
    }

    /// A heading goes under the last heading of a higher level.
    private func add(_ entry: OutlineEntry) {
        while let last = open.last, last.level >= entry.level { open.removeLast() }
        let parent = open.last?.id ?? CAIRO_PDF_OUTLINE_ROOT
        let target = "page=\(pages) pos=[0 \(entry.y.points)]"
        // Chapters stand open; what is deeper opens on demand.
        let flags = entry.level <= 2 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : cairo_pdf_outline_flags_t(rawValue: 0)
        let id = cairo_pdf_surface_add_outline(surface, parent, entry.title, target, flags)
        open.append((entry.level, id))
    }

    private func add(_ destination: Destination) {
        let place = place(destination.name)
        // The first of two elements with one id is the one that is meant.
        guard known.insert(place).inserted else { return }
        cairo_tag_begin(context, CAIRO_TAG_DEST, "name='\(place)' x=0 y=\(destination.y.points)")
        cairo_tag_end(context, CAIRO_TAG_DEST)
    }

    /// The attributes of a link's tag that say where it leads.
    func attributes(of target: String) -> String {
        guard target.hasPrefix("#") else {
            return "uri='\(Navigation.address(target).replacing("'", with: "\\'"))'"
        }
        let name = String(target.dropFirst())
        wanted.append((name, place(name)))
        return "dest='\(place(name))'"
    }

    /// - Throws: `Rejection` naming the links that lead nowhere; cairo would give up the whole file.
    func check() throws {
        let lost = wanted.filter { !known.contains($0.place) }.map(\.name)
        guard !lost.isEmpty else { return }
        var seen: Set<String> = []
        throw Rejection(
            lost.filter { seen.insert($0).inserted }.map { Diagnostic(.error, "export.link-target", ["name": $0]) })
    }

    // MARK: Names

    /// Cairo writes a name that is not ASCII in one encoding where it stands and in another where a link asks for it.
    private func place(_ name: String) -> String {
        let own = Navigation.escaped(name) { $0.isAlphanumeric || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
        return documents <= 1 ? own : "\(documents)/\(own)"
    }

    /// An address in ASCII (RFC 3986): what it reserves stays as it is.
    static func address(_ text: String) -> String {
        escaped(text) { byte in
            byte.isAlphanumeric || "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
        }
    }

    private static func escaped(_ text: String, keeps: (UInt8) -> Bool) -> String {
        text.utf8.map { byte in
            if keeps(byte) { return String(Unicode.Scalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }
}

extension UInt8 {
    fileprivate var isAlphanumeric: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }
}
