import Diagnostics
import Foundation
import Storage
import Testing

@testable import Workflow

struct DispatcherTests {
    struct Broken: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs a plan on a virtual clock from its first day.
    static func run(
        _ engine: Engine, handlers: [String: Dispatcher.Handler], relay: Relay? = nil,
        attend: Dispatcher.Attendant? = nil, log: Log<DispatchEvent> = Log()
    ) async throws -> Dispatcher.End {
        let clock = VirtualClock(try engine.lastNow())
        let dispatcher = Dispatcher(
            engine: engine, world: .virtual(clock), workers: 2, handlers: handlers, relay: relay, attend: attend,
            tell: { log.add($0) })
        return try await dispatcher.run()
    }

    @Test func theDocumentedPlanRunsToItsEnd() async throws {
        let definition = try plan(documentedPlan())
        let engine = try Engine(
            database: .inMemory(migrations: WorkflowSchema.migrations), definition: definition,
            now: ms("2019-10-20 00:00")
        ) { list, _ in list == "villages" ? villages(42) : [Item(id: "d1", title: "差异一"), Item(id: "d2", title: "差异二")]
        }
        let done = Log<String>()
        let handler: Dispatcher.Handler = { claim in
            .succeeded(["item": claim.item?.id ?? ""]) { transaction in
                done.add(claim.subject)
                _ = transaction
            }
        }
        let handlers = Dictionary(uniqueKeysWithValues: definition.steps.map { ($0.uses, handler) })
        let log = Log<DispatchEvent>()
        let end = try await Self.run(
            engine, handlers: handlers,
            attend: { tasks, now in
                try tasks.flatMap { task in
                    let decided = try engine.decide(task: task.id, by: "甲", decision: "更正", now: now)
                    return try decided + engine.approve(task: task.id, by: "乙", now: now)
                }
            }, log: log)
        #expect(end == .finished)
        // 1 plan, 1 import, 42 rosters, 25 imports, 25 × 42 receipts, 5 reports, 1 reconciliation, 1 close.
        #expect(done.all.count == 1126)
        #expect(Set(done.all).count == done.all.count)
        let phases = log.all.compactMap { event -> String? in
            switch event {
            case .phaseStarted(let phase, _): "+" + phase.id
            case .phaseFinished(let phase): "-" + phase.id
            default: nil
            }
        }
        #expect(phases == ["+publicity", "-publicity", "+collection", "-collection", "+processing", "-processing"])
        #expect(try Journal.verify(engine.database).entries > 2 * done.all.count)
        #expect(try engine.outputs(of: "receipts", at: instant("2019-11-29 19:10")).count == 42)
        #expect(try await Self.run(engine, handlers: [:]) == .finished)
    }

    @Test func aFailingStepIsTriedAgainAndSaysSo() async throws {
        let engine = try makeEngine(
            smallPlan("- { id: a, at: 2019-11-04 09:00, retry: { attempts: 4, wait: 5m } }"))
        let log = Log<DispatchEvent>()
        let end = try await Self.run(
            engine,
            handlers: [
                "a": { claim in
                    if claim.attempt < 3 { throw Broken(description: "no space left") }
                    return .succeeded()
                }
            ], log: log)
        #expect(end == .finished)
        let retries = log.all.compactMap { event -> String? in
            if case .stepFailed(let claim, let reason, let next?) = event {
                return "\(claim.attempt) \(reason) \(Instant(milliseconds: next).text)"
            }
            return nil
        }
        #expect(retries == ["1 no space left 2019-11-04 09:05", "2 no space left 2019-11-04 09:15"])
    }

    @Test func aStepThatAlwaysFailsBlocksWhatNeedsIt() async throws {
        let engine = try makeEngine(
            smallPlan(
                """
                - { id: a, at: 2019-11-04 09:00, retry: { attempts: 2 } }
                - { id: b, needs: [a] }
                - { id: c, at: 2019-11-05 09:00 }
                """))
        let ran = Log<String>()
        let handlers: [String: Dispatcher.Handler] = [
            "a": { _ in throw Broken(description: "always") },
            "b": { _ in
                ran.add("b"); return .succeeded()
            },
            "c": { _ in
                ran.add("c"); return .succeeded()
            },
        ]
        #expect(try await Self.run(engine, handlers: handlers) == .blocked(unfinished: 2))
        #expect(ran.all == ["c"])
        let stuck = try #require(try engine.ledger().steps.first { $0.state == .dead })
        try engine.retry(step: stuck.id, by: "甲", reason: "disk replaced", now: try engine.lastNow())
        var mended = handlers
        mended["a"] = { _ in .succeeded() }
        #expect(try await Self.run(engine, handlers: mended) == .finished)
        #expect(ran.all == ["c", "b"])
    }

