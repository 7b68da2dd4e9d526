import Diagnostics
import Foundation
import Storage
import TestSupport
import Testing

@testable import Levy

/// The book of the money: chained, complete, and equal to the tables.
@Suite struct LedgerTests {
    typealias Small = SmallCampaign

    private func paid() throws -> SmallCampaign {
        let small = try SmallCampaign()
        try small.evening(
            "20191101",
            [Small.line("A", "20191101", Small.anna), Small.line("B", "20191101", Small.bert, village: Small.other)])
        try small.evening("20191102", [Small.line("C", "20191102", Small.anna, -28_000, back: "A")])
        let list = "入库日期,镇街代码,险种,笔数,金额分\n2019-11-01,370403101,居民医疗,2,56000\n"
        let correction = "2019-11-01,370403101,居民医疗,1,28000\n20191102,370403101,居民医疗,1,100\n"
        for (name, text) in [("t1.csv", list), ("t2.csv", "入库日期,镇街代码,险种,笔数,金额分\n" + correction)] {
            let file = SourceFile(name: name, bytes: Array(text.utf8))
            _ = try small.database.write {
                try small.campaign.importTreasuryReceipts(file, on: XuechengData.yearEnd, in: $0, at: XuechengData.now)
            }
        }
        return small
    }

    @Test func `every event of money is one entry, and accounts stand as they should`() throws {
        let small = try paid()
        let entries = try small.database.read { try Ledger.entries(limit: 100, in: $0) }
        #expect(entries.map(\.sequence) == Array(1...entries.count))
        var counts: [LedgerKind: Int] = [:]
        for entry in entries { counts[entry.event.kind, default: 0] += 1 }
        // Five medical obligations and a pension, one medical borne by the state.
        #expect(
            counts == [
                .raisedOwn: 5, .raisedState: 1, .paid: 2, .settled: 2, .paidBack: 1, .settledBack: 1, .treasury: 2,
                .treasuryBack: 1,
            ])
        let balances = try small.database.read { try Ledger.balances(by: .account, in: $0) }
        let fen = Dictionary(uniqueKeysWithValues: balances.map { ($0.account, $0.fen) })
        #expect(fen[.levied] == -(5 * 28_000 + 30_000))
        #expect(fen[.dueOwn] == 4 * 28_000 + 30_000 - 28_000)
        #expect(fen[.dueState] == 28_000)
        #expect(fen[.suspense] == 0)
        #expect(fen[.transit] == 28_000 - 28_100)
        #expect(fen[.treasury] == 28_100)
        #expect(balances.reduce(0) { $0 + $1.fen } == 0)
        let person = try small.database.read {
            try Ledger.entries(person: Small.anna, limit: 100, in: $0).map(\.event.kind)
        }
        #expect(person == [.raisedOwn, .raisedOwn, .paid, .settled, .paidBack, .settledBack])
    }

    @Test func `a list of the treasury adds its days and corrects those of the lists before it`() throws {
        let small = try paid()
        let lines = try small.database.read { try small.campaign.reconciliation(in: $0) }
        #expect(lines.map(\.receivedFen) == [28_000, 100])
        try small.database.read { _ = try Ledger.verify(in: $0) }
    }

    /// Changes that a hand at the database file could make: each with the message that it must call forth.
    private static let tampering: [(sql: String, code: String)] = [
        ("DELETE FROM levy_ledger WHERE sequence = 4", "ledger.gap"),
        ("DELETE FROM levy_ledger WHERE sequence = (SELECT MAX(sequence) FROM levy_ledger)", "ledger.page"),
        ("UPDATE levy_ledger SET sequence = sequence + 100 WHERE sequence > 3", "ledger.gap"),
        ("UPDATE levy_ledger_pages SET head = 'x' WHERE page = 1", "ledger.page"),
        ("DELETE FROM levy_payment_lines WHERE serial = 'B'", "ledger.differs"),
        ("UPDATE levy_payment_lines SET fen = 1 WHERE serial = 'B'", "ledger.differs"),
        ("UPDATE levy_payment_lines SET village = 'x' WHERE serial = 'B'", "ledger.differs"),
        ("UPDATE levy_obligations SET own_fen = 1, total_fen = 1 WHERE id = 1", "ledger.differs"),
        ("UPDATE levy_obligations SET village = '\(Small.other)' WHERE id = 1", "ledger.differs"),
        ("DELETE FROM levy_settled", "ledger.differs"),
        ("UPDATE levy_receipts SET number = 'XC2019' || number", "ledger.differs"),
        ("DELETE FROM levy_receipt_voids", "ledger.differs"),
        (
            "UPDATE levy_treasury_rows SET fen = fen + 1 WHERE import_id = (SELECT MAX(id) FROM levy_imports)",
            "ledger.differs"
        ),
    ]

    /// Opens what triggers protect, as somebody with the file in his hands would.
    private func unlocked(_ small: SmallCampaign) throws -> Database {
        let copy = try small.database.inMemoryCopy()
        try copy.write { transaction in
            let names = try transaction.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
            for row in names { try transaction.execute("DROP TRIGGER \(row.text("name"))") }
        }
        return copy
    }

    private func isWhole(_ transaction: Transaction) throws -> Bool {
        do {
            try Ledger.verify(in: transaction)
            return true
        } catch is Rejection { return false }
    }

    private func verdict(_ database: Database) throws -> String? {
        do {
            try database.read { _ = try Ledger.verify(in: $0) }
            return nil
        } catch let rejection as Rejection { return rejection.diagnostics.first?.code }
    }

    @Test(arguments: Self.tampering.map(\.sql))
    func `what was removed, moved or changed is found`(sql: String) throws {
        let database = try unlocked(paid())
        #expect(try verdict(database) == nil)
        try database.write { transaction in
            try transaction.execute("PRAGMA defer_foreign_keys = ON")
            try transaction.execute(sql)
            // The disk of a tamperer knows no references.
            guard sql.contains("DELETE FROM levy_payment_lines") else { return }
            for table in ["levy_settled", "levy_receipts", "levy_settlements"] {
                try transaction.execute(
                    "DELETE FROM \(table) WHERE \(table == "levy_receipts" ? "settlement_id = 2" : "serial = 'B'")")
            }
        }
        let expected = Self.tampering.first { $0.sql == sql }?.code
        #expect(try verdict(database) == expected)
    }

    @Test func `every column of every entry is covered by the chain`() throws {
        let small = try paid()
        let columns = [
            "at", "day", "kind", "debit", "credit", "fen", "citizen_id", "insurance", "period", "village", "party",
            "reference", "document", "hash",
        ]
        let database = try unlocked(small)
        let last = try database.read { try Ledger.state(in: $0).entries }
        struct Undone: Error {}
        for sequence in 1...last {
            for column in columns {
                let changed = ["at", "fen", "period"].contains(column) ? "\(column) + 1" : "'x' || \(column)"
                #expect(throws: Undone.self) {
                    try database.write { transaction in
                        try transaction.execute(
                            "UPDATE levy_ledger SET \(column) = \(changed) WHERE sequence = $1", [Value(sequence)])
                        if try isWhole(transaction) { Issue.record("\(column) of entry \(sequence) is not covered") }
                        throw Undone()
                    }
                }
            }
        }
        #expect(try verdict(database) == nil)
    }

    @Test func `two entries that change places are found`() throws {
        let database = try unlocked(paid())
        try database.write { transaction in
            for (from, to) in [(3, 1_000), (4, 3), (1_000, 4)] {
                try transaction.execute(
                    "UPDATE levy_ledger SET sequence = $2 WHERE sequence = $1", [Value(from), Value(to)])
            }
        }
        #expect(try verdict(database) == "ledger.broken")
    }

    @Test func `the store takes no change of the book and no event twice`() throws {
        let small = try paid()
        for sql in [
            "UPDATE levy_ledger SET fen = 1", "DELETE FROM levy_ledger", "UPDATE levy_ledger_pages SET head = ''",
            "DELETE FROM levy_ledger_pages", "DELETE FROM levy_ledger_marks",
        ] {
            // Without its marks the book would be written again from the beginning: the store refuses the second entry.
            #expect(throws: StorageFailure.self) {
                try small.database.write { transaction in
                    try transaction.execute(sql)
                    try Ledger.write(in: transaction, at: XuechengData.now)
                }
            }
        }
        #expect(try verdict(small.database) == nil)
    }

    @Test func `rows from before there was a book enter it when it is first written`() throws {
        let folder = NSTemporaryDirectory() + "levy-ledger-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // left-overs in a temporary folder do no harm
        let path = folder + "/old.sqlite"
        let old = LevySchema.migrations.filter { $0.name.hasPrefix("levy-") }
        let small = try SmallCampaign()
        var database = try Database(path: path, migrations: old)
        try database.write { transaction in
            for statement in Self.oldRows { try transaction.execute(statement) }
        }
        try database.close()
        database = try Database(path: path, migrations: LevySchema.migrations)
        #expect(throws: Rejection.self) {
            try database.read { _ = try Ledger.verify(in: $0) }
        }
        for _ in 1...2 {
            let state = try database.write { transaction in
                try Ledger.write(in: transaction, at: XuechengData.now)
                return try Ledger.verify(in: transaction)
            }
            #expect(state.entries == 5)
        }
        let received = try database.read { try small.campaign.reconciliation(in: $0).compactMap(\.receivedFen) }
        #expect(received == [28_000])
        try database.close()
    }

    /// A village, a person, a payment that was settled and taken back, and the treasury's list, as the program of a
    /// year ago left them.
    private static let oldRows = [
        "INSERT INTO levy_regions VALUES ('370403101200', 1, '甲村', 'village', NULL, 1, 1)",
        "INSERT INTO levy_imports VALUES (1, 'payments', 'p.txt', 'a', 'imported', 2, NULL, 0)",
        "INSERT INTO levy_imports VALUES (2, 'treasury', 't.csv', 'b', 'imported', 1, NULL, 0)",
        "INSERT INTO levy_persons VALUES ('\(Small.anna)', 1, '安娜', NULL, '', '')",
        "INSERT INTO levy_obligations VALUES (1, '\(Small.anna)', 'medical', 2020, '370403101200', 28000, 0, 28000, 0)",
        """
        INSERT INTO levy_payment_lines
        VALUES ('A', 1, 2, '2019-11-01', '370403101200', '\(Small.anna)', '安娜', 'medical', 28000, '微信', NULL)
        """,
        "INSERT INTO levy_evenings VALUES (1, '2019-11-01', 1, 0)",
        "INSERT INTO levy_settlements VALUES (1, 1, 'A', 28000, '2019-11-01')",
        "INSERT INTO levy_settlement_reversals VALUES (1, 'B', '2019-11-02')",
        "INSERT INTO levy_receipts VALUES (1, 'XC1', 1, '370403101200', '2019-11-01', 0)",
        "INSERT INTO levy_receipt_voids VALUES (1, 'B', '2019-11-02', 0)",
        "INSERT INTO levy_treasury_receipts VALUES ('2019-11-01', '370403101', 'medical', 1, 28000, 2)",
    ]
}
