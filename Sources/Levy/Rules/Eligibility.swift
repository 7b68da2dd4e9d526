import Diagnostics
import Storage

/// What one rule of eligibility, or a registered death, says of a person.
struct EligibilityFinding {
    enum Subject {
        case deceased(PersonMark)
        case age(Int, of: ClosedRange<Int>)
        case residence(Residence)
        /// A permit, card or passport of which nobody has entered until when it holds.
        case document
        /// The marks that were found of those that exclude.
        case marks([PersonMark], of: [PersonMark.Kind])
    }

    /// Nil for a death, which no rule has to name.
    let rule: EligibilityRule?
    let subject: Subject
    let isMet: Bool

    /// In words, by the catalogue.
    func note(ageDay: CivilDate) -> Diagnostic {
        switch subject {
        case .deceased(let death):
            return Diagnostic(.note, "rule.deceased", ["date": death.from?.iso ?? "", "source": death.source])
        case .age(let age, let ages):
            return Diagnostic(
                .note, "rule.age",
                ["age": "\(age)", "from": "\(ages.lowerBound)", "to": "\(ages.upperBound)", "day": ageDay.iso])
        case .residence(let residence): return Diagnostic(.note, "rule.residence-\(residence.rawValue)")
        case .document: return Diagnostic(.note, "rule.residence-document")
        case .marks(let found, let kinds):
            let names = found.map { $0.kind.chinese + ($0.source.isEmpty ? "" : "（\($0.source)）") }
            return Diagnostic(
                .note, isMet ? "rule.without" : "rule.has-mark",
                [
                    "kinds": kinds.map(\.chinese).joined(separator: "、"), "found": names.joined(separator: "、"),
                ])
        }
    }
}

extension RuleSheet {
    /// What a rule says of a person on a day; nil where it does not hold.
    func finding(
        of rule: EligibilityRule, _ person: InsuredFacts, on day: CivilDate, ageDay: CivilDate
    ) -> EligibilityFinding? {
        guard rule.basis.closeness(to: person.village) != nil else { return nil }
        switch rule.requirement {
        case .ages(let ages):
            let age = person.age(on: ageDay)
            return EligibilityFinding(rule: rule, subject: .age(age, of: ages), isMet: ages.contains(age))
        case .residence(let allowed):
            let residence = person.residence(on: day)
            return EligibilityFinding(
                rule: rule,
                subject: person.isDocumentUnproved && residence == .permit ? .document : .residence(residence),
                isMet: allowed.contains(residence))
        case .without(let kinds):
            let found = person.marks.isEmpty ? [] : kinds.compactMap { person.mark($0, on: day) }
            return EligibilityFinding(rule: rule, subject: .marks(found, of: kinds), isMet: found.isEmpty)
        }
    }

    func death(of person: InsuredFacts, on day: CivilDate) -> EligibilityFinding? {
        guard !person.marks.isEmpty else { return nil }
        return person.mark(.deceased, on: day).map {
            EligibilityFinding(rule: nil, subject: .deceased($0), isMet: false)
        }
    }

    /// The first thing that keeps a person from joining; nil for whoever may.
    func obstacle(_ person: InsuredFacts, on day: CivilDate, ageDay: CivilDate) -> EligibilityFinding? {
        if let death = death(of: person, on: day) { return death }
        for rule in eligibility {
            if let found = finding(of: rule, person, on: day, ageDay: ageDay), !found.isMet { return found }
        }
        return nil
    }

    /// The classes that count on a day, by their rules.
    func classes(_ memberships: [ClassMembership], on day: CivilDate, in village: String) -> Set<SpecialClass> {
        guard !memberships.isEmpty else { return [] }
        return Set(
            memberships.filter { membership in
                classes[membership.specialClass].map { rule in
                    rule.basis.closeness(to: village) != nil && membership.counts(rule.membership, on: day)
                } ?? false
            }.map(\.specialClass))
    }
}

extension LevyPolicy {
    /// The last day on which something that begins still touches what a campaign's roster claims: the end of the
    /// central window, and for the medical cover the day before it begins. What begins later is a matter of refunds
    /// and orders.
    func lastFactDay(_ insurance: Insurance) -> CivilDate {
        let central = sheet(insurance).windows.filter(\.isCentral).map(\.to).max() ?? asOf
        let eve = insurance == .medical ? CivilDate(year: medicalPeriod - 1, month: 12, day: 31) ?? asOf : asOf
        return max(asOf, central, eve)
    }

    /// The day on which a person is judged for the roster: the campaign's day, or the day on which the last thing that
    /// is known of him began. A death counts whenever it was.
    package func judgedOn(
        _ insurance: Insurance, marks: [PersonMark], memberships: [ClassMembership]
    ) -> CivilDate {
        if marks.isEmpty && memberships.isEmpty { return asOf }
        let last = lastFactDay(insurance)
        let deaths = marks.filter { $0.kind == .deceased }.compactMap(\.from)
        let begun = (marks.compactMap(\.from) + memberships.compactMap(\.from)).filter { $0 <= last }
        return max(asOf, deaths.max() ?? asOf, begun.max() ?? asOf)
    }
}
