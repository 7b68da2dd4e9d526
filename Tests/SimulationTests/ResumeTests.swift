import Diagnostics
import Foundation
import Storage
import Testing

@testable import Workflow

/// A campaign on disk whose power fails at some write, again and again, and is opened again each time.
struct ResumeTests {
    static let plan = """
        plan: resumed
        title: 断电
        calendar: none
        starts: 2019-11-01
        ends: 2019-11-08
        roles: { a: 甲, b: 乙 }
        phases:
          - id: only
            name: 阶段
            from: 2019-11-01
            to: 2019-11-08
            steps:
              - { id: import, at: every day 19:00 }
              - { id: print, at: every day 19:10, needs: [import], for-each: villages }
              - { id: check, at: 2019-11-08 19:20, needs: [print], task: { role: a, checker: b } }
              - { id: close, needs: [check] }

        """

    static let numbers = Migration(
        "resume-1", "CREATE TABLE receipt (number BIGINT PRIMARY KEY NOT NULL, subject TEXT NOT NULL UNIQUE)")

    static func handler(_ claim: Claim) -> StepOutcome {
        .succeeded { transaction in
            // A number without gaps, taken in the transaction that completes the step.
            try transaction.execute(
                """
                INSERT INTO receipt (number, subject)
                SELECT COALESCE(MAX(number), 0) + 1, $1 FROM receipt
                """, [Value(claim.subject)])
            try Outbox.enqueue(transaction, key: claim.subject, channel: "folder", payload: [1], now: 0)
        }
    }

    /// One life of the process: from opening to the end or the power cut.
    static func live(_ path: String, _ definition: Definition, _ power: PowerCut, cutAfter: Int?) async throws -> Bool {
        let database = try Database(path: path, migrations: WorkflowSchema.migrations + [numbers]) {
            try power.onWrite($0)
        }
        do {
            let engine = try Engine(
                database: database, definition: definition, now: Instant(definition.days.first).milliseconds
            ) { _, _ in (1...7).map { Item(id: "v\($0)", title: "村\($0)") } }
            let relay = Relay(
                database: database,
                channels: ["folder": Relay.Channel(isRepeatable: true) { .sent(receipt: $0.key) }])
            let dispatcher = Dispatcher(
                engine: engine, world: .virtual(VirtualClock(try engine.lastNow())), workers: 2, batch: 5,
                handlers: ["import": handler, "print": handler, "close": handler], relay: relay,
                attend: { tasks, now in
                    for task in tasks where task.state != .decided {
                        try engine.decide(task: task.id, by: "甲", decision: "同意", now: now)
                    }
                    for task in tasks { try engine.approve(task: task.id, by: "乙", now: now) }
                    return []
                })
            if let cutAfter { power.arm(after: cutAfter, diskIsFull: false) }
            let end = try await dispatcher.run()
            power.disarm()
            #expect(end == .finished)
            try Journal.verify(database)
            try database.close()
            return true
        } catch is Crash {
            power.disarm()
            try database.close()
            return false
        }
    }

    @Test(arguments: [3, 40, 170] as [Int])
    func itEndsWithEveryNumberOnce(step: Int) async throws {
        var template = Array((NSTemporaryDirectory() + "/zhengjiao-resume-XXXXXX").utf8CString)
        try #require(mkdtemp(&template) != nil)
        let folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        // A folder that cannot be removed only stays in the temporary folder.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let calendar = try WorkingCalendar(csv: "date,is_workday,name\n2019-11-02,1,补班\n", file: "c.csv")
        let definition = try Definition.parse(Self.plan, file: "p") { _, _ in calendar }
        let power = PowerCut()
        var lives = 0
        // The first cuts come early, in opening and recovering, later ones in the middle of work.
        while try await !Self.live(
            folder + "/a.sqlite", definition, power, cutAfter: lives < 30 ? lives * step % 997 + step : nil)
        {
            lives += 1
        }
        #expect(lives >= 1)
        let database = try Database(path: folder + "/a.sqlite", migrations: WorkflowSchema.migrations + [Self.numbers])
        let rows = try database.read { try $0.rows("SELECT number, subject FROM receipt ORDER BY number") }
        #expect(rows.map { $0.int("number") } == Array(1...(8 + 8 * 7 + 1)))
        #expect(Set(rows.map { $0.text("subject") }).count == rows.count)
        #expect(try Outbox.all(database).allSatisfy { $0.state == .sent })
        try database.close()
    }

    @Test func aThousandStepsTakeFewTransactions() async throws {
        let commits = Log()
        let database = try Database.inMemory(migrations: WorkflowSchema.migrations) {
            if $0 == .committed { commits.add("") }
        }
        let calendar = try WorkingCalendar(csv: "date,is_workday,name\n2019-11-02,1,补班\n", file: "c.csv")
        let text = Self.plan.replacing("needs: [check]", with: "at: 2019-11-08 20:00")
        let definition = try Definition.parse(text, file: "p") { _, _ in calendar }
        let engine = try Engine(
            database: database, definition: definition, now: Instant(definition.days.first).milliseconds
        ) { _, _ in (1...150).map { Item(id: "v\($0)", title: "村\($0)") } }
        let handler: Dispatcher.Handler = { _ in .succeeded() }
        let dispatcher = Dispatcher(
            engine: engine, world: .virtual(VirtualClock(try engine.lastNow())), workers: 2, batch: 64,
            handlers: ["import": handler, "print": handler, "close": handler])
        #expect(try await dispatcher.run() == .blocked(unfinished: 1))
        #expect(try engine.ledger().steps.count == 8 + 1200 + 1)
        #expect(commits.all.count < 160)
    }
}
