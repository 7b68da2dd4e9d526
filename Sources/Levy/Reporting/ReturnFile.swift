import Storage

struct ReturnRow {
    let villageCode: String
    let villageName: String
    let citizenID: String
    let name: String
    let period: Int
    let totalFen: Int
    let stateFen: Int
    let ownFen: Int
    let paidOn: CivilDate?
    let channel: String?
    let receiptNumber: String?
}

/// What goes back to a bureau: everybody whose obligation is settled, and totals to check the file by.
package struct ReturnFile: Sendable {
    package enum Encoding: String, Sendable {
        /// With CRLF and no mark, as 医保局 sends its own.
        case gb18030 = "gb18030"
        /// With the mark by which spreadsheets know it.
        case utf8 = "utf8"
    }

    package let insurance: Insurance
    package let bytes: [UInt8]
    package let count: Int
    package let totalFen: Int
    package let ownFen: Int
    package let stateFen: Int
    package let sha256: String
}

extension Campaign {
    /// The return file of one insurance, for 医保局 (medical) or 人社局 (pension).
    package func returnFile(
        _ insurance: Insurance, encoding: ReturnFile.Encoding, in transaction: Transaction
    ) throws -> ReturnFile {
        var text = CSVText()
        text.append([
            "村居代码", "村居名称", "姓名", "身份证号码", "险种", "所属期", "应缴金额", "财政代缴", "个人缴费", "缴费日期", "缴费方式", "凭证号",
        ])
        var count = 0
        var sums = (total: 0, state: 0, own: 0)
        try RosterListStore.eachSettled(insurance, in: transaction) { row in
            count += 1
            sums = (sums.total + row.totalFen, sums.state + row.stateFen, sums.own + row.ownFen)
            text.append([
                row.villageCode, row.villageName, row.name, row.citizenID, insurance.chinese, String(row.period),
                Money(fen: row.totalFen).plain, Money(fen: row.stateFen).plain, Money(fen: row.ownFen).plain,
                row.paidOn?.compact ?? "", row.channel ?? "财政代缴", row.receiptNumber ?? "",
            ])
        }
        text.append([
            "合计", "", "", "\(count)人", insurance.chinese, "", Money(fen: sums.total).plain,
            Money(fen: sums.state).plain, Money(fen: sums.own).plain, "", "", "",
        ])
        let bytes = encoding == .gb18030 ? text.gb18030 : text.utf8WithMark
        return ReturnFile(
            insurance: insurance, bytes: bytes, count: count, totalFen: sums.total, ownFen: sums.own,
            stateFen: sums.state, sha256: DurableFile.sha256(bytes))
    }
}
