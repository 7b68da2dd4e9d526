import Diagnostics
import Foundation

/// What a backup holds, written into it as its last file but one.
struct BackupManifest: Codable, Sendable {
    struct File: Codable, Sendable, Equatable {
        let name: String
        let bytes: Int
        let sha256: String
    }

    struct Journal: Codable, Sendable, Equatable {
        let entries: Int
        let head: String
    }

    /// A file that the registry knows and the folder did not have as it was issued, or a log that was changed.
    struct Damage: Codable, Sendable {
        let path: String
        /// `missing` or `changed`; `broken` for the log of who saw whom.
        let finding: String
    }

    /// Raised when the shape of a backup changes; 2 added who saw whom.
    let format: Int
    let plan: String
    let title: String
    /// SHA-256 of the plan's text.
    let definition: String
    /// ISO 8601.
    let made: String
    /// The engine's newest time, milliseconds of UTC.
    let lastNow: Int64
    let journal: Journal
    /// Rows by kind.
    let counts: [String: Int]
    let files: [File]
    let damaged: [Damage]

    static let format = 2
    private static let readable = 1...2
    static let name = "manifest.json"
    /// The file that holds the manifest's own hash; the last one.
    static let seal = "manifest.sha256"
    static let database = "campaign.db"
    static let documents = "documents/"
    /// Who saw which person, and the key that persons are written with there (docs/decisions/0021).
    static let accessLog = "access-log"
    static let accessKey = "access-key"
    /// The only names outside of `documents`.
    static let known = [database, accessLog, accessKey, name, seal]

    var text: [UInt8] {
        get throws { Array((try JSONOutput.text(self) + "\n").utf8) }
    }

    /// - throws: `Rejection` `backup.manifest`.
    static func read(_ bytes: [UInt8], in file: String) throws(Rejection) -> BackupManifest {
        do {
            let manifest = try JSONDecoder().decode(BackupManifest.self, from: Data(bytes))
            guard readable.contains(manifest.format) else {
                throw Rejection("backup.format", ["file": file, "format": "\(manifest.format)"])
            }
            return manifest
        } catch let rejection as Rejection {
            throw rejection
        } catch {
            throw Rejection("backup.manifest", ["file": file])
        }
    }
}
