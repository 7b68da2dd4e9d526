import Crypto
import Foundation

/// Files that are either there whole or not at all, also after a power cut.
package enum DurableFile {
    /// Writes a temporary file beside `path`, brings it to the disk, renames it onto `path` and brings the folder to
    /// the disk. The folder must exist; a path has one writer at a time.
    /// - returns: the SHA-256 of the bytes, as 64 lowercase hexadecimal digits.
    /// - throws: `FileFailure`; then nothing is left behind and an older file at `path` is untouched.
    @discardableResult
    package static func write(_ bytes: [UInt8], to path: String) throws -> String {
        try bytes.withUnsafeBytes { try write($0, to: path) }
    }

    @discardableResult
    package static func write(_ bytes: UnsafeRawBufferPointer, to path: String) throws -> String {
        try create(path) { file, temporary in try writeAll(bytes, to: file, path: temporary) }
        return hex(SHA256.hash(data: bytes))
    }

    /// The same for bytes that come piece by piece, in order.
    /// - Parameters:
    ///   - mode: who may use it.
    ///   - produce: gives its argument the pieces.
    /// - Throws: `FileFailure`, and what `produce` throws.
    package static func write<Result>(
        to path: String, mode: mode_t = 0o644, produce: (_ take: @escaping ([UInt8]) throws -> Void) throws -> Result
    ) throws -> Result {
        try create(path, mode: mode) { file, temporary in
            try produce { piece in
                try piece.withUnsafeBytes { try writeAll($0, to: file, path: temporary) }
            }
        }
    }

    @discardableResult
    private static func create<Result>(
        _ path: String, mode: mode_t = 0o644, content: (_ file: Int32, _ temporary: String) throws -> Result
    ) throws -> Result {
        let temporary = path + ".part"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard file >= 0 else { throw FileFailure(operation: "create", path: temporary, errno: errno) }
        let result: Result
        do {
            result = try content(file, temporary)
            guard fsync(file) == 0 else { throw FileFailure(operation: "flush", path: temporary, errno: errno) }
        } catch {
            close(file)
            unlink(temporary)
            throw error
        }
        close(file)
        guard rename(temporary, path) == 0 else {
            let failure = FileFailure(operation: "rename", path: temporary, errno: errno)
            unlink(temporary)
            throw failure
        }
        try syncFolder(of: path)
        return result
    }

    /// SHA-256 as 64 lowercase hexadecimal digits.
    package static func sha256(_ bytes: [UInt8]) -> String { hex(SHA256.hash(data: bytes)) }

    package static func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32, path: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Foundation.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileFailure(operation: "write", path: path, errno: errno)
            }
            rest = rest.dropFirst(count)
        }
    }

    /// A rename is on the disk only when its folder is.
    private static func syncFolder(of path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure(operation: "open", path: folder, errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileFailure(operation: "flush", path: folder, errno: errno) }
    }

    static func hex(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in digest {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
