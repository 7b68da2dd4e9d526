import Foundation
import TestSupport
import Testing

/// `serve` on a folder that a backup was restored into: what may have been done meanwhile waits for a person.
@Suite(.serialized, .ownThreads, .timeLimit(.minutes(20))) struct RestoredServeTests {
    private struct Moment: Decodable {
        let id: Int
        let step, at, state: String
    }

    private struct Piece: Decodable {
        let id: Int
        let state: String
    }

    private static func moments(_ daemon: LiveDaemon, _ state: String) throws -> [Moment] {
        try daemon.get("/api/v1/occurrences?limit=500&state=\(state)", as: "zhao-min")
            .decoded(LiveDaemon.Page<Moment>.self).items
    }

    private static func pieces(_ daemon: LiveDaemon, _ state: String) throws -> [Piece] {
        try daemon.get("/api/v1/steps?limit=500&state=\(state)", as: "zhao-min")
            .decoded(LiveDaemon.Page<Piece>.self).items
    }

    @Test func `a lost stretch is held until somebody lets it go on`() throws {
        let daemon = try LiveDaemon()
        _ = try daemon.waitFor("work") { daemon.log.contains("印制征收清册") ? true : nil }
        let backup = daemon.scratch / "early.tar"
        let made = try Campaigns.zhengjiao(["backup", "--out", daemon.out, "--to", backup])
        #expect(made.status == 0, "\(made.errorText)")
        let tasks = try daemon.waitForTasks()
        daemon.send(SIGTERM)
        #expect(daemon.status() == 0)
        let paper = try FileTree(daemon.out)

        // The disk is lost, with all that was done since the backup.
        try FileManager.default.moveItem(atPath: daemon.out, toPath: daemon.scratch / "lost")
        #expect(try Campaigns.zhengjiao(["restore", backup, "--out", daemon.out]).status == 0)
        try daemon.start()
        _ = try daemon.waitFor("the gap") { daemon.log.contains("之间的事不清楚") ? true : nil }
        let held = try Self.moments(daemon, "held")
        #expect(held.count > 5, "\(held)")
        #expect(try Self.moments(daemon, "waiting").isEmpty && Self.moments(daemon, "running").isEmpty)
        #expect(try daemon.tasks("open", as: "zhao-min").isEmpty)
        let one = "step=\(held[0].step)&date=\(held[0].at.prefix(10))"
        let explained = try daemon.get("/api/v1/explain?\(one)", as: "王伟")
        #expect(explained.text.contains("explain.gap"), "\(explained.text)")
        #expect(try daemon.get("/metrics").text.contains("zhengjiao_occurrences{state=\"held\"} \(held.count)"))
        // Again and again: nothing is let go by itself.
        daemon.send(SIGTERM)
        #expect(daemon.status() == 0)
        try daemon.start()
        #expect(try Self.moments(daemon, "held").count == held.count)

        // The operator has looked at the paper: it was not handed out. Everything is to be done again.
        let reason = "{\"reason\": \"文书还没有发出\"}"
        for piece in try Self.pieces(daemon, "held") {
            #expect(try daemon.post("/api/v1/steps/\(piece.id)/retry", as: "zhao-min", reason).status == 200)
        }
        for moment in held {
            let at = moment.at.prefix(16).replacing(" ", with: "T")
            let answer = try daemon.post("/api/v1/occurrences/\(moment.step)/\(at)/release", as: "zhao-min", reason)
            #expect(answer.status == 200, "\(moment): \(answer.text)")
        }
        #expect(try daemon.waitForTasks().count == tasks.count)
        #expect(try daemon.get("/api/v1/journal/verify", as: "王伟").status == 200)
        daemon.send(SIGTERM)
        #expect(daemon.status() == 0)
        // The same receipts under the same numbers, and every other paper.
        #expect(try Self.printed(FileTree(daemon.out)) == Self.printed(paper))
    }

    /// Mail goes out beside the steps, before or after the last of them is done.
    private static func printed(_ tree: FileTree) -> [String] {
        tree.paths.filter { !$0.hasPrefix("06-reports/outbox/") }
    }
}
