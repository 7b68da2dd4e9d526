import CICU

/// How a character takes part in the setting of a Chinese line (CLREQ 3.1; CSS Text 4, text-spacing-trim).
package enum CharacterClass: Hashable, Sendable {
    /// An ideograph, kana, or another full-width character without blank inside.
    case ideograph
    /// Opening brackets and quotes: blank in the left half.
    case opening
    /// Closing brackets and quotes, comma, full stop, 顿号: blank in the right half.
    case closing
    /// Colon, semicolon, exclamation and question mark: narrowed only before another mark.
    case pause
    /// Latin letters, figures and all others set to their own width.
    case alphabetic
    case space
    /// Takes no room and shows nothing: joiners, zero-width spaces, the soft hyphen.
    case invisible
    /// A drawing or an inline block.
    case atom

    package init(_ scalar: Unicode.Scalar) {
        switch scalar {
        case " ", "\u{A0}", "\t": self = .space
        case "（", "〔", "［", "｛", "〈", "《", "「", "『", "【", "〖", "“", "‘": self = .opening
        case "）", "〕", "］", "｝", "〉", "》", "」", "』", "】", "〗", "”", "’", "、", "，", "。", "．": self = .closing
        case "：", "；", "！", "？": self = .pause
        case "\u{2014}", "\u{2026}", "\u{3000}": self = .ideograph
        default: self = scalar.isWideForSetting ? .ideograph : .alphabetic
        }
    }

    /// Ideographs and kana, as against full-width marks and signs.
    package static func isIdeographic(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .otherLetter, .letterNumber, .modifierLetter: scalar.isWideForSetting
        default: false
        }
    }

    /// Letters and figures, between which and ideographs `text-autospace` puts a narrow space.
    package static func takesAutospace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
    }
}

extension Unicode.Scalar {
    /// East Asian wide or full-width (UAX #11).
    var isWideForSetting: Bool {
        if value < 0x1100 { return false }
        let width = zj_east_asian_width(value)
        return width == 3 || width == 5
    }

    /// Belongs to the character before it: combining marks, variation selectors, joiners.
    var extendsGrapheme: Bool { value >= 0x300 && zj_extends_grapheme(value) != 0 }

    /// Shows nothing whatever the font: joiners, variation selectors, the soft hyphen.
    var isIgnorable: Bool { value >= 0xAD && properties.isDefaultIgnorableCodePoint }

    /// The private use areas, whose glyphs mean something else in every font.
    var isPrivateUse: Bool {
        (0xE000...0xF8FF).contains(value) || (0xF0000...0x10FFFD).contains(value)
    }
}
