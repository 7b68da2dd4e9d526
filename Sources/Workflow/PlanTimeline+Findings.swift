import Diagnostics
import Settings
import Storage

/// What somebody who reads the time line should notice.
extension PlanTimeline {
    /// Warnings and notes about the days that are looked at; with the warnings of the plan's check first.
    package var findings: [Diagnostic] {
        definition.warnings + restDays + lateNeeds + sharedDays + sharedMoments
    }

    /// Tasks that open, or end, when nobody is in the office.
    private var restDays: [Diagnostic] {
        entries.flatMap { entry -> [Diagnostic] in
            guard entry.step.task != nil else { return [] }
            var found: [Diagnostic] = []
            if !definition.calendar.isWorkingDay(entry.nominal.date) {
                found.append(
                    Diagnostic(
                        .warning, "simulate.opens-on-rest-day",
                        [
                            "step": entry.step.name, "at": entry.nominal.text,
                            "next": definition.calendar.rolledForward(entry.nominal.date).iso,
                        ], at: entry.step.place("at")))
            }
            let last = definition.days(of: entry.step).last
            if let deadline = entry.deadline?.adding(milliseconds: -1).date, deadline > last {
                found.append(
                    Diagnostic(
                        .warning, "simulate.deadline-past-phase",
                        [
                            "step": entry.step.name, "at": entry.nominal.text, "deadline": deadline.iso,
                            "last": last.iso,
                        ], at: entry.step.place("task.deadline")))
            }
            return found
        }
    }

    /// Steps planned before the people they wait for must be done.
    private var lateNeeds: [Diagnostic] {
        let deadlines = Dictionary(
            entries.compactMap { entry in entry.deadline.map { ([entry.step.id, entry.nominal.text], $0) } }
        ) { first, _ in first }
        return entries.flatMap { entry in
            entry.needs.compactMap { need -> Diagnostic? in
                guard let nominal = need.nominal, let deadline = deadlines[[need.step, nominal.text]],
                    deadline > entry.nominal, entry.step.schedule != .followsNeed
                else { return nil }
                return Diagnostic(
                    .note, "simulate.may-start-late",
                    [
                        "step": entry.step.name, "at": entry.nominal.text,
                        "need": definition.step(need.step)?.name ?? need.step,
                        "deadline": deadline.adding(milliseconds: -1).date.iso,
                    ])
            }
        }
    }

    /// Several different things due from one office on one day.
    private var sharedDays: [Diagnostic] {
        var due: [CivilDate: [String: [String]]] = [:]
        for entry in entries {
            guard let role = entry.step.task?.role, let date = entry.deadline?.adding(milliseconds: -1).date else {
                continue
            }
            let known = due[date]?[role] ?? []
            if !known.contains(entry.step.name) { due[date, default: [:]][role] = known + [entry.step.name] }
        }
        return due.keys.sorted().flatMap { date in
            definition.roles.compactMap { role -> Diagnostic? in
                guard let steps = due[date]?[role.id], steps.count > 1 else { return nil }
                return Diagnostic(
                    .note, "simulate.deadlines-together",
                    ["date": date.iso, "role": role.title, "steps": steps.joined(separator: "、")])
            }
        }
    }

    /// Steps of the same minute of which none waits for the other.
    private var sharedMoments: [Diagnostic] {
        var found: [Diagnostic] = []
        var told: Set<[String]> = []
        for group in entries.chunked(by: { $0.nominal }) where group.count > 1 {
            let ids = Set(group.map(\.step.id))
            let free = group.filter { entry in
                !entry.step.needs.contains(where: ids.contains)
                    && !group.contains { $0.step.needs.contains(entry.step.id) }
            }
            let names = free.map(\.step.name)
            guard names.count > 1, told.insert(names).inserted else { continue }
            found.append(
                Diagnostic(
                    .note, "simulate.same-moment",
                    ["at": group[0].nominal.text, "steps": names.joined(separator: "、")]))
        }
        return found
    }

    // MARK: Somebody is away

    /// What happens to the tasks of an office that nobody fills: who takes over and when, or what stops.
    /// - throws: `Rejection` `simulate.unknown-role`.
    package func without(approver name: String) throws(Rejection) -> [Diagnostic] {
        guard let role = definition.roles.first(where: { $0.id == name || $0.title == name }) else {
            throw Rejection([
                NearName.diagnostic(
                    "simulate.unknown-role", ["name": name], name: name, among: definition.roles.map(\.id), at: nil)
            ])
        }
        var found: [Diagnostic] = []
        for entry in entries {
            guard let task = entry.step.task else { continue }
            var facts = ["step": entry.step.name, "at": entry.nominal.text, "role": role.title]
            let blocked = definition.dependents(of: entry.step.id).map(\.name)
            facts["blocked"] = blocked.isEmpty ? "–" : blocked.joined(separator: "、")
            if task.role == role.id {
                // The first who is not away takes over.
                if let escalation = task.escalations.first(where: { $0.role != role.id }),
                    let end = (escalation.after ?? task.deadline)?.end(openedAt: entry.nominal, definition.calendar)
                {
                    facts["to"] = definition.roleTitle(escalation.role)
                    facts["when"] = end.textAsEnd
                    found.append(Diagnostic(.warning, "simulate.absent-escalates", facts))
                } else {
                    found.append(Diagnostic(.warning, "simulate.absent-stuck", facts))
                }
            }
            let tiers = task.approvals.isEmpty ? [task.approvers(amount: nil)] : task.approvals.map(\.roles)
            let needing = tiers.filter { $0.contains(role.id) }
            guard !needing.isEmpty else { continue }
            let code = needing.count == tiers.count ? "simulate.absent-unapproved" : "simulate.absent-some"
            found.append(Diagnostic(.warning, code, facts))
        }
        if found.isEmpty { found.append(Diagnostic(.note, "simulate.absent-nothing", ["role": role.title])) }
        return found
    }
}

extension Instant {
    /// As the end of a stretch of time: midnight is 24:00 of the day that it ends.
    package var textAsEnd: String {
        let before = adding(milliseconds: -1).date
        return before == date ? text : "\(before.iso) 24:00"
    }
}

extension Array {
    /// Neighbours of one key, together.
    package func chunked<Key: Equatable>(by key: (Element) -> Key) -> [[Element]] {
        var groups: [[Element]] = []
        var last: Key?
        for element in self {
            let own = key(element)
            if own == last { groups[groups.count - 1].append(element) } else { groups.append([element]) }
            last = own
        }
        return groups
    }
}
