/// A name as it was received, and as it is matched and printed.
struct PersonName {
    let printed: String
    let repairs: Set<Repair>
    /// Whether the name holds a code point of the private use areas: nobody else can read it.
    let hasPrivateUse: Bool

    init(_ raw: String) {
        let scalars = Array(raw.unicodeScalars)
        var repairs: Set<Repair> = []
        let trimmed = PersonName.trimmed(scalars)
        if trimmed.count != scalars.count { repairs.insert(.spaces) }
        var kept = Array(trimmed)
        if PersonName.isPadded(kept) {
            kept.removeAll(where: CleanedText.isBlank)
            repairs.insert(.spaces)
        }
        for index in kept.indices where PersonName.separators.contains(kept[index]) {
            guard index > 0, index + 1 < kept.count, PersonName.isHan(kept[index - 1]),
                PersonName.isHan(kept[index + 1])
            else { continue }
            kept[index] = "\u{B7}"
            repairs.insert(.separator)
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: kept)
        printed = String(text)
        self.repairs = repairs
        hasPrivateUse = kept.contains { scalar in
            switch scalar.value {
            case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
            default: false
            }
        }
    }

    var isEmpty: Bool { printed.isEmpty }

    /// What stands for U+00B7 in files: bullet, katakana dot, hyphenation point, full-width stop, stop, dot above, 。.
    private static let separators: Set<Unicode.Scalar> = [
        "\u{2022}", "\u{30FB}", "\u{2027}", "\u{FF0E}", ".", "\u{02D9}", "\u{3002}", "\u{FF65}", "\u{22C5}",
        "\u{2219}",
    ]

    private static func trimmed(_ scalars: [Unicode.Scalar]) -> ArraySlice<Unicode.Scalar> {
        var rest = scalars[...]
        while let first = rest.first, CleanedText.isBlank(first) { rest.removeFirst() }
        while let last = rest.last, CleanedText.isBlank(last) { rest.removeLast() }
        return rest
    }

    /// `张 三`: two single characters set apart to the width of three. Blanks in a longer name may be separators.
    private static func isPadded(_ scalars: [Unicode.Scalar]) -> Bool {
        let solid = scalars.filter { !CleanedText.isBlank($0) }
        return solid.count == 2 && scalars.count > 2 && solid.allSatisfy(isHan)
    }

    static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xE000...0xFAFF, 0x20000...0x3FFFD: true
        default: false
        }
    }
}
