import Levy
import Storage
import Testing

/// What must hold of the ledger after any history.
enum LedgerCheck {
    static func check(_ database: Database) throws {
        try database.read { transaction in
            func number(_ sql: String) throws -> Int { try transaction.row(sql)?.int("n") ?? -1 }
            let issued = try number("SELECT COUNT(*) AS n FROM levy_receipts")
            #expect(
                try number("SELECT COALESCE(MAX(ordinal), 0) AS n FROM levy_receipts") == issued, "a number is missing")
            #expect(
                try number("SELECT COUNT(DISTINCT number) AS n FROM levy_receipts") == issued, "a number was used twice"
            )
            // One valid receipt for each settled obligation, and none without.
            let settled = try number("SELECT COUNT(*) AS n FROM levy_settled")
            let voided = try number("SELECT COUNT(*) AS n FROM levy_receipt_voids")
            #expect(issued - voided == settled)
            // What stands is what was settled and not taken back.
            #expect(
                try number(
                    """
                    SELECT COUNT(*) AS n FROM levy_settlements s
                    LEFT JOIN levy_settlement_reversals r ON r.settlement_id = s.id WHERE r.settlement_id IS NULL
                    """) == settled)
            #expect(
                try number(
                    """
                    SELECT COUNT(*) AS n FROM levy_settled s JOIN levy_settlements t ON t.id = s.settlement_id
                    JOIN levy_obligations o ON o.id = s.obligation_id JOIN levy_payment_lines l ON l.serial = s.serial
                    WHERE t.serial <> s.serial OR l.fen <> o.own_fen OR l.citizen_id <> o.citizen_id
                        OR l.insurance <> o.insurance OR o.own_fen = 0
                    """) == 0, "a payment settles what it does not agree with")
            // Money: all lines = settled + standing exceptions + reversals with what they take back.
            let campaign = Campaign(policy: XuechengData.policy)
            try Ledger.verify(in: transaction)
            let balances = try Ledger.balances(by: .account, in: transaction)
            #expect(balances.reduce(0) { $0 + $1.fen } == 0, "the ledger does not balance")
            let lines = try number("SELECT COALESCE(SUM(fen), 0) AS n FROM levy_payment_lines")
            let paid = try number(
                "SELECT COALESCE(SUM(l.fen), 0) AS n FROM levy_settled s JOIN levy_payment_lines l USING (serial)"
            )
            let exceptions = try campaign.exceptions(in: transaction)
            let standing = exceptions.filter {
                [.double, .paidThoughStatePaid, .amountMismatch, .notOnRoster].contains($0.kind)
            }.reduce(0) { $0 + $1.fen }
            let takenBack = exceptions.filter { [.reversed, .reversedThenPaid].contains($0.kind) }.reduce(0) {
                $0 + $1.fen
            }
            let reversals = try number(
                "SELECT COALESCE(SUM(fen), 0) AS n FROM levy_payment_lines WHERE reverses IS NOT NULL")
            #expect(lines == paid + standing + takenBack + reversals, "money was lost or made")
        }
    }
}
