import Diagnostics
import Foundation
import Storage
import Synchronization

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

    /// Nil when there is no mark, or none that can be read.
    package let read: @Sendable () -> Content?
    /// Asks how far history has come, and writes it; one writer after the other, so that the mark never goes back.
    /// Throws `FileFailure`; then the older mark stays.
    package let write: @Sendable (_ content: () throws -> Content) throws -> Void

    package init(
        read: @escaping @Sendable () -> Content?,
        write: @escaping @Sendable (_ content: () throws -> Content) throws -> Void
    ) {
        self.read = read
        self.write = write
    }

    /// - Parameter path: of a file, for example the database's path with `.mark` after it.
    package init(path: String) {
        let turn = Mutex(())
        self.init {
            FileManager.default.contents(atPath: path).flatMap { HistoryMark.content([UInt8]($0)) }
        } write: { content in
            try turn.withLock { _ in
                let content = try content()
                let text = "\(HistoryMark.head)\n\(content.sequence)\n\(content.at)\n\(content.hash)\n"
                try DurableFile.write(Array(text.utf8), to: path)
            }
        }
    }

    private static func content(_ bytes: [UInt8]) -> Content? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let lines = text.split(separator: "\n")
        guard lines.count == 4, lines[0] == HistoryMark.head, let sequence = Int(lines[1]), let at = Int64(lines[2]),
            lines[3].utf8.count == 64
        else { return nil }
        return Content(sequence: sequence, hash: String(lines[3]), at: at)
    }
}
