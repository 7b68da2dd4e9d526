import Storage

/// A citizen identity number of 18 characters (GB 11643), also the residence permit of 港澳台 residents (81, 82, 83) and
/// the foreign permanent resident's number (begins with 9): same layout, same check character.
package struct CitizenID: Hashable, Sendable {
    /// 17 digits and a digit or `X`.
    package let text: String

    package enum Sex: String, Sendable {
        case male = "男"
        case female = "女"
    }

    package enum Kind: Sendable, Hashable {
        case citizen, hongKong, macau, taiwan, foreignPermanentResident
    }

    /// Why a text is no identity number.
    package enum Fault: String, Sendable {
        case missing, scientificNotation, shape, checkDigit, date
    }

    /// Checks shape, check character and birth date, in this order.
    package static func parse(_ text: String) -> Result<CitizenID, FaultFound> {
        let bytes = Array(text.utf8)
        guard bytes.count == 18, bytes[0] != UInt8(ascii: "0"), bytes.dropLast().allSatisfy(isDigit),
            isDigit(bytes[17]) || bytes[17] == UInt8(ascii: "X")
        else { return .failure(FaultFound(fault: .shape)) }
        guard checkCharacter(bytes.dropLast()) == bytes[17] else { return .failure(FaultFound(fault: .checkDigit)) }
        guard let birth = date(bytes[6..<14]), birth.year >= 1850 else { return .failure(FaultFound(fault: .date)) }
        return .success(CitizenID(stored: text))
    }

    package struct FaultFound: Error, Sendable {
        package let fault: Fault
    }

    package init?(_ text: String) {
        guard case .success(let id) = CitizenID.parse(text) else { return nil }
        self = id
    }

    /// For a text that was checked before it was stored.
    init(stored text: String) { self.text = text }

    /// 19th-century holders apart, a number of 15 digits is that of 18 without century and check character.
    package static func extended(fifteen text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count == 15, bytes.allSatisfy(isDigit) else { return nil }
        let seventeen = bytes[..<6] + [UInt8(ascii: "1"), UInt8(ascii: "9")] + bytes[6...]
        return String(decoding: seventeen + [checkCharacter(seventeen)], as: UTF8.self)
    }

    package var birth: CivilDate {
        guard let date = CitizenID.date(Array(text.utf8)[6..<14]) else {
            preconditionFailure("an identity number was kept whose date does not exist")
        }
        return date
    }

    package var sex: Sex {
        let utf8 = text.utf8
        return utf8[utf8.index(utf8.startIndex, offsetBy: 16)] % 2 == 1 ? .male : .female
    }

    package var kind: Kind {
        switch text.prefix(2) {
        case "81": .hongKong
        case "82": .macau
        case "83": .taiwan
        default: text.hasPrefix("9") ? .foreignPermanentResident : .citizen
        }
    }

    /// Whole years on `date`; one born on 29 February comes of age on 1 March of other years.
    package func age(on date: CivilDate) -> Int { birth.age(on: date) }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static let checkCharacters = Array("10X98765432".utf8)
    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

    /// ISO 7064 MOD 11-2 over 17 digits.
    static func checkCharacter(_ digits: some Collection<UInt8>) -> UInt8 {
        let sum = zip(digits, weights).reduce(0) { $0 + Int($1.0 - UInt8(ascii: "0")) * $1.1 }
        return checkCharacters[sum % 11]
    }

    private static func date(_ digits: ArraySlice<UInt8>) -> CivilDate? {
        let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }
}
