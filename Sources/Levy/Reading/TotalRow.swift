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
        guard let byte = first.text.utf8.first, byte >= 0x80 || byte <= 0x20, first.text.utf8.count <= 24,
            words.contains(ColumnName.plain(first.text))
        else { return false }
        guard let citizenID, citizenID < row.cells.count else { return true }
        let reading = CitizenIDReading(row.cells[citizenID].text, isNumber: row.cells[citizenID].isNumber)
        return reading.id == nil
    }

    /// What a total row says: `1,204人`, `共 1204 人`, and the amount in the summed column.
    static func stated(_ row: SourceRow, summed: Int?) -> (count: Int?, fen: Int?) {
        var count: Int?
        var fen: Int?
        for (index, cell) in row.cells.enumerated() where !cell.isBlank {
            let text = CleanedText(code: cell.text).text
            let digits = text.filter { $0.isASCII && $0.isNumber }
            if index == summed {
                fen = TotalRow.fen(text)
            } else if text.hasSuffix("人"), !digits.isEmpty {
                count = Int(digits)
            }
        }
        return (count, fen)
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
