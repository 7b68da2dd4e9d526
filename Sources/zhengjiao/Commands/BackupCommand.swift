import ArgumentParser
import Diagnostics
import Foundation
import Storage
import Workflow

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "备份一个方案的数据库和全部文书；serve 运行时也可以做。",
        discussion: """
            备份是一个 tar 文件，写完后从头到尾核对一遍。例：
            zhengjiao backup --out /srv/zhengjiao/xuecheng-2019 --to /backup/ --keep 14
            """)

    @Option(help: "状态和文书的目录") var out: String
    @Option(help: "写到哪里：一个新文件，或一个已有的目录（由程序取名）") var to: String
    @Option(help: "目录里只留这个方案最新的几份，删去更早的") var keep: Int?

    func validate() throws {
        if let keep, keep < 1 {
            throw ValidationError(zh: "--keep 至少为 1。", en: "--keep is at least 1.")
        }
        if keep != nil, !BackupFolder.isFolder(to) {
            throw ValidationError(zh: "--keep 要和目录一起用。", en: "--keep goes with a folder.")
        }
    }

    func run() async throws {
        try await Failures.reporting {
            let now = Instant(milliseconds: World.live.now())
            let folder = OutFolder(root: out)
            let target = BackupFolder.isFolder(to) ? try BackupFolder(path: to).name(folder, now) : to
            guard !FileManager.default.fileExists(atPath: target) else {
                throw Rejection("backup.exists", ["file": target])
            }
            let manifest = try BackupMaking(out: folder, now: now.iso).make(target)
            print(
                Catalogue.message(
                    Diagnostic(
                        .note, "backup.made",
                        [
                            "file": target, "documents": "\(manifest.counts["documents"] ?? 0)",
                            "entries": "\(manifest.journal.entries)", "head": String(manifest.journal.head.prefix(12)),
                        ]), in: Failures.language))
            if let keep {
                for old in try BackupFolder(path: to).removeOld(of: manifest.plan, keeping: keep) {
                    let note = Diagnostic(.note, "backup.removed", ["file": old])
                    print(Catalogue.message(note, in: Failures.language))
                }
            }
            guard manifest.damaged.isEmpty else {
                throw Rejection(
                    manifest.damaged.map {
                        let code = ["missing": "backup.missing", "broken": "backup.access-broken"][$0.finding]
                        return Diagnostic(.error, code ?? "backup.differs", ["path": $0.path])
                    })
            }
        }
    }
}

/// A folder of backups named by the program: `PLAN-20191101-190000.tar`.
struct BackupFolder: Sendable {
    let path: String

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    func name(_ out: OutFolder, _ now: Instant) throws -> String {
        guard FileManager.default.fileExists(atPath: out.databasePath) else {
            throw Rejection("backup.no-campaign", ["folder": out.root])
        }
        let database = try Database.readOnly(path: out.databasePath, migrations: nil)
        defer {
            // It was only read.
            try? database.close()
        }
        guard let run = try RunFacts.all(database).first else {
            throw Rejection("backup.no-campaign", ["folder": out.root])
        }
        let time = now.iso.dropFirst(11).prefix(8).filter { $0 != ":" }
        return "\(path)/\(run.plan)-\(now.date.compact)-\(time).tar"
    }

    /// Those of a plan, the newest last: their names sort by time.
    func backups(of plan: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).filter { name in
            guard name.hasPrefix(plan + "-"), name.hasSuffix(".tar") else { return false }
            let time = name.dropFirst(plan.count + 1).dropLast(4)
            return time.utf8.count == 15 && time.allSatisfy { $0.isNumber || $0 == "-" }
        }.sorted().map { path + "/" + $0 }
    }

    /// Removes all but the newest of a plan.
    func removeOld(of plan: String, keeping count: Int) throws -> [String] {
        let old = try backups(of: plan).dropLast(count)
        for name in old { try FileManager.default.removeItem(atPath: name) }
        return Array(old)
    }
}
