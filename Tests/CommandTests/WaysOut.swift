import Diagnostics
import Foundation
import Storage
import Synchronization
import TestSupport

@testable import Delivery
@testable import Workflow
@testable import zhengjiao

/// A real printer and a real mail server behind wires that can be cut, and a relay that sends to them.
final class WaysOut {
    /// The process is gone: what was not committed never was.
    struct Death: Error {}

    /// A wire to a server of this machine.
    final class Wire {
        private let process: ServerProcess
        private let rule: String
        let port: Int

        init(to port: Int, rule: String) throws {
            self.rule = rule
            process = try ServerProcess(
                "python3", [Project.path("Tests/DeliveryTests/Servers/cut.py"), "\(port)", rule])
            guard let port = Int(try process.line("port ")) else {
                throw ServerProcess.Silence(description: "no port: \(process.text)")
            }
            self.port = port
        }

        /// Cuts one of the next connections, when so many bytes went `up` to the server, or came `down` from it.
        func cut(_ way: String, after bytes: Int) throws {
            try Data("\(way) \(bytes)".utf8).write(to: URL(fileURLWithPath: rule))
        }

        /// How often it was cut.
        var cuts: Int { process.text.split(separator: "\n").count { $0.hasPrefix("cut") } }
    }

    let scratch: ScratchFolder
    let printer: EvePrinter
    let post: MailProcess
    let printerWire: Wire
    let mailWire: Wire
    private(set) var database: Database
    /// The write at which the process dies: its number from now on, and the moment in it.
    private let fate = Fate()
    private let clock = VirtualClock(1_600_000_000_000)

    init() throws {
        scratch = try ScratchFolder()
        printer = try EvePrinter(waits: false)
        post = try MailProcess()
        printerWire = try Wire(to: printer.port, rule: scratch / "printer-rule")
        mailWire = try Wire(to: post.port, rule: scratch / "mail-rule")
        database = try Database.inMemory(migrations: WorkflowSchema.migrations)
    }

    var now: Int64 { clock.now }

    private var relay: Relay {
        get throws {
            let span = SourceSpan(file: "plan.yaml", line: 1)
            let settings = DeliverySettings(channels: [
                .init(
                    name: "printer",
                    kind: .printer(uri: "ipp://localhost:\(printerWire.port)/ipp/print", PrintOptions()), span: span),
                .init(
                    name: "mail",
                    kind: .mail(
                        host: "localhost", port: mailWire.port, .none, user: nil, password: nil, authorities: nil),
                    span: span),
            ])
            let channels = Channels(
                settings: settings, campaign: "c", out: OutFolder(root: scratch.path), language: .english,
                now: { [clock] in clock.now })
            return Relay(database: database, channels: try channels.real())
        }
    }

    // MARK: Sending

    /// Queues a document of so many bytes for the printer, or a mail with it.
    func queue(_ key: String, on channel: String, bytes: Int) throws {
        let content = Array("%PDF-1.7\n".utf8) + [UInt8](repeating: 0x20, count: bytes)
        let payload: [UInt8]
        if channel == "printer" {
            try scratch.write(content, to: "\(key).pdf")
            let order = PrintOrder(title: key, file: "\(key).pdf", sha256: DurableFile.sha256(content))
            payload = [UInt8](try JSONEncoder().encode(order))
        } else {
            payload = try mail(key, content).encoded()
        }
        try database.write { try Outbox.enqueue($0, key: key, channel: channel, payload: payload, now: now) }
    }

    private func mail(_ key: String, _ content: [UInt8]) throws -> MailMessage {
        try MailMessage(
            key: key, from: .init(mailbox: "tax@a.example"), to: [.init(mailbox: "town@b.example")], subject: key,
            text: "见附件", attachments: [.init(fileName: "a.pdf", mediaType: "application/pdf", bytes: content)], sent: 0)
    }

    /// Lets the process die in one of its next writes.
    func die(inWrite number: Int, at moment: Database.WriteMoment) throws {
        fate.planned.withLock { $0 = (number, moment) }
        database = try database.inMemoryCopy { [fate] moment in try fate.meet(moment) }
    }

    /// What a process that begins anew finds on the disk.
    func restart() throws {
        fate.planned.withLock { $0 = nil }
        database = try database.inMemoryCopy()
        try relay.recover(now)
    }

    /// Lets time pass until nothing is to be done any more.
    /// - Returns: whether the process died meanwhile.
    func settle() async throws -> Bool {
        let relay = try relay
        do {
            for _ in 0..<3_000 {
                guard let next = try relay.nextWakeup() else { return false }
                if next > clock.now { try printer.rest() }
                clock.advance(to: next)
                _ = try await relay.drain(now: { [clock] in clock.now })
            }
            throw ServerProcess.Silence(description: "it never came to rest: \(try states())")
        } catch is Death {
            return true
        }
    }

    func states() throws -> [String: DeliveryState] {
        Dictionary(uniqueKeysWithValues: try Outbox.all(database).map { ($0.key, $0.state) })
    }

    // MARK: What came out

    /// How often a delivery came out at the other end.
    func arrivals(_ key: String, on channel: String) throws -> Int {
        if channel == "printer" { return try printer.printed().count { $0 == "c \(key)" } }
        let tag = MailMessage.tag(key)
        return try post.received().count { $0.contains(tag) }
    }
}

/// When a process is to die.
private final class Fate: Sendable {
    let planned = Mutex<(writes: Int, moment: Database.WriteMoment)?>(nil)

    func meet(_ moment: Database.WriteMoment) throws {
        let isOver = planned.withLock { planned in
            guard let (writes, last) = planned, moment == last else { return false }
            planned = writes > 1 ? (writes - 1, last) : nil
            return writes <= 1
        }
        if isOver { throw WaysOut.Death() }
    }
}
