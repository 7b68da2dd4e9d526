import TestSupport
import Testing

/// Executes docs/architecture.md: its import table, its bans, its names.
struct TidyTests {
    @Test(arguments: Rule.all)
    func theProjectKeepsTheRule(_ rule: Rule) throws {
        let violations = try rule.check(Tree.project.get())
        if !violations.isEmpty {
            let list = violations.map(\.description).joined(separator: "\n")
            Issue.record("\(rule.name)\n\(list)")
        }
    }

    /// The rule finds each mistake of its example and nothing else.
    @Test(arguments: Rule.all)
    func theRuleFindsItsExample(_ rule: Rule) {
        let found = rule.check(Tree(texts: rule.example)).map(\.place).sorted()
        #expect(found == rule.places)
        #expect(!rule.places.isEmpty)
    }

    @Test func theProjectIsSeenWhole() throws {
        let tree = try Tree.project.get()
        #expect(tree.files["Package.swift"] != nil)
        #expect(tree.swift.contains { $0.path == "Tests/TidyTests/TidyTests.swift" })
        #expect(!tree.paths.contains { $0.hasPrefix(".build") || $0.hasPrefix("out/") })
        #expect(ImportTable(tree).rows.count >= 10)
        #expect(Manifest(tree).targets.count >= 20)
        #expect(Wordings.worded(tree).count >= 100)
    }
}
