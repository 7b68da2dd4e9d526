import Storage
import Testing

@testable import Levy

@Suite struct MaskingProfileTests {
    static let notice = MaskingProfile(
        id: "public-notice", title: "公示", audience: .everybody, documents: ["public-notice"],
        treatments: [.name: .middle, .id: .tailIfSame, .payment: .full], minors: .head, smallest: 3, facts: [],
        persons: [:])

    private static let day = XuechengData.day("2019-12-10")

    private static func profile(
        _ audience: MaskingProfile.Audience, _ treatments: [PersonField: MaskingProfile.Treatment],
        minors: MaskingProfile.Minors = .full
    ) -> MaskingProfile {
        MaskingProfile(
            id: "x", title: "", audience: audience, documents: [], treatments: treatments, minors: minors, smallest: 0,
            facts: [], persons: [:])
    }

    private static let person = PersonFacts(
        name: "阿依古丽·买买提", householdHead: "买买提·艾力", citizenID: "370403198001010018", phone: "13812348485",
        account: "6222021234567890123", address: "甲村1号", specialClass: .destitute)
    private static let child = PersonFacts(
        name: "欧阳小宝", householdHead: "欧阳大山", citizenID: "37040320190615001X", phone: "13812348485")

    struct Shown: Sendable, CustomTestStringConvertible {
        let field: PersonField
        let treatment: MaskingProfile.Treatment
        let text: String?
        var testDescription: String { "\(field.rawValue) \(treatment.rawValue)" }
    }

    static let office = [
        Shown(field: .id, treatment: .full, text: "370403198001010018"),
        Shown(field: .id, treatment: .ends, text: "370403********0018"),
        Shown(field: .id, treatment: .tail, text: "0018"), Shown(field: .id, treatment: .never, text: nil),
        Shown(field: .id, treatment: .tailIfSame, text: nil),
        Shown(field: .phone, treatment: .ends, text: "138****8485"),
        Shown(field: .account, treatment: .ends, text: "****0123"),
        Shown(field: .address, treatment: .full, text: "甲村1号"),
        Shown(field: .birth, treatment: .full, text: "1980-01-01"),
        Shown(field: .specialClass, treatment: .full, text: "特困人员"),
    ]

    @Test(arguments: office) func fieldsAsTheProfileSays(_ shown: Shown) {
        let profile = MaskingProfileTests.profile(.office, [.name: .full, shown.field: shown.treatment])
        let masked = profile.mask([MaskingProfileTests.person], asOf: MaskingProfileTests.day)[0]
        #expect(masked[shown.field]?.text == shown.text)
        #expect(masked.name == "阿依古丽·买买提")
        // What the profile does not name is not there at all.
        for field in PersonField.allCases where field != shown.field && field != .name { #expect(masked[field] == nil) }
    }

    @Test func childrenAppearAsSomebodyElse() {
        let mask = { (minors: MaskingProfile.Minors) in
            MaskingProfileTests.profile(.everybody, [.name: .middle], minors: minors)
                .mask([MaskingProfileTests.child], asOf: MaskingProfileTests.day)[0].name
        }
        #expect(mask(.head) == "欧**山")
        #expect(mask(.surname) == "欧阳某")
        // On the fourteenth birthday no longer.
        let grown = MaskingProfileTests.notice.mask(
            [MaskingProfileTests.child], asOf: XuechengData.day("2033-06-15"))[0].name
        #expect(grown == "欧**宝")
        #expect(PersonFacts(name: "无", citizenID: "3704").isChild(on: MaskingProfileTests.day))
    }

    /// Whatever a person is called and has, nothing of it survives a public profile save the shape of the name.
    @Test func nothingRawSurvivesAPublicProfile() {
        let persons = [MaskingProfileTests.person, MaskingProfileTests.person, MaskingProfileTests.child]
        for masked in MaskingProfileTests.notice.mask(persons, asOf: MaskingProfileTests.day) {
            let everything = "\(masked)"
            for raw in [
                "370403198001010018", "13812348485", "6222021234567890123", "甲村", "特困", "阿依古丽·买买提", "欧阳小宝", "19800101",
            ] {
                #expect(!everything.contains(raw), "\(raw)")
            }
        }
    }

    @Test func aPublicProfileLetsNothingSensitiveThrough() {
        for field in PersonField.allCases where ![.name, .id, .payment].contains(field) {
            #expect(MaskingProfile.allowed(field, for: .everybody) == [.never])
        }
        #expect(!MaskingProfile.allowed(.name, for: .everybody).contains(.full))
        #expect(!MaskingProfile.allowed(.id, for: .everybody).contains(.ends))
        #expect(!MaskingProfile.allowedMinors(for: .everybody).contains(.full))
    }
}
