import Diagnostics
import Storage

/// A row of a bureau's answer to a return.
struct AnswerRow {
    let citizenID: String
    let state: PostingState
    let reason: String
    let fen: Int?
    /// Nil where the answer names none.
    let year: Int?
    /// Empty where the answer names none.
    let receipt: String
    let place: SourceSpan
}

enum AnswerReader {
    static func read(_ file: SourceFile) throws -> [AnswerRow] {
        var rows: [AnswerRow] = []
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.citizenID, .postedState],
            optional: [
                .serial, .personName, .insurance, .receiptNumber, .yuan, .postedReason, .villageCode, .villageName,
                .period, .remark,
            ])
        try TableReader.read(file, shape) { record in
            let place = record.place.span(file, column: record[.postedState].column)
            let text = record.text(.postedState)
            guard let state = PostingState(chinese: text) else {
                return mistakes.error("exchange.state", ["text": text], at: place)
            }
            rows.append(
                AnswerRow(
                    citizenID: CitizenIDReading(record.text(.citizenID)).cleaned, state: state,
                    reason: record.text(.postedReason),
                    fen: record.has(.yuan) ? Money(yuan: record.text(.yuan))?.fen : nil,
                    year: Int(record.text(.period)), receipt: record.text(.receiptNumber), place: place))
        }
        try mistakes.throwIfErrors()
        return rows
    }
}

/// A row of what a bureau has posted.
struct PostingRow: Hashable {
    let line: Int
    /// The bank's serial or the receipt's number; empty where the bureau keeps neither.
    let payment: String
    let citizenID: String
    /// 0 where the list names none.
    let period: Int
    /// Empty where the list names none.
    let village: String
    let fen: Int
}

enum PostingReader {
    /// - Parameter isPerson: whether somebody can have a number.
    static func read(_ file: SourceFile, isPerson: (String) throws -> Bool) throws -> [PostingRow] {
        var rows: [PostingRow] = []
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.citizenID, .yuan],
            optional: [
                .serial, .personName, .insurance, .receiptNumber, .paymentSerial, .period, .villageCode, .villageName,
                .day, .remark,
            ])
        try TableReader.read(file, shape) { record in
            func wrong(_ column: ColumnName, _ code: String) {
                mistakes.error(
                    code, ["column": column.head, "text": record.text(column)],
                    at: record.place.span(file, column: record[column].column))
            }
            let text = record.text(.yuan)
            guard let fen = Money(yuan: text)?.fen, fen.magnitude <= UInt(PaymentFileReader.largestFen) else {
                return wrong(.yuan, "remittance.sum")
            }
            let period = record.text(.period).prefix { $0.isNumber }
            if record.has(.period), period.count != 4 { return wrong(.period, "levy.not-a-number") }
            let serial = record.text(.paymentSerial)
            let number = CitizenIDReading(record.text(.citizenID)).cleaned
            guard try isPerson(number) else { return wrong(.citizenID, "posting.number") }
            rows.append(
                PostingRow(
                    line: rows.count + 1, payment: serial.isEmpty ? record.text(.receiptNumber) : serial,
                    citizenID: number, period: Int(period) ?? 0,
                    village: record.text(.villageCode), fen: fen))
        }
        try mistakes.throwIfErrors()
        return rows
    }
}
