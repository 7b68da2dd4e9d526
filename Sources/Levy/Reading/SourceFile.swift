import Diagnostics
import Glibc
import Storage

/// A file of a bureau, read whole: its name for messages, its bytes, and the hash by which it is known again.
package struct SourceFile: Sendable {
    /// The last part of the path.
    package let name: String
    /// The path as the user gave it.
    package let path: String
    package let bytes: [UInt8]
    package let sha256: String

    /// The largest file that is read: larger ones are not what a bureau sends.
    static let limit = 512 << 20

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        path = name
        self.bytes = bytes
        sha256 = DurableFile.sha256(bytes)
    }

    /// - throws: `Rejection` when the file is missing, unreadable, empty or too large.
    package init(path: String) throws {
        guard let file = fopen(path, "rb") else {
            let code = errno == ENOENT ? "levy.file-missing" : "levy.file-unreadable"
            throw Rejection(
                code, ["file": path, "reason": String(cString: strerror(errno))],
                at: SourceSpan(file: path, line: 1))
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            bytes += buffer[..<count]
            guard bytes.count <= SourceFile.limit else {
                throw Rejection(
                    "levy.file-too-large", ["file": path, "limit": String(SourceFile.limit >> 20)],
                    at: SourceSpan(file: path, line: 1))
            }
        }
        guard ferror(file) == 0 else {
            throw Rejection(
                "levy.file-unreadable", ["file": path, "reason": String(cString: strerror(errno))],
                at: SourceSpan(file: path, line: 1))
        }
        name = SourceFile.name(of: path)
        self.path = path
        self.bytes = bytes
        sha256 = DurableFile.sha256(bytes)
    }

    package static func name(of path: String) -> String { String(path.split(separator: "/").last ?? "") }

    /// PK: an XLSX workbook, whatever the name says.
    var isWorkbook: Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

    /// The container of .xls files and of encrypted workbooks.
    var isOldOrEncryptedWorkbook: Bool { bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) }

    func span(_ line: Int = 1, _ column: Int = 1, length: Int = 1) -> SourceSpan {
        SourceSpan(file: path, line: max(1, line), column: max(1, column), length: max(1, length))
    }
}

/// A file that is not in memory, as messages name it.
struct FilePlace {
    let name: String
    let path: String

    func span(_ line: Int = 1, _ column: Int = 1) -> SourceSpan {
        SourceSpan(file: path, line: max(1, line), column: max(1, column))
    }
}
