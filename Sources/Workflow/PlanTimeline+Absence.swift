import Diagnostics
import Storage

/// Somebody who fills posts of a plan.
package struct PostHolder: Sendable {
    package let id: String
    package let name: String
    /// The plan's roles.
    package let posts: [String]

    package init(id: String, name: String, posts: [String]) {
        self.id = id
        self.name = name
        self.posts = posts
    }
}

/// What happens while somebody is away.
extension PlanTimeline {
    /// What happens to the tasks of an office that nobody fills, or of those that a person leaves: who takes over and
    /// when, or what stops.
    /// - Parameters:
    ///   - name: a role, by identifier or title, or a person of `staff`, by identifier or name.
    ///   - staff: all who fill posts, where that is known.
    /// - throws: `Rejection` `simulate.unknown-approver`, which says what names there are.
    package func without(approver name: String, staff: [PostHolder]? = nil) throws(Rejection) -> [Diagnostic] {
        if let role = definition.roles.first(where: { $0.id == name || $0.title == name }) {
            return vacancy(role.id)
        }
        guard let staff, let person = staff.first(where: { $0.id == name || $0.name == name }) else {
            let roles = definition.roles.map { "\($0.id)（\($0.title)）" }
            let people = staff?.map { $0.id == $0.name ? $0.id : "\($0.id)（\($0.name)）" }
            throw Rejection(
                people == nil ? "simulate.unknown-approver" : "simulate.unknown-approver-person",
                [
                    "name": name, "roles": roles.joined(separator: "、"),
                    "people": people?.joined(separator: "、") ?? "",
                ])
        }
        return leave(of: person, among: staff)
    }

    // MARK: A role

    private func vacancy(_ role: String) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for entry in entries {
            guard let task = entry.step.task else { continue }
            if task.role == role { found.append(undecided(entry, task, role)) }
            let tiers = ways(task).filter { $0.contains(role) }
            if !tiers.isEmpty { found += unapproved(entry, task, role, tiers) }
        }
        if found.isEmpty {
            found.append(Diagnostic(.note, "simulate.absent-nothing", ["role": definition.roleTitle(role)]))
        }
        return found
    }

    /// The roles that approve, for each tier of amounts.
    private func ways(_ task: TaskForm) -> [[String]] {
        task.approvals.isEmpty ? [task.approvers(amount: nil)] : task.approvals.map(\.roles)
    }

    private func facts(_ entry: Entry, _ role: String) -> [String: String] {
        let blocked = definition.dependents(of: entry.step.id).map(\.name)
        return [
            "step": entry.step.name, "at": entry.nominal.text, "role": definition.roleTitle(role),
            "blocked": blocked.isEmpty ? "–" : blocked.joined(separator: "、"),
        ]
    }

    private func undecided(_ entry: Entry, _ task: TaskForm, _ role: String) -> Diagnostic {
        // The first who is not away takes over.
        relieved("simulate.absent-escalates", entry, task, role, by: task.escalations.first { $0.role != role })
            ?? Diagnostic(.warning, "simulate.absent-stuck", facts(entry, role))
    }

    private func unapproved(_ entry: Entry, _ task: TaskForm, _ role: String, _ tiers: [[String]]) -> [Diagnostic] {
        // Who decides or signs anyhow does not sign for another as well.
        let heirs = tiers.map { tier in
            task.escalations.first { $0.role != task.role && !tier.contains($0.role) }
        }
        let found = heirs.compactMap {
            relieved("simulate.absent-approval-escalates", entry, task, role, by: $0)
        }
        guard found.count < tiers.count else {
            // Tiers often pass to the same.
            return found.reduce(into: []) { told, next in if !told.contains(next) { told.append(next) } }
        }
        let isAll = tiers.count == ways(task).count
        return [
            Diagnostic(
                .warning, isAll ? "simulate.absent-unapproved" : "simulate.absent-some", facts(entry, role))
        ]
    }

    /// Tells who takes over and when, counted from the opening; nil when nobody does.
    private func relieved(
        _ code: String, _ entry: Entry, _ task: TaskForm, _ role: String, by escalation: Escalation?
    ) -> Diagnostic? {
        guard let escalation,
            let end = (escalation.after ?? task.deadline)?.end(openedAt: entry.nominal, definition.calendar)
        else { return nil }
        let more = ["to": definition.roleTitle(escalation.role), "when": end.textAsEnd]
        return Diagnostic(.warning, code, facts(entry, role).merging(more) { $1 })
    }

    // MARK: A person

    private func leave(of person: PostHolder, among staff: [PostHolder]) -> [Diagnostic] {
        let left = staff.filter { $0.id != person.id }
        var found: [Diagnostic] = []
        var vacant: Set<String> = []
        for role in definition.roles where person.posts.contains(role.id) {
            let others = left.filter { $0.posts.contains(role.id) }
            if others.isEmpty {
                vacant.insert(role.id)
                found += vacancy(role.id)
            } else {
                found.append(
                    Diagnostic(
                        .note, "simulate.absent-others",
                        [
                            "person": person.name, "role": role.title,
                            "others": others.map(\.name).joined(separator: "、"),
                        ]))
            }
        }
        for entry in entries {
            guard let task = entry.step.task else { continue }
            // Each hand under a task is another person's.
            let chains = ways(task).map { [task.role] + $0 }
            let short = chains.first { chain in
                !chain.contains(where: vacant.contains) && PlanTimeline.canFill(chain, staff)
                    && !PlanTimeline.canFill(chain, left)
            }
            guard let short else { continue }
            found.append(shortOfHands(entry, task, short, person, left))
        }
        if found.isEmpty { found.append(Diagnostic(.note, "simulate.absent-nothing", ["role": person.name])) }
        return found
    }

    /// Tells of a task whose posts the rest cannot fill at once: who takes one of them over when a term passes, or that
    /// nobody does.
    private func shortOfHands(
        _ entry: Entry, _ task: TaskForm, _ chain: [String], _ person: PostHolder, _ left: [PostHolder]
    ) -> Diagnostic {
        let more = [
            "person": person.name, "roles": chain.map(definition.roleTitle).joined(separator: "、"),
            "count": "\(chain.count)",
        ]
        for escalation in task.escalations {
            // Who decides or signs anyhow does not sign for another as well.
            for place in chain.indices
            where escalation.role != chain[place] && (place == 0 || !chain.contains(escalation.role)) {
                var relieved = chain
                relieved[place] = escalation.role
                guard PlanTimeline.canFill(relieved, left),
                    let told = self.relieved(
                        "simulate.absent-hands-escalates", entry, task, chain[place], by: escalation)
                else { continue }
                return Diagnostic(.warning, told.code, told.arguments.merging(more) { first, _ in first })
            }
        }
        return Diagnostic(.warning, "simulate.absent-hands", facts(entry, task.role).merging(more) { $1 })
    }

    /// Whether every post of `chain` can be filled, each by another person.
    static func canFill(_ chain: [String], _ staff: [PostHolder]) -> Bool {
        var seats: [Int: Int] = [:]
        func seat(_ place: Int, _ tried: inout Set<Int>) -> Bool {
            for (index, person) in staff.enumerated()
            where person.posts.contains(chain[place]) && tried.insert(index).inserted {
                // Who sits there already may have another place to go to.
                guard let other = seats[index] else {
                    seats[index] = place
                    return true
                }
                if seat(other, &tried) {
                    seats[index] = place
                    return true
                }
            }
            return false
        }
        return chain.indices.allSatisfy { place in
            var tried: Set<Int> = []
            return seat(place, &tried)
        }
    }
}
