import Diagnostics
import Storage

/// What people do with tasks: take, decide, agree, send back.
extension Engine {
    /// Tasks on which somebody has still to act, oldest first.
    package func openTasks() throws -> [HumanTask] {
        try database.read { try TaskStore.unfinished($0, plan: plan) }
    }

    /// All tasks of the campaign.
    package func tasks() throws -> [HumanTask] {
        try database.read { try TaskStore.all($0, plan: plan) }
    }

    package func task(_ id: Int) throws -> HumanTask? {
        try database.read { try TaskStore.find($0, id: id) }
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

    /// The maker decides, and fills in the form. `commit` runs in the same transaction.
    /// - Parameters:
    ///   - posts: the roles that the person holds; nil where that was checked before.
    ///   - values: of the form's fields, as written; they are kept in their one spelling.
    /// - throws: `Rejection` `task.unknown`, `task.not-now`, `task.choice`, `task.no-form`, those of `TaskForm.read`
    ///   and of `standing`.
    @discardableResult
    package func decide(
        task id: Int, by maker: String, posts: [String]? = nil, decision: String, values: [String: String] = [:],
        note: String = "", now: Int64, commit: ((Transaction) throws -> Void)? = nil
    ) throws -> [DispatchEvent] {
        try act(id, .decide, maker, posts, now) { transaction, task, standing in
            guard task.choices.isEmpty || task.choices.contains(decision) else {
                throw Rejection(
                    "task.choice",
                    ["task": task.title, "decision": decision, "choices": task.choices.joined(separator: ", ")])
            }
            let form = task.occurrence == nil ? nil : self.definition.step(task.step)?.task
            guard form != nil || values.isEmpty else { throw Rejection("task.no-form", ["task": task.title]) }
            let filled = try form?.read(values) ?? [:]
            var amount = task.amount
            if case .field(let name) = form?.amount { amount = filled[name].flatMap { AmountText.hundredths($0) } }
            let decided = TaskStore.Decided(
                maker: maker, decision: decision, note: note, values: filled, amount: amount,
                approvals: form?.approvers(amount: amount) ?? task.approvals,
                round: task.round + (task.state == .returned ? 1 : 0))
            try TaskStore.decide(transaction, id: id, decided, now: now)
            try commit?(transaction)
            var detail = filled.reduce(into: [:]) { $0["field." + $1.key] = $1.value }
            detail["decision"] = decision
            return Act(round: decided.round, place: 0, event: .decide, note: note, detail: detail)
        }
    }

    /// Somebody else than the maker agrees; where several must, the next in order. `commit` runs in the transaction of
    /// the last of them.
    /// - throws: `Rejection` `task.unknown`, `task.not-now` and those of `standing`.
    @discardableResult
    package func approve(
        task id: Int, by checker: String, posts: [String]? = nil, note: String = "", now: Int64,
        commit: ((Transaction) throws -> Void)? = nil
    ) throws -> [DispatchEvent] {
        try act(id, .approve, checker, posts, now) { transaction, task, _ in
            let isLast = task.signed + 1 >= task.approvals.count
            return Act(
                round: task.round, place: task.signed + 1, event: isLast ? .approve : .sign, note: note,
                after: {
                    if isLast {
                        try TaskStore.check(transaction, id: id, by: checker, .approved, note: note, now: now)
                        try commit?(transaction)
                    } else {
                        try TaskStore.sign(transaction, id: id)
                    }
                })
        }
    }

    /// One who was to agree sends a decision back to be made again.
    /// - throws: `Rejection` `task.unknown`, `task.not-now`, `task.no-reason` and those of `standing`.
    package func sendBack(
        task id: Int, by checker: String, posts: [String]? = nil, reason: String, now: Int64
    ) throws {
        guard !reason.isEmpty else { throw Rejection("task.no-reason") }
        try act(id, .sendBack, checker, posts, now) { transaction, task, _ in
            Act(
                round: task.round, place: task.signed + 1, event: .sendBack, note: reason,
                detail: ["reason": reason],
                after: { try TaskStore.check(transaction, id: id, by: checker, .returned, note: reason, now: now) })
        }
    }

    /// A person takes a task: until they have acted, or it escalates, nobody else may.
    /// - throws: `Rejection` `task.unknown`, `task.not-now` and those of `standing`.
    package func take(task id: Int, by person: String, posts: [String]? = nil, now: Int64) throws {
        try assign(id, now, ["to": person, "by": person]) { transaction, task in
            _ = try self.standing(transaction, person, posts: posts, task, now)
            return person
        }
    }

    /// Gives a task to a person, or (nil) back to all who hold its post.
    /// - throws: `Rejection` `task.unknown`, `task.not-now`, `task.no-reason`, `task.same-person`,
    ///   `task.signed-already`, `task.incompatible-post`.
    package func reassign(task id: Int, to person: String?, by chief: String, reason: String, now: Int64) throws {
        guard !reason.isEmpty else { throw Rejection("task.no-reason") }
        try assign(id, now, ["to": person ?? "", "by": chief, "reason": reason]) { transaction, task in
            if let person {
                _ = try self.standing(transaction, person, posts: nil, task, now, isGiven: true)
            }
            return person
        }
    }

    private func assign(
        _ id: Int, _ now: Int64, _ detail: [String: String], _ body: (Transaction, HumanTask) throws -> String?
    ) throws {
        try database.write { transaction in
            let task = try taskNumbered(transaction, id)
            guard !task.isFinished else {
                throw Rejection(
                    "task.not-now", ["task": task.title, "state": task.state.rawValue, "event": "assign"])
            }
            try TaskStore.assign(transaction, id: id, to: try body(transaction, task))
            try Journal.append(
                transaction, at: now, kind: "task.assign", subject: task.key,
                detail.merging(["state": task.state.rawValue]) { $1 })
            try RunStore.touch(transaction, plan: plan, now: now)
        }
    }

    // MARK: Acting

    /// What an action amounts to: the signature under it, and what changes the task once that is given.
    private struct Act {
        let round: Int
        let place: Int
        let event: TaskState.Event
        let note: String
        var detail: [String: String] = [:]
        var after: () throws -> Void = {}
    }

    @discardableResult
    private func act(
        _ id: Int, _ event: TaskState.Event, _ person: String, _ posts: [String]?, _ now: Int64,
        _ body: (Transaction, HumanTask, Standing) throws -> Act
    ) throws -> [DispatchEvent] {
        try database.write { transaction in
            let task = try taskNumbered(transaction, id)
            // A final decision is nobody's to check.
            guard task.state.after(event) != nil, !task.isFinished else {
                throw Rejection(
                    "task.not-now", ["task": task.title, "state": task.state.rawValue, "event": event.rawValue])
            }
            let standing = try standing(transaction, person, posts: posts, task, now)
            let act = try body(transaction, task, standing)
            guard let state = task.state.after(act.event) else {
                preconditionFailure("a task that is \(task.state) allows \(act.event)")
            }
            try SignatureStore.insert(
                transaction, task: id,
                Signature(
                    round: act.round, place: act.place, person: person, onBehalf: standing.onBehalf,
                    post: standing.post, verdict: act.event, note: act.note, signed: now))
            try SignatureStore.act(
                transaction, plan: plan, person: person, post: standing.post, task: id, now: now)
            try act.after()
            try beginTurn(transaction, task: id, now)
            var detail = act.detail
            detail["by"] = person
            detail["post"] = standing.post
            detail["for"] = standing.onBehalf
            detail["state"] = state.rawValue
            try Journal.append(
                transaction, at: now, kind: "task.\(act.event.rawValue)", subject: task.key, detail)
            var events: [DispatchEvent] = []
            if let occurrence = task.occurrence {
                try finishIfDone(transaction, occurrence: occurrence, now, &events)
            }
            try RunStore.touch(transaction, plan: plan, now: now)
            return events
        }
    }

    /// It is somebody else's turn now: whoever is asked next has the whole time before another takes over.
    private func beginTurn(_ transaction: Transaction, task id: Int, _ now: Int64) throws {
        let task = try taskNumbered(transaction, id)
        guard !task.isFinished, task.occurrence != nil, let form = definition.step(task.step)?.task else { return }
        let next = escalations(form, from: Instant(milliseconds: now)).filter { task.mayPass(to: $0.role) }
        try TaskStore.replaceEscalations(transaction, task: id, after: task.level, next)
    }

    /// When who takes over what somebody is asked for at `start`, ascending.
    private func escalations(_ form: TaskForm, from start: Instant) -> [(at: Int64, role: String)] {
        form.escalations.compactMap { escalation -> (at: Int64, role: String)? in
            let end = (escalation.after ?? form.deadline)?.end(openedAt: start, definition.calendar)
            return end.map { ($0.milliseconds, escalation.role) }
        }.sorted { $0.at < $1.at }
    }

    /// Raises the task of one item of a planned step.
    func raise(
        _ transaction: Transaction, _ occurrence: Occurrence, _ step: PlannedStep, _ form: TaskForm, _ item: Item,
        _ now: Int64, _ events: inout [DispatchEvent]
    ) throws {
        let opened = Instant(milliseconds: now)
        let deadline = form.deadline?.end(openedAt: opened, definition.calendar).milliseconds
        let amount = form.amount == .item ? item.amount : nil
        let request = TaskRequest(
            key: occurrence.subject + (item.id.isEmpty ? "" : "/\(item.id)"), step: step.id, item: item.id,
            title: item.title, role: form.role, approvals: form.approvers(amount: amount),
            choices: item.choices ?? form.choices, deadline: deadline,
            escalations: escalations(form, from: opened), amount: amount)
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

extension HumanTask {
    /// What somebody has still to act on and what has one of these texts in its item or its title, for those who read
    /// the books without an engine.
    package static func unfinished(mentioning texts: [String], in transaction: Transaction) throws -> [HumanTask] {
        try TaskStore.unfinished(transaction, mentioning: texts)
    }
}
