import Diagnostics
import Foundation
import Glibc
import Markup
import Storage

/// The file that `--data` names: where it lies and what it holds.
struct DataFile: Sendable {
    enum Format: Sendable {
        case json
        /// CSV or a workbook.
        case table
    }

    /// Where it can be read, as often as needed.
    let path: String
    /// As messages call it.
    let name: String
    let format: Format
    /// Keeps standard input readable.
    private let spool: Spool?

    /// - Parameter argument: a path, or `-` for standard input.
    /// - Throws: `Rejection` when there is no such file or it cannot be read; `FileFailure`.
    init(_ argument: String) throws {
        if argument == "-" {
            let spool = try Spool()
            (self.spool, path, name) = (spool, spool.path, "-")
        } else {
            (spool, path, name) = (nil, argument, argument)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder) else {
                let near = NearFile.beside(argument)
                throw Rejection(
                    near == nil ? "data.missing" : "data.missing-near", ["file": argument, "near": near ?? ""])
            }
            if isFolder.boolValue { throw Rejection("data.folder", ["file": argument]) }
            guard access(argument, R_OK) == 0 else {
                throw Rejection("data.unreadable", ["file": argument, "reason": String(cString: strerror(errno))])
            }
        }
        format = DataFile.format(path: path, name: name)
    }

    /// In bytes; 0 for what has no size of its own.
    var size: Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// By the name's ending, else by the first character.
    private static func format(path: String, name: String) -> Format {
        switch (name as NSString).pathExtension.lowercased() {
        case "json", "jsonl", "ndjson": return .json
        case "csv", "tsv", "txt", "xlsx", "xls": return .table
        default:
            guard let file = FileHandle(forReadingAtPath: path) else { return .table }
            // What cannot be read is refused by whoever reads it for its content.
            var head = (try? file.read(upToCount: 4_096)) ?? Data()
            if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.dropFirst(3) }
            let first = head.first { $0 > 0x20 }
            return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? .json : .table
        }
    }
}

/// Standard input, kept in a file without a name, because records are read more than once.
private final class Spool: Sendable {
    private let descriptor: Int32
    var path: String { "/proc/self/fd/\(descriptor)" }

    init() throws {
        var name = Array((FileManager.default.temporaryDirectory.path + "/zhengjiao-XXXXXX").utf8CString)
        descriptor = mkstemp(&name)
        let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard descriptor >= 0 else { throw FileFailure(operation: "create", path: path, errno: errno) }
        unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(0, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileFailure(operation: "read", path: "-", errno: errno) }
            if count == 0 { return }
            var start = 0
            while start < count {
                let written = buffer.withUnsafeBytes { write(descriptor, $0.baseAddress! + start, count - start) }
                guard written > 0 else { throw FileFailure(operation: "write", path: path, errno: errno) }
                start += written
            }
        }
    }

    deinit { close(descriptor) }
}

/// The file that was probably meant.
enum NearFile {
    /// A file of the same folder whose name differs little from that of `path`, or only in its ending.
    static func beside(_ path: String) -> String? {
        let folder = (path as NSString).deletingLastPathComponent
        let name = (path as NSString).lastPathComponent
        // A folder that is not there has no files.
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        let stem = (name as NSString).deletingPathExtension
        let near =
            files.sorted().first { $0.lowercased() == name.lowercased() }
            ?? Spelling.nearest(to: name, among: files.sorted())
            ?? files.sorted().first { ($0 as NSString).deletingPathExtension == stem && $0 != name }
        return near.map { folder.isEmpty ? $0 : folder + "/" + $0 }
    }
}
