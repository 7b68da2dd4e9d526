/// 统一社会信用代码 (GB 32100-2015): 18 characters without I, O, S, V and Z; the last one checks all, the seventeenth
/// checks the organisation's code (GB 11714) that stands at 9 to 17.
package struct UnifiedCreditCode: Hashable, Sendable {
    package let text: String

    package enum Fault: String, Error, Sendable {
        case shape, checkCharacter, organisation
    }

    package init?(_ text: String) {
        guard case .success(let code) = UnifiedCreditCode.parse(text) else { return nil }
        self = code
    }

    /// The division of the office that registered it, after GB/T 2260.
    package var division: String { String(text.dropFirst(2).prefix(6)) }

    /// The organisation's own code with its check character.
    package var organisation: String { String(text.dropFirst(8).prefix(9)) }

    /// - Parameter raw: cleaned of blanks and full-width forms; small letters are taken for capitals.
    package static func parse(_ raw: String) -> Result<UnifiedCreditCode, Fault> {
        let text = CleanedText(code: raw).text.uppercased()
        let values = text.utf8.map { byte in alphabet.firstIndex(of: byte) ?? -1 }
        guard values.count == 18, !values.contains(-1), values[2..<8].allSatisfy({ $0 < 10 }) else {
            return .failure(.shape)
        }
        let sum = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
        guard (31 - sum % 31) % 31 == values[17] else { return .failure(.checkCharacter) }
        let own = Array(text.utf8)
        guard organisationCheck(own[8..<16]) == own[16] else { return .failure(.organisation) }
        return .success(UnifiedCreditCode(checked: text))
    }

    private init(checked text: String) { self.text = text }

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    /// The check character of eight digits and letters: 0 to 9 or X.
    package static func organisationCheck(_ code: some Collection<UInt8>) -> UInt8? {
        let weights = [3, 7, 9, 10, 5, 8, 4, 2]
        guard code.count == weights.count else { return nil }
        var sum = 0
        for (byte, weight) in zip(code, weights) {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): sum += Int(byte - UInt8(ascii: "0")) * weight
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): sum += (Int(byte - UInt8(ascii: "A")) + 10) * weight
            default: return nil
            }
        }
        return Array("0123456789X".utf8)[(11 - sum % 11) % 11]
    }
}
