import Diagnostics
import Storage

/// 社会保险信用案件: from the facts to the removal.
package enum CreditCases {
    /// - throws: `Rejection` `credit.code`, `credit.incomplete`, `credit.twice`.
    @discardableResult
    package static func open(
        code: String, name: String, ground: CreditGround, facts: String, document: String, by person: String,
        on day: CivilDate, in transaction: Transaction, at now: Instant
    ) throws -> CreditCase {
        guard let right = UnifiedCreditCode(code) else { throw Rejection("credit.code", ["code": code]) }
        guard !facts.isEmpty, !document.isEmpty, !name.isEmpty else { throw Rejection("credit.incomplete") }
        let open = try CreditStore.all(in: transaction).first {
            $0.code == right.text && $0.ground == ground && $0.stage != .dropped && $0.stage != .removed
        }
        if let open {
            throw Rejection("credit.twice", ["name": name, "case": "\(open.id)", "stage": open.stage.chinese])
        }
        let id = try CreditStore.open(
            code: right.text, name: name, ground: ground, facts: facts, document: document, by: person, on: day,
            at: now, in: transaction)
        return try find(id, in: transaction)
    }

    /// Takes the next step of a case.
    /// - Parameter measures: of a decision; at least one.
    /// - throws: `Rejection` `credit.unknown`, `credit.not-now`, `credit.no-document`, `credit.before`,
    ///   `credit.same-person`, `credit.term`, `credit.deadline`, `credit.measures`, `credit.no-basis`.
    @discardableResult
    package static func take(
        _ event: CreditEvent, in id: Int, measures: [CreditMeasure] = [], _ transaction: Transaction, at now: Instant
    ) throws -> CreditCase {
        let credit = try find(id, in: transaction)
        guard let stage = credit.stage.after(event.kind) else {
            let legal = CreditEvent.Kind.allCases.filter { credit.stage.after($0) != nil }.map(\.chinese)
            throw Rejection(
                "credit.not-now",
                [
                    "case": "\(id)", "stage": credit.stage.chinese, "event": event.kind.chinese,
                    "legal": legal.isEmpty ? "—" : legal.joined(separator: "、"),
                ])
        }
        try check(event, of: credit)
        try check(measures, event)
        try CreditStore.add(event, to: credit, stage: stage, measures: measures, at: now, in: transaction)
        return try find(id, in: transaction)
    }

    private static func check(_ event: CreditEvent, of credit: CreditCase) throws(Rejection) {
        guard !event.document.isEmpty else { throw Rejection("credit.no-document", ["event": event.kind.chinese]) }
        let last = credit.events.last?.day ?? credit.openedOn
        guard event.day >= last else { throw Rejection("credit.before", ["day": event.day.iso, "last": last.iso]) }
        if event.kind == .decide || event.kind == .drop {
            let makers = [credit.openedBy] + credit.events.filter { $0.kind == .notice }.map(\.person)
            guard !makers.contains(event.person) else {
                throw Rejection("credit.same-person", ["person": event.person, "case": "\(credit.id)"])
            }
        }
        if event.kind == .notice {
            guard let deadline = event.deadline, deadline > event.day else { throw Rejection("credit.deadline") }
        } else if let deadline = credit.deadline, event.kind == .statement || event.kind == .silence {
            guard (event.day > deadline) == (event.kind == .silence) else {
                throw Rejection(
                    "credit.term",
                    ["case": "\(credit.id)", "deadline": deadline.iso, "event": event.kind.chinese])
            }
        }
    }

    /// A decision takes measures, and each has a basis on its day; no other step takes any.
    private static func check(_ measures: [CreditMeasure], _ event: CreditEvent) throws(Rejection) {
        guard (event.kind == .decide) == !measures.isEmpty else { throw Rejection("credit.measures") }
        var mistakes = DiagnosticList()
        for measure in measures where !measure.isValid(on: event.day) || measure.basis.isEmpty {
            mistakes.error(
                "credit.no-basis",
                [
                    "code": measure.code, "name": measure.name, "basis": measure.basis, "day": event.day.iso,
                    "from": measure.from.iso, "until": measure.until?.iso ?? "—",
                ])
        }
        try mistakes.throwIfErrors()
    }

    package static func find(_ id: Int, in transaction: Transaction) throws -> CreditCase {
        guard let credit = try CreditStore.find(id, in: transaction) else {
            throw Rejection("credit.unknown", ["case": "\(id)"])
        }
        return credit
    }

    package static func all(in transaction: Transaction) throws -> [CreditCase] {
        try CreditStore.all(in: transaction)
    }
}

/// The dated code list of measures.
package struct CreditMeasureList: Sendable {
    package private(set) var measures: [CreditMeasure] = []

    /// Columns code, name, basis, valid-from, valid-until; a code may have several rows, one after another in time.
    /// - throws: `Rejection` with every wrong row.
    package static func read(_ path: String) throws -> CreditMeasureList {
        let rows = try TableRows(path: path)
        var list = CreditMeasureList()
        var mistakes = DiagnosticList()
        let head = try rows.next()?.texts ?? []
        guard head == ["代码", "措施", "依据", "起", "止"] else {
            throw Rejection(
                "credit.list-head", ["found": head.joined(separator: "、")], at: SourceSpan(file: path, line: 1))
        }
        while let row = try rows.next() {
            let cells = row.texts + Array(repeating: "", count: max(0, 5 - row.cells.count))
            let until = CivilDate(iso: cells[4])
            guard !cells[0].isEmpty, !cells[1].isEmpty, !cells[2].isEmpty, let from = CivilDate(iso: cells[3]),
                cells[4].isEmpty || until.map({ $0 >= from }) == true
            else {
                mistakes.error("credit.list-row", ["place": row.place.text], at: row.place.span(path: path))
                continue
            }
            let measure = CreditMeasure(code: cells[0], name: cells[1], basis: cells[2], from: from, until: until)
            let clash = list.measures.contains { other in
                other.code == measure.code && other.from <= (measure.until ?? .distant)
                    && measure.from <= (other.until ?? .distant)
            }
            if clash {
                mistakes.error("credit.list-twice", ["code": measure.code], at: row.place.span(path: path))
            }
            list.measures.append(measure)
        }
        try mistakes.throwIfErrors()
        return list
    }

    /// The measures of codes as they hold on a day; of one that holds no more its last row, whose dates say so.
    /// - throws: `Rejection` `credit.measure-unknown`.
    package func chosen(_ codes: [String], on day: CivilDate) throws(Rejection) -> [CreditMeasure] {
        var mistakes = DiagnosticList()
        var chosen: [CreditMeasure] = []
        for code in codes where !chosen.contains(where: { $0.code == code }) {
            let rows = measures.filter { $0.code == code }
            if let measure = rows.first(where: { $0.isValid(on: day) }) ?? rows.last {
                chosen.append(measure)
            } else {
                mistakes.error("credit.measure-unknown", ["code": code])
            }
        }
        try mistakes.throwIfErrors()
        return chosen
    }
}

extension CivilDate {
    /// After every day of a list.
    fileprivate static var distant: CivilDate { CivilDate(daysSinceEpoch: 2_932_896) }
}
