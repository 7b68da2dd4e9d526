/// A code of the division of the country: 6 digits after GB/T 2260, 9 for a town, 12 for a village. Places without an
/// official code have one of the same length with a letter at its first own place: `370403X01`, `370403001X12`.
package struct DivisionCode: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case county
        case street, town, township, other
        case neighbourhood, village
        /// A place of the district's own making.
        case custom(isVillage: Bool)
    }

    package let text: String
    package let kind: Kind

    package init?(_ raw: String) {
        let text = CleanedText(code: raw).text.uppercased()
        let bytes = Array(text.utf8)
        guard [6, 9, 12].contains(bytes.count) else { return nil }
        func digits(_ range: Range<Int>) -> Int? {
            var number = 0
            for byte in bytes[range] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                number = number * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return number
        }
        func isOwn(_ range: Range<Int>) -> Bool {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[range.lowerBound])
                && digits((range.lowerBound + 1)..<range.upperBound) != nil
        }
        guard digits(0..<6) != nil else { return nil }
        self.text = text
        switch bytes.count {
        case 6: kind = .county
        case 9:
            if let number = digits(6..<9) {
                kind = number < 100 ? .street : number < 200 ? .town : number < 400 ? .township : .other
            } else if isOwn(6..<9) {
                kind = .custom(isVillage: false)
            } else {
                return nil
            }
        default:
            guard digits(6..<9) != nil || isOwn(6..<9) else { return nil }
            if let number = digits(9..<12), digits(6..<9) != nil {
                kind = number < 200 ? .neighbourhood : .village
            } else if digits(9..<12) != nil || isOwn(9..<12) {
                kind = .custom(isVillage: true)
            } else {
                return nil
            }
        }
    }

    /// The code of the place above; nil for a county.
    package var parent: String? { text.utf8.count > 6 ? String(text.dropLast(3)) : nil }
}
