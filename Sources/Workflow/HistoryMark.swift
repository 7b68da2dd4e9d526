import Diagnostics
import Foundation
import Storage

/// A small file beside the database that says how far history had come. It is not part of a backup: a database brought
/// back from one is behind its mark, and the engine notices.
package struct HistoryMark: Sendable {
    package struct Content: Hashable, Sendable {
        /// Number and hash of the journal's last entry; 0 and zeros before the first.
        package let sequence: Int
        package let hash: String
        /// When it was written, milliseconds of UTC.
        package let at: Int64
    }

    private static let head = "zhengjiao history mark 1"

    package let path: String

    /// - Parameter path: of the mark itself, for example the database's with `.mark` after it.
    package init(path: String) { self.path = path }

    /// Nil when there is no mark, or none that can be read.
    package func read() -> Content? {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else { return nil }
        let lines = text.split(separator: "\n")
        guard lines.count == 4, lines[0] == HistoryMark.head, let sequence = Int(lines[1]), let at = Int64(lines[2]),
            lines[3].utf8.count == 64
        else { return nil }
        return Content(sequence: sequence, hash: String(lines[3]), at: at)
    }

    /// - throws: `FileFailure`; then the older mark stays.
    package func write(_ content: Content) throws {
        let text = "\(HistoryMark.head)\n\(content.sequence)\n\(content.at)\n\(content.hash)\n"
        try DurableFile.write(Array(text.utf8), to: path)
    }
}
