import Storage

extension Schedule {
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// The forms a message may offer.
    package static let forms = [
        "2019-10-21 09:00", "every day 08:00", "every working day 19:00", "every 3 working days 10:00",
        "every 2nd working day 10:00", "every friday 20:00", "last working day of the month 17:00",
        "5th working day of the month 10:00", "phase start 09:00", "phase end 17:00",
        "3 working days before phase end 17:00", "2 days after phase start 09:00",
        "1 working day after import-payments 09:00", "cron 0 19 * * 1-5", "every friday 20:00 or next working day",
    ]

    /// Nil for a text that is none of the forms, or names an impossible day or time.
    package init?(_ text: String) {
        var words = text.lowercased().split(separator: " ").map(String.init)
        var move: Move?
        if words.count > 4, words[words.count - 4] == "or", words.suffix(2) == ["working", "day"] {
            guard let named = Move(rawValue: words[words.count - 3]) else { return nil }
            move = named
            words.removeLast(4)
        }
        guard let rule = Schedule.rule(words) else { return nil }
        self = move.map { .moved(rule, $0) } ?? rule
    }

    private static func rule(_ words: [String]) -> Schedule? {
        if words.first == "cron" { return Cron(words.dropFirst().joined(separator: " ")).map { .cron($0) } }
        guard words.count >= 2, let time = CivilTime(words[words.count - 1]) else { return nil }
        let rule = Array(words.dropLast())
        if rule.count == 1, let date = CivilDate(iso: rule[0]) { return .moment(date, time) }
        if rule[0] == "every" { return recurring(Array(rule.dropFirst()), time) }
        if rule.suffix(3) == ["of", "the", "month"] {
            guard rule.count == 6, rule[1...2] == ["working", "day"] else { return nil }
            if rule[0] == "last" { return .monthly(workingDay: 0, time) }
            return ordinal(rule[0]).flatMap { $0 <= 23 ? .monthly(workingDay: $0, time) : nil }
        }
        return relative(rule, time)
    }

    private static func recurring(_ words: [String], _ time: CivilTime) -> Schedule? {
        switch words.count {
        case 1 where words[0] == "day": return .everyDay(time)
        case 1: return weekdays.firstIndex(of: words[0]).map { .everyWeekday($0 + 1, time) }
        case 2 where words == ["working", "day"]: return .everyWorkingDays(1, time)
        case 3 where words[1...] == ["working", "days"]:
            guard let count = Int(words[0]), count >= 1 else { return nil }
            return .everyWorkingDays(count, time)
        case 3 where words[1...] == ["working", "day"]: return ordinal(words[0]).map { .everyWorkingDays($0, time) }
        default: return nil
        }
    }

    /// `1st`, `2nd`, `3rd`, `4th` … with the ending that the number has in English.
    private static func ordinal(_ word: String) -> Int? {
        guard word.utf8.count > 2, let number = Int(word.dropLast(2)), (1...366).contains(number) else { return nil }
        let ending =
            (11...13).contains(number % 100) ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
        return word.hasSuffix(ending) ? number : nil
    }

    /// `phase start`, `N [working] day[s] before|after phase start|end`, `N [working] day[s] after STEP`
    private static func relative(_ words: [String], _ time: CivilTime) -> Schedule? {
        if words.count >= 2, words[words.count - 2] == "phase" {
            guard let anchor = Anchor(rawValue: words[words.count - 1]) else { return nil }
            var rest = Array(words.dropLast(2))
            if rest.isEmpty { return .relative(.days(0), from: anchor, time) }
            guard let direction = rest.popLast(), ["before", "after"].contains(direction) else { return nil }
            return offset(rest, direction == "before" ? -1 : 1).map { .relative($0, from: anchor, time) }
        }
        guard words.count >= 4, words[words.count - 2] == "after" else { return nil }
        return offset(Array(words.dropLast(2)), 1).map { .after(words[words.count - 1], $0, time) }
    }

    /// `2 days`, `1 working day`
    private static func offset(_ words: [String], _ sign: Int) -> Offset? {
        guard words.count >= 2, ["day", "days"].contains(words[words.count - 1]), let count = Int(words[0]),
            (1...3_660).contains(count)
        else { return nil }
        switch words.dropFirst().dropLast() {
        case []: return .days(sign * count)
        case ["working"]: return .workingDays(sign * count)
        default: return nil
        }
    }
}
