import Diagnostics
import Foundation
import Glibc
import Storage
import Synchronization
import Workflow

/// What is measured, each on a database of its own.
struct WorkflowBench: Sendable {
    let folder: String

    private static let calendar = "date,is_workday,name\n2019-01-01,0,元旦\n"

    func open(_ name: String) throws -> Database {
        try Database(path: folder + "/\(name).db", migrations: WorkflowSchema.migrations)
    }

    /// A plan of one step for each item of a list, and one of a step every day.
    /// - Parameter extra: further keys of the plan.
    func definition(_ steps: String, extra: String = "title: 测量") throws -> Definition {
        let text = """
            plan: bench
            \(extra)
            calendar: none
            starts: 2019-01-01
            ends: 2019-12-31
            phases:
              - id: only
                name: 阶段
                from: 2019-01-01
                to: 2019-12-31
                steps:
                  - \(steps)

            """
        let calendar = try WorkingCalendar(csv: WorkflowBench.calendar, file: "none")
        return try Definition.parse(text, file: "bench.yaml") { _, _ in calendar }
    }

    func items(_ count: Int) -> Engine.Items {
        { _, _ in (0..<count).map { Item(id: "i\($0)", title: "项\($0)") } }
    }

    /// Seconds on a clock that nobody sets.
    static func clock() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Seconds of the processor that this process has used, in all its threads.
    static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// How often a second the disk takes a page and says that it has it.
    func syncRate() throws -> [String: Double] {
        let file = Glibc.open(folder + "/sync", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw FileFailure(operation: "create", path: folder + "/sync", errno: errno) }
        defer { close(file) }
        let page = [UInt8](repeating: 7, count: 4_096)
        let started = WorkflowBench.clock()
        var count = 0
        while WorkflowBench.clock() - started < 2 {
            let place = off_t(count % 4_096) * 4_096
            guard pwrite(file, page, page.count, place) == page.count, fdatasync(file) == 0 else {
                throw FileFailure(operation: "write", path: folder + "/sync", errno: errno)
            }
            count += 1
        }
        return ["syncs_per_second": Double(count) / (WorkflowBench.clock() - started)]
    }

    /// Clients that each wait for one delivery to be on the disk before they queue the next.
    func enqueue(clients: Int, seconds: Int) async throws -> [String: Double] {
        let database = try open("enqueue")
        let largest = Peak()
        let started = WorkflowBench.clock()
        let waits = try await withThrowingTaskGroup(of: [Double].self) { group in
            for client in 0..<clients {
                group.addTask {
                    var waits: [Double] = []
                    while WorkflowBench.clock() - started < Double(seconds) {
                        let begun = WorkflowBench.clock()
                        let key = "c\(client)/\(waits.count)"
                        try await database.join { transaction in
                            try Outbox.enqueue(transaction, key: key, channel: "mail", payload: [1, 2, 3], now: 1)
                        }
                        waits.append(WorkflowBench.clock() - begun)
                        if client == 0 { largest.note(logSize("enqueue")) }
                    }
                    return waits
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let time = WorkflowBench.clock() - started
        try Journal.verify(database)
        try database.close()
        return [
            "enqueues_per_second": Double(waits.count) / time, "enqueue_p50_ms": percentile(waits, 50) * 1_000,
            "enqueue_p99_ms": percentile(waits, 99) * 1_000, "largest_log_mib": Double(largest.value) / 1_048_576,
        ]
    }

    /// Bytes of the write-ahead log.
    func logSize(_ name: String) -> Int {
        var status = stat()
        return stat(folder + "/\(name).db-wal", &status) == 0 ? Int(status.st_size) : 0
    }

    func percentile(_ values: [Double], _ percent: Int) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * percent / 100)]
    }

    /// A dispatcher with handlers that do nothing: claimed and completed pieces a second.
    func work(count: Int) async throws -> [String: Double] {
        let database = try open("work")
        let now = Instant(CivilDate(daysSinceEpoch: 17_897), hour: 9).milliseconds
        let engine = try Engine(
            database: database, definition: definition("{ id: a, at: 2019-01-01 09:00, for-each: many }"), now: now,
            items: items(count))
        _ = try engine.advance(now)
        let world = shifted(to: now)
        let started = WorkflowBench.clock()
        let dispatcher = Dispatcher(
            engine: engine, world: world, workers: 32, batch: 256, handlers: ["a": { _ in .succeeded() }])
        _ = try await dispatcher.run()
        let time = WorkflowBench.clock() - started
        try database.close()
        return ["steps_per_second": Double(count) / time]
    }

