import Storage
import TestSupport
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
        ("every 10th working day 10:00", ["2019-11-08 10:00", "2019-11-22 10:00"]),
        ("last working day of the month 17:00", ["2019-10-31 17:00", "2019-11-29 17:00"]),
        ("1st working day of the month 17:00", ["2019-11-01 17:00"]),
        ("5th working day of the month 17:00", ["2019-11-07 17:00"]),
        ("23rd working day of the month 17:00", []),
        ("cron 30 8 1,15 * *", ["2019-11-01 08:30", "2019-11-15 08:30"]),
        ("cron 0 9,15 4 nov *", ["2019-11-04 09:00", "2019-11-04 15:00"]),
        (
            "cron 0 19 9-10 11 0",
            ["2019-11-03", "2019-11-09", "2019-11-10", "2019-11-17", "2019-11-24"].map { $0 + " 19:00" }
        ),
        // A star with a step restricts nothing: the day must be a Sunday and the 1st, 16th or 31st.
        ("cron 0 19 */15 11 7", []),
        ("cron 0 0-23/12 29 * *", ["2019-10-29 00:00", "2019-10-29 12:00", "2019-11-29 00:00", "2019-11-29 12:00"]),
        ("phase end 17:00 or previous working day", ["2019-11-29 17:00"]),
        ("2019-11-09 10:00 or next working day", ["2019-11-11 10:00"]),
        ("phase end 17:00 or next working day", ["2019-12-02 17:00"]),
        ("cron 0 8 2,3,4 11 * or next working day", ["2019-11-04 08:00"]),
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
        "cron", "cron 0 19 * *", "cron 60 19 * * *", "cron 0 24 * * *", "cron 0 19 0 * *", "cron 0 19 * 13 *",
        "cron 0 19 * * 8", "cron 0 19 * * 5-1", "cron */0 19 * * *", "cron 0 19 * * mon-", "cron -1 19 * * *",
        "cron 0,, 19 * * *", "cron 0 19 * * * *", "24th working day of the month 17:00",
        "0th working day of the month 17:00", "2th working day of the month 17:00", "last friday of the month 17:00",
        "every 1th working day 10:00", "every 2nd day 10:00", "every day 09:00 or later working day",
        "or next working day", "every day or next working day", "after import 09:00", "1 day before import 09:00",
        "1 working after import 09:00", "9999 days after phase start 09:00", "every day 25:00",
        "1 2 working days before phase end 09:00",
    ])
    func otherTextsAreNoSchedule(text: String) {
        #expect(Schedule(text) == nil)
    }

    @Test func everyFormOfTheHintIsRead() {
        for form in Schedule.forms { #expect(Schedule(form) != nil, "\(form)") }
    }

    @Test func everyWorkingDayByCronIsTheSameWhereNoHolidayFalls() throws {
        let calendar = try china()
        let cron = try #require(Schedule("cron 0 19 * * mon-fri"))
        let days = try #require(Schedule("every working day 19:00"))
        #expect(cron.moments(in: Self.november, calendar) == days.moments(in: Self.november, calendar))
        #expect(try #require(Schedule("cron 0 19 * * 6,7")).moments(in: Self.november, calendar).count == 34 - 25)
    }

    @Test func aMomentMovedOffARestDaySaysFromWhere() throws {
        let schedule = try #require(Schedule("every day 08:00 or next working day"))
        let span = CivilSpan(first: day("2019-09-29"), last: day("2019-10-08"))
        let planned = schedule.planned(in: span, try china())
        #expect(
            planned.filter { $0.movedFrom == nil }.map(\.moment.date.iso) == ["2019-09-29", "2019-09-30", "2019-10-08"])
        #expect(planned.compactMap(\.movedFrom).map(\.date.iso) == (1...7).map { "2019-10-0\($0)" })
        #expect(schedule.moments(in: span, try china()).count == 3)
    }

    @Test func aRuleMayCountFromANeed() throws {
        let schedule = try #require(Schedule("1 working day after import-payments 09:00"))
        let fridays = ["2019-11-01 19:00", "2019-11-08 19:00"].map { instant($0) }
        let moments = schedule.moments(in: Self.november, try china()) { $0 == "import-payments" ? fridays : [] }
        #expect(moments.map(\.text) == ["2019-11-04 09:00", "2019-11-11 09:00"])
        #expect(schedule.namedSteps == ["import-payments"])
    }

    @Test func anyTextIsReadOrNot() throws {
        let words = [
            "cron", "every", "working", "day", "days", "or", "next", "previous", "of", "the", "month", "last", "after",
            "phase", "start", "end", "every working day", "every 2nd working day", "last working day of the month",
            "3 days before phase end", "09:00", "or next working day", "cron 0 19 * *", "5th working day of the month",
            "0", "5", "*", "*/2", "1-5", ",", "-", "/", "09:00", "2nd", "friday", "假", "",
        ]
        var random = SplitMix64(seed: 20_191_020)
        let span = CivilSpan(first: day("2019-12-20"), last: day("2020-03-02"))
        let calendar = try china()
        var read = 0
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...9, using: &random))
                .map { _ in words[Int.random(in: 0..<words.count, using: &random)] }.joined(separator: " ")
            guard let schedule = Schedule(text) else { continue }
            read += 1
            let moments = schedule.moments(in: span, calendar) { _ in [] }
            #expect(moments == moments.sorted(), "\(text)")
        }
        #expect(read > 20)
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
