import Glibc
import Markup

/// Short texts already set: labels, names of places, dates and amounts come back on every page. Belongs to one thread.
final class SetTexts {
    /// A text alone in its box or paragraph, and what it was set for.
    struct Key: Hashable {
        let style: ObjectIdentifier
        let text: ExactText
        var width: Length
        /// What else the box was given, as its layout takes it; -1 for nothing.
        var outer: Length = -1
        var height: Length = -1
        var room: Length = -1

        fileprivate init(_ style: ComputedStyle, _ text: String, width: Length) {
            self.style = ObjectIdentifier(style)
            self.text = ExactText(text)
            self.width = width
        }

        /// What a text was set for besides its width tells hardly any two keys apart.
        func hash(into hasher: inout Hasher) {
            hasher.combine(style)
            hasher.combine(width)
            text.hash(into: &hasher)
        }
    }

    /// Values held with their style, so that no other style comes to have its identity.
    private struct Entry<Value> {
        let value: Value
        let style: ComputedStyle
    }

    private var lines = Recollection<Key, Entry<[LineSetter.SetLine]>>()
    private var boxes = Recollection<Key, Entry<AtomicFrame>>()
    /// The text prepared last: a box that is as wide as its text measures it before it sets it.
    private var prepared: (key: Key, paragraph: Entry<Paragraph>)?

    private static let longest = 120

    /// The key of a text worth remembering: short, and alone in its paragraph.
    static func key(_ nodes: [Node], _ style: ComputedStyle, width: Length) -> Key? {
        guard nodes.count == 1, case .text(let text, _) = nodes[0], text.utf8.count <= longest else { return nil }
        return Key(style, text, width: width)
    }

    /// The key of a box that holds nothing but a short text and is nothing but its text.
    static func key(_ box: Box, width: Length, outer: Length?, height: Length?, room: Length?) -> Key? {
        guard box.attributes.isPlain, box.style.values.writingMode == .horizontalTB,
            var key = key(box.content, box.style, width: width)
        else { return nil }
        key.outer = outer ?? -1
        key.height = height ?? -1
        key.room = room ?? -1
        return key
    }

    func forget() {
        lines = Recollection()
        boxes = Recollection()
        prepared = nil
    }

    // MARK: Lines

    func lines(_ key: Key) -> [LineSetter.SetLine]? { lines[key]?.value }

    func keep(_ key: Key, _ set: [LineSetter.SetLine], _ style: ComputedStyle) {
        lines[key] = Entry(value: set, style: style)
    }

    // MARK: Boxes

    func box(_ key: Key) -> AtomicFrame? { boxes[key]?.value }

    func keep(_ key: Key, _ frame: AtomicFrame, _ style: ComputedStyle) {
        boxes[key] = Entry(value: frame, style: style)
    }

    // MARK: Paragraphs

    /// The paragraph of a text, whatever its width.
    func paragraph(_ key: Key) -> Paragraph? {
        guard let prepared, prepared.key.style == key.style, prepared.key.text == key.text else { return nil }
        return prepared.paragraph.value
    }

    func keep(_ key: Key, _ paragraph: Paragraph) {
        prepared = (key, Entry(value: paragraph, style: paragraph.style))
    }
}

extension Box.Attributes {
    /// Nothing that shows in frames.
    fileprivate var isPlain: Bool { headingLevel == nil && link == nil && id == nil && role == nil }
}

/// Values by key, of which those that nobody asks for are forgotten. When as many are new as a generation has, the
/// generation before is dropped, so that what comes once does not drive out what comes again.
struct Recollection<Key: Hashable, Value> {
    private var recent: [Key: Value] = [:]
    private var older: [Key: Value] = [:]
    private let generation = 6_000

    subscript(key: Key) -> Value? {
        mutating get {
            if let value = recent[key] { return value }
            guard let value = older[key] else { return nil }
            self[key] = value
            return value
        }
        set {
            if recent.count >= generation {
                older = recent
                recent = [:]
            }
            recent[key] = newValue
        }
    }
}

/// A text as a key, byte by byte: quicker than a `String`, which must be normalized to be hashed, and strict where two
/// spellings of one character have glyphs of their own.
struct ExactText: Hashable {
    let string: String

    init(_ string: String) { self.string = string }

    static func == (one: ExactText, other: ExactText) -> Bool {
        let (mine, theirs) = (one.string.utf8, other.string.utf8)
        guard mine.count == theirs.count else { return false }
        let isEqual = mine.withContiguousStorageIfAvailable { own in
            theirs.withContiguousStorageIfAvailable { memcmp(own.baseAddress!, $0.baseAddress!, own.count) == 0 }
        }
        return (isEqual ?? nil) ?? mine.elementsEqual(theirs)
    }

    func hash(into hasher: inout Hasher) {
        let isHashed: Void? = string.utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isHashed == nil { for byte in string.utf8 { hasher.combine(byte) } }
    }
}
