import ArgumentParser
import Diagnostics
import Foundation
import Storage
import Workflow

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "把一份备份恢复成可以继续运行的目录；先核对，后恢复。",
        discussion: """
            恢复后用 serve 接着运行：备份之后到恢复之间的时点一律搁置，等调度人员逐个放行或撤销。
            只核对、不恢复：zhengjiao restore BACKUP --check
            """)

    @Argument(help: "备份文件") var backup: String
    @Option(help: "恢复到哪个目录；不能有别的文件") var out: String?
    @Flag(help: "只核对备份是否完好") var check = false

    func validate() throws {
        if check == (out != nil) {
            throw ValidationError(zh: "写 --out 目录，或写 --check。", en: "give --out FOLDER or --check.")
        }
    }

    func run() async throws {
        try await Failures.reporting {
            let reading = BackupReading(path: backup)
            guard let out else {
                let scratch = FileManager.default.temporaryDirectory.path + "/zhengjiao-\(World.live.uuid())"
                defer {
                    // What cannot be removed stays for the system to clear.
                    try? FileManager.default.removeItem(atPath: scratch)
                }
                say("backup.good", try reading.prove(in: OutFolder(root: scratch)), ["file": backup])
                return
            }
            let target = OutFolder(root: out)
            let found = (try? FileManager.default.contentsOfDirectory(atPath: out)) ?? []  // not there is empty
            guard found.isEmpty else { throw Rejection("backup.out-in-use", ["folder": out]) }
            // Its mark of how far history had come is not part of a backup, so that the engine notices the gap.
            // Beside its place, so that a restore that breaks off leaves nothing that could be taken for one.
            let scratch = OutFolder(root: out + ".restoring")
            try? FileManager.default.removeItem(atPath: scratch.root)  // what an earlier try left
            let manifest: BackupManifest
            do {
                manifest = try reading.prove(in: scratch)
            } catch {
                // The reason for stopping matters more than what is left behind.
                try? FileManager.default.removeItem(atPath: scratch.root)
                throw error
            }
            try? FileManager.default.removeItem(atPath: out)  // it is empty, or not there
            try FileManager.default.moveItem(atPath: scratch.root, toPath: out)
            say("backup.restored", manifest, ["folder": target.root])
        }
    }

    private func say(_ code: String, _ manifest: BackupManifest, _ facts: [String: String]) {
        let all = facts.merging([
            "made": manifest.made, "entries": "\(manifest.journal.entries)",
            "head": String(manifest.journal.head.prefix(12)),
        ]) { first, _ in first }
        print(zhengjiao.say(code, all))
    }
}
