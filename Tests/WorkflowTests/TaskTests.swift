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
            if case .taskEscalated(let task) = event { task.title + task.role } else { nil }
        }
        #expect(escalated == ["第2村boss", "第3村boss"])
        #expect(try engine.advance(deadline + 1).events.isEmpty)
        #expect(passed.nextWakeup == nil)
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
