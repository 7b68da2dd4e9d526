/// An identity number as a bureau's file gives it, read with the repairs that have only one reading.
struct CitizenIDReading {
    /// What is left after cleaning; equal texts of two rows mean the same person also when the number is wrong.
    let cleaned: String
    let result: Result<CitizenID, CitizenID.FaultFound>
    let repairs: Set<Repair>

    /// - parameter isNumber: whether a workbook kept the cell as a number, which has 15 significant digits.
    init(_ raw: String, isNumber: Bool = false) {
        let cleanedText = CleanedText(code: raw)
        var text = cleanedText.text
        var repairs = cleanedText.repairs
        if text.utf8.count == 18 && text.utf8.last == UInt8(ascii: "x") {
            text = text.dropLast() + "X"
            repairs.insert(.lowercaseX)
        }
        if text.isEmpty {
            result = .failure(CitizenID.FaultFound(fault: .missing))
        } else if CitizenIDReading.isDestroyed(text, isNumber: isNumber) {
            result = .failure(CitizenID.FaultFound(fault: .scientificNotation))
        } else if let long = CitizenID.extended(fifteen: text) {
            text = long
            repairs.insert(.fifteenDigit)
            result = CitizenID.parse(text)
        } else {
            result = CitizenID.parse(text)
        }
        // Documents of foreigners have letters, which are capitals.
        if case .failure(let found) = result, found.fault == .shape { text = text.uppercased() }
        cleaned = text
        self.repairs = repairs
    }

    /// `3.70403E+17`, or a number whose last digits a spreadsheet has set to zero.
    private static func isDestroyed(_ text: String, isNumber: Bool) -> Bool {
        let utf8 = Array(text.utf8)
        if isNumber && utf8.count == 18 && text.hasSuffix("000") { return true }
        guard let exponent = utf8.firstIndex(where: { $0 == UInt8(ascii: "E") || $0 == UInt8(ascii: "e") }),
            exponent > 0
        else { return false }
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        let power = utf8[(exponent + 1)...].drop { $0 == UInt8(ascii: "+") }
        return !power.isEmpty && power.allSatisfy(isDigit)
            && utf8[..<exponent].allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") }
    }

    /// What the books know the person by: the citizen number, or that of a passport or permit by its shape.
    var key: String? { id?.text ?? (fault == .shape ? IdentityDocument(cleaned)?.number : nil) }

    var id: CitizenID? {
        guard case .success(let id) = result else { return nil }
        return id
    }

    var fault: CitizenID.Fault? {
        guard case .failure(let found) = result else { return nil }
        return found.fault
    }
}