    @Test func wrongInputIsHeldWithItsDiagnostics() async throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: 2019-11-04 09:00, for-each: villages }"))
        let log = Log<DispatchEvent>()
        let end = try await Self.run(
            engine,
            handlers: [
                "a": { claim in
                    if claim.item?.title == "第2村" { throw Rejection("calendar.empty") }
                    return .succeeded()
                }
            ], log: log)
        #expect(end == .blocked(unfinished: 1))
        let rejected = log.all.compactMap { event -> String? in
            if case .stepRejected(let claim, let rejection) = event {
                return claim.subject + " " + rejection.diagnostics[0].code
            }
            return nil
        }
        #expect(rejected == ["a@2019-11-04 09:00/370403001001 calendar.empty"])
        #expect(try engine.ledger().steps.map(\.state) == [.succeeded, .held, .succeeded])
    }

    @Test func aCommitThatThrowsFailsAlone() async throws {
        let definition = try smallPlan(
            "- { id: a, at: 2019-11-04 09:00, for-each: villages, retry: { attempts: 1 } }")
        let database = try Database.inMemory(
            migrations: WorkflowSchema.migrations + [
                Migration("test-1", "CREATE TABLE written (item TEXT PRIMARY KEY NOT NULL)")
            ])
        let engine = try makeEngine(definition, database)
        let end = try await Self.run(
            engine,
            handlers: [
                "a": { claim in
                    .succeeded { transaction in
                        try transaction.execute("INSERT INTO written (item) VALUES ($1)", [Value(claim.item?.id)])
                        if claim.item?.title == "第2村" { throw Broken(description: "no") }
                    }
                }
            ])
        #expect(end == .blocked(unfinished: 1))
        #expect(try engine.ledger().steps.map(\.state) == [.succeeded, .dead, .succeeded])
        #expect(try database.read { try $0.rows("SELECT item FROM written").count } == 2)
    }

    @Test func aSnoozeIsNoFailure() async throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: 2019-11-04 09:00, retry: { attempts: 1 } }"))
        let end = try await Self.run(
            engine,
            handlers: [
                "a": { claim in
                    claim.attempt == 1
                        ? StepOutcome(.snoozed(until: ms("2019-11-06 10:00"))) : .succeeded(["at": "\(claim.attempt)"])
                }
            ])
        #expect(end == .finished)
        #expect(try engine.lastNow() == ms("2019-11-06 10:00"))
    }

    @Test func theOutboxIsDrainedOnTheWay() async throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: every friday 20:00 }"))
        let sent = Log<String>()
        let relay = Relay(
            database: engine.database,
            channels: [
                "mail": Relay.Channel(isRepeatable: true) { delivery in
                    sent.add(delivery.key)
                    return .sent(receipt: "file")
                }
            ])
        let end = try await Self.run(
            engine,
            handlers: [
                "a": { claim in
                    .succeeded { transaction in
                        try Outbox.enqueue(
                            transaction, key: claim.subject, channel: "mail", payload: [1],
                            now: claim.nominal.milliseconds)
                    }
                }
            ], relay: relay)
        #expect(end == .finished)
        #expect(sent.all == ["a@2019-11-01 20:00", "a@2019-11-08 20:00", "a@2019-11-15 20:00"])
        #expect(try Outbox.all(engine.database).map(\.state) == [.sent, .sent, .sent])
    }

    @Test func stopEndsTheRun() async throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: every day 20:00 }"))
        let clock = VirtualClock(ms("2019-11-01 00:00"))
        let box = Log<Dispatcher>()
        let dispatcher = Dispatcher(
            engine: engine, world: .virtual(clock), workers: 1,
            handlers: [
                "a": { claim in
                    if claim.date.day == 3 { box.all.first?.stop() }
                    return .succeeded()
                }
            ])
        box.add(dispatcher)
        #expect(try await dispatcher.run() == .stopped)
        #expect(try engine.ledger().steps.map(\.state) == [.succeeded, .succeeded, .succeeded])
    }

    /// A world whose clock stands and in which sleepers sleep until they are woken.
    static func standing(at time: Int64, onSleep: @escaping @Sendable () -> Void = {}) -> World {
        World(
            now: { time },
            sleep: { _ in
                onSleep()
                for await _ in AsyncStream<Void>.makeStream().stream {}
            }, uuid: { "0123456789" }, random: { 4 }, isVirtual: false)
    }

    @Test func noStepWaitsForADelivery() async throws {
        let engine = try makeEngine(
            smallPlan("- { id: a, at: 2019-11-01 10:00 }\n- { id: b, needs: [a] }"), at: "2019-11-01 10:00")
        let (done, release) = AsyncStream<Void>.makeStream()
        // The printer has its paper only when the second step is done.
        let relay = Relay(
            database: engine.database,
            channels: [
                "printer": Relay.Channel(isRepeatable: false) { _ in
                    for await _ in done {}
                    return .sent(receipt: "job 1", lookAfter: 0)
                } look: { _ in
                    .acknowledged(receipt: "job 1")
                }
            ])
        let dispatcher = Dispatcher(
            engine: engine, world: Self.standing(at: ms("2019-11-01 10:00")), workers: 1,
            handlers: [
                "a": { _ in
                    .succeeded { try Outbox.enqueue($0, key: "k", channel: "printer", payload: [1], now: 0) }
                },
                "b": { _ in
                    release.finish()
                    return .succeeded()
                },
            ], relay: relay)
        #expect(try await dispatcher.run() == .finished)
        #expect(try Outbox.all(engine.database).map(\.state) == [.acknowledged])
    }

    @Test func aLiveRunWaitsForPeopleAndIsWoken() async throws {
        let engine = try makeEngine(
            smallPlan(
                """
                - { id: a, at: 2019-11-01 10:00, for-each: villages }
                - { id: b, needs: [a], task: { role: maker } }
                """))
        let now = ms("2019-11-01 10:00")
        let asleep = AsyncStream<Void>.makeStream()
        let dispatcher = Dispatcher(
            engine: engine, world: Self.standing(at: now) { asleep.continuation.yield() }, workers: 2,
            handlers: ["a": { _ in .succeeded() }])
        async let end = dispatcher.run()
        for await _ in asleep.stream {
            guard let task = try engine.openTasks().first else { continue }
            try engine.decide(task: task.id, by: "甲", decision: "同意", now: now)
            dispatcher.nudge()
            break
        }
        #expect(try await end == .finished)
        #expect(try engine.ledger().steps.map(\.state) == [.succeeded, .succeeded, .succeeded])
    }

    @Test func aSleepingRunIsStopped() async throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: 2019-11-04 09:00 }"))
        let asleep = AsyncStream<Void>.makeStream()
        let dispatcher = Dispatcher(
            engine: engine, world: Self.standing(at: ms("2019-11-01 00:00")) { asleep.continuation.yield() },
            workers: 1, handlers: ["a": { _ in .succeeded() }])
        async let end = dispatcher.run()
        for await _ in asleep.stream { break }
        dispatcher.stop()
        #expect(try await end == .stopped)
    }

    @Test func aFullDiskIsWaitedForAndTold() async throws {
        let state = FullDisk()
        let database = try Database.inMemory(migrations: WorkflowSchema.migrations) { try state.onWrite($0) }
        let engine = try makeEngine(smallPlan("- { id: a, at: 2019-11-04 09:00 }"), database)
        let log = Log<DispatchEvent>()
        state.fill(writes: 3)
        #expect(try await Self.run(engine, handlers: ["a": { _ in .succeeded() }], log: log) == .finished)
        #expect(log.all.count { if case .storageFailed = $0 { true } else { false } } == 3)
        let other = try makeEngine(
            smallPlan("- { id: b, at: 2019-11-04 09:00 }"),
            Database.inMemory(
                migrations: WorkflowSchema.migrations
            ) { try state.onWrite($0) })
        state.fill(writes: 1_000)
        await #expect(throws: StorageFailure.self) {
            try await Self.run(other, handlers: ["b": { _ in .succeeded() }])
        }
    }

    @Test func aFullDiskAtTheEndOfAStepIsAFailureOfTheStep() async throws {
        let state = FullDisk()
        let database = try Database.inMemory(migrations: WorkflowSchema.migrations) { try state.onWrite($0) }
        let engine = try makeEngine(smallPlan("- { id: a, at: 2019-11-04 09:00 }"), database)
        let log = Log<DispatchEvent>()
        let end = try await Self.run(
            engine,
            handlers: [
                "a": { claim in
                    .succeeded { _ in
                        if claim.attempt == 1 { throw StorageFailure(kind: .full, code: 13, message: "disk is full") }
                    }
                }
            ], log: log)
        #expect(end == .finished)
        let reasons = log.all.compactMap { event -> String? in
            if case .stepFailed(_, let reason, _) = event { reason } else { nil }
        }
        #expect(reasons == ["database: disk is full (SQLite 13, full)"])
    }
}

/// Plays a disk that has no room for the next so many writes.
final class FullDisk: @unchecked Sendable {
    private let lock = NSLock()
    private var left = 0

    func fill(writes: Int) { lock.withLock { left = writes } }

    func onWrite(_ moment: Database.WriteMoment) throws {
        guard moment == .committing else { return }
        try lock.withLock {
            guard left > 0 else { return }
            left -= 1
            throw StorageFailure(kind: .full, code: 13, message: "database or disk is full")
        }
    }
}
