import Storage

/// A letter to an employer.
package struct EmployerLetter: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// 告知书: not insured.
        case notice
        /// 限期缴纳通知书: in arrears.
        case demand

        package var chinese: String {
            switch self {
            case .notice: "依法参加社会保险告知书"
            case .demand: "社会保险费限期缴纳通知书"
            }
        }

        /// In the number: `薛税社告〔2020〕1号`.
        var mark: String {
            switch self {
            case .notice: "社告"
            case .demand: "社限"
            }
        }
    }

    package let id: Int
    package let number: String
    package let kind: Kind
    package let unit: String
    package let code: String
    package let name: String
    package let address: String
    package let day: CivilDate
    /// Working days after the service.
    package let termDays: Int
    /// So few employees that the letter says what relief there is.
    package let isMicro: Bool
    /// What a notice says was found.
    package let facts: String
    package let lines: [DemandLine]
    /// The leader's order under which arrears of earlier years are demanded from many.
    package let order: String?
    package let service: LetterService?
    package let outcomes: [LetterOutcome]

    package var dueFen: Int { lines.reduce(0) { $0 + $1.dueFen } }
    package var paidFen: Int { lines.reduce(0) { $0 + $1.paidFen } }
    package var arrearsFen: Int { dueFen - paidFen }
    package var feeFen: Int { lines.reduce(0) { $0 + $1.feeFen } }

    /// Waiting for the employer: neither settled nor withdrawn.
    package var isOpen: Bool { outcomes.last.map { !$0.kind.isFinal } ?? true }

    /// Served, with the term over and nothing done.
    package func isOverdue(on day: CivilDate) -> Bool { isOpen && service.map { $0.deadline < day } ?? false }
}

/// What a demand asks for of one period and scheme.
package struct DemandLine: Hashable, Sendable {
    package let period: Int
    package let scheme: EmployerScheme
    package let dueFen: Int
    package let paidFen: Int
    package let from: CivilDate
    /// Days of arrears up to the day of the letter, and the fee for them.
    package let days: Int
    package let feeFen: Int

    package init(_ entry: ArrearsEntry, through day: CivilDate) {
        let days = LateFee.days(from: entry.from, through: day)
        self.init(
            period: entry.period, scheme: entry.scheme, dueFen: entry.dueFen, paidFen: entry.paidFen, from: entry.from,
            days: days, feeFen: LateFee.fen(arrears: entry.arrearsFen, days: days))
    }

    init(
        period: Int, scheme: EmployerScheme, dueFen: Int, paidFen: Int, from: CivilDate, days: Int, feeFen: Int
    ) {
        self.period = period
        self.scheme = scheme
        self.dueFen = dueFen
        self.paidFen = paidFen
        self.from = from
        self.days = days
        self.feeFen = feeFen
    }

    package var arrearsFen: Int { dueFen - paidFen }
    package var year: Int { period > 9_999 ? period / 100 : period }
    package var periodText: String { period > 9_999 ? "\(period / 100)年\(period % 100)月" : "\(period)年度" }
}

/// 送达 (税收征管法实施细则, art. 101 to 106, by analogy).
package struct LetterService: Hashable, Sendable {
    package enum Method: String, Sendable, CaseIterable {
        case direct, left, agent, post
        case publicNotice = "public"

        package var chinese: String {
            switch self {
            case .direct: "直接送达"
            case .left: "留置送达"
            case .agent: "委托送达"
            case .post: "邮寄送达"
            case .publicNotice: "公告送达"
            }
        }
    }

    /// A public notice counts as served when it has stood for so many days.
    package static let publicNoticeDays = 30

    package let method: Method
    /// When it was handed over, left, or received by post; when the public notice went up.
    package let day: CivilDate
    package let receiver: String
    package let witness: String
    package let note: String
    package let servedOn: CivilDate
    package let deadline: CivilDate

    package static func servedOn(_ method: Method, _ day: CivilDate) -> CivilDate {
        method == .publicNotice ? day.adding(days: publicNoticeDays) : day
    }
}

package struct LetterOutcome: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case insured, paid, objected, agreement, none, withdrawn

        package var chinese: String {
            switch self {
            case .insured: "已参保"
            case .paid: "已缴清"
            case .objected: "提出异议"
            case .agreement: "签订延期缴费协议"
            case .none: "逾期未办"
            case .withdrawn: "撤回"
            }
        }

        /// Whether the letter is done with.
        package var isFinal: Bool { self == .insured || self == .paid || self == .withdrawn }
    }

    package let kind: Kind
    package let note: String
    package let day: CivilDate

    package init(kind: Kind, note: String, day: CivilDate) {
        self.kind = kind
        self.note = note
        self.day = day
    }
}

/// A leader's order to demand arrears of earlier years from many employers at once.
package struct ClearingOrder: Hashable, Sendable {
    package let number: String
    package let leader: String
    package let reason: String
    package let day: CivilDate
    package let until: CivilDate

    package init(number: String, leader: String, reason: String, day: CivilDate, until: CivilDate) {
        self.number = number
        self.leader = leader
        self.reason = reason
        self.day = day
        self.until = until
    }
}