    /// The real clock, but showing another time: `start` now, and moved on by whoever holds the shift.
    private func shifted(to start: Int64, shift: VirtualClock = VirtualClock(0)) -> World {
        let offset = start - World.live.now()
        let now: @Sendable () -> Int64 = { World.live.now() + offset + shift.now }
        return World(
            now: now,
            sleep: { until in
                while now() < until {
                    try await World.live.sleep(World.live.now() + min(until - now(), 1_000))
                }
            }, uuid: World.live.uuid, random: World.live.random,
            uptime: {
                let uptime = World.live.uptime()
                return Uptime(awake: uptime.awake + shift.now, whole: uptime.whole + shift.now)
            }, isVirtual: false)
    }

    /// How long after its moment a step begins. Between moments, when all is written down, the clock is moved on to
    /// shortly before the next.
    func starts(count: Int) async throws -> [String: Double] {
        let database = try open("starts")
        let first = Instant(CivilDate(daysSinceEpoch: 17_897), hour: 8).milliseconds
        let engine = try Engine(
            database: database, definition: definition("{ id: a, at: every day 09:00 }"), now: first, items: items(1))
        let shift = VirtualClock(0)
        let world = shifted(to: first + 3_600_000 - 1_000, shift: shift)
        let delays = Delays()
        let dispatcher = Dispatcher(
            engine: engine, world: world, workers: 2,
            handlers: [
                "a": { claim in
                    delays.add(Double(world.now() - claim.nominal.milliseconds), enough: count)
                    return .succeeded()
                }
            ],
            tell: { event in
                guard case .finished(_, let nominal) = event else { return }
                // To 300 ms, and something, before the next moment.
                let ahead = Int64(300 + delays.all.count % 7 * 31)
                shift.advance(to: shift.now + nominal.milliseconds + 86_400_000 - ahead - world.now())
            })
        delays.watch(dispatcher)
        _ = try await dispatcher.run()
        try database.close()
        let measured = delays.all
        return ["start_p50_ms": percentile(measured, 50), "start_p99_ms": percentile(measured, 99)]
    }

    /// From opening the database to the first claim, with much finished work in it.
    func restart(archived: Int) throws -> [String: Double] {
        let definition = try definition("{ id: a, at: every day 09:00, for-each: many }")
        let first = Instant(CivilDate(daysSinceEpoch: 17_897), hour: 9).milliseconds
        let daily = 50_000
        var database = try open("restart")
        var engine = try Engine(database: database, definition: definition, now: first, items: items(daily))
        var day = first
        var done = 0
        while done < archived {
            _ = try engine.advance(day)
            while true {
                let claims = try engine.claim(worker: "w", now: day, limit: 5_000)
                if claims.isEmpty { break }
                _ = try engine.complete(claims.map { Completion($0, .succeeded()) }, now: day)
                done += claims.count
            }
            day += 86_400_000
        }
        _ = try engine.advance(day)
        try database.close()
        let started = WorkflowBench.clock()
        database = try open("restart")
        engine = try Engine(database: database, definition: definition, now: day, items: items(daily))
        try engine.recover(day)
        _ = try engine.advance(day)
        let claims = try engine.claim(worker: "w", now: day, limit: 64)
        let time = WorkflowBench.clock() - started
        precondition(claims.count == 64, "there is work to claim")
        let asked = WorkflowBench.clock()
        let overview = try engine.overview(now: day)
        let answered = WorkflowBench.clock()
        precondition(overview.pieces["succeeded"] == done, "all work is counted")
        try database.close()
        return [
            "archived": Double(done), "restart_seconds": time, "overview_ms": (answered - asked) * 1_000,
        ]
    }
}

/// The largest of many values.
final class Peak: Sendable {
    private let largest = Mutex(0)

    func note(_ value: Int) { largest.withLock { $0 = max($0, value) } }

    var value: Int { largest.withLock { $0 } }
}

/// How late steps began; stops the dispatcher when there are enough.
private final class Delays: Sendable {
    private let state = Mutex<(delays: [Double], dispatcher: Dispatcher?)>(([], nil))

    var all: [Double] { state.withLock { $0.delays } }

    func watch(_ dispatcher: Dispatcher) { state.withLock { $0.dispatcher = dispatcher } }

    func add(_ delay: Double, enough: Int) {
        let (count, dispatcher) = state.withLock { state in
            state.delays.append(delay)
            return (state.delays.count, state.dispatcher)
        }
        if count >= enough { dispatcher?.stop() }
    }
}
