import Foundation
import TestSupport
import Testing

/// Forms are filled with what the books know, and nobody is asked to declare what he has paid.
@Suite struct PersonFormTests {
    private static let looker = ["--by", "甲", "--purpose", "窗口", "--plan", Campaigns.small + "/campaign.yaml"]

    private func copy() throws -> (scratch: ScratchFolder, out: String) {
        let scratch = try ScratchFolder()
        try FileManager.default.copyItem(atPath: try Campaigns.finished.get().out, toPath: scratch / "out")
        return (scratch, scratch / "out")
    }

    private func form(_ out: String, _ kind: String, _ rest: [String], to path: String) throws -> Command.Outcome {
        try Campaigns.zhengjiao(["person", "form", out, kind] + rest + PersonFormTests.looker + ["-o", path])
    }

    @Test func aDeclarationHasWhatIsNotPaid() throws {
        let (scratch, out) = try copy()
        let paid = try Campaigns.somebody()
        let nothing = try form(out, "申报", [paid], to: scratch / "a.pdf")
        #expect(nothing.status == 65 && nothing.errorText.contains("person.nothing-owed"), "\(nothing.errorText)")
        let village = try form(out, "申报", ["--village", "379901001200"], to: scratch / "v.pdf")
        #expect(village.status == 0, "\(village.errorText)")
        let text = try PDF.text(scratch / "v.pdf", [])
        #expect(text.contains("缴费申报表") && text.contains("□确认") && text.contains("个人应缴"))
        // Whoever is on a form was looked at, and that is on record.
        let numbers = text.split { !$0.isASCII || !($0.isNumber || $0 == "X") }.filter { $0.count == 18 }
        #expect(!numbers.isEmpty)
        let looked = try Campaigns.zhengjiao(["person", "accesses", out, String(numbers[0])])
        #expect(looked.text.contains("申报、登记表"))
    }

    @Test func somebodyUnknownIsRegisteredByHisNumber() throws {
        let (scratch, out) = try copy()
        let made = try form(out, "登记", ["11010519491231002X"], to: scratch / "r.pdf")
        #expect(made.status == 0, "\(made.errorText)")
        let text = try PDF.text(scratch / "r.pdf", [])
        #expect(text.contains("参保登记表") && text.contains("1949年12月31日") && text.contains("11010519491231002X"))
        let change = try form(out, "变更", ["11010519491231002X"], to: scratch / "c.pdf")
        #expect(change.status == 65 && change.errorText.contains("explain.nobody"))
        #expect(try form(out, "注销", ["--village", "379901001200"], to: scratch / "d.pdf").status == 64)
    }
}
