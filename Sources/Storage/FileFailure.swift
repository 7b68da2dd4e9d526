import Foundation

/// A file operation that the system refused: which, on what, and why.
package struct FileFailure: Error, Sendable, CustomStringConvertible {
    package let operation: String
    package let path: String
    /// The system's error number, for example `ENOSPC`.
    package let errno: Int32

    package init(operation: String, path: String, errno: Int32) {
        self.operation = operation
        self.path = path
        self.errno = errno
    }

    package var description: String { "cannot \(operation) \(path): \(String(cString: strerror(errno)))" }
}
