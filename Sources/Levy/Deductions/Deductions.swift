import Diagnostics
import Storage

/// 批扣: files to banks, and their answers.
package enum Deductions {
    /// The channel under which what was taken enters the books.
    package static let channel = "三方协议批扣"

    /// Banks that any agreement names, in the order of their names.
    package static func banks(in transaction: Transaction) throws -> [String] {
        Set(try DeductionAgreements.all(in: transaction).map(\.bank)).sorted()
    }

    package static func batches(in transaction: Transaction) throws -> [DeductionBatch] {
        try DeductionStore.batches(in: transaction)
    }

    /// What banks did not take and is still owed, by the last answer about it.
    package static func refused(in transaction: Transaction) throws -> [RefusedDeduction] {
        try DeductionStore.refused(in: transaction)
    }

    /// A file as it was made.
    /// - throws: `Rejection` `deduct.batch-unknown`.
    package static func file(_ batch: String, in transaction: Transaction) throws -> DeductionFile {
        let made = try find(batch, in: transaction)
        return DeductionFile(
            batch: batch, purpose: made.purpose, bank: made.bank,
            rows: try DeductionStore.rows(of: made.id, in: transaction))
    }

    static func find(_ batch: String, in transaction: Transaction) throws -> DeductionBatch {
        guard let made = try batches(in: transaction).first(where: { $0.batch == batch }) else {
            throw Rejection("deduct.batch-unknown", ["batch": batch])
        }
        return made
    }

    /// The meanings of return codes, from a table 返回码, 说明, 处理 (成功, 再扣 or 止付).
    /// - throws: `Rejection` with all that is wrong with the table.
    package static func codes(path: String) throws -> [String: ReturnCode] {
        let table = try CodeTable(path, head: ["返回码", "说明", "处理"])
        var mistakes = DiagnosticList()
        var codes: [String: ReturnCode] = [:]
        for row in table.rows {
            guard let effect = ReturnCode.Effect(chinese: row.cells[2]) else {
                table.wrong(row, "处理“\(row.cells[2])”不是成功、再扣、止付", into: &mistakes)
                continue
            }
            let code = ReturnCode(code: row.cells[0], meaning: row.cells[1], effect: effect)
            if code.code.isEmpty || codes.updateValue(code, forKey: code.code) != nil {
                table.wrong(row, "返回码“\(code.code)”重复或没有填", into: &mistakes)
            }
        }
        try mistakes.throwIfErrors()
        return codes
    }

    /// Takes in a bank's answer to a batch, whole or not at all; the same file again changes nothing. What was taken is
    /// a payment of its own, once; what was not is offered again, or stops its agreement.
    /// - returns: how many rows were taken and how many were not; nil when the file was taken in before.
    /// - throws: `Rejection` with every row that the batch does not have, that was answered before, whose code is not
    ///   known, or that tells of another sum.
    package static func answer(
        _ file: SourceFile, batch: String, codes: [String: ReturnCode], by person: String, in transaction: Transaction,
        at now: Instant
    ) throws -> (taken: Int, refused: Int)? {
        let made = try find(batch, in: transaction)
        if try DeductionStore.hasAnswer(sha256: file.sha256, to: made.id, in: transaction) { return nil }
        let sent = Dictionary(
            try DeductionStore.rows(of: made.id, in: transaction).map { ($0.ordinal, $0) }) { first, _ in first }
        let rows = try DeductionAnswerReader.read(
            file, batch: made, sent: sent, codes: codes,
            isAnswered: { try DeductionStore.isAnswered($0, of: made.id, in: transaction) })
        if made.purpose == .deduct, rows.contains(where: { $0.code.effect == .taken }) {
            try enter(rows, sent, file, in: transaction, at: now)
        }
        for row in rows {
            try DeductionStore.answer(
                row.ordinal, of: made.id, row.code, serial: row.serial, file: file, at: now, in: transaction)
            guard let agreement = sent[row.ordinal]?.agreement,
                let state = state(made.purpose, row.code.effect)
            else { continue }
            let known = try DeductionAgreements.find(agreement, in: transaction)
            guard known.state != .ended, known.state != state else { continue }
            try DeductionStore.note(
                agreement, state, reason: row.code.meaning, on: now.date, by: person, at: now, in: transaction)
        }
        try Ledger.write(in: transaction, at: now)
        let taken = rows.count { $0.code.effect == .taken }
        return (taken, rows.count - taken)
    }

    /// What an answer makes of an agreement; nil where it stays what it was.
    private static func state(
        _ purpose: DeductionBatch.Purpose, _ effect: ReturnCode.Effect
    ) -> DeductionAgreement.State? {
        switch (purpose, effect) {
        case (.check, .taken): .active
        case (.check, .stop): .failed
        case (.deduct, .stop): .stopped
        case (.check, .again), (.deduct, .taken), (.deduct, .again): nil
        }
    }

    private static func enter(
        _ rows: [DeductionAnswerRow], _ sent: [Int: DeductionRow], _ file: SourceFile, in transaction: Transaction,
        at now: Instant
    ) throws {
        let taken = rows.filter { $0.code.effect == .taken }
        let id = try ImportStore.add(.payments, file, rows: taken.count, at: now, in: transaction)
        for (index, row) in taken.enumerated() {
            guard let line = sent[row.ordinal], let insurance = line.insurance, let day = row.day else {
                preconditionFailure("the reader lets no such row pass")
            }
            let owed = try SettlementStore.obligation(of: line.citizenID, insurance, in: transaction)
            let payment = PaymentLine(
                serial: row.serial, paidOn: day, village: owed?.village ?? "", citizenID: line.citizenID,
                name: line.name, insurance: insurance, fen: line.fen, channel: channel, reverses: nil,
                line: index + 1)
            _ = try PaymentStore.add(payment, importID: id, in: transaction)
        }
    }
}

