/// A day of the Gregorian calendar, as an office writes it: no clock and no zone in it.
package struct CivilDate: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Nil when the calendar has no such day, or the year is outside 1…9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CivilDate.days(inMonth: month, of: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// From `2019-10-28`; nil for any other shape or an impossible day.
    package init?(iso: some StringProtocol) {
        let parts = iso.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            let year = CivilDate.digits(parts[0]), let month = CivilDate.digits(parts[1]),
            let day = CivilDate.digits(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// From `20191028`; nil for any other shape or an impossible day.
    package init?(compact: some StringProtocol) {
        guard compact.utf8.count == 8, let number = CivilDate.digits(compact) else { return nil }
        self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    /// The day that lies `days` after 1970-01-01 (before it when negative).
    package init(daysSinceEpoch days: Int) {
        // Years begin in March here, so that the leap day is the last of its year (era = 400 years, 146,097 days).
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        precondition((1...9999).contains(year), "a civil date lies in the years 1 to 9999")
    }

    package var daysSinceEpoch: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    package func adding(days: Int) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + days) }

    /// The day of the same number `months` later, or the last of that month when it has none (Civil Code art. 202): six
    /// months from 31 August end on the last of February.
    package func adding(months: Int) -> CivilDate {
        let index = year * 12 + month - 1 + months
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        let lastDay = CivilDate.days(inMonth: newMonth, of: newYear)
        guard let date = CivilDate(year: newYear, month: newMonth, day: min(day, lastDay)) else {
            preconditionFailure("a civil date lies in the years 1 to 9999")
        }
        return date
    }

    /// Whole years from this birthday to `date`; one born on 29 February comes of age on 1 March of other years.
    package func age(on date: CivilDate) -> Int {
        date.year - year - ((date.month, date.day) >= (month, day) ? 0 : 1)
    }

    /// 1 is Monday, 7 is Sunday (GB/T 7408, ISO 8601).
    package var weekday: Int {
        let shifted = (daysSinceEpoch + 3) % 7
        return (shifted < 0 ? shifted + 7 : shifted) + 1
    }

    package var firstOfMonth: CivilDate { adding(days: 1 - day) }

    package var lastOfMonth: CivilDate { adding(days: CivilDate.days(inMonth: month, of: year) - day) }

    /// `2019-10-28`
    package var iso: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    /// `20191028`
    package var compact: String { padded(year, 4) + padded(month, 2) + padded(day, 2) }

    /// `2019年10月28日`
    package var chinese: String { "\(year)年\(month)月\(day)日" }

    /// `星期一` … `星期日`
    package var chineseWeekday: String { "星期" + ["一", "二", "三", "四", "五", "六", "日"][weekday - 1] }

    package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// ASCII digits only: `Int` would also take a sign.
    private static func digits(_ text: some StringProtocol) -> Int? {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int(text)
    }
}

extension CivilDate: Comparable {
    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension CivilDate: CustomStringConvertible {
    package var description: String { iso }
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
