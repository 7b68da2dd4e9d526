import Diagnostics
import Storage

/// A row of a bank's answer.
struct DeductionAnswerRow {
    let ordinal: Int
    let code: ReturnCode
    /// The bank's serial; empty where nothing was taken.
    let serial: String
    let day: CivilDate?
}

/// 批扣回盘: 序号 and 返回码, and for what was taken 流水号, 交易日期 and 金额.
enum DeductionAnswerReader {
    static func read(
        _ file: SourceFile, batch: DeductionBatch, sent: [Int: DeductionRow], codes: [String: ReturnCode],
        isAnswered: (Int) throws -> Bool
    ) throws -> [DeductionAnswerRow] {
        var rows: [DeductionAnswerRow] = []
        var seen: Set<Int> = []
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.serial, .returnCode],
            optional: [.paymentSerial, .day, .yuan, .citizenID, .personName, .account, .insurance, .remark])
        try TableReader.read(file, shape) { record in
            let span = record.place.span(file, column: record[.serial].column)
            let text = record.text(.serial)
            guard let ordinal = Int(text), let row = sent[ordinal] else {
                return mistakes.error("deduct.row", ["row": text, "batch": batch.batch], at: span)
            }
            guard let code = codes[record.text(.returnCode)] else {
                return mistakes.error("deduct.code", ["code": record.text(.returnCode), "row": text], at: span)
            }
            let isKnown = try isAnswered(ordinal)
            guard seen.insert(ordinal).inserted, !isKnown else {
                return mistakes.error("deduct.answered", ["row": text, "batch": batch.batch], at: span)
            }
            guard batch.purpose == .deduct, code.effect == .taken else {
                return rows.append(DeductionAnswerRow(ordinal: ordinal, code: code, serial: "", day: nil))
            }
            let serial = record.text(.paymentSerial)
            guard !serial.isEmpty, let day = DateText.parse(record.text(.day)) else {
                return mistakes.error("deduct.taken", ["row": text], at: span)
            }
            let fen = Money(yuan: record.text(.yuan))?.fen
            guard fen == row.fen else {
                return mistakes.error(
                    "deduct.sum",
                    ["row": text, "sent": Money(fen: row.fen).grouped, "answer": record.text(.yuan)], at: span)
            }
            rows.append(DeductionAnswerRow(ordinal: ordinal, code: code, serial: serial, day: day))
        }
        try mistakes.throwIfErrors()
        return rows
    }
}
