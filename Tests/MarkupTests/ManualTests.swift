import Foundation
import Testing

@testable import Markup

/// docs/templates.md promises to be complete.
@Suite struct ManualTests {
    private func manual() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appendingPathComponent("docs/templates.md"), encoding: .utf8)
    }

    @Test func namesEveryPropertyAndElement() throws {
        let words = Set(try manual().split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init))
        for property in PropertyTable.grammars.keys {
            // Sides are described once for all four.
            let isSide = ["-top", "-right", "-bottom", "-left"].contains { property.contains($0) }
            #expect(words.contains(property) || isSide || property == "text-decoration-line", "\(property)")
        }
        for element in HTMLVocabulary.elements.keys {
            #expect(words.contains(element) || element.wholeMatch(of: /h[2-5]/) != nil, "\(element)")
        }
    }
}
