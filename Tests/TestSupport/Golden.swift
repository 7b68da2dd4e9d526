import Foundation
import Testing

/// Expected output kept as readable text in the repository.
///
/// `scripts/accept` runs the tests with `ZHENGJIAO_ACCEPT=1`, which writes the files anew instead of comparing.
package enum Golden {
    /// Compares `text` with the file `path` (relative to the project) and records an issue with the changed lines when
    /// they differ or the file is missing.
    package static func expect(
        _ text: String, matches path: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let accepts = ProcessInfo.processInfo.environment["ZHENGJIAO_ACCEPT"] == "1"
        if let problem = try compare(text, file: Project.path(path), accepts: accepts) {
            Issue.record("\(path): \(problem)", sourceLocation: sourceLocation)
        }
    }

    /// What is wrong, or nil.
    package static func compare(_ text: String, file: String, accepts: Bool) throws -> String? {
        let exists = FileManager.default.fileExists(atPath: file)
        if accepts {
            let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
            return nil
        }
        guard exists else { return "there is no such file yet; scripts/accept writes it" }
        let expected = try String(contentsOfFile: file, encoding: .utf8)
        return LineDifference.describe(old: expected, new: text).map {
            "differs; if the change is meant, run scripts/accept\n\($0)"
        }
    }
}
