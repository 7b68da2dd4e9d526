import Foundation
import TestSupport

/// One rule broken in a good document, as `Breaches.txt` has it.
struct Breach: CustomStringConvertible {
    let code: String
    let sample: OfficialSample
    private(set) var changes: [OfficialSample.Change] = []

    var description: String { "\(code) \(changes.first?.new ?? "")" }

    struct Malformed: Error {
        let line: String
    }

    /// All of the file; empty when it cannot be read, which a test tells.
    static let all: [Breach] = (try? read()) ?? []  // the test that counts them fails

    static func read() throws -> [Breach] {
        var breaches: [Breach] = []
        for line in try Project.text("Tests/InspectionTests/Breaches.txt").split(separator: "\n").map(String.init) {
            if line.hasPrefix("--- ") {
                let words = line.split(separator: " ")
                guard words.count == 4, let sample = OfficialSample.all.first(where: { $0.sample == words[3] }) else {
                    throw Malformed(line: line)
                }
                breaches.append(Breach(code: "gongwen.\(words[1])", sample: sample))
            } else if !breaches.isEmpty {
                try breaches[breaches.count - 1].add(line)
            }
        }
        return breaches
    }

    private mutating func add(_ line: String) throws {
        let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard words.count == 3, let file = OfficialSample.Change.File(rawValue: words[0]) else {
            throw Malformed(line: line)
        }
        let text = words[2].replacingOccurrences(of: "⏎", with: "\n")
        if words[1] == "-" {
            changes.append(OfficialSample.Change(file: file, old: text, new: ""))
        } else {
            guard words[1] == "+", !changes.isEmpty else { throw Malformed(line: line) }
            changes[changes.count - 1].new = text
        }
    }
}
