import Diagnostics
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Workflow

/// Clocks that are set, and machines that sleep.
struct ClockTests {
    /// A world whose clocks a test sets, each for itself.
    final class Clocks: Sendable {
        let wall: Mutex<Int64>
        let uptime = Mutex(Uptime(awake: 0, whole: 0))

        init(_ wall: Int64) { self.wall = Mutex(wall) }

        func pass(wall: Int64, awake: Int64, whole: Int64) {
            self.wall.withLock { $0 += wall }
            uptime.withLock { $0 = Uptime(awake: $0.awake + awake, whole: $0.whole + whole) }
        }

        var world: World {
            World(
                now: { self.wall.withLock { $0 } }, sleep: { _ in }, uuid: { "0" }, random: { 4 },
                uptime: { self.uptime.withLock { $0 } }, isVirtual: false)
        }
    }

    @Test(arguments: [
        (60_000, 60_000, 60_000, []), (63_000, 60_000, 60_000, []), (57_000, 60_000, 60_000, []),
        (3_660_000, 60_000, 60_000, [.set(by: 3_600_000)]), (-3_540_000, 60_000, 60_000, [.set(by: -3_600_000)]),
        (3_660_000, 60_000, 3_660_000, [.suspended(for: 3_600_000)]),
        (7_260_000, 60_000, 3_660_000, [.suspended(for: 3_600_000), .set(by: 3_600_000)]),
    ] as [(Int64, Int64, Int64, [ClockChange])])
    func theClockIsWatched(wall: Int64, awake: Int64, whole: Int64, expected: [ClockChange]) {
        let clocks = Clocks(ms("2019-11-01 10:00"))
        var watch = ClockWatch(clocks.world)
        clocks.pass(wall: wall, awake: awake, whole: whole)
        #expect(watch.look(clocks.world) == expected)
        #expect(watch.look(clocks.world) == [])
    }

    @Test func workDoesNotWaitForAClockThatWasSetBack() throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: 2019-11-01 10:00, retry: { attempts: 3, wait: 10m } }"))
        let now = ms("2019-11-01 10:00")
        _ = try engine.advance(now)
        let claims = try engine.claim(worker: "w", now: now, limit: 1)
        _ = try engine.complete([Completion(claims[0], StepOutcome(.failed(reason: "busy")))], now: now)
        // An hour back: without the correction it would be tried again after 70 minutes.
        let back = now - 3_600_000
        try engine.notice(.set(by: -3_600_000), now: back)
        #expect(try engine.advance(back).nextWakeup == back + 600_000)
        #expect(try engine.claim(worker: "w", now: back + 600_000, limit: 1).count == 1)
        let kinds = try Journal.entries(engine.database, limit: 99).map(\.kind)
        #expect(kinds.contains("clock.set"))
    }

    @Test func aRunTellsOfTheClock() async throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: every day 10:00 }"))
        let clocks = Clocks(ms("2019-11-01 09:59"))
        let log = Log<DispatchEvent>()
        let box = Log<Dispatcher>()
        let dispatcher = Dispatcher(
            engine: engine, world: clocks.world, workers: 1,
            handlers: [
                "a": { claim in
                    // The machine sleeps over the second moment, and its clock is then set back before the first.
                    if claim.date.day == 1 { clocks.pass(wall: 86_400_000, awake: 1, whole: 86_400_000) }
                    if claim.date.day == 2 { clocks.pass(wall: -100_000_000, awake: 1, whole: 1) }
                    if claim.date.day == 3 { box.all.first?.stop() }
                    return .succeeded()
                }
            ], tell: { log.add($0) })
        box.add(dispatcher)
        async let end = dispatcher.run()
        // Time passes, a minute at each look.
        func isThird(_ event: DispatchEvent) -> Bool {
            if case .stepFinished(let claim, _) = event { claim.date.day == 3 } else { false }
        }
        while !log.all.contains(where: isThird) {
            clocks.pass(wall: 60_000, awake: 60_000, whole: 60_000)
            await Task.yield()
        }
        _ = try await end
        let changes = log.all.compactMap { event -> ClockChange? in
            if case .clockChanged(let change) = event { change } else { nil }
        }
        #expect(changes.contains(.suspended(for: 86_399_999)))
        #expect(changes.contains { if case .set(let by) = $0 { by < -99_000_000 } else { false } })
        #expect(try engine.ledger().steps.count == 3)
    }
}
