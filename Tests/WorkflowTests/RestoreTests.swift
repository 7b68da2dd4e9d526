import Diagnostics
import Foundation
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A database that is older than what happened.
struct RestoreTests {
    static let steps = """
        - { id: a, at: every day 10:00, for-each: villages }
        - { id: b, needs: [a] }
        """

    /// A campaign on disk with its mark, copied as a backup at some time.
    struct Place {
        let scratch: ScratchFolder
        var path: String { scratch / "campaign.db" }
        var markPath: String { scratch / "campaign.db.mark" }
        var mark: HistoryMark { HistoryMark(path: markPath) }

        init() throws { scratch = try ScratchFolder() }

        func open() throws -> Engine {
            try makeEngine(
                smallPlan(RestoreTests.steps), Database(path: path, migrations: WorkflowSchema.migrations))
        }

        func keep() throws {
            try FileManager.default.copyItem(atPath: path, toPath: scratch / "backup.db")
        }

        func restore() throws {
            for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
                try FileManager.default.removeItem(atPath: path + suffix)
            }
            try FileManager.default.copyItem(atPath: scratch / "backup.db", toPath: path)
        }
    }

    static func success(_ claim: Claim, _ now: Int64) -> StepOutcome {
        .succeeded { try Outbox.enqueue($0, key: claim.subject, channel: "mail", payload: [1], now: now) }
    }

    static func work(_ engine: Engine, _ now: Int64, limit: Int) throws {
        _ = try engine.advance(now)
        let claims = try engine.claim(worker: "w", now: now, limit: limit)
        _ = try engine.complete(claims.map { Completion($0, success($0, now)) }, now: now)
    }

    /// A backup of the first morning, in the middle of the work, and history until the third.
    static func lost(mark: Bool) throws -> (Place, LostHistory?, Engine) {
        let place = try Place()
        var engine = try place.open()
        let first = ms("2019-11-01 10:00")
        try engine.beat(worker: "w", mark: place.mark, now: first)
        #expect(try engine.noticeRestore(place.mark, now: first) == nil)
        try work(engine, first, limit: 1)
        _ = try engine.claim(worker: "w", now: first, limit: 1)
        try engine.database.checkpoint()
        try engine.database.close()
        try place.keep()
        engine = try place.open()
        #expect(try engine.noticeRestore(place.mark, now: first) == nil)
        try EngineTests.workOff(engine, ms("2019-11-03 11:00"))
        try engine.beat(worker: "w", mark: place.mark, now: ms("2019-11-03 11:00"))
        try engine.database.close()
        try place.restore()
        if !mark { try FileManager.default.removeItem(atPath: place.markPath) }
        engine = try place.open()
        return (place, try engine.noticeRestore(place.mark, now: ms("2019-11-05 09:00")), engine)
    }

    @Test(arguments: [true, false])
    func whatMayHaveBeenDoneWaitsForAPerson(hasMark: Bool) throws {
        let (place, found, engine) = try Self.lost(mark: hasMark)
        let lost = try #require(found)
        #expect(lost.from == ms("2019-11-01 10:00"))
        #expect(lost.to == ms(hasMark ? "2019-11-03 11:00" : "2019-11-05 09:00"))
        #expect(lost.unknown == 1)
        try EngineTests.workOff(engine, ms("2019-11-05 09:00"))
        let days = hasMark ? ["2019-11-02", "2019-11-03"] : ["2019-11-02", "2019-11-03", "2019-11-04"]
        let held = try engine.ledger().occurrences.filter { $0.state == .held }.map(\.subject)
        #expect(held == ["b@2019-11-01 10:00"] + days.flatMap { ["a@\($0) 10:00", "b@\($0) 10:00"] })
        #expect(try engine.ledger().steps.prefix(3).map(\.state) == [.succeeded, .held, .held])
        #expect(try engine.explain(step: "a", on: day("2019-11-02"))[0].code == "explain.gap")
        #expect(try Outbox.all(engine.database)[0].state == .unknown)
        // After the gap it goes on by itself.
        let ran = try engine.ledger().occurrences.filter { $0.decision == .late }.map(\.subject)
        #expect(ran == (hasMark ? ["a@2019-11-04 10:00", "b@2019-11-04 10:00"] : []))
        // Once said is enough.
        #expect(try engine.noticeRestore(place.mark, now: ms("2019-11-05 09:01")) == nil)
        try Journal.verify(engine.database)
        try engine.database.close()
    }

    /// The backup was made while a phase stood still; then it went on, and its moments ran. When a person lets it go on
    /// once more, they do not run again by themselves.
    @Test func whatStoodStillWaitsForAPerson() throws {
        let place = try Place()
        var engine = try place.open()
        let (morning, evening) = (ms("2019-11-01 09:00"), ms("2019-11-01 18:00"))
        _ = try engine.advance(morning)
        try engine.pause(phase: "only", by: "甲", reason: "停电", now: morning)
        _ = try engine.advance(ms("2019-11-01 12:00"))
        #expect(try engine.ledger().occurrences.map(\.state) == [.paused, .paused])
        try engine.database.checkpoint()
        try engine.database.close()
        try place.keep()
        engine = try place.open()
        try engine.resume(phase: "only", by: "甲", now: evening)
        try EngineTests.workOff(engine, evening)
        #expect(try engine.ledger().occurrences.map(\.state) == [.succeeded, .succeeded])
        try engine.beat(worker: "w", mark: place.mark, now: evening)
        try engine.database.close()
        try place.restore()
        engine = try place.open()
        let lost = try #require(try engine.noticeRestore(place.mark, now: ms("2019-11-02 09:00")))
        #expect(lost.held == 2 && lost.to == evening)
        try engine.resume(phase: "only", by: "甲", now: ms("2019-11-02 09:00"))
        try EngineTests.workOff(engine, ms("2019-11-02 09:30"))
        #expect(try engine.ledger().occurrences.map(\.state) == [.held, .held])
        #expect(try engine.explain(step: "a", on: day("2019-11-01"))[0].code == "explain.gap")
        try engine.database.close()
    }

    @Test(arguments: ["", "zhengjiao history mark 1\n", "zhengjiao history mark 1\nx\ny\nz\n", "\u{0}"])
    func aDamagedMarkIsNoMark(text: String) throws {
        let place = try Place()
        let engine = try place.open()
        try engine.beat(worker: "w", mark: place.mark, now: ms("2019-11-01 00:00"))
        try Data(text.utf8).write(to: URL(fileURLWithPath: place.markPath))
        #expect(try engine.noticeRestore(place.mark, now: ms("2019-11-01 09:00")) != nil)
        try engine.database.close()
    }

    @Test func anotherHistoryIsNoticed() throws {
        let place = try Place()
        let engine = try place.open()
        try EngineTests.workOff(engine, ms("2019-11-01 10:00"))
        let last = try engine.database.read { try JournalStore.last($0) }
        let other = HistoryMark.Content(
            sequence: last?.sequence ?? 0, hash: String(repeating: "a", count: 64), at: ms("2019-11-01 12:00"))
        try place.mark.write { other }
        #expect(try engine.noticeRestore(place.mark, now: ms("2019-11-01 13:00"))?.to == ms("2019-11-01 12:00"))
        try engine.database.close()
    }

    /// Before anything goes out the mark knows of it.
    @Test func theMarkIsWrittenBeforeASending() async throws {
        let place = try Place()
        let engine = try place.open()
        try await engine.database.join { try Outbox.enqueue($0, key: "k", channel: "mail", payload: [1], now: 0) }
        let known = Log<Int>()
        let relay = Relay(
            database: engine.database,
            channels: [
                "mail": Relay.Channel(isRepeatable: false) { _ in
                    known.add(place.mark.read()?.sequence ?? -1)
                    return .sent(receipt: "")
                }
            ]
        ).after { try engine.write(place.mark, now: 5) }
        _ = try await relay.drain { 0 }
        let entries = try Journal.entries(engine.database, limit: 99)
        #expect(known.all == [entries.first { $0.kind == "delivery.send" }?.sequence])
        try engine.database.close()
    }

    /// The channels and the signs of life write the mark at the same time: each is written, none takes it back.
    @Test func theMarkHasManyWriters() async throws {
        let place = try Place()
        let engine = try place.open()
        let mark = place.mark
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<6 {
                group.addTask {
                    for number in 0..<20 {
                        let key = "\(writer)-\(number)"
                        try await engine.database.join {
                            try Outbox.enqueue($0, key: key, channel: "mail", payload: [1], now: 0)
                        }
                        let last = try engine.database.read { try JournalStore.last($0)?.sequence ?? 0 }
                        try engine.write(mark, now: 5)
                        #expect((mark.read()?.sequence ?? -1) >= last)
                    }
                }
            }
            try await group.waitForAll()
        }
        let last = try engine.database.read { try JournalStore.last($0) }
        #expect(mark.read()?.sequence == last?.sequence && mark.read()?.hash == last?.hash)
        try engine.database.close()
    }
}
