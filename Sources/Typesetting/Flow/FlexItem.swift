import Diagnostics
import Markup

/// A child of a flex box on its way to its place. Sizes are of the border box, along the main axis unless said.
struct FlexItem {
    let atom: InlineContent.Atom
    let span: SourceSpan
    let edges: BoxEdges
    let mainMargins: Length
    let crossMargins: Length
    /// Before growing and shrinking.
    var base: Length
    var least: Length
    var most: Length
    /// What it comes to.
    var size: Length = 0
    var frame = AtomicFrame(width: 0, height: 0, baseline: 0, verticalAlign: .baseline, items: [])

    var style: StyleValues { atom.style.values }
    var hypothetical: Length { max(least, min(base, most)) }

    /// How the item stands across, in a box that says so for those that say nothing.
    func alignment(in container: StyleValues) -> CrossAlignment { style.alignSelf ?? container.alignItems }
}

/// Growing and shrinking of the items of one line (CSS Flexbox 1, 9.7).
enum FlexibleLengths {
    /// Gives each item its size in a line with so much room beside gaps.
    static func resolve(_ items: inout [FlexItem], room: Length) {
        let margins = items.reduce(0) { $0 + $1.mainMargins }
        let grows = items.reduce(margins) { $0 + $1.hypothetical } < room
        var frozen = items.map { item in
            let factor = grows ? item.style.flexGrow : item.style.flexShrink
            return factor == 0 || (grows ? item.base > item.hypothetical : item.base < item.hypothetical)
        }
        for at in items.indices { items[at].size = frozen[at] ? items[at].hypothetical : items[at].base }
        let initialFree = items.reduce(room - margins) { $0 - $1.size }
        while frozen.contains(false) {
            let open = items.indices.filter { !frozen[$0] }
            let free = share(items, open, frozen, room: room - margins, initialFree: initialFree, grows: grows)
            let weights = open.map { weight(items[$0], grows: grows) }
            let total = weights.reduce(0, +)
            var given = 0
            var violation = 0
            var held: [(at: Int, change: Length)] = []
            for (at, weight) in zip(open, weights) {
                // Unit by unit, so that the shares make up the whole.
                let before = total == 0 ? 0 : free.scaled(given, over: total)
                given += weight
                let wanted = items[at].base + (total == 0 ? 0 : free.scaled(given, over: total) - before)
                items[at].size = max(items[at].least, min(wanted, items[at].most))
                held.append((at, items[at].size - wanted))
                violation += items[at].size - wanted
            }
            for (at, change) in held where violation == 0 || (violation > 0 ? change > 0 : change < 0) {
                frozen[at] = true
            }
        }
    }

    /// What the open items have to share: all of the free room, or as much of it as factors below 1 take.
    private static func share(
        _ items: [FlexItem], _ open: [Int], _ frozen: [Bool], room: Length, initialFree: Length, grows: Bool
    ) -> Length {
        let free = items.indices.reduce(room) { $0 - (frozen[$1] ? items[$1].size : items[$1].base) }
        let factors = open.reduce(0) { $0 + (grows ? items[$1].style.flexGrow : items[$1].style.flexShrink) }
        guard factors < 1_000 else { return grows ? max(0, free) : min(0, free) }
        let part = initialFree.scaled(factors, over: 1_000)
        return part.magnitude < free.magnitude ? part : free
    }

    /// Large items shrink more.
    private static func weight(_ item: FlexItem, grows: Bool) -> Int {
        grows ? item.style.flexGrow : max(1, item.base / 1_000 * item.style.flexShrink)
    }
}
