import Diagnostics
import Storage

extension RuleSheet {
    /// What the rules say of a person on a day. Pure: the same person and day have the same answer.
    package func determine(_ person: InsuredFacts, _ question: Question) -> Determination {
        var work = RuleWork(sheet: self, person: person, question: question)
        return work.determination()
    }
}

/// Where the rules that were looked at are written down. Shared by the steps of one determination.
private final class Trace {
    var steps: [Determination.Step] = []
}

/// The rules applied one after the other.
struct RuleWork {
    let sheet: RuleSheet
    let person: InsuredFacts
    let question: Question
    private let trace = Trace()
    var bring: [String] = []
    var outcome = Determination.Outcome.eligible

    init(sheet: RuleSheet, person: InsuredFacts, question: Question) {
        self.sheet = sheet
        self.person = person
        self.question = question
    }

    private var day: CivilDate { question.day }
    private var village: String { person.village }

    mutating func determination() -> Determination {
        checkEligibility()
        let newborn = newbornStanding()
        let window = sheet.window(on: day, in: village)
        noteWindow(window)
        let isCentral = window?.isCentral ?? true
        let type = paymentType(isCentral: isCentral, newborn)
        let classes = sheet.classes(person.memberships, on: day, in: village)
        let fee = fee(classes)
        let counted = fee.flatMap { sheet.leading(classes, fee: $0, isCentral: isCentral, in: village) }
        noteClass(counted, of: classes)
        let isSpared = isSpared(window?.spares ?? [], newborn, counted)
        let isPayable = window != nil || sheet.windows.isEmpty || newborn?.isInside == true
        let isFull = window?.charge == .full && !isSpared && newborn?.isFeeOnly != true
        let isSubsidised = !isFull && (window?.subsidised ?? true)
        let pool = poolParts(fee, isAsked: isFull || isSubsidised)
        var total = fee
        if isFull, let fee { total = fee + pool.reduce(0) { $0 + $1.fen } }
        let parts = total.map { split($0, fee: fee ?? $0, isCentral: isCentral, counted) } ?? []
        noteTotal(total, isFull: isFull, pool)
        let coverFrom = coverFrom(isCentral: isCentral, newborn, counted)
        let order = sheet.needsOrder(type)
        if let order { note(order.basis, .applied, "rule.order", ["type": type.chinese]) }
        let missing = bring.filter { !person.received.contains($0) }
        return Determination(
            insurance: sheet.insurance, period: sheet.period, day: day, outcome: outcome, type: type,
            totalFen: isPayable ? total : nil, parts: isPayable ? parts : [],
            subsidy: isPayable && isSubsidised ? pool : [], specialClass: counted, window: window,
            coverFrom: isPayable ? coverFrom : nil, needsOrder: order != nil,
            bring: missing.compactMap { sheet.book.material($0) }, trace: trace.steps)
    }

    // MARK: Who may join

    private mutating func checkEligibility() {
        if let death = sheet.death(of: person, on: day) {
            outcome = .ineligible
            note(death)
        }
        for rule in sheet.eligibility {
            guard let found = sheet.finding(of: rule, person, on: day, ageDay: question.ageDay) else { continue }
            note(found)
            if found.isMet { bring += rule.materials } else { outcome = .ineligible }
        }
    }

    private func note(_ found: EligibilityFinding) {
        guard question.isTraced else { return }
        let note = found.note(ageDay: question.ageDay)
        self.note(found.rule?.basis, found.isMet ? .met : .failed, note.code, note.arguments)
    }

    struct NewbornStanding {
        let isInside: Bool
        /// Inside the window, or later in the year of birth where that is no matter.
        let isFeeOnly: Bool
    }

