import Diagnostics
import Foundation

/// A folder as a way out: each delivery becomes one file, named for its key. Delivering a key again writes the same
/// file again, so nothing is ever there twice.
package struct Folder: Sendable {
    package let path: String

    /// - parameter path: made, with its parents, when it is missing.
    package init(path: String) { self.path = path }

    /// Writes a mail as `.eml`.
    /// - returns: the file's path.
    @discardableResult
    package func deliver(_ mail: MailMessage) throws -> String {
        try deliver(mail.encoded(), key: mail.key, suffix: ".eml")
    }

    /// Writes bytes under the key and a suffix such as `.pdf`; whole or not at all, also after a power cut.
    /// - returns: the file's path.
    /// - throws: `DeliveryFailure`, or what Foundation throws when the folder cannot be made.
    @discardableResult
    package func deliver(_ bytes: [UInt8], key: String, suffix: String) throws -> String {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let target = path + "/" + Folder.fileName(key) + suffix
        let temporary = target + ".part"
        try Folder.write(bytes, to: temporary)
        guard rename(temporary, target) == 0 else {
            throw DeliveryFailure(operation: "rename", path: target, errno: errno)
        }
        try Folder.flush(path, flags: O_RDONLY | O_DIRECTORY)
        return target
    }

    /// The key as a file name. What a file system or a shell might mistake becomes a hyphen; then a tag of the whole
    /// key follows, so that two keys never share a file.
    static func fileName(_ key: String) -> String {
        let plain = String(
            String.UnicodeScalarView(
                key.unicodeScalars.map { scalar in
                    scalar.value < 0x21 || "/\\:*?\"<>|@".unicodeScalars.contains(scalar) ? "-" : scalar
                }))
        if plain == key, !key.isEmpty, !key.hasPrefix(".") { return key }
        let tagged = "\(plain)-\(MailMessage.tag(key).prefix(8))"
        return tagged.hasPrefix(".") || tagged.hasPrefix("-") ? "_" + tagged : tagged
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw DeliveryFailure(operation: "create", path: path, errno: errno) }
        defer { close(file) }
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Foundation.write(file, buffer.baseAddress?.advanced(by: start), buffer.count - start)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw DeliveryFailure(operation: "write", path: path, errno: errno)
            }
            start += count
        }
        guard fsync(file) == 0 else { throw DeliveryFailure(operation: "flush", path: path, errno: errno) }
    }

    private static func flush(_ path: String, flags: Int32) throws {
        let file = open(path, flags | O_CLOEXEC)
        guard file >= 0 else { throw DeliveryFailure(operation: "open", path: path, errno: errno) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw DeliveryFailure(operation: "flush", path: path, errno: errno) }
    }
}

/// A delivery that the system refused: which operation, on what, and why.
package struct DeliveryFailure: Error, Sendable, CustomStringConvertible {
    package let operation: String
    package let path: String
    package let errno: Int32

    package var description: String {
        let reason = String(cString: strerror(errno))
        return "cannot \(operation) \(path): \(reason)"
    }
}
