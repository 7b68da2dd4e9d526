import Diagnostics
import Storage

/// A bank's statement of a special account: a table with 交易日期, 摘要, 收入, 支出, 余额, and 凭证号 if the bank has it.
enum AccountStatementReader {
    private static let heads: [(name: String, others: [String])] = [
        ("交易日期", ["日期", "记账日期"]), ("摘要", ["用途", "交易说明"]), ("收入", ["贷方", "贷方发生额", "存入"]),
        ("支出", ["借方", "借方发生额", "支取"]), ("余额", ["账户余额"]), ("凭证号", ["单据号", "凭证号码"]),
    ]

    private static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// - throws: `Rejection` with every mistake: a column that is missing, a day or a sum that is none, a line that
    ///   both comes and goes.
    static func read(path: String) throws -> [AccountLine] {
        let rows = try TableRows(path: path)
        var places: [Int?] = []
        // Titles stand above the head.
        while let row = try rows.next() {
            let texts = row.texts.map(AccountStatementReader.trimmed)
            places = heads.map { head in texts.firstIndex { $0 == head.name || head.others.contains($0) } }
            if places[0] != nil, places[4] != nil { break }
            places = []
        }
        guard places.count == heads.count, places[..<5].allSatisfy({ $0 != nil }) else {
            let names = heads.prefix(5).map(\.name).joined(separator: "、")
            throw Rejection("escrow.statement-head", ["file": path, "columns": names])
        }
        var mistakes = DiagnosticList()
        var lines: [AccountLine] = []
        while let row = try rows.next() {
            let texts = row.texts.map(AccountStatementReader.trimmed)
            func text(_ column: Int) -> String {
                places[column].flatMap { texts.indices.contains($0) ? texts[$0] : nil } ?? ""
            }
            let span = SourceSpan(file: path, line: row.place.number)
            func fen(_ column: Int) -> Int? {
                let written = text(column).replacing(",", with: "").replacing("，", with: "")
                return written.isEmpty || written == "-" ? 0 : Money(yuan: written)?.fen
            }
            guard let day = DateText.parse(text(0)) else {
                // Totals and the bank's remarks stand under the lines.
                if text(2).isEmpty && text(3).isEmpty || text(0).contains("计") { continue }
                mistakes.error("levy.not-a-date", ["column": heads[0].name, "text": text(0)], at: span)
                continue
            }
            guard let came = fen(2), let went = fen(3), let balance = fen(4), came >= 0, went >= 0,
                (came > 0) != (went > 0)
            else {
                mistakes.error("escrow.statement-line", ["in": text(2), "out": text(3), "balance": text(4)], at: span)
                continue
            }
            lines.append(
                AccountLine(
                    day: day, text: text(1), slip: text(5), inFen: came, outFen: went, balanceFen: balance))
        }
        try mistakes.throwIfErrors()
        return lines
    }
}
