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
        case position(Position)
        case not(Compound)
    }

    /// `:nth-child()` and its kin: the index, counted from 1, is `step × n + offset` for some n ≥ 0.
    struct Position: Hashable, Sendable {
        var step: Int
        var offset: Int
        /// `-of-type`: only elements of the same name are counted.
        var ofType = false
        /// `-last-`: counted from the end.
        var fromEnd = false

        func holds(_ index: Int) -> Bool {
            let distance = index - offset
            return step == 0 ? distance == 0 : distance % step == 0 && distance / step >= 0
        }
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
    /// What of the subject it is about; nil for the element itself.
    var pseudoElement: PseudoElement?
    let span: SourceSpan

    var specificity: Specificity {
        let types = pseudoElement == nil ? 0 : 1
        return ([subject] + context.map(\.1)).reduce(into: Specificity(types: types)) { $0.add($1) }
    }
}

/// A box that an element has beside its content.
package enum PseudoElement: String, Hashable, Sendable, CaseIterable { case before, after, marker }

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
