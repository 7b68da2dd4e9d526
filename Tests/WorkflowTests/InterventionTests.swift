import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Signals, conditions, pauses, holding and giving up.
struct InterventionTests {
    static func states(_ engine: Engine) throws -> [String] { try EngineTests.states(engine) }

    static let waits = """
        - { id: load, at: every day 10:00, waits-for: bank-file }
        - { id: both, at: 2019-11-01 11:00, waits-for: [bank-file, permit] }
        """

    static func signalled() throws -> Engine {
        try makeEngine(smallPlan(waits, extra: "title: 信号\nsignals: { bank-file: 银行文件, permit: 批准 }"))
    }

    @Test func aSignalIsKeptAndTakenOnce() throws {
        let engine = try Self.signalled()
        let now = ms("2019-11-01 09:00")
        #expect(try engine.signal("bank-file", key: "1101.txt", by: "银行", now: now))
        #expect(try !engine.signal("bank-file", key: "1101.txt", by: "银行", now: now))
        #expect(
            diagnosticCode { try engine.signal("bank-file", key: "1101.txt", detail: "x", by: "银行", now: now) }
                == "signal.key-reused")
        #expect(diagnosticCode { try engine.signal("bank-fil", key: "1", by: "银行", now: now) } == "signal.unknown-near")
        #expect(diagnosticCode { try engine.signal("permit", key: "", by: "局长", now: now) } == "signal.no-key")
        try EngineTests.workOff(engine, ms("2019-11-02 10:00"))
        // The second morning waits for a second file; the other step takes the first as well, but wants a permit, too.
        #expect(
            try Self.states(engine) == [
                "load@2019-11-01 10:00 late succeeded", "both@2019-11-01 11:00 late waiting",
                "load@2019-11-02 10:00 ran waiting",
            ])
        let why = try engine.explain(step: "both", on: day("2019-11-01")).map(\.code)
        #expect(why == ["explain.late", "explain.waiting-signal"])
        try engine.signal("permit", key: "1", by: "局长", now: ms("2019-11-02 10:30"))
        try engine.signal("bank-file", key: "1102.txt", by: "银行", now: ms("2019-11-02 10:30"))
        try EngineTests.workOff(engine, ms("2019-11-02 10:31"))
        #expect(try engine.ledger().occurrences.allSatisfy { $0.state == .succeeded })
        let taken = try engine.database.read { try SignalStore.taken($0, plan: "small") }
        #expect(
            taken.map { "\($0.step) \($0.key)" } == ["load 1101.txt", "both 1101.txt", "both 1", "load 1102.txt"])
        #expect(try engine.signals().count == 3)
    }

    @Test(arguments: [
        ("needs.a.n > 0", "1", "succeeded"), ("needs.a.n > 0", "0", "skipped"), ("needs.a.n > 0", "x", "held"),
        ("needs.a.m == 1", "1", "held"), ("today is a working day", "1", "succeeded"),
        ("today is a rest day", "1", "skipped"),
    ])
    func aConditionDecides(condition: String, output: String, expected: String) throws {
        let engine = try makeEngine(
            smallPlan(
                """
                - { id: a, at: 2019-11-01 10:00 }
                - { id: b, needs: [a], if: "\(condition)" }
                - { id: c, needs: [b] }
                """))
        let now = ms("2019-11-01 10:00")
        _ = try engine.advance(now)
        let claims = try engine.claim(worker: "w", now: now, limit: 9)
        _ = try engine.complete(claims.map { Completion($0, .succeeded(["n": output])) }, now: now)
        try EngineTests.workOff(engine, now)
        let last = expected == "held" ? "waiting" : "succeeded"
        #expect(try engine.ledger().occurrences.map(\.state.rawValue) == ["succeeded", expected, last])
        if expected == "held" {
            // A person may let it look again, and it is held again; or give it up.
            try engine.release(step: "b", at: instant("2019-11-01 10:00"), by: "甲", reason: "再看", now: now)
            _ = try engine.advance(now)
            #expect(try engine.ledger().occurrences[1].state == .held)
            #expect(try engine.explain(step: "b", on: day("2019-11-01"))[0].code == "explain.condition-unknown")
        }
    }

    @Test func aConditionOverNothingSeesZero() throws {
        let engine = try makeEngine(
            smallPlan(
                """
                - { id: a, at: 2019-11-01 10:00, for-each: nothing }
                - { id: b, needs: [a], if: needs.a.n > 0 }
                """))
        try EngineTests.workOff(engine, ms("2019-11-01 10:00"))
        #expect(try engine.ledger().occurrences.map(\.state) == [.succeeded, .skipped])
    }

    static let daily = "- { id: a, at: every day 10:00, catch-up: POLICY }"

    @Test(arguments: [
        (CatchUp.runLate, ["late succeeded", "late succeeded", "ran succeeded"]),
        (.merge, ["merged merged", "merged merged", "ran succeeded"]),
        (.expire, ["expired expired", "expired expired", "ran succeeded"]),
        (.hold, ["held held", "held held", "ran succeeded"]),
    ])
    func whatCameUpInAPauseIsCaughtUp(policy: CatchUp, expected: [String]) throws {
        let engine = try makeEngine(smallPlan(Self.daily.replacing("POLICY", with: policy.rawValue)))
        try engine.pause(phase: "only", by: "甲", reason: "台风", now: ms("2019-11-01 08:00"))
        #expect(
            diagnosticCode { try engine.pause(phase: "only", by: "甲", reason: "x", now: ms("2019-11-01 08:00")) }
                == "phase.paused")
        for time in ["2019-11-01 10:00", "2019-11-02 10:00", "2019-11-03 10:00"] {
            try EngineTests.workOff(engine, ms(time))
        }
        let paused = try engine.ledger().occurrences.map { "\($0.decision) \($0.state)" }
        #expect(paused == Array(repeating: "paused paused", count: 3))
        #expect(try engine.explain(step: "a", on: day("2019-11-01")).map(\.code) == ["explain.paused"])
        try engine.resume(phase: "only", by: "甲", now: ms("2019-11-03 10:02"))
        try EngineTests.workOff(engine, ms("2019-11-03 10:02"))
        #expect(try engine.ledger().occurrences.map { "\($0.decision) \($0.state)" } == expected)
        #expect(
            diagnosticCode { try engine.resume(phase: "only", by: "甲", now: ms("2019-11-03 10:03")) }
                == "phase.not-paused")
        #expect(diagnosticCode { try engine.resume(phase: "onl", by: "甲", now: 0) } == "phase.unknown-near")
    }

    @Test func aPausedPhaseGivesOutNoWork() throws {
        let engine = try makeEngine(
            smallPlan(
                """
                - { id: a, at: 2019-11-01 10:00, for-each: villages }
                - { id: b, needs: [a] }
                """))
        let now = ms("2019-11-01 10:00")
        _ = try engine.advance(now)
        let claims = try engine.claim(worker: "w", now: now, limit: 1)
        try engine.pause(phase: "only", by: "甲", reason: "停电", now: now)
        // What is in hand is finished; nothing new is given out, and nobody is woken for it.
        _ = try engine.complete(claims.map { Completion($0, .succeeded()) }, now: now)
        #expect(try engine.claim(worker: "w", now: now, limit: 9).isEmpty)
        #expect(try engine.advance(now).nextWakeup == nil)
        let why = try engine.explain(step: "b", on: day("2019-11-01")).map(\.code)
        #expect(why == ["explain.ran", "explain.phase-paused"])
        try engine.resume(phase: "only", by: "甲", now: now + 1)
        #expect(try engine.claim(worker: "w", now: now + 1, limit: 9).count == 2)
    }

    @Test func aPauseMovesDeadlinesByItsWorkingDays() throws {
        let engine = try makeEngine(smallPlan(TaskTests.steps))
        _ = try engine.advance(ms("2019-11-01 10:00"))
        // Friday to Tuesday: Monday and Tuesday are lost.
        try engine.pause(phase: "only", by: "甲", reason: "系统升级", now: ms("2019-11-01 12:00"))
        #expect(try engine.advance(ms("2019-11-05 09:00")).events.isEmpty)
        try engine.resume(phase: "only", by: "甲", now: ms("2019-11-05 09:00"))
        let moved = Instant(day("2019-11-08"), hour: 24).milliseconds
        #expect(try engine.openTasks().map(\.deadline) == [moved, moved, moved])
        #expect(try engine.advance(ms("2019-11-05 09:00")).nextWakeup == moved)
        let escalated = try engine.advance(moved).events.count { if case .taskEscalated = $0 { true } else { false } }
        #expect(escalated == 3)
    }

    @Test func aMomentIsHeldOrGivenUpBeforeItsTime() throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: every day 10:00, catch-up: merge }"))
        let now = ms("2019-11-01 08:00")
        func at(_ text: String) -> Instant { instant(text) }
        try engine.hold(step: "a", at: at("2019-11-02 10:00"), by: "甲", reason: "等文件", now: now)
        try engine.cancel(step: "a", at: at("2019-11-03 10:00"), by: "甲", reason: "放假", now: now)
        #expect(
            diagnosticCode { try engine.hold(step: "a", at: at("2019-11-02 11:00"), by: "甲", reason: "x", now: now) }
                == "occurrence.unknown")
        #expect(
            diagnosticCode { try engine.release(step: "a", at: at("2019-11-04 10:00"), by: "甲", reason: "x", now: now) }
                == "occurrence.unknown")
        try engine.release(step: "a", at: at("2019-11-02 10:00"), by: "甲", reason: "文件已到", now: now)
        // Let go before its time it waits for it.
        #expect(try engine.advance(now).nextWakeup == ms("2019-11-01 10:00"))
        try EngineTests.workOff(engine, ms("2019-11-01 10:00"))
        #expect(try engine.advance(ms("2019-11-01 10:00")).nextWakeup == ms("2019-11-02 10:00"))
        // Days later: the given-up one stands for nobody.
        try EngineTests.workOff(engine, ms("2019-11-05 12:00"))
        #expect(
            try Self.states(engine) == [
                "a@2019-11-01 10:00 ran succeeded", "a@2019-11-02 10:00 held succeeded",
                "a@2019-11-03 10:00 cancelled cancelled", "a@2019-11-04 10:00 merged merged",
                "a@2019-11-05 10:00 late succeeded",
            ])
        let why = try engine.explain(step: "a", on: day("2019-11-03")).map { Catalogue.message($0, in: .chinese) }
        #expect(why.count == 1 && why[0].contains("放假"), "\(why)")
    }

    @Test func aStepAPhaseAndTheWholeAreGivenUp() throws {
        let steps = """
            - { id: a, at: every day 10:00 }
            - { id: b, at: every day 11:00, needs: [a] }
            - { id: c, at: 2019-11-15 12:00, task: { role: maker } }
            """
        let now = ms("2019-11-01 10:30")
        let engine = try makeEngine(smallPlan(steps))
        try EngineTests.workOff(engine, now)
        try engine.cancel(step: "a", by: "甲", reason: "改由银行办理", now: now)
        try EngineTests.workOff(engine, ms("2019-11-15 12:00"))
        let ledger = try engine.ledger().occurrences
        // What had run stays; what needs a given-up moment expires.
        #expect(ledger.filter { $0.step == "a" }.map(\.state) == [.succeeded] + Array(repeating: .cancelled, count: 14))
        #expect(ledger.filter { $0.step == "b" }.map(\.state) == [.succeeded] + Array(repeating: .expired, count: 14))
        try engine.cancel(phase: "only", by: "甲", reason: "结束", now: ms("2019-11-15 12:00"))
        #expect(try engine.openTasks().isEmpty)
        #expect(try engine.advance(ms("2019-11-15 12:00")).unfinished == 0)
        let unknown = diagnosticCode { try engine.cancel(step: "x", by: "甲", reason: "y", now: now) }
        #expect(unknown == "explain.unknown-step-near")
        let other = try makeEngine(smallPlan(steps))
        _ = try other.advance(now)
        try other.cancelCampaign(by: "甲", reason: "政策变化", now: now)
        let end = try other.advance(now)
        #expect(end.unfinished == 0 && end.nextWakeup == nil)
        #expect(try other.ledger().occurrences.allSatisfy { $0.state == .cancelled })
        #expect(try other.ledger().occurrences.count == other.definition.moments.count)
        #expect(try other.ledger().steps.map(\.state) == [.cancelled])
        try Journal.verify(other.database)
    }

    @Test func aPieceIsHeldByHand() throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: 2019-11-01 10:00, for-each: villages }"))
        let now = ms("2019-11-01 10:00")
        _ = try engine.advance(now)
        let id = try engine.ledger().steps[1].id
        try engine.hold(piece: id, by: "甲", reason: "名册有误", now: now)
        try EngineTests.workOff(engine, now)
        #expect(try engine.ledger().steps.map(\.state) == [.succeeded, .held, .succeeded])
        #expect(try engine.ledger().occurrences[0].state == .failed)
        #expect(try engine.stuckSteps() == [id])
        #expect(diagnosticCode { try engine.hold(piece: id, by: "甲", reason: "x", now: now) } == "step.not-now")
        try engine.retry(step: id, by: "甲", reason: "已更正", now: now)
        try EngineTests.workOff(engine, now)
        #expect(try engine.ledger().occurrences[0].state == .succeeded)
    }
}
