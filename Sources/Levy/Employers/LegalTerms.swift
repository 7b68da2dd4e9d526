import Diagnostics
import Storage

/// 办理期限: the working days that the law gives each stage of an inspection, a table of the office.
package struct LegalTerms: Sendable {
    package enum Stage: String, Sendable, CaseIterable {
        /// From the day on which the employer was put on the list.
        case investigate
        /// From the day on which it was ordered to correct, could not be found or refused.
        case decide

        package var chinese: String {
            switch self {
            case .investigate: "调查"
            case .decide: "处理"
            }
        }
    }

    package struct Term: Hashable, Sendable {
        package let stage: Stage
        package let workingDays: Int
        package let basis: String
    }

    /// How an inspection stands against its term.
    package struct Standing: Hashable, Sendable {
        package let term: Term
        /// The last day of the term.
        package let due: CivilDate
        /// Working days after the day of the question; below zero by those that it is late.
        package let left: Int
    }

    package static let head = ["阶段", "工作日", "依据"]
    package private(set) var terms: [Term] = []

    /// - throws: `Rejection` with every row that is wrong.
    package static func read(_ path: String) throws -> LegalTerms {
        let table = try CodeTable(path, head: head)
        var found = LegalTerms()
        var mistakes = DiagnosticList()
        for row in table.rows {
            guard let stage = Stage.allCases.first(where: { $0.chinese == row.cells[0] }),
                !found.terms.contains(where: { $0.stage == stage })
            else {
                table.wrong(row, "阶段“\(row.cells[0])”", into: &mistakes)
                continue
            }
            guard let days = Int(row.cells[1]), (1...1_000).contains(days), !row.cells[2].isEmpty else {
                table.wrong(row, "工作日“\(row.cells[1])”和依据", into: &mistakes)
                continue
            }
            found.terms.append(Term(stage: stage, workingDays: days, basis: row.cells[2]))
        }
        try mistakes.throwIfErrors()
        return found
    }

    /// Nil for one that is done, and where no term is set.
    package func standing(
        of inspection: EmployerInspection, on day: CivilDate, isWorkingDay: (CivilDate) -> Bool
    ) -> Standing? {
        guard !inspection.isDone else { return nil }
        let stage: Stage = inspection.last == nil ? .investigate : .decide
        guard let term = terms.first(where: { $0.stage == stage }) else { return nil }
        var due = inspection.last?.day ?? inspection.day
        var count = 0
        while count < term.workingDays {
            due = due.adding(days: 1)
            if isWorkingDay(due) { count += 1 }
        }
        let (first, last) = (min(day, due), max(day, due))
        var between = 0
        var one = first
        while one < last {
            one = one.adding(days: 1)
            if isWorkingDay(one) { between += 1 }
        }
        return Standing(term: term, due: due, left: day <= due ? between : -between)
    }
}
