import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workflow

struct RelayTests {
    struct Gone: Error {}

    static func database(_ keys: [String] = ["a"], channel: String = "mail") throws -> Database {
        let database = try Database.inMemory(migrations: WorkflowSchema.migrations)
        try database.write { transaction in
            for key in keys { try Outbox.enqueue(transaction, key: key, channel: channel, payload: [1, 2], now: 0) }
        }
        return database
    }

    static func relay(
        _ database: Database, repeatable: Bool = false,
        _ send: @escaping @Sendable (Delivery) async throws -> Relay.Outcome
    ) -> Relay {
        Relay(
            database: database, channels: ["mail": Relay.Channel(isRepeatable: repeatable, send: send)],
            retry: RetryPolicy(attempts: 3, wait: 1_000, longest: 60_000))
    }

    @Test func aKeyIsQueuedOnce() throws {
        let database = try Self.database(["a", "a", "b"])
        #expect(try Outbox.all(database).map(\.key) == ["a", "b"])
        #expect(
            diagnosticCode {
                try database.write { try Outbox.enqueue($0, key: "a", channel: "mail", payload: [9], now: 0) }
            } == "outbox.key-reused")
    }

    @Test func whatIsSentIsNotSentAgain() async throws {
        let database = try Self.database(["a", "b"])
        let sent = Log<String>()
        let relay = Self.relay(database) { delivery in
            sent.add(delivery.key)
            return delivery.key == "a" ? .sent(receipt: "job 7") : .acknowledged(receipt: "250 OK")
        }
        for time in [0, 1, 2] as [Int64] { _ = try await relay.drain { time } }
        #expect(sent.all == ["a", "b"])
        #expect(try Outbox.all(database).map(\.state) == [.sent, .acknowledged])
        #expect(try Outbox.all(database).map(\.receipt) == ["job 7", "250 OK"])
        #expect(try relay.nextWakeup() == nil)
    }

    @Test func whatSurelyDidNotGoOutIsTriedAgainLater() async throws {
        let database = try Self.database()
        let relay = Self.relay(database) { _ in .notSent(reason: "no paper") }
        _ = try await relay.drain { 0 }
        #expect(try relay.nextWakeup() == 1_000)
        #expect(try await relay.drain { 999 }.isEmpty)
        _ = try await relay.drain { 1_000 }
        #expect(try relay.nextWakeup() == 3_000)
        _ = try await relay.drain { 3_000 }
        #expect(try Outbox.all(database).map(\.state) == [.failed])
        try Outbox.resend(database, key: "a", by: "甲", reason: "已加纸", now: 4_000)
        #expect(try relay.nextWakeup() == 4_000)
    }

    @Test func whatMayHaveGoneOutWaitsForAPerson() async throws {
        let database = try Self.database(["a", "b"])
        let relay = Self.relay(database) { delivery in
            if delivery.key == "a" { throw Gone() }
            return .unknown(reason: "no answer")
        }
        _ = try await relay.drain { 0 }
        #expect(try Outbox.all(database).map(\.state) == [.unknown, .unknown])
        #expect(try relay.nextWakeup() == nil)
        try relay.recover(1)
        #expect(try Outbox.all(database).map(\.state) == [.unknown, .unknown])
        #expect(
            diagnosticCode { try Outbox.resend(database, key: "a", by: "甲", reason: "", now: 1) } == "task.no-reason")
        #expect(
            diagnosticCode { try Outbox.resend(database, key: "x", by: "甲", reason: "y", now: 1) }
                == "outbox.unknown-key")
        try Outbox.confirm(database, key: "a", by: "甲", reason: "电话核实", now: 1)
        try Outbox.resend(database, key: "b", by: "甲", reason: "未收到", now: 1)
        #expect(try Outbox.all(database).map(\.state) == [.sent, .queued])
        #expect(
            diagnosticCode { try Outbox.confirm(database, key: "a", by: "甲", reason: "y", now: 1) }
                == "outbox.not-now")
    }

    @Test(arguments: [(false, DeliveryState.unknown), (true, .queued)])
    func aProcessThatEndsWhileSending(repeatable: Bool, expected: DeliveryState) async throws {
        let database = try Self.database()
        let dying = Self.relay(database, repeatable: repeatable) { _ in
            // While the transport has it, another process takes over.
            try Self.relay(database, repeatable: repeatable) { _ in .refused(reason: "never called") }.recover(5)
            return .refused(reason: "too late")
        }
        try database.write { transaction in
            for delivery in try OutboxStore.due(transaction, now: 0, limit: 9) {
                try Outbox.move(transaction, delivery, .send, 0)
            }
        }
        try dying.recover(5)
        #expect(try Outbox.all(database).map(\.state) == [expected])
    }

    @Test func anUnknownChannelIsRefused() async throws {
        let database = try Self.database(channel: "pigeon")
        let changed = try await Self.relay(database) { _ in .sent(receipt: "") }.drain { 0 }
        #expect(changed.map(\.state) == [.failed])
        #expect(changed[0].reason.contains("pigeon"))
    }
}
