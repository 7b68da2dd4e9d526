import Diagnostics

/// A complex selector (Selectors Level 4, as far as `SelectorParser` accepts it).
struct Selector: Sendable {
    enum Combinator: Sendable { case descendant, child, next, following }

    struct Compound: Sendable {
        /// nil for `*` or none.
        var type: String?
        var conditions: [Condition] = []
    }

    indirect enum Condition: Sendable {
        case identifier(String)
        case className(String)
        case attribute(String, value: String?)
        case root
        case firstChild, lastChild
        /// The index, counted from 1, is `step × n + offset` for some n ≥ 0.
        case nthChild(step: Int, offset: Int)
        case not(Compound)
    }

    struct Specificity: Comparable, Sendable {
        var identifiers = 0
        var classes = 0
        var types = 0

        static func < (a: Specificity, b: Specificity) -> Bool {
            (a.identifiers, a.classes, a.types) < (b.identifiers, b.classes, b.types)
        }
    }

    /// What the selector is about.
    var subject: Compound
    /// What must stand before or above it: the nearest first.
    var context: [(Combinator, Compound)] = []
    let span: SourceSpan

    var specificity: Specificity {
        ([subject] + context.map(\.1)).reduce(into: Specificity()) { $0.add($1) }
    }
}

extension Selector.Specificity {
    fileprivate mutating func add(_ compound: Selector.Compound) {
        if compound.type != nil { types += 1 }
        for condition in compound.conditions {
            switch condition {
            case .identifier: identifiers += 1
            case .not(let inside): add(inside)
            default: classes += 1
            }
        }
    }
}
