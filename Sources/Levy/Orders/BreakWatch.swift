import Storage

/// 中断缴费提醒: who paid last year and has not paid this year, and by when that can be made good.
package struct BreakWatch: Sendable {
    package struct Person: Sendable, Hashable {
        package let citizenID: String
        package let name: String
        package let village: String
        package let villageName: String
        package let ownFen: Int
    }

    package let insurance: Insurance
    package let day: CivilDate
    /// The last day to pay; nil when the rules give none.
    package let latest: CivilDate?
    /// The next day on which a reminder goes out; nil when the last is past.
    package let nextReminder: CivilDate?
    package let persons: [Person]
    /// The year before, and whether anybody who paid for it was ever entered.
    package let year: Int
    package let hasHistory: Bool

    /// Negative when it is too late.
    package var daysLeft: Int? { latest.map { $0.daysSinceEpoch - day.daysSinceEpoch } }
}

extension Campaign {
    /// The break watch-list of a day.
    package func breakWatch(
        _ insurance: Insurance, on day: CivilDate, in transaction: Transaction
    ) throws -> BreakWatch {
        let sheet = policy.sheet(insurance)
        let rule = sheet.breaks.first
        let reminders = rule.map { rule in rule.remindDays.map { rule.latest.adding(days: -$0) } } ?? []
        return BreakWatch(
            insurance: insurance, day: day, latest: rule?.latest,
            nextReminder: reminders.filter { $0 >= day }.min(),
            persons: try BreakWatchStore.broken(insurance, sheet.period, in: transaction), year: sheet.period - 1,
            hasHistory: try BreakWatchStore.hasPayers(insurance, of: sheet.period - 1, in: transaction))
    }
}
