import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

/// Makes a backup of a campaign's folder while the daemon goes on: the database as it is at one moment, every document
/// that it knows of, and the log of who saw whom, in one archive that its owner only can read.
struct BackupMaking {
    let out: OutFolder
    /// ISO 8601: when.
    let now: String

    private static let piece = 1 << 20

    /// Writes the archive whole or not at all, then reads it again.
    /// - throws: `Rejection` `backup.no-campaign`, and what `BackupReading` finds wrong with what was just written;
    ///   `StorageFailure`, `FileFailure`.
    func make(_ target: String) throws -> BackupManifest {
        guard FileManager.default.fileExists(atPath: out.databasePath) else {
            throw Rejection("backup.no-campaign", ["folder": out.root])
        }
        let copy = target + ".db.part"
        defer {
            // A copy that cannot be removed harms nobody.
            try? FileManager.default.removeItem(atPath: copy)
        }
        try? FileManager.default.removeItem(atPath: copy)  // what an earlier try left
        guard FileManager.default.createFile(atPath: copy, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw FileFailure(operation: "create", path: copy, errno: EACCES)
        }
        try Database.copy(out.databasePath, to: copy)
        let facts = try CopyFacts(copy)
        let manifest = try DurableFile.write(to: target, mode: 0o600) { take in
            var writing = Writing(take: take)
            try writing.add(BackupManifest.database, copy)
            for document in facts.documents {
                try writing.add(document, in: out.root)
            }
            let known = Set(facts.documents.map(\.path))
            for path in try looseFiles() where !known.contains(path) {
                try writing.add(BackupManifest.documents + path, out.root + "/" + path)
            }
            try writing.addAccessLog(of: out)
            let manifest = BackupManifest(
                format: BackupManifest.format, plan: facts.run.plan, title: facts.run.title,
                definition: facts.run.definition, made: now, lastNow: facts.run.lastNow,
                journal: BackupManifest.Journal(entries: facts.entries, head: facts.head), counts: facts.counts,
                files: writing.files, damaged: writing.damaged)
            let text = try manifest.text
            try writing.put(BackupManifest.name, text)
            try writing.put(BackupManifest.seal, Array((DurableFile.sha256(text) + "\n").utf8))
            try take(TapeArchive.end)
            return manifest
        }
        _ = try BackupReading(path: target).verify()
        return manifest
    }

    /// Files that no registry knows: mail that was put into a folder, a summary.
    private func looseFiles() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: out.root).filter { path in
            var isFolder: ObjCBool = false
            return !path.hasPrefix(".") && !path.contains("/.") && !path.hasSuffix(".part")
                && FileManager.default.fileExists(atPath: out.root + "/" + path, isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }

    /// The archive as it grows.
    private struct Writing {
        let take: ([UInt8]) throws -> Void
        var files: [BackupManifest.File] = []
        var damaged: [BackupManifest.Damage] = []

        init(take: @escaping ([UInt8]) throws -> Void) { self.take = take }

        /// A log that somebody changed is kept as it is, and named.
        mutating func addAccessLog(of out: OutFolder) throws {
            let log = AccessLog(out)
            guard let bytes = try log.wholeBytes() else { return }
            do {
                _ = try log.entries()
            } catch is Rejection {
                damaged.append(BackupManifest.Damage(path: BackupManifest.accessLog, finding: "broken"))
            }
            try add(BackupManifest.accessKey, log.keyPath)
            try add(BackupManifest.accessLog, log.path, bytes: bytes)
        }

        /// A file as it is.
        /// - Parameter bytes: only so many from its beginning, of one that is being written.
        mutating func add(_ name: String, _ path: String, bytes: Int? = nil) throws {
            guard let file = FileHandle(forReadingAtPath: path) else {
                throw FileFailure(operation: "open", path: path, errno: ENOENT)
            }
            defer {
                // It was only read.
                try? file.close()
            }
            let size = try bytes ?? Int(file.seekToEnd())
            try file.seek(toOffset: 0)
            try take(TapeArchive.head(of: name, bytes: size))
            var hash = RunningHash()
            while hash.count < size {
                guard let piece = try file.read(upToCount: min(BackupMaking.piece, size - hash.count)), !piece.isEmpty
                else { throw FileFailure(operation: "read", path: path, errno: EIO) }
                hash.take([UInt8](piece))
                try take([UInt8](piece))
            }
            try take(TapeArchive.padding(size))
            files.append(BackupManifest.File(name: name, bytes: size, sha256: hash.hex))
        }

        /// A document that was issued; one that is not as it was issued is named, for a backup with a gap is better
        /// than none.
        mutating func add(_ document: IssuedDocument, in root: String) throws {
            guard let data = FileManager.default.contents(atPath: root + "/" + document.path) else {
                damaged.append(BackupManifest.Damage(path: document.path, finding: "missing"))
                return
            }
            let bytes = [UInt8](data)
            if DurableFile.sha256(bytes) != document.sha256 {
                damaged.append(BackupManifest.Damage(path: document.path, finding: "changed"))
            }
            try put(BackupManifest.documents + document.path, bytes, isListed: true)
        }

        mutating func put(_ name: String, _ bytes: [UInt8], isListed: Bool = false) throws {
            try take(TapeArchive.head(of: name, bytes: bytes.count))
            try take(bytes)
            try take(TapeArchive.padding(bytes.count))
            guard isListed else { return }
            files.append(
                BackupManifest.File(name: name, bytes: bytes.count, sha256: DurableFile.sha256(bytes)))
        }
    }
}

/// What a copied database says about itself.
struct CopyFacts {
    let run: RunFacts
    let documents: [IssuedDocument]
    let counts: [String: Int]
    let entries: Int
    let head: String

    /// - throws: `Rejection` `backup.no-campaign`; those of `Journal.verify`.
    init(_ path: String) throws {
        let database = try Database.alone(path: path)
        guard let run = try RunFacts.all(database).first else {
            throw Rejection("backup.no-campaign", ["folder": path])
        }
        self.run = run
        documents = try database.read { try DocumentStore.all(in: $0) }
        (entries, head) = try Journal.verify(database)
        counts = try RunFacts.counts(database).merging(["documents": documents.count]) { $1 }
        try database.close()
    }
}
