import Markup

/// The number or sign of a list item that waits for the item's first line.
struct PendingMarker {
    var frame: AtomicFrame
    var x: Length
}

extension FlowBuilder {
    /// Takes the marker of a list item out of its content and lets it wait for the first line (CSS Lists 3, 3.4);
    /// `list-style-position: inside` leaves it in the text.
    /// - Returns: the rest of the content.
    mutating func hangMarker(of box: Box, x: Length) throws -> [Node] {
        let style = box.style.values
        guard style.display == .listItem, !style.listStyleInside,
            let at = box.content.firstIndex(where: \.isMarker), case .box(let marker) = box.content[at]
        else { return box.content }
        var rest = box.content
        rest.remove(at: at)
        guard marker.style.values.display != .none else { return rest }
        var values = marker.style.values
        values.whiteSpace = .pre
        values.textIndent = .zero
        values.handedDecorations = []
        values.width = .auto
        var whole = marker
        whole.style = ComputedStyle(values)
        let frame = try layout.atomic(whole, in: containing)
        let gap = marker.plainText.endsFullWidth ? 0 : values.fontSize / 2
        markers.append(PendingMarker(frame: frame, x: x - gap - frame.width))
        return rest
    }

    /// Puts the markers that wait on the line that a slab has.
    mutating func hangMarkers(on slab: inout Slab) {
        guard let baseline = slab.firstBaseline ?? slab.baseline else { return }
        let items = markers.flatMap { marker in
            marker.frame.items.map { $0.moved(x: marker.x, y: baseline - marker.frame.baseline) }
        }
        slab.items = items + slab.items
        markers = []
    }

    /// The markers of items that have no line stand on a line of their own.
    mutating func placeMarkers(beyond count: Int) {
        guard markers.count > count else { return }
        let own = markers[count...]
        let baseline = own.map(\.frame.baseline).max() ?? 0
        var slab = Slab(height: own.map { $0.frame.height - $0.frame.baseline + baseline }.max() ?? 0)
        slab.baseline = baseline
        emit(slab)
    }
}

extension Node {
    fileprivate var isMarker: Bool { if case .box(let box) = self { box.attributes.isMarker } else { false } }
}

extension String {
    /// Ends in a mark that brings its own blank, such as 、 or ）, or in white space.
    fileprivate var endsFullWidth: Bool {
        guard let last = unicodeScalars.last else { return true }
        return last.properties.isWhitespace || "、）】〕》．，".unicodeScalars.contains(last)
    }
}
