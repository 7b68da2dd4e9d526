import Diagnostics
import Settings
import Storage

/// What becomes of a plan when phases slip.
package struct PlanSlip: Sendable {
    /// A phase or a moment that lies elsewhere now.
    package struct Move: Sendable {
        package let name: String
        package let from: Instant
        package let to: Instant
    }

    /// The plan with its phases moved; its text and hash are still those of the plan as it is written.
    package let definition: Definition
    package let phases: [(phase: Phase, days: CivilSpan)]
    /// The moments of each step, in their order, that lie elsewhere now.
    package let moves: [Move]
    /// What breaks: fixed days outside of their phases, needs planned later than their dependants, the plan's end.
    package let broken: [Diagnostic]

    /// Phases slip by calendar days (earlier when negative). Those after them are pushed on as far as they must,
    /// keeping their lengths; fixed days stay where they are.
    /// - throws: `Rejection` `simulate.unknown-phase`, `simulate.slip-too-far`.
    package init(_ plan: Definition, days slips: [String: Int]) throws(Rejection) {
        let names = plan.phases.map(\.id)
        for name in slips.keys.sorted() where !names.contains(name) {
            throw Rejection([
                NearName.diagnostic("simulate.unknown-phase", ["name": name], name: name, among: names, at: nil)
            ])
        }
        for (name, days) in slips.sorted(by: { $0.key < $1.key }) where abs(days) > 3_660 {
            throw Rejection("simulate.slip-too-far", ["name": name, "days": "\(days)"])
        }
        var phases: [Phase] = []
        for phase in plan.phases {
            var first = phase.days.first.adding(days: slips[phase.id] ?? 0)
            if let before = phases.last?.days.last, first <= before { first = before.adding(days: 1) }
            let length = phase.days.last.daysSinceEpoch - phase.days.first.daysSinceEpoch
            phases.append(
                Phase(
                    id: phase.id, name: phase.name,
                    days: CivilSpan(first: first, last: first.adding(days: length)), span: phase.span))
        }
        let first = min(plan.days.first, phases.first?.days.first ?? plan.days.first)
        let last = max(plan.days.last, phases.last?.days.last ?? plan.days.last)
        let check = DefinitionCheck(
            days: CivilSpan(first: first, last: last), calendar: plan.calendar, roles: plan.roles, incompatible: [],
            signals: plan.signals, phases: phases, steps: plan.steps, unreadable: [])
        let known = Set(plan.warnings)
        var broken = check.run().filter { !known.contains($0) }
        if last > plan.days.last {
            broken.append(
                Diagnostic(
                    .error, "simulate.slip-past-end", ["last": last.iso, "ends": plan.days.last.iso]))
        }
        let slipped = plan.with(phases: phases, days: check.days, moments: check.moments(), warnings: [])
        definition = slipped
        self.phases = zip(plan.phases, phases).map { ($0, $1.days) }.filter { $0.0.days != $0.1 }
        moves = plan.steps.flatMap { step in
            let (old, new) = (plan.moments(of: step.id), slipped.moments(of: step.id))
            // Where there are more or fewer now, the whole stretch is told by its ends.
            let pairs =
                old.count == new.count
                ? Array(zip(old, new))
                : [(old.first, new.first), (old.last, new.last)].compactMap { pair in
                    pair.0.flatMap { from in pair.1.map { (from, $0) } }
                }
            return pairs.filter { $0 != $1 }.map { Move(name: step.name, from: $0, to: $1) }
        }
        self.broken = broken
    }
}

extension Definition {
    func with(phases: [Phase], days: CivilSpan, moments: [Moment], warnings: [Diagnostic]) -> Definition {
        Definition(
            id: id, title: title, days: days, calendar: calendar, roles: roles, incompatible: incompatible,
            signals: signals, phases: phases, steps: steps, settings: settings, rehearsal: rehearsal, source: source,
            hash: hash, warnings: warnings, moments: moments)
    }
}
