import Diagnostics
import Storage

/// What people do: decide, check, send back.
extension Engine {
    /// Tasks on which somebody has still to act, oldest first.
    package func openTasks() throws -> [HumanTask] {
        try database.read { try TaskStore.unfinished($0, plan: plan) }
    }

    /// All tasks of the campaign.
    package func tasks() throws -> [HumanTask] {
        try database.read { try TaskStore.all($0, plan: plan) }
    }

    /// The tasks of one moment of a step.
    package func tasks(of step: String, at nominal: Instant) throws -> [HumanTask] {
        try database.read { transaction in
            try OccurrenceStore.find(transaction, plan: plan, step: step, nominal: nominal)
                .map { try TaskStore.of(transaction, occurrence: $0.id) } ?? []
        }
    }

    /// Raises a task that no step of the plan foresees, in the caller's transaction. The same key is raised once.
    package func raise(_ transaction: Transaction, _ request: TaskRequest, now: Int64) throws {
        guard try TaskStore.insert(transaction, plan: plan, occurrence: nil, request, now: now) != nil else { return }
        try Journal.append(
            transaction, at: now, kind: "task.open", subject: request.key,
            ["role": request.role, "state": TaskState.open.rawValue])
    }

    /// The maker decides. `commit` runs in the same transaction.
    /// - throws: `Rejection` `task.unknown`, `task.not-now`, `task.choice`.
    @discardableResult
    package func decide(
        task id: Int, by maker: String, decision: String, note: String = "", now: Int64,
        commit: ((Transaction) throws -> Void)? = nil
    ) throws -> [DispatchEvent] {
        try act(id, .decide, now) { transaction, task in
            guard task.choices.isEmpty || task.choices.contains(decision) else {
                throw Rejection(
                    "task.choice",
                    ["task": task.title, "decision": decision, "choices": task.choices.joined(separator: ", ")])
            }
            try TaskStore.decide(transaction, id: id, by: maker, decision: decision, note: note, now: now)
            try commit?(transaction)
            return ["by": maker, "decision": decision]
        }
    }

    /// The checker, another person than the maker, agrees. `commit` runs in the same transaction.
    /// - throws: `Rejection` `task.unknown`, `task.not-now`, `task.same-person`.
    @discardableResult
    package func approve(
        task id: Int, by checker: String, note: String = "", now: Int64,
        commit: ((Transaction) throws -> Void)? = nil
    ) throws -> [DispatchEvent] {
        try act(id, .approve, now) { transaction, task in
            try self.refuseMaker(task, checker)
            try TaskStore.check(transaction, id: id, by: checker, .approved, note: note, now: now)
            try commit?(transaction)
            return ["by": checker]
        }
    }

    /// The checker sends a decision back to be made again.
    /// - throws: `Rejection` `task.unknown`, `task.not-now`, `task.same-person`, `task.no-reason`.
    package func sendBack(task id: Int, by checker: String, reason: String, now: Int64) throws {
        guard !reason.isEmpty else { throw Rejection("task.no-reason") }
        try act(id, .sendBack, now) { transaction, task in
            try self.refuseMaker(task, checker)
            try TaskStore.check(transaction, id: id, by: checker, .returned, note: reason, now: now)
            return ["by": checker, "reason": reason]
        }
    }

    private func refuseMaker(_ task: HumanTask, _ person: String) throws(Rejection) {
        if task.maker == person { throw Rejection("task.same-person", ["task": task.title, "person": person]) }
    }

    @discardableResult
    private func act(
        _ id: Int, _ event: TaskState.Event, _ now: Int64,
        _ body: (Transaction, HumanTask) throws -> [String: String]
    ) throws -> [DispatchEvent] {
        try database.write { transaction in
            guard let task = try TaskStore.find(transaction, id: id) else {
                throw Rejection("task.unknown", ["id": "\(id)"])
            }
            guard let state = task.state.after(event) else {
                throw Rejection(
                    "task.not-now", ["task": task.title, "state": task.state.rawValue, "event": event.rawValue])
            }
            let detail = try body(transaction, task)
            try Journal.append(
                transaction, at: now, kind: "task.\(event.rawValue)", subject: task.key,
                detail.merging(["state": state.rawValue]) { $1 })
            var events: [DispatchEvent] = []
            if let occurrence = task.occurrence {
                try finishIfDone(transaction, occurrence: occurrence, now, &events)
            }
            try RunStore.touch(transaction, plan: plan, now: now)
            return events
        }
    }

    /// Raises the task of one item of a planned step.
    func raise(
        _ transaction: Transaction, _ occurrence: Occurrence, _ step: PlannedStep, _ form: TaskForm, _ item: Item,
        _ now: Int64, _ events: inout [DispatchEvent]
    ) throws {
        let request = TaskRequest(
            key: occurrence.subject + (item.id.isEmpty ? "" : "/\(item.id)"), step: step.id, item: item.id,
            title: item.title, role: form.role, checkerRole: form.checker, choices: form.choices,
            deadline: form.deadline?.end(openedAt: Instant(milliseconds: now), definition.calendar).milliseconds,
            escalateTo: form.escalations.first { $0.after == nil }?.role)
        guard
            let id = try TaskStore.insert(
                transaction, plan: plan, occurrence: occurrence.id, request, now: now)
        else { return }
        try Journal.append(
            transaction, at: now, kind: "task.open", subject: request.key,
            ["role": form.role, "state": TaskState.open.rawValue])
        if let task = try TaskStore.find(transaction, id: id) { events.append(.taskOpened(task)) }
    }
}
