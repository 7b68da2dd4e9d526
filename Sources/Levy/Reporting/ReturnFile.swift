import Storage

struct ReturnRow {
    let villageCode: String
    let villageName: String
    let citizenID: String
    let name: String
    /// One, or for an order as many as it has.
    let years: [Int]
    let totalFen: Int
    let stateFen: Int
    let ownFen: Int
    let paidOn: CivilDate?
    let channel: String?
    let receiptNumber: String?
}

/// What goes back to a bureau: everybody whose obligation is settled, paid orders, and totals to check the file by.
package struct ReturnFile: Sendable {
    package enum Encoding: String, Sendable {
        /// With CRLF and no mark, as 医保局 sends its own.
        case gb18030 = "gb18030"
        /// With the mark by which spreadsheets know it.
        case utf8 = "utf8"

        /// As the bureau of an insurance takes it.
        package static func usual(_ insurance: Insurance) -> Encoding { insurance == .medical ? .gb18030 : .utf8 }
    }

    /// In the total row and in the register; the answer names it.
    package let batch: String
    package let insurance: Insurance
    package let bytes: [UInt8]
    package let count: Int
    package let totalFen: Int
    package let ownFen: Int
    package let stateFen: Int
    package let sha256: String

    /// What the receiver checks the file by, as a file beside it.
    package var control: JSONText {
        .object([
            "batch": .text(batch), "insurance": .text(insurance.rawValue), "rows": .integer(count),
            "total_fen": .integer(totalFen), "own_fen": .integer(ownFen), "state_fen": .integer(stateFen),
            "sha256": .text(sha256),
        ])
    }
}

extension Campaign {
    /// The next batch of an insurance for the bureau that posts it: everybody whose obligation is settled and whom no
    /// batch told of yet, every paid order (核定单) of which none did, and what the bureau sent back. It is
    /// entered in the register of exchanges.
    /// - Parameter key: what the batch is for; asked for with the same key it is the same batch, byte by byte.
    package func makeReturn(
        _ insurance: Insurance, encoding: ReturnFile.Encoding, party: String, key: String,
        in transaction: Transaction, at now: Instant
    ) throws -> ReturnFile {
        if let made = try ExchangeStore.find(key: key, in: transaction) {
            return try file(of: made.id, batch: made.batch, insurance, encoding, in: transaction)
        }
        let number = try SeriesStore.next("exchange/" + insurance.rawValue, in: transaction)
        let batch = "\(insurance.rawValue.uppercased())-\(now.date.compact)-\(number)"
        let id = try ExchangeStore.nextID(in: transaction)
        // The rows are found before they are kept: a kept row is not due any more.
        let rows =
            try ExchangeStore.dueRows(insurance, in: transaction)
            + OrderReturnStore.dueRows(insurance, in: transaction)
        let file = try file(rows: { body in try rows.forEach(body) }, batch: batch, insurance, encoding)
        try ExchangeStore.add(
            ExchangeRecord(
                id: id, batch: batch, isOutgoing: true, party: party, kind: .return, insurance: insurance,
                count: file.count, fen: file.totalFen, sha256: file.sha256, state: .made, madeAt: now), key: key,
            at: now, in: transaction)
        try ExchangeStore.addDueRows(insurance, exchange: id, in: transaction)
        try OrderReturnStore.addDueRows(insurance, exchange: id, in: transaction)
        return file
    }

    private func file(
        of exchange: Int, batch: String, _ insurance: Insurance, _ encoding: ReturnFile.Encoding,
        in transaction: Transaction
    ) throws -> ReturnFile {
        try file(
            rows: { body in
                try ExchangeStore.eachRow(exchange: exchange, in: transaction, body)
                try OrderReturnStore.eachRow(exchange: exchange, in: transaction, body)
            }, batch: batch, insurance, encoding)
    }

    private func file(
        rows: ((ReturnRow) throws -> Void) throws -> Void, batch: String, _ insurance: Insurance,
        _ encoding: ReturnFile.Encoding
    ) throws -> ReturnFile {
        var text = CSVText()
        text.append([
            "村居代码", "村居名称", "姓名", "身份证号码", "险种", "所属期", "应缴金额", "财政代缴", "个人缴费", "缴费日期", "缴费方式", "凭证号",
        ])
        var count = 0
        var sums = (total: 0, state: 0, own: 0)
        try rows { row in
            count += 1
            sums = (sums.total + row.totalFen, sums.state + row.stateFen, sums.own + row.ownFen)
            text.append([
                row.villageCode, row.villageName, row.name, row.citizenID, insurance.chinese,
                row.years.map(String.init).joined(separator: "、"),
                Money(fen: row.totalFen).plain, Money(fen: row.stateFen).plain, Money(fen: row.ownFen).plain,
                row.paidOn?.compact ?? "", row.channel ?? "财政代缴", row.receiptNumber ?? "",
            ])
        }
        text.append([
            "合计", "批次 \(batch)", "", "\(count)人", insurance.chinese, "", Money(fen: sums.total).plain,
            Money(fen: sums.state).plain, Money(fen: sums.own).plain, "", "", "",
        ])
        let bytes = encoding == .gb18030 ? text.gb18030 : text.utf8WithMark
        return ReturnFile(
            batch: batch, insurance: insurance, bytes: bytes, count: count, totalFen: sums.total, ownFen: sums.own,
            stateFen: sums.state, sha256: DurableFile.sha256(bytes))
    }
}
