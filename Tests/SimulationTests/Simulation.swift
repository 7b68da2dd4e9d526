import Diagnostics
import Foundation
import Storage
import Synchronization
import Testing

@testable import Workflow

/// The power fails at this moment.
struct Crash: Error {}

/// Throws at a moment of a write that the dice choose: once for a full disk, from then on for a power cut.
final class PowerCut: Sendable {
    private struct State {
        var isArmed = false
        var left = 0
        var diskIsFull = false
    }
    private let state = Mutex(State())

    func arm(after moments: Int, diskIsFull: Bool) {
        state.withLock { $0 = State(isArmed: true, left: moments, diskIsFull: diskIsFull) }
    }

    func disarm() { state.withLock { $0.isArmed = false } }

    func onWrite(_ moment: Database.WriteMoment) throws {
        try state.withLock { state in
            guard state.isArmed else { return }
            state.left -= 1
            guard state.left < 0 else { return }
            if state.diskIsFull, moment != .committed {
                state.isArmed = false
                throw StorageFailure(kind: .full, code: 13, message: "full")
            }
            // Without power nothing is written any more.
            throw Crash()
        }
    }
}

/// One campaign played from a seed: two dispatchers whose workers hold claims too long, crashes at any write, a full
/// disk, a clock that jumps, signals, pauses, people who decide, delegate and mistake themselves, a database brought
/// back from a backup, and the invariants after each move.
struct Simulation {
    let seed: UInt64
    var dice: SplitMix
    let definition: Definition
    let lists: [String: [Item]]
    var database: Database
    let power = PowerCut()
    /// The keys that went out, in order; the world outside forgets nothing.
    let sent = Log()
    /// Two dispatchers on one database, each with what it remembers.
    var engines: [Engine]
    var now: Int64
    var horizon: Int64
    var claims: [Claim] = []
    private var lastFence = 0
    /// What stands beside the database.
    let mark = MarkBox()
    var backup: Database?
    /// What succeeded, in any history, and what people had done again.
    var succeeded: Set<String> = []
    var touched: Set<String> = []
    /// Moments after this one may run again by themselves after the last restore.
    var free = Int64.max
    var signals = 0
    /// Signatures that passed to somebody else because they were not given in time.
    private(set) var relieved = 0

    static let effects = Migration(
        "simulation-1", "CREATE TABLE effect (subject TEXT PRIMARY KEY NOT NULL)")

    init(seed: UInt64, calendar: WorkingCalendar) throws {
        self.seed = seed
        dice = SplitMix(state: seed)
        var attempt = RandomPlan(&dice)
        // Some made-up plans are refused, for example when a need comes later; the next one is taken.
        while (try? Definition.parse(attempt.text, file: "p") { _, _ in calendar }) == nil {
            attempt = RandomPlan(&dice)
        }
        definition = try Definition.parse(attempt.text, file: "p") { _, _ in calendar }
        lists = attempt.lists
        let power = power
        database = try Database.inMemory(migrations: WorkflowSchema.migrations + [Self.effects]) {
            try power.onWrite($0)
        }
        now = Instant(definition.days.first).milliseconds - 1
        horizon = now
        engines = []
        try restart()
    }

    /// Both dispatchers begin anew, knowing nothing but the database.
    mutating func restart() throws {
        let (lists, database, definition, now) = (lists, database, definition, now)
        engines = try (0..<2).map { _ in
            try Engine(database: database, definition: definition, now: now) { list, _ in lists[list] ?? [] }
        }
    }

    /// One of the two.
    var engine: Engine { mutating get { engines[Int.random(in: 0..<engines.count, using: &dice)] } }

    /// Plays `moves` random moves and then lets the campaign end in peace.
    mutating func play(moves: Int) async throws {
        for move in 0..<moves {
            if Int.random(in: 0..<6, using: &dice) == 0 {
                power.arm(after: Int.random(in: 0..<25, using: &dice), diskIsFull: Bool.random(using: &dice))
            }
            do {
                try await step()
            } catch is Crash {
                power.disarm()
                try restart()
                if Bool.random(using: &dice) { try engine.recover(now) }
            } catch let failure as StorageFailure where failure.kind == .full {
                // The engine lives on; the transaction is gone.
            }
            power.disarm()
            try check(journal: move % 50 == 49)
        }
        try await finish()
    }

    private mutating func step() async throws {
        switch Int.random(in: 0..<20, using: &dice) {
        case 0: now += Int64.random(in: 0..<86_400_000, using: &dice)
        case 1: now += Int64.random(in: 0..<1_800_000, using: &dice)
        case 2:
            let back = Int64.random(in: 0..<7_200_000, using: &dice)
            now -= back
            if Bool.random(using: &dice) { try engine.notice(.set(by: -back), now: now) }
        case 3...6:
            let advance = try engine.advance(now)
            horizon = max(horizon, now)
            try checkEscalations(advance)
            if let next = advance.nextWakeup, Bool.random(using: &dice) { now = max(now, next) }
        case 7...8: try take()
        case 9...11: try complete()
        case 12: try engine.heartbeat(claims, now: now)
        case 13: try people()
        case 14: try interfere()
        case 15: try await relay(isFaulty: true)
        case 16: try engine.beat(worker: "w", mark: mark.mark, now: now)
        case 17: try restoreOrKeep()
        default: if !claims.isEmpty { claims.remove(at: Int.random(in: 0..<claims.count, using: &dice)) }
        }
    }

