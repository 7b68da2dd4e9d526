/// The text of a page with where it stands.
package struct ReadPage: Sendable {
    /// What one operator shows.
    struct Piece: Sendable {
        let text: String
        /// Where it begins and ends along its line, and how high the line is, in points, for a line that runs to the
        /// right; turned text is reckoned along its own direction.
        let x: Double
        let end: Double
        let y: Double
        let size: Double
        /// The direction of the line, in degrees.
        let angle: Int
    }

    let pieces: [Piece]
    /// How many glyphs no character is known for.
    package let unreadable: Int
    /// How many pictures it shows, in which text cannot be read.
    package let pictures: Int

    /// Lines from top to bottom as one reads across the page. Where a gap is as wide as between columns stands a tab.
    package var lines: [String] {
        let ordered = pieces.enumerated().sorted { one, other in
            let (left, right) = (one.element, other.element)
            if left.angle != right.angle { return left.angle < right.angle }
            if left.row != right.row { return left.row > right.row }
            return (left.x, one.offset) < (right.x, other.offset)
        }.map(\.element)
        var lines: [String] = []
        var last: Piece?
        for piece in ordered {
            if let before = last, before.angle == piece.angle, before.row == piece.row {
                lines[lines.count - 1] += ReadPage.gap(before, piece) + piece.text
            } else {
                lines.append(piece.text)
            }
            last = piece
        }
        return lines
    }

    /// Texts in the order in which they were written, going on from line to line as long as one stands under the
    /// other: so a number that a narrow cell breaks, or that stands upright, is whole again.
    package var runs: [String] {
        var runs: [String] = []
        var last: Piece?
        for piece in pieces {
            if let before = last, ReadPage.goesOn(before, piece) {
                runs[runs.count - 1] += before.row == piece.row ? ReadPage.gap(before, piece) + piece.text : piece.text
            } else {
                runs.append(piece.text)
            }
            last = piece
        }
        return runs
    }

    private static func goesOn(_ before: Piece, _ piece: Piece) -> Bool {
        guard before.angle == piece.angle else { return false }
        let size = max(before.size, piece.size)
        if before.row == piece.row { return piece.x - before.end < size * 1.5 && piece.x > before.x }
        let drop = before.y - piece.y
        return drop > 0 && drop < size * 2.2 && piece.x < before.end + size && before.x < piece.end + size
    }

    /// Letters set apart are a word; a cell's neighbour is none.
    private static func gap(_ before: Piece, _ piece: Piece) -> String {
        let gap = piece.x - before.end
        let size = max(before.size, piece.size)
        if gap < size * 0.6 { return "" }
        if before.text.count <= 2 && piece.text.count <= 2 && gap < size * 3 { return "" }
        return gap < size * 1.5 ? " " : "\t"
    }
}

extension ReadPage.Piece {
    /// Pieces of a line may stand a little apart, as raised figures do.
    fileprivate var row: Int { Int((y / 3).rounded()) }
}
