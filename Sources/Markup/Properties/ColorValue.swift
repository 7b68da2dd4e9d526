/// A colour as specified.
enum ColorValue: Hashable, Sendable {
    case current
    case color(Color)

    func resolved(current: Color) -> Color {
        switch self {
        case .current: current
        case .color(let color): color
        }
    }

    /// `name` is in lower case.
    static func named(_ name: String) -> ColorValue? {
        if name == "currentcolor" { return .current }
        if name == "transparent" { return .color(.transparent) }
        return names[name].map { value in
            .color(Color(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255)))
        }
    }

    private static let names: [String: Int] = [
        "black": 0x000000, "silver": 0xC0C0C0, "gray": 0x808080, "grey": 0x808080, "white": 0xFFFFFF,
        "maroon": 0x800000, "red": 0xFF0000, "purple": 0x800080, "fuchsia": 0xFF00FF, "magenta": 0xFF00FF,
        "green": 0x008000, "lime": 0x00FF00, "olive": 0x808000, "yellow": 0xFFFF00, "navy": 0x000080,
        "blue": 0x0000FF, "teal": 0x008080, "aqua": 0x00FFFF, "cyan": 0x00FFFF, "orange": 0xFFA500,
        "brown": 0xA52A2A, "gold": 0xFFD700, "pink": 0xFFC0CB, "crimson": 0xDC143C, "firebrick": 0xB22222,
        "darkred": 0x8B0000, "darkgreen": 0x006400, "darkblue": 0x00008B, "steelblue": 0x4682B4,
        "lightgray": 0xD3D3D3, "lightgrey": 0xD3D3D3, "darkgray": 0xA9A9A9, "darkgrey": 0xA9A9A9,
        "dimgray": 0x696969, "dimgrey": 0x696969, "gainsboro": 0xDCDCDC, "whitesmoke": 0xF5F5F5,
    ]

    /// The digits of `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`.
    static func hexadecimal(_ text: String) -> ColorValue? {
        let digits = text.utf8.compactMap(\.hexDigit)
        guard digits.count == text.utf8.count else { return nil }
        let channels: [UInt8]
        switch digits.count {
        case 3, 4: channels = digits.map { $0 * 17 }
        case 6, 8: channels = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        default: return nil
        }
        return .color(Color(channels[0], channels[1], channels[2], channels.count == 4 ? channels[3] : 255))
    }

    /// The inside of `rgb()`, with commas or with spaces and `/ alpha`.
    static func functional(_ inside: [CSSComponent]) -> ColorValue? {
        var reader = ValueReader(inside)
        var channels: [UInt8] = []
        var hasCommas = false
        for place in 0..<3 {
            guard let channel = channel(&reader) else { return nil }
            channels.append(channel)
            if place == 2 { break }
            let comma = reader.comma()
            if place == 0 { hasCommas = comma } else if comma != hasCommas { return nil }
        }
        var alpha: UInt8 = 255
        if !reader.isAtEnd {
            guard hasCommas ? reader.comma() : reader.delim("/"), let share = share(&reader) else { return nil }
            alpha = UInt8((share * 255).rounded())
        }
        return reader.isAtEnd ? .color(Color(channels[0], channels[1], channels[2], alpha)) : nil
    }

    private static func channel(_ reader: inout ValueReader) -> UInt8? {
        let value: Double
        switch reader.current?.kind {
        case .number(let number, _)?: value = number
        case .percentage(let percent)?: value = percent * 2.55
        default: return nil
        }
        reader.skip()
        return UInt8(min(max(value.rounded(), 0), 255))
    }

    private static func share(_ reader: inout ValueReader) -> Double? {
        let value: Double
        switch reader.current?.kind {
        case .number(let number, _)?: value = number
        case .percentage(let percent)?: value = percent / 100
        default: return nil
        }
        reader.skip()
        return min(max(value, 0), 1)
    }
}
