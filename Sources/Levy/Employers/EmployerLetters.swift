import Diagnostics
import Storage

/// Letters to employers: who gets one, its number, its service and what came of it.
package enum EmployerLetters {
    /// Employers with fewer persons with wages are small: 工信部联企业〔2011〕300号 takes 20 for industry.
    package static let microEmployees = 20

    /// What letters have in common.
    package struct Batch: Sendable {
        package let day: CivilDate
        package let termDays: Int
        /// Of the office that sends them: `薛税`.
        package let mark: String
        /// Credit codes; all that ask for a letter when it is empty.
        package let codes: [String]
        package let by: String

        package init(day: CivilDate, termDays: Int, mark: String, codes: [String], by: String) {
            self.day = day
            self.termDays = termDays
            self.mark = mark
            self.codes = codes
            self.by = by
        }
    }

    /// What a batch came to.
    package struct Written: Sendable {
        package let letters: [EmployerLetter]
        /// Employers that get none, and why.
        package let remarks: [Diagnostic]
    }

    /// Records a leader's order. The leader is another than the one who records it.
    /// - throws: `Rejection` `employers.order-incomplete`, `employers.order-self`, `employers.order-twice`.
    package static func record(
        _ order: ClearingOrder, by person: String, in transaction: Transaction, at now: Instant
    ) throws {
        let texts = [order.number, order.leader, order.reason]
        guard !texts.contains(where: \.isEmpty), order.day <= order.until else {
            throw Rejection("employers.order-incomplete")
        }
        guard order.leader != person else { throw Rejection("employers.order-self", ["person": person]) }
        guard try EmployerLetterStore.order(number: order.number, in: transaction) == nil else {
            throw Rejection("employers.order-twice", ["number": order.number])
        }
        try EmployerLetterStore.add(order, by: person, at: now, in: transaction)
    }

    /// 告知书 to those who are registered and not insured, by the last match. Who has one that is still open gets none.
    /// - throws: `Rejection` `employers.no-match`, `employers.letter-none`, `employers.letter-open`,
    ///   `employers.letter-code`.
    package static func writeNotices(
        _ batch: Batch, in transaction: Transaction, at now: Instant
    ) throws -> Written {
        let report = try Employers.report(in: transaction)
        let drafts = report.changes.filter { $0.kind != .gone && $0.finding.kind == .uninsured }.map { change in
            let finding = change.finding
            return LetterDraft(
                kind: .notice, unit: finding.unit, code: finding.code, name: finding.name, address: finding.address,
                isMicro: finding.employees.map { $0 < microEmployees } ?? false,
                facts: "\(finding.detail)，没有参保记录（\(report.match.day.chinese)比对）", lines: [])
        }
        let selected = try chosen(drafts, .notice, batch, in: transaction)
        return try write(selected, batch, order: nil, in: transaction, at: now)
    }

    /// 限期缴纳通知书 to those in arrears, by the last register. Arrears of earlier years are demanded from one employer a
    /// day at most, unless a leader's order says otherwise.
    /// - Parameter order: its number.
    /// - throws: `Rejection` `employers.no-register`, `employers.clearing`, `employers.order-unknown`,
    ///   `employers.order-invalid` and those of `writeNotices`.
    package static func writeDemands(
        _ batch: Batch, order number: String?, in transaction: Transaction, at now: Instant
    ) throws -> Written {
        let snapshot = try Employers.require(.arrears, on: batch.day, in: transaction)
        let entries = try EmployerRegisterStore.arrears(snapshot.id, in: transaction)
        let tax = try EmployerRegisterStore.latest(.tax, on: batch.day, in: transaction)
        let sizes = try tax.map { try EmployerRegisterStore.taxpayers($0.id, in: transaction) } ?? []
        let employees = Dictionary(sizes.map { ($0.identity.code, $0.employees) }) { first, _ in first }
        let companies = try EmployerRegisterStore.latest(.companies, on: batch.day, in: transaction)
        let known = try companies.map { try EmployerRegisterStore.companies($0.id, in: transaction) } ?? []
        let addresses = Dictionary(known.map { ($0.identity.code, $0.address) }) { first, _ in first }
        let groups = Dictionary(grouping: entries) { $0.identity.fault == nil ? $0.identity.code : $0.identity.nameKey }
        let drafts = groups.sorted { $0.key < $1.key }.map { unit, entries in
            let identity = entries[0].identity
            let lines = entries.sorted { ($0.from, $0.scheme.rawValue) < ($1.from, $1.scheme.rawValue) }
            return LetterDraft(
                kind: .demand, unit: unit, code: identity.code, name: identity.name,
                address: addresses[identity.code] ?? "",
                isMicro: employees[identity.code].map { $0 < microEmployees } ?? false, facts: "",
                lines: lines.map { DemandLine($0, through: batch.day) })
        }
        let selected = try chosen(drafts, .demand, batch, in: transaction)
        let order = try number.map { try valid(order: $0, for: batch, in: transaction) }
        if order == nil { try guardClearing(selected.drafts, batch, in: transaction) }
        return try write(selected, batch, order: order, in: transaction, at: now)
    }

    /// 不得自行对历史欠费进行集中清缴: of one day's letters one at most asks for earlier years.
    private static func guardClearing(
        _ drafts: [LetterDraft], _ batch: Batch, in transaction: Transaction
    ) throws {
        func isEarlier(_ year: Int?) -> Bool { year.map { $0 < batch.day.year } ?? false }
        let written = try EmployerLetterStore.all(in: transaction).filter {
            $0.kind == .demand && $0.day == batch.day && $0.order == nil && isEarlier($0.lines.map(\.year).min())
        }
        let asked = drafts.filter { isEarlier($0.earliestYear) }
        guard written.count + asked.count > 1, !asked.isEmpty else { return }
        throw Rejection(
            "employers.clearing",
            [
                "count": "\(written.count + asked.count)", "year": "\(batch.day.year)",
                "names": asked.prefix(5).map(\.name).joined(separator: "、"),
            ])
    }

    private static func valid(order number: String, for batch: Batch, in transaction: Transaction) throws -> Int {
        guard let (id, order) = try EmployerLetterStore.order(number: number, in: transaction) else {
            throw Rejection("employers.order-unknown", ["number": number])
        }
        guard order.leader != batch.by else { throw Rejection("employers.order-self", ["person": batch.by]) }
        guard (order.day...order.until).contains(batch.day) else {
            throw Rejection(
                "employers.order-invalid", ["number": number, "from": order.day.iso, "until": order.until.iso])
        }
        return id
    }

    /// Those that the batch names, or all that have no open letter of the kind. Whoever is to have a letter has a
    /// right code: of those whom the batch names a wrong one is a mistake, else it is remarked.
    private static func chosen(
        _ drafts: [LetterDraft], _ kind: EmployerLetter.Kind, _ batch: Batch, in transaction: Transaction
    ) throws -> (drafts: [LetterDraft], remarks: [Diagnostic]) {
        let known = try EmployerLetterStore.all(in: transaction).filter {
            $0.kind == kind && ($0.isOpen || $0.day == batch.day)
        }
        let waiting = Dictionary(known.map { ($0.unit, $0.number) }) { first, _ in first }
        let areNamed = !batch.codes.isEmpty
        var remarks = DiagnosticList()
        var chosen: [LetterDraft] = []
        for draft in drafts where !areNamed || batch.codes.contains(draft.code) {
            if let number = waiting[draft.unit] {
                if areNamed {
                    remarks.error("employers.letter-open", ["name": draft.name, "number": number])
                }
            } else if UnifiedCreditCode(draft.code) == nil {
                remarks.append(
                    Diagnostic(
                        areNamed ? .error : .warning, "employers.letter-code",
                        ["name": draft.name, "code": draft.code]))
            } else {
                chosen.append(draft)
            }
        }
        for code in batch.codes where !drafts.contains(where: { $0.code == code }) {
            remarks.error("employers.letter-unknown", ["code": code, "kind": kind.chinese])
        }
        try remarks.throwIfErrors()
        guard !chosen.isEmpty else { throw Rejection("employers.letter-none", ["kind": kind.chinese]) }
        return (chosen, remarks.diagnostics)
    }

    private static func write(
        _ chosen: (drafts: [LetterDraft], remarks: [Diagnostic]), _ batch: Batch, order: Int?,
        in transaction: Transaction, at now: Instant
    ) throws -> Written {
        guard batch.termDays > 0 else { throw Rejection("employers.term", ["days": "\(batch.termDays)"]) }
        let letters = try chosen.drafts.map { draft in
            let kind = "employer-" + draft.kind.rawValue
            let number = try DocumentStore.number(
                kind: kind, key: "\(draft.unit)/\(batch.day.iso)", series: "\(kind)/\(batch.day.year)", in: transaction)
            let id = try EmployerLetterStore.add(
                draft, number: "\(batch.mark)\(draft.kind.mark)〔\(batch.day.year)〕\(number)号", on: batch.day,
                termDays: batch.termDays, order: order, by: batch.by, at: now, in: transaction)
            return try find(id, in: transaction)
        }
        return Written(letters: letters, remarks: chosen.remarks)
    }

    // MARK: After the letter

    /// Records how a letter was served, and from it the day by which the employer has to act.
    /// - Parameter deadline: the day that lies so many working days after another.
    /// - throws: `Rejection` `employers.letter-missing`, `employers.served-already`,
    ///   `employers.served-early`, `employers.service`.
    @discardableResult
    package static func serve(
        _ number: String, _ method: LetterService.Method, on day: CivilDate, receiver: String, witness: String,
        note: String, by person: String, in transaction: Transaction, at now: Instant,
        deadline: (CivilDate, Int) -> CivilDate
    ) throws -> EmployerLetter {
        let letter = try find(number: number, in: transaction)
        if let service = letter.service {
            throw Rejection("employers.served-already", ["number": number, "day": service.servedOn.iso])
        }
        let isProven =
            switch method {
            case .direct, .agent, .post: !receiver.isEmpty
            case .left: !witness.isEmpty
            case .publicNotice: !note.isEmpty
            }
        guard day >= letter.day else {
            throw Rejection("employers.served-early", ["number": number, "day": letter.day.iso])
        }
        guard isProven else {
            throw Rejection("employers.service", ["method": method.chinese])
        }
        let served = LetterService.servedOn(method, day)
        try EmployerLetterStore.serve(
            letter.id,
            LetterService(
                method: method, day: day, receiver: receiver, witness: witness, note: note, servedOn: served,
                deadline: deadline(served, letter.termDays)), by: person, at: now, in: transaction)
        return try find(letter.id, in: transaction)
    }

    /// Records what came of a letter.
    /// - throws: `Rejection` `employers.letter-missing`, `employers.letter-done`.
    @discardableResult
    package static func conclude(
        _ number: String, _ outcome: LetterOutcome, by person: String, in transaction: Transaction, at now: Instant
    ) throws -> EmployerLetter {
        let letter = try find(number: number, in: transaction)
        guard letter.isOpen else {
            throw Rejection(
                "employers.letter-done",
                ["number": number, "outcome": letter.outcomes.last.map(\.kind.chinese) ?? ""])
        }
        try EmployerLetterStore.add(outcome, to: letter.id, by: person, at: now, in: transaction)
        return try find(letter.id, in: transaction)
    }

    package static func all(in transaction: Transaction) throws -> [EmployerLetter] {
        try EmployerLetterStore.all(in: transaction)
    }

    package static func find(number: String, in transaction: Transaction) throws -> EmployerLetter {
        guard let letter = try EmployerLetterStore.find(number: number, in: transaction) else {
            throw Rejection("employers.letter-missing", ["number": number])
        }
        return letter
    }

    private static func find(_ id: Int, in transaction: Transaction) throws -> EmployerLetter {
        guard let letter = try EmployerLetterStore.find(id, in: transaction) else {
            preconditionFailure("the letter was just written")
        }
        return letter
    }
}
