/// A length as specified: what is absolute, and what waits for a font size or a containing block.
struct SpecifiedLength: Hashable, Sendable {
    /// In units of `Length`.
    var absolute = 0.0
    var em = 0.0
    var rem = 0.0
    /// In percent.
    var percent = 0.0

    static let zero = SpecifiedLength()

    var isAbsolute: Bool { em == 0 && rem == 0 && percent == 0 }
    /// Neither kind of thing alone, so that layout could not take it: `calc(10% + 1mm)`.
    var mixesPercent: Bool { percent != 0 && (absolute != 0 || em != 0 || rem != 0) }
    var isFinite: Bool { absolute.isFinite && em.isFinite && rem.isFinite && percent.isFinite }
    var isNegative: Bool { absolute < 0 || em < 0 || rem < 0 || percent < 0 }

    /// Longer lengths than this (2.7 km) are cut to it, which keeps all sums of them inside 64 bits.
    private static let bound = 1e11

    /// In units; percentages do not count.
    func resolved(em fontSize: Length, rem rootFontSize: Length) -> Length {
        let sum = absolute + em * Double(fontSize) + rem * Double(rootFontSize)
        return Length(min(max(sum, -Self.bound), Self.bound).rounded())
    }

    static func + (a: SpecifiedLength, b: SpecifiedLength) -> SpecifiedLength {
        SpecifiedLength(
            absolute: a.absolute + b.absolute, em: a.em + b.em, rem: a.rem + b.rem, percent: a.percent + b.percent)
    }

    static func * (a: SpecifiedLength, factor: Double) -> SpecifiedLength {
        SpecifiedLength(
            absolute: a.absolute * factor, em: a.em * factor, rem: a.rem * factor, percent: a.percent * factor)
    }

    /// nil for a unit that is not supported.
    init?(_ value: Double, unit: String) {
        self.init()
        switch unit {
        case "mm": absolute = value * Double(Length.millimetre)
        case "cm": absolute = value * Double(Length.millimetre) * 10
        case "in": absolute = value * Double(Length.inch)
        case "pt": absolute = value * Double(Length.point)
        case "pc": absolute = value * Double(Length.point) * 12
        case "px": absolute = value * Double(Length.pixel)
        // The advance of a full-width character is the em in every CJK font that this engine sets.
        case "em", "ic": em = value
        case "rem": rem = value
        default: return nil
        }
    }

    init(absolute: Double = 0, em: Double = 0, rem: Double = 0, percent: Double = 0) {
        self.absolute = absolute
        self.em = em
        self.rem = rem
        self.percent = percent
    }
}
