import Diagnostics
import Markup

/// A column of a table as `<colgroup>` and `<col>` describe it (CSS 2.2, 17.3): width, background and, where borders
/// collapse, borders. Everything else that their styles say has no meaning there.
struct TableColumn {
    /// Of the column's own element, nil for one that only its group speaks of.
    var style: ComputedStyle?
    var group: ComputedStyle?
    /// First and last of its group.
    var isFirst = true
    var isLast = true
    let span: SourceSpan

    /// The columns of a `<col>` without a group.
    static func columns(_ box: Box) -> [TableColumn] {
        let column = TableColumn(style: box.style, span: box.span)
        return Array(repeating: column, count: box.attributes.columnSpan)
    }

    /// The columns of a `<colgroup>`: those of its `<col>`, or as many as its `span` says.
    static func columns(ofGroup group: Box) -> [TableColumn] {
        var columns: [TableColumn] = []
        for case .box(let child) in group.content where child.style.values.display == .tableColumn {
            columns += TableColumn.columns(child)
        }
        if columns.isEmpty {
            let column = TableColumn(style: nil, span: group.span)
            columns = Array(repeating: column, count: group.attributes.columnSpan)
        }
        for at in columns.indices {
            columns[at].group = group.style
            columns[at].isFirst = at == 0
            columns[at].isLast = at == columns.count - 1
        }
        return columns
    }

    /// The column's own width, else its group's.
    var width: Dimension {
        if let width = style?.values.width, width != .auto { return width }
        return group?.values.width ?? .auto
    }

    /// The wider of the borders that column and group have on each side.
    var border: Edges<Border> {
        let own = style?.values.border ?? Edges(all: .none)
        guard var around = group?.values.border else { return own }
        if !isFirst { around.left = .none }
        if !isLast { around.right = .none }
        func wider(_ one: Border, _ other: Border) -> Border { other.width > one.width ? other : one }
        return Edges(
            top: wider(own.top, around.top), right: wider(own.right, around.right),
            bottom: wider(own.bottom, around.bottom), left: wider(own.left, around.left))
    }

    /// - Throws: `Rejection` for an image, which would have to go on from row to row.
    func refuseImage() throws {
        guard let image = style?.values.backgroundImage ?? group?.values.backgroundImage else { return }
        throw Rejection("layout.background-column", ["file": image.shortURL], at: span)
    }
}

extension [TableColumn] {
    /// The first at the right, among so many columns.
    func mirrored(columns: Int) -> [TableColumn] {
        guard let last else { return [] }
        let unspoken = TableColumn(style: nil, span: last.span)
        return Array(repeating: unspoken, count: columns - count)
            + reversed().map { column in
                var column = column
                (column.isFirst, column.isLast) = (column.isLast, column.isFirst)
                return column
            }
    }
}

/// The colours behind the cells of columns (CSS 2.2, 17.5.1): those of groups, and over them the columns' own.
struct ColumnColors {
    private let layers: [[Color?]]

    /// nil when no column has a colour.
    init?(_ columns: [TableColumn]) {
        func shown(_ style: ComputedStyle?) -> Color? {
            guard let style, style.values.backgroundColor.alpha > 0, !style.values.visibilityHidden
            else { return nil }
            return style.values.backgroundColor
        }
        layers = [columns.map { shown($0.group) }, columns.map { shown($0.style) }]
            .filter { layer in layer.contains { $0 != nil } }
        if layers.isEmpty { return nil }
    }

    /// What lies behind a row or a part of it. A cell over several columns has the colour of its first; neighbours of
    /// one colour are one area, so that no seam shows between them.
    /// - Parameter area: the row's.
    func items(behind row: TableGrid.Row, _ area: Rect, _ columns: TableLayout.Columns) -> [FrameItem] {
        layers.flatMap { layer -> [FrameItem] in
            var areas: [(rect: Rect, color: Color)] = []
            var column = 0
            while column < columns.widths.count {
                let slot = row.slot(column)
                var end = column + 1
                while slot?.style != nil, end < columns.widths.count, let next = row.slot(end), next.style != nil,
                    !next.isLeft
                { end += 1 }
                defer { column = end }
                guard column < layer.count, let color = layer[column] else { continue }
                // A cell that goes on in the next row has the room between them, too.
                let below = slot?.isBottom == false ? columns.spacing : 0
                let left = columns.x + columns.lefts[column]
                let right = columns.x + columns.lefts[end - 1] + columns.widths[end - 1]
                let rect = Rect(x: left, y: area.y, width: right - left, height: area.height + below)
                if let last = areas.last, last.color == color, last.rect.x + last.rect.width == left,
                    last.rect.height == rect.height
                {
                    areas[areas.count - 1].rect.width += rect.width
                } else {
                    areas.append((rect, color))
                }
            }
            return areas.map { .fill($0.rect, $0.color) }
        }
    }
}
