import Diagnostics
import Foundation
import Storage
import Workflow

/// Reads a backup: whether every byte is as it was written, and back into a folder.
struct BackupReading {
    let path: String

    /// Reads everything and compares it with the manifest.
    /// - throws: `Rejection` with the places of the damage: `backup.unreadable`, `backup.cut`, `backup.header`,
    ///   `backup.name`, `backup.no-manifest`, `backup.manifest`, `backup.format`, `backup.changed`, `backup.lacks`,
    ///   `backup.surplus`.
    func verify() throws -> BackupManifest {
        try pass { _, _ in }
    }

    /// Verifies, and gives the pieces of every file to `take` as they come.
    private func pass(
        _ take: (TapeReader.Entry, _ piece: [UInt8]) throws -> Void
    ) throws -> BackupManifest {
        var reader = try TapeReader(path: path)
        defer {
            // It was only read.
            try? reader.close()
        }
        var found: [(entry: TapeReader.Entry, sha256: String)] = []
        var manifest: [UInt8] = []
        var seal: [UInt8] = []
        try reader.each { entry, next in
            guard BackupReading.isSafe(entry.name) else {
                throw Rejection("backup.name", ["file": path, "name": entry.name, "offset": "\(entry.offset)"])
            }
            var hash = RunningHash()
            while let piece = try next() {
                hash.take(piece)
                switch entry.name {
                case BackupManifest.name: manifest += piece
                case BackupManifest.seal: seal += piece
                default: try take(entry, piece)
                }
            }
            if entry.bytes == 0 { try take(entry, []) }
            if ![BackupManifest.name, BackupManifest.seal].contains(entry.name) { found.append((entry, hash.hex)) }
        }
        guard !manifest.isEmpty, !seal.isEmpty else { throw Rejection("backup.no-manifest", ["file": path]) }
        guard Array((DurableFile.sha256(manifest) + "\n").utf8) == seal else {
            throw Rejection("backup.manifest", ["file": path])
        }
        let read = try BackupManifest.read(manifest, in: path)
        try compare(found, with: read)
        return read
    }

    private func compare(_ found: [(entry: TapeReader.Entry, sha256: String)], with manifest: BackupManifest) throws {
        var mistakes = DiagnosticList()
        let wanted = Dictionary(manifest.files.map { ($0.name, $0) }) { first, _ in first }
        for (entry, sha256) in found {
            guard let file = wanted[entry.name] else {
                mistakes.error("backup.surplus", ["file": path, "name": entry.name, "offset": "\(entry.offset)"])
                continue
            }
            guard file.sha256 != sha256 || file.bytes != entry.bytes else { continue }
            mistakes.error(
                "backup.changed",
                [
                    "file": path, "name": entry.name, "from": "\(entry.offset)",
                    "to": "\(entry.offset + max(0, entry.bytes - 1))",
                ])
        }
        let names = Set(found.map(\.entry.name))
        for file in manifest.files where !names.contains(file.name) {
            mistakes.error("backup.lacks", ["file": path, "name": file.name])
        }
        try mistakes.throwIfErrors()
    }

    /// Names that stay below the folder they are unpacked into.
    private static func isSafe(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return BackupManifest.known.contains(name) }
        return parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
            && name.hasPrefix(BackupManifest.documents) && !name.contains("\0")
    }

    // MARK: Unpacking

    /// Unpacks into a folder that is not there yet: the database and the documents where a campaign has them.
    func unpack(into out: OutFolder) throws -> BackupManifest {
        var open: (name: String, file: FileHandle, path: String)?
        func finish() throws {
            guard let done = open else { return }
            try done.file.synchronize()
            try done.file.close()
            open = nil
        }
        let manifest = try pass { entry, piece in
            if open?.name != entry.name {
                try finish()
                let target = BackupReading.target(entry.name, out)
                let folder = (target as NSString).deletingLastPathComponent
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                let isOurs = !entry.name.hasPrefix(BackupManifest.documents)
                guard
                    FileManager.default.createFile(
                        atPath: target, contents: nil, attributes: isOurs ? [.posixPermissions: 0o600] : nil),
                    let file = FileHandle(forWritingAtPath: target)
                else { throw FileFailure(operation: "create", path: target, errno: EIO) }
                open = (entry.name, file, target)
            }
            try open?.file.write(contentsOf: Data(piece))
        }
        try finish()
        return manifest
    }

    private static func target(_ name: String, _ out: OutFolder) -> String {
        switch name {
        case BackupManifest.database: out.databasePath
        case BackupManifest.accessLog: AccessLog(out).path
        case BackupManifest.accessKey: AccessLog(out).keyPath
        default: out.root + "/" + name.dropFirst(BackupManifest.documents.count)
        }
    }

    /// Unpacks into a scratch folder and looks whether a campaign could go on from it: the database whole, its journal
    /// unbroken and as the manifest says, its documents as they were issued, its log of who saw whom unbroken.
    /// - throws: `Rejection` with everything found: those of `verify`, `backup.database`, `backup.journal`,
    ///   `backup.document`; those of `Journal.verify`; `access.changed`.
    func prove(in scratch: OutFolder) throws -> BackupManifest {
        let manifest = try unpack(into: scratch)
        let database = try Database.alone(path: scratch.databasePath)
        defer {
            // It was only read.
            try? database.close()
        }
        let damage = try database.damage()
        guard damage.isEmpty else {
            throw Rejection("backup.database", ["file": path, "found": damage.joined(separator: "; ")])
        }
        let facts = try CopyFacts(scratch.databasePath)
        guard BackupManifest.Journal(entries: facts.entries, head: facts.head) == manifest.journal else {
            throw Rejection("backup.journal", ["file": path])
        }
        var mistakes = DiagnosticList()
        let known = Set(manifest.damaged.map(\.path))
        for document in facts.documents where !known.contains(document.path) {
            let bytes = FileManager.default.contents(atPath: scratch.root + "/" + document.path).map { [UInt8]($0) }
            if bytes.map(DurableFile.sha256) != document.sha256 {
                mistakes.error("backup.document", ["file": path, "name": document.path])
            }
        }
        try mistakes.throwIfErrors()
        if !known.contains(BackupManifest.accessLog) { _ = try AccessLog(scratch).entries() }
        return manifest
    }
}
