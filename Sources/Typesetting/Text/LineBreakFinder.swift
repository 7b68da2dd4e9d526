import CICU
import Markup

/// Where a line may end: UAX #14 by ICU, with what Chinese administrative text asks for besides.
///
/// Remembers the texts it has seen, since labels and phrases come back on every page. One finder belongs to one thread.
final class LineBreakFinder {
    enum Opportunity: UInt8 { case none, allowed, mandatory }

    private var iterators: [String: OpaquePointer] = [:]
    private var known: [Key: [Opportunity]] = [:]

    private struct Key: Hashable {
        let text: [UInt16]
        let strictness: LineBreakStrictness
        let word: WordBreak
        let language: String
    }

    /// Beyond this many remembered texts, all are forgotten.
    private static let memoryLimit = 20_000

    deinit {
        for iterator in iterators.values { zj_break_close(iterator) }
    }

    /// For each UTF-16 unit, whether a line may end behind it.
    /// - Parameter language: a BCP 47 tag, of which the language counts.
    func opportunities(
        in text: [UInt16], strictness: LineBreakStrictness, word: WordBreak, language: String = "zh"
    ) -> [Opportunity] {
        let language = LineBreakFinder.primary(language)
        let key = Key(text: text, strictness: strictness, word: word, language: language)
        if let seen = known[key] { return seen }
        var after = [Opportunity](repeating: .none, count: text.count)
        var offsets = [Int32](repeating: 0, count: text.count + 1)
        let count = text.withUnsafeBufferPointer { units in
            zj_line_breaks(
                iterator(strictness, language), units.baseAddress, Int32(units.count), &offsets, Int32(offsets.count))
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

    /// The language of a tag, in small letters; that of a tag which is none is Chinese.
    private static func primary(_ tag: String) -> String {
        let language = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
        let isLanguage =
            (2...3).contains(language.utf8.count) && language.utf8.allSatisfy { (0x61...0x7A).contains($0) }
        return isLanguage ? language : "zh"
    }

    private func iterator(_ strictness: LineBreakStrictness, _ language: String) -> OpaquePointer {
        let keyword = strictness == .anywhere ? "loose" : strictness.rawValue
        let locale = "\(language)@lb=\(keyword)"
        if let open = iterators[locale] { return open }
        guard let opened = zj_line_break_open(locale) else {
            preconditionFailure("ICU breaks the lines of a language that it does not know as those of any other")
        }
        iterators[locale] = opened
        return opened
    }
}
