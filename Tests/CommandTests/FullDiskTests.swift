import Foundation
import TestSupport
import Testing

/// A disk of a few mebibytes, for as long as the value lives.
final class SmallDisk {
    let scratch: ScratchFolder
    var path: String { scratch / "disk" }

    /// Why no disk can be mounted here; nil when it can.
    static let obstacle: String? = {
        do {
            let disk = try SmallDisk(size: "1m")
            return FileManager.default.fileExists(atPath: disk.path) ? nil : "the disk is not there"
        } catch { return "\(error)" }
    }()

    struct MountFailure: Error, CustomStringConvertible {
        let description: String
    }

    init(size: String) throws {
        scratch = try ScratchFolder()
        try FileManager.default.createDirectory(atPath: scratch / "disk", withIntermediateDirectories: false)
        let mounted = try Command.run("mount", ["-t", "tmpfs", "-o", "size=\(size)", "tmpfs", scratch / "disk"])
        guard mounted.status == 0 else { throw MountFailure(description: mounted.errorText) }
    }

    func enlarge(to size: String) throws {
        let mounted = try Command.run("mount", ["-o", "remount,size=\(size)", path])
        guard mounted.status == 0 else { throw MountFailure(description: mounted.errorText) }
    }

    deinit {
        // A disk that stays mounted keeps its folder, and nothing else.
        _ = try? Command.run("umount", [path])
    }
}

@Suite(.enabled(if: SmallDisk.obstacle == nil, "mounting a small disk takes root and mount(8)"))
struct FullDiskTests {
    /// From a disk on which not even the database has room to one that the last papers fill.
    @Test(arguments: ["64k", "400k", "1200k", "2m", "3m", "4m"])
    func `on a full disk it says so, and with more room it goes on to the same files`(size: String) throws {
        let disk = try SmallDisk(size: size)
        let out = disk.path + "/out"
        let full = try Campaigns.rehearse(out: out, environment: Campaigns.english)
        #expect(full.status == 74, "\(full.errorText)")
        let said = full.errorText.lowercased()
        #expect(said.contains("no space left on device") || said.contains("disk is full"), "\(full.errorText)")
        #expect(full.errorText.contains("hint: "), "\(full.errorText)")
        try disk.enlarge(to: "64m")
        // What broke off before the database was made begins afresh.
        let hasDatabase = FileManager.default.fileExists(atPath: out + "/.state/campaign.db")
        let again = try Campaigns.rehearse(out: out, hasDatabase ? ["--resume"] : [])
        #expect(again.status == 0, "\(again.errorText)")
        let differences = try Campaigns.finished.get().tree.differences(FileTree(out))
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    }

    @Test func `a step that finds no room is tried again before it is given up`() throws {
        let disk = try SmallDisk(size: "1m")
        let out = disk.path + "/out"
        // The database has room elsewhere, so that only the papers find none.
        let state = disk.scratch / "state"
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: false)
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: out + "/.state", withDestinationPath: state)
        let full = try Campaigns.rehearse(out: out, environment: Campaigns.english)
        #expect(full.status == 74, "\(full.errorText)")
        for words in ["attempt 1 failed", "next try at", "attempt 5 failed", "given up", "[command.rehearsal-stuck]"] {
            #expect(full.errorText.contains(words), "\(words): \(full.errorText)")
        }
        try disk.enlarge(to: "64m")
        let again = try Campaigns.rehearse(out: out, ["--resume"])
        #expect(again.status == 0 && again.errorText.contains("没有办成的重新办理"), "\(again.errorText)")
        #expect(try Campaigns.finished.get().tree.differences(FileTree(out)) == [])
    }
}
