import Storage

/// 数据源: what an office sends, how often and how.
package struct DataSource: Hashable, Sendable {
    /// How often; the day on which it is due within a cycle.
    package enum Cycle: Hashable, Sendable {
        case workingDay
        /// 1 is Monday.
        case weekly(Int)
        /// In shorter months the last day.
        case monthly(Int)
        case yearly(month: Int, day: Int)
        case once(CivilDate)
        case onDemand

        package static let words = ["每工作日", "每周", "每月", "每年", "一次", "按需"]

        init?(_ word: String, due: String) {
            switch word {
            case "每工作日" where due.isEmpty: self = .workingDay
            case "按需" where due.isEmpty: self = .onDemand
            case "每周":
                guard let day = Int(due), (1...7).contains(day) else { return nil }
                self = .weekly(day)
            case "每月":
                guard let day = Int(due), (1...31).contains(day) else { return nil }
                self = .monthly(day)
            case "每年":
                // A leap day is one: it has to be a day of some year.
                guard let day = CivilDate(iso: "2000-" + due), due.utf8.count == 5 else { return nil }
                self = .yearly(month: day.month, day: day.day)
            case "一次":
                guard let day = CivilDate(iso: due) else { return nil }
                self = .once(day)
            default: return nil
            }
        }

        package var chinese: String {
            switch self {
            case .workingDay: "每工作日"
            case .weekly(let day): "每周" + ["一", "二", "三", "四", "五", "六", "日"][day - 1]
            case .monthly(let day): "每月\(day)日"
            case .yearly(let month, let day): "每年\(month)月\(day)日"
            case .once(let day): "一次，\(day.iso)"
            case .onDemand: "按需"
            }
        }

        /// How long after its day a delivery is late and not that of the next cycle.
        var latest: Int {
            switch self {
            case .workingDay: 0
            case .weekly: 3
            case .monthly: 15
            case .yearly: 182
            case .once, .onDemand: 3_650
            }
        }

        /// The days on which it is due from one day to another, both included.
        func dues(from first: CivilDate, through last: CivilDate, isWorkingDay: (CivilDate) -> Bool) -> [CivilDate] {
            guard first <= last else { return [] }
            if case .once(let day) = self { return first <= day && day <= last ? [day] : [] }
            if self == .onDemand { return [] }
            var days: [CivilDate] = []
            for number in first.daysSinceEpoch...last.daysSinceEpoch {
                let day = CivilDate(daysSinceEpoch: number)
                if isDue(day, isWorkingDay) { days.append(day) }
            }
            return days
        }

        private func isDue(_ day: CivilDate, _ isWorkingDay: (CivilDate) -> Bool) -> Bool {
            switch self {
            case .workingDay: isWorkingDay(day)
            case .weekly(let weekday): day.weekday == weekday
            case .monthly(let number): day.day == min(number, CivilDate.days(inMonth: day.month, of: day.year))
            case .yearly(let month, let number):
                day.month == month && day.day == min(number, CivilDate.days(inMonth: month, of: day.year))
            case .once, .onDemand: false
            }
        }
    }

    /// What the program reads of it itself: an import of this kind whose file's name holds `filePart` is a delivery.
    package enum Register: String, Sendable, CaseIterable {
        case none = ""
        case medical = "医保清册"
        case pension = "人社清册"
        case special = "特殊人群名单"
        case regions = "区划表"
        case agents = "代办员名册"
        case payments = "银行明细"
        case treasury = "国库回单"
        case companies = "企业登记"
        case insurance = "单位参保"
        case tax = "单位纳税"
        case arrears = "单位欠费"

        /// The kind of the residents' imports.
        var importKind: ImportRecord.Kind? {
            switch self {
            case .medical: .medical
            case .pension: .pension
            case .special: .special
            case .regions: .regions
            case .agents: .agents
            case .payments: .payments
            case .treasury: .treasury
            case .none, .companies, .insurance, .tax, .arrears: nil
            }
        }

        /// The register of employers.
        var employerRegister: String? {
            switch self {
            case .companies: "companies"
            case .insurance: "insurance"
            case .tax: "tax"
            case .arrears: "arrears"
            default: nil
            }
        }
    }

    package let code: String
    package let office: String
    package let name: String
    package let content: String
    package let cycle: Cycle
    /// Working days after the day on which it is due.
    package let grace: Int
    package let way: String
    package let register: Register
    package let filePart: String
    package let contact: String
    package let basis: String
    package let from: CivilDate
    package let until: CivilDate?
}

/// One file of a source, known by its hash.
package struct SourceDelivery: Hashable, Sendable {
    package let file: String
    package let sha256: String
    package let day: CivilDate
    package let rows: Int
    package let repaired: Int
    package let asked: Int
    package let rejected: Int
    /// The file was sent back whole.
    package let isRefused: Bool

    /// Taken as they are.
    package var taken: Int { isRefused ? 0 : rows - repaired - asked - rejected }
}
