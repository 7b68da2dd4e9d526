import Diagnostics
import Storage

/// One line of the bank's daily file.
package struct PaymentLine: Hashable, Sendable {
    package let serial: String
    package let paidOn: CivilDate
    /// The village that the line names, which may not be the payer's.
    package let village: String
    package let citizenID: String
    package let name: String
    package let insurance: Insurance
    /// Negative for a reversal.
    package let fen: Int
    package let channel: String
    /// For 冲正: the serial that is taken back.
    package let reverses: String?
    /// In its file, from 1; not part of what the line says.
    package var line = 0

    /// The same line with the village of its payer.
    func credited(to village: String) -> PaymentLine {
        PaymentLine(
            serial: serial, paidOn: paidOn, village: village, citizenID: citizenID, name: name, insurance: insurance,
            fen: fen, channel: channel, reverses: reverses, line: line)
    }

    /// Whether two lines say the same.
    func says(_ other: PaymentLine) -> Bool {
        var copy = other
        copy.line = line
        return copy == self
    }
}

/// A whole file whose header agrees with its body.
package struct PaymentFile: Sendable {
    package let title: String
    package let date: CivilDate
    package let lines: [PaymentLine]
    /// Whether its header says of which day it is; a table may hold several.
    var isOfOneDay = false
}

package enum PaymentFileReader {
    static let fields = 10
    /// Ten thousand million yuan: sums of such amounts still fit.
    static let largestFen = 1_000_000_000_000
    /// After so many mistakes a file is broken, and more of them help nobody.
    static let mostMistakes = 20

    /// - throws: `Rejection` with the places of all mistakes; then nothing of the file may be kept.
    package static func read(_ file: SourceFile) throws(Rejection) -> PaymentFile {
        guard !file.bytes.isEmpty else { throw Rejection("levy.file-empty", ["file": file.name], at: file.span()) }
        let text = try TextDecoding.decode(file)
        var mistakes = DiagnosticList()
        var rows = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
        while let last = rows.last, last.allSatisfy({ $0 == UInt8(ascii: " ") }) { rows.removeLast() }
        let header = try header(rows.first.map(split) ?? [], file)
        var lines: [PaymentLine] = []
        lines.reserveCapacity(rows.count)
        for (index, row) in rows.enumerated().dropFirst() {
            let cells = split(row)
            if let line = line(cells, number: index + 1, header.date, file: file, into: &mistakes) {
                lines.append(line)
            }
            if mistakes.diagnostics.count >= mostMistakes { break }
        }
        let isWhole = mistakes.diagnostics.isEmpty
        if rows.count - 1 != header.count {
            mistakes.error(
                "levy.payment.count", ["stated": String(header.count), "found": String(rows.count - 1)],
                at: file.span(1, header.countColumn))
        }
        let sum = lines.reduce(0) { $0 &+ $1.fen }
        if isWhole && sum != header.fen {
            mistakes.error(
                "levy.payment.sum", ["stated": Money(fen: header.fen).plain, "found": Money(fen: sum).plain],
                at: file.span(1, header.sumColumn))
        }
        try mistakes.throwIfErrors()
        return PaymentFile(title: header.title, date: header.date, lines: lines, isOfOneDay: true)
    }

    private struct Header {
        let title: String
        let date: CivilDate
        let count: Int
        let fen: Int
        let countColumn: Int
        let sumColumn: Int
    }

    private static func split(_ row: ArraySlice<UInt8>) -> [String] {
        row.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// Column of the field `index`, from 1.
    private static func column(_ cells: [String], _ index: Int) -> Int {
        cells.prefix(index).reduce(1) { $0 + $1.unicodeScalars.count + 1 }
    }

    private static func header(_ cells: [String], _ file: SourceFile) throws(Rejection) -> Header {
        guard cells.count == 5, cells[0] == "H", let date = CivilDate(compact: cells[2]), let count = Int(cells[3]),
            count >= 0, let fen = Int(cells[4])
        else {
            let found = String(cells.joined(separator: "|").prefix(60))
            throw Rejection("levy.payment.header", ["file": file.name, "found": found], at: file.span())
        }
        return Header(
            title: cells[1], date: date, count: count, fen: fen, countColumn: column(cells, 3),
            sumColumn: column(cells, 4))
    }

    private static func line(
        _ cells: [String], number: Int, _ day: CivilDate, file: SourceFile, into mistakes: inout DiagnosticList
    ) -> PaymentLine? {
        guard cells.count == fields else {
            mistakes.error(
                "levy.payment.fields", ["found": String(cells.count), "expected": String(fields)],
                at: file.span(number, column(cells, max(0, cells.count - 1))))
            return nil
        }
        let before = mistakes.diagnostics.count
        func require(_ holds: Bool, _ index: Int, _ code: String) {
            if !holds { mistakes.error(code, ["text": cells[index]], at: file.span(number, column(cells, index))) }
        }
        let date = CivilDate(compact: cells[1])
        let insurance = Insurance(chinese: cells[5])
        let fen = Int(cells[6]).flatMap { $0.magnitude <= UInt(largestFen) ? $0 : nil }
        let isReversal = cells[8] == "冲正"
        require(!cells[0].isEmpty, 0, "levy.payment.serial")
        require(date != nil, 1, "levy.payment.date")
        // A line of an earlier day is one that was sent again, or late; of a later day nobody can have one yet.
        require(date.map { $0 <= day } ?? true, 1, "levy.payment.later-day")
        require(insurance != nil, 5, "levy.payment.insurance")
        require(fen.map { isReversal ? $0 < 0 : $0 > 0 } ?? false, 6, "levy.payment.amount")
        require(isReversal || cells[8] == "成功", 8, "levy.payment.status")
        require(isReversal == !cells[9].isEmpty, 9, "levy.payment.reversal")
        guard mistakes.diagnostics.count == before, let date, let insurance, let fen else { return nil }
        return PaymentLine(
            serial: cells[0], paidOn: date, village: cells[2], citizenID: CitizenIDReading(cells[3]).cleaned,
            name: cells[4], insurance: insurance, fen: fen, channel: cells[7],
            reverses: isReversal ? cells[9] : nil, line: number)
    }
}
