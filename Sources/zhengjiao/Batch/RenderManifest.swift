import Diagnostics
import Foundation
import Glibc
import Storage
import Templates

/// What a run has written into a folder, so that a run that broke off goes on where it was. A line a file: the hash of
/// what it was made of, the hash of its bytes, its name. Lines are only ever added; of two for a file the later counts.
final class RenderManifest {
    static let name = ".zhengjiao-render"
    private static let head = "zhengjiao-render 1\n"

    private struct Entry {
        let input: String
        let output: String
    }

    private let root: String
    private let file: Int32
    private var entries: [String: Entry] = [:]
    private var pending = ""
    private var pendingCount = 0
    private var lastSync = ContinuousClock.now

    /// - Parameter resumes: keeps what an earlier run has written; otherwise it begins anew.
    /// - Throws: `FileFailure`; `Rejection` when another run is writing into the folder.
    init(root: String, resumes: Bool) throws {
        self.root = root
        let path = root + "/" + RenderManifest.name
        file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw FileFailure(operation: "create", path: path, errno: errno) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else { throw Rejection("render.locked", ["folder": root]) }
        if resumes { read(path) }
        if entries.isEmpty {
            guard ftruncate(file, 0) == 0 else { throw FileFailure(operation: "write", path: path, errno: errno) }
            pending = RenderManifest.head
            try flush()
        }
    }

    deinit { close(file) }

    private func read(_ path: String) {
        guard let data = FileManager.default.contents(atPath: path),
            data.starts(with: Data(RenderManifest.head.utf8))
        else { return }
        // The last line may have been cut off; a line that is not whole is no line.
        for line in data.split(separator: UInt8(ascii: "\n")).dropFirst() {
            let parts = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 2)
            guard parts.count == 3, parts[0].utf8.count == 64, parts[1].utf8.count == 64 else { continue }
            entries[String(parts[2])] = Entry(input: String(parts[0]), output: String(parts[1]))
        }
    }

    /// A copy of what is known for the threads to ask: whether the file is there as it was made of this input.
    func known() -> @Sendable (_ path: String, _ input: String) -> Bool {
        let (entries, root) = (entries, root)
        return { path, input in
            guard let entry = entries[RenderManifest.name(of: path, in: root)], entry.input == input,
                let bytes = FileManager.default.contents(atPath: path)
            else { return false }
            return DurableFile.sha256([UInt8](bytes)) == entry.output
        }
    }

    /// The folder may be moved, and named from elsewhere.
    private static func name(of path: String, in root: String) -> String {
        path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
    }

    /// - Throws: `FileFailure`.
    func add(_ path: String, input: String, output: String) throws {
        pending += "\(input) \(output) \(RenderManifest.name(of: path, in: root))\n"
        pendingCount += 1
        if pendingCount >= 256 || lastSync.duration(to: .now) > .seconds(1) { try flush() }
    }

    /// Brings the lines to the disk.
    func flush() throws {
        let path = root + "/" + RenderManifest.name
        var rest = Array(pending.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileFailure(operation: "write", path: path, errno: errno)
            }
            rest = rest.dropFirst(count)
        }
        (pending, pendingCount, lastSync) = ("", 0, .now)
        guard fdatasync(file) == 0 else { throw FileFailure(operation: "flush", path: path, errno: errno) }
    }
}

/// The hash of everything that a file is made of.
enum Fingerprint {
    /// Adds a record's values in an order of their own, so that equal records have equal bytes.
    static func append(_ record: Record, to bytes: inout [UInt8]) {
        for name in record.names {
            guard let datum = record[name] else { continue }
            append(name, to: &bytes)
            append(datum, to: &bytes)
        }
        bytes.append(0)
    }

    private static func append(_ datum: Datum, to bytes: inout [UInt8]) {
        switch datum {
        case .text(let text): append("t" + text, to: &bytes)
        case .integer(let number): append("i\(number)", to: &bytes)
        case .money(let number): append("m\(number)", to: &bytes)
        case .percent(let number): append("p\(number)", to: &bytes)
        case .date(let year, let month, let day): append("d\(year)-\(month)-\(day)", to: &bytes)
        case .flag(let flag): append("f\(flag)", to: &bytes)
        // Read once while it is printed: nothing that is made of one is ever kept.
        case .stream: append("s", to: &bytes)
        case .missing: append("-", to: &bytes)
        case .record(let record):
            append("r", to: &bytes)
            append(record, to: &bytes)
        case .list(let records):
            append("l\(records.count)", to: &bytes)
            for record in records { append(record, to: &bytes) }
        }
    }

    /// With its length in front, so that two texts never read as one.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes += "\(text.utf8.count):".utf8
        bytes += text.utf8
    }
}
