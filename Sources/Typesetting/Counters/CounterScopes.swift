import Markup

/// The counters that are alive at a place of the document (CSS Lists 3, 4): each belongs to the element that made it,
/// to that element's later siblings and to all that stands in them.
struct CounterScopes {
    private struct Counter {
        var value: Int
        /// What a list item adds.
        var step = 1
        /// How deep the element stands that made it.
        var depth: Int
    }

    private var counters: [String: [Counter]] = [:]
    private(set) var depth = 0

    /// What the style of an element does to the counters; the element is then the current one.
    mutating func enter(_ box: Box) {
        let style = box.style.values
        let ordinal = box.attributes.ordinal
        let isItem = style.display == .listItem
        for change in style.counterReset where !(ordinal != nil && !isItem && change.name == CounterScopes.listItem) {
            reset(change.name, to: change.value)
        }
        // `start` of a list, `value` of an item.
        if let ordinal, !isItem { reset(CounterScopes.listItem, to: ordinal - 1) }
        if box.attributes.countsDown {
            reset(CounterScopes.listItem, to: (ordinal ?? box.listItemCount) + 1, step: -1)
        }
        if isItem, !style.counterIncrement.contains(where: { $0.name == CounterScopes.listItem }) {
            change(CounterScopes.listItem) { $0 &+ $1 }
        }
        for increment in style.counterIncrement {
            // An item of a list that counts down takes off what others add.
            let isOfItem = isItem && increment.name == CounterScopes.listItem
            change(increment.name) { $0 &+ (isOfItem ? increment.value &* $1 : increment.value) }
        }
        if let ordinal, isItem { change(CounterScopes.listItem) { _, _ in ordinal } }
        for set in style.counterSet { change(set.name) { _, _ in set.value } }
        depth += 1
    }

    /// Leaves the current element: the counters that its children made end with it.
    mutating func leave() {
        for name in counters.keys {
            while let last = counters[name]?.last, last.depth >= depth { counters[name]?.removeLast() }
        }
        depth -= 1
    }

    /// The counter that list items count.
    static let listItem = "list-item"

    private mutating func reset(_ name: String, to value: Int, step: Int = 1) {
        // A sibling's counter is replaced, an ancestor's is hidden.
        if counters[name]?.last?.depth == depth { counters[name]?.removeLast() }
        counters[name, default: []].append(Counter(value: value, step: step, depth: depth))
    }

    /// - Parameter change: takes the value and what list items add.
    private mutating func change(_ name: String, _ change: (_ value: Int, _ step: Int) -> Int) {
        if counters[name]?.isEmpty ?? true { reset(name, to: 0) }
        let last = counters[name]!.count - 1
        counters[name]![last].value = change(counters[name]![last].value, counters[name]![last].step)
    }

    /// The text of generated content at the current place.
    func text(_ pieces: [GeneratedText]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .counter(let name, let style): style.text(counters[name]?.last?.value ?? 0)
            case .counters(let name, let separator, let style):
                (counters[name].flatMap { $0.isEmpty ? nil : $0.map(\.value) } ?? [0])
                    .map(style.text).joined(separator: separator)
            }
        }.joined()
    }
}

extension Box {
    /// How many items a list has, those of lists inside it not counted.
    fileprivate var listItemCount: Int {
        content.reduce(0) { count, node in
            guard case .box(let child) = node, child.style.values.display != .none else { return count }
            if child.style.values.display == .listItem { return count + 1 }
            let isList = child.style.values.counterReset.contains { $0.name == CounterScopes.listItem }
            return isList ? count : count + child.listItemCount
        }
    }
}
