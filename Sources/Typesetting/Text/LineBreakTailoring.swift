import Markup

/// What Chinese administrative text asks for beyond UAX #14: a figure keeps its unit (2019年, 10月28日, 280万元, 第3条) and
/// the number of a paragraph its text, 〔2019〕20号 stays whole, 间隔号 begins no line, in strict setting no 破折号 either,
/// and a line may end before an opening and behind a closing quotation mark among ideographs (LB19a of Unicode 16).
struct LineBreakTailoring {
    let text: [UInt16]
    let strictness: LineBreakStrictness

    func apply(to after: inout [LineBreakFinder.Opportunity], word: WordBreak) {
        for at in text.indices.dropLast() {
            switch after[at] {
            case .allowed:
                if isForbidden(after: at) || (word == .keepAll && isWordInside(at)) { after[at] = .none }
            case .none:
                let isInWord = word == .breakAll && isLatin(text[at]) && isLatin(text[at + 1])
                if isInWord || isAtQuote(at) { after[at] = .allowed }
            case .mandatory: break
            }
        }
    }

    private func isForbidden(after at: Int) -> Bool {
        let next = text[at + 1]
        // A soft hyphen shows nothing here, so that a word broken at it would lack its hyphen.
        if text[at] == 0xAD { return true }
        if LineBreakTailoring.middleDots.contains(next) { return true }
        if strictness == .strict, next == 0x2014 || next == 0x2E3A { return true }
        if isInQuantity(at, next) { return true }
        if text[at] == 0x3015 && isFigure(next) { return true }
        return text[at] == 0x2E && at > 0 && isFigure(text[at - 1]) && isWide(at + 1)
    }

    /// Between a figure and its unit, inside a unit of two characters, between 第 and a figure, between month and day,
    /// behind the dash of a range of figures.
    private func isInQuantity(_ at: Int, _ next: UInt16) -> Bool {
        let here = text[at]
        if isFigure(here) { return LineBreakTailoring.units.contains(next) || (here > 0x39 && isFigure(next)) }
        if isFigure(next), here == LineBreakTailoring.ordinal { return true }
        guard at > 0, isFigure(text[at - 1]) else { return false }
        if isFigure(next) { return here == LineBreakTailoring.month || here == 0x2014 || here == 0xFF5E }
        return LineBreakTailoring.multiples.contains(here) && LineBreakTailoring.units.contains(next)
    }

    /// A unit of measure or time, which stays with the figure before it.
    static func belongsToFigure(_ unit: UInt16) -> Bool { units.contains(unit) || multiples.contains(unit) }

    /// 第 stays with the figure behind it, a month with its day.
    static func leadsFigure(_ unit: UInt16) -> Bool { unit == ordinal || unit == month }

    private func isAtQuote(_ at: Int) -> Bool {
        let (here, next) = (text[at], text[at + 1])
        if LineBreakTailoring.openingQuotes.contains(next) {
            return isWide(at) && kind(at) != .opening && at + 2 < text.count && isWide(at + 2)
        }
        guard LineBreakTailoring.closingQuotes.contains(here), at > 0, isWide(at - 1), isWide(at + 1) else {
            return false
        }
        let follower = kind(at + 1)
        return (follower == .ideograph || follower == .opening) && !LineBreakTailoring.followers.contains(next)
    }

    /// Between two characters of one word in the sense of `word-break: keep-all`.
    private func isWordInside(_ at: Int) -> Bool { isLetter(at) && isLetter(at + 1) }

    // MARK: Characters

    /// The character that the unit at `at` belongs to.
    private func scalar(_ at: Int) -> Unicode.Scalar {
        let start = UTF16.isTrailSurrogate(text[at]) && at > 0 ? at - 1 : at
        return ParagraphShaper.scalar(text, start).0
    }

    private func isWide(_ at: Int) -> Bool {
        // Quotation marks, dashes and dots are of ambiguous width; among ideographs they are full-width.
        scalar(at).isWideForSetting || CharacterClass(scalar(at)) == .ideograph || isQuote(text[at])
    }

    private func kind(_ at: Int) -> CharacterClass { CharacterClass(scalar(at)) }

    private func isQuote(_ unit: UInt16) -> Bool {
        LineBreakTailoring.openingQuotes.contains(unit) || LineBreakTailoring.closingQuotes.contains(unit)
    }

    private func isLetter(_ at: Int) -> Bool {
        let scalar = scalar(at)
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private func isFigure(_ unit: UInt16) -> Bool { (0x30...0x39).contains(unit) || (0xFF10...0xFF19).contains(unit) }

    private func isLatin(_ unit: UInt16) -> Bool {
        (0x30...0x39).contains(unit) || (0x41...0x5A).contains(unit) || (0x61...0x7A).contains(unit)
    }

    private static let units = Set("年月日号元角分人户个期条款项件份页周岁名万亿%％‰℃时秒天次倍亩吨米级类组章节卷册张栋楼层室村镇".utf16)
    /// What may stand between a figure and its unit: 3个月, 280万元.
    private static let multiples = Set("个万亿千百".utf16)
    private static let ordinal: UInt16 = 0x7B2C  // 第
    private static let month: UInt16 = 0x6708  // 月
    private static let middleDots: Set<UInt16> = [0xB7, 0x2027, 0x30FB, 0xFF65]
    private static let openingQuotes: Set<UInt16> = [0x2018, 0x201C]
    private static let closingQuotes: Set<UInt16> = [0x2019, 0x201D]
    /// Full-width characters that begin no line: 々, 〻, the long-vowel mark, the ellipsis.
    private static let followers: Set<UInt16> = [0x3005, 0x303B, 0x30FC, 0x2026]
}
