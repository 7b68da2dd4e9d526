/// What an import corrected without asking, because only one reading is possible. The original is kept.
///
/// The order of the cases is the order of weight: a row that needed several is reported under the first.
package enum Repair: String, Sendable, CaseIterable, Comparable {
    case fifteenDigit = "fifteen-digit"
    case lowercaseX = "lowercase-x"
    case fullWidth = "full-width"
    case apostrophe
    case spaces
    case separator

    /// One for each repair, so that a row's fit into a byte.
    var bit: UInt8 {
        switch self {
        case .fifteenDigit: 1
        case .lowercaseX: 2
        case .fullWidth: 4
        case .apostrophe: 8
        case .spaces: 16
        case .separator: 32
        }
    }

    package static func < (left: Repair, right: Repair) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// A cell brought to plain characters: no blanks, no apostrophe of a spreadsheet, no full-width forms.
struct CleanedText {
    private(set) var text: String
    private(set) var repairs: Set<Repair> = []

    /// Removes blanks, a spreadsheet's apostrophe and full-width forms from a code or a number.
    init(code raw: String) {
        if raw.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "`") }) {
            text = raw
            return
        }
        text = ""
        for scalar in raw.unicodeScalars { append(scalar) }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x27, 0x60, 0xB4, 0x2018, 0x2019, 0x201B, 0x2032, 0xFF07, 0xFF40:
            repairs.insert(.apostrophe)
        case 0xFF01...0xFF5E:
            repairs.insert(.fullWidth)
            text.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
        case 0x2169, 0x2179:
            // The Roman numeral ten, which some input methods give for X.
            repairs.insert(.fullWidth)
            text += scalar.value == 0x2169 ? "X" : "x"
        case _ where CleanedText.isBlank(scalar):
            repairs.insert(.spaces)
        default:
            text.unicodeScalars.append(scalar)
        }
    }

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x20, 0x7F, 0x85, 0xA0, 0xAD, 0x1680, 0x180E, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x2064,
            0x3000,
            0xFEFF:
            true
        default: false
        }
    }
}
