import Storage

/// What working days a report reckons by.
package struct SourceDays: Sendable {
    let isWorkingDay: @Sendable (CivilDate) -> Bool
    let adding: @Sendable (_ workingDays: Int, _ day: CivilDate) -> CivilDate

    package init(
        isWorkingDay: @escaping @Sendable (CivilDate) -> Bool,
        adding: @escaping @Sendable (Int, CivilDate) -> CivilDate
    ) {
        self.isWorkingDay = isWorkingDay
        self.adding = adding
    }
}

/// 数据质量: how well a source delivers.
package struct SourceQuality: Sendable {
    /// A day on which something was due.
    package struct Due: Hashable, Sendable {
        package enum State: String, Sendable {
            case onTime = "按时"
            case late = "迟报"
            case missing = "缺报"
            /// The last moment has not passed.
            case open = "未到期"
        }

        package let day: CivilDate
        /// With the grace.
        package let latest: CivilDate
        package let state: State
        package let delivery: SourceDelivery?
    }

    package let source: DataSource
    package let deliveries: [SourceDelivery]
    package let dues: [Due]

    package init(_ source: DataSource, _ deliveries: [SourceDelivery], on day: CivilDate, _ days: SourceDays) {
        self.source = source
        self.deliveries = deliveries.filter { $0.day <= day }
        dues = SourceQuality.dues(source, self.deliveries, on: day, days)
    }

    /// Each due day with the file that answers it. A file answers the oldest day that nothing answered and that it is
    /// not too late for; a file is one answer.
    private static func dues(
        _ source: DataSource, _ deliveries: [SourceDelivery], on day: CivilDate, _ days: SourceDays
    ) -> [Due] {
        let wanted = source.cycle.dues(
            from: source.from, through: source.until.map { min($0, day) } ?? day, isWorkingDay: days.isWorkingDay)
        var answers: [CivilDate: SourceDelivery] = [:]
        for delivery in deliveries where !delivery.isRefused {
            let open = wanted.enumerated().first { index, due in
                let opens = index == 0 ? nil : wanted[index - 1]
                let closes = max(days.adding(source.grace, due), due.adding(days: source.cycle.latest))
                return answers[due] == nil && delivery.day <= closes && opens.map { delivery.day > $0 } ?? true
            }
            if let due = open?.element { answers[due] = delivery }
        }
        return wanted.map { due in
            let latest = days.adding(source.grace, due)
            let state: Due.State =
                if let answer = answers[due] { answer.day <= latest ? .onTime : .late } else {
                    latest < day ? .missing : .open
                }
            return Due(day: due, latest: latest, state: state, delivery: answers[due])
        }
    }

    private var read: [SourceDelivery] { deliveries.filter { !$0.isRefused } }
    package var refused: Int { deliveries.count(where: \.isRefused) }
    package var rows: Int { read.reduce(0) { $0 + $1.rows } }
    package var taken: Int { read.reduce(0) { $0 + $1.taken } }
    package var repaired: Int { read.reduce(0) { $0 + $1.repaired } }
    package var asked: Int { read.reduce(0) { $0 + $1.asked } }
    package var rejected: Int { read.reduce(0) { $0 + $1.rejected } }
    package func count(_ state: Due.State) -> Int { dues.count { $0.state == state } }

    /// Rows that are used, as they are or repaired, of all.
    package var usable: Rate? { Rate(taken + repaired, of: rows) }
    package var punctual: Rate? { Rate(count(.onTime), of: dues.count - count(.open)) }

    /// Of a hundred. Contents are 70: a row as it is counts whole, a repaired one four fifths, one that was asked about
    /// half, a rejected one nothing; a file that went back whole counts as many rows as the average file, all rejected.
    /// Punctuality is 30: a late delivery counts half. Where only one of the two can be told it is all.
    package var score: Rate? {
        let points = taken * 10 + repaired * 8 + asked * 5
        let average = read.isEmpty ? 0 : rows / read.count
        let contents = Rate(points, of: (rows + refused * average) * 10)
            ?? (refused > 0 && read.isEmpty ? Rate(0, of: 1) : nil)
        let time = Rate(count(.onTime) * 2 + count(.late), of: (dues.count - count(.open)) * 2)
        guard let contents else { return time }
        guard let time else { return contents }
        return Rate(contents.hundredths * 7 + time.hundredths * 3, of: 100_000)
    }

    /// 优 from 95, 良 from 85, 中 from 70.
    package var grade: String {
        guard let score else { return "–" }
        return score.hundredths >= 9_500 ? "优" : score.hundredths >= 8_500 ? "良" : score.hundredths >= 7_000 ? "中" : "差"
    }
}

extension DataSources {
    /// The quality of every source by a day, in the order of the registry.
    package static func quality(
        on day: CivilDate, _ days: SourceDays, in transaction: Transaction
    ) throws -> [SourceQuality] {
        try SourceStore.current(in: transaction).map { source in
            SourceQuality(source, try SourceStore.deliveries(of: source, in: transaction), on: day, days)
        }
    }
}
