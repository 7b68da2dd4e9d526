import Diagnostics
import Settings
import Storage

/// What people do to the course of a campaign: hold, release, cancel, try again. Each with a reason, in the journal.
extension Engine {
    /// Has a piece of work that is dead or held tried again, by a person's word.
    /// - throws: `Rejection` `step.unknown`, `step.not-now`, `task.no-reason`.
    package func retry(step id: Int, by person: String, reason: String, now: Int64) throws {
        try onPiece(id, .retry, person, reason, now) { transaction, step, state in
            try StepStore.set(
                transaction, id: id, StepStore.Change(state: state, failures: 0, notBefore: now))
            try self.note(transaction, step, .retry, state, now, ["by": person, "reason": reason])
            if let occurrence = try OccurrenceStore.find(transaction, id: step.occurrence),
                occurrence.state == .failed
            {
                try self.move(transaction, occurrence, .retry, now)
            }
        }
    }

    /// Keeps a piece of work that nobody has in hand from being done, by a person's word. `retry` lets it go on.
    /// - throws: `Rejection` `step.unknown`, `step.not-now`, `task.no-reason`.
    package func hold(piece id: Int, by person: String, reason: String, now: Int64) throws {
        try onPiece(id, .hold, person, reason, now) { transaction, step, state in
            guard step.state != .claimed else {
                throw Rejection(
                    "step.not-now", ["step": step.subject, "state": step.state.rawValue, "event": "hold"])
            }
            try StepStore.set(
                transaction, id: id,
                StepStore.Change(
                    state: state, failures: step.failures, notBefore: step.notBefore, reason: "\(person): \(reason)"))
            try self.note(transaction, step, .hold, state, now, ["by": person, "reason": reason])
            var events: [DispatchEvent] = []
            try self.finishIfDone(transaction, occurrence: step.occurrence, now, &events)
        }
    }

    private func onPiece(
        _ id: Int, _ event: StepState.Event, _ person: String, _ reason: String, _ now: Int64,
        _ body: (Transaction, StepRecord, StepState) throws -> Void
    ) throws {
        guard !reason.isEmpty else { throw Rejection("task.no-reason") }
        try database.write { transaction in
            guard let step = try StepStore.find(transaction, id: id) else {
                throw Rejection("step.unknown", ["id": "\(id)"])
            }
            guard let state = step.state.after(event) else {
                throw Rejection(
                    "step.not-now",
                    ["step": step.subject, "state": step.state.rawValue, "event": event.rawValue])
            }
            try body(transaction, step, state)
            try RunStore.touch(transaction, plan: plan, now: now)
        }
    }

    /// Holds a moment that has not started, also one still to come, by a person's word.
    /// - throws: `Rejection` `occurrence.unknown`, `occurrence.not-now`, `task.no-reason`.
    package func hold(step: String, at nominal: Instant, by person: String, reason: String, now: Int64) throws {
        let facts = word("explain.held-by", step, nominal, person, reason)
        try byHand(step, nominal, .hold, person, reason, now) { transaction, occurrence in
            try self.move(
                transaction, occurrence, .hold, now, OccurrenceStore.Change(reason: facts),
                detail: ["by": person, "reason": reason])
        } early: {
            Verdict(state: .held, decision: .held, reason: facts)
        }
    }

    /// Lets a held moment run, by a person's word, at its own time or at once.
    /// - throws: `Rejection` `occurrence.unknown`, `occurrence.not-now`, `task.no-reason`.
    package func release(step: String, at nominal: Instant, by person: String, reason: String, now: Int64) throws {
        let facts = word("explain.released", step, nominal, person, reason)
        try byHand(step, nominal, .release, person, reason, now) { transaction, occurrence in
            try self.move(
                transaction, occurrence, .release, now, OccurrenceStore.Change(reason: facts),
                detail: ["by": person, "reason": reason])
        }
    }

    /// Gives a moment up with all work left of it, also one still to come, by a person's word. Moments that need it
    /// expire.
    /// - throws: `Rejection` `occurrence.unknown`, `occurrence.not-now`, `task.no-reason`.
    package func cancel(step: String, at nominal: Instant, by person: String, reason: String, now: Int64) throws {
        let facts = word("explain.given-up", step, nominal, person, reason)
        try byHand(step, nominal, .cancel, person, reason, now) { transaction, occurrence in
            try self.giveUp(transaction, occurrence, person, reason, now)
        } early: {
            Verdict(state: .cancelled, decision: .cancelled, reason: facts)
        }
    }

    /// Gives up all that is left of a step, with the moments still to come.
    /// - throws: `Rejection` `explain.unknown-step`, `task.no-reason`.
    package func cancel(step id: String, by person: String, reason: String, now: Int64) throws {
        guard definition.step(id) != nil else { throw unknown(step: id) }
        try cancelAll([id], kind: "step.cancel-all", id, person, reason, now)
    }

