import Diagnostics
import Markup

/// Boxes whose content is set in columns (CSS Multi-column 1).
extension FlowBuilder {
    /// The content of a box in columns, divided by the boxes that span them all.
    mutating func columns(of box: Box, x: Length, width: Length) throws {
        let geometry = ColumnGeometry(box.style.values, width: width)
        let markerCount = markers.count
        var run: [Node] = []
        for node in try hangMarker(of: box, x: x) {
            if case .box(let child) = node, child.style.values.columnSpanAll, child.style.values.isBlock,
                !node.isOutOfFlow
            {
                try columns(run, of: box, geometry, x: x)
                run = []
                try block(child, x: x, width: width)
            } else {
                run.append(node)
            }
        }
        try columns(run, of: box, geometry, x: x)
        placeMarkers(beyond: markerCount)
    }

    private mutating func columns(_ nodes: [Node], of box: Box, _ geometry: ColumnGeometry, x: Length) throws {
        guard !nodes.allSatisfy(\.isBlank) else { return }
        if !floats.isEmpty {
            // Floats from before stand above: a row of columns that is divided would lose them.
            try clearFloats(.both)
        }
        var values = box.style.values
        (values.columnCount, values.columnWidth) = (nil, nil)
        var part = box
        part.style = ComputedStyle(values)
        part.content = nodes
        var builder = FlowBuilder(layout: layout, containing: geometry.width, height: nil)
        builder.isInColumns = true
        // What waits for the first line waits for the first line of the first column.
        builder.notes = notes
        builder.markers = markers.map { PendingMarker(frame: $0.frame, x: $0.x - x) }
        notes = PageNotes()
        markers = []
        try builder.children(of: part, x: 0, width: geometry.width)
        // Columns inside columns are not divided, so they come in rows that fit on a page with what is around them.
        let most = isInColumns ? layout.regionHeight / 2 : layout.regionHeight
        let run = ColumnRun(
            flow: try layout.inner(builder.finish()), geometry: geometry, style: values, height: height ?? most,
            isLimited: height != nil || isInColumns, x: x)
        for slab in try run.slabs(isForPages: pages != nil) { emit(slab) }
    }
}
