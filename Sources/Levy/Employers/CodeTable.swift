import Diagnostics
import Storage

/// A small table that the office keeps itself: rules, rates, scripts. It has exactly its head.
struct CodeTable {
    struct Row {
        let place: RowPlace
        /// As many as the head has.
        let cells: [String]
    }

    let path: String
    let rows: [Row]

    /// - throws: `Rejection` `employers.table-head`, and what makes a file unreadable.
    init(_ path: String, head: [String]) throws {
        let table = try TableRows(path: path)
        let found = try table.next()?.texts ?? []
        guard found == head else {
            throw Rejection(
                "employers.table-head",
                ["wanted": head.joined(separator: "、"), "found": found.joined(separator: "、")],
                at: SourceSpan(file: path, line: 1))
        }
        var rows: [Row] = []
        while let row = try table.next() {
            let cells = row.texts + Array(repeating: "", count: max(0, head.count - row.cells.count))
            rows.append(Row(place: row.place, cells: Array(cells.prefix(head.count))))
        }
        (self.path, self.rows) = (path, rows)
    }

    func wrong(_ row: Row, _ reason: String, into mistakes: inout DiagnosticList) {
        mistakes.error(
            "employers.table-row", ["place": row.place.text, "reason": reason], at: row.place.span(path: path))
    }
}
