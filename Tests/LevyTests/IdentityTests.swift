import Storage
import Testing

@testable import Levy

/// Numbers, codes, names and days, each by a table.
@Suite struct IdentityTests {
    @Test(arguments: [
        "91350100M000100Y43", "9144030071526726XG", "91110108551385082Q", "91330100799655058B", "11620000013897232J",
        "12100000400010275N", "113310810026800891", "91350100m000100y43", "９１３５０１００M000100Y43", " 91350100 M000100Y43",
    ])
    func `credit codes are valid`(code: String) {
        #expect(UnifiedCreditCode(code) != nil)
    }

    @Test(arguments: [
        ("91350100M000100Y4Z", UnifiedCreditCode.Fault.shape), ("91350100M000100Y44", .checkCharacter),
        ("91350100M000100Y4", .shape), ("I1350100M000100Y43", .shape), ("9135A100M000100Y43", .shape), ("", .shape),
    ])
    func `a wrong credit code is wrong for one reason`(code: String, fault: UnifiedCreditCode.Fault) {
        #expect(UnifiedCreditCode.parse(code) == .failure(fault))
    }

    @Test func `a credit code with another organisation's check is found`() throws {
        // The last character is computed for a changed seventeenth, so that only the inner check fails.
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let found = alphabet.filter { last in
            UnifiedCreditCode.parse("91350100M000100Y5\(last)") == .failure(.organisation)
        }
        #expect(found.count == 1)
    }

    @Test(arguments: [("00426010", "9"), ("D2143569", "X"), ("M000100Y", "4")])
    func `organisation codes`(code: String, check: String) {
        #expect(UnifiedCreditCode.organisationCheck(Array(code.utf8)) == check.utf8.first)
    }

    @Test(arguments: [
        ("370403", DivisionCode.Kind.county), ("370403001", .street), ("370403101", .town), ("150302400", .other),
        ("370403201", .township), ("370403101200", .village), ("370403001001", .neighbourhood),
        ("370403X01", .custom(isVillage: false)), ("370403X01200", .custom(isVillage: true)),
        ("370403x01200", .custom(isVillage: true)), ("370403001X12", .custom(isVillage: true)),
    ])
    func `division codes and places of a district's own`(code: String, kind: DivisionCode.Kind) {
        #expect(DivisionCode(code)?.kind == kind)
    }

    @Test(arguments: ["", "37040", "3704031", "X70403001", "370403XX1", "37040310120", "370403-01"])
    func `what is no division code`(code: String) {
        #expect(DivisionCode(code) == nil)
    }

    @Test(arguments: [
        ("ABC123456789012", "", IdentityDocument.Kind.foreignPermanentResident),
        ("H12345678", "", .hongKongMacauPermit),
        ("m1234567801", "", .hongKongMacauPermit), ("12345678", "台湾居民来往大陆通行证", .taiwanPermit),
        ("E12345678", "", .passport),
        ("Ｅ12345678", "", .passport), ("123456789", "护照", .passport), ("K1234567", "", .passport),
    ])
    func `documents without a citizen number`(number: String, type: String, kind: IdentityDocument.Kind) {
        #expect(IdentityDocument(number, type: type)?.kind == kind)
    }

    @Test(arguments: ["370403198001010018", "12345678", "", "ABCD12345678", "370403800101001", "3.70403E+17"])
    func `what is no such document`(number: String) {
        #expect(IdentityDocument(number) == nil)
    }

    @Test(arguments: [
        ("张伟", "张伟", NameMatch.same), ("阿依古丽·买买提", "阿依古丽•买买提", .variant(.writing)),
        ("\u{F92C}平", "\u{90CE}平", .same), ("张䶮", "张龑", .variant(.alias)), ("陈(YAN)", "陈䶮", .variant(.placeholder)),
        ("陈（YAN）", "陈䶮", .variant(.placeholder)), ("陈?", "陈䶮", .variant(.placeholder)),
        ("张\u{E863}", "张䶮", .variant(.privateUse)), ("张伟", "张玮", .different), ("张伟", "张小伟", .different),
        ("??", "张伟", .different), ("", "张伟", .different), ("张(wei)", "李伟", .different),
    ])
    func `names of one number`(left: String, right: String, match: NameMatch) {
        #expect(NameMatch(left, right) == match)
        #expect(NameMatch(right, left) == match)
    }

    private static let today = XuechengData.day("2019-10-28")

    @Test(arguments: [
        "2019-10-28", "2019/10/28", "2019.10.28", "20191028", "2019年10月28日", "2019-10-28 00:00:00",
        "2019-10-28T08:30:00",
        "28/10/2019", "10/28/2019", "二〇一九年十月二十八日", "二○一九年十月廿八日", "２０１９－１０－２８", "19-10-28",
        "19.10.28", "191028",
        "2019年10月28号", " 2019-10-28 ", "43766", "19年10月28日",
    ])
    func `a day in many shapes`(text: String) {
        #expect(DateReading(text, latest: Self.today) == .day(Self.today))
    }

    @Test(arguments: [
        ("03/04/2019", DateReading.ambiguous), ("190510", .ambiguous), ("03/04/05", .ambiguous), ("", .blank),
        ("　", .blank), ("2019-02-29", .unreadable), ("2019-13-01", .unreadable), ("2019", .unreadable),
        ("昨天", .unreadable), ("60", .unreadable), ("2019-10", .unreadable), ("-1", .unreadable),
    ])
    func `what is no day, or two`(text: String, reading: DateReading) {
        #expect(DateReading(text, latest: Self.today) == reading)
    }

    @Test func `two readings are told apart by the sender's order`() {
        let text = "03/04/2019"
        #expect(DateReading(text, order: .dayFirst, latest: Self.today).date == XuechengData.day("2019-04-03"))
        #expect(DateReading(text, order: .monthFirst, latest: Self.today).date == XuechengData.day("2019-03-04"))
        #expect(DateReading("05/05/2019", latest: Self.today).date == XuechengData.day("2019-05-05"))
        #expect(DateReading("85-3-6", latest: Self.today).date == XuechengData.day("1985-03-06"))
    }

    @Test(arguments: [(1, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (43_766, "2019-10-28")])
    func `days of a spreadsheet since 1900`(serial: Int, day: String) {
        let cell = SourceCell(text: String(serial), column: 1, isNumber: true, format: .date)
        #expect(DateReading(cell, latest: Self.today).date == XuechengData.day(day))
    }

    @Test func `days of a spreadsheet since 1904, and the one that never was`() {
        let cell = SourceCell(text: "42304", column: 1, isNumber: true, format: .date1904)
        #expect(DateReading(cell, latest: Self.today).date == Self.today)
        let never = SourceCell(text: "60", column: 1, isNumber: true, format: .date)
        #expect(DateReading(never, latest: Self.today) == .unreadable)
    }
}
