import Diagnostics
import Storage
import Testing

@testable import Workflow

/// What people do in a simulation, also what they must not.
extension Simulation {
    static let people = ["甲", "乙", "丙", "丁"]
    /// What the engine may answer to people who try everything.
    private static let refusals = [
        "task.same-person", "task.signed-already", "task.incompatible-post", "task.not-in-post", "task.assigned",
        "task.not-now", "occurrence.not-now", "signal.key-reused", "phase.paused", "phase.not-paused",
        "delegation.past", "delegation.revoked", "step.not-now",
    ]

    private func allowing(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let rejection as Rejection where Self.refusals.contains(rejection.diagnostics[0].code) {
            // Refused: nothing of it was written, which the invariants see.
        }
    }

    private mutating func anybody() -> String { Self.people.randomElement(using: &dice) ?? "甲" }

    mutating func people() throws {
        for task in try engine.openTasks() {
            let person = anybody()
            let posts = Bool.random(using: &dice) ? nil : [definition.roles.randomElement(using: &dice)?.id ?? "a"]
            let (engine, now, roll) = (engine, now, Int.random(in: 0..<8, using: &dice))
            let sum = "\(Int.random(in: 1...200, using: &dice))"
            try allowing {
                switch (task.state, roll) {
                case (_, 0): try engine.take(task: task.id, by: person, posts: posts, now: now)
                case (_, 1): try engine.reassign(task: task.id, to: person, by: "局长", reason: "改派", now: now)
                case (.open, _), (.returned, _):
                    let asksSum = definition.step(task.step)?.task?.fields.isEmpty == false
                    try engine.decide(
                        task: task.id, by: person, posts: posts, decision: "同意", values: asksSum ? ["sum": sum] : [:],
                        now: now)
                case (_, 2): try engine.sendBack(task: task.id, by: person, posts: posts, reason: "再核", now: now)
                default: try engine.approve(task: task.id, by: person, posts: posts, now: now)
                }
            }
        }
        try loosen()
    }

    /// Has stuck work tried again, and lets held moments go or gives them up.
    private mutating func loosen() throws {
        let ledger = try engine.ledger()
        if let stuck = ledger.steps.filter({ $0.state == .dead || $0.state == .held }).randomElement(using: &dice) {
            touched.insert(stuck.subject)
            try engine.retry(step: stuck.id, by: "甲", reason: "再试", now: now)
        }
        if let held = ledger.occurrences.filter({ $0.state == .held }).randomElement(using: &dice) {
            touched.insert(held.subject)
            if Bool.random(using: &dice) {
                try engine.release(step: held.step, at: held.nominal, by: "甲", reason: "可以", now: now)
            } else {
                try engine.cancel(step: held.step, at: held.nominal, by: "甲", reason: "不做", now: now)
            }
        }
        if let unknown = try Outbox.all(database).first(where: { $0.state == .unknown || $0.state == .failed }) {
            touched.insert(unknown.key)
            try Outbox.resend(database, key: unknown.key, by: "甲", reason: "未收到", now: now)
        }
    }

    /// Signals, pauses, delegations, moments held or given up before their time.
    mutating func interfere() throws {
        let (engine, now, person) = (engine, now, anybody())
        let roll = Int.random(in: 0..<10, using: &dice)
        let moment = definition.moments.randomElement(using: &dice)
        let day = Instant(milliseconds: now).date
        switch roll {
        case 0...2:
            try allowing { try engine.signal("go", key: "k\(signals)", by: person, now: now) }
            if Bool.random(using: &dice) { signals += 1 }
        case 3: try allowing { try engine.pause(phase: "only", by: person, reason: "停", now: now) }
        case 4...5: try allowing { try engine.resume(phase: "only", by: person, now: now) }
        case 6...7:
            let other = anybody()
            guard other != person, let post = definition.roles.randomElement(using: &dice)?.id else { return }
            try engine.delegate(
                post: post, from: person, to: other, days: CivilSpan(first: day, last: day.adding(days: 2)),
                reason: "出差", by: "局长", now: now)
        case 8:
            guard let moment else { return }
            let step = definition.steps[moment.step].id
            try allowing { try engine.hold(step: step, at: moment.nominal, by: person, reason: "等", now: now) }
        default:
            guard let last = try engine.delegations().last else { return }
            try allowing { try engine.revoke(delegation: last.id, by: person, reason: "回", now: now) }
        }
    }

