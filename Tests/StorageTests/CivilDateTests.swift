import Testing

@testable import Storage

struct CivilDateTests {
    @Test func everyDayOfFourCenturiesCountsOnce() throws {
        var expected = try #require(CivilDate(year: 1799, month: 12, day: 31)).daysSinceEpoch
        var weekday = try #require(CivilDate(year: 1799, month: 12, day: 31)).weekday
        for year in 1800...2200 {
            for month in 1...12 {
                for day in 1...CivilDate.days(inMonth: month, of: year) {
                    let date = try #require(CivilDate(year: year, month: month, day: day))
                    expected += 1
                    weekday = weekday % 7 + 1
                    guard date.daysSinceEpoch == expected, CivilDate(daysSinceEpoch: expected) == date,
                        date.weekday == weekday, CivilDate(iso: date.iso) == date,
                        CivilDate(compact: date.compact) == date
                    else {
                        Issue.record("\(date.iso) does not survive")
                        return
                    }
                }
            }
        }
    }

    @Test func knownDays() throws {
        let date = try #require(CivilDate(iso: "2019-10-28"))
        #expect(date.daysSinceEpoch == 18_197)
        #expect(date.weekday == 1)
        #expect(date.chinese == "2019年10月28日")
        #expect(date.chineseWeekday == "星期一")
        #expect(date.adding(days: 4).iso == "2019-11-01")
        #expect(date.firstOfMonth.iso == "2019-10-01")
        #expect(CivilDate(daysSinceEpoch: 0).iso == "1970-01-01")
        #expect(CivilDate(daysSinceEpoch: -1).iso == "1969-12-31")
    }

    @Test(arguments: [
        "2019-02-29", "1900-02-29", "2019-13-01", "2019-00-01", "2019-04-31", "2019-1-01", "2019/10/28", "19-10-28",
        "2019-10-28 ", "+019-10-28", "", "2019-10", "２０１９-10-28",
    ])
    func impossibleDaysAreRefused(text: String) {
        #expect(CivilDate(iso: text) == nil)
    }

    @Test(arguments: ["20190229", "2019102", "201910281", "2019-0-1", "", "-2019101"])
    func impossibleCompactDaysAreRefused(text: String) {
        #expect(CivilDate(compact: text) == nil)
    }

    @Test func leapDays() {
        #expect(CivilDate(iso: "2000-02-29") != nil)
        #expect(CivilDate(iso: "2020-02-29") != nil)
        #expect(CivilDate(year: 0, month: 1, day: 1) == nil)
    }
}

struct InstantTests {
    @Test func theCivilDayBeginsEightHoursBeforeUTC() throws {
        let date = try #require(CivilDate(iso: "2019-10-21"))
        let instant = Instant(date, try #require(CivilTime("09:00")))
        #expect(instant.milliseconds == 1_571_619_600_000)  // 2019-10-21T01:00:00Z
        #expect(instant.iso == "2019-10-21T09:00:00+08:00")
        #expect(instant.text == "2019-10-21 09:00")
        #expect(Instant(date).adding(milliseconds: -1).date.iso == "2019-10-20")
        #expect(Instant(date, hour: 24) == Instant(date.adding(days: 1)))
        #expect(instant.adding(milliseconds: 61_001).second == 1)
    }

    @Test func momentsBeforeTheEpoch() throws {
        let instant = Instant(try #require(CivilDate(iso: "1949-10-01")), hour: 15, minute: 7)
        #expect(instant.milliseconds < 0)
        #expect(instant.text == "1949-10-01 15:07")
    }

    @Test(arguments: ["24:00", "9:5", "09:60", "0900", "-1:00", "09:00:00", "", "+9:00", "009:00"])
    func impossibleTimesAreRefused(text: String) {
        #expect(CivilTime(text) == nil)
    }
}
