import Markup

/// How many columns there are, and how wide (CSS Multi-column 1, 3.4).
struct ColumnGeometry {
    let count: Int
    let width: Length
    let gap: Length

    init(_ style: StyleValues, width available: Length) {
        gap = style.columnGap?.resolved(against: available) ?? style.fontSize
        var count = style.columnCount ?? .max
        if let least = style.columnWidth { count = min(count, max(1, (available + gap) / max(1, least + gap))) }
        // No column is narrower than a unit.
        count = max(1, min(count, (available + gap) / (gap + 1)))
        self.count = count
        width = max(0, (available - gap * (count - 1)) / count)
    }
}

extension StyleValues {
    /// Whether the content of the box is set in columns.
    var hasColumns: Bool {
        guard columnCount != nil || columnWidth != nil else { return false }
        switch display {
        case .block, .flowRoot, .listItem, .inlineBlock, .tableCell, .tableCaption: return true
        default: return false
        }
    }
}
