import Foundation
import Glibc
import Storage

/// Files of a batch: there whole or not at all while the system runs. They are not brought to the disk one by one,
/// which would cost more than printing them; a run that goes on checks their bytes against the manifest instead.
enum PlainFile {
    /// - Returns: the SHA-256 of the bytes.
    /// - Throws: `FileFailure`; then nothing is left behind and an older file at `path` is untouched.
    static func write(_ bytes: [UInt8], to path: String) throws -> String {
        let temporary = path + ".part"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw FileFailure(operation: "create", path: temporary, errno: errno) }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                let failure = FileFailure(operation: "write", path: path, errno: errno)
                unlink(temporary)
                throw failure
            }
            rest = rest.dropFirst(count)
        }
        guard rename(temporary, path) == 0 else {
            let failure = FileFailure(operation: "rename", path: temporary, errno: errno)
            unlink(temporary)
            throw failure
        }
        return DurableFile.sha256(bytes)
    }
}
