import Console
import Foundation
import Storage
import Workflow

extension WorkflowBench {
    /// People who all decide at once, each waiting for the answer before the next decision.
    func decisions(clients: Int, count: Int) async throws -> [String: Double] {
        let database = try open("decisions")
        let now = Instant(CivilDate(daysSinceEpoch: 17_897), hour: 9).milliseconds
        let step = "{ id: a, at: 2019-01-01 09:00, for-each: many, task: { role: clerk, deadline: 3 working days } }"
        let engine = try Engine(
            database: database, definition: definition(step, extra: "title: 测量\nroles: { clerk: 经办 }"), now: now,
            items: items(count))
        _ = try engine.advance(now)
        let started = WorkflowBench.clock()
        let waits = try await withThrowingTaskGroup(of: [Double].self) { group in
            for client in 0..<clients {
                group.addTask {
                    var waits: [Double] = []
                    for task in stride(from: client + 1, through: count, by: clients) {
                        let begun = WorkflowBench.clock()
                        _ = try await database.together { _ in
                            try engine.decide(task: task, by: "p\(client)", decision: "补缴", now: now)
                        }
                        waits.append(WorkflowBench.clock() - begun)
                    }
                    return waits
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let time = WorkflowBench.clock() - started
        try Journal.verify(database)
        try database.close()
        return ["decisions_per_second": Double(count) / time, "decision_p99_ms": percentile(waits, 99) * 1_000]
    }

    /// Everything at once, for long: clients that queue deliveries, a worker, somebody who watches, readers that read
    /// for long, and backups.
    func soak(clients: Int, seconds: Int) async throws -> [String: Double] {
        let database = try open("soak")
        let largest = Peak()
        let engine = try soakEngine(database)
        let end = WorkflowBench.clock() + Double(seconds)
        let (waits, steps) = try await withThrowingTaskGroup(of: (waits: [Double], steps: Int).self) { group in
            for client in 0..<clients {
                group.addTask { (try await queue("s\(client)", in: database, until: end), 0) }
            }
            // What does not wait would keep the clients from their threads.
            group.addTask(executorPreference: WorkThreads()) { ([], try work(engine, until: end)) }
            group.addTask {
                while WorkflowBench.clock() < end {
                    largest.note(logSize("soak"))
                    try await World.live.sleep(World.live.now() + 20)
                }
                return ([], 0)
            }
            group.addTask(executorPreference: WorkThreads()) {
                while WorkflowBench.clock() < end {
                    try Journal.verify(database)
                    try readForLong(engine, seconds: 5)
                    let copy = folder + "/soak-copy.db"
                    try Database.copy(folder + "/soak.db", to: copy)
                    try FileManager.default.removeItem(atPath: copy)
                    try await World.live.sleep(World.live.now() + 1_000)
                }
                return ([], 0)
            }
            return try await group.reduce(into: ([Double](), 0)) {
                $0.0 += $1.waits
                $0.1 += $1.steps
            }
        }
        try Journal.verify(database)
        try database.close()
        return [
            "soak_log_mib": Double(largest.value) / 1_048_576,
            "soak_enqueues_per_second": Double(waits.count) / Double(seconds),
            "soak_p99_ms": percentile(waits, 99) * 1_000, "soak_steps_per_second": Double(steps) / Double(seconds),
        ]
    }

    private func soakEngine(_ database: Database) throws -> Engine {
        let plan = try definition("{ id: a, at: every day 09:00, for-each: many }")
        return try Engine(
            database: database, definition: plan, now: WorkflowBench.firstMorning, items: items(2_000))
    }

    private static let firstMorning = Instant(CivilDate(daysSinceEpoch: 17_897), hour: 9).milliseconds

    private func queue(_ client: String, in database: Database, until end: Double) async throws -> [Double] {
        var waits: [Double] = []
        while WorkflowBench.clock() < end {
            let begun = WorkflowBench.clock()
            let key = "\(client)/\(waits.count)"
            try await database.join {
                try Outbox.enqueue($0, key: key, channel: "mail", payload: [UInt8](repeating: 1, count: 500), now: 1)
            }
            waits.append(WorkflowBench.clock() - begun)
        }
        return waits
    }

    /// Works off day after day, and looks at how things stand as somebody who watches does.
    /// - Returns: how many pieces were done.
    private func work(_ engine: Engine, until end: Double) throws -> Int {
        var (day, done) = (WorkflowBench.firstMorning, 0)
        while WorkflowBench.clock() < end {
            _ = try engine.advance(day)
            let claims = try engine.claim(worker: "w", now: day, limit: 64)
            if claims.isEmpty {
                day += 86_400_000
                continue
            }
            _ = try engine.complete(claims.map { Completion($0, .succeeded()) }, now: day)
            done += claims.count
            if done % 640 == 0 { _ = try engine.overview(now: day) }
        }
        return done
    }

    /// One read transaction that lasts: everything that is written meanwhile stays in the log.
    private func readForLong(_ engine: Engine, seconds: Double) throws {
        let end = WorkflowBench.clock() + seconds
        try engine.database.read { transaction in
            while WorkflowBench.clock() < end { _ = try engine.piece(1, in: transaction) }
        }
    }
}
