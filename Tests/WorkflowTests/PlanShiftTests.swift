import Diagnostics
import Foundation
import Storage
import Testing

@testable import Workflow

struct PlanShiftTests {
    static func campaign() throws -> Definition {
        try plan(projectText("workflows/xuecheng-2019/campaign.yaml"))
    }

    @Test(arguments: [
        ("2019-10-20", 1, "2020-10-18"), ("2019-10-21", 1, "2020-10-19"), ("2020-10-18", 1, "2021-10-24"),
        ("2019-12-31", 1, "2020-12-29"), ("2020-12-31", 1, "2021-12-30"), ("2024-02-29", 1, "2025-02-27"),
        ("2021-10-24", -1, "2020-10-18"),
    ])
    func theSameWeekdayOfTheSameWeek(date: String, years: Int, expected: String) {
        let shifted = PlanShift.sameWeek(day(date), years)
        #expect(shifted.iso == expected)
        #expect(shifted.weekday == day(date).weekday)
    }

    @Test func theCampaignBecomesNextYears() throws {
        let old = try Self.campaign()
        let shift = try PlanShift(old, to: 2020)
        let new = try plan(shift.text)
        #expect(new.id == "xuecheng-2020")
        #expect(new.title == "薛城区2020年度城乡居民社会保险费征缴")
        #expect(
            new.phases.map { "\($0.days.first) \($0.days.last)" } == [
                "2020-10-19 2020-10-25", "2020-10-26 2020-11-28", "2020-11-29 2020-12-18",
            ])
        for (phase, before) in zip(new.phases, old.phases) {
            let worked = { (days: CivilSpan) in
                new.calendar.workingDays(from: days.first, through: days.last).count
            }
            #expect(worked(phase.days) == worked(before.days))
        }
        #expect(new.moments.count == old.moments.count)
        let lines = { (text: String) in text.components(separatedBy: "\n") }
        #expect(lines(shift.text).count == lines(old.source.text).count)
        let comments = { (text: String) in lines(text).filter { $0.contains("#") } }
        #expect(comments(shift.text) == comments(old.source.text))
        let proposed = shift.edits.filter { !$0.isDay }.map { "\($0.old) → \($0.new)" }
        #expect(proposed.contains("薛政办发〔2019〕20号 → 薛政办发〔2020〕20号"))
        #expect(proposed.contains("XC19 → XC20"))
        #expect(try new.settings.require("levy").require("medical").int("period") == 2021)
        #expect(try new.settings.require("levy").require("pension").int("period") == 2020)
        #expect(try new.settings.require("agreement").int("yuan") == 10_000)
        #expect(try new.settings.require("levy").date("as-of").iso == "2020-10-26")
    }

    /// A day of another file that is an end of a phase, or lies beside one, goes with the phase; the inner end counts
    /// first.
    @Test(arguments: [
        ("2019-10-21", "2020-10-19"), ("2019-10-20", "2020-10-18"), ("2019-10-27", "2020-10-25"),
        ("2019-10-28", "2020-10-26"), ("2019-11-30", "2020-11-28"), ("2019-12-01", "2020-11-29"),
        ("2019-12-20", "2020-12-18"), ("2019-12-21", "2020-12-19"), ("2019-12-22", nil), ("2019-11-15", nil),
        ("2020-10-21", nil),
    ])
    func daysOfOtherFilesGoWithThePhases(date: String, expected: String?) throws {
        let shift = try PlanShift(try Self.campaign(), to: 2020)
        #expect(shift.dayOfPhases(day(date))?.iso == expected)
    }

    /// No holiday lies in these months, so that nothing has to give way.
    @Test(arguments: [2020, 2021, 2022, 2023, 2024, 2025, 2026])
    func thereAndBackIsTheSamePlan(year: Int) throws {
        let old = try Self.campaign()
        let there = try plan(try PlanShift(old, to: year).text)
        #expect(try PlanShift(there, to: 2019).text == old.source.text)
    }

    static func text(_ from: String, _ to: String, _ at: String) -> String {
        """
        plan: autumn
        title: '秋季 2019' # 2019
        calendar: china.csv
        starts: \(from)
        ends: \(to)
        phases:
          - { id: only, name: 阶段, from: "\(from)", to: \(to), steps: [{ id: one, at: \(at) }] }
        """
    }

    @Test func aPhaseKeepsItsWorkingDaysAroundHolidays() throws {
        // 2020-10-01 to 08 is one holiday: the days of 2019 that were worked are made up for after it.
        let old = try plan(Self.text("2019-10-08", "2019-10-11", "2019-10-09 09:00"))
        let new = try plan(try PlanShift(old, to: 2020).text)
        #expect(new.days == CivilSpan(first: day("2020-10-09"), last: day("2020-10-13")))
        #expect(new.calendar.workingDays(from: new.days.first, through: new.days.last).count == 4)
        #expect(new.moments.map(\.nominal.text) == ["2020-10-09 09:00"])
        #expect(new.title == "秋季 2020")
    }

    @Test func beyondTheCalendarIsWarnedOf() throws {
        let new = try plan(try PlanShift(try Self.campaign(), to: 2031).text)
        #expect(new.warnings.contains { $0.code == "plan.calendar-ends" && $0.arguments["year"] == "2031" })
        #expect(throws: Rejection.self) { try PlanShift(try Self.campaign(), to: 2019) }
        #expect(throws: Rejection.self) { try PlanShift(try Self.campaign(), to: 99) }
    }
}
