import Diagnostics
import Storage

/// The sheets and visits that a new visit has to fit.
struct VisitBooks {
    private let sheets: [String: SurveySheet]
    private var known: Set<String>

    init(in transaction: Transaction) throws {
        sheets = Dictionary(
            try SurveyStore.sheets(in: transaction).map { ($0.number, $0) }) { first, _ in first }
        known = Set(
            try SurveyStore.visits(in: transaction).map {
                VisitBooks.key($0.visit.sheet, $0.visit.line, $0.visit.day)
            })
    }

    private static func key(_ sheet: String, _ line: Int, _ day: CivilDate) -> String { "\(sheet)/\(line)/\(day.iso)" }

    func line(_ number: String, _ line: Int) -> (sheet: SurveySheet, line: SurveySheet.Line)? {
        guard let sheet = sheets[number], sheet.lines.indices.contains(line - 1) else { return nil }
        return (sheet, sheet.lines[line - 1])
    }

    func sheet(_ number: String) -> SurveySheet? { sheets[number] }

    /// What is wrong with a visit.
    /// - Parameter name: as the form has it; nil where nobody wrote one.
    func mistakes(_ visit: Visit, name: String? = nil, today: CivilDate, at span: SourceSpan? = nil) -> DiagnosticList {
        var mistakes = DiagnosticList()
        let place = "\(visit.sheet)-\(visit.line)"
        func wrong(_ code: String, _ facts: [String: String] = [:]) {
            mistakes.error(code, facts.merging(["line": place]) { first, _ in first }, at: span)
        }
        guard let sheet = sheets[visit.sheet] else {
            mistakes.error("survey.unknown", ["number": visit.sheet], at: span)
            return mistakes
        }
        guard let (_, line) = line(visit.sheet, visit.line) else {
            wrong("survey.no-line", ["count": "\(sheet.lines.count)"])
            return mistakes
        }
        if sheet.isVoid { mistakes.error("survey.void", ["number": sheet.number], at: span) }
        if let name, !name.isEmpty, NameMatch(name, line.name) == .different {
            wrong("survey.name", ["name": name, "known": line.name])
        }
        if visit.day < sheet.madeOn || visit.day > today {
            wrong("survey.day", ["day": visit.day.iso, "from": sheet.madeOn.iso, "to": today.iso])
        }
        if known.contains(VisitBooks.key(visit.sheet, visit.line, visit.day)) {
            wrong("survey.visited", ["day": visit.day.iso])
        }
        if visit.reason != nil {
            if line.unpaid.isEmpty { wrong("survey.owes-nothing", ["name": line.name]) }
            if visit.outcome == .absent { wrong("survey.absent-reason") }
        }
        if let event = visit.event, event.day > today { wrong("survey.future-event", ["day": event.day.iso]) }
        if let next = visit.next, next.day < visit.day {
            wrong("survey.next-day", ["day": next.day.iso, "visit": visit.day.iso])
        }
        if visit.visitor.isEmpty { wrong("survey.no-visitor") }
        return mistakes
    }

    /// Counts a visit of the same file.
    mutating func insert(_ visit: Visit) { known.insert(VisitBooks.key(visit.sheet, visit.line, visit.day)) }
}
