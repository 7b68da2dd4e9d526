import Diagnostics
import Markup

/// Tables: widths of columns, then rows one after the other. A row is one slab, which is divided only when it is taller
/// than a page; head and foot are set again on every page.
///
/// Where things are: `TableParts` sorts the markup, `RowFeed` gives rows with their cells in columns, `TableColumns`
/// finds widths, `TableRows` makes slabs of rows, `TableBorders` their collapsed borders, `SummedRows` the rows with
/// sums of the page.
struct TableLayout {
    let layout: FlowLayout

    /// How many rows of a stream its automatic columns are measured by.
    static let measuredRows = 200

    /// The columns of a table, and where it stands.
    struct Columns {
        var style: StyleValues
        /// Left edges of the columns, and the right edge of the last; spacing lies left of each.
        var lefts: [Length]
        var widths: [Length]
        /// Between the left edges of the containing flow and the table.
        var x: Length
        /// Of the whole table.
        var width: Length
        /// What `<col>` and `<colgroup>` say of them.
        var described: [TableColumn]
        /// nil when no column has a colour.
        let colors: ColumnColors?
        /// Whether readers that read aloud are told of rows and cells: not of boxes that only stand beside each other.
        let isTagged: Bool

        init(
            of table: Box, lefts: [Length], widths: [Length], x: Length, width: Length, described: [TableColumn]
        ) {
            style = table.style.values
            isTagged = table.attributes.isTable
            self.lefts = lefts
            self.widths = widths
            self.x = x
            self.width = width
            self.described = described
            colors = ColumnColors(described)
        }

        var spacing: Length { style.cellSpacing }
        var isSeparate: Bool { style.borderCollapse == .separate }

        func extent(_ cell: TableGrid.Cell) -> (left: Length, width: Length) {
            let last = cell.column + cell.columnSpan - 1
            return (lefts[cell.column], lefts[last] + widths[last] - lefts[cell.column])
        }
    }

    /// A table whose columns are known: gives its slabs, once.
    /// - Parameters:
    ///   - width: the table's width, nil to fit its content.
    ///   - available: the room there is.
    ///   - mayStream: whether rows may come from a stream.
    ///   - x: where a table of a width begins.
    func rows(
        _ table: Box, width: Length?, available: Length, mayStream: Bool, x: (Length) -> Length
    ) throws -> TableRows {
        let parts = TableParts(table)
        for column in parts.columns { try column.refuseImage() }
        var head = RowFeed(parts, .head, table: table, from: 0, mayStream: false)
        var headRows = try head.prefetch(.max)
        var body = RowFeed(parts, .body, table: table, from: headRows.count, mayStream: mayStream)
        let style = table.style.values
        let isFixed = style.tableLayout == .fixed && width != nil
        var measured = try body.prefetch(
            !parts.hasStream ? .max : isFixed && !headRows.isEmpty ? 1 : TableLayout.measuredRows)
        var foot = RowFeed(parts, .foot, table: table, from: headRows.count + measured.count, mayStream: false)
        var footRows = try foot.prefetch(.max)
        let columnCount = max(parts.columns.count, head.columnCount, body.columnCount, foot.columnCount)
        var described = parts.columns
        if style.direction == .rtl {
            body.mirror(columns: columnCount)
            headRows = headRows.mirrored(columns: columnCount)
            measured = measured.mirrored(columns: columnCount)
            footRows = footRows.mirrored(columns: columnCount)
            described = described.mirrored(columns: columnCount)
        }
        let sums = SummedRows(head: headRows, foot: footRows)
        let grid = TableGrid(
            rows: try sums.estimated(headRows, over: measured) + measured
                + (try sums.estimated(footRows, over: measured)),
            columnCount: columnCount, columns: described)
        let widths =
            columnCount == 0
            ? [] : try TableColumns(layout: layout, grid: grid, table: style).widths(width, available: available)
        var lefts: [Length] = []
        var pen = style.cellSpacing
        for column in widths {
            lefts.append(pen)
            pen += column + style.cellSpacing
        }
        lefts.append(pen - style.cellSpacing)
        let full = columnCount == 0 ? width ?? available : pen
        let columns = Columns(
            of: table, lefts: lefts, widths: widths, x: x(full), width: full, described: described)
        return TableRows(
            layout: layout, table: table, captions: parts.captions, columns: columns, head: headRows, body: body,
            foot: footRows, sums: sums, expected: sums.expected(measured))
    }
}

extension Box.Attributes {
    fileprivate var isTable: Bool { if case .table? = role { true } else { false } }
}
