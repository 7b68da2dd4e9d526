import Foundation
import TestSupport

/// The files of the project as a rule sees them: those git tracks or would track.
struct Tree: Sendable {
    /// Content by path relative to the project.
    let files: [String: [UInt8]]
    /// The Swift files of `Sources` and `Tests`, by path.
    let swift: [SwiftSource]

    init(_ files: [String: [UInt8]]) {
        self.files = files
        swift = files.keys.sorted().filter { path in
            path.hasSuffix(".swift") && (path.hasPrefix("Sources/") || path.hasPrefix("Tests/"))
        }.map { SwiftSource(path: $0, text: String(decoding: files[$0]!, as: UTF8.self)) }
    }

    init(texts: [String: String]) { self.init(texts.mapValues { Array($0.utf8) }) }

    static let project: Result<Tree, any Error> = Result {
        // Files that are written but not yet added count, too: a rule speaks before the commit.
        let listing = try Command.run(
            "git",
            ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        guard listing.status == 0 else { throw CocoaError(.fileReadUnknown, userInfo: ["git": listing.errorText]) }
        var files: [String: [UInt8]] = [:]
        for name in listing.output.split(separator: 0) {
            let path = String(decoding: name, as: UTF8.self)
            // A tracked file that was removed is listed until the removal is committed.
            guard FileManager.default.fileExists(atPath: Project.path(path)) else { continue }
            files[path] = try Project.bytes(path)
        }
        return Tree(files)
    }

    var paths: [String] { files.keys.sorted() }

    /// The sources of the product, without tests.
    var sources: [SwiftSource] { swift.filter { $0.isBelow("Sources") } }

    /// The text of a file, or nil when there is none or it is not text.
    func text(_ path: String) -> String? {
        guard let bytes = files[path], !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    func lines(_ path: String) -> [Substring] {
        text(path)?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
    }
}
