import Markup

/// The collapsed borders about one row, whatever its height. Rows of the same shape share one object.
final class RowRules {
    /// A horizontal rule, or a part of it of one border.
    struct Level: Equatable {
        var x: Length
        var width: Length
        var border: Border
    }

    struct Upright: Equatable {
        var x: Length
        var border: Border
    }

    /// The lines that the row shares with the rows above and below it.
    var above: [Level] = []
    var below: [Level] = []
    /// In their place where a page begins or ends with the row: the table is closed there.
    var opening: [Level] = []
    var closing: [Level] = []
    var uprights: [Upright] = []
}

/// Draws the rules of rows that follow each other from top to bottom: a line that two rows share once, upright ones in
/// one piece as far as they are the same.
struct RulePainter {
    private(set) var items: [FrameItem] = []
    /// The row added last, and since where its upright rules have been the same.
    private var last: (rules: RowRules, since: Length, bottom: Length)?

    mutating func add(_ rules: RowRules, top: Length, height: Length) {
        guard let last, last.bottom == top else {
            flush()
            draw(rules.opening, y: top)
            self.last = (rules, top, top + height)
            return
        }
        draw(last.rules.below, y: top)
        let isSame = last.rules === rules
        if last.rules.below != rules.above { draw(rules.above, y: top) }
        if isSame || last.rules.uprights == rules.uprights {
            self.last = (rules, last.since, top + height)
        } else {
            drawUprights()
            self.last = (rules, top, top + height)
        }
    }

    /// Draws what is still open.
    mutating func flush() {
        guard let last else { return }
        draw(last.rules.closing, y: last.bottom)
        drawUprights()
        self.last = nil
    }

    private mutating func drawUprights() {
        guard let last else { return }
        for upright in last.rules.uprights {
            items += BoxPainter.vertical(upright.border, x: upright.x, y: last.since, height: last.bottom - last.since)
        }
    }

    private mutating func draw(_ levels: [RowRules.Level], y: Length) {
        for level in levels { items += BoxPainter.horizontal(level.border, x: level.x, y: y, width: level.width) }
    }
}
