import Markup

/// Tells which texts of white space between elements can be seen. The others stand there because authors indent.
struct WhitespaceRule {
    let children: [Element.Child]
    let parent: StyleValues
    let style: (Element) -> ComputedStyle

    /// Whether the text at `index`, which is all white space, is worth keeping.
    func keeps(_ index: Int) -> Bool {
        switch parent.whiteSpace {
        case .pre, .preWrap, .preLine: return true
        case .normal, .nowrap: break
        }
        switch parent.display {
        case .inline, .ruby, .rubyText: return true
        case .block, .flowRoot, .listItem, .inlineBlock, .tableCell, .tableCaption:
            return isInline(neighbour(of: index, step: -1)) && isInline(neighbour(of: index, step: 1))
        default: return false
        }
    }

    /// The nearest sibling that is not itself white space.
    private func neighbour(of index: Int, step: Int) -> Element.Child? {
        var next = index + step
        while children.indices.contains(next) {
            if case .text(let fragment) = children[next], fragment.isBlank {
                next += step
            } else {
                return children[next]
            }
        }
        return nil
    }

    private func isInline(_ child: Element.Child?) -> Bool {
        switch child {
        case nil: return false
        case .text: return true
        case .element(let element):
            let values = style(element).values
            let isInFlow = values.position == .static || values.position == .relative
            let isInline = [.inline, .inlineBlock, .ruby, .rubyText].contains(values.display)
            return isInFlow && isInline && values.float == .none
        }
    }
}
