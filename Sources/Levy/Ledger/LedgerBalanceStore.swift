import Storage

/// Sums of the book, and the same sums of the tables.
enum LedgerBalanceStore {
    static func balances(by part: LedgerPart, in transaction: Transaction) throws -> [LedgerBalance] {
        let column =
            switch part {
            case .account: "''"
            case .village: "village"
            case .person: "citizen_id"
            case .party: "party"
            case .insurance: "insurance"
            case .day: "day"
            }
        let rows = try transaction.rows(
            """
            SELECT account, part, SUM(debit) AS debit, SUM(credit) AS credit FROM (
                SELECT debit AS account, \(column) AS part, fen AS debit, 0 AS credit FROM levy_ledger
                UNION ALL SELECT credit, \(column), 0, fen FROM levy_ledger
            ) sides GROUP BY account, part ORDER BY part, account
            """)
        let order = Dictionary(uniqueKeysWithValues: LedgerAccount.allCases.enumerated().map { ($1, $0) })
        return rows.compactMap { row in
            LedgerAccount(rawValue: row.text("account")).map {
                LedgerBalance(
                    account: $0, of: row.text("part"), debitFen: row.int("debit"), creditFen: row.int("credit"))
            }
        }.sorted { ($0.of, order[$0.account] ?? 0) < ($1.of, order[$1.account] ?? 0) }
    }

    /// A balance that the tables have otherwise.
    struct Difference {
        let what: String
        let of: String
        let ledgerFen: Int
        let tableFen: Int
    }

    /// After so many of a kind the cause is one, and more of them help nobody.
    private static let mostDifferences = 20

    static func differences(in transaction: Transaction) throws -> [Difference] {
        try comparisons.flatMap { comparison in
            try transaction.rows(
                """
                SELECT part, SUM(booked) AS booked, SUM(kept) AS kept FROM (
                    SELECT \(comparison.part) AS part, \(comparison.signed) AS booked, 0 AS kept
                    FROM levy_ledger WHERE kind IN (\(comparison.kinds))
                    UNION ALL \(comparison.table)
                ) sides GROUP BY part HAVING SUM(booked) <> SUM(kept) ORDER BY part LIMIT \(mostDifferences)
                """
            ).map {
                Difference(
                    what: comparison.what, of: $0.text("part"), ledgerFen: $0.int("booked"), tableFen: $0.int("kept"))
            }
        }
    }

    /// The same sums from the book and from the tables: `table` gives `part`, 0 and the sum.
    private struct Comparison {
        let what: String
        let part: String
        let adding: [LedgerKind]
        var takingBack: [LedgerKind] = []
        let table: String
        /// What an entry counts: its money, or 1.
        var measure = "fen"

        var kinds: String { (adding + takingBack).map { "'\($0.rawValue)'" }.joined(separator: ", ") }

        var signed: String {
            takingBack.isEmpty
                ? measure
                : "CASE WHEN kind IN (\(takingBack.map { "'\($0.rawValue)'" }.joined(separator: ", "))) "
                    + "THEN -\(measure) ELSE \(measure) END"
        }
    }

    private static let person = "citizen_id || ' ' || insurance || ' ' || period"
    private static let village = "village || ' ' || insurance"
    private static let standing = """
        FROM levy_settled s JOIN levy_obligations o ON o.id = s.obligation_id
        """

