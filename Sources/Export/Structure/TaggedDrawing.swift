import Typesetting

/// Drawing with marks for the structure: item by item in their order, since a mark holds what is drawn between its
/// ends.
extension PageDrawer {
    func drawTagged(_ items: [FrameItem], _ tags: TagWriter) throws {
        var at = 0
        while at < items.count {
            let item = items[at]
            at += 1
            switch item {
            case .tag(let tag): tags.take(tag)
            case .part: break
            case .group(let group):
                // The clip of a group must not begin inside a mark and end outside.
                tags.endMark()
                try draw(group) { try drawTagged(group.items, tags) }
                tags.endMark()
            default:
                if let end = linkEnd(items, from: at - 1), case .link(let rect, let target) = items[end] {
                    try tags.link { try link(rect, target) { for item in items[(at - 1)..<end] { try draw(item) } } }
                    at = end + 1
                } else if case .link(let rect, let target) = item {
                    tags.link { link(rect, target) {} }
                } else {
                    tags.mark(item)
                    try draw(item)
                }
            }
        }
    }
}

extension [FrameItem] {
    /// Whether a link stands among the items or in a group of them.
    var holdLinks: Bool {
        contains { item in
            switch item {
            case .link: true
            case .group(let group): group.items.holdLinks
            default: false
            }
        }
    }
}