    /// Nil for anybody who was not born in or just before the year of cover.
    private mutating func newbornStanding() -> NewbornStanding? {
        guard let rule = sheet.newborn(in: village), person.neverPaid(sheet.insurance) ?? true else { return nil }
        let last = rule.last(bornOn: person.birth)
        let isInside = person.birth <= day && day <= last
        let isOfTheYear = person.birth.year == sheet.period || day.year == person.birth.year
        guard person.birth <= day, isInside || isOfTheYear else { return nil }
        let isSameYear = rule.sameYearIsFee && day.year == person.birth.year
        note(
            rule.basis, isInside ? .met : .failed, isInside ? "rule.newborn" : "rule.newborn-late",
            ["birth": person.birth.iso, "last": last.iso])
        bring += rule.materials
        if rule.needsParent && isInside {
            switch person.parentIsInsured {
            case true?: note(rule.basis, .met, "rule.parent-insured", [:])
            case false?:
                note(rule.basis, .failed, "rule.parent-not-insured", [:])
                return NewbornStanding(isInside: false, isFeeOnly: isSameYear)
            case nil:
                note(rule.basis, .unknown, "rule.parent-unknown", [:])
                if outcome == .eligible { outcome = .open }
            }
        }
        return NewbornStanding(isInside: isInside, isFeeOnly: isInside || isSameYear)
    }

    private func paymentType(isCentral: Bool, _ newborn: NewbornStanding?) -> PaymentType {
        if let newborn, newborn.isInside { return .newborn }
        if !isCentral { return .outOfWindow }
        return person.neverPaid(sheet.insurance) == true ? .firstTime : .regular
    }

    private func noteWindow(_ window: WindowRule?) {
        guard let window else {
            if !sheet.windows.isEmpty { note(nil, .failed, "rule.no-window", ["day": day.iso]) }
            return
        }
        note(
            window.basis, .applied, window.isCentral ? "rule.central-window" : "rule.late-window",
            ["name": window.name, "from": window.from.iso, "to": window.to.iso, "day": day.iso])
    }

    // MARK: What it costs

    private mutating func fee(_ classes: Set<SpecialClass>) -> Int? {
        switch sheet.insurance {
        case .medical:
            let isStudent = person.mark(.student, on: day) != nil
            guard let rule = sheet.fee(age: person.age(on: day), isStudent: isStudent, in: village) else {
                note(nil, .unknown, "rule.no-fee", ["period": "\(sheet.period)"])
                if outcome == .eligible { outcome = .open }
                return nil
            }
            note(rule.basis, .applied, "rule.fee", ["yuan": Money(fen: rule.fen).grouped])
            return rule.fen
        case .pension:
            guard let rule = sheet.tierRule(in: village) else {
                note(nil, .unknown, "rule.no-fee", ["period": "\(sheet.period)"])
                if outcome == .eligible { outcome = .open }
                return nil
            }
            guard let tier = question.tierFen else {
                note(
                    rule.basis, .applied, "rule.choose-tier",
                    [
                        "tiers": rule.tiersFen.filter { rule.allows($0, classes) }
                            .map { Money(fen: $0).shortest }.joined(separator: "、")
                    ])
                return nil
            }
            guard rule.allows(tier, classes) else {
                note(rule.basis, .failed, "rule.tier-not-allowed", ["yuan": Money(fen: tier).grouped])
                outcome = .ineligible
                return nil
            }
            note(rule.basis, .applied, "rule.tier", ["yuan": Money(fen: tier).grouped])
            return tier
        }
    }

    private func noteClass(_ counted: SpecialClass?, of classes: Set<SpecialClass>) {
        guard question.isTraced, !person.memberships.isEmpty, counted != nil || classes.isEmpty else { return }
        for membership in person.memberships {
            let name = membership.specialClass
            let arguments = [
                "class": name.rawValue, "source": membership.source, "from": membership.from?.iso ?? "",
                "until": membership.until?.iso ?? "", "other": counted?.rawValue ?? "",
            ]
            let basis = sheet.classes[name]?.basis
            if name == counted {
                note(basis, .applied, "rule.class", arguments)
            } else if classes.contains(name) {
                note(sheet.precedence.first?.basis ?? basis, .met, "rule.class-behind", arguments)
            } else {
                note(basis, .failed, "rule.class-not-valid", arguments)
            }
        }
    }

    private func isSpared(_ spares: [Spared], _ newborn: NewbornStanding?, _ counted: SpecialClass?) -> Bool {
        spares.contains { spared in
            switch spared {
            case .newborn: newborn?.isInside == true
            case .special: counted != nil
            }
        }
    }

