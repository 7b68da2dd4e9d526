import CICU
import Markup

/// Where a line may end: UAX #14 by ICU, with what Chinese administrative text asks for besides.
///
/// Remembers the texts it has seen, since labels and phrases come back on every page. One finder belongs to one thread.
final class LineBreakFinder {
    enum Opportunity: UInt8 { case none, allowed, mandatory }

    private var iterators: [LineBreakStrictness: OpaquePointer] = [:]
    private var known: [Key: [Opportunity]] = [:]

    private struct Key: Hashable {
        let text: [UInt16]
        let strictness: LineBreakStrictness
        let word: WordBreak
    }

    /// Beyond this many remembered texts, all are forgotten.
    private static let memoryLimit = 20_000

    deinit {
        for iterator in iterators.values { zj_break_close(iterator) }
    }

    /// For each UTF-16 unit, whether a line may end behind it.
    func opportunities(in text: [UInt16], strictness: LineBreakStrictness, word: WordBreak) -> [Opportunity] {
        let key = Key(text: text, strictness: strictness, word: word)
        if let seen = known[key] { return seen }
        var after = [Opportunity](repeating: .none, count: text.count)
        var offsets = [Int32](repeating: 0, count: text.count + 1)
        let count = text.withUnsafeBufferPointer { units in
            zj_line_breaks(iterator(strictness), units.baseAddress, Int32(units.count), &offsets, Int32(offsets.count))
        }
        precondition(count >= 0, "ICU refuses well-formed text")
        for offset in offsets.prefix(Int(count)) {
            let isMandatory = offset < 0
            let end = Int(isMandatory ? ~offset : offset)
            if end > 0 { after[end - 1] = isMandatory ? .mandatory : .allowed }
        }
        LineBreakTailoring(text: text, strictness: strictness).apply(to: &after, word: word)
        if known.count >= LineBreakFinder.memoryLimit { known.removeAll() }
        known[key] = after
        return after
    }

    private func iterator(_ strictness: LineBreakStrictness) -> OpaquePointer {
        if let open = iterators[strictness] { return open }
        let keyword = strictness == .anywhere ? "loose" : strictness.rawValue
        guard let opened = zj_line_break_open("zh@lb=\(keyword)") else {
            preconditionFailure("ICU has no line breaks for Chinese")
        }
        iterators[strictness] = opened
        return opened
    }
}
