import Crypto

/// SHA-256 of bytes that come piece by piece.
package struct RunningHash {
    private var hash = SHA256()
    package private(set) var count = 0

    package init() {}

    package mutating func take(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        count += bytes.count
    }

    /// 64 lowercase hexadecimal digits.
    package var hex: String { DurableFile.hex(hash.finalize()) }
}
