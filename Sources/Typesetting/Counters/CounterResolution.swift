import Markup
import Synchronization

/// Turns generated content into text, in document order, before anything is laid out. Rows that are made while pages
/// are filled are resolved when they come; what they count is not seen by what stands behind their table.
enum CounterResolution {
    static func resolve(_ root: Box) -> Box {
        guard root.needsCounters else { return root }
        var scopes = CounterScopes()
        return resolve(root, &scopes)
    }

    private static func resolve(_ box: Box, _ scopes: inout CounterScopes) -> Box {
        // What is not there neither counts nor shows.
        guard box.style.values.display != .none else { return box }
        scopes.enter(box)
        var resolved = box
        resolved.content = resolve(box.content, &scopes)
        scopes.leave()
        return resolved
    }

    private static func resolve(_ nodes: [Node], _ scopes: inout CounterScopes) -> [Node] {
        var resolved: [Node] = []
        resolved.reserveCapacity(nodes.count)
        for node in nodes {
            switch node {
            case .box(let child): resolved.append(.box(resolve(child, &scopes)))
            case .generated(let pieces, let span): resolved.append(.text(scopes.text(pieces), span))
            case .rows(let stream): resolved.append(.rows(CounterResolution.stream(stream, scopes)))
            case .text, .lineBreak, .drawing, .pageSum: resolved.append(node)
            }
        }
        return resolved
    }

    private static func stream(_ stream: RowStream, _ scopes: CounterScopes) -> RowStream {
        let state = Mutex(scopes)
        return RowStream {
            guard let nodes = try stream.next() else { return nil }
            guard nodes.contains(where: \.needsCounters) else { return nodes }
            return state.withLock { resolve(nodes, &$0) }
        }
    }
}

extension Box {
    /// Whether something inside counts or is generated: most documents have nothing of the kind.
    fileprivate var needsCounters: Bool {
        let counts =
            style.values.display == .listItem || !style.values.counterReset.isEmpty
            || !style.values.counterIncrement.isEmpty || !style.values.counterSet.isEmpty
        if counts { return true }
        return content.contains(where: \.needsCounters)
    }
}

extension Node {
    fileprivate var needsCounters: Bool {
        switch self {
        case .box(let box): box.needsCounters
        case .generated, .rows: true
        case .text, .lineBreak, .drawing, .pageSum: false
        }
    }
}
