import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workflow

struct TaskTests {
    static let steps = """
        - id: resolve
          at: 2019-11-01 10:00
          for-each: villages
          task: { role: maker, checker: checker, deadline: 3 working days, escalate: boss, choices: [更正, 退费] }
        - { id: after, needs: [resolve] }
        """

    @Test func makerDecidesAndAnotherApproves() throws {
        let engine = try makeEngine(smallPlan(Self.steps))
        let now = ms("2019-11-01 10:00")
        _ = try engine.advance(now)
        let tasks = try engine.openTasks()
        #expect(tasks.map(\.title) == ["第1村", "第2村", "第3村"])
        #expect(tasks[0].deadline == Instant(day("2019-11-06"), hour: 24).milliseconds)
        let id = tasks[0].id
        #expect(diagnosticCode { try engine.approve(task: id, by: "乙", now: now) } == "task.not-now")
        #expect(diagnosticCode { try engine.decide(task: id, by: "甲", decision: "不管", now: now) } == "task.choice")
        #expect(diagnosticCode { try engine.decide(task: 99, by: "甲", decision: "更正", now: now) } == "task.unknown")
        try engine.decide(task: id, by: "甲", decision: "更正", now: now)
        #expect(diagnosticCode { try engine.approve(task: id, by: "甲", now: now) } == "task.same-person")
        #expect(diagnosticCode { try engine.sendBack(task: id, by: "甲", reason: "x", now: now) } == "task.same-person")
        #expect(diagnosticCode { try engine.sendBack(task: id, by: "乙", reason: "", now: now) } == "task.no-reason")
        try engine.sendBack(task: id, by: "乙", reason: "金额不符", now: now)
        #expect(try engine.openTasks()[0].state == .returned)
        try engine.decide(task: id, by: "乙", decision: "退费", now: now)
        try engine.approve(task: id, by: "甲", now: now)
        #expect(diagnosticCode { try engine.decide(task: id, by: "甲", decision: "更正", now: now) } == "task.not-now")
        for task in tasks.dropFirst() {
            #expect(try engine.ledger().occurrences.map(\.state) == [.running, .waiting])
            try engine.decide(task: task.id, by: "甲", decision: "更正", now: now)
            try engine.approve(task: task.id, by: "乙", now: now)
        }
        _ = try engine.advance(now)
        #expect(try engine.ledger().occurrences.map(\.state) == [.succeeded, .running])
        try Journal.verify(engine.database)
    }

    @Test func aTaskWhoseItemIsGoneEndsAndItsChoicesAreTheItems() throws {
        let left = Log<String>()
        let engine = try makeEngine(
            smallPlan(Self.steps),
            items: { _, _ in
                ["a", "b"].filter { !left.all.contains($0) }.map {
                    Item(id: $0, title: $0, choices: $0 == "a" ? ["补足"] : nil)
                }
            })
        let now = ms("2019-11-01 10:00")
        _ = try engine.advance(now)
        #expect(try engine.openTasks().map(\.choices) == [["补足"], ["更正", "退费"]])
        func end() throws -> Int {
            try engine.database.write { try engine.endTasks(over: ["villages"], note: "已办结", in: $0, now: now) }
        }
        #expect(try end() == 0)
        left.add("b")
        #expect(try end() == 1)
        #expect(try engine.openTasks().map(\.item) == ["a"])
        #expect(try engine.ledger().occurrences.map(\.state) == [.running, .waiting])
        left.add("a")
        #expect(try end() == 1)
        _ = try engine.advance(now)
        #expect(try engine.ledger().occurrences.map(\.state) == [.succeeded, .running])
        try Journal.verify(engine.database)
    }

