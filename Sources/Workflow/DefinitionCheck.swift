import Diagnostics
import Settings
import Storage

/// What holds across a whole plan: phases in order, steps within their phase, needs that exist and do not turn in a
/// circle, roles that exist, deadlines that fall on working days.
struct DefinitionCheck {
    /// A group of roles that one person may not fill together.
    struct Incompatible {
        let roles: [String]
        let span: SourceSpan
    }

    let days: CivilSpan
    let calendar: WorkingCalendar
    let roles: [Role]
    let incompatible: [Incompatible]
    let signals: [Signal]
    let phases: [Phase]
    let steps: [PlannedStep]
    /// Steps whose own mistakes are told already: needing one of them is no second mistake.
    let unreadable: Set<String>

    func run() -> [Diagnostic] {
        var found = checkPhases() + checkNames() + checkNeeds() + checkRoles() + checkSignals() + checkConditions()
        found += checkCalendar()
        // Moments are worth looking at only when every step knows its phase and its needs.
        if !found.contains(where: { $0.severity == .error }) { found += checkMoments() }
        return found
    }

    /// All moments, ascending; within one instant in the order of the steps, needs first.
    func moments() -> [Definition.Moment] {
        steps.indices.flatMap { index in
            nominalTimes(of: index).map { Definition.Moment(nominal: $0, step: index) }
        }
        .sorted { ($0.nominal, $0.step) < ($1.nominal, $1.step) }
    }

    private func span(of step: PlannedStep) -> CivilSpan {
        phases.first { $0.id == step.phase }?.days ?? days
    }

    private func nominalTimes(of index: Int) -> [Instant] {
        let step = steps[index]
        let span = span(of: step)
        guard case .followsNeed = step.schedule else {
            return step.schedule.moments(in: span, calendar) { needed in
                steps.firstIndex { $0.id == needed }.map(nominalTimes) ?? []
            }
        }
        guard let need = step.needs.first, let needed = steps.firstIndex(where: { $0.id == need }) else { return [] }
        // A step that follows one of an earlier phase waits for its own phase to begin.
        let start = Instant(span.first)
        return Set(nominalTimes(of: needed).map { max($0, start) }).sorted()
    }

    private func checkPhases() -> [Diagnostic] {
        var found: [Diagnostic] = []
        for (index, phase) in phases.enumerated() {
            if !days.contains(phase.days.first) || !days.contains(phase.days.last) {
                found.append(
                    Diagnostic(
                        .error, "plan.phase-outside",
                        ["phase": phase.name, "from": days.first.iso, "to": days.last.iso], at: phase.span))
            }
            if index > 0, phase.days.first <= phases[index - 1].days.last {
                let previous = phases[index - 1]
                let code = phase.days.last < previous.days.first ? "plan.phase-order" : "plan.phase-overlap"
                found.append(
                    Diagnostic(
                        .error, code, ["phase": phase.name, "previous": previous.name], at: phase.span,
                        notes: [Diagnostic(.note, "plan.phase-here", ["phase": previous.name], at: previous.span)]))
            }
            if !calendar.isWorkingDay(phase.days.last) {
                found.append(
                    Diagnostic(
                        .warning, "plan.phase-ends-on-rest-day",
                        [
                            "phase": phase.name, "date": phase.days.last.iso,
                            "next": calendar.rolledForward(phase.days.last).iso,
                        ], at: phase.span))
            }
        }
        return found
    }

    private func checkNames() -> [Diagnostic] {
        var found: [Diagnostic] = []
        var seen: [String: SourceSpan] = [:]
        for (id, span) in steps.map({ ($0.id, $0.span) }) {
            if let first = seen[id] {
                found.append(
                    Diagnostic(
                        .error, "plan.step-twice", ["step": id], at: span,
                        notes: [Diagnostic(.note, "plan.first-here", at: first)]))
            }
            seen[id] = seen[id] ?? span
        }
        var phaseSeen: [String: SourceSpan] = [:]
        for phase in phases {
            if let first = phaseSeen[phase.id] {
                found.append(
                    Diagnostic(
                        .error, "plan.phase-twice", ["phase": phase.id], at: phase.span,
                        notes: [Diagnostic(.note, "plan.first-here", at: first)]))
            }
            phaseSeen[phase.id] = phaseSeen[phase.id] ?? phase.span
        }
        return found
    }

