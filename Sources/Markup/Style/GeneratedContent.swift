/// The `content` of a pseudo-element (CSS Generated Content 3, 1).
package enum GeneratedContent: Hashable, Sendable {
    /// `normal`: nothing for `::before` and `::after`; the marker of the list style for `::marker`.
    case normal
    case none
    case parts([Part])

    package enum Part: Hashable, Sendable {
        case text(String)
        case counter(String, CounterStyle)
        /// All counters of the name around the place, with text between.
        case counters(String, separator: String, CounterStyle)
        /// `attr(name)`: an attribute of the element.
        case attribute(String)
    }
}
