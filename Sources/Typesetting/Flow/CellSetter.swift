import Markup

/// Sets the content of a table's cells.
final class CellSetter {
    private let layout: FlowLayout
    private let columns: TableLayout.Columns
    /// The form asked for last in each column.
    private var lastForms: [CellForm?]

    init(layout: FlowLayout, columns: TableLayout.Columns) {
        self.layout = layout
        self.columns = columns
        lastForms = Array(repeating: nil, count: columns.widths.count)
    }

    /// A cell that is nothing but a line, which needs no `SetCell`.
    struct Line {
        let form: CellForm
        let line: LineSetter.SetLine
        /// Of the cell, from the flow's left.
        let x: Length
        let width: Length

        /// From the cell's top.
        var baseline: Length { line.baseline + form.edges.top }
        var wantedHeight: Length { max(line.height + form.edges.top + form.edges.bottom, form.askedHeight) }
    }

    /// A cell of one row as a line; nil where it may be more.
    func line(of cell: TableGrid.Cell) throws -> Line? {
        let extent = columns.extent(cell)
        let form = form(cell.box.style, cell.column, extent.width)
        guard !form.hasImage, let line = try line(cell.box, form) else { return nil }
        return Line(form: form, line: line, x: columns.x + extent.left, width: extent.width)
    }

    func set(_ cell: TableGrid.Cell) throws -> SetCell {
        let width = columns.extent(cell).width
        let form = form(cell.box.style, cell.column, width)
        if let line = try line(cell.box, form) {
            return SetCell(layout: layout, cell: cell, tag: tag(cell), form: form, line: line)
        }
        let flow = try layout.content(of: cell.box, width: form.innerWidth, containing: width)
        return SetCell(layout: layout, cell: cell, tag: tag(cell), form: form, flow: flow)
    }

    private func tag(_ cell: TableGrid.Cell) -> Tagger.Part? {
        columns.isTagged ? layout.tagger?.part(of: cell) : nil
    }

    /// The content of a cell that holds but a plain text which fits on one line, nil where the long way must be taken.
    private func line(_ box: Box, _ form: CellForm) throws -> LineSetter.SetLine? {
        guard form.mayHoldLine, layout.mode == .horizontalTB, box.content.count == 1,
            case .text(let text, _) = box.content[0]
        else { return nil }
        // Text of a cell without an element is a part of the structure of its own.
        if layout.tagger != nil, !box.attributes.isElement { return nil }
        return try form.lines.line(text) { [layout] in
            try layout.shaper.plainTexts.line(text, form.style, width: form.innerWidth, shaper: layout.shaper)
        }
    }

    private func form(_ style: ComputedStyle, _ column: Int, _ width: Length) -> CellForm {
        if let last = lastForms[column], last.style === style, last.width == width { return last }
        let form = layout.shaper.cellForms.form(style, column, in: columns.style, width: width)
        lastForms[column] = form
        return form
    }
}

extension Box.Attributes {
    fileprivate var isElement: Bool {
        switch role {
        case .headerCell?, .dataCell?: true
        default: false
        }
    }
}

extension FlowLayout.Flow {
    /// From the flow's top to its first line's baseline.
    var firstBaseline: Length? {
        var y: Length = 0
        for slab in slabs {
            y += slab.spaceBefore
            if let baseline = slab.baseline { return y + baseline }
            y += slab.height
        }
        return nil
    }
}
