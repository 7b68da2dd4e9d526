import Foundation
import TestSupport

/// The program that was built, and the small campaign of the fixtures that it is run on.
enum Campaigns {
    /// Somebody of the campaign who has paid.
    static func somebody() throws -> String {
        let bytes = try Project.bytes("Tests/CommandTests/Fixtures/small/data/payments/20201105.txt")
        let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst().first ?? ""
        return String(line.split(separator: "|", omittingEmptySubsequences: false)[3])
    }

    static let small = Project.path("Tests/CommandTests/Fixtures/small")

    /// Messages in Chinese, and in English.
    static let chinese = ["LC_ALL": "zh_CN.UTF-8"]
    static let english = ["LC_ALL": "C.UTF-8"]

    /// Runs the program.
    static func zhengjiao(
        _ arguments: [String], environment: [String: String] = chinese, seconds: Int = 300
    ) throws -> Command.Outcome {
        try Command.run(
            Project.product("zhengjiao"), arguments,
            environment: ["ZHENGJIAO_HOME": Project.root].merging(environment) { $1 }, seconds: seconds)
    }

    /// Rehearses a campaign that lies in `folder` as the small one does.
    static func rehearse(
        _ folder: String = small, out: String, _ flags: [String] = [], environment: [String: String] = chinese
    ) throws -> Command.Outcome {
        try zhengjiao(arguments(folder, out: out) + flags, environment: environment)
    }

    static func arguments(_ folder: String = small, out: String) -> [String] {
        ["rehearse", folder + "/campaign.yaml", "--data", folder + "/data", "--out", out]
    }

    /// A copy of the small campaign, for tests that spoil it.
    static func copy(into scratch: ScratchFolder, as name: String = "campaign") throws -> String {
        try FileManager.default.copyItem(atPath: small, toPath: scratch / name)
        return scratch / name
    }

    /// The small campaign, rehearsed once for all tests that only look at what it made.
    static let finished = Result { try Finished() }
}

/// A rehearsal that ran from its first to its last day.
final class Finished: Sendable {
    let outcome: Command.Outcome
    let tree: FileTree
    var out: String { folder / "out" }

    private let folder: ScratchFolder

    init() throws {
        let folder = try ScratchFolder()
        self.folder = folder
        outcome = try Campaigns.rehearse(out: folder / "out")
        tree = try FileTree(folder / "out")
        // A value that lives as long as the program is not deinitialised with it.
        atexit {
            guard case .success(let finished) = Campaigns.finished else { return }
            // What cannot be removed stays for the system to clear.
            try? FileManager.default.removeItem(atPath: finished.folder.path)
        }
    }

    func text(_ path: String, _ options: [String] = []) throws -> String { try PDF.text(out + "/" + path, options) }
}

/// What a rehearsal made: the bytes of all files but those in `.state`.
struct FileTree: Equatable, Sendable {
    let files: [String: Data]

    init(_ folder: String) throws {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) where !path.hasPrefix(".state") {
            var isFolder: ObjCBool = false
            let full = folder + "/" + path
            guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            files[path] = try Data(contentsOf: URL(fileURLWithPath: full))
        }
        self.files = files
    }

    var paths: [String] { files.keys.sorted() }

    func paths(_ chapter: String, suffix: String = "") -> [String] {
        paths.filter { $0.hasPrefix(chapter + "/") && $0.hasSuffix(suffix) }
    }

    /// How another tree differs, a line a file.
    func differences(_ other: FileTree) -> [String] {
        Set(paths).union(other.paths).sorted().compactMap { path in
            guard let own = files[path] else { return "\(path) is new" }
            guard let theirs = other.files[path] else { return "\(path) is missing" }
            return own == theirs ? nil : "\(path) has other bytes"
        }
    }
}

/// Printed files as poppler and qpdf see them.
enum PDF {
    static func text(_ path: String, _ options: [String] = []) throws -> String {
        try Command.run("pdftotext", options + [path, "-"]).text
    }
}
