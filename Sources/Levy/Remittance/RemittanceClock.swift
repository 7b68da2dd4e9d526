import Storage

/// 双限: after how many days, and at what sum, money goes on, whichever comes first.
package struct RemittanceLimit: Hashable, Sendable {
    package let days: Int
    package let fen: Int

    package init(days: Int, fen: Int) {
        self.days = days
        self.fen = fen
    }
}

/// What an agency agreement says of both ways: from the agent's hand to the special account, and from there to the
/// treasury.
package struct RemittanceLimits: Sendable {
    package let deposit: RemittanceLimit
    package let settlement: RemittanceLimit
    /// The day that lies so many days, or working days, after another.
    let adding: @Sendable (CivilDate, Int) -> CivilDate

    package init(
        deposit: RemittanceLimit, settlement: RemittanceLimit,
        adding: @escaping @Sendable (CivilDate, Int) -> CivilDate
    ) {
        self.deposit = deposit
        self.settlement = settlement
        self.adding = adding
    }

    /// The day that lies so many days, or working days, after another.
    package func end(_ day: CivilDate, _ count: Int) -> CivilDate { adding(day, count) }
}

/// One clock of an agent.
package struct RemittanceClock: Hashable, Sendable {
    package enum State: String, Sendable {
        case idle, running
        /// The next working day is the last, or four fifths of the sum are reached.
        case near
        /// Today is the last day, or the sum is reached.
        case due
        case late

        package var chinese: String {
            switch self {
            case .idle: "无款"
            case .running: "正常"
            case .near: "临近限期"
            case .due: "今日应办"
            case .late: "逾期"
            }
        }

        /// Whether somebody has to hear of it.
        package var warns: Bool { self == .near || self == .due || self == .late }
    }

    package let state: State
    package let fen: Int
    /// The day since when the oldest of the money lies there.
    package let oldest: CivilDate?
    /// The last day on which it may go on.
    package let dueOn: CivilDate?
    /// Whether the sum, not the day, makes it due.
    package let isBySum: Bool
}

/// How an agent stands on a day.
package struct AgentStatus: Hashable, Sendable {
    package let village: String
    package let collectedFen: Int
    /// 缴存限期: cash in hand.
    package let deposit: RemittanceClock
    /// 报解限期: money in the special account.
    package let settlement: RemittanceClock
    /// Declared, and no voucher of the treasury yet.
    package let awaitedFen: Int
}

/// What an agent collected and passed on, by days.
struct AgentStanding {
    let village: String
    private let sums: [String: [(day: CivilDate, fen: Int)]]

    init(village: String, sums: [RemittanceStore.DaySum]) {
        self.village = village
        self.sums = Dictionary(grouping: sums, by: \.kind).mapValues { $0.map { ($0.day, $0.fen) } }
    }

    private func total(_ kind: String, through day: CivilDate? = nil) -> Int {
        (sums[kind] ?? []).filter { sum in day.map { sum.day <= $0 } ?? true }.reduce(0) { $0 + $1.fen }
    }

    var cashFen: Int { total("collection") - total(Remittance.Kind.deposit.rawValue) }
    var accountFen: Int { total(Remittance.Kind.deposit.rawValue) - total(Remittance.Kind.declaration.rawValue) }
    var declaredFen: Int { total(Remittance.Kind.declaration.rawValue) - total(Remittance.Kind.certificate.rawValue) }

    func status(on day: CivilDate, _ limits: RemittanceLimits) -> AgentStatus {
        let deposit = Remittance.Kind.deposit.rawValue
        let declaration = Remittance.Kind.declaration.rawValue
        return AgentStatus(
            village: village, collectedFen: total("collection", through: day),
            deposit: clock(in: "collection", out: deposit, on: day, limits.deposit, limits.adding),
            settlement: clock(in: deposit, out: declaration, on: day, limits.settlement, limits.adding),
            awaitedFen: total(declaration, through: day)
                - total(Remittance.Kind.certificate.rawValue, through: day))
    }

    /// What went out first is what came in first.
    private func clock(
        in coming: String, out going: String, on day: CivilDate, _ limit: RemittanceLimit,
        _ adding: (CivilDate, Int) -> CivilDate
    ) -> RemittanceClock {
        var gone = total(going, through: day)
        var held = 0
        var oldest: CivilDate?
        var reached: CivilDate?
        for sum in (sums[coming] ?? []) where sum.day <= day {
            let left = max(0, sum.fen - gone)
            gone = max(0, gone - sum.fen)
            guard left > 0 else { continue }
            oldest = oldest ?? sum.day
            held += left
            if held >= limit.fen { reached = reached ?? sum.day }
        }
        guard let oldest else {
            return RemittanceClock(state: .idle, fen: 0, oldest: nil, dueOn: nil, isBySum: false)
        }
        let byDays = adding(oldest, limit.days)
        let dueOn = min(byDays, reached ?? byDays)
        let isNear = adding(day, 1) >= dueOn || held * 5 >= limit.fen * 4
        let state: RemittanceClock.State = day > dueOn ? .late : day == dueOn ? .due : isNear ? .near : .running
        return RemittanceClock(
            state: state, fen: held, oldest: oldest, dueOn: dueOn, isBySum: (reached ?? byDays) < byDays)
    }
}

extension Remittances {
    /// Both clocks of every agent at the end of a day.
    package static func status(
        on day: CivilDate, _ limits: RemittanceLimits, in transaction: Transaction
    ) throws -> [AgentStatus] {
        try standings(in: transaction).map { $0.status(on: day, limits) }
    }
}
