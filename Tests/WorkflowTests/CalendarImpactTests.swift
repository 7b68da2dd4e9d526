import Diagnostics
import Storage
import Testing

@testable import Workflow

/// Layers of calendars, new notices, and why a day is planned or not.
struct CalendarImpactTests {
    static let base = """
        date,is_workday,name,source
        2019-11-09,1,调休上班,国办发明电〔2018〕15号
        2019-11-11,0,假日,国办发明电〔2018〕15号
        """
    static let local = "date,is_workday,name\n2019-11-11,1,本地上班\n2019-11-12,0,那达慕\n"

    @Test func localLayersLieOverTheNationalOne() throws {
        let base = try WorkingCalendar(csv: Self.base, file: "a.csv")
        let both = WorkingCalendar(layers: [base, try WorkingCalendar(csv: Self.local, file: "b.csv")])
        #expect(!base.isWorkingDay(day("2019-11-11")) && both.isWorkingDay(day("2019-11-11")))
        #expect(both.isWorkingDay(day("2019-11-09")) && !both.isWorkingDay(day("2019-11-12")))
        #expect(both.name(of: day("2019-11-12")) == "那达慕")
        #expect(both.source(of: day("2019-11-09")) == "国办发明电〔2018〕15号" && both.source(of: day("2019-11-12")) == nil)
        #expect(both.hash != base.hash && WorkingCalendar(layers: [base]).hash == base.hash)
        #expect(
            both.missingYears(for: CivilSpan(first: day("2018-12-01"), last: day("2021-01-05"))) == [2018, 2020, 2021])
    }

    @Test func aPlanNamesItsLayers() throws {
        let text = try documentedPlan().replacing(
            "calendar: ../calendars/china.csv", with: "calendars: [china.csv, local.csv]")
        func read(_ text: String) throws -> Definition {
            let base = try china()
            let local = try WorkingCalendar(csv: Self.local, file: "local.csv")
            return try Definition.parse(text, file: "plan.yaml") { name, _ in name == "china.csv" ? base : local }
        }
        #expect(try read(text).moments(of: "import-payments").count == 24)
        for (wrong, code) in [
            (text.replacing("calendars:", with: "calendar: china.csv\ncalendars:"), "plan.two-calendars"),
            (text.replacing("[china.csv, local.csv]", with: "[]"), "plan.no-calendars"),
        ] {
            do {
                _ = try read(wrong)
                Issue.record("not refused")
            } catch let rejection as Rejection {
                #expect(rejection.diagnostics.filter { $0.severity == .error }.map(\.code) == [code])
            }
        }
    }

    @Test func aNewNoticeMovesMomentsAndDeadlines() throws {
        let steps = """
            - { id: daily, at: every 5 working days 09:00 }
            - { id: sign, at: 2019-11-07 10:00, task: { role: maker, checker: checker, deadline: 3 working days } }
            - { id: fixed, at: 2019-11-04 10:00 }
            """
        let plan = try smallPlan(steps)
        let notice = try WorkingCalendar(csv: Self.base, file: "new.csv")
        let other = try Definition.parse(plan.source.text, file: "plan.yaml") { _, _ in notice }
        let notes = CalendarImpact(old: plan, new: other).notes.map { note in
            [note.code, note.arguments["date"] ?? note.arguments["step"], note.arguments["old"], note.arguments["new"]]
                .compactMap { $0 }.joined(separator: " ")
        }
        // The make-up Saturday stands in for the Monday: what is counted past both stays.
        #expect(notes == ["impact.day 2019-11-09 休息 上班", "impact.day 2019-11-11 上班 休息"])
        let later = try WorkingCalendar(csv: "date,is_workday,name\n2019-11-08,0,假日\n", file: "later.csv")
        let moved = CalendarImpact(
            old: plan, new: try Definition.parse(plan.source.text, file: "plan.yaml") { _, _ in later }
        ).notes
        #expect(moved.map(\.code) == ["impact.day", "impact.moment", "impact.deadline"])
        #expect(moved[1].arguments["new"] == "2019-11-15 09:00" && moved[2].arguments["new"] == "2019-11-13 24:00")
        #expect(CalendarImpact(old: plan, new: plan).notes.map(\.code) == ["impact.none"])
    }

    @Test(arguments: [
        ("import-payments", "2019-11-05", ["explain.planned", "explain.needs"]),
        ("import-payments", "2019-11-02", ["explain.rest-day", "explain.rule", "explain.nearest"]),
        ("supervision-report", "2019-11-04", ["explain.not-planned", "explain.rule", "explain.nearest"]),
        ("import-payments", "2019-12-02", ["explain.outside", "explain.nearest"]),
    ])
    func aDayIsExplained(step: String, date: String, codes: [String]) throws {
        let definition = try Definition.load(path: projectFolder + "/workflows/xuecheng-2019/campaign.yaml")
        let notes = try definition.explain(step: step, on: day(date))
        #expect(notes.map(\.code) == codes)
        for note in notes { #expect(!Catalogue.message(note, in: .chinese).contains("{")) }
        #expect(throws: Rejection.self) { try definition.explain(step: "import-payment", on: day(date)) }
    }

    @Test func aMovedDayIsExplained() throws {
        let definition = try smallPlan("- { id: one, at: 2019-11-09 10:00 or next working day, if: today is monday }")
        #expect(
            try definition.explain(step: "one", on: day("2019-11-09")).map(\.code) == [
                "explain.moved-away", "explain.nearest",
            ])
        let notes = try definition.explain(step: "one", on: day("2019-11-11"))
        #expect(notes.map(\.code) == ["explain.planned", "explain.moved-here", "explain.if"])
        #expect(notes[0].arguments["rule"]?.hasPrefix("at: 2019-11-09 10:00 or next working day") == true)
    }
}
