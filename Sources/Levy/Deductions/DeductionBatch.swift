import Storage

/// A file of accounts to be checked, or of fees to be taken, that goes to one bank.
package struct DeductionBatch: Hashable, Sendable {
    package enum Purpose: String, Sendable, CaseIterable {
        case check, deduct

        package var chinese: String { self == .check ? "账户验证" : "批量扣款" }
    }

    package let id: Int
    package let batch: String
    package let purpose: Purpose
    package let bank: String
    package let day: CivilDate
    package let rows: Int
    package let fen: Int
    package let sha256: String
    package let answered: Int
    package let taken: Int
    package let takenFen: Int
}

/// A line of a batch.
package struct DeductionRow: Hashable, Sendable {
    package let ordinal: Int
    package let agreement: String
    package let holder: String
    package let account: String
    package let citizenID: String
    package let name: String
    /// Nil in a check.
    package let insurance: Insurance?
    package let obligation: Int?
    package let fen: Int
}

/// What a bank's return code (返回码) means, and what follows from it.
package struct ReturnCode: Hashable, Sendable {
    package enum Effect: String, Sendable {
        /// The account is right, or the money was taken.
        case taken
        /// It is offered again within the window.
        case again
        /// The agreement is stopped until somebody has looked.
        case stop

        init?(chinese: String) {
            switch chinese {
            case "成功": self = .taken
            case "再扣": self = .again
            case "止付": self = .stop
            default: return nil
            }
        }
    }

    package let code: String
    package let meaning: String
    package let effect: Effect
}

/// A fee that a bank did not take.
package struct RefusedDeduction: Hashable, Sendable {
    package let batch: String
    package let ordinal: Int
    package let agreement: String
    package let citizenID: String
    package let name: String
    package let insurance: Insurance
    package let village: String
    package let fen: Int
    package let meaning: String
    package let effect: ReturnCode.Effect

    /// As decisions and tasks name it.
    package var subject: String { "deduction/\(batch)/\(ordinal)" }
}

/// The file of a batch.
package struct DeductionFile: Sendable {
    package let batch: String
    package let purpose: DeductionBatch.Purpose
    package let bank: String
    package let rows: [DeductionRow]
    package let bytes: [UInt8]
    package let sha256: String
    package var fen: Int { rows.reduce(0) { $0 + $1.fen } }

    init(batch: String, purpose: DeductionBatch.Purpose, bank: String, rows: [DeductionRow]) {
        (self.batch, self.purpose, self.bank, self.rows) = (batch, purpose, bank, rows)
        var text = CSVText()
        text.append(["序号", "协议号", "户名", "账号", "姓名", "身份证号码", "险种", "金额"])
        for row in rows {
            text.append([
                "\(row.ordinal)", row.agreement, row.holder, row.account, row.name, row.citizenID,
                row.insurance?.chinese ?? "", Money(fen: row.fen).plain,
            ])
        }
        let sum = rows.reduce(0) { $0 + $1.fen }
        text.append(["合计", "批次 \(batch)", "", "", "", "\(rows.count)笔", "", Money(fen: sum).plain])
        bytes = text.gb18030
        sha256 = DurableFile.sha256(bytes)
    }

    /// What the bank checks the file by, as a file beside it.
    package var control: JSONText {
        .object([
            "batch": .text(batch), "purpose": .text(purpose.rawValue), "bank": .text(bank),
            "rows": .integer(rows.count), "fen": .integer(fen), "sha256": .text(sha256),
        ])
    }
}
