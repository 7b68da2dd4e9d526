import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage

/// The folder that a campaign's paper goes to: chapters in the order of the campaign, files named by place and date.
struct OutFolder: Sendable {
    enum Chapter: String, CaseIterable, Sendable {
        case plan = "01-plan"
        case rosters = "02-rosters"
        case notices = "03-notices"
        case agents = "04-agents"
        case receipts = "05-receipts"
        case reports = "06-reports"
        case publicNotices = "07-public-notices"
        case reconciliation = "08-reconciliation"
        case returns = "09-returns"
    }

    let root: String

    /// The campaign's own records: not paper, so out of sight.
    var state: String { root + "/.state" }
    var databasePath: String { state + "/campaign.db" }
    /// Where mail goes while nobody may be written to.
    var outbox: String { root + "/06-reports/outbox" }

    func path(_ chapter: Chapter, _ name: String) -> String { "\(chapter.rawValue)/\(name).pdf" }

    /// Letters and forms for employers lie beside the campaign's chapters.
    private static let employers = "10-employers"

    /// Photographs that show what was done to make the campaign known.
    private static let publicity = "11-publicity"

    static func photoPath(village: String, name: String) -> String { "\(publicity)/\(village)/\(name)" }

    func employerPath(_ name: String) -> String { "\(OutFolder.employers)/\(name).pdf" }

    /// One village's file: the code keeps villages of one name apart.
    func path(_ chapter: Chapter, _ town: Region, _ village: Region, _ name: String) -> String {
        "\(chapter.rawValue)/\(town.name)/\(village.code)-\(village.name)-\(name).pdf"
    }

    /// One village's file of a day.
    func path(_ chapter: Chapter, _ day: CivilDate, _ village: Region) -> String {
        "\(chapter.rawValue)/\(day.iso)/\(village.code)-\(village.name)-\(day.iso).pdf"
    }

    /// Writes a file whole or not at all; returns its SHA-256.
    func write(_ bytes: [UInt8], to path: String) throws -> String {
        let full = root + "/" + path
        try FileManager.default.createDirectory(
            atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        return try DurableFile.write(bytes, to: full)
    }

    enum Start {
        case fresh, replace, resume
    }

    /// Makes the folder ready.
    /// - Throws: `Rejection` when it holds an earlier run and neither is asked for, when it holds something else, or
    ///   when there is nothing to resume; `ExitCode` 74 when it cannot be written.
    func prepare(_ start: Start) throws {
        let files = FileManager.default
        let hasRun = files.fileExists(atPath: databasePath)
        let found = (try? files.contentsOfDirectory(atPath: root)) ?? []  // a folder that is not there is empty
        switch start {
        case .resume:
            guard hasRun else { throw Rejection("command.nothing-to-resume", ["folder": root]) }
        case .fresh where hasRun: throw Rejection("command.out-exists", ["folder": root])
        // A start that was refused leaves an empty `.state`, which is no reason to refuse the next.
        case .fresh where found != [] && found != [".state"],
            .replace where found != [] && !found.contains(".state"):
            throw Rejection("command.out-foreign", ["folder": root])
        case .fresh: break
        case .replace:
            try refuseWhileRunning()
            // Only what a run makes; the folder itself may be a mount or a link. The database goes first, so that what
            // is left of a removal that breaks off is no run that could be resumed; the folder that shows it was one
            // goes last.
            let database = ["", "-wal", "-shm"].map { ".state/campaign.db" + $0 }
            let chapters = Chapter.allCases.map(\.rawValue) + [OutFolder.employers, OutFolder.publicity]
            for name in database + ["summary.json"] + chapters + [".state"] {
                let path = root + "/" + name
                if files.fileExists(atPath: path) { try writing { try files.removeItem(atPath: path) } }
            }
        }
        try writing {
            try files.createDirectory(atPath: state, withIntermediateDirectories: true)
            try DurableFile.write([], to: state + "/writable")
            try files.removeItem(atPath: state + "/writable")
        }
    }

    /// Replacing what another process is still writing would take the ground from under it.
    private func refuseWhileRunning() throws {
        let lock = open(databasePath + ".lock", O_RDWR | O_CLOEXEC)
        guard lock >= 0 else { return }
        defer { close(lock) }
        guard flock(lock, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
        // The holder writes its number into the file; without it the message says so.
        let holder = (try? String(contentsOfFile: databasePath + ".lock", encoding: .utf8)) ?? "?"
        throw Rejection(
            "storage.locked",
            ["path": databasePath, "process": holder.trimmingCharacters(in: .whitespacesAndNewlines)])
    }

    /// Says in words what the system refused.
    private func writing(_ body: () throws -> Void) throws {
        do { try body() } catch {
            let cause = (error as? CocoaError)?.underlying ?? error
            let number = (cause as? FileFailure)?.errno ?? (cause as? POSIXError)?.code.rawValue ?? EIO
            Failures.show(
                Rejection("command.out-unwritable", ["folder": root, "reason": String(cString: strerror(number))]))
            throw ExitCode.worldFailed
        }
    }
}
