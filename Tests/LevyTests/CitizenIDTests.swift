import Storage
import Testing

@testable import Levy

@Suite struct CitizenIDTests {
    @Test(arguments: [
        "11010519491231002X", "370403198001010018", "37040320191028001X", "130503196704010016", "150302196402290039",
        "370403200302280011", "37040320031028002X", "37040320190615001X", "370403195910210021", "810000199003070015",
        "820000198512120022", "830000197707070130",
    ])
    func `valid numbers are valid`(text: String) {
        #expect(CitizenID(text)?.text == text)
    }

    @Test(arguments: [
        ("370403198001010019", CitizenID.Fault.checkDigit), ("150303199902290019", .date),
        ("37040319800101001", .shape),
        ("3704031980010100188", .shape), ("3704031980010100X8", .shape), ("070403198001010018", .shape), ("", .shape),
        ("３７０４０３１９８００１０１００１８", .shape),
    ])
    func `wrong numbers are wrong for one reason`(text: String, fault: CitizenID.Fault) {
        guard case .failure(let found) = CitizenID.parse(text) else {
            Issue.record("\(text) passed")
            return
        }
        #expect(found.fault == fault)
    }

    @Test func `any changed digit is found`() {
        let text = Array("370403198001010018")
        for index in text.indices {
            for digit in "0123456789" where digit != text[index] {
                var changed = text
                changed[index] = digit
                #expect(CitizenID(String(changed)) == nil, "\(String(changed))")
            }
        }
    }

    @Test func `birth, sex and kind are read from the number`() throws {
        let woman = try #require(CitizenID("37040320031028002X"))
        #expect(woman.sex == .female)
        #expect(woman.birth == XuechengData.day("2003-10-28"))
        #expect(woman.age(on: XuechengData.day("2019-10-27")) == 15)
        #expect(woman.age(on: XuechengData.day("2019-10-28")) == 16)
        let old = try #require(CitizenID("370403195910210021"))
        #expect(old.age(on: XuechengData.day("2019-10-20")) == 59)
        #expect(old.age(on: XuechengData.day("2019-10-21")) == 60)
        let leap = try #require(CitizenID("150302196402290039"))
        #expect(leap.age(on: XuechengData.day("2019-02-28")) == 54)
        #expect(leap.age(on: XuechengData.day("2019-03-01")) == 55)
        #expect(CitizenID("830000197707070130")?.kind == .taiwan)
    }

    @Test(arguments: [
        ("130503670401001", "130503196704010016", [Repair.fifteenDigit]),
        ("37040320191028001x", "37040320191028001X", [.lowercaseX]),
        ("37040320191028001Ⅹ", "37040320191028001X", [.fullWidth]),
        ("３７０４０３２０１９１０２８００１ｘ", "37040320191028001X", [.lowercaseX, .fullWidth]),
        ("'370403198001010018", "370403198001010018", [.apostrophe]),
        (" 370403 19800101\u{3000}0018\t", "370403198001010018", [.spaces]),
        ("\u{FEFF}370403198001010018\u{200B}", "370403198001010018", [.spaces]),
        ("370403198001010018", "370403198001010018", []),
    ])
    func `repairs with one reading`(raw: String, cleaned: String, repairs: [Repair]) {
        let reading = CitizenIDReading(raw)
        #expect(reading.id?.text == cleaned)
        #expect(reading.repairs.sorted() == repairs)
    }

    @Test func `what a spreadsheet destroyed stays destroyed`() {
        #expect(CitizenIDReading("3.70403E+17").fault == .scientificNotation)
        #expect(CitizenIDReading("'3.70403e17").fault == .scientificNotation)
        #expect(CitizenIDReading("370403198001010000", isNumber: true).fault == .scientificNotation)
        #expect(CitizenIDReading("370403198001010018", isNumber: true).id != nil)
        #expect(CitizenIDReading("").fault == .missing)
        #expect(CitizenIDReading("E12").fault == .shape)
    }
}