    // MARK: The end

    /// Without faults, and with people who say yes, every campaign ends.
    mutating func finish() async throws {
        claims = []
        try allowing { try engines[0].resume(phase: "only", by: "丙", now: now) }
        try engine.recover(now)
        for _ in 0..<3_000 {
            let advance = try engine.advance(now)
            horizon = max(horizon, now)
            let taken = try engine.claim(worker: "last", now: now, limit: 50)
            try note(engine.complete(taken.map { Completion($0, Self.success($0, now)) }, now: now))
            try await relay(isFaulty: false)
            if !taken.isEmpty { continue }
            if try agree() { continue }
            if advance.unfinished == 0, try Outbox.all(database).allSatisfy({ $0.state == .sent }) {
                return try whole()
            }
            // Deliveries that were put off are due within an hour.
            now = max(now, advance.nextWakeup ?? now + 3_600_000)
        }
        Issue.record("seed \(seed): the campaign does not end")
    }

    /// At the end every moment is in the ledger, and everything went out.
    private mutating func whole() throws {
        try check(journal: true)
        let planned = Set(definition.moments.map { "\(definition.steps[$0.step].id)@\($0.nominal.text)" })
        #expect(Set(try engine.ledger().occurrences.map(\.subject)) == planned, "seed \(seed): moments were lost")
        let keys = Set(sent.all)
        for delivery in try Outbox.all(database) {
            #expect(
                keys.contains(delivery.channel + " " + delivery.key),
                "seed \(seed): \(delivery.key) never went out")
        }
    }

    /// - returns: whether there was anything to agree to.
    private mutating func agree() throws -> Bool {
        var acted = false
        for task in try engine.openTasks() {
            acted = true
            if task.assignee != nil {
                try engine.reassign(task: task.id, to: nil, by: "局长", reason: "收回", now: now)
            }
            // A person for each post and place: nobody is in another's way.
            let hand = "末-\(task.wantedRole)-\(task.state == .decided ? task.signed + 1 : 0)"
            if task.state == .decided {
                try engine.approve(task: task.id, by: hand, now: now)
            } else {
                let asksSum = definition.step(task.step)?.task?.fields.isEmpty == false
                try engine.decide(
                    task: task.id, by: hand, decision: "同意", values: asksSum ? ["sum": "150"] : [:], now: now)
            }
        }
        let ledger = try engine.ledger()
        for step in ledger.steps where step.state == .dead || step.state == .held {
            acted = true
            touched.insert(step.subject)
            try engine.retry(step: step.id, by: "丙", reason: "再试", now: now)
        }
        for held in ledger.occurrences where held.state == .held {
            acted = true
            touched.insert(held.subject)
            if held.reason["code"] == "explain.condition-unknown" {
                try engine.cancel(step: held.step, at: held.nominal, by: "丙", reason: "无从判断", now: now)
            } else {
                try engine.release(step: held.step, at: held.nominal, by: "丙", reason: "可以", now: now)
            }
        }
        for waiting in ledger.occurrences where waiting.state == .waiting && waiting.nominal.milliseconds <= now {
            guard let missing = try database.read({ try engines[0].missingSignal($0, waiting) }) else { continue }
            acted = true
            signals += 1
            try engine.signal(missing, key: "last\(signals)", by: "丙", now: now)
        }
        for delivery in try Outbox.all(database) where delivery.state == .unknown || delivery.state == .failed {
            acted = true
            if delivery.state == .unknown, sent.all.contains(delivery.channel + " " + delivery.key) {
                try Outbox.confirm(database, key: delivery.key, by: "丙", reason: "已收到", now: now)
            } else {
                touched.insert(delivery.key)
                try Outbox.resend(database, key: delivery.key, by: "丙", reason: "未收到", now: now)
            }
        }
        return acted
    }
}
