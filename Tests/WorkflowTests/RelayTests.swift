import Diagnostics
import Storage
import Synchronization
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

    /// A disk that has no room for the mark keeps the paper here, and ends nothing.
    @Test(arguments: [false, true])
    func nothingGoesOutBeforeWhatComesFirst(repeatable: Bool) async throws {
        let database = try Self.database()
        let sent = Log<String>()
        let isFull = Mutex(true)
        let relay = Self.relay(database, repeatable: repeatable) { delivery in
            sent.add(delivery.key)
            return .sent(receipt: "")
        }.after { if isFull.withLock({ $0 }) { throw Gone() } }
        // Oftener than a delivery is tried.
        for time in stride(from: 0, through: 40_000, by: 10_000) as StrideThrough<Int64> {
            #expect(try await relay.drain { time }.map(\.state) == [.queued])
        }
        #expect(sent.all.isEmpty)
        isFull.withLock { $0 = false }
        #expect(try await relay.drain { 50_000 }.map(\.state) == [.sent])
        #expect(sent.all == ["a"])
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

    // MARK: Looking at what was sent

    /// Sends nothing but what `send` says, and answers questions from a list, the last one for ever.
    static func watched(
        _ database: Database, send: Relay.Outcome = .sent(receipt: "job 7", lookAfter: 1_000),
        _ sightings: [Relay.Sighting]
    ) -> Relay {
        let asked = Log<Int>()
        return Relay(
            database: database,
            channels: [
                "mail": Relay.Channel(isRepeatable: false) { _ in
                    send
                } look: { _ in
                    asked.add(1)
                    return sightings[min(asked.all.count, sightings.count) - 1]
                }
            ], retry: RetryPolicy(attempts: 3, wait: 1_000, longest: 60_000))
    }

    @Test func whatIsSentIsLookedAtUntilItArrives() async throws {
        let database = try Self.database()
        let relay = Self.watched(
            database,
            [
                .underWay(receipt: "job 7", reason: "", lookAfter: 500),
                .underWay(receipt: "job 7", reason: "no paper", lookAfter: 2_000),
                .unreachable(reason: "off", lookAfter: 100), .acknowledged(receipt: "job 7 done"),
            ])
        #expect(try await relay.drain { 0 }.map(\.state) == [.sent])
        #expect(try relay.nextWakeup() == 1_000)
        #expect(try await relay.drain { 999 }.isEmpty)
        // The same as before is nothing new.
        #expect(try await relay.drain { 1_000 }.isEmpty)
        #expect(try await relay.drain { 1_500 }.map(\.reason) == ["no paper"])
        #expect(try relay.nextWakeup() == 3_500)
        #expect(try await relay.drain { 3_500 }.map(\.reason) == ["off"])
        #expect(try await relay.drain { 3_600 }.map(\.state) == [.acknowledged])
        #expect(try Outbox.all(database).map(\.receipt) == ["job 7 done"])
        #expect(try relay.isIdle())
        let kinds = try Journal.entries(database, from: 1, limit: 99).map(\.kind)
        #expect(
            kinds == [
                "delivery.queue", "delivery.send", "delivery.accept", "delivery.watch", "delivery.watch",
                "delivery.acknowledge",
            ])
    }

    @Test(
        arguments: [
            (.refused(reason: "cancelled"), .failed), (.lost(reason: "no such job"), .unknown),
            (.acknowledged(receipt: "x"), .acknowledged),
        ] as [(Relay.Sighting, DeliveryState)])
    func whatLookingEndsWith(sighting: Relay.Sighting, state: DeliveryState) async throws {
        let database = try Self.database()
        let relay = Self.watched(database, [sighting])
        _ = try await relay.drain { 0 }
        #expect(try await relay.drain { 1_000 }.map(\.state) == [state])
        #expect(try relay.isIdle())
    }

    @Test(
        arguments: [
            (.refused(reason: "cancelled"), .failed), (.lost(reason: "no such job"), .unknown),
            (.acknowledged(receipt: "x"), .acknowledged),
            (.underWay(receipt: "job 7", reason: "", lookAfter: 9), .sent),
            (.unreachable(reason: "off", lookAfter: 9), .unknown),
        ] as [(Relay.Sighting, DeliveryState)])
    func afterACrashTheOtherSideIsAskedAndNothingSentAgain(
        sighting: Relay.Sighting, state: DeliveryState
    ) async throws {
        let database = try Self.database()
        try database.write { transaction in
            for delivery in try OutboxStore.due(transaction, now: 0, limit: 9) {
                try Outbox.move(transaction, delivery, .send, 0)
            }
        }
        let relay = Self.watched(database, send: .refused(reason: "sent again"), [sighting])
        try relay.recover(5)
        #expect(try Outbox.all(database).map(\.state) == [.unknown])
        #expect(try await relay.drain { 5 }.map(\.state) == [state])
        _ = try await relay.drain { 5 }
        #expect(try Outbox.all(database).map(\.state) == [state])
        try Journal.verify(database)
    }

    @Test func waitingForItsTurnIsNoTry() async throws {
        let database = try Self.database()
        let relay = Self.relay(database) { _ in .notYet(reason: "20 a minute", after: 10) }
        for time in stride(from: Int64(0), to: 100, by: 10) { _ = try await relay.drain { time } }
        #expect(try Outbox.all(database).map(\.attempt) == [0])
        #expect(try Outbox.all(database).map(\.state) == [.queued])
    }

    @Test func theReceiptOfAPartStaysWithIt() async throws {
        let database = try Self.database()
        let seen = Log<String>()
        let relay = Self.relay(database) { delivery in
            seen.add(delivery.receipt)
            let isFirst = seen.all.count == 1
            return isFirst
                ? .notSent(reason: "one is busy", receipt: "a@x has it", after: 7)
                : .refused(reason: "no", receipt: "r")
        }
        _ = try await relay.drain { 0 }
        #expect(try relay.nextWakeup() == 7)
        _ = try await relay.drain { 7 }
        #expect(seen.all == ["", "a@x has it"])
        try Outbox.resend(database, key: "a", by: "甲", reason: "改好了", now: 8)
        #expect(try Outbox.all(database).map(\.receipt) == ["r"])
    }

    @Test func aSlowChannelHoldsUpNoOther() async throws {
        let database = try Self.database(["a", "b"])
        try database.write { try Outbox.enqueue($0, key: "c", channel: "printer", payload: [1], now: 0) }
        let clock = VirtualClock(0)
        let relay = Relay(
            database: database,
            channels: [
                "mail": Relay.Channel(isRepeatable: false) { _ in
                    clock.advance(to: clock.now + 30_000)
                    return .notSent(reason: "no answer")
                },
                "printer": Relay.Channel(isRepeatable: false) { _ in .acknowledged(receipt: "") },
            ])
        _ = try await relay.drain { clock.now }
        #expect(try Outbox.all(database).map(\.attempt) == [1, 0, 1])
    }

    /// What was settled meanwhile, as by a process that took over, is left as it is.
    @Test func aResultThatComesTooLateWritesNothing() async throws {
        let database = try Self.database()
        let relay = Self.relay(database) { _ in
            try Self.relay(database) { _ in .refused(reason: "never called") }.recover(5)
            return .sent(receipt: "late")
        }
        #expect(try await relay.drain { 0 }.isEmpty)
        #expect(try Outbox.all(database).map(\.state) == [.unknown])
    }
}
