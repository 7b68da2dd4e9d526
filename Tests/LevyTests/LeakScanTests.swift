import Storage
import Testing

@testable import Levy

@Suite struct LeakScanTests {
    struct Line: Sendable, CustomTestStringConvertible {
        let text: String
        let kinds: [LeakScan.Kind]
        var testDescription: String { text }

        init(_ text: String, _ kinds: LeakScan.Kind...) { (self.text, self.kinds) = (text, kinds) }
    }

    static let lines = [
        Line("370403198001010018", .citizenID), Line("身份证号：370403198001010018。", .citizenID),
        Line("3704 0319 8001 0100 18", .citizenID, .bankCard), Line("370403-19800101-0018", .citizenID),
        Line("３７０４０３１９８００１０１００１８", .citizenID), Line("37040320190615001x", .citizenID),
        Line("11010519491231002X", .citizenID),
        // A slip of the pen in the last place leaves a number that everybody can mend.
        Line("370403198001010019", .citizenID),
        Line("370403\u{200B}198001010018", .citizenID),
        Line("370403800101001", .citizenID), Line("81000019980504001X", .citizenID),
        // Covered: the last four may stand, more may not.
        Line("**************0018"), Line("尾号0018"), Line("370403********0018", .partialID),
        Line("******19800101****", .partialID), Line("3704********0018", .partialID),
        Line("××××××19800101××××", .partialID), Line("●●●●●●●●●●●●●●0018"),
        Line("13812345678", .phone), Line("电话 138 1234 5678", .phone), Line("138-1234-5678", .phone),
        Line("+86 13812345678", .phone), Line("138****5678", .phone), Line("0632-0000001"), Line("0632-13812345"),
        Line("6222021234567890123", .bankCard), Line("4111 1111 1111 1111", .bankCard), Line("4111111111111112"),
        Line("****8485"), Line("尾号为8485的账户"),
        // Numbers of papers, codes of places, days and sums are no persons.
        Line("凭证号 XC1900000001"), Line("公示编号：薛税公示〔2019〕13号"), Line("370403001001"), Line("流水号：370403201912090001"),
        Line("2019-10-28 2019-11-30"), Line("280.00\t100.00\t1,234,567.89"), Line("1 2 3 4 5 6 7 8 9 10 11 12"),
        Line("校验值：12345678 90123456 7890abcd"), Line("薛政办发〔2019〕20号"), Line("XC370403198001010018"),
        Line("377017376"), Line(""),
    ]

    @Test(arguments: lines) func kinds(_ line: Line) {
        let found = LeakScan().findings(in: [LeakScan.Page(lines: [line.text])])
        #expect(Set(found.map(\.kind)) == Set(line.kinds))
        #expect(found.allSatisfy { $0.page == 1 })
    }

    @Test func whatStandsInAnotherColumnIsNoPartOfANumber() {
        let found = LeakScan().findings(in: [LeakScan.Page(lines: ["370403\t19800101\t0018"])])
        #expect(found.isEmpty)
    }

    @Test func aNumberThatALineBreaksIsFoundInTheRun() {
        let page = LeakScan.Page(lines: ["3704031980", "01010018"], runs: ["370403198001010018"])
        #expect(LeakScan().findings(in: [page]).map(\.kind) == [.citizenID])
        // What merely stands under each other is believed only when the check character agrees.
        let other = LeakScan.Page(lines: ["3704031980", "01010019"], runs: ["370403198001010019"])
        #expect(LeakScan().findings(in: [other]).isEmpty)
    }

    @Test func titlesAreLookedThroughAndAttachmentsToldOf() {
        let found = LeakScan().findings(in: [], hidden: ["370403198001010018.pdf"], hasAttachments: true)
        #expect(found.map(\.kind) == [.citizenID, .attachment])
        #expect(found.allSatisfy { $0.page == nil })
    }

    // MARK: The persons of the document

    private static let day = XuechengData.day("2019-12-10")
    private static let persons = [
        PersonFacts(name: "张大伟", citizenID: "370403198001010018", phone: "0632-1234567", address: "沙沟镇甲村12号"),
        PersonFacts(name: "李明", citizenID: "37040320190615001X"),
        PersonFacts(name: "欧阳小宝", citizenID: "37040320190615001X"),
        PersonFacts(name: "王芳", citizenID: "11010519491231002X"),
    ]

    static let known = [
        Line("1\t张大伟\t已缴", .name), Line("1\t张*伟\t已缴"), Line("户主张大伟的家"), Line("李明", .minorName),
        Line("李某"), Line("儿童欧阳小宝入托", .minorName), Line("住沙沟镇甲村12号院", .address), Line("代办员王芳"), Line("王芳"),
        Line("城乡最低生活保障对象", .specialClass), Line("重度残疾人 3", .specialClass),
    ]

    @Test(arguments: known) func ownDataOfThePersons(_ line: Line) {
        let texts = KnownTexts(
            persons: LeakScanTests.persons, on: LeakScanTests.day, hidesClasses: true, allowed: ["王芳"])
        let found = LeakScan(persons: texts).findings(in: [LeakScan.Page(lines: [line.text])])
        #expect(Set(found.map(\.kind)) == Set(line.kinds))
    }

    @Test func numbersThatTheDocumentMayShowAreNoLeak() {
        let texts = KnownTexts(allowed: ["370403198001010018"])
        let page = LeakScan.Page(lines: ["批次 370403198001010018"])
        #expect(LeakScan(persons: texts).findings(in: [page]).isEmpty)
    }
}
