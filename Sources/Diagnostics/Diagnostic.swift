/// One fact about wrong input: what is wrong and where. The words come from the `Catalogue` by `code`, so that they
/// can change, or be shown in another language, without touching the code that found the fact.
package struct Diagnostic: Hashable, Sendable {
    package enum Severity: String, Sendable {
        case error, warning, note
    }

    package let severity: Severity
    /// A stable name such as `css.unknown-property`, the key into the catalogue.
    package let code: String
    /// The values that the catalogue's wording names as `{name}`.
    package let arguments: [String: String]
    package let span: SourceSpan?
    /// Further places that explain the fact, for example where a name was first declared.
    package let notes: [Diagnostic]

    package init(
        _ severity: Severity = .error, _ code: String, _ arguments: [String: String] = [:],
        at span: SourceSpan? = nil, notes: [Diagnostic] = []
    ) {
        self.severity = severity
        self.code = code
        self.arguments = arguments
        self.span = span
        self.notes = notes
    }
}

/// Wrong input, refused: at least one error, and all that were found together.
package struct Rejection: Error, Sendable {
    package let diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) {
        precondition(!diagnostics.isEmpty, "a rejection names at least one mistake")
        self.diagnostics = diagnostics
    }

    package init(
        _ code: String, _ arguments: [String: String] = [:], at span: SourceSpan? = nil, notes: [Diagnostic] = []
    ) {
        self.init([Diagnostic(.error, code, arguments, at: span, notes: notes)])
    }
}

extension Rejection: CustomStringConvertible {
    package var description: String {
        diagnostics.map { DiagnosticPrinter(language: .english).describe($0) }.joined(separator: "\n")
    }
}

/// Collects mistakes so that a user sees all of them at once.
package struct DiagnosticList: Sendable {
    package private(set) var diagnostics: [Diagnostic] = []

    package init() {}

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    package mutating func append(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    package mutating func append(_ rejection: Rejection) { diagnostics += rejection.diagnostics }

    package mutating func error(_ code: String, _ arguments: [String: String] = [:], at span: SourceSpan? = nil) {
        append(Diagnostic(.error, code, arguments, at: span))
    }

    package mutating func warning(_ code: String, _ arguments: [String: String] = [:], at span: SourceSpan? = nil) {
        append(Diagnostic(.warning, code, arguments, at: span))
    }

    /// Throws a `Rejection` with everything collected if any of it is an error.
    package func throwIfErrors() throws(Rejection) {
        if hasErrors { throw Rejection(diagnostics) }
    }
}
