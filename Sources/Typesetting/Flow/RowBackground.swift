import Diagnostics
import Markup

extension FlowLayout {
    /// What lies behind a row or a part of it: the colours of its columns, that of its group, then its own background.
    /// An image begins anew in each part of a row that is divided.
    /// - Throws: `Rejection` for an image behind a group, which would have to go on from row to row.
    func background(of row: TableGrid.Row, _ area: Rect, _ columns: TableLayout.Columns) throws -> [FrameItem] {
        var items = columns.colors?.items(behind: row, area, columns) ?? []
        if let group = row.group?.values {
            if let image = group.backgroundImage {
                throw Rejection("layout.background-row-group", ["file": image.shortURL], at: row.box.span)
            }
            if group.backgroundColor.alpha > 0, !group.visibilityHidden {
                items.append(.fill(area, group.backgroundColor))
            }
        }
        let style = row.box.style.values
        if style.backgroundColor.alpha > 0 || style.backgroundImage != nil {
            items += try boxItems(area, style.borderless, at: row.box.span)
        }
        return items
    }
}
