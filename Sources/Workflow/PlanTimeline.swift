import Diagnostics
import Storage

/// What a plan asks for, moment by moment, without running it.
package struct PlanTimeline: Sendable {
    /// A planned moment of a step.
    package struct Entry: Sendable {
        package let step: PlannedStep
        package let nominal: Instant
        /// Where the rule would have put it, had that not been a rest day.
        package let movedFrom: Instant?
        /// The needed steps, each with the moment of it that counts; nil where that step has none before this one.
        package let needs: [(step: String, nominal: Instant?)]
        /// How many pieces of work it has, where the size of its list is known; 1 without `for-each`.
        package let items: Int?
        /// For a step people do: until when, if it opens on time.
        package let deadline: Instant?
    }

    /// What one office has to do on one day.
    package struct Load: Sendable {
        package let date: CivilDate
        package let role: String
        /// Tasks that open; nil when the size of a list among them is not known.
        package let opens: Int?
        /// Tasks whose deadline ends on this day.
        package let due: Int?
        /// Names of the steps.
        package let steps: [String]
    }

    package let definition: Definition
    package let from: CivilDate
    package let to: CivilDate
    /// In the order of time; within one instant in the order of the plan.
    package let entries: [Entry]

    /// - parameter sizes: how many items the `for-each` lists have, as far as is known.
    package init(
        _ definition: Definition, from: CivilDate? = nil, to: CivilDate? = nil, sizes: [String: Int] = [:]
    ) {
        self.definition = definition
        self.from = from ?? definition.days.first
        self.to = to ?? definition.days.last
        var moments = Array(repeating: [Instant](), count: definition.steps.count)
        for moment in definition.moments { moments[moment.step].append(moment.nominal) }
        let moved = PlanTimeline.moved(definition)
        let indices = Dictionary(uniqueKeysWithValues: definition.steps.enumerated().map { ($1.id, $0) })
        var entries: [Entry] = []
        for moment in definition.moments
        where moment.nominal.date >= self.from && moment.nominal.date <= self.to {
            let step = definition.steps[moment.step]
            let needs = step.needs.map { need in
                (step: need, nominal: indices[need].flatMap { moments[$0].last { $0 <= moment.nominal } })
            }
            entries.append(
                Entry(
                    step: step, nominal: moment.nominal, movedFrom: moved[moment.step]?[moment.nominal], needs: needs,
                    items: step.forEach.map { sizes[$0] } ?? 1,
                    deadline: step.task?.deadline?.end(openedAt: moment.nominal, definition.calendar)))
        }
        self.entries = entries
    }

    /// Of each step, where its moved moments came from.
    private static func moved(_ definition: Definition) -> [Int: [Instant: Instant]] {
        var moved: [Int: [Instant: Instant]] = [:]
        for (index, step) in definition.steps.enumerated() {
            let planned = definition.planned(step)
            let sources = planned.compactMap { plan in plan.movedFrom.map { (plan.moment, $0) } }
            // A moment that the rule also gives of itself is not called moved.
            let own = Set(planned.filter { $0.movedFrom == nil }.map(\.moment))
            moved[index] = Dictionary(sources.filter { !own.contains($0.0) }) { first, _ in first }
        }
        return moved
    }

    /// The work of each office by day, ascending by day, offices in the order of the plan.
    package var loads: [Load] {
        struct Sum {
            var opens: Int? = 0
            var due: Int? = 0
            var steps: [String] = []
        }
        var sums: [CivilDate: [String: Sum]] = [:]
        func add(_ date: CivilDate, _ role: String, _ entry: Entry, isDue: Bool) {
            var sum = sums[date]?[role] ?? Sum()
            let path = isDue ? \Sum.due : \Sum.opens
            sum[keyPath: path] = sum[keyPath: path].flatMap { sum in entry.items.map { sum + $0 } }
            if !sum.steps.contains(entry.step.name) { sum.steps.append(entry.step.name) }
            sums[date, default: [:]][role] = sum
        }
        for entry in entries {
            guard let task = entry.step.task else { continue }
            add(entry.nominal.date, task.role, entry, isDue: false)
            // 24:00 belongs to the day that it ends.
            if let deadline = entry.deadline {
                add(deadline.adding(milliseconds: -1).date, task.role, entry, isDue: true)
            }
        }
        return sums.keys.sorted().flatMap { date in
            definition.roles.compactMap { role in
                sums[date]?[role.id].map {
                    Load(date: date, role: role.id, opens: $0.opens, due: $0.due, steps: $0.steps)
                }
            }
        }
    }
}

extension Definition {
    /// The days that a step's rule works in: its phase's, or the plan's.
    package func days(of step: PlannedStep) -> CivilSpan {
        step.phase.flatMap { phase($0)?.days } ?? days
    }

    /// The moments a step's own rule gives, with those moved off rest days.
    package func planned(_ step: PlannedStep) -> [Schedule.Planned] {
        step.schedule.planned(in: days(of: step), calendar) { moments(of: $0) }
    }

    /// The steps that cannot go on without `id`, in the order of the plan; itself not among them.
    package func dependents(of id: String) -> [PlannedStep] {
        var blocked: Set<String> = [id]
        var grows = true
        while grows {
            let more = steps.filter { !blocked.contains($0.id) && $0.needs.contains(where: blocked.contains) }
            grows = !more.isEmpty
            blocked.formUnion(more.map(\.id))
        }
        return steps.filter { blocked.contains($0.id) && $0.id != id }
    }
}
