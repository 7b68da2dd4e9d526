import Foundation
import Synchronization

/// A folder of its own for one test; it goes away, with all it holds, when the value does.
package final class ScratchFolder: Sendable {
    package let path: String

    private static let count = Mutex(0)

    package init() throws {
        let number = ScratchFolder.count.withLock { count in
            count += 1
            return count
        }
        let process = ProcessInfo.processInfo.processIdentifier
        let pattern = FileManager.default.temporaryDirectory.path + "/zhengjiao-\(process)-\(number)-XXXXXX"
        var template = Array(pattern.utf8CString)
        guard mkdtemp(&template) != nil else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        // What cannot be removed stays for the system to clear; no test depends on it.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of something inside: `scratch / "out/a.pdf"`.
    package static func / (folder: ScratchFolder, name: String) -> String { folder.path + "/" + name }

    /// Writes a file inside, with the folders above it, and gives its path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
    }

    @discardableResult
    package func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = URL(fileURLWithPath: self / name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    /// The paths of all files inside, relative to the folder, sorted.
    package func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: self / name, isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted()
    }
}
