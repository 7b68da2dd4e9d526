/// A document of a person without a citizen number, known by its type and its number. The number in capitals is what
/// the person is known by.
package struct IdentityDocument: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Until 2023: three letters and twelve digits. The later form of eighteen digits is read as a `CitizenID`.
        case foreignPermanentResident = "外国人永久居留证"
        case passport = "护照"
        case hongKongMacauPermit = "港澳居民来往内地通行证"
        case taiwanPermit = "台湾居民来往大陆通行证"
    }

    package let kind: Kind
    package let number: String

    /// By the shape of the number and the name of the type, where a column has one.
    /// - returns: nil for what is no such document, also for a citizen number.
    package init(kind: Kind, number: String) {
        self.kind = kind
        self.number = CleanedText(code: number).text.uppercased()
    }

    package init?(_ raw: String, type: String = "") {
        let number = CleanedText(code: raw).text.uppercased()
        let bytes = Array(number.utf8)
        let letters = bytes.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }.count
        let isDigits = bytes.dropFirst(letters).allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let digits = isDigits ? bytes.count - letters : -1
        let kind: Kind?
        if letters == 3 && digits == 12 {
            kind = .foreignPermanentResident
        } else if letters == 1 && (digits == 8 || digits == 10) && (number.hasPrefix("H") || number.hasPrefix("M")) {
            kind = .hongKongMacauPermit
        } else if type.contains("台湾") && letters <= 1 && (8...11).contains(digits + letters) {
            kind = .taiwanPermit
        } else if type.contains("护照") && (5...17).contains(bytes.count)
            && bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x5A && !(0x3A...0x40).contains($0) })
        {
            kind = .passport
        } else {
            kind = (1...2).contains(letters) && (7...8).contains(digits) ? .passport : nil
        }
        guard let kind else { return nil }
        self.kind = kind
        self.number = number
    }
}
