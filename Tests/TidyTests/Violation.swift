/// A place that breaks a rule.
struct Violation: Hashable, CustomStringConvertible {
    let path: String
    /// 1 when the whole file is meant.
    let line: Int
    let rule: String
    /// What to do instead.
    let instead: String

    init(_ path: String, _ line: Int, _ rule: String, _ instead: String) {
        self.path = path
        self.line = line
        self.rule = rule
        self.instead = instead
    }

    var place: String { "\(path):\(line)" }

    var description: String { "\(place): \(rule): \(instead)" }
}

/// A rule of the project with a small tree that breaks it, so that no rule exists that cannot fail.
struct Rule: Sendable, CustomStringConvertible {
    let name: String
    let check: @Sendable (Tree) -> [Violation]
    /// Files that break the rule, and files that come near it and do not.
    let example: [String: String]
    /// The places (`path:line`) that the example breaks the rule at, all of them, sorted.
    let places: [String]

    var description: String { name }

    static let all: [Rule] =
        importRules + bannedCallRules + shapeRules + statementRules + wordingRules + repositoryRules + documentRules
}
