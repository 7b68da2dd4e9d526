import Diagnostics
import Storage

/// 保管期限
package enum Retention: String, Sendable, CaseIterable {
    case permanent = "永久"
    case hundred = "100年"
    case fifty = "50年"
    case thirty = "30年"
    case ten = "10年"

    /// As the archival code has it.
    package var code: String { self == .permanent ? "Y" : "D" + rawValue.dropLast() }
}

/// 归档范围和保管期限表: which kinds of documents are kept how long, and by what rule.
package struct RetentionTable: Sendable {
    package struct Entry: Hashable, Sendable {
        package let kind: String
        /// `{地}` stands for the place that a document is about.
        package let title: String
        package let subject: String
        /// Empty for the tax bureau.
        package let author: String
        package let retention: Retention
        package let secrecy: String
        package let basis: String
        /// Whether the archive's office has agreed to the row.
        package let isConfirmed: Bool
    }

    static let head = ["种类", "题名", "类目代码", "责任者", "保管期限", "密级", "依据", "已核定"]

    package let entries: [Entry]

    package subscript(kind: String) -> Entry? { entries.first { $0.kind == kind } }

    /// The place of a kind in the order of the archive.
    func position(of kind: String) -> Int { entries.firstIndex { $0.kind == kind } ?? entries.count }

    /// - throws: `Rejection` with every row that is wrong; a period without its basis is.
    package init(path: String) throws {
        let table = try CodeTable(path, head: RetentionTable.head)
        var mistakes = DiagnosticList()
        var entries: [Entry] = []
        for row in table.rows {
            func wrong(_ reason: String) { table.wrong(row, reason, into: &mistakes) }
            let cells = row.cells
            let retention = Retention(rawValue: cells[4])
            if retention == nil {
                wrong("保管期限“\(cells[4])”不是其中之一：\(Retention.allCases.map(\.rawValue).joined(separator: "、"))")
            }
            if cells[6].isEmpty { wrong("没有写依据") }
            if cells[0].isEmpty || cells[1].isEmpty { wrong("种类、题名都要写") }
            if cells[2].isEmpty || !cells[2].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) {
                wrong("类目代码“\(cells[2])”只能是字母和数字")
            }
            if !["是", "否"].contains(cells[7]) { wrong("已核定写是或否") }
            if entries.contains(where: { $0.kind == cells[0] }) { wrong("种类 \(cells[0]) 重复") }
            guard let retention else { continue }
            entries.append(
                Entry(
                    kind: cells[0], title: cells[1], subject: cells[2], author: cells[3], retention: retention,
                    secrecy: cells[5], basis: cells[6], isConfirmed: cells[7] == "是"))
        }
        try mistakes.throwIfErrors()
        self.entries = entries
    }
}
