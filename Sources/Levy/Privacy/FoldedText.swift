import Storage

/// A text with the many ways of writing a digit, a star or a space made one.
struct FoldedText {
    /// Without spaces between letters.
    let scalars: [Unicode.Scalar]
    private let hasNumberLabel: Bool

    init(_ text: String) {
        scalars = text.unicodeScalars.compactMap(FoldedText.fold)
        hasNumberLabel = FoldedText.labels.contains { text.contains($0) }
    }

    /// Numbers beside these are those of papers, not of persons.
    private static let labels = ["编号", "凭证号", "票号", "流水号", "文号", "批次号", "单号", "校验"]

    private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: Unicode.Scalar(scalar.value - 0xFEE0)
        // Stars, dots, blocks and crosses with which people cover digits.
        case 0x2A, 0xFF0A, 0x2217, 0x25CF, 0x2022, 0x25A0, 0x2588, 0xD7, 0x23: "*"
        case 0x20, 0xA0, 0x3000, 0x2000...0x200A: " "
        case 0x2D, 0x2010...0x2015, 0x2212, 0xFF0D: "-"
        case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF: nil
        default: scalar
        }
    }

    // MARK: Numbers

    struct Number {
        let text: String
        /// What it is by its looks alone.
        let kind: LeakScan.Kind?
    }

    /// Everything that may be a number of a person: groups of digits that stand alone, and neighbouring groups taken
    /// together, since people write `3704 0319…` and `138-0000-…`.
    var numbers: [Number] {
        chains.flatMap { chain in
            chain.indices.flatMap { first in
                var text = ""
                return chain[first...].prefix { _ in text.utf8.count < FoldedText.longest }.compactMap { group in
                    text += group
                    guard (FoldedText.shortest...FoldedText.longest).contains(text.utf8.count) else { return nil }
                    return Number(text: text, kind: FoldedText.kind(of: text, isLabelled: hasNumberLabel))
                } as [Number]
            }
        }
    }

    /// The fewest characters of a number that is looked at, and the most: a bank card has 19.
    private static let shortest = 8
    private static let longest = 19

    /// Groups of digits and stars with one space or hyphen between them. A group that touches a letter belongs to a
    /// word such as `XC1900000001`, and is none.
    private var chains: [[String]] {
        var chains: [[String]] = [[]]
        var index = 0
        var lastEnd = -2
        while index < scalars.count {
            guard FoldedText.isDigit(scalars[index]) || scalars[index] == "*" else {
                index += 1
                continue
            }
            let start = index
            while index < scalars.count, FoldedText.isDigit(scalars[index]) || scalars[index] == "*" { index += 1 }
            var end = index
            if end < scalars.count, scalars[end] == "X" || scalars[end] == "x", end - start <= 17 { end += 1 }
            let touches =
                start > 0 && FoldedText.isLetter(scalars[start - 1])
                || end < scalars.count && FoldedText.isLetter(scalars[end])
            index = max(index, end)
            if touches {
                chains.append([])
                continue
            }
            var group = String(String.UnicodeScalarView(scalars[start..<end]))
            if group.hasSuffix("x") { group = group.dropLast() + "X" }
            let isNext = start == lastEnd + 1 && start > 0 && (scalars[start - 1] == " " || scalars[start - 1] == "-")
            if isNext { chains[chains.count - 1].append(group) } else { chains.append([group]) }
            lastEnd = end
        }
        return chains.filter { !$0.isEmpty }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar)
    }

    // MARK: Kinds

    private static func kind(of text: String, isLabelled: Bool) -> LeakScan.Kind? {
        let bytes = Array(text.utf8)
        let stars = bytes.count { $0 == UInt8(ascii: "*") }
        if stars > 0 { return covered(bytes, stars: stars) }
        switch bytes.count {
        case 11: return isMobile(bytes[...]) ? .phone : nil
        case 13: return text.hasPrefix("86") && isMobile(bytes[2...]) ? .phone : nil
        case 15:
            let isDated = CitizenID.extended(fifteen: text).flatMap { CitizenID($0) } != nil
            return isDated && isProvince(bytes) && !isLabelled ? .citizenID : nil
        case 16...19:
            if bytes.count == 18, isProvince(bytes), let year = birthYear(bytes), (1850...2100).contains(year),
                CitizenID(text) != nil || !isLabelled
            {
                return .citizenID
            }
            if text.hasSuffix("X") { return nil }
            let isCard =
                text.hasPrefix("62") ? !isLabelled || luhn(bytes) : "3456".utf8.contains(bytes[0]) && luhn(bytes)
            return isCard && !(isLabelled && !text.hasPrefix("62")) ? .bankCard : nil
        default: return nil
        }
    }

    /// A number that was covered in part: of an identity number four characters may be left, of a telephone none.
    private static func covered(_ bytes: [UInt8], stars: Int) -> LeakScan.Kind? {
        let open = bytes.count - stars
        if bytes.count == 11, bytes[0] == UInt8(ascii: "1"), open >= 6 { return .phone }
        if bytes.count >= 15 { return open > 4 ? .partialID : nil }
        return stars >= 2 && open >= 8 ? .partialID : nil
    }

    private static func isMobile(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, first == UInt8(ascii: "1"), let second = bytes.dropFirst().first,
            bytes.allSatisfy({ (0x30...0x39).contains($0) })
        else { return false }
        return second >= UInt8(ascii: "3")
    }

    /// GB/T 2260, with 81 to 83 for 港澳台 residents and 9 for foreign permanent residents.
    private static func isProvince(_ bytes: [UInt8]) -> Bool {
        let code = Int(bytes[0] - 0x30) * 10 + Int(bytes[1] - 0x30)
        return [11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71...71, 81...83, 90...99].contains {
            $0.contains(code)
        }
    }

    private static func birthYear(_ bytes: [UInt8]) -> Int? {
        CivilDate(compact: String(decoding: bytes[6..<14], as: UTF8.self))?.year
    }

    private static func luhn(_ bytes: [UInt8]) -> Bool {
        let sum = bytes.reversed().enumerated().reduce(0) { sum, entry in
            let digit = Int(entry.element) - 0x30
            return sum + (entry.offset % 2 == 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0))
        }
        return sum % 10 == 0
    }
}