    /// Whoever was asked in vain for the whole term is not asked any longer, except while the phase stands still.
    private mutating func checkEscalations(_ advance: Advance) throws {
        for case .taskEscalated(let task) in advance.events where task.state == .decided { relieved += 1 }
        guard try engine.pausedPhases().isEmpty else { return }
        for task in try engine.openTasks() {
            let isLate = task.escalateAt.map { $0 <= now } ?? false
            #expect(!isLate, "seed \(seed): \(task.key) still waits for \(task.wantedRole)")
        }
    }

    private mutating func take() throws {
        let worker = Bool.random(using: &dice) ? "one" : "two"
        let isPaused = try !engine.pausedPhases().isEmpty
        let taken = try engine.claim(worker: worker, now: now, limit: Int.random(in: 1...5, using: &dice))
        #expect(!isPaused || taken.isEmpty, "seed \(seed): work was given out while the phase stood still")
        for claim in taken {
            guard claim.fence > lastFence else {
                Issue.record("seed \(seed): fence \(claim.fence) after \(lastFence)")
                return
            }
            lastFence = claim.fence
        }
        claims += taken
    }

    /// Completes some claims, stale ones among them; keeps some of them in hand to complete them again.
    private mutating func complete() throws {
        claims.shuffle(using: &dice)
        let chosen = Array(claims.prefix(Int.random(in: 0...3, using: &dice)))
        let completions = chosen.map { Completion($0, outcome($0)) }
        let events = try engine.complete(completions, now: now)
        try note(events)
        if Int.random(in: 0..<4, using: &dice) > 0 { claims.removeFirst(chosen.count) }
    }

    /// What is done a second time must have been asked for, or not be known to have been done.
    mutating func note(_ events: [DispatchEvent]) throws {
        for case .stepFinished(let claim, _) in events {
            let isAgain = !succeeded.insert(claim.subject).inserted
            #expect(
                !isAgain || isTouched(claim.subject) || claim.nominal.milliseconds > free,
                "seed \(seed): \(claim.subject) was done again by itself")
        }
    }

    func isTouched(_ subject: String) -> Bool {
        touched.contains(subject) || touched.contains(String(subject.prefix { $0 != "/" }))
    }

    private mutating func outcome(_ claim: Claim) -> StepOutcome {
        switch Int.random(in: 0..<8, using: &dice) {
        case 0: StepOutcome(.failed(reason: "made up"))
        case 1: StepOutcome(.snoozed(until: now + 60_000))
        case 2: StepOutcome(.rejected(Rejection("calendar.empty")))
        default: Self.success(claim, now)
        }
    }

    static func success(_ claim: Claim, _ now: Int64) -> StepOutcome {
        .succeeded(["fence": "\(claim.fence)", "n": "\(claim.fence % 2)"]) { transaction in
            try transaction.execute("INSERT INTO effect (subject) VALUES ($1)", [Value(claim.subject)])
            let channel = claim.nominal.hour % 2 == 0 ? "folder" : "mail"
            try Outbox.enqueue(transaction, key: claim.subject, channel: channel, payload: [7], now: now)
        }
    }

    /// Sends what is queued. By mail a thing must not go out twice, in a folder it may.
    mutating func relay(isFaulty: Bool) async throws {
        let roll = isFaulty ? Int.random(in: 0..<6, using: &dice) : 4
        let (now, log, mark, engine, isFull) = (now, sent, mark.mark, engine, roll == 5)
        let send: @Sendable (Delivery) async throws -> Relay.Outcome = { delivery in
            if roll == 0 { throw Crash() }
            if roll == 1 { return .notSent(reason: "busy") }
            log.add(delivery.channel + " " + delivery.key)
            if roll == 2 { throw Crash() }
            return .sent(receipt: delivery.key)
        }
        let relay = Relay(
            database: database,
            channels: [
                "folder": Relay.Channel(isRepeatable: true, send: send),
                "mail": Relay.Channel(isRepeatable: false, send: send),
            ]
        ).after {
            if isFull { throw FileFailure(operation: "write", path: "mark", errno: ENOSPC) }
            try engine.write(mark, now: now)
        }
        if Bool.random(using: &dice) || !isFaulty { try relay.recover(now) }
        _ = try await relay.drain { now }
    }

    // MARK: Backup

    private mutating func restoreOrKeep() throws {
        guard let kept = backup, Int.random(in: 0..<3, using: &dice) == 0 else {
            let power = power
            backup = try database.inMemoryCopy { try power.onWrite($0) }
            return
        }
        power.disarm()
        database = kept
        backup = nil
        // The processes that worked on the other database are gone.
        claims = []
        lastFence = 0
        try restart()
        let lost = try engine.noticeRestore(mark.mark, now: now)
        // What nobody marked is lost without a trace, and done again; nothing of it went out.
        free = lost?.to ?? .min
        horizon = lost?.to ?? .min
        try engine.recover(now)
    }
}

/// The mark beside the database, in memory.
final class MarkBox: Sendable {
    private let content = Mutex<HistoryMark.Content?>(nil)

    var mark: HistoryMark {
        HistoryMark(
            read: { self.content.withLock { $0 } },
            write: { new in try self.content.withLock { content in content = try new() } })
    }
}

final class Log: Sendable {
    private let items = Mutex<[String]>([])
    func add(_ item: String) { items.withLock { $0.append(item) } }
    var all: [String] { items.withLock { $0 } }
}