    @Test func theStoreItselfRefusesOnePersonAsBoth() throws {
        let engine = try makeEngine(smallPlan(Self.steps))
        _ = try engine.advance(ms("2019-11-01 10:00"))
        let id = try engine.openTasks()[0].id
        try engine.decide(task: id, by: "甲", decision: "更正", now: ms("2019-11-01 10:00"))
        func kind(_ sql: String) -> StorageFailure.Kind? {
            do {
                try engine.database.write { _ = try $0.execute(sql, [Value(id)]) }
                return nil
            } catch {
                return (error as? StorageFailure)?.kind
            }
        }
        #expect(kind("UPDATE workflow_task SET state = 'approved', checker = '甲' WHERE id = $1") == .constraint)
        #expect(kind("UPDATE workflow_task SET state = 'approved' WHERE id = $1") == .constraint)
        #expect(kind("UPDATE workflow_task SET maker = '乙' WHERE id = $1") == .constraint)
        // Nor is anything approved that nobody signed, and no hand signs twice, also behind a delegation.
        let approve = "UPDATE workflow_task SET state = 'approved', checker = '乙' WHERE id = $1"
        #expect(kind(approve) == .constraint)
        let sign = """
            INSERT INTO workflow_signature (task, round, place, person, on_behalf, post, verdict, note, signed)
            VALUES ($1, 1, 1, 'HAND', PRINCIPAL, 'checker', 'approve', '', 0)
            """
        func signed(_ hand: String, _ principal: String) -> String {
            sign.replacing("HAND", with: hand).replacing("PRINCIPAL", with: principal)
        }
        #expect(kind(signed("甲", "NULL")) != nil)
        #expect(kind(signed("甲", "'乙'")) != nil)
        #expect(kind(signed("乙", "'甲'")) == .constraint)
        #expect(kind(signed("乙", "'乙'")) == .constraint)
        #expect(kind(signed("乙", "NULL")) == nil)
        #expect(kind("UPDATE workflow_signature SET person = '丙' WHERE task = $1") == .constraint)
        #expect(kind("DELETE FROM workflow_signature WHERE task = $1") == .constraint)
        #expect(kind(approve) == nil)
    }

    @Test func aDeadlineEscalatesOnce() throws {
        let engine = try makeEngine(smallPlan(Self.steps))
        let opened = try engine.advance(ms("2019-11-01 10:00"))
        let deadline = Instant(day("2019-11-06"), hour: 24).milliseconds
        #expect(opened.nextWakeup == deadline)
        let task = try engine.openTasks()[0]
        try engine.decide(task: task.id, by: "甲", decision: "更正", now: ms("2019-11-02 10:00"))
        let passed = try engine.advance(deadline)
        let escalated = passed.events.compactMap { event -> String? in
            if case .taskEscalated(let task) = event { task.title + task.wantedRole } else { nil }
        }
        // The first waits for its checker, for the rest of whose term there is a weekend less.
        #expect(escalated == ["第1村boss", "第2村boss", "第3村boss"])
        #expect(try engine.advance(deadline + 1).events.isEmpty)
        #expect(passed.nextWakeup == nil)
    }

    /// A task that waits for its checker passes on as one that waits for its maker does, after a whole term of its own.
    @Test func aCheckerIsRelievedToo() throws {
        let engine = try makeEngine(smallPlan(Self.steps))
        _ = try engine.advance(ms("2019-11-01 10:00"))
        let id = try engine.openTasks()[0].id
        try engine.decide(task: id, by: "甲", decision: "更正", now: ms("2019-11-05 10:00"))
        let end = Instant(day("2019-11-08"), hour: 24).milliseconds
        #expect(try engine.task(id)?.escalateAt == end)
        _ = try engine.advance(end - 1)
        #expect(try engine.task(id)?.wantedRole == "checker")
        try engine.take(task: id, by: "乙", posts: ["checker"], now: end - 1)
        _ = try engine.advance(end)
        let task = try #require(try engine.task(id))
        #expect(task.wantedRole == "boss" && task.role == "maker" && task.assignee == nil && task.escalateAt == nil)
        func approve(_ person: String, _ post: String) -> String? {
            diagnosticCode { try engine.approve(task: id, by: person, posts: [post], now: end) }
        }
        #expect(approve("乙", "checker") == "task.not-in-post")
        #expect(approve("甲", "boss") == "task.same-person")
        #expect(approve("丙", "boss") == nil)
        #expect(try engine.signatures(task: id).map(\.post) == ["maker", "boss"])
        #expect(try engine.task(id)?.state == .approved && engine.task(id)?.checkerRole == "boss")
        try Journal.verify(engine.database)
    }

