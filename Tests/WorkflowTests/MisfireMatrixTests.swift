import Diagnostics
import Foundation
import Storage
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

    /// A campaign with a moment each day at 10:00 from the 1st to the 4th, run on time until the outage.
    static func played(_ outage: String, _ policy: CatchUp) throws -> [String] {
        let place = try RestoreTests.Place()
        let plan = try smallPlan(
            """
            - id: a
              at: [2019-11-01 10:00, 2019-11-02 10:00, 2019-11-03 10:00, 2019-11-15 10:00]
              catch-up: \(policy.rawValue)
            """)
        func open() throws -> Engine {
            try makeEngine(plan, Database(path: place.path, migrations: WorkflowSchema.migrations))
        }
        var engine = try open()
        func run(_ time: String) throws { try EngineTests.workOff(engine, ms(time)) }
        try run("2019-11-01 10:00")
        try engine.beat(worker: "w", mark: place.mark, now: ms("2019-11-01 10:00"))
        switch outage {
        case "stop of four minutes": try run("2019-11-02 10:04")
        case "stop over one moment": try run("2019-11-02 11:00")
        case "stop over several moments": try run("2019-11-03 11:00")
        case "stop beyond the phase’s end": try run("2019-11-20 09:00")
        case "machine asleep over one moment":
            try engine.notice(.suspended(for: 86_400_000), now: ms("2019-11-02 11:00"))
            try run("2019-11-02 11:00")
        case "clock set back over a moment that ran":
            try run("2019-11-02 10:00")
            try engine.notice(.set(by: -7_200_000), now: ms("2019-11-02 08:00"))
            try run("2019-11-02 08:00")
            try run("2019-11-02 10:00")
        case "clock set forward over one moment":
            try engine.notice(.set(by: 7_200_000), now: ms("2019-11-02 11:00"))
            try run("2019-11-02 11:00")
        case "phase paused over one moment":
            try engine.pause(phase: "only", by: "甲", reason: "停电", now: ms("2019-11-02 09:00"))
            try run("2019-11-02 10:00")
            try engine.resume(phase: "only", by: "甲", now: ms("2019-11-02 11:00"))
            try run("2019-11-02 11:00")
        case "restore of a backup from before the 2nd, on the 3rd at 11:00":
            try engine.database.checkpoint()
            try engine.database.close()
            try place.keep()
            engine = try open()
            try run("2019-11-02 10:00")
            try engine.beat(worker: "w", mark: place.mark, now: ms("2019-11-02 12:00"))
            try engine.database.close()
            try place.restore()
            engine = try open()
            _ = try engine.noticeRestore(place.mark, now: ms("2019-11-03 11:00"))
            try run("2019-11-03 11:00")
        default: Issue.record("the page names an outage nobody plays: \(outage)")
        }
        let found = try engine.ledger().occurrences.map { "`\($0.decision.rawValue)`" }
        try engine.database.close()
        return found
    }

    @Test func thePageIsWhatHappens() throws {
        let rows = try Self.documented()
        #expect(rows.count == 9)
        for row in rows {
            let found = try Self.policies.map { try Self.played(row[0], $0).joined(separator: " ") }
            #expect(Array(row.dropFirst()) == found, "\(row[0])")
        }
    }
}