    /// Gives up all that is left of a phase, with the moments still to come.
    /// - throws: `Rejection` `phase.unknown`, `task.no-reason`.
    package func cancel(phase id: String, by person: String, reason: String, now: Int64) throws {
        guard definition.phase(id) != nil else {
            let names = definition.phases.map(\.id)
            throw Rejection([NearName.diagnostic("phase.unknown", ["phase": id], name: id, among: names, at: nil)])
        }
        let steps = definition.steps.filter { $0.phase == id }.map(\.id)
        try cancelAll(steps, kind: "phase.cancel", id, person, reason, now)
    }

    /// Gives the whole campaign up.
    /// - throws: `Rejection` `task.no-reason`.
    package func cancelCampaign(by person: String, reason: String, now: Int64) throws {
        try cancelAll(definition.steps.map(\.id), kind: "run.cancel", plan, person, reason, now, whole: true)
    }

    func unknown(step id: String) -> Rejection {
        let names = definition.steps.map(\.id)
        return Rejection([NearName.diagnostic("explain.unknown-step", ["step": id], name: id, among: names, at: nil)])
    }

    private func cancelAll(
        _ steps: [String], kind: String, _ subject: String, _ person: String, _ reason: String, _ now: Int64,
        whole: Bool = false
    ) throws {
        guard !reason.isEmpty else { throw Rejection("task.no-reason") }
        try database.write { transaction in
            try Journal.append(transaction, at: now, kind: kind, subject: subject, ["by": person, "reason": reason])
            for step in steps {
                for occurrence in try OccurrenceStore.of(transaction, plan: plan, step: step)
                where occurrence.state.after(.cancel) != nil {
                    try giveUp(transaction, occurrence, person, reason, now)
                }
                let facts = { self.word("explain.given-up", step, $0, person, reason) }
                for nominal in definition.moments(of: step)
                where try OccurrenceStore.find(transaction, plan: plan, step: step, nominal: nominal) == nil {
                    let verdict = Verdict(state: .cancelled, decision: .cancelled, reason: facts(nominal))
                    try enter(
                        transaction, planned(step), nominal, verdict, id: try OccurrenceStore.nextID(transaction),
                        now, ["by": person])
                }
            }
            if whole, let last = definition.moments.last {
                try RunStore.moveCursor(transaction, plan: plan, to: last.nominal.milliseconds)
            }
            try RunStore.touch(transaction, plan: plan, now: now)
        }
    }

    /// Cancels a moment with its pieces and tasks.
    private func giveUp(
        _ transaction: Transaction, _ occurrence: Occurrence, _ person: String, _ reason: String, _ now: Int64
    ) throws {
        for piece in try StepStore.of(transaction, occurrence: occurrence.id) {
            guard let state = piece.state.after(.cancel) else { continue }
            let change = StepStore.Change(
                state: state, failures: piece.failures, notBefore: piece.notBefore, reason: reason, finished: now)
            try self.change(transaction, piece, .cancel, now, change)
        }
        for task in try TaskStore.of(transaction, occurrence: occurrence.id) where !task.isFinished {
            try TaskStore.cancel(transaction, id: task.id, note: reason)
            try Journal.append(
                transaction, at: now, kind: "task.cancel", subject: task.key,
                ["by": person, "state": TaskState.cancelled.rawValue])
        }
        let facts = word("explain.given-up", occurrence.step, occurrence.nominal, person, reason)
        try move(
            transaction, occurrence, .cancel, now, OccurrenceStore.Change(reason: facts),
            detail: ["by": person, "reason": reason])
    }

    private func word(
        _ code: String, _ step: String, _ nominal: Instant, _ person: String, _ reason: String
    ) -> [String: String] {
        [
            "code": code, "step": definition.step(step)?.name ?? step, "at": nominal.text, "person": person,
            "reason": reason,
        ]
    }

    /// - Parameter early: what becomes of a moment that is planned and has not come up yet; without it there is none.
    private func byHand(
        _ step: String, _ nominal: Instant, _ event: OccurrenceState.Event, _ person: String, _ reason: String,
        _ now: Int64, _ body: (Transaction, Occurrence) throws -> Void, early: (() -> Verdict)? = nil
    ) throws {
        guard !reason.isEmpty else { throw Rejection("task.no-reason") }
        try database.write { transaction in
            if let found = try OccurrenceStore.find(transaction, plan: plan, step: step, nominal: nominal) {
                guard found.state.after(event) != nil else {
                    throw Rejection(
                        "occurrence.not-now",
                        ["step": step, "at": nominal.text, "state": found.state.rawValue, "event": event.rawValue])
                }
                try body(transaction, found)
            } else {
                guard let early, definition.moments(of: step).contains(nominal) else {
                    throw Rejection("occurrence.unknown", ["step": step, "at": nominal.text])
                }
                try enter(
                    transaction, planned(step), nominal, early(), id: try OccurrenceStore.nextID(transaction), now,
                    ["by": person, "reason": reason])
            }
            try RunStore.touch(transaction, plan: plan, now: now)
        }
    }
}
