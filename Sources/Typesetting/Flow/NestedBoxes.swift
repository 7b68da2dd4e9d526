import Markup

/// What is known of the boxes inside a box that is laid out whole. Boxes are measured before they are set, and set
/// again when they are to fill a line: without this, each level of nesting would double the work. All is forgotten when
/// the outermost box is done, so that it takes no memory in long documents. Belongs to one thread.
final class NestedBoxes {
    /// A box by its style and where its content is stored, and what it was laid out for.
    struct Key: Hashable {
        private let style: ObjectIdentifier
        private let content: UInt
        private let mode: WritingMode
        private let regionHeight: Length
        var width: Length = 0
        var outer: Length?
        var height: Length?
        var room: Length?

        /// nil for a box with no box inside, which is quick to lay out again.
        init?(_ box: Box, _ layout: FlowLayout) {
            guard box.content.contains(where: { if case .box = $0 { true } else { false } }) else { return nil }
            style = ObjectIdentifier(box.style)
            content = box.content.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
            mode = layout.mode
            regionHeight = layout.regionHeight
        }
    }

    /// Values held with their box, so that no other comes to have its identity.
    private struct Entry<Value> {
        let value: Value
        let box: Box
    }

    private var frames: [Key: Entry<AtomicFrame>] = [:]
    private var widths: [Key: Entry<(Length, Length)>] = [:]
    private var depth = 0
    /// How often a box with boxes inside has been laid out or measured so far.
    private(set) var work = 0

    /// The frame of a box, from `make` unless it is known. The outermost box comes but once and is not kept.
    /// - Parameter again: makes another of a frame that has been given before.
    func frame(
        _ key: Key?, _ box: Box, again: (AtomicFrame) -> AtomicFrame, make: () throws -> AtomicFrame
    ) throws -> AtomicFrame {
        guard let key, depth > 0 else { return try inside(make) }
        if let known = frames[key] { return again(known.value) }
        work += 1
        let frame = try inside(make)
        frames[key] = Entry(value: frame, box: box)
        return frame
    }

    /// The least and greatest width of a box's content.
    func widths(_ key: Key?, _ box: Box, make: () throws -> (Length, Length)) throws -> (Length, Length) {
        guard let key else { return try make() }
        if let known = widths[key] { return known.value }
        work += 1
        return try inside {
            let made = try make()
            widths[key] = Entry(value: made, box: box)
            return made
        }
    }

    private func inside<Value>(_ make: () throws -> Value) throws -> Value {
        depth += 1
        defer {
            depth -= 1
            if depth == 0, !frames.isEmpty || !widths.isEmpty {
                frames = [:]
                widths = [:]
            }
        }
        return try make()
    }
}

extension Tagger {
    /// A frame that is drawn in place of one like it: its parts get numbers of their own, in the same order.
    func renumbered(_ frame: AtomicFrame) -> AtomicFrame {
        var found: Set<Int> = []
        Tagger.gather(frame.items, into: &found)
        guard !found.isEmpty else { return frame }
        var numbers: [Int: Int] = [:]
        for number in found.sorted() { numbers[number] = next() }
        var frame = frame
        frame.items = Tagger.replaced(frame.items, numbers)
        return frame
    }

    private static func gather(_ items: [FrameItem], into found: inout Set<Int>) {
        for item in items {
            switch item {
            case .tag(.begin(_, let number)): found.insert(number)
            case .group(let group): gather(group.items, into: &found)
            default: break
            }
        }
    }

    private static func replaced(_ items: [FrameItem], _ numbers: [Int: Int]) -> [FrameItem] {
        items.map { item in
            switch item {
            case .tag(.begin(let role, let number)): return .tag(.begin(role, number: numbers[number] ?? number))
            case .group(var group):
                group.items = replaced(group.items, numbers)
                return .group(group)
            default: return item
            }
        }
    }
}
