import Storage

/// What bureaus send about employers.
package enum EmployerRegister: String, Sendable, CaseIterable {
    /// 市场监管: who is registered.
    case companies
    /// 人社、税务: who is insured, with how many persons.
    case insurance
    /// 税务: who declares wages, for how many persons.
    case tax
    /// 税务: who owes contributions, for which period.
    case arrears

    package var chinese: String {
        switch self {
        case .companies: "市场主体登记"
        case .insurance: "单位参保登记"
        case .tax: "纳税人登记"
        case .arrears: "单位欠费"
        }
    }
}

/// The employees' insurances that an employer pays for.
package enum EmployerScheme: String, Sendable, CaseIterable {
    case pension, unemployment, injury, medical

    /// As tables call it.
    package var short: String {
        switch self {
        case .pension: "养老"
        case .unemployment: "失业"
        case .injury: "工伤"
        case .medical: "医疗"
        }
    }

    package var chinese: String { (self == .pension || self == .medical ? "基本" : "") + short + "保险" }

    /// From `养老`, `基本养老保险费`, `职工养老保险`.
    init?(chinese text: String) {
        let found = EmployerScheme.allCases.filter { text.contains($0.short) }
        guard found.count == 1, let scheme = found.first else { return nil }
        self = scheme
    }
}

/// An employer as one register has it.
package struct EmployerIdentity: Hashable, Sendable {
    /// Cleaned of blanks and full-width forms; capitals. Empty when the register has none.
    package let code: String
    package let name: String
    /// Nil when the code is right.
    package let fault: UnifiedCreditCode.Fault?

    package init(code raw: String, name: String) {
        switch UnifiedCreditCode.parse(raw) {
        case .success(let code):
            self.code = code.text
            fault = nil
        case .failure(let fault):
            code = CleanedText(code: raw).text.uppercased()
            self.fault = fault
        }
        self.name = name
    }

    /// The name for comparing: without blanks, with brackets of one kind.
    package var nameKey: String { EmployerIdentity.key(of: name) }

    package static func key(of name: String) -> String { CleanedText(code: name).text.uppercased() }

    /// Whether the market regulator registered it; state organs (1) and social organisations (5) have another office.
    package var isOfMarketRegister: Bool { fault != nil || code.hasPrefix("9") }
}

package struct CompanyEntry: Hashable, Sendable {
    package enum State: String, Sendable {
        case active, closed, revoked, moved

        package var chinese: String {
            switch self {
            case .active: "存续"
            case .closed: "注销"
            case .revoked: "吊销"
            case .moved: "迁出"
            }
        }

        /// 注销 before 存续: `存续（注销中）` is still there, so the words are compared from the front.
        init?(chinese text: String) {
            let words: [(String, State)] = [
                ("存续", .active), ("在业", .active), ("开业", .active), ("在营", .active), ("正常", .active), ("登记成立", .active),
                ("注销", .closed), ("已注销", .closed), ("吊销", .revoked), ("被吊销", .revoked), ("撤销", .revoked),
                ("迁出", .moved),
            ]
            guard let state = words.first(where: { text.hasPrefix($0.0) })?.1 else { return nil }
            self = state
        }
    }

    package let identity: EmployerIdentity
    package let kind: String
    package let state: State
    package let registeredOn: CivilDate
    package let industry: String
    package let legalRepresentative: String
    package let address: String
    package let phone: String

    /// 个体工商户, who have to insure only those whom they employ.
    var isSoleTrader: Bool { kind.contains("个体") }
}

package struct InsuredEntry: Hashable, Sendable {
    package let identity: EmployerIdentity
    /// By scheme; a scheme without persons is 0.
    package let persons: [EmployerScheme: Int]
    /// A month's, of all persons.
    package let baseFen: Int
    /// The last month that is paid, 202004; nil when nothing ever was.
    package let paidUpTo: Int?

    /// Persons in the scheme that has most of them.
    package var most: Int { persons.values.max() ?? 0 }

    package func count(_ scheme: EmployerScheme) -> Int { persons[scheme] ?? 0 }
}

package struct TaxpayerEntry: Hashable, Sendable {
    package let identity: EmployerIdentity
    /// Whether it declares as it should; 非正常, 停业 and 注销 do not.
    package let isNormal: Bool
    /// Persons with wages in the last declaration.
    package let employees: Int
}

/// What one employer owes of one period and scheme.
package struct ArrearsEntry: Hashable, Sendable {
    package let identity: EmployerIdentity
    /// 2019, or 201911 for a month.
    package let period: Int
    package let scheme: EmployerScheme
    package let dueFen: Int
    package let paidFen: Int
    /// 欠缴之日: the first day on which it was owed and not paid.
    package let from: CivilDate

    package init(
        identity: EmployerIdentity, period: Int, scheme: EmployerScheme, dueFen: Int, paidFen: Int, from: CivilDate
    ) {
        self.identity = identity
        self.period = period
        self.scheme = scheme
        self.dueFen = dueFen
        self.paidFen = paidFen
        self.from = from
    }

    package var arrearsFen: Int { dueFen - paidFen }
    package var year: Int { period > 9_999 ? period / 100 : period }

    /// `2019年度`, `2019年11月`
    package var periodText: String { period > 9_999 ? "\(period / 100)年\(period % 100)月" : "\(period)年度" }
}