    /// What budgets add for this person.
    private func poolParts(_ fee: Int?, isAsked: Bool) -> [Part] {
        guard isAsked else { return [] }
        switch sheet.insurance {
        case .medical: return sheet.pool(in: village).map { $0.shares.split($0.fen) } ?? []
        case .pension:
            guard let fee, let subsidy = sheet.tierRule(in: village)?.subsidy(of: fee) else { return [] }
            return subsidy.shares.split(subsidy.amount.of(fee))
        }
    }

    /// The person's part and the parts of those who help him. Help is for the fee, never for the part of the budgets
    /// that a late payer bears.
    private func split(_ total: Int, fee: Int, isCentral: Bool, _ counted: SpecialClass?) -> [Part] {
        guard let counted, let aid = sheet.aid(of: counted, fee: fee, isCentral: isCentral, in: village) else {
            return [Part(Bearer.person.id, total)]
        }
        let helped = RuleSheet.fen(aid, of: fee)
        let parts = aid.shares.split(helped)
        note(
            aid.basis, .applied, "rule.aid",
            [
                "class": counted.rawValue, "yuan": Money(fen: helped).grouped, "parts": describe(parts),
                "own": Money(fen: total - helped).grouped,
            ])
        return [Part(Bearer.person.id, total - helped)] + parts
    }

    private func describe(_ parts: [Part]) -> String {
        parts.map { part in
            (sheet.book.bearer(part.bearer)?.name ?? part.bearer) + Money(fen: part.fen).grouped + "元"
        }.joined(separator: "、")
    }

    private func noteTotal(_ total: Int?, isFull: Bool, _ pool: [Part]) {
        guard question.isTraced, total != nil, !pool.isEmpty else { return }
        let rule = sheet.insurance == .medical ? sheet.pool(in: village)?.basis : sheet.tierRule(in: village)?.basis
        let sum = pool.reduce(0) { $0 + $1.fen }
        note(
            rule, .applied, isFull ? "rule.full-cost" : "rule.subsidy",
            ["yuan": Money(fen: sum).grouped, "parts": describe(pool)])
    }

    // MARK: Cover

    /// Medical cover begins with the year, for late payers after the waiting time, for newborns with birth.
    private func coverFrom(
        isCentral: Bool, _ newborn: NewbornStanding?, _ counted: SpecialClass?
    ) -> CivilDate? {
        guard sheet.insurance == .medical, let begin = CivilDate(year: sheet.period, month: 1, day: 1) else {
            return nil
        }
        if newborn?.isInside == true { return max(person.birth, begin) }
        let missed = person.missedYears(sheet.insurance, before: sheet.period) ?? 0
        for rule in sheet.waiting where rule.basis.closeness(to: village) != nil {
            let applies = rule.causes.contains { $0 == .late ? !isCentral : missed > 0 }
            guard applies else { continue }
            if isSpared(rule.spares, newborn, counted) {
                note(rule.basis, .met, "rule.spared-waiting", [:])
                continue
            }
            let months = rule.months(missed: missed)
            let from = max(begin, day.adding(months: months).adding(days: rule.days))
            note(
                rule.basis, .applied, "rule.waiting",
                ["months": "\(months)", "days": "\(rule.days)", "missed": "\(missed)", "from": from.iso])
            return from
        }
        return isCentral ? begin : max(day, begin)
    }

    private func note(
        _ basis: RuleBasis?, _ verdict: Determination.Step.Verdict, _ code: String,
        _ arguments: @autoclosure () -> [String: String]
    ) {
        guard question.isTraced else { return }
        let document = basis.flatMap { sheet.book.document($0.document)?.name } ?? ""
        trace.steps.append(
            Determination.Step(
                rule: basis?.id ?? "", document: document, verdict: verdict,
                note: Diagnostic(.note, code, arguments())))
    }
}

extension WaitingRule {
    /// The waiting time in months after `missed` years, of which `repaired` were paid since.
    package func months(missed: Int, repaired: Int = 0) -> Int {
        let counted = months + monthsPerMissedYear * max(0, missed - repaired)
        guard let floor, missed >= floor.missedYears else { return counted }
        return max(counted, floor.months)
    }
}

extension Money {
    /// `300`, `300.50`: without fen when there are none.
    package var shortest: String { fen % 100 == 0 ? "\(fen / 100)" : plain }
}
