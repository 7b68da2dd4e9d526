import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workflow

struct JournalTests {
    static func filled() throws -> Database {
        let database = try Database.inMemory(migrations: WorkflowSchema.migrations)
        try database.write { transaction in
            for number in 1...5 {
                try Journal.append(
                    transaction, at: Int64(number) * 1000, kind: "step.claim", subject: "村\(number)",
                    ["state": "claimed", "worker": "w\(number)"])
            }
        }
        return database
    }

    static func code(_ database: Database) -> String? {
        diagnosticCode { try Journal.verify(database) }
    }

    @Test func anUntouchedJournalVerifies() throws {
        let database = try Self.filled()
        let (entries, head) = try Journal.verify(database)
        #expect(entries == 5)
        #expect(head == (try Journal.entries(database, limit: 9)).last?.hash)
        #expect(
            try Journal.verify(Database.inMemory(migrations: WorkflowSchema.migrations)).head.allSatisfy { $0 == "0" })
        #expect(try Journal.entries(database, from: 4, limit: 1).map(\.subject) == ["村4"])
    }

    @Test func theStoreRefusesToChangeOrCut() throws {
        let database = try Self.filled()
        for sql in [
            "UPDATE workflow_journal SET at = 1 WHERE sequence = 2", "DELETE FROM workflow_journal WHERE sequence = 5",
        ] {
            #expect(throws: StorageFailure.self) { try database.write { _ = try $0.execute(sql) } }
        }
    }

    @Test(arguments: [
        ("UPDATE workflow_journal SET at = at + 1 WHERE sequence = 2", "2"),
        ("UPDATE workflow_journal SET detail = '{}' WHERE sequence = 3", "3"),
        ("UPDATE workflow_journal SET subject = 'x' WHERE sequence = 1", "1"),
        ("UPDATE workflow_journal SET kind = 'x' WHERE sequence = 5", "5"),
        ("UPDATE workflow_journal SET hash = '0' WHERE sequence = 4", "4"),
        ("DELETE FROM workflow_journal WHERE sequence = 3", "3"),
    ])
    func aChangedByteShows(sql: String, sequence: String) throws {
        let database = try Self.filled()
        try database.write { transaction in
            try transaction.execute("DROP TRIGGER workflow_journal_is_not_changed")
            try transaction.execute("DROP TRIGGER workflow_journal_is_not_cut")
            try transaction.execute(sql)
        }
        do {
            try Journal.verify(database)
            Issue.record("not seen: \(sql)")
        } catch let rejection as Rejection {
            #expect(rejection.diagnostics[0].arguments["sequence"] == sequence)
        }
    }

    static func at(_ text: String) -> Int64 { ms(text) }

    @Test func eachDayHasItsHead() throws {
        let database = try Database.inMemory(migrations: WorkflowSchema.migrations)
        func append(_ time: String) throws {
            try database.write { try Journal.append($0, at: Self.at(time), kind: "step.claim", subject: "a") }
        }
        #expect(try Journal.head(database, on: day("2019-11-01")) == nil)
        for time in ["2019-11-01 09:00", "2019-11-01 23:59", "2019-11-02 00:00", "2019-11-05 08:00"] {
            try append(time)
        }
        let entries = try Journal.entries(database, limit: 9)
        func head(_ text: String) throws -> [Int?] {
            let head = try Journal.head(database, on: day(text))
            #expect(head.map { entries[$0.sequence - 1].hash == $0.hash } ?? true)
            return [head?.sequence]
        }
        #expect(try head("2019-10-31") == [nil])
        #expect(try head("2019-11-01") == [2])
        // Days on which nothing happened end as the last one before.
        #expect(try head("2019-11-02") == [3])
        #expect(try head("2019-11-04") == [3])
        #expect(try head("2019-11-05") == [4])
        #expect(try head("2019-12-01") == [4])
        try Journal.verify(database)
        let sql = "UPDATE workflow_journal_head SET sequence = 1 WHERE day = '2019-11-01'"
        _ = try database.write { try $0.execute(sql) }
        #expect(Self.code(database) == "journal.head")
    }

    @Test(arguments: [
        "UPDATE workflow_journal SET detail = 'no json' WHERE sequence = 3",
        "UPDATE workflow_journal SET detail = 7 WHERE sequence = 3",
        "UPDATE workflow_journal SET at = 9000000000000000000 WHERE sequence = 3",
        "UPDATE workflow_journal SET hash = x'00' WHERE sequence = 3",
    ])
    func whatIsNoEntryIsTold(sql: String) throws {
        let database = try Self.filled()
        try database.write { transaction in
            try transaction.execute("DROP TRIGGER workflow_journal_is_not_changed")
            try transaction.execute(sql)
        }
        #expect(Self.code(database) == "journal.broken")
    }
}
