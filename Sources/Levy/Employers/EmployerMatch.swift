import Storage

/// What is wrong with an employer's insurance, as far as three registers tell.
package struct EmployerFinding: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case uninsured
        case partlyInsured = "partly-insured"
        case selective
        case taxWithoutInsurance = "tax-without-insurance"
        case insuredUnregistered = "insured-unregistered"
        case insuredClosed = "insured-closed"
        case nameDiffers = "name-differs"
        case wrongCode = "wrong-code"

        package var chinese: String {
            switch self {
            case .uninsured: "已注册未参保"
            case .partlyInsured: "未全员参保"
            case .selective: "选择性参保"
            case .taxWithoutInsurance: "纳税未缴费"
            case .insuredUnregistered: "参保而无注册"
            case .insuredClosed: "参保而已注销"
            case .nameDiffers: "名称不一致"
            case .wrongCode: "信用代码有误"
            }
        }
    }

    /// The employer's key: its credit code where that is right.
    package let unit: String
    package let kind: Kind
    package let code: String
    package let name: String
    package let industry: String
    package let regulator: String
    package let address: String
    package let phone: String
    /// With wages in the last declaration; nil when the tax register does not have the employer.
    package let employees: Int?
    /// In the scheme that has most.
    package let insured: Int
    package let detail: String

    /// Persons with wages who are not insured.
    package var gap: Int { max(0, (employees ?? 0) - insured) }
}

/// Employers that must insure, and those that do; persons with wages, and those insured.
package struct EmployerCoverage: Hashable, Sendable {
    package var due = 0
    package var covered = 0
    package var employees = 0
    package var insured = 0

    /// 应参保单位参保率
    package var rate: Rate? { Rate(covered, of: due) }
    /// 职工参保率
    package var personRate: Rate? { Rate(insured, of: employees) }

    mutating func add(_ other: EmployerCoverage) {
        due += other.due
        covered += other.covered
        employees += other.employees
        insured += other.insured
    }
}

/// What the registers say together on a day.
package struct EmployerMatchResult: Hashable, Sendable {
    package var findings: [EmployerFinding] = []
    /// By regulator; those without one under an empty name.
    package var coverage: [String: EmployerCoverage] = [:]
    /// Within thirty days of their registration (社会保险法, art. 57).
    package var waiting = 0
    /// 个体工商户 who employ nobody.
    package var exempt = 0

    package var total: EmployerCoverage { coverage.values.reduce(into: EmployerCoverage()) { $0.add($1) } }
}

/// Compares registers of employers.
package struct EmployerMatch: Sendable {
    /// Days after the registration in which an employer registers for insurance (社会保险法, art. 57).
    package static let daysToRegister = 30
    /// Contributions of a month are paid in the next; one that is more than so many months behind does not pay.
    package static let monthsBehind = 3

    private let regulators: RegulatorTable
    private let day: CivilDate

    package init(on day: CivilDate, regulators: RegulatorTable = RegulatorTable()) {
        self.day = day
        self.regulators = regulators
    }

    package func run(
        companies: [CompanyEntry], insured: [InsuredEntry], taxpayers: [TaxpayerEntry]
    ) -> EmployerMatchResult {
        var result = EmployerMatchResult()
        for unit in EmployerUnits(companies: companies, insured: insured, taxpayers: taxpayers).sorted {
            judge(unit, &result)
        }
        return result
    }

    private func judge(_ unit: EmployerUnit, _ result: inout EmployerMatchResult) {
        let regulator = regulators.regulator(code: unit.key, industry: unit.company?.industry ?? "")
        func found(_ kind: EmployerFinding.Kind, _ detail: String) {
            result.findings.append(finding(unit, kind, regulator, detail))
        }
        if let company = unit.company, company.state == .active {
            judge(company, unit, regulator, &result)
        } else if unit.persons > 0, let company = unit.company {
            found(.insuredClosed, "市场主体状态：\(company.state.chinese)")
        } else if unit.persons > 0, unit.insured?.identity.isOfMarketRegister == true {
            found(.insuredUnregistered, "登记表中没有该单位")
        }
        if let employees = unit.employees, unit.taxpayer?.isNormal == true, employees > 0, let reason = unpaid(unit) {
            found(.taxWithoutInsurance, "申报工资 \(employees) 人，\(reason)")
        }
        if let insured = unit.insured, insured.most > 0 {
            if let employees = unit.employees, employees > insured.most {
                found(.partlyInsured, "申报工资 \(employees) 人，参保 \(insured.most) 人，相差 \(employees - insured.most) 人")
            }
            let missing = EmployerScheme.allCases.filter { insured.count($0) == 0 }
            if !missing.isEmpty {
                let counts = EmployerScheme.allCases.map { "\($0.short)\(insured.count($0))" }
                found(.selective, "缺 \(missing.map(\.short).joined(separator: "、"))（\(counts.joined(separator: " "))）")
            }
        }
        var names: [String] = []
        for identity in unit.identities {
            let isKnown = names.contains { EmployerIdentity.key(of: $0) == identity.nameKey }
            if !isKnown { names.append(identity.name) }
        }
        if names.count > 1 { found(.nameDiffers, names.joined(separator: "／")) }
        if !unit.remarks.isEmpty { found(.wrongCode, unit.remarks.joined(separator: "；")) }
    }

    /// A company that trades: whether it must insure, and does.
    private func judge(
        _ company: CompanyEntry, _ unit: EmployerUnit, _ regulator: String, _ result: inout EmployerMatchResult
    ) {
        let isInsured = unit.persons > 0
        if company.isSoleTrader, (unit.employees ?? 0) == 0, !isInsured {
            result.exempt += 1
            return
        }
        if !isInsured, day <= company.registeredOn.adding(days: EmployerMatch.daysToRegister) {
            result.waiting += 1
            return
        }
        var coverage = EmployerCoverage(due: 1, covered: isInsured ? 1 : 0)
        if let employees = unit.employees {
            coverage.employees = employees
            coverage.insured = min(employees, unit.persons)
        }
        result.coverage[regulator, default: EmployerCoverage()].add(coverage)
        guard !isInsured else { return }
        let employees = unit.employees.map { "申报工资 \($0) 人" } ?? "没有工资申报记录"
        result.findings.append(
            finding(unit, .uninsured, regulator, "\(company.registeredOn.chinese)登记，\(employees)"))
    }

    /// Why somebody who pays wages pays no contributions; nil when he does.
    private func unpaid(_ unit: EmployerUnit) -> String? {
        guard let insured = unit.insured, insured.most > 0 else { return "没有参保" }
        guard let month = insured.paidUpTo else { return "参保后没有缴费" }
        let behind = (day.year * 12 + day.month) - (month / 100 * 12 + month % 100)
        return behind > EmployerMatch.monthsBehind ? "缴至 \(month / 100)年\(month % 100)月" : nil
    }

    private func finding(
        _ unit: EmployerUnit, _ kind: EmployerFinding.Kind, _ regulator: String, _ detail: String
    ) -> EmployerFinding {
        let identity = unit.identities.first { $0.fault == nil } ?? unit.identities.first
        return EmployerFinding(
            unit: unit.key, kind: kind, code: identity?.code ?? "", name: identity?.name ?? "",
            industry: unit.company?.industry ?? "", regulator: regulator, address: unit.company?.address ?? "",
            phone: unit.company?.phone ?? "", employees: unit.employees, insured: unit.persons, detail: detail)
    }
}
