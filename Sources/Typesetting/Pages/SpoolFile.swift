import Foundation
import Glibc

/// The temporary file of a spool. It has no name from the beginning: the system frees it with the process, whatever
/// happens.
final class SpoolFile {
    private let descriptor: Int32
    private(set) var length = 0

    init() throws {
        var path = Array((NSTemporaryDirectory() + "/zhengjiao-spool-XXXXXX").utf8CString)
        descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw SpoolFailure("create the temporary file") }
        unlink(path)
    }

    deinit { close(descriptor) }

    func append(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let written = pwrite(
                    descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(length + done))
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw SpoolFailure("write to the temporary file") }
                done += written
            }
        }
        length += bytes.count
    }

    /// Fills `buffer` from `offset` on.
    func read(_ buffer: UnsafeMutableRawBufferPointer, from offset: Int) throws {
        var done = 0
        while done < buffer.count {
            let got = pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw SpoolFailure("read the temporary file") }
            done += got
        }
    }
}

/// The disk for finished pages failed. Thrown as it is; the caller's policy decides whether to try again.
package struct SpoolFailure: Error, CustomStringConvertible {
    package let description: String

    init(_ attempt: String) {
        description = "cannot \(attempt) of finished pages: " + String(cString: strerror(errno))
    }
}
