import Diagnostics
import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Workflow

/// Every catch-up policy in every kind of outage, as docs/state-machine.md shows it.
struct MisfireMatrixTests {
    /// The rows of the page's table: outage, then what becomes of the moments under each policy.
    static func documented() throws -> [[String]] {
        let page = try projectText("docs/state-machine.md")
        let head = "| outage | `run-late` | `merge` | `expire` | `hold` |\n|---|---|---|---|---|\n"
        let start = try #require(page.range(of: head))
        let rest = page[start.upperBound...]
        let table = rest.range(of: "\n\n").map { rest[..<$0.lowerBound] } ?? rest
        return table.split(separator: "\n").map { line in
            line.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
        }
    }

    static let policies: [CatchUp] = [.runLate, .merge, .expire, .hold]

    final class Disk: Sendable { let isFull = Mutex(false) }

    /// One campaign with a moment at 10:00 on the 1st, 2nd, 3rd and 15th, on a disk that can be full.
    final class Play {
        private let place: RestoreTests.Place
        private let plan: Definition
        private let disk = Disk()
        private(set) var engine: Engine

        init(_ policy: CatchUp) throws {
            place = try RestoreTests.Place()
            plan = try smallPlan(
                """
                - id: a
                  at: [2019-11-01 10:00, 2019-11-02 10:00, 2019-11-03 10:00, 2019-11-15 10:00]
                  catch-up: \(policy.rawValue)
                - { id: b, needs: [a] }
                """)
            engine = try makeEngine(plan, Database(path: place.path, migrations: WorkflowSchema.migrations))
            try engine.database.close()
            try open()
        }

        func open() throws {
            let disk = disk
            let database = try Database(path: place.path, migrations: WorkflowSchema.migrations) { _ in
                guard disk.isFull.withLock({ $0 }) else { return }
                throw StorageFailure(kind: .full, code: 13, message: "full")
            }
            engine = try makeEngine(plan, database)
        }

        /// The process is there at this time, and does what is due.
        func run(_ time: String) throws { try EngineTests.workOff(engine, ms("2019-11-\(time)")) }

        func notice(_ change: ClockChange, _ time: String) throws {
            try engine.notice(change, now: ms("2019-11-\(time)"))
            try run(time)
        }

        func pause(_ from: String, _ to: String?, looking times: [String] = []) throws {
            try engine.pause(phase: "only", by: "甲", reason: "停电", now: ms("2019-11-\(from)"))
            for time in times { try run(time) }
            guard let to else { return }
            try engine.resume(phase: "only", by: "甲", now: ms("2019-11-\(to)"))
            try run(to)
        }

        /// Nothing can be written at these times; then it can.
        func fill(_ times: [String], until end: String) throws {
            disk.isFull.withLock { $0 = true }
            for time in times { #expect(throws: StorageFailure.self) { try run(time) } }
            disk.isFull.withLock { $0 = false }
            try run(end)
        }

        /// The process dies with a piece of work in its hands, and another takes over.
        func die(_ from: String, _ to: String) throws {
            let now = ms("2019-11-\(from)")
            _ = try engine.advance(now)
            #expect(try engine.claim(worker: "w", now: now, limit: 1).count == 1)
            try engine.database.close()
            try open()
            try engine.recover(ms("2019-11-\(to)"))
            try run(to)
        }

        /// Keeps a backup, lives on to `last`, and is brought back from the backup at `back`.
        func restore(last: [String], back: String, isMarked: Bool = true) throws {
            try engine.database.checkpoint()
            try engine.database.close()
            try place.keep()
            try open()
            for time in last {
                try run(time)
                try engine.beat(worker: "w", mark: place.mark, now: ms("2019-11-\(time)"))
            }
            try engine.database.close()
            try place.restore()
            if !isMarked { try FileManager.default.removeItem(atPath: place.markPath) }
            try open()
            _ = try engine.noticeRestore(place.mark, now: ms("2019-11-\(back)"))
            try run(back)
        }

        func beat(_ time: String) throws {
            try engine.beat(worker: "w", mark: place.mark, now: ms("2019-11-\(time)"))
        }
    }

