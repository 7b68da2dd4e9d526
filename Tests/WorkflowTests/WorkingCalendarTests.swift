import Diagnostics
import Storage
import Testing

@testable import Workflow

struct WorkingCalendarTests {
    @Test(arguments: [
        (2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248),
    ])
    func workingDaysOfAYear(year: Int, count: Int) throws {
        let days = try china().workingDays(from: day("\(year)-01-01"), through: day("\(year)-12-31"))
        #expect(days.count == count)
    }

    @Test(arguments: [
        ("2019-10-21", "2019-10-27", 5), ("2019-10-28", "2019-11-30", 25), ("2019-12-01", "2019-12-20", 15),
    ])
    func workingDaysOfAStage(from: String, to: String, count: Int) throws {
        #expect(try china().workingDays(from: day(from), through: day(to)).count == count)
    }

    @Test(arguments: [
        ("2019-09-27", 5, "2019-10-10"), ("2019-09-30", 3, "2019-10-10"), ("2019-10-20", 20, "2019-11-15"),
        ("2019-12-20", 7, "2019-12-31"), ("2020-01-20", 10, "2020-02-11"), ("2020-05-15", 15, "2020-06-05"),
        ("2024-02-07", 5, "2024-02-20"), ("2025-09-26", 10, "2025-10-16"), ("2026-02-13", 10, "2026-03-05"),
    ])
    func addingWorkingDays(from: String, count: Int, end: String) throws {
        let calendar = try china()
        #expect(calendar.adding(workingDays: count, to: day(from)).iso == end)
        let back = calendar.adding(workingDays: -count, to: day(end).adding(days: 1))
        #expect(calendar.workingDays(from: back, through: day(end)).count == count)
    }

    @Test(arguments: [
        ("2019-11-30", "2019-12-02"), ("2020-10-01", "2020-10-09"), ("2021-02-12", "2021-02-18"),
        ("2025-10-04", "2025-10-09"), ("2026-01-03", "2026-01-04"), ("2019-10-28", "2019-10-28"),
    ])
    func rolling(last: String, end: String) throws {
        #expect(try china().rolledForward(day(last)).iso == end)
    }

    @Test(arguments: [
        ("date,is_workday\n2019-01-01,0,元旦\n", "calendar.header", 1, 1),
        ("date,is_workday,name\n2019-01-01,0\n", "calendar.columns", 2, 1),
        ("date,is_workday,name\n2019-01-01,0,元旦\n2019-02-30,0,x\n", "calendar.date", 3, 1),
        ("date,is_workday,name\n2019-01-01,yes,元旦\n", "calendar.flag", 2, 12),
        ("date,is_workday,name\n2019-01-01,0,a\n2019-01-01,1,b\n", "calendar.twice", 3, 1),
        ("date,is_workday,name\n", "calendar.empty", 1, 1),
        ("", "calendar.header", 1, 1),
    ])
    func wrongFilesAreRefused(text: String, code: String, line: Int, column: Int) throws {
        do {
            _ = try WorkingCalendar(csv: text, file: "c.csv")
            Issue.record("not refused")
        } catch {
            let found = try #require(error.diagnostics.first)
            #expect(found.code == code)
            #expect(found.span?.line == line)
            #expect(found.span?.column == column)
        }
    }

    @Test func lineEndsOfWindowsAndAByteOrderMark() throws {
        let calendar = try WorkingCalendar(csv: "\u{FEFF}date,is_workday,name\r\n2019-01-05,1,补班,加班\r\n", file: "c.csv")
        #expect(calendar.isWorkingDay(day("2019-01-05")))
        #expect(calendar.years == 2019...2019)
        #expect(!calendar.covers(day("2020-01-01")))
    }

    /// Every exception stands on a notice; one of the year before, or one that came in between.
    @Test func theNationalTableNamesItsSources() throws {
        let calendar = try china()
        let days = CivilSpan(first: day("2019-01-01"), last: day("2026-12-31")).days.filter {
            calendar.name(of: $0) != nil
        }
        #expect(days.count == 290)
        for date in days {
            let source = try #require(calendar.source(of: date), "\(date)")
            #expect(source.wholeMatch(of: /国办发明电〔20[12][0-9]〕[0-9]+号/) != nil, "\(date): \(source)")
        }
        #expect(calendar.source(of: day("2020-02-01")) == "国办发明电〔2020〕1号")
        // Written out and read again it is the same.
        let again = try WorkingCalendar(csv: calendar.csv, file: "again.csv")
        #expect(again.csv == calendar.csv && again.years == calendar.years)
        #expect(days.allSatisfy { again.isWorkingDay($0) == calendar.isWorkingDay($0) })
    }
}
