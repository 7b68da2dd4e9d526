/// Replaces `var()` by the values of custom properties (CSS Custom Properties Level 1, section 3).
struct VariableSubstitution {
    let variables: [String: [CSSComponent]]
    /// The variable that could not be replaced.
    private(set) var failed = ""
    private(set) var isCyclic = false
    private var open: [String] = []
    private var size = 0

    /// A value longer than this comes of variables that multiply each other.
    private static let sizeLimit = 4096

    init(variables: [String: [CSSComponent]]) { self.variables = variables }

    /// nil when a variable is missing or refers to itself.
    mutating func replace(_ components: [CSSComponent]) -> [CSSComponent]? {
        var result: [CSSComponent] = []
        for component in components {
            size += 1
            switch component {
            case .token: result.append(component)
            case .function("var", let inside, _):
                guard let value = value(inside) else { return nil }
                result += value
            case .function(let name, let inside, let range):
                guard let inside = replace(inside) else { return nil }
                result.append(.function(name: name, inside, range))
            case .block(let kind, let inside, let range):
                guard let inside = replace(inside) else { return nil }
                result.append(.block(kind, inside, range))
            }
        }
        return result
    }

    private mutating func value(_ inside: [CSSComponent]) -> [CSSComponent]? {
        let parts = inside.trimmed
        guard case .ident(let name)? = parts.first?.kind, name.hasPrefix("--") else {
            failed = "var()"
            return nil
        }
        if open.contains(name) || size > Self.sizeLimit {
            (failed, isCyclic) = (name, true)
            return nil
        }
        if let value = variables[name] {
            open.append(name)
            defer { open.removeLast() }
            return replace(value)
        }
        let rest = parts.dropFirst().drop { $0.isWhitespace }
        guard rest.first?.kind == .comma else {
            failed = name
            return nil
        }
        return replace(Array(rest.dropFirst()).trimmed)
    }
}
