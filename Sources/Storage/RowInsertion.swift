/// Many rows into one table, a few dozen a statement: each costs a fraction of a statement of its own.
package struct RowInsertion {
    private let transaction: Transaction
    private let one: String
    private let many: String
    private let width: Int
    private var waiting: [Value] = []

    /// Few enough for the parameters of one statement, many enough that the statement's own cost is gone.
    private static let together = 32

    /// - Parameters:
    ///   - table: with its columns, as in `INSERT INTO`: `levy_entries (import_id, ordinal)`.
    ///   - width: the number of columns.
    package init(into table: String, width: Int, in transaction: Transaction) {
        self.transaction = transaction
        self.width = width
        one = RowInsertion.text(table, width: width, rows: 1)
        many = RowInsertion.text(table, width: width, rows: RowInsertion.together)
        waiting.reserveCapacity(width * RowInsertion.together)
    }

    package mutating func append(_ row: [Value]) throws {
        precondition(row.count == width, "a row of \(row.count) values for \(width) columns")
        waiting += row
        if waiting.count == width * RowInsertion.together {
            try transaction.execute(many, waiting)
            waiting.removeAll(keepingCapacity: true)
        }
    }

    /// Writes what still waits, row by row, so that there are two statements and not many.
    package mutating func finish() throws {
        for start in stride(from: 0, to: waiting.count, by: width) {
            try transaction.execute(one, Array(waiting[start..<(start + width)]))
        }
        waiting.removeAll()
    }

    private static func text(_ table: String, width: Int, rows: Int) -> String {
        let texts = (1...rows).map { row in
            "(" + (1...width).map { "$\((row - 1) * width + $0)" }.joined(separator: ", ") + ")"
        }
        return "INSERT INTO \(table) VALUES " + texts.joined(separator: ", ")
    }
}
