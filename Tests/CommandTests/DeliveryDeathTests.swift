import Foundation
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Wires, printers, mail servers and the process itself end in the middle of a delivery, at every stage of it. What
/// nobody can know stays unknown; nothing comes out twice unless a person said so.
@Suite(.serialized, .ownThreads, .timeLimit(.minutes(20))) struct DeliveryDeathTests {
    /// Where the bytes stop. The requests to a printer before the document take some 1,500, the document 20,000.
    static let printerCuts: [(String, Int)] =
        [0, 200, 500, 900, 1_300, 1_700, 2_500, 9_000, 20_500, 21_500].map { ("up", $0) }
        + [0, 300, 2_000, 5_000, 6_000, 6_300, 6_600].map { ("down", $0) }
    /// The answers of a mail server before it has the mail take some 180 bytes, the last one 25.
    static let mailCuts: [(String, Int)] =
        [0, 20, 60, 100, 500, 9_000, 25_000, 27_000].map { ("up", $0) }
        + stride(from: 0, through: 240, by: 16).map { ("down", $0) }

    /// What is true of a delivery at rest.
    private static func check(_ ways: WaysOut, _ key: String, _ channel: String, _ what: String) async throws {
        let state = try #require(try ways.states()[key])
        let count = try ways.arrivals(key, on: channel)
        #expect(count <= 1, "\(what): came out \(count) times")
        switch state {
        case .sent, .acknowledged: #expect(count == 1, "\(what): \(state), but nothing came out")
        case .unknown, .failed: break
        default: Issue.record("\(what): \(state) is no state of rest")
        }
        // Nothing more comes of it by itself, also not in another process.
        try ways.restart()
        #expect(try await !ways.settle())
        let after = (try ways.states()[key], try ways.arrivals(key, on: channel))
        #expect(after == (state, count), "\(what): went on by itself: \(after)")
    }

    private static func play(_ channel: String, _ cuts: [(String, Int)]) async throws -> [DeliveryState] {
        let ways = try WaysOut()
        let wire = channel == "printer" ? ways.printerWire : ways.mailWire
        for (index, (way, bytes)) in cuts.enumerated() {
            let key = "cut-\(index)"
            try ways.queue(key, on: channel, bytes: 20_000)
            try wire.cut(way, after: bytes)
            #expect(try await !ways.settle())
            try await check(ways, key, channel, "\(way) \(bytes)")
        }
        // A few lie behind the last byte.
        #expect(wire.cuts >= cuts.count - 4)
        try Journal.verify(ways.database)
        let states = try ways.states()
        return cuts.indices.compactMap { states["cut-\($0)"] }
    }

    @Test func `a wire to the printer is cut anywhere`() async throws {
        let states = try await Self.play("printer", Self.printerCuts)
        // Before the document there is nothing lost; the printer is asked for the rest.
        #expect(states.prefix(4).allSatisfy { $0 == .acknowledged }, "\(states)")
        #expect(states.count { $0 == .acknowledged } >= states.count - 4, "\(states)")
    }

    @Test func `a wire to the mail server is cut anywhere`() async throws {
        let states = try await Self.play("mail", Self.mailCuts)
        #expect(states[0] == .sent && states.contains(.unknown), "\(states)")
        #expect(states.allSatisfy { $0 == .sent || $0 == .unknown }, "\(states)")
    }

    /// Each write of a delivery and both sides of its commit: noting that it is being sent, and what became of it.
    @Test(arguments: ["printer", "mail"], [(1, false), (1, true), (2, false), (2, true), (3, false), (3, true)])
    func `the process dies before and after each commit`(
        channel: String, write: (number: Int, after: Bool)
    ) async throws {
        let ways = try WaysOut()
        try ways.queue("k", on: channel, bytes: 5_000)
        try ways.die(inWrite: write.number, at: write.after ? .committed : .committing)
        let hasDied = try await ways.settle()
        // A mail has two writes.
        #expect(hasDied || (channel == "mail" && write.number == 3))
        let states = try ways.states()
        #expect(states["k"] != .unknown)
        let out = try ways.arrivals("k", on: channel)
        try ways.restart()
        #expect(try await !ways.settle())
        try await Self.check(ways, "k", channel, "write \(write)")
        let state = try #require(try ways.states()["k"])
        if channel == "printer" {
            // The printer knows what it has. What never came to it is nobody's to send again but a person's.
            #expect(state == (write == (1, true) ? .unknown : .acknowledged), "\(state)")
        } else {
            let isLost = write == (1, true) || write == (2, false)
            #expect(state == (isLost ? .unknown : .sent), "\(state), \(out) before")
        }
        // The word of a person, and only that, sends what is unknown again.
        guard state == .unknown else { return }
        try Outbox.resend(ways.database, key: "k", by: "赵敏", reason: "没有收到", now: ways.now)
        #expect(try await !ways.settle())
        #expect(try ways.arrivals("k", on: channel) == out + 1)
    }

    /// A printer that loses its power keeps nothing: what it had is unknown for good.
    @Test(arguments: [true, false])
    func `a printer dies with what it was given`(afterAnswer: Bool) async throws {
        let ways = try WaysOut()
        try ways.queue("k", on: "printer", bytes: 20_000)
        if afterAnswer {
            try ways.die(inWrite: 2, at: .committing)
        } else {
            try ways.printerWire.cut("up", after: 9_000)
        }
        let hasDied = try await ways.settle()
        #expect(hasDied == afterAnswer)
        ways.printer.end()
        try ways.printer.start()
        try ways.restart()
        #expect(try await !ways.settle())
        try await Self.check(ways, "k", "printer", "power")
        if afterAnswer { #expect(try ways.states()["k"] == .unknown) }
    }

    @Test func `a mail server that is gone is waited for`() async throws {
        let ways = try WaysOut()
        ways.post.end()
        try ways.queue("k", on: "mail", bytes: 100)
        try ways.die(inWrite: 4, at: .committed)
        #expect(try await ways.settle())
        try ways.restart()
        #expect(try ways.states()["k"] == .queued || ways.states()["k"] == .unknown)
        try ways.post.start()
        #expect(try await !ways.settle())
        try await Self.check(ways, "k", "mail", "gone")
        #expect(try ways.states()["k"] == .sent)
    }
}
