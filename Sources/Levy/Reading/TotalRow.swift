/// Rows that belong to the paper form and not to the data.
enum TotalRow {
    /// Rows and their money so far.
    struct Sums {
        private(set) var count = 0
        private(set) var fen = 0

        mutating func add(_ fen: Int) {
            count += 1
            self.fen = self.fen.addingReportingOverflow(fen).partialValue
        }
    }

    private static let words: Set<String> = ["合计", "小计", "总计", "共计", "本页合计", "本页小计", "累计"]
    private static let signatures = ["制表", "审核", "填表", "复核", "经办", "负责人", "单位负责人", "盖章", "日期", "备注", "注"]

    /// The first filled cell is a word for a sum, and no identity number stands in its column.
    static func isTotal(_ row: SourceRow, citizenID: Int?) -> Bool {
        guard let first = row.cells.first(where: { !$0.isBlank }) else { return false }
        // Cheap test first: words of sums are short and Chinese.
        guard let byte = first.text.utf8.first, byte >= 0x80 || byte <= 0x20, first.text.utf8.count <= 36,
            isLabel(first.text)
        else { return false }
        guard let citizenID, citizenID < row.cells.count else { return true }
        let reading = CitizenIDReading(row.cells[citizenID].text, isNumber: row.cells[citizenID].isNumber)
        return reading.id == nil
    }

    /// `合计`, `合计：`, `合计7人`.
    private static func isLabel(_ text: String) -> Bool {
        let plain = ColumnName.plain(text)
        if words.contains(plain) { return true }
        guard let word = words.first(where: plain.hasPrefix) else { return false }
        var rest = plain.dropFirst(word.count)
        if rest.hasPrefix("共") { rest = rest.dropFirst() }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        return !digits.isEmpty && ["", "人", "名", "户", "行", "条"].contains(rest.dropFirst(digits.count))
    }

    /// What a total row says: `1,204人`, `共 1204 人`, `合计7人`, and the amount in the summed column. A number alone is
    /// a count where there are names, villages and numbers, as a formula that counts them leaves it.
    /// - Parameter counted: the columns of which a table counts the cells.
    static func stated(_ row: SourceRow, summed: Int?, counted: Set<Int> = []) -> (count: Int?, fen: Int?) {
        var count: Int?
        var fen: Int?
        for (index, cell) in row.cells.enumerated() where !cell.isBlank {
            let text = CleanedText(code: cell.text).text
            let digits = text.filter { $0.isASCII && $0.isNumber }
            if index == summed {
                fen = TotalRow.fen(text)
            } else if text.hasSuffix("人") || text.hasSuffix("名"), !digits.isEmpty {
                count = Int(digits)
            } else if counted.contains(index), let number = bareCount(text) {
                count = count ?? number
            }
        }
        return (count, fen)
    }

    /// `7`, `1,204`, or what follows the word in `合计7`; not a village's code.
    private static func bareCount(_ text: String) -> Int? {
        let plain = ColumnName.plain(text).filter { $0 != "," && $0 != "，" }
        let rest = words.first(where: plain.hasPrefix).map { plain.dropFirst($0.count) } ?? plain[...]
        guard !rest.isEmpty, rest.utf8.count <= 8, rest.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(rest)
    }

    /// An amount as sums have it; what a bank took back has a minus.
    static func fen(_ text: String) -> Int? { RosterReader.tierFen(text) ?? Money(yuan: text)?.fen }

    /// `制表人：张三　审核人：李四` below the totals.
    static func isSignature(_ row: SourceRow) -> Bool {
        guard let first = row.cells.first(where: { !$0.isBlank }) else { return false }
        let text = CleanedText(code: first.text).text
        return signatures.contains { text.hasPrefix($0) }
    }
}
