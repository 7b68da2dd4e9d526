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