    private static let comparisons = [
        Comparison(
            what: "应收个人", part: person, adding: [.raisedOwn], takingBack: [.withdrawnOwn],
            table: "SELECT \(person), 0, own_fen FROM levy_obligations_as_raised"),
        Comparison(
            what: "应收财政", part: person, adding: [.raisedState], takingBack: [.withdrawnState],
            table: "SELECT \(person), 0, state_fen FROM levy_obligations_as_raised"),
        Comparison(
            what: "已核销", part: person, adding: [.settled], takingBack: [.settledBack],
            table: "SELECT \(person), 0, own_fen \(standing)"),
        Comparison(
            what: "村居应收个人", part: village, adding: [.raisedOwn], takingBack: [.withdrawnOwn],
            table: "SELECT \(village), 0, own_fen FROM levy_obligations_as_raised"),
        Comparison(
            what: "村居应收财政", part: village, adding: [.raisedState], takingBack: [.withdrawnState],
            table: "SELECT \(village), 0, state_fen FROM levy_obligations_as_raised"),
        Comparison(
            what: "村居已核销", part: village, adding: [.settled], takingBack: [.settledBack],
            table: "SELECT \(village), 0, own_fen \(standing)"),
        Comparison(
            what: "收款流水", part: "reference || ' ' || citizen_id || ' ' || insurance || ' ' || village || ' ' || day",
            adding: [.paid], takingBack: [.paidBack],
            table: """
                SELECT serial || ' ' || citizen_id || ' ' || insurance || ' ' || village || ' ' || paid_on, 0, fen
                FROM levy_payment_lines
                """),
        Comparison(
            what: "渠道收款", part: "party || ' ' || day", adding: [.paid], takingBack: [.paidBack],
            table: "SELECT channel || ' ' || paid_on, 0, fen FROM levy_payment_lines"),
        Comparison(
            what: "有效票据", part: "document", adding: [.settled], takingBack: [.settledBack],
            table: """
                SELECT r.number, 0, s.fen FROM levy_receipts r JOIN levy_settlements s ON s.id = r.settlement_id
                LEFT JOIN levy_receipt_voids v ON v.ordinal = r.ordinal WHERE v.ordinal IS NULL
                """),
        Comparison(
            what: "开具票据张数", part: "document", adding: [.settled],
            table: "SELECT number, 0, 1 FROM levy_receipts", measure: "1"),
        Comparison(
            what: "作废票据张数", part: "document", adding: [.settledBack],
            table: """
                SELECT r.number, 0, 1 FROM levy_receipts r JOIN levy_receipt_voids v ON v.ordinal = r.ordinal
                """, measure: "1"),
        Comparison(
            what: "核定单应征", part: "citizen_id || ' ' || document", adding: [.orderRaised],
            takingBack: [.orderWithdrawn],
            table: """
                SELECT o.citizen_id || ' ' || o.number, 0, a.own_fen FROM levy_order_assessments a
                JOIN levy_orders o ON o.ordinal = a.ordinal
                WHERE NOT EXISTS (SELECT 1 FROM levy_order_cancellations c WHERE c.ordinal = a.ordinal)
                """),
        Comparison(
            what: "核定单已核销", part: "citizen_id || ' ' || document", adding: [.orderSettled],
            takingBack: [.orderSettledBack],
            table: """
                SELECT o.citizen_id || ' ' || p.number, 0, p.fen FROM levy_order_payments p
                JOIN levy_orders o ON o.ordinal = p.ordinal
                """),
        Comparison(
            what: "入库", part: "day || ' ' || village || ' ' || insurance", adding: [.treasury],
            takingBack: [.treasuryBack],
            table: """
                SELECT day || ' ' || town || ' ' || insurance, 0, fen FROM (\(TreasuryStore.current)) t
                """),
        Comparison(
            what: "代办员代收", part: "village || ' ' || citizen_id || ' ' || insurance || ' ' || reference",
            adding: [.collected], takingBack: [.collectedBack],
            table: """
                SELECT c.village || ' ' || c.citizen_id || ' ' || c.insurance || ' ' || c.id, 0, c.fen
                FROM levy_collections c
                WHERE NOT EXISTS (SELECT 1 FROM levy_collection_voids v WHERE v.collection_id = c.id)
                """),
        Comparison(
            what: "代办员缴存", part: "village || ' ' || document", adding: [.deposited],
            table: "SELECT village || ' ' || slip, 0, fen FROM levy_remittances WHERE kind = 'deposit'"),
        Comparison(
            what: "代办员申报", part: "village || ' ' || document", adding: [.declared],
            table: "SELECT village || ' ' || slip, 0, fen FROM levy_remittances WHERE kind = 'declaration'"),
        Comparison(
            what: "批准退费", part: "party", adding: [.refundApproved],
            table: """
                SELECT c.serial, 0, c.fen FROM levy_refund_cases c JOIN levy_refunded_lines x ON x.case_id = c.id
                """),
        Comparison(
            what: "已退费", part: "party || ' ' || document", adding: [.refundPaid],
            table: """
                SELECT c.serial || ' ' || p.voucher, 0, p.fen FROM levy_refund_payments p
                JOIN levy_refund_cases c ON c.id = p.case_id
                """),
        Comparison(
            what: "申请财政资金", part: "party || ' ' || insurance", adding: [.stateApplied],
            table: """
                SELECT a.class || ' ' || a.insurance, 0, r.fen FROM levy_state_rows r
                JOIN levy_state_applications a ON a.id = r.application_id
                """),
        Comparison(
            what: "财政资金到账", part: "party || ' ' || document", adding: [.stateReceived],
            table: """
                SELECT a.class || ' ' || r.voucher, 0, r.fen FROM levy_state_receipts r
                JOIN levy_state_applications a ON a.id = r.application_id
                """),
    ]
}
