import Console
import Delivery
import Diagnostics
import Foundation
import Storage
import Workflow

/// Tries out, now and then, whether the newest backup could be restored: a backup that was never read back is a hope.
/// The result goes into the journal, the metrics, the log and, where an address is given, a mail.
struct RestoreDrill: Sendable {
    let folder: BackupFolder
    /// Whom to tell; nobody when nil.
    let mail: String?
    let sender: String
    let composition: Composition
    let out: OutFolder
    let gauges: Gauges
    let log: EventLog
    /// Wakes the dispatcher, which delivers the mail.
    let nudge: @Sendable () -> Void

    /// Waits for each drill's time and makes it, until cancelled.
    func run(at time: DrillTime, in world: World) async throws {
        while true {
            try await world.sleep(time.next(after: world.now()))
            run(once: world)
        }
    }

    /// One drill, now.
    func run(once world: World) {
        do {
            try drill(now: world.now(), id: world.uuid())
        } catch {
            log.write(.error, "log.drill-unwritten", [("reason", "\(error)")])
        }
    }

    /// - throws: what the store throws when the result cannot be written down.
    private func drill(now: Int64, id: String) throws {
        let plan = composition.engine.definition.id
        let scratch = OutFolder(root: out.state + "/drill-\(id)")
        defer {
            // It is told apart by its name; the next start clears what is left.
            try? FileManager.default.removeItem(atPath: scratch.root)
        }
        var backup = ""
        var findings: [Diagnostic] = []
        do {
            guard let newest = try folder.backups(of: plan).last else {
                throw Rejection("backup.none", ["folder": folder.path])
            }
            backup = newest
            _ = try BackupReading(path: newest).prove(in: scratch)
        } catch let rejection as Rejection {
            findings = rejection.diagnostics
        } catch {
            findings = [Diagnostic(.error, "command.world-failed", ["reason": "\(error)"])]
        }
        let isGood = findings.isEmpty
        let name = (backup as NSString).lastPathComponent
        let codes = findings.map(\.code).joined(separator: ", ")
        try RunFacts.note(
            composition.database, kind: isGood ? "drill.pass" : "drill.fail", subject: name, ["codes": codes], now: now,
            report: try report(name, findings, now, id))
        nudge()
        gauges.drilled(at: now, isGood: isGood)
        log.write(
            isGood ? .info : .error, isGood ? "log.drill-good" : "log.drill-bad", [("backup", name), ("codes", codes)])
    }

    private func report(
        _ name: String, _ findings: [Diagnostic], _ now: Int64, _ id: String
    ) throws -> (channel: String, key: String, payload: [UInt8])? {
        guard let mail else { return nil }
        let result = say(findings.isEmpty ? "backup.drill-passed" : "backup.drill-failed")
        let subject = say("backup.drill-subject", ["result": result, "file": name])
        let lines = findings.isEmpty ? [subject] : [subject, Failures.plain(findings)]
        // Two drills may fall into one second.
        let key = "drill/\(Instant(milliseconds: now).iso)/\(id.prefix(8))"
        let message = try MailMessage(
            key: key, from: MailMessage.Address(mailbox: sender), to: [MailMessage.Address(mailbox: mail)],
            subject: subject, text: lines.joined(separator: "\n"), sent: now)
        return ("mail", key, message.encoded())
    }
}
