import Foundation
import TestSupport
import Testing
import Typesetting

/// The document cases of `cases/`, each laid out and compared with what it expects.
@Suite struct DocumentCaseTests {
    private static let folder = "Tests/SuiteTests/cases"

    private static var names: [String] {
        // A folder that cannot be read has no cases, which the next test tells.
        let files = (try? FileManager.default.contentsOfDirectory(atPath: Project.path(folder))) ?? []
        return files.filter { $0.hasSuffix(".case") }.sorted()
    }

    @Test func thereAreCases() { #expect(DocumentCaseTests.names.count >= 40) }

    @Test(arguments: names) func isLaidOutAsExpected(_ name: String) throws {
        let path = "\(DocumentCaseTests.folder)/\(name)"
        let example = try DocumentCase(Project.text(path))
        let typesetter = Typesetter(fonts: try SuiteFonts.catalog())
        let outcome = try example.run(typesetter)
        try Golden.expect(example.text(with: outcome), matches: path)
        // What it remembers changes nothing.
        #expect(try example.run(typesetter) == outcome)
    }

    @Test func aCaseOfTheWrongShapeIsRefused() {
        for text in ["--- frames\n", "--- template\n", "--- template\n--- frames\n--- diagnostics\n", "--- colour\n"] {
            #expect(throws: DocumentCase.Malformed.self) { try DocumentCase(text) }
        }
    }

    @Test func theSectionsOfACaseSurviveWriting() throws {
        let text = "关于\n\n--- template\n<p>甲</p>\n--- css\np {}\n--- frames\npage 1\n"
        let example = try DocumentCase(text)
        #expect(example.text(with: example.expected) == text)
        #expect(example.text(with: ("diagnostics", "x\n")).hasSuffix("p {}\n--- diagnostics\nx\n"))
    }
}
