import Diagnostics
import Storage

/// 稽核检查: an employer that is to be looked at, and what was found there.
package struct EmployerInspection: Hashable, Sendable {
    package enum Result: String, Sendable, CaseIterable {
        case compliant
        case toCorrect = "to-correct"
        case corrected
        case notFound = "not-found"
        case refused

        package var chinese: String {
            switch self {
            case .compliant: "合规"
            case .toCorrect: "责令改正"
            case .corrected: "已改正"
            case .notFound: "查无下落"
            case .refused: "拒绝检查"
            }
        }

        /// Whether nothing is left to be done.
        package var isFinal: Bool { self == .compliant || self == .corrected }
    }

    package struct Finding: Hashable, Sendable {
        package let result: Result
        /// Who works there, as the inspectors counted, and who of them is insured.
        package let employees: Int
        package let insured: Int
        /// What was seen and copied: 工资表, 考勤表, 劳动合同.
        package let evidence: String
        package let note: String
        /// When it is looked at again.
        package let followUp: CivilDate?
        package let day: CivilDate
        /// Two of the office.
        package let inspectors: [String]

        package init(
            result: Result, employees: Int, insured: Int, evidence: String, note: String, followUp: CivilDate?,
            day: CivilDate, inspectors: [String]
        ) {
            (self.result, self.employees, self.insured) = (result, employees, insured)
            (self.evidence, self.note, self.followUp) = (evidence, note, followUp)
            (self.day, self.inspectors) = (day, inspectors)
        }
    }

    package let id: Int
    package let code: String
    package let name: String
    package let address: String
    package let reason: String
    /// When it is to be looked at.
    package let planned: CivilDate
    /// When it was put on the list.
    package let day: CivilDate
    package let findings: [Finding]

    package var last: Finding? { findings.last }
    package var isDone: Bool { last?.result.isFinal ?? false }
    /// When somebody has to go there next; nil when it is done.
    package var due: CivilDate? {
        guard let last else { return planned }
        return isDone ? nil : last.followUp
    }
}

package enum EmployerInspections {
    /// Puts employers of the last match, or those with the highest scores, on the list; one that is on it and not done
    /// is not put there again.
    /// - throws: `Rejection` `employers.inspection-day` for a day that has passed.
    package static func plan(
        _ wanted: [(code: String, name: String, address: String, reason: String)], on planned: CivilDate,
        by person: String, day: CivilDate, in transaction: Transaction, at now: Instant
    ) throws -> [EmployerInspection] {
        guard planned >= day else { throw Rejection("employers.inspection-day", ["day": planned.iso]) }
        let open = Set(try EmployerWorkStore.inspections(in: transaction).filter { !$0.isDone }.map(\.code))
        var made: Set<Int> = []
        for one in wanted where !one.code.isEmpty && !open.contains(one.code) {
            made.insert(
                try EmployerWorkStore.plan(
                    code: one.code, name: one.name, address: one.address, reason: one.reason, planned: planned,
                    by: person, on: day, at: now, in: transaction))
        }
        return try EmployerWorkStore.inspections(in: transaction).filter { made.contains($0.id) }
    }

    /// Enters what two inspectors found.
    /// - throws: `Rejection` for an inspection that is not there or done, fewer than two inspectors, a finding without
    ///   evidence, an order to correct without a day on which that is looked at.
    package static func record(
        _ finding: EmployerInspection.Finding, of id: Int, by person: String, in transaction: Transaction,
        at now: Instant
    ) throws -> EmployerInspection {
        guard let known = try EmployerWorkStore.inspections(in: transaction).first(where: { $0.id == id }) else {
            throw Rejection("employers.inspection-unknown", ["id": "\(id)"])
        }
        var mistakes = DiagnosticList()
        let last = known.last?.day ?? known.day
        if known.isDone || finding.day < last {
            mistakes.error(
                "employers.inspection-not-now",
                ["name": known.name, "result": known.last?.result.chinese ?? "—", "day": last.iso])
        }
        if Set(finding.inspectors.filter { !$0.isEmpty }).count < 2 { mistakes.error("employers.inspectors") }
        if finding.evidence.isEmpty { mistakes.error("employers.evidence") }
        if finding.result == .toCorrect && (finding.followUp ?? finding.day) <= finding.day {
            mistakes.error("employers.follow-up", ["day": finding.followUp?.iso ?? "—"])
        }
        if finding.employees < 0 || finding.insured < 0 || finding.insured > finding.employees {
            mistakes.error(
                "employers.head-count", ["employees": "\(finding.employees)", "insured": "\(finding.insured)"])
        }
        try mistakes.throwIfErrors()
        try EmployerWorkStore.add(finding, to: id, by: person, at: now, in: transaction)
        return try EmployerWorkStore.inspections(in: transaction).first { $0.id == id } ?? known
    }

    package static func all(in transaction: Transaction) throws -> [EmployerInspection] {
        try EmployerWorkStore.inspections(in: transaction)
    }
}
