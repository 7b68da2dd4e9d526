import Storage
import Testing

@testable import Workflow

struct ScheduleTests {
    static let november = CivilSpan(first: day("2019-10-28"), last: day("2019-11-30"))

    @Test(arguments: [
        ("2019-11-05 09:00", ["2019-11-05 09:00"]),
        ("phase start 08:30", ["2019-10-28 08:30"]),
        ("phase end 17:00", ["2019-11-30 17:00"]),
        ("3 working days before phase end 17:00", ["2019-11-27 17:00"]),
        ("1 working day after phase start 09:00", ["2019-10-29 09:00"]),
        ("2 days before phase end 9:00", ["2019-11-28 09:00"]),
        ("every 10 working days 10:00", ["2019-11-08 10:00", "2019-11-22 10:00"]),
        (
            "every Monday 07:00",
            ["2019-10-28 07:00", "2019-11-04 07:00", "2019-11-11 07:00", "2019-11-18 07:00", "2019-11-25 07:00"]
        ),
    ])
    func formsGiveTheirMoments(text: String, expected: [String]) throws {
        let schedule = try #require(Schedule(text))
        #expect(schedule.moments(in: Self.november, try china()).map(\.text) == expected)
    }

    @Test func everyDayAndEveryWorkingDay() throws {
        let calendar = try china()
        #expect(try #require(Schedule("every day 08:00")).moments(in: Self.november, calendar).count == 34)
        #expect(try #require(Schedule("every working day 08:00")).moments(in: Self.november, calendar).count == 25)
        let national = CivilSpan(first: day("2019-09-28"), last: day("2019-10-13"))
        #expect(
            try #require(Schedule("every working day 08:00")).moments(in: national, calendar).map(\.date.iso) == [
                "2019-09-29", "2019-09-30", "2019-10-08", "2019-10-09", "2019-10-10", "2019-10-11", "2019-10-12",
            ])
    }

    @Test func severalMomentsAreSortedAndSingle() throws {
        let schedule = Schedule.several(
            [Schedule("2019-11-06 09:00"), Schedule("2019-11-05 09:00"), Schedule("2019-11-06 09:00")].compactMap { $0 }
        )
        #expect(
            schedule.moments(in: Self.november, try china()).map(\.text) == ["2019-11-05 09:00", "2019-11-06 09:00"])
    }

    @Test(arguments: [
        "", "09:00", "2019-11-31 09:00", "2019-11-05", "every 09:00", "every 0 working days 09:00", "every day",
        "every working days 09:00", "days before phase end 09:00", "-1 days before phase end 09:00",
        "1 week before phase end 09:00", "phase middle 09:00", "start 09:00",
        "1 working day working day before phase end 09:00",
        "every day 25:00", "1 2 working days before phase end 09:00",
    ])
    func otherTextsAreNoSchedule(text: String) {
        #expect(Schedule(text) == nil)
    }

    @Test func everyFormOfTheHintIsRead() {
        for form in Schedule.forms { #expect(Schedule(form) != nil, "\(form)") }
    }

    @Test func deadlines() throws {
        let calendar = try china()
        let opened = instant("2019-09-27 10:00")
        #expect(
            try #require(Deadline("5 working days")).end(openedAt: opened, calendar)
                == Instant(day("2019-10-10"), hour: 24))
        #expect(
            try #require(Deadline("5 days")).end(openedAt: opened, calendar) == Instant(day("2019-10-08"), hour: 24))
        #expect(try #require(Deadline("2019-12-10 18:00")).end(openedAt: opened, calendar).text == "2019-12-10 18:00")
        for text in ["0 working days", "soon", "3 weeks", "2019-12-32 18:00", "working days", "3 working"] {
            #expect(Deadline(text) == nil, "\(text)")
        }
    }

    @Test func backoffDoublesUpToTheLongest() {
        let policy = RetryPolicy(attempts: 9, wait: 60_000, longest: 300_000)
        #expect([1, 2, 3, 4, 60].map { policy.backoff(failures: $0) } == [60_000, 120_000, 240_000, 300_000, 300_000])
        #expect(DurationText.milliseconds("90s") == 90_000)
        for text in ["", "5", "m", "-5m", "0m", "5w", "5 m", "999999999d"] {
            #expect(DurationText.milliseconds(text) == nil, "\(text)")
        }
    }
}