extension Campaign {
    /// Makes the next batch of a bank: accounts that wait for a check, or what active agreements owe within the window.
    /// - Parameter key: what it is made for; asked for with the same key it is the same, byte by byte.
    /// - returns: nil when nothing is due.
    package func makeDeductions(
        _ purpose: DeductionBatch.Purpose, bank: String, key: String, on day: CivilDate, by person: String,
        in transaction: Transaction, at now: Instant
    ) throws -> DeductionFile? {
        if let known = try DeductionStore.batch(key: key, in: transaction) {
            return try Deductions.file(known, in: transaction)
        }
        let rows = try purpose == .check
            ? checks(bank, in: transaction) : deductions(bank, on: day, in: transaction)
        if rows.isEmpty { return nil }
        let number = try SeriesStore.next("deduction-batch", in: transaction)
        let file = DeductionFile(
            batch: "\(purpose == .check ? "YZ" : "PK")\(day.compact)-\(number)", purpose: purpose, bank: bank,
            rows: rows)
        try DeductionStore.add(
            file, id: DeductionStore.nextBatchID(in: transaction), key: key, on: day, by: person, at: now,
            in: transaction)
        return file
    }

    private func checks(_ bank: String, in transaction: Transaction) throws -> [DeductionRow] {
        let waiting = try DeductionAgreements.all(in: transaction).filter { agreement in
            try agreement.bank == bank && agreement.state == .pending
                && !DeductionStore.isChecking(agreement.number, in: transaction)
        }
        return waiting.enumerated().map { index, agreement in
            DeductionRow(
                ordinal: index + 1, agreement: agreement.number, holder: agreement.holder,
                account: agreement.account, citizenID: agreement.payerID, name: agreement.holder, insurance: nil,
                obligation: nil, fen: 0)
        }
    }

    private func deductions(
        _ bank: String, on day: CivilDate, in transaction: Transaction
    ) throws -> [DeductionRow] {
        var rows: [DeductionRow] = []
        for agreement in try DeductionAgreements.all(in: transaction)
        where agreement.bank == bank && agreement.state == .active && agreement.until.map({ $0 >= day }) ?? true {
            for member in agreement.members {
                for due in try DeductionStore.due(member, in: transaction)
                where policy.isPayableWithoutOrder(due.insurance, on: day, in: due.village) {
                    rows.append(
                        DeductionRow(
                            ordinal: rows.count + 1, agreement: agreement.number, holder: agreement.holder,
                            account: agreement.account, citizenID: member, name: due.name, insurance: due.insurance,
                            obligation: due.obligation, fen: due.fen))
                }
            }
        }
        return rows
    }
}