    /// Of several signatures each has its term; none passes to a role that has a hand in the task anyhow; sent back,
    /// the maker has a term again.
    @Test func eachSignatureHasItsTerm() throws {
        let engine = try makeEngine(
            smallPlan(
                """
                - id: a
                  at: 2019-11-01 10:00
                  task:
                    role: maker
                    approvals: [{ role: [checker, boss] }]
                    escalate:
                      - { after: 1 working day, to: office }
                      - { after: 2 working days, to: boss }
                """, roles: "{ maker: 经办, checker: 复核, boss: 领导, office: 办公室 }"))
        var turns: [String] = []
        func look(_ time: String) throws {
            _ = try engine.advance(ms(time))
            let task = try #require(try engine.tasks().first)
            let next = task.escalateAt.map { Instant(milliseconds: $0).textAsEnd } ?? "-"
            turns.append("\(task.state) \(task.wantedRole) \(next)")
        }
        try look("2019-11-01 10:00")
        try engine.decide(task: 1, by: "甲", decision: "同意", now: ms("2019-11-04 10:00"))
        try look("2019-11-04 10:00")
        try look("2019-11-06 00:00")
        try look("2019-11-07 00:00")
        try engine.approve(task: 1, by: "乙", posts: ["office"], now: ms("2019-11-07 10:00"))
        try look("2019-11-07 10:00")
        try look("2019-11-12 10:00")
        try engine.sendBack(task: 1, by: "丙", posts: ["boss"], reason: "再核", now: ms("2019-11-12 10:00"))
        try look("2019-11-12 10:00")
        try look("2019-11-14 00:00")
        try engine.decide(task: 1, by: "丁", posts: ["office"], decision: "同意", now: ms("2019-11-14 10:00"))
        try look("2019-11-14 10:00")
        #expect(
            turns == [
                "open maker 2019-11-04 24:00", "decided checker 2019-11-05 24:00", "decided office -",
                "decided office -", "decided boss -", "decided boss -", "returned maker 2019-11-13 24:00",
                "returned office 2019-11-14 24:00", "decided checker -",
            ])
    }

    @Test func withoutACheckerADecisionIsFinal() throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: 2019-11-01 10:00, task: { role: maker } }"))
        _ = try engine.advance(ms("2019-11-01 10:00"))
        let task = try engine.openTasks()[0]
        try engine.decide(task: task.id, by: "甲", decision: "同意", now: ms("2019-11-01 11:00"))
        #expect(try engine.openTasks().isEmpty)
        #expect(try engine.ledger().occurrences.map(\.state) == [.succeeded])
    }

    @Test func aTaskIsRaisedOnceUnderItsKey() throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: 2019-11-01 10:00 }"))
        for _ in 1...2 {
            try engine.database.write { transaction in
                let request = TaskRequest(key: "broken-file 2019-11-01", step: "a", title: "文件有误", role: "maker")
                try engine.raise(transaction, request, now: ms("2019-11-01 10:00"))
            }
        }
        #expect(try engine.tasks().map(\.key) == ["broken-file 2019-11-01"])
    }

    @Test func cancellingAMomentClosesItsTasks() throws {
        let engine = try makeEngine(smallPlan(Self.steps))
        _ = try engine.advance(ms("2019-11-01 10:00"))
        try engine.cancel(
            step: "resolve", at: instant("2019-11-01 10:00"), by: "甲", reason: "无差异", now: ms("2019-11-01 11:00"))
        #expect(try engine.openTasks().isEmpty)
        _ = try engine.advance(ms("2019-11-01 12:00"))
        #expect(try engine.ledger().occurrences.map(\.state) == [.cancelled, .expired])
    }
}
