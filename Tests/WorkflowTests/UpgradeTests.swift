import Diagnostics
import Foundation
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A database of the first release is opened by this one.
struct UpgradeTests {
    /// All rows of the tables that the first release had, in its own columns.
    private static func rows(_ database: Database, _ columns: [String: [String]]) throws -> [String: [[Value]]] {
        try database.read { transaction in
            try Dictionary(
                uniqueKeysWithValues: columns.map { table, names in
                    let rows = try transaction.rows("SELECT \(names.joined(separator: ", ")) FROM \(table) ORDER BY 1")
                    return (table, rows.map { row in names.map { row.value($0) } })
                })
        }
    }

    private static func columns(_ database: Database) throws -> [String: [String]] {
        try database.read { transaction in
            let tables = try transaction.rows(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'workflow%' ORDER BY name")
            return try Dictionary(
                uniqueKeysWithValues: tables.map { table in
                    let name = table.text("name")
                    return (name, try transaction.rows("PRAGMA table_info(\(name))").map { $0.text("name") })
                })
        }
    }

    /// Databases remember the hash of each text: what is released stays, to the byte, however it is put together.
    @Test func releasedTextsStay() {
        let released = [
            "workflow-1 c855788f148305a3", "workflow-outbox-look 4e4adcf9567b0f28", "workflow-2 202784efeebc0269",
            "workflow-3 e443127abd64c0bd", "workflow-4 7bbdb0c2334b04af", "workflow-5 c969291f39f83a39",
        ]
        let found = WorkflowSchema.migrations.map { migration in
            "\(migration.name) \(DurableFile.sha256(Array(migration.sql.utf8)).prefix(16))"
        }
        #expect(Array(found.prefix(released.count)) == released)
    }

    @Test func nothingIsLost() throws {
        let first = try FirstRelease()
        let old = try Database.alone(path: first.path)
        let columns = try Self.columns(old)
        #expect(columns.count == 6)
        let before = try Self.rows(old, columns)
        try old.close()
        let database = try first.upgraded()
        let after = try Self.rows(database, columns)
        for table in columns.keys.sorted() { #expect(after[table] == before[table], "\(table)") }
        #expect(before["workflow_task"]?.count == 6 && before["workflow_journal"]?.count == 32)
        #expect(try database.damage() == [])
        #expect(try Journal.verify(database).entries == 32)
        try database.close()
        // A second start finds nothing more to do.
        try first.upgraded().close()
    }

    /// What the tables of today have and those of the first release had not is derived from what is there.
    @Test func whatIsNewIsFilledFromWhatWasThere() throws {
        let first = try FirstRelease()
        let database = try first.upgraded()
        let signatures = try database.read { transaction in
            try (1...6).map { task in
                try SignatureStore.of(transaction, task: task).map { "\($0.person) \($0.verdict.rawValue)" }
            }
        }
        #expect(signatures == [[], ["王伟 decide"], ["王伟 decide", "李娜 approve"], [], [], []])
        let tasks = try database.read { try TaskStore.all($0, plan: "small") }
        #expect(tasks.map(\.level) == [0, 0, 0, 0, 0, 1])
        let end = ms("2019-11-11 00:00")
        #expect(tasks.map(\.escalateAt) == [end, end, end, end, end, nil])
        #expect(tasks.map(\.approvals) == Array(repeating: ["checker"], count: 6))
        #expect(tasks.map(\.signed) == [0, 0, 1, 0, 0, 0])
        let posts = try database.read { transaction in
            try ["王伟", "李娜"].map { try SignatureStore.posts(transaction, plan: "small", person: $0) }
        }
        #expect(posts == [["maker"], ["checker"]])
        let counted = try database.read { try OverviewStore.pieces($0, plan: "small") }
        #expect(
            counted == [
                "succeeded": 3, "pending": 1, "claimed": 1, "retrying": 1, "dead": 1, "held": 1, "cancelled": 1,
            ])
        try database.close()
    }

    @Test(arguments: [
        ("UPDATE workflow_step SET state = 'pending' WHERE id = 1", "a step succeeds once"),
        ("UPDATE workflow_step SET state = 'claimed' WHERE id = 3", "CHECK"),
        ("UPDATE workflow_step SET state = 'done' WHERE id = 3", "CHECK"),
        ("UPDATE workflow_step SET occurrence = 99 WHERE id = 3", "FOREIGN KEY"),
        ("UPDATE workflow_occurrence SET state = 'merged' WHERE id = 8", "CHECK"),
        (
            """
            UPDATE workflow_occurrence SET nominal = (SELECT MIN(nominal) FROM workflow_occurrence) WHERE id = 9
            """, "UNIQUE"
        ),
        ("DELETE FROM workflow_occurrence WHERE id = 1", "FOREIGN KEY"),
        ("UPDATE workflow_task SET maker = '李娜' WHERE id = 2", "the maker of a decided task stays"),
        ("UPDATE workflow_task SET checker = maker WHERE id = 2", "maker_is_not_checker"),
        ("UPDATE workflow_task SET state = 'approved', checker = '李娜' WHERE id = 2", "an approved task is signed"),
        ("UPDATE workflow_signature SET person = '钱坤'", "a signature stays"),
        ("DELETE FROM workflow_signature", "a signature stays"),
        (
            """
            INSERT INTO workflow_signature (task, round, place, person, post, verdict, note, signed)
            VALUES (2, 1, 1, '王伟', 'checker', 'approve', '', 0)
            """, "maker and checker are two persons"
        ),
        (
            """
            INSERT INTO workflow_signature (task, round, place, person, on_behalf, post, verdict, note, signed)
            VALUES (2, 1, 1, '李娜', '王伟', 'checker', 'approve', '', 0)
            """, "maker and checker are two persons"
        ),
        ("UPDATE workflow_journal SET detail = '{}' WHERE sequence = 3", "the journal is append-only"),
        ("DELETE FROM workflow_journal WHERE sequence = 32", "the journal is append-only"),
        (
            """
            INSERT INTO workflow_outbox
                (id, delivery_key, channel, payload, payload_sha256, state, attempt, not_before, receipt, reason,
                 queued, changed)
            SELECT 99, delivery_key, channel, payload, payload_sha256, state, attempt, not_before, receipt, reason,
                queued, changed FROM workflow_outbox WHERE id = 1
            """, "UNIQUE"
        ),
    ])
    func whatWasRefusedIsRefused(sql: String, words: String) throws {
        let first = try FirstRelease()
        let database = try first.upgraded()
        do {
            _ = try database.write { try $0.execute(sql) }
            Issue.record("not refused: \(sql)")
        } catch let failure as StorageFailure {
            #expect(failure.message.contains(words), "\(failure)")
        }
        try database.close()
    }

    /// It goes on where the first release stood, each thing by the rules of today.
    @Test func theCampaignGoesOn() async throws {
        let first = try FirstRelease()
        let database = try first.upgraded()
        let now = FirstRelease.now
        let engine = try makeEngine(first.definition, database)
        let relay = Relay(
            database: database,
            channels: ["mail": Relay.Channel(isRepeatable: false) { _ in .sent(receipt: "250 OK") }])
        try engine.recover(now)
        try relay.recover(now)
        try EngineTests.workOff(engine, now)
        _ = try await relay.drain(now: { now })
        let pieces = try engine.ledger().steps
        #expect(pieces.map(\.state).prefix(6).allSatisfy { $0 == .succeeded })
        #expect(pieces.map(\.state)[6..<9] == [.dead, .held, .cancelled])
        // The waiting moment ran; a fence is greater than all before.
        #expect(pieces.count == 12 && pieces.filter { $0.fence > 40 }.count == 6)
        #expect(
            try Outbox.all(database).map(\.state)
                == [.sent, .unknown, .sent, .acknowledged, .unknown, .failed])
        #expect(throws: Rejection.self) { try engine.approve(task: 2, by: "王伟", now: now) }
        try engine.approve(task: 2, by: "李娜", now: now)
        try engine.decide(task: 4, by: "王伟", decision: "补缴", now: now)
        #expect(try engine.task(4)?.round == 2)
        try engine.approve(task: 4, by: "李娜", now: now)
        try engine.retry(step: 7, by: "赵敏", reason: "补了数据", now: now)
        try engine.retry(step: 8, by: "赵敏", reason: "补了数据", now: now)
        try engine.release(step: "a", at: instant("2019-11-07 10:00"), by: "赵敏", reason: "查过了", now: now)
        let late = ms("2019-11-11 00:00")
        try EngineTests.workOff(engine, late)
        #expect(try engine.task(1)?.role == "boss")
        #expect(
            try engine.ledger().occurrences.filter { $0.state != .succeeded }.map { "\($0.id) \($0.state)" }
                == ["2 merged", "4 expired", "5 running", "10 cancelled"])
        try Journal.verify(database)
        let replayed = try Journal.replay(database)
        for piece in try engine.ledger().steps { #expect(replayed["step \(piece.subject)"] == piece.state.rawValue) }
        for moment in try engine.ledger().occurrences {
            #expect(replayed["occurrence \(moment.subject)"] == moment.state.rawValue)
        }
        for task in try engine.tasks() { #expect(replayed["task \(task.key)"] == task.state.rawValue) }
        try database.close()
    }
}