    private func checkNeeds() -> [Diagnostic] {
        let names = steps.map(\.id)
        var found: [Diagnostic] = []
        for step in steps {
            for need in step.needs where !names.contains(need) && !unreadable.contains(need) {
                let place = step.places["needs.\(need)"] ?? step.place("needs")
                if need.contains(where: { "，、；;".contains($0) }) {
                    found.append(Diagnostic(.error, "plan.need-comma", ["step": step.id, "need": need], at: place))
                } else {
                    // People write the name where the identifier is wanted.
                    let titles = steps.map { ($0.name, $0.id) }
                    found.append(
                        NearName.diagnostic(
                            "plan.unknown-need", ["step": step.id, "need": need], name: need, among: names,
                            titles: titles, at: place))
                }
            }
            for name in step.schedule.namedSteps where !step.needs.contains(name) {
                found.append(
                    NearName.diagnostic(
                        "plan.after-need", ["step": step.id, "need": name], name: name, among: step.needs,
                        at: step.place("at")))
            }
        }
        if let circle = circle() {
            let step = steps.first { $0.id == circle[0] }
            found.append(
                Diagnostic(
                    .error, "plan.cycle", ["circle": (circle + [circle[0]]).joined(separator: " → ")],
                    at: step?.place("needs")))
        }
        return found
    }

    /// The ids of a circle of needs, or nil.
    private func circle() -> [String]? {
        let needs = Dictionary(steps.map { ($0.id, $0.needs) }) { first, _ in first }
        var finished: Set<String> = []
        func visit(_ id: String, _ path: [String]) -> [String]? {
            if let start = path.firstIndex(of: id) { return Array(path[start...]) }
            guard !finished.contains(id), let needed = needs[id] else { return nil }
            for need in needed {
                if let circle = visit(need, path + [id]) { return circle }
            }
            finished.insert(id)
            return nil
        }
        for step in steps {
            if let circle = visit(step.id, []) { return circle }
        }
        return nil
    }

    /// The years of the plan's days, and those that its deadlines reach into.
    private func checkCalendar() -> [Diagnostic] {
        let ends = steps.compactMap { step in
            step.task?.deadline?.end(openedAt: Instant(span(of: step).last), calendar).adding(milliseconds: -1).date
        }
        let last = max(days.last, ends.max() ?? days.last)
        return calendar.missingYears(for: CivilSpan(first: days.first, last: last)).map { year in
            Diagnostic(
                .warning, "plan.calendar-ends",
                [
                    "year": "\(year)", "first": "\(calendar.years.lowerBound)",
                    "last": "\(calendar.years.upperBound)",
                ])
        }
    }

    private func checkMoments() -> [Diagnostic] {
        var found: [Diagnostic] = []
        for (index, step) in steps.enumerated() {
            let span = span(of: step)
            let dayCount = span.last.daysSinceEpoch - span.first.daysSinceEpoch + 1
            if step.schedule.mostMoments(days: dayCount) > Schedule.mostMoments {
                found.append(
                    Diagnostic(
                        .error, "plan.too-many", ["step": step.name, "most": "\(Schedule.mostMoments)"],
                        at: step.place("at")))
                continue
            }
            let times = nominalTimes(of: index)
            // Where the need could not be read, its moments are not known: that was told already.
            if times.isEmpty, !(step.schedule == .followsNeed && step.needs.first.map(unreadable.contains) == true) {
                found.append(Diagnostic(.error, "plan.never", ["step": step.name], at: step.place("at")))
            }
            // A follower's moments are those of its need, where the mistake was already told.
            let told = step.schedule == .followsNeed && step.needs.first.map(runsOutside) == true
            for time in times where !span.contains(time.date) && !told {
                found.append(
                    Diagnostic(
                        .error, "plan.step-outside",
                        ["step": step.name, "at": time.text, "from": span.first.iso, "to": span.last.iso],
                        at: step.place("at")))
            }
            for need in step.needs {
                guard let needed = steps.firstIndex(where: { $0.id == need }), let first = times.first,
                    let firstNeeded = nominalTimes(of: needed).first, firstNeeded > first
                else { continue }
                found.append(
                    Diagnostic(
                        .error, "plan.need-later",
                        ["step": step.name, "at": first.text, "need": need, "needed": firstNeeded.text],
                        at: step.place("needs")))
            }
            found += checkDeadline(step, times)
        }
        return found
    }

    private func runsOutside(_ id: String) -> Bool {
        guard let index = steps.firstIndex(where: { $0.id == id }) else { return false }
        let span = span(of: steps[index])
        return nominalTimes(of: index).contains { !span.contains($0.date) }
    }

    private func checkDeadline(_ step: PlannedStep, _ times: [Instant]) -> [Diagnostic] {
        guard let deadline = step.task?.deadline else { return [] }
        if case .moment(let date, let time) = deadline {
            if let last = times.last, Instant(date, time) <= last {
                return [
                    Diagnostic(
                        .error, "plan.deadline-past", ["step": step.name, "at": last.text, "deadline": date.iso],
                        at: step.place("task.deadline"))
                ]
            }
            if !calendar.isWorkingDay(date) {
                return [
                    Diagnostic(
                        .warning, "plan.deadline-on-rest-day",
                        ["step": step.name, "date": date.iso, "next": calendar.rolledForward(date).iso],
                        at: step.place("task.deadline"))
                ]
            }
        }
        return []
    }
}
