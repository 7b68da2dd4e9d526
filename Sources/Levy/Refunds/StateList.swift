import Diagnostics
import Storage

/// A row of a list of the finance bureau (拨款清单): what came for an application, from whom.
struct StateListRow {
    let application: Int
    /// The id or the name of a bearer; nil where the list names none.
    let bearer: String?
    let fen: Int
    let voucher: String
    let day: CivilDate
    let place: SourceSpan
}

extension Campaign {
    /// Takes in a list of the state's money of one insurance, whole or not at all; offered again it changes nothing.
    /// The list enters the register of exchanges under a batch of its own.
    /// - returns: how many rows; nil when the same file was taken in before.
    /// - throws: `Rejection` with every row that cannot be read or does not fit its application.
    package func importStateList(
        _ file: SourceFile, _ insurance: Insurance, party: String, by person: String, in transaction: Transaction,
        at now: Instant
    ) throws -> Int? {
        if try ExchangeStore.find(incoming: .state, sha256: file.sha256, in: transaction) != nil { return nil }
        let rows = try readStateList(file)
        var mistakes = DiagnosticList()
        for row in rows {
            let application = try StateMoney.all(in: transaction).first { $0.id == row.application }
            do {
                guard application?.insurance == insurance else {
                    throw Rejection("state.unknown", ["application": "\(row.application)"])
                }
                try StateMoney.receive(
                    row.application, fen: row.fen, from: row.bearer, voucher: row.voucher, by: person, on: row.day,
                    in: transaction, at: now)
            } catch let rejection as Rejection {
                for one in rejection.diagnostics { mistakes.error(one.code, one.arguments, at: row.place) }
            }
        }
        try mistakes.throwIfErrors()
        let id = try ExchangeStore.nextID(in: transaction)
        try ExchangeStore.add(
            ExchangeRecord(
                id: id, batch: "S-\(insurance.rawValue)-\(now.date.compact)-\(id)", isOutgoing: false, party: party,
                kind: .state, insurance: insurance, count: rows.count, fen: rows.reduce(0) { $0 + $1.fen },
                sha256: file.sha256, state: .received, madeAt: now), key: "state/\(file.sha256)", at: now,
            in: transaction)
        return rows.count
    }

    private func readStateList(_ file: SourceFile) throws -> [StateListRow] {
        var rows: [StateListRow] = []
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.application, .yuan, .voucher, .day], optional: [.serial, .bearer, .insurance, .remark])
        try TableReader.read(file, shape) { record in
            let before = mistakes.diagnostics.count
            func value<T>(_ column: ColumnName, _ code: String, _ parse: (String) -> T?) -> T? {
                let text = record.text(column)
                if let value = parse(text) { return value }
                mistakes.error(
                    code, ["column": column.head, "text": text],
                    at: record.place.span(file, column: record[column].column))
                return nil
            }
            let application = value(.application, "levy.not-a-number") { Int($0) }
            let fen = value(.yuan, "remittance.sum") { text in
                Money(yuan: text).flatMap { (1...PaymentFileReader.largestFen).contains($0.fen) ? $0.fen : nil }
            }
            let voucher = value(.voucher, "levy.not-a-number") { $0.isEmpty ? nil : $0 }
            let day = value(.day, "levy.not-a-date", DateText.parse)
            let name = record.text(.bearer)
            let bearer = policy.rules.bearers.first { $0.id == name || $0.name == name }?.id
            guard mistakes.diagnostics.count == before, let application, let fen, let voucher, let day else { return }
            rows.append(
                StateListRow(
                    application: application, bearer: name.isEmpty ? nil : bearer ?? name, fen: fen, voucher: voucher,
                    day: day, place: record.place.span(file, column: 1)))
        }
        try mistakes.throwIfErrors()
        return rows
    }
}
