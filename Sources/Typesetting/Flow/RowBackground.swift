import Diagnostics
import Markup

extension FlowLayout {
    /// What lies behind a row or a part of it: the colours of its columns, that of its group, then its own background.
    /// An image begins anew in each part of a row that is divided.
    /// - Throws: `Rejection` for an image behind a group, which would have to go on from row to row.
    func background(of row: TableGrid.Row, _ area: Rect, _ columns: TableLayout.Columns) throws -> [FrameItem] {
        var items = columns.colors?.items(behind: row, area, columns) ?? []
        if let group = row.group {
            if let image = group.values.backgroundImage {
                throw Rejection("layout.background-row-group", ["file": image.shortURL], at: row.box.span)
            }
            if group.values.backgroundColor.alpha > 0, !group.values.visibilityHidden {
                items.append(.fill(area, group.values.backgroundColor))
            }
        }
        let style = row.box.style
        if style.values.backgroundColor.alpha > 0 || style.values.backgroundImage != nil {
            items += try boxItems(area, style.values.borderless, at: row.box.span)
        }
        return items
    }
}
