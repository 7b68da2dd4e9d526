import Diagnostics
import Storage
import Synchronization

/// A campaign's engine: synchronous, told the time, one transaction a call. It never waits; it says when to call it
/// again. Only the `Dispatcher` and the `Relay` wait.
package final class Engine: Sendable {
    package typealias Items = @Sendable (String, Transaction) throws -> [Item]

    package let definition: Definition
    package let database: Database
    /// Gives the items of a `for-each` list, inside of the transaction that writes the work for them.
    let items: Items
    /// How much later than planned a moment may be seen without counting as missed, in milliseconds.
    let tolerance: Int64
    /// How long a claim holds unless renewed, in milliseconds.
    package let lease: Int64
    let stepIndex: [String: Int]
    /// What the last `advance` found.
    let lastAdvance = Mutex<Known?>(nil)

    struct Known {
        let at: Int64
        /// Of the journal's last entry.
        let sequence: Int
        /// When `advance` has something to do, unless something is written before.
        let next: Int64?
        /// When work may be claimed.
        let work: Int64?
        let unfinished: Int
    }

    var plan: String { definition.id }

    /// Registers the campaign, or finds it again, pinned to its plan's and calendar's hash.
    /// - throws: `Rejection` `plan.changed` when the database runs another version of the plan.
    package init(
        database: Database, definition: Definition, now: Int64, tolerance: Int64 = 300_000, lease: Int64 = 60_000,
        items: @escaping Items
    ) throws {
        self.database = database
        self.definition = definition
        self.items = items
        self.tolerance = tolerance
        self.lease = lease
        stepIndex = Dictionary(uniqueKeysWithValues: definition.steps.enumerated().map { ($1.id, $0) })
        try database.write { transaction in
            if let run = try RunStore.find(transaction, plan: definition.id) {
                guard run.definitionHash == definition.hash, run.calendarHash == definition.calendar.hash else {
                    throw Rejection(
                        "plan.changed", ["plan": definition.id, "stored": String(run.definitionHash.prefix(12))])
                }
                return try Engine.forbid(transaction, definition)
            }
            let cursor = min(now, Instant(definition.days.first).milliseconds) - 1
            try RunStore.insert(transaction, definition, now: now, cursor: cursor)
            try Journal.append(
                transaction, at: now, kind: "run.start", subject: definition.id,
                ["definition": definition.hash, "calendar": definition.calendar.hash])
            try Engine.forbid(transaction, definition)
        }
    }

    /// Tells the store which posts one person must not fill together.
    private static func forbid(_ transaction: Transaction, _ definition: Definition) throws {
        for role in definition.roles {
            for other in definition.incompatible(with: role.id) {
                try SignatureStore.forbid(transaction, plan: definition.id, post: role.id, other: other)
            }
        }
    }

    /// For looking at a campaign only, while another process may be running it; the database may be read-only.
    /// - throws: `Rejection` `plan.not-running`, `plan.changed`.
    package init(reading database: Database, definition: Definition) throws {
        self.database = database
        self.definition = definition
        items = { _, _ in [] }
        tolerance = 0
        lease = 0
        stepIndex = Dictionary(uniqueKeysWithValues: definition.steps.enumerated().map { ($1.id, $0) })
        guard let run = try database.read({ try RunStore.find($0, plan: definition.id) }) else {
            throw Rejection("plan.not-running", ["plan": definition.id])
        }
        guard run.definitionHash == definition.hash, run.calendarHash == definition.calendar.hash else {
            throw Rejection("plan.changed", ["plan": definition.id, "stored": String(run.definitionHash.prefix(12))])
        }
    }

    /// The newest time the engine was given with something to do: where a virtual clock goes on after a restart.
    package func lastNow() throws -> Int64 {
        try database.read { try run($0).lastNow }
    }

    /// Takes all claims back, for a process that has just become the only writer: their holders are gone.
    /// - returns: how many there were.
    @discardableResult
    package func recover(_ now: Int64) throws -> Int {
        try database.write { transaction in
            let lost = try StepStore.claimed(transaction, plan: plan)
            for step in lost { try lose(transaction, step, now, reason: "its process ended") }
            if !lost.isEmpty { try RunStore.touch(transaction, plan: plan, now: now) }
            return lost.count
        }
    }

    /// Gives claims back that were not begun; those that no longer hold are left alone.
    package func putBack(_ claims: [Claim], now: Int64) throws {
        try database.write { transaction in
            for claim in claims {
                guard let step = try StepStore.find(transaction, id: claim.id), step.state == .claimed,
                    step.fence == claim.fence
                else { continue }
                try lose(transaction, step, now, reason: "it was not begun")
            }
        }
    }

    /// Claims work for `worker`, oldest first. Each claim has a fence greater than all before it.
    package func claim(worker: String, now: Int64, limit: Int) throws -> [Claim] {
        try database.write { transaction in
            let steps = try StepStore.claimable(
                transaction, plan: plan, now: now, limit: limit, without: pausedSteps(transaction))
            guard !steps.isEmpty else { return [] }
            let first = try RunStore.takeFences(transaction, plan: plan, count: steps.count)
            try RunStore.touch(transaction, plan: plan, now: now)
            return try steps.enumerated().map { offset, step in
                let planned = planned(step.step)
                let claim = Claim(
                    id: step.id, step: planned, occurrence: step.occurrence, nominal: step.nominal,
                    item: step.item.isEmpty ? nil : Item(id: step.item, title: step.title),
                    attempt: step.attempt + 1, failures: step.failures, fence: first + offset, worker: worker,
                    lease: now + min(lease, planned.timeout))
                try StepStore.claim(
                    transaction, id: step.id, worker: worker, fence: claim.fence, now: now, lease: claim.lease)
                try note(
                    transaction, step, .claim, .claimed, now,
                    ["attempt": "\(claim.attempt)", "fence": "\(claim.fence)", "worker": worker])
                return claim
            }
        }
    }

    /// Lengthens the claims that still hold, each up to its step's timeout.
    /// - returns: those that no longer hold; their work must not be completed.
    @discardableResult
    package func heartbeat(_ claims: [Claim], now: Int64) throws -> [Claim] {
        try database.write { transaction in
            try claims.filter { claim in
                guard let step = try StepStore.find(transaction, id: claim.id), let claimed = step.claimed else {
                    return true
                }
                let end = min(now + lease, claimed + claim.step.timeout)
                return try !StepStore.renew(transaction, id: claim.id, fence: claim.fence, lease: end)
            }
        }
    }

    // MARK: Shared by the engine's parts

    func run(_ transaction: Transaction) throws -> RunStore.Run {
        guard let run = try RunStore.find(transaction, plan: plan) else {
            preconditionFailure("the run is there as long as its engine")
        }
        return run
    }

    /// The plan's step of a stored row: a run is pinned to its plan, so it is there.
    func planned(_ id: String) -> PlannedStep {
        guard let index = stepIndex[id] else { preconditionFailure("the plan has no step \(id)") }
        return definition.steps[index]
    }

    func lose(_ transaction: Transaction, _ step: StepRecord, _ now: Int64, reason: String) throws {
        try change(
            transaction, step, .lose, now,
            StepStore.Change(state: .pending, failures: step.failures, notBefore: now, reason: reason))
    }

    /// Moves work that is not settled through a fence, and writes it down.
    func change(
        _ transaction: Transaction, _ step: StepRecord, _ event: StepState.Event, _ now: Int64,
        _ change: StepStore.Change
    ) throws {
        precondition(step.state.after(event) == change.state, "\(step.state) \(event) gives no \(change.state)")
        try StepStore.set(transaction, id: step.id, change)
        try note(transaction, step, event, change.state, now, change.reason.isEmpty ? [:] : ["reason": change.reason])
    }

    func note(
        _ transaction: Transaction, _ step: StepRecord, _ event: StepState.Event, _ state: StepState, _ now: Int64,
        _ detail: [String: String]
    ) throws {
        try Journal.append(
            transaction, at: now, kind: "step.\(event.rawValue)", subject: step.subject,
            detail.merging(["state": state.rawValue]) { $1 })
    }

    /// Moves an occurrence by an event that its machine allows, and writes it down.
    func move(
        _ transaction: Transaction, _ occurrence: Occurrence, _ event: OccurrenceState.Event, _ now: Int64,
        _ change: OccurrenceStore.Change = OccurrenceStore.Change(), detail: [String: String] = [:]
    ) throws {
        guard let state = occurrence.state.after(event) else {
            preconditionFailure("\(occurrence.subject) is \(occurrence.state): no \(event)")
        }
        var change = change
        change.finished = state.isFinal ? now : nil
        try OccurrenceStore.setState(transaction, id: occurrence.id, state, change)
        try Journal.append(
            transaction, at: now, kind: "occurrence.\(event.rawValue)", subject: occurrence.subject,
            detail.merging(["state": state.rawValue]) { $1 })
    }
}
