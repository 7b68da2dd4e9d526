import Diagnostics
import Storage

/// 风险规则: what the registers say of an employer that raises a doubt, and how many points it counts.
package struct RiskRule: Hashable, Sendable {
    package enum Test: Hashable, Sendable {
        /// The last match has found it.
        case finding(EmployerFinding.Kind)
        /// Persons with wages who are not insured.
        case gap(atLeast: Int)
        /// The same in percent of those with wages.
        case gapShare(atLeast: Int)
        /// The month's base for each insured person, in fen.
        case base(below: Int)
        /// Months since the last that is paid.
        case behind(atLeast: Int)
        /// How far the number of persons with wages went from one tax register to the next, in percent, while that of
        /// the insured stayed: seasonal staff.
        case swing(atLeast: Int)

        init?(_ words: String, _ value: String) {
            if let kind = EmployerFinding.Kind.allCases.first(where: { $0.chinese == words }) {
                guard value.isEmpty else { return nil }
                self = .finding(kind)
                return
            }
            guard let number = Int(value), number > 0 else { return nil }
            switch words {
            case "未参保人数不少于": self = .gap(atLeast: number)
            case "未参保比例不低于": self = .gapShare(atLeast: number)
            case "人均缴费基数低于": self = .base(below: number * 100)
            case "欠缴月数不少于": self = .behind(atLeast: number)
            case "用工波动不低于": self = .swing(atLeast: number)
            default: return nil
            }
        }
    }

    package let id: String
    package let name: String
    package let test: Test
    package let points: Int
    package let basis: String
}

/// What an employer came to.
package struct RiskScore: Hashable, Sendable {
    package struct Hit: Hashable, Sendable {
        package let rule: RiskRule
        package let detail: String
    }

    package let unit: String
    package let code: String
    package let name: String
    package let regulator: String
    package let hits: [Hit]
    package var points: Int { hits.reduce(0) { $0 + $1.rule.points } }
}

/// The table of rules, and employers judged by it.
package struct EmployerRisk: Sendable {
    package static let head = ["编号", "规则", "条件", "值", "分值", "依据"]
    package private(set) var rules: [RiskRule] = []

    /// - throws: `Rejection` with every row that is wrong.
    package static func read(_ path: String) throws -> EmployerRisk {
        let table = try CodeTable(path, head: head)
        var risk = EmployerRisk()
        var mistakes = DiagnosticList()
        for row in table.rows {
            let cells = row.cells
            guard !cells[0].isEmpty, !cells[1].isEmpty, !risk.rules.contains(where: { $0.id == cells[0] }) else {
                table.wrong(row, "编号重复，或者没有编号、规则", into: &mistakes)
                continue
            }
            guard let test = RiskRule.Test(cells[2], cells[3]) else {
                table.wrong(row, "条件“\(cells[2])”和值“\(cells[3])”", into: &mistakes)
                continue
            }
            guard let points = Int(cells[4]), points > 0 else {
                table.wrong(row, "分值“\(cells[4])”", into: &mistakes)
                continue
            }
            risk.rules.append(RiskRule(id: cells[0], name: cells[1], test: test, points: points, basis: cells[5]))
        }
        try mistakes.throwIfErrors()
        return risk
    }

    /// Everybody whom a rule meets, the highest score first.
    /// - throws: `Rejection` `employers.no-match` when nothing was matched yet.
    package func scores(in transaction: Transaction) throws -> [RiskScore] {
        let report = try Employers.report(in: transaction)
        let day = report.match.day
        let companies = try EmployerRegisterStore.latest(.companies, on: day, in: transaction)
        let insurance = try EmployerRegisterStore.latest(.insurance, on: day, in: transaction)
        let taxes = try EmployerRegisterStore.all(in: transaction).filter { $0.register == .tax && $0.asOf <= day }
        let units = EmployerUnits(
            companies: try companies.map { try EmployerRegisterStore.companies($0.id, in: transaction) } ?? [],
            insured: try insurance.map { try EmployerRegisterStore.insured($0.id, in: transaction) } ?? [],
            taxpayers: try taxes.last.map { try EmployerRegisterStore.taxpayers($0.id, in: transaction) } ?? [])
        let before = try taxes.dropLast().last.map { try EmployerRegisterStore.taxpayers($0.id, in: transaction) } ?? []
        let earlier = Dictionary(before.map { ($0.identity.code, $0.employees) }) { first, _ in first }
        let findings = Dictionary(
            grouping: report.changes.filter { $0.kind != .gone }.map(\.finding), by: \.unit)
        return units.sorted.compactMap { unit -> RiskScore? in
            let found = findings[unit.key] ?? []
            let hits = rules.compactMap { rule in
                detail(of: rule.test, unit, found, earlier[unit.key], on: day).map {
                    RiskScore.Hit(rule: rule, detail: $0)
                }
            }
            guard !hits.isEmpty, let identity = unit.identities.first else { return nil }
            return RiskScore(
                unit: unit.key, code: identity.code, name: identity.name, regulator: found.first?.regulator ?? "",
                hits: hits)
        }.sorted { ($1.points, $0.unit) < ($0.points, $1.unit) }
    }

    /// Why a rule meets; nil when it does not, or when no register tells.
    private func detail(
        of test: RiskRule.Test, _ unit: EmployerUnit, _ findings: [EmployerFinding], _ earlier: Int?, on day: CivilDate
    ) -> String? {
        let gap = max(0, (unit.employees ?? 0) - unit.persons)
        switch test {
        case .finding(let kind): return findings.first { $0.kind == kind }?.detail
        case .gap(let least): return gap >= least ? "差 \(gap) 人" : nil
        case .gapShare(let least):
            guard let employees = unit.employees, employees > 0, gap * 100 >= least * employees else { return nil }
            return "申报工资 \(employees) 人，差 \(gap) 人"
        case .base(let below):
            guard let insured = unit.insured, insured.most > 0, insured.baseFen > 0,
                insured.baseFen < below * insured.most
            else { return nil }
            return "人均基数 \(Money(fen: insured.baseFen / insured.most).grouped) 元"
        case .behind(let least):
            guard let month = unit.insured?.paidUpTo else { return nil }
            let behind = day.year * 12 + day.month - (month / 100 * 12 + month % 100)
            return behind >= least ? "缴至 \(month / 100)年\(month % 100)月" : nil
        case .swing(let least):
            guard let employees = unit.employees, let earlier, earlier > 0 else { return nil }
            let change = abs(employees - earlier)
            return change * 100 >= least * earlier ? "申报工资由 \(earlier) 人到 \(employees) 人" : nil
        }
    }
}
