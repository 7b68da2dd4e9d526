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
        tailor(&after, text, word)
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

    /// A figure keeps its unit (2019年, 280元, 20号), and 〔2019〕20号 stays whole.
    private func tailor(_ after: inout [Opportunity], _ text: [UInt16], _ word: WordBreak) {
        for at in text.indices.dropLast() where after[at] == .allowed {
            let isFigure = (0x30...0x39).contains(text[at])
            if isFigure && LineBreakFinder.units.contains(text[at + 1]) { after[at] = .none }
            if text[at] == 0x3015 && (0x30...0x39).contains(text[at + 1]) { after[at] = .none }
        }
        guard word == .breakAll else { return }
        for at in text.indices.dropLast() where after[at] == .none {
            if LineBreakFinder.isWordUnit(text[at]) && LineBreakFinder.isWordUnit(text[at + 1]) { after[at] = .allowed }
        }
    }

    private static func isWordUnit(_ unit: UInt16) -> Bool {
        (0x30...0x39).contains(unit) || (0x41...0x5A).contains(unit) || (0x61...0x7A).contains(unit)
    }

    private static let units = Set("年月日号元角分人户个期条款项件份页周岁%％‰".utf16)
}
