import Foundation
import Glibc
import Storage

/// Files of a batch: there whole or not at all while the system runs. They are not brought to the disk one by one,
/// which would cost more than printing them; a run that goes on checks their bytes against the manifest instead.
enum PlainFile {
    /// Makes the folder of a file, and those around it, unless they are there.
    static func makeFolder(of path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        guard !folder.isEmpty, folder != "/" else { return }
        if mkdir(folder, 0o755) == 0 { return }
        switch errno {
        case EEXIST:
            var facts = stat()
            guard stat(folder, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
                throw FileFailure(operation: "create", path: folder, errno: ENOTDIR)
            }
        case ENOENT:
            try makeFolder(of: folder)
            // Another thread may have made it in the meantime.
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
                throw FileFailure(operation: "create", path: folder, errno: errno)
            }
        default: throw FileFailure(operation: "create", path: folder, errno: errno)
        }
    }

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
