import Diagnostics
import Foundation
import Levy
import Storage
import TestSupport
import Testing
import Workflow

@testable import zhengjiao

/// Last year's rules beside last year's plan become this year's.
@Suite struct RulesShiftTests {
    private static let plan = Project.path("workflows/xuecheng-2019/campaign.yaml")
    private static let rules = Project.path("workflows/xuecheng-2019/rules.yaml")

    private static func source() throws -> SourceText { try TextFile.read(rules) }

    private static func shifted(to year: Int) throws -> RulesShift {
        let plan = try Definition.load(path: plan)
        return try RulesShift(source(), beside: PlanShift(plan, to: year), from: plan.days.first.year)
    }

    /// What a person does who has looked everything up.
    private static func confirmed(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.drop { $0 == " " }.elementsEqual("confirm: true") }.joined(separator: "\n")
            .replacing("confirm: true, ", with: "")
    }

    @Test func whatIsKnownMovesAndWhatIsNotIsMarked() throws {
        let shift = try Self.shifted(to: 2020)
        let book = try RuleBook.read(shift.text, file: "rules.yaml")
        #expect(book.id == "xuecheng-2020" && book.title.contains("2020"))
        #expect(
            shift.marked == [
                "plan", "national-2019", "drill", "medical-fee-2021", "medical-pool-2021", "medical-aid",
                "after-central-medical", "late-medical", "late-pension", "late-waiting", "pension-break",
                "medical-break",
            ])
        // Each is told, with its place, and nothing else.
        #expect(book.warnings.count == shift.marked.count)
        for warning in book.warnings {
            #expect(warning.severity == .warning && warning.span != nil)
            #expect(["rules.unconfirmed", "rules.document-unconfirmed"].contains(warning.code))
        }
        // Windows follow the plan's phases; the rest of the year ends with the year.
        let windows = book.windows.map { "\($0.basis.id) \($0.basis.periods.lowerBound) \($0.from) \($0.to)" }
        #expect(
            windows == [
                "central-medical 2021 2020-10-26 2020-11-28", "after-central-medical 2021 2020-11-29 2020-12-31",
                "late-medical 2021 2021-01-01 2021-12-31", "central-pension 2020 2020-10-26 2020-11-28",
                "late-pension 2020 2020-11-29 2021-12-31",
            ])
        // A range of years that reaches the new one holds on, and papers stay what they are.
        #expect(book.tiers[0].basis.periods == 2018...2023 && !book.tiers[0].basis.isUnconfirmed)
        #expect(book.documents.map(\.from) == (try RuleBook.read(Self.source().text, file: "r")).documents.map(\.from))
    }

    /// A range of years that ends before the new one goes on, and is to be looked up.
    @Test func aRangeThatEndsGoesOn() throws {
        let text = try Self.source().text.replacing("periods: [2018, 2023]", with: "periods: [2018, 2019]")
        let plan = try Definition.load(path: Self.plan)
        let shift = try RulesShift(
            SourceText(name: "r", text: text), beside: PlanShift(plan, to: 2020), from: 2019)
        let book = try RuleBook.read(shift.text, file: "r")
        #expect(book.tiers[0].basis.periods == 2018...2020 && book.tiers[0].basis.isUnconfirmed)
    }

    /// A range of years that had to be lengthened is not shortened again: no year after 2023 is among these.
    @Test(arguments: [2018, 2020, 2021, 2022, 2023])
    func thereAndBackAreTheSameRules(year: Int) throws {
        let there = try Self.shifted(to: year)
        let plan = try Definition.load(path: Self.plan)
        let shifted = try Definition.parse(try PlanShift(plan, to: year).text, file: "p") { _, _ in plan.calendar }
        let back = try RulesShift(
            SourceText(name: "r", text: there.text), beside: PlanShift(shifted, to: 2019), from: year)
        #expect(Self.confirmed(back.text) == (try Self.source().text))
    }

    @Test func theCommandWritesBoth() throws {
        let scratch = try ScratchFolder()
        try scratch.write("", to: "next/.keep")
        let target = scratch / "next/campaign.yaml"
        let shift = ["plan", "shift", Self.plan, "--to", "2020"]
        let first = try Campaigns.zhengjiao(shift + ["-o", target])
        #expect(first.status == 0 && first.errorText.contains("待确认 12 处"), "\(first.errorText)")
        #expect(first.errorText.contains("rules.yaml:62:"), "\(first.errorText)")
        let checked = try Campaigns.zhengjiao(["rules", "check", scratch / "next/rules.yaml"])
        #expect(checked.status == 0 && checked.errorText.contains("[rules.unconfirmed]"), "\(checked.errorText)")
        #expect(checked.errorText.contains("medical-fee-2021") && checked.errorText.contains("confirm: true"))
        // What a person has worked on since is not written over.
        try scratch.write("mine", to: "next/rules.yaml")
        let again = try Campaigns.zhengjiao(shift + ["-o", target])
        #expect(again.status == 0 && again.errorText.contains("[shift.rules-kept]"), "\(again.errorText)")
        #expect(try String(contentsOfFile: scratch / "next/rules.yaml", encoding: .utf8) == "mine")
        let shown = try Campaigns.zhengjiao(shift)
        #expect(shown.status == 0 && shown.text.hasPrefix("#") || shown.text.contains("plan: xuecheng-2020"))
        #expect(shown.errorText.contains("没有改：用 -o"), "\(shown.errorText)")
    }
}