    /// What happens after the 1st has run on time.
    static let outages: [String: @Sendable (Play) throws -> Void] = [
        "stop of four minutes": { try $0.run("02 10:04") },
        "death in the middle of a moment's work": { try $0.die("02 10:00", "02 10:20") },
        "stop over one moment": { try $0.run("02 11:00") },
        "stop over several moments": { try $0.run("03 11:00") },
        "stop beyond the phase’s end": { try $0.run("20 09:00") },
        "machine asleep over one moment": { try $0.notice(.suspended(for: 86_400_000), "02 11:00") },
        "machine asleep over several moments": { try $0.notice(.suspended(for: 172_800_000), "03 11:00") },
        "clock set back before a moment": {
            try $0.run("02 09:50")
            try $0.notice(.set(by: -7_200_000), "02 07:50")
            try $0.run("02 10:00")
        },
        "clock set back over a moment that ran": {
            try $0.run("02 10:00")
            try $0.notice(.set(by: -7_200_000), "02 08:00")
            try $0.run("02 10:00")
        },
        "clock set forward over one moment": { try $0.notice(.set(by: 7_200_000), "02 11:00") },
        "clock set forward over several moments, and right again before them": {
            try $0.notice(.set(by: 172_800_000), "03 11:00")
            try $0.notice(.set(by: -172_800_000), "01 11:00")
            for time in ["02 10:00", "03 10:00"] { try $0.run(time) }
        },
        "clock set forward beyond the phase’s end": { try $0.notice(.set(by: 1_728_000_000), "21 11:00") },
        "disk full for four minutes": { try $0.fill(["02 10:00", "02 10:02"], until: "02 10:04") },
        "disk full over one moment": { try $0.fill(["02 10:00", "02 10:30"], until: "02 11:00") },
        "disk full over several moments": { try $0.fill(["02 10:00", "03 10:00"], until: "03 11:00") },
        "phase paused for four minutes": { try $0.pause("02 09:59", "02 10:03", looking: ["02 10:00"]) },
        "phase paused over one moment": { try $0.pause("02 09:00", "02 11:00", looking: ["02 10:00"]) },
        "phase paused over several moments": {
            try $0.pause("02 09:00", "03 11:00", looking: ["02 10:00", "03 10:00"])
        },
        "phase paused over several moments, and a stop meanwhile": { try $0.pause("02 09:00", "03 11:00") },
        "phase paused beyond its end": { try $0.pause("02 09:00", "20 09:00", looking: ["02 10:00", "15 10:00"]) },
        "phase paused, and not yet going on": { try $0.pause("02 09:00", nil, looking: ["02 10:00", "03 10:00"]) },
        "stop over one moment, then phase paused over the next": {
            try $0.run("02 11:00")
            try $0.pause("03 09:00", "03 11:00", looking: ["03 10:00"])
        },
        "restore of a backup that has everything": {
            try $0.run("02 10:00")
            try $0.beat("02 12:00")
            try $0.restore(last: [], back: "02 13:00")
            try $0.run("03 10:00")
        },
        "restore of a backup from before the 2nd, on the 3rd at 11:00": {
            try $0.restore(last: ["02 12:00"], back: "03 11:00")
        },
        "restore of a backup from before the 2nd, after the 3rd had run": {
            try $0.restore(last: ["02 10:00", "03 10:00"], back: "03 11:00")
        },
        "restore of a backup from before the 2nd, beyond the phase’s end": {
            try $0.restore(last: ["02 10:00"], back: "20 09:00")
        },
        "restore without the mark, on the 3rd at 11:00": {
            try $0.restore(last: ["02 10:00"], back: "03 11:00", isMarked: false)
        },
    ]

    /// The decisions about each moment. What ran succeeded, and once.
    static func played(_ outage: String, _ policy: CatchUp) throws -> [String] {
        let play = try Play(policy)
        try play.run("01 10:00")
        try play.beat("01 10:00")
        let happens = try #require(outages[outage], "the page names an outage nobody plays: \(outage)")
        try happens(play)
        let ledger = try play.engine.ledger()
        let moments = ledger.occurrences.filter { $0.step == "a" }
        for moment in moments {
            let state: OccurrenceState =
                [.ran, .late].contains(moment.decision)
                ? .succeeded : OccurrenceState(rawValue: moment.decision.rawValue) ?? .failed
            #expect(moment.state == state, "\(outage), \(policy): \(moment.subject)")
            let pieces = ledger.steps.filter { $0.occurrence == moment.id }
            #expect(pieces.count == (state == .succeeded ? 1 : 0), "\(outage), \(policy): \(moment.subject)")
        }
        try Journal.verify(play.engine.database)
        let found = moments.map { "`\($0.decision.rawValue)`" }
        try play.engine.database.close()
        return found
    }

    @Test func thePageIsWhatHappens() throws {
        let rows = try Self.documented()
        #expect(rows.map { $0[0] }.sorted() == Self.outages.keys.sorted())
        for row in rows {
            let found = try Self.policies.map { try Self.played(row[0], $0).joined(separator: " ") }
            #expect(Array(row.dropFirst()) == found, "\(row[0])")
        }
    }

    /// What needs the missed moments fares as the page says.
    @Test(arguments: [
        (CatchUp.runLate, [OccurrenceState.succeeded, .succeeded, .succeeded]),
        (.merge, [.succeeded, .succeeded, .succeeded]), (.expire, [.succeeded, .expired, .expired]),
        (.hold, [.succeeded, .waiting, .waiting]),
    ])
    func whatNeedsThem(policy: CatchUp, states: [OccurrenceState]) throws {
        let play = try Play(policy)
        try play.run("01 10:00")
        try play.run("03 11:00")
        #expect(try play.engine.ledger().occurrences.filter { $0.step == "b" }.map(\.state) == states)
        try play.engine.database.close()
    }

    /// A deadline in an outage: whoever is next by then has the task when it is over, makers' and checkers' alike.
    @Test(arguments: [("07 09:00", "boss"), ("20 09:00", "office")])
    func aDeadlineInAnOutage(back: String, role: String) throws {
        let plan = try smallPlan(
            """
            - id: a
              at: 2019-11-01 10:00
              for-each: villages
              task:
                role: maker
                checker: checker
                deadline: 3 working days
                escalate: [{ to: boss }, { after: 5 working days, to: office }]
            """, roles: "{ maker: 经办, checker: 复核, boss: 领导, office: 办公室 }")
        let engine = try makeEngine(plan)
        let start = ms("2019-11-01 10:00")
        _ = try engine.advance(start)
        let first = try engine.openTasks()[0].id
        try engine.decide(task: first, by: "甲", decision: "同意", now: start)
        var told: [String] = []
        for case .taskEscalated(let task) in try engine.advance(ms("2019-11-\(back)")).events {
            told.append("\(task.state) \(task.wantedRole)")
        }
        #expect(told == ["decided \(role)", "open \(role)", "open \(role)"])
    }
}
