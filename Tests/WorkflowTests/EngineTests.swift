import Diagnostics
import Foundation
import Storage
import TestSupport
import Testing

@testable import Workflow

struct EngineTests {
    /// Does everything that can be claimed at `now`, and advances until nothing changes.
    static func workOff(_ engine: Engine, _ now: Int64) throws {
        _ = try engine.advance(now)
        while true {
            let claims = try engine.claim(worker: "w", now: now, limit: 100)
            if claims.isEmpty { return }
            _ = try engine.complete(claims.map { Completion($0, .succeeded()) }, now: now)
            _ = try engine.advance(now)
        }
    }

    static func states(_ engine: Engine) throws -> [String] {
        try engine.ledger().occurrences.map { "\($0.subject) \($0.decision) \($0.state)" }
    }

    @Test func nothingHappensBeforeItsTime() throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: 2019-11-04 09:00 }"))
        let early = try engine.advance(ms("2019-11-04 08:59"))
        #expect(early.nextWakeup == ms("2019-11-04 09:00"))
        #expect(early.unfinished == 1)
        #expect(try engine.claim(worker: "w", now: ms("2019-11-04 08:59"), limit: 9).isEmpty)
        let due = try engine.advance(ms("2019-11-04 09:00"))
        #expect(due.nextWakeup == ms("2019-11-04 09:00"))
        #expect(try engine.claim(worker: "w", now: ms("2019-11-04 09:00"), limit: 9).count == 1)
        #expect(try engine.claim(worker: "w", now: ms("2019-11-04 09:00"), limit: 9).isEmpty)
    }

    @Test func aNeedIsTheNewestOccurrenceUpToTheSameMoment() throws {
        let engine = try makeEngine(
            smallPlan(
                """
                - { id: import, at: every working day 19:00 }
                - { id: print, at: every working day 19:10, needs: [import] }
                """))
        let now = ms("2019-11-01 19:10")
        _ = try engine.advance(now)
        #expect(try engine.claim(worker: "w", now: now, limit: 9).map(\.step.id) == ["import"])
        #expect(try engine.advance(now).nextWakeup == now + 60_000)
        // Days later the first import is still not done: the second evening waits for the second import alone.
        try engine.recover(now)
        let later = ms("2019-11-04 19:10")
        _ = try engine.advance(later)
        let claims = try engine.claim(worker: "w", now: later, limit: 9)
        #expect(claims.map(\.subject) == ["import@2019-11-01 19:00", "import@2019-11-04 19:00"])
        _ = try engine.complete([Completion(claims[1], .succeeded())], now: later)
        _ = try engine.advance(later)
        #expect(
            try engine.claim(worker: "w", now: later, limit: 9).map(\.subject) == ["print@2019-11-04 19:10"])
    }

    @Test(arguments: [
        (CatchUp.runLate, ["late succeeded", "late succeeded", "ran succeeded"]),
        (.merge, ["merged merged", "merged merged", "ran succeeded"]),
        (.expire, ["expired expired", "expired expired", "ran succeeded"]),
        (.hold, ["held held", "held held", "ran succeeded"]),
    ])
    func missedMoments(policy: CatchUp, expected: [String]) throws {
        let engine = try makeEngine(
            smallPlan(
                "- { id: a, at: [2019-11-01 10:00, 2019-11-02 10:00, 2019-11-03 10:00], catch-up: \(policy.rawValue) }")
        )
        try Self.workOff(engine, ms("2019-11-03 10:02"))
        #expect(try engine.ledger().occurrences.map { "\($0.decision) \($0.state)" } == expected)
        let why = try engine.explain(step: "a", on: day("2019-11-01")).map { Catalogue.message($0, in: .english) }
        let words = [
            CatchUp.runLate: "policy run-late", .merge: "2019-11-03 10:00 stands for it", .expire: "policy expire",
            .hold: "policy hold",
        ]
        #expect(why[0].contains(words[policy] ?? "?"), "\(why)")
    }

    @Test func fiveMinutesAreNoMiss() throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: 2019-11-01 10:00, catch-up: expire }"))
        _ = try engine.advance(ms("2019-11-01 10:05"))
        #expect(try Self.states(engine) == ["a@2019-11-01 10:00 ran running"])
    }

    @Test func mergedAndExpiredNeeds() throws {
        let engine = try makeEngine(
            smallPlan(
                """
                - { id: merged, at: every day 10:00, catch-up: merge }
                - { id: afterMerged, at: every day 11:00, needs: [merged] }
                """.replacing("afterMerged", with: "after")))
        try Self.workOff(engine, ms("2019-11-03 12:00"))
        #expect(
            try engine.ledger().occurrences.map(\.state) == [
                .merged, .succeeded, .merged, .succeeded, .succeeded, .succeeded,
            ])
        let other = try makeEngine(
            smallPlan(
                """
                - { id: gone, at: 2019-11-01 10:00, catch-up: expire }
                - { id: after, needs: [gone] }
                - { id: later, needs: [after] }
                """))
        try Self.workOff(other, ms("2019-11-03 12:00"))
        #expect(try other.ledger().occurrences.map(\.state) == [.expired, .expired, .expired])
        #expect(try other.explain(step: "after", on: day("2019-11-01"))[0].code == "explain.expired-need")
        #expect(try other.advance(ms("2019-11-03 12:00")).unfinished == 0)
    }

    @Test func aHeldMomentIsReleasedOrGivenUp() throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: [2019-11-01 10:00, 2019-11-02 10:00], catch-up: hold }"))
        let now = ms("2019-11-05 10:00")
        try Self.workOff(engine, now)
        #expect(
            diagnosticCode {
                try engine.release(step: "a", at: instant("2019-11-01 10:00"), by: "甲", reason: "", now: now)
            }
                == "task.no-reason")
        #expect(
            diagnosticCode {
                try engine.release(step: "a", at: instant("2019-11-01 10:01"), by: "甲", reason: "x", now: now)
            }
                == "occurrence.unknown")
        try engine.release(step: "a", at: instant("2019-11-01 10:00"), by: "甲", reason: "核对无误", now: now)
        try engine.cancel(step: "a", at: instant("2019-11-02 10:00"), by: "甲", reason: "不再需要", now: now)
        try Self.workOff(engine, now)
        #expect(try engine.ledger().occurrences.map(\.state) == [.succeeded, .cancelled])
        #expect(
            diagnosticCode {
                try engine.release(step: "a", at: instant("2019-11-01 10:00"), by: "甲", reason: "x", now: now)
            }
                == "occurrence.not-now")
        let why = try engine.explain(step: "a", on: day("2019-11-01")).map { Catalogue.message($0, in: .chinese) }
        #expect(why[0].contains("甲") && why[0].contains("核对无误"))
    }

    @Test func aStaleFenceWritesNothing() throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: 2019-11-01 10:00 }"))
        let now = ms("2019-11-01 10:00")
        _ = try engine.advance(now)
        let first = try engine.claim(worker: "one", now: now, limit: 1)
        #expect(try engine.heartbeat(first, now: now + 30_000).isEmpty)
        _ = try engine.advance(now + 60_000)
        #expect(try engine.claim(worker: "two", now: now + 60_000, limit: 1).isEmpty)
        _ = try engine.advance(now + 90_000)
        let second = try engine.claim(worker: "two", now: now + 90_000, limit: 1)
        #expect(second[0].fence > first[0].fence)
        #expect(second[0].attempt == 2)
        let ran = Log<String>()
        let late = try engine.complete([Completion(first[0], .succeeded { _ in ran.add("stale") })], now: now + 91_000)
        guard case .stale? = late.first else {
            Issue.record("\(late)")
            return
        }
        #expect(ran.all.isEmpty)
        #expect(try engine.heartbeat(first, now: now + 91_000).count == 1)
        _ = try engine.complete([Completion(second[0], .succeeded { _ in ran.add("ok") })], now: now + 92_000)
        _ = try engine.complete([Completion(second[0], .succeeded { _ in ran.add("twice") })], now: now + 92_000)
        #expect(ran.all == ["ok"])
    }

    @Test func aTimeLimitIsAFailure() throws {
        let engine = try makeEngine(
            smallPlan("- { id: a, at: 2019-11-01 10:00, timeout: 2m, retry: { attempts: 2, wait: 1m } }"))
        let now = ms("2019-11-01 10:00")
        _ = try engine.advance(now)
        for start in [now, now + 240_000] {
            let claims = try engine.claim(worker: "w", now: start, limit: 1)
            try #require(claims.count == 1)
            _ = try engine.heartbeat(claims, now: start + 50_000)
            _ = try engine.heartbeat(claims, now: start + 100_000)
            _ = try engine.advance(start + 121_000)
            _ = try engine.advance(start + 190_000)
        }
        #expect(try engine.ledger().steps.map(\.state) == [.dead])
        #expect(try engine.ledger().steps[0].reason == "no result within 120 s")
        #expect(try engine.ledger().occurrences.map(\.state) == [.failed])
    }

    @Test func anEmptyListIsDoneAtOnce() throws {
        let engine = try makeEngine(
            smallPlan(
                """
                - { id: a, at: 2019-11-01 10:00, for-each: nothing }
                - { id: b, needs: [a], for-each: nothing, task: { role: maker } }
                """
            ))
        _ = try engine.advance(ms("2019-11-01 10:00"))
        #expect(try engine.ledger().occurrences.map(\.state) == [.succeeded, .succeeded])
        #expect(try engine.advance(ms("2019-11-01 10:00")).unfinished == 0)
    }

    @Test func aRunIsPinnedToItsPlan() throws {
        let database = try Database.inMemory(migrations: WorkflowSchema.migrations)
        _ = try makeEngine(smallPlan("- { id: a, at: 2019-11-01 10:00 }"), database)
        _ = try makeEngine(smallPlan("- { id: a, at: 2019-11-01 10:00 }"), database)
        #expect(
            diagnosticCode {
                _ = try makeEngine(smallPlan("- { id: a, at: 2019-11-01 11:00 }"), database)
            } == "plan.changed")
    }

    @Test func aClockSetBackDoublesNothing() throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: every day 10:00 }"))
        try Self.workOff(engine, ms("2019-11-03 10:00"))
        try Self.workOff(engine, ms("2019-11-01 10:00"))
        try Self.workOff(engine, ms("2019-11-03 10:01"))
        #expect(try engine.ledger().steps.count == 3)
        #expect(try engine.lastNow() == ms("2019-11-03 10:00"))
    }

    @Test func explanationsOfDaysWithoutTheStep() throws {
        let engine = try makeEngine(smallPlan("- { id: a, at: every working day 10:00 }"))
        func codes(_ date: String) throws -> [String] { try engine.explain(step: "a", on: day(date)).map(\.code) }
        #expect(try codes("2019-11-02") == ["explain.rest-day"])
        #expect(try codes("2019-12-02") == ["explain.outside"])
        #expect(try codes("2019-11-04") == ["explain.will-run"])
        _ = try engine.advance(ms("2019-11-01 10:00"))
        #expect(try codes("2019-11-01") == ["explain.ran", "explain.running"])
        try Self.workOff(engine, ms("2019-11-01 10:00"))
        #expect(try codes("2019-11-01") == ["explain.ran", "explain.succeeded"])
        #expect(
            diagnosticCode {
                _ = try codes("2019-11-01"); _ = try engine.explain(step: "b", on: day("2019-11-01"))
            }
                == "explain.unknown-step-near")
    }
}
