import Markup

/// What the cells of one style and width in a column have in common.
final class CellForm {
    let style: ComputedStyle
    /// Edges included.
    let width: Length
    /// Padding and border.
    let edges: Edges<Length>
    /// Between the edges.
    let innerWidth: Length
    /// The height that the style asks for, edges included; 0 for none.
    let askedHeight: Length
    let verticalAlign: VerticalAlign
    /// The colour behind a cell whose borders collapse.
    let fill: Color?
    let hasImage: Bool
    /// Whether the style itself has something for the page, as running strings.
    let hasNotes: Bool
    /// Whether a plain text alone in the cell is nothing but a line.
    let mayHoldLine: Bool
    let lines = ColumnLines()

    init(_ style: ComputedStyle, in table: StyleValues, width: Length) {
        self.style = style
        self.width = width
        let values = style.values
        edges = values.cellEdges(in: table, width: width)
        innerWidth = max(0, width - edges.left - edges.right)
        let asked = max(values.height.resolved(against: 0) ?? 0, values.minHeight.resolved(against: 0) ?? 0)
        let isOfContent = values.boxSizing == .contentBox && asked > 0
        askedHeight = isOfContent ? asked + edges.top + edges.bottom : asked
        verticalAlign = values.verticalAlign
        fill = values.backgroundColor.alpha > 0 && !values.visibilityHidden ? values.backgroundColor : nil
        hasImage = values.backgroundImage != nil
        hasNotes = values.stringSet != nil || !values.counterReset.isEmpty || !values.counterSet.isEmpty
        mayHoldLine = values.writingMode == .horizontalTB && values.display == .tableCell && !values.hasColumns
    }

    /// How far the content is moved down.
    /// - Parameters:
    ///   - free: the room that the content leaves.
    ///   - drop: what brings its first line onto the baseline of its row.
    func down(free: Length, drop: Length) -> Length {
        switch verticalAlign {
        case .middle: free / 2
        case .bottom: free
        case .baseline: min(drop, free)
        default: 0
        }
    }

    /// What a cell itself has for the page; nil for nothing.
    func notes(of box: Box) -> PageNotes? {
        hasNotes || box.attributes.headingLevel != nil || box.attributes.id != nil ? PageNotes(of: box) : nil
    }
}

/// The forms of cells by style, column and width, for all tables of a typesetter: a document that is printed a thousand
/// times has the same cells each time. Belongs to one thread.
final class CellForms {
    private struct Key: Hashable {
        let style: ObjectIdentifier
        let column: Int
        let width: Length
        let isCollapsed: Bool
    }

    /// A form holds its style, so that no other style comes to have its identity.
    private var forms: [Key: CellForm] = [:]

    /// Beyond this many, all are forgotten: cells without an element have styles of their own.
    private static let limit = 100

    func form(_ style: ComputedStyle, _ column: Int, in table: StyleValues, width: Length) -> CellForm {
        let key = Key(
            style: ObjectIdentifier(style), column: column, width: width,
            isCollapsed: table.borderCollapse == .collapse)
        if let known = forms[key] { return known }
        if forms.count >= CellForms.limit { forms.removeAll() }
        let made = CellForm(style, in: table, width: width)
        forms[key] = made
        return made
    }
}

/// The lines of one column that come back: names of places and schemes do, numbers and names of persons hardly ever. A
/// column in which few come back is no longer remembered. Belongs to one thread.
final class ColumnLines {
    private var lines: [ExactText: LineSetter.SetLine] = [:]
    private var asked = 0
    private var found = 0
    private var isWorthIt = true

    /// So many texts are looked at before it is judged whether they come back, and so many are remembered.
    private static let trial = 1_024
    private static let limit = 1_000

    /// - Parameter set: sets a text that is not remembered; nil where the long way must be taken.
    func line(_ text: String, set: () throws -> LineSetter.SetLine?) throws -> LineSetter.SetLine? {
        guard isWorthIt else { return try set() }
        let key = ExactText(text)
        asked += 1
        if let known = lines[key] {
            found += 1
            return known
        }
        guard let made = try set() else { return nil }
        if lines.count < ColumnLines.limit { lines[key] = made }
        if asked >= ColumnLines.trial, found * 4 < asked {
            isWorthIt = false
            lines = [:]
        }
        return made
    }
}
