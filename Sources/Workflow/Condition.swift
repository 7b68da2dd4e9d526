import Diagnostics
import Storage

/// Whether a step runs at one of its moments: `if: needs.import-payments.payments > 0 and today is a working day`.
///
/// A condition speaks of what the needed steps gave out and of the day of the nominal moment. Numbers are compared
/// exactly, as decimals; texts by equality only.
package struct Condition: Hashable, Sendable {
    /// What one needed step gave out: values by their names.
    package typealias Output = [String: String]

    indirect enum Expression: Hashable, Sendable {
        case either(Expression, Expression)
        case both(Expression, Expression)
        case not(Expression)
        case compare(Operand, Comparison, Operand)
        case today(DayKind)
    }

    enum Operand: Hashable, Sendable {
        /// `needs.STEP.OUTPUT`, with where it stands in the condition, in scalars from its beginning.
        case output(need: String, name: String, offset: Int)
        case number(ExactNumber, String)
        case text(String)
        case date(CivilDate)
        case today
    }

    enum Comparison: String, CaseIterable, Hashable, Sendable {
        case equal = "=="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="

        func holds<T: Comparable>(_ left: T, _ right: T) -> Bool {
            switch self {
            case .equal: left == right
            case .unequal: left != right
            case .less: left < right
            case .lessOrEqual: left <= right
            case .greater: left > right
            case .greaterOrEqual: left >= right
            }
        }

        var isOrder: Bool { self != .equal && self != .unequal }
    }

    enum DayKind: Hashable, Sendable {
        case workingDay, restDay
        /// 1 is Monday.
        case weekday(Int)
    }

    /// Stands in an `Output` for every name; no output can be called so.
    private static let anyName = "*"

    /// As the plan writes it.
    package let text: String
    let root: Expression

    /// - throws: `Rejection` `condition.…` with columns counted within `text`, as if it began at line 1, column 1 of
    ///   `file`.
    package init(_ text: String, file: String = "if") throws(Rejection) {
        self.text = text
        var parser = try ConditionParser(text, file: file)
        root = try parser.condition()
    }

    /// The outputs the condition names.
    var outputs: [(need: String, name: String, offset: Int)] {
        func of(_ operand: Operand) -> [(need: String, name: String, offset: Int)] {
            guard case .output(let need, let name, let offset) = operand else { return [] }
            return [(need, name, offset)]
        }
        func of(_ expression: Expression) -> [(need: String, name: String, offset: Int)] {
            switch expression {
            case .either(let left, let right), .both(let left, let right): of(left) + of(right)
            case .not(let inner): of(inner)
            case .compare(let left, _, let right): of(left) + of(right)
            case .today: []
            }
        }
        return of(root)
    }

    /// Whether the condition holds on `date`, the day of the nominal moment. `and` and `or` look no further than they
    /// must, from left to right.
    /// - parameter outputs: what each needed step gave out, by the step's id (see `gather`).
    /// - throws: `Rejection` `condition.missing-output`, `condition.not-number`.
    package func evaluate(
        outputs: [String: Output], date: CivilDate, calendar: WorkingCalendar
    ) throws(Rejection) -> Bool {
        try holds(root, outputs, date, calendar)
    }

    /// What a step gave out that ran for several items: whole numbers are added up; a text counts only when all items
    /// gave the same. What some items did not give out is left out. No items at all (an empty list, or a step that was
    /// skipped) give 0 for every name.
    package static func gather(_ items: [Output]) -> Output {
        guard let first = items.first else { return [anyName: "0"] }
        guard items.count > 1 else { return first }
        var gathered: Output = [:]
        for name in first.keys.sorted() {
            let values = items.compactMap { $0[name] }
            guard values.count == items.count else { continue }
            let numbers = values.compactMap { Int64($0) }
            let sum = numbers.reduce((value: Int64(0), overflow: false)) { so, next in
                let (value, overflow) = so.value.addingReportingOverflow(next)
                return (value, so.overflow || overflow)
            }
            if numbers.count == items.count, !sum.overflow {
                gathered[name] = String(sum.value)
            } else if Set(values).count == 1 {
                gathered[name] = values[0]
            }
        }
        return gathered
    }

    private func holds(
        _ expression: Expression, _ outputs: [String: Output], _ date: CivilDate, _ calendar: WorkingCalendar
    ) throws(Rejection) -> Bool {
        switch expression {
        case .either(let left, let right):
            if try holds(left, outputs, date, calendar) { return true }
            return try holds(right, outputs, date, calendar)
        case .both(let left, let right):
            guard try holds(left, outputs, date, calendar) else { return false }
            return try holds(right, outputs, date, calendar)
        case .not(let inner): return try !holds(inner, outputs, date, calendar)
        case .compare(let left, let comparison, let right):
            return try compare(value(left, outputs, date), comparison, value(right, outputs, date))
        case .today(.workingDay): return calendar.isWorkingDay(date)
        case .today(.restDay): return !calendar.isWorkingDay(date)
        case .today(.weekday(let weekday)): return date.weekday == weekday
        }
    }

    /// An output becomes what it is compared with: a text of itself, until then.
    private func value(
        _ operand: Operand, _ outputs: [String: Output], _ date: CivilDate
    ) throws(Rejection) -> Operand {
        switch operand {
        case .today: return .date(date)
        case .output(let need, let name, _):
            guard let value = outputs[need]?[name] ?? outputs[need]?[Condition.anyName] else {
                let known = (outputs[need] ?? [:]).keys.sorted().joined(separator: ", ")
                throw Rejection(
                    "condition.missing-output",
                    ["condition": text, "need": need, "name": name, "known": known.isEmpty ? "–" : known])
            }
            return .text(value)
        default: return operand
        }
    }

    private func compare(
        _ left: Operand, _ comparison: Comparison, _ right: Operand
    ) throws(Rejection) -> Bool {
        switch (left, right) {
        case (.date(let first), .date(let second)): return comparison.holds(first, second)
        case (.date, _), (_, .date):
            let first = try date(left)
            return comparison.holds(first, try date(right))
        case (.text(let first), .text(let second)) where !comparison.isOrder:
            if let one = ExactNumber(first), let other = ExactNumber(second) { return comparison.holds(one, other) }
            return comparison.holds(first, second)
        default:
            let first = try number(left)
            return comparison.holds(first, try number(right))
        }
    }

    private func number(_ operand: Operand) throws(Rejection) -> ExactNumber {
        switch operand {
        case .number(let number, _): return number
        case .text(let value):
            if let number = ExactNumber(value) { return number }
            throw Rejection("condition.not-number", ["condition": text, "value": value])
        default: preconditionFailure("a day is not compared with a number")
        }
    }

    private func date(_ operand: Operand) throws(Rejection) -> CivilDate {
        switch operand {
        case .date(let date): return date
        case .text(let value), .number(_, let value):
            if let date = CivilDate(iso: value) { return date }
            throw Rejection("condition.not-date", ["condition": text, "value": value])
        default: preconditionFailure("an output and today were looked up before")
        }
    }
}
