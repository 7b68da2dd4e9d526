import Diagnostics
import Levy
import Markup
import Templates

/// Which column of a table gives which field of a template.
struct TableColumns: Sendable {
    private struct Column: Sendable {
        let index: Int
        let head: String
        let path: String
        let type: FieldType
        let isOptional: Bool
        let isFen: Bool
    }

    private let columns: [Column]
    /// Of the columns' fields, each once, because a column that gives one again is refused.
    private let names: [String]
    /// Whether fields lie in records.
    private let hasPaths: Bool
    private let file: String

    /// A field without fields of its own.
    private struct Leaf {
        let path: String
        let field: Fields.Field
        /// It, or a record around it, may be missing.
        let isOptional: Bool
    }

    /// Heads are the paths of fields (`payer.name`) or what the description calls them in words (缴费人姓名).
    /// - Throws: `Rejection` for every field that no column gives and every column that gives one again.
    init(head: SourceRow, members: [String: Fields.Field], file: String) throws(Rejection) {
        self.file = file
        let leaves = TableColumns.leaves(members, prefix: "", isOptional: false)
        let names = TableColumns.names(leaves)
        var mistakes = DiagnosticList()
        var columns: [Column] = []
        var given: [String: Int] = [:]
        for (index, cell) in head.cells.enumerated() {
            let text = cell.text.trimmingBlanks
            guard !text.isEmpty, let leaf = TableColumns.leaf(text, in: names) else { continue }
            if given.updateValue(index, forKey: leaf.path) != nil {
                mistakes.error(
                    "data.duplicate-column", ["column": text, "field": leaf.path],
                    at: head.place.span(path: file, column: cell.column))
                continue
            }
            let isFen = text.hasSuffix("（分）") || text.hasSuffix("(分)")
            columns.append(
                Column(
                    index: index, head: text, path: leaf.path, type: leaf.field.type, isOptional: leaf.isOptional,
                    isFen: isFen))
        }
        let heads = head.texts.map(\.trimmingBlanks).filter { !$0.isEmpty }
        for leaf in leaves where given[leaf.path] == nil && !leaf.isOptional {
            mistakes.append(TableColumns.missing(leaf, heads: heads, at: head.place.span(path: file)))
        }
        try mistakes.throwIfErrors()
        self.columns = columns
        self.names = columns.map(\.path)
        hasPaths = self.names.contains { $0.contains(".") }
    }

    private static func missing(_ leaf: Leaf, heads: [String], at span: SourceSpan) -> Diagnostic {
        let described = leaf.field.span.map { Diagnostic(.note, "data.described-here", ["field": leaf.path], at: $0) }
        let note = [described].compactMap(\.self)
        if leaf.field.type == .list {
            return Diagnostic(.error, "data.list-in-table", ["field": leaf.path], at: span, notes: note)
        }
        let label = leaf.field.label.isEmpty ? "" : "（\(plain(leaf.field.label))）"
        let found = heads.prefix(20).joined(separator: "、")
        var arguments = ["field": leaf.path, "label": label, "found": found]
        arguments["near"] = Spelling.nearest(to: leaf.path, among: heads)
        let code = arguments["near"] == nil ? "data.missing-column" : "data.missing-column-near"
        return Diagnostic(.error, code, arguments, at: span, notes: note)
    }

    /// Whether a row names at least one field, as a head does.
    static func isHead(_ row: SourceRow, members: [String: Fields.Field]) -> Bool {
        let names = names(leaves(members, prefix: "", isOptional: false))
        return row.texts.contains { leaf($0.trimmingBlanks, in: names) != nil }
    }

    /// 姓　名 is 姓名.
    private static func leaf(_ head: String, in names: [String: Leaf]) -> Leaf? {
        names[head] ?? names[head.filter { !$0.isWhitespace }] ?? names[plain(head)]
    }

    private static func leaves(_ members: [String: Fields.Field], prefix: String, isOptional: Bool) -> [Leaf] {
        members.sorted { $0.key < $1.key }.flatMap { name, field -> [Leaf] in
            let path = prefix + name
            let mayBeMissing = isOptional || field.isOptional
            guard field.type == .record else { return [Leaf(path: path, field: field, isOptional: mayBeMissing)] }
            return leaves(field.members, prefix: path + ".", isOptional: mayBeMissing)
        }
    }

    /// Fields by path, and by label where only one field has it.
    private static func names(_ leaves: [Leaf]) -> [String: Leaf] {
        var labels: [String: [Leaf]] = [:]
        for leaf in leaves where leaf.field.type != .list {
            for label in Set([leaf.field.label, plain(leaf.field.label)]) where !label.isEmpty {
                labels[label, default: []].append(leaf)
            }
        }
        var names = labels.compactMapValues { $0.count == 1 ? $0[0] : nil }
        for leaf in leaves where leaf.field.type != .list { names[leaf.path] = leaf }
        return names
    }

    /// 缴费人姓名（全名） and 缴费人姓名，如 王五 are both 缴费人姓名.
    private static func plain(_ label: String) -> String {
        String(label.prefix { !"（(，,；;。：:".contains($0) }).trimmingBlanks
    }

    /// - Throws: `Rejection` with every cell that does not hold what its field asks for.
    func record(_ row: SourceRow) throws(Rejection) -> Record {
        var mistakes = DiagnosticList()
        var values: [Datum] = []
        values.reserveCapacity(columns.count)
        for column in columns {
            let cell = column.index < row.cells.count ? row.cells[column.index] : nil
            guard let cell, !cell.isBlank else {
                if column.isOptional {
                    values.append(.missing)
                } else if column.type == .text {
                    values.append(.text(""))
                } else {
                    mistakes.error(
                        "data.empty-cell", arguments(column, row, ""),
                        at: row.place.span(path: file, column: cell?.column ?? 1))
                }
                continue
            }
            if let datum = CellReading.datum(cell, as: column.type, isFen: column.isFen) {
                values.append(datum)
            } else {
                mistakes.error(
                    "data.cell.\(column.type.rawValue)", arguments(column, row, cell.text),
                    at: row.place.span(path: file, cell))
            }
        }
        try mistakes.throwIfErrors()
        return hasPaths ? Record(Array(zip(names, values))) : Record(names: names, values: values)
    }

    private func arguments(_ column: Column, _ row: SourceRow, _ text: String) -> [String: String] {
        ["row": row.place.text, "column": column.head, "text": String(text.prefix(40)), "field": column.path]
    }
}
