import Foundation
import Storage
import TestSupport
import Testing
import Workflow

@testable import zhengjiao

/// Databases that an earlier version of the program left behind, with a whole campaign in them, are opened by this one.
@Suite struct UpgradeTests {
    private typealias Rows = [String: (columns: [String], rows: [[Value]])]

    /// The tables of a database with their rows, but for what the store keeps about itself.
    private static func rows(_ database: Database) throws -> Rows {
        try database.read { transaction in
            let tables = try transaction.rows(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
            var found: Rows = [:]
            for name in tables.map({ $0.text("name") }) where !name.hasPrefix("storage_") {
                let columns = try transaction.rows("PRAGMA table_info(\(name))").map { $0.text("name") }
                found[name] = (columns, try rows(transaction, name, columns))
            }
            return found
        }
    }

    private static func rows(_ transaction: Transaction, _ table: String, _ columns: [String]) throws -> [[Value]] {
        let names = columns.joined(separator: ", ")
        return try transaction.rows("SELECT \(names) FROM \(table) ORDER BY \(names)").map { row in
            columns.map { row.value($0) }
        }
    }

    /// Tables, indices and triggers as they are written down.
    private static func schema(_ database: Database) throws -> [String] {
        try database.read { transaction in
            try transaction.rows(
                """
                SELECT type || ' ' || name || ': ' || COALESCE(sql, '') AS text FROM sqlite_master
                WHERE name NOT LIKE 'sqlite%' ORDER BY type, name
                """
            ).map { $0.text("text") }
        }
    }

    /// Puts a finished campaign into a database of an earlier version: of what it has tables and columns for, whatever
    /// its constraints take.
    private static func fill(_ database: Database, from campaign: Rows) throws {
        let tables = try rows(database).mapValues(\.columns)
        try database.write { transaction in
            try transaction.execute("PRAGMA defer_foreign_keys = ON")
            // What guards the order of acts, and what keeps them, is not asked when acts are copied.
            let guards = try transaction.rows(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE 'CREATE TRIGGER % BEFORE %'")
            for order in guards { try transaction.execute("DROP TRIGGER \(order.text("name"))") }
            // What the store counts itself, it counts itself.
            for (table, columns) in tables.sorted(by: { $0.key < $1.key }) where table != "workflow_step_count" {
                guard let source = campaign[moved[table] ?? table] else { continue }
                let names = columns.joined(separator: ", ")
                let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
                for row in source.rows {
                    let values = Dictionary(uniqueKeysWithValues: zip(source.columns, row))
                    try transaction.execute(
                        "INSERT OR IGNORE INTO \(table) (\(names)) VALUES (\(places))",
                        columns.map { values[renamed[table]?[$0] ?? $0] ?? .null })
                }
            }
            try removeDangling(transaction)
            for order in guards { try transaction.execute(order.text("sql")) }
        }
    }

    /// What tells of a row that the earlier constraints did not take, such as an obligation that came a second time.
    private static func removeDangling(_ transaction: Transaction) throws {
        while true {
            let rows = try transaction.rows("PRAGMA foreign_key_check")
            if rows.isEmpty { return }
            for row in rows {
                try transaction.execute("DELETE FROM \(row.text("table")) WHERE rowid = $1", [row.value("rowid")])
            }
        }
    }

    /// Tables that have another name now.
    private static let moved = [
        "levy_treasury_receipts": "levy_treasury_rows", "levy_order_payments": "levy_order_settlements",
    ]

    /// Columns that have another name now.
    private static let renamed = ["levy_order_payments": ["settled_on": "evening"]]

    /// The tables of the levy without a row.
    private static func empty(_ tables: Rows) -> [String] {
        tables.filter { $0.value.rows.isEmpty && ($0.key.hasPrefix("levy_") || $0.key.hasPrefix("intake_")) }
            .map(\.key).sorted()
    }

    @Test func `every table of the levy has rows to be lost`() throws {
        let worked = try Database.alone(path: try WorkedCampaign.made.get().out + "/.state/campaign.db")
        #expect(try Self.empty(Self.rows(worked)) == [])
    }

    /// Before this migration a campaign of an earlier version has everything that people see of one but the days of
    /// classes.
    @Test(arguments: ["intake-6-spans", "intake-7-holders", "intake-8-regions"])
    func `a campaign goes on where an earlier version left it`(first: String) throws {
        let worked = try WorkedCampaign.made.get()
        let finished = try Database.alone(path: worked.out + "/.state/campaign.db")
        let scratch = try ScratchFolder()
        let out = scratch / "out"
        try FileManager.default.createDirectory(atPath: out + "/.state", withIntermediateDirectories: true)
        let kept = Set(Composition.migrations.map(\.name).prefix { $0 != first })
        let earlier = Composition.migrations.filter { !$0.name.hasPrefix("intake-") || kept.contains($0.name) }
        let database = try Database(path: out + "/.state/campaign.db", migrations: earlier)
        try Self.fill(database, from: Self.rows(finished))
        try database.close()
        // A backup of the older version is brought back and goes on as well.
        let backup = scratch / "old.tar"
        _ = try Campaigns.zhengjiao(["backup", "--out", out, "--to", backup])
        #expect(try Campaigns.zhengjiao(["restore", backup, "--out", scratch / "restored"]).status == 0)
        for folder in [out, scratch / "restored"] { try goesOn(folder, after: worked) }
    }

    private func goesOn(_ out: String, after worked: WorkedCampaign) throws {
        let plan = Campaigns.small + "/campaign.yaml"
        func said(_ arguments: [String], in folder: String) throws -> String {
            let outcome = try Campaigns.zhengjiao(arguments.map { $0 == "OUT" ? folder : $0 })
            #expect(outcome.status == 0, "\(arguments.joined(separator: " ")): \(outcome.errorText)")
            return outcome.text
        }
        let first = ["person", "mark", "OUT", "379901196606145146", "服刑", "--source", "通知", "--by", "甲"]
        #expect(try said(first, in: out).contains("服刑"))
        for arguments in [
            ["ledger", "balance", "OUT", "--by", "村居"], ["lists", "board", plan, "--out", "OUT", "--on", "2020-12-01"],
            ["roster", "versions", plan, "--out", "OUT"], ["receipts", "stock", "OUT"], ["refund", "list", "OUT"],
            ["employers", "letters", "OUT", "--on", "2020-12-01"], ["employers", "credit", "list", "OUT"],
        ] {
            let before = try said(arguments, in: worked.out)
            if arguments[0] == "ledger" { continue }
            #expect(try said(arguments, in: out) == before, "\(arguments)")
        }
        let row = "村居代码,姓名,身份证号码,证件类型,出生日期\n379901001200,李雷,C98765432,护照,1979-05-06"
        let scratch = try ScratchFolder()
        try scratch.write(row, to: "v.csv")
        let text = try said(
            ["roster", "import", plan, "--out", "OUT", "--by", "甲", "--medical", scratch / "v.csv", "--fewer"], in: out)
        #expect(text.contains("接受 1"))
        try scratch.write(WorkedCampaign.merged, to: "r.csv")
        let regions = try said(
            [
                "roster", "regions", plan, scratch / "r.csv", "--out", "OUT", "--from", "2020-12-01", "--reason", "批复",
                "--by", "甲", "--checker", "乙",
            ], in: out)
        #expect(regions.contains("并入"))
        #expect(try said(["ledger", "verify", "OUT"], in: out).isEmpty == false)
    }

    /// How many migrations the earlier version had; 1 is the first release of the engine alone.
    @Test(arguments: 1..<Composition.migrations.count)
    func nothingOfACampaignIsLost(count: Int) throws {
        let finished = try Database.alone(path: try WorkedCampaign.made.get().out + "/.state/campaign.db")
        let campaign = try Self.rows(finished)
        let newest = try Self.schema(finished)
        let scratch = try ScratchFolder()
        let earlier = Array(Composition.migrations.prefix(count))
        var database = try Database(path: scratch / "a.db", migrations: earlier)
        try Self.fill(database, from: campaign)
        let before = try Self.rows(database)
        #expect((before["workflow_journal"]?.rows.count ?? 0) > 150)
        // Whatever its constraints were, the older database has rows wherever this one has.
        #expect(Self.empty(before) == [], "\(earlier.last?.name ?? "")")
        try database.close()

        database = try Database(path: scratch / "a.db", migrations: Composition.migrations)
        for (table, old) in before.sorted(by: { $0.key < $1.key }) {
            let place = Self.moved[table] ?? table
            let columns = old.columns.map { Self.renamed[table]?[$0] ?? $0 }
            let now = try database.read { try Self.rows($0, place, columns) }
            #expect(now == old.rows, "\(table) after \(earlier.last?.name ?? "")")
        }
        #expect(try Self.schema(database) == newest)
        #expect(try database.damage() == [])
        #expect(try Journal.verify(database).entries == before["workflow_journal"]?.rows.count)
        try database.close()
    }

    /// What only reads does not upgrade, and says what does; a backup can be made before.
    @Test(arguments: [
        Composition.migrations.map(\.name).filter { $0 == "workflow-1" || $0.hasPrefix("levy-") },
        Composition.migrations.dropLast().map(\.name),
    ])
    func whatOnlyReadsSaysWhatToDo(names: [String]) throws {
        let finished = try Database.alone(path: try Campaigns.finished.get().out + "/.state/campaign.db")
        let scratch = try ScratchFolder()
        let (out, path) = (scratch / "out", scratch / "out/.state/campaign.db")
        try FileManager.default.createDirectory(atPath: out + "/.state", withIntermediateDirectories: true)
        let database = try Database(
            path: path, migrations: Composition.migrations.filter { names.contains($0.name) })
        try Self.fill(database, from: Self.rows(finished))
        try database.close()
        let (plan, id) = (Campaigns.small + "/campaign.yaml", try Campaigns.somebody())
        for arguments in [
            ["journal", "verify", "--out", out], ["journal", "head", "2020-11-05", "--out", out],
            ["ledger", "verify", out], ["metrics", out], ["explain", plan, "close", "2020-11-20", "--out", out],
            ["plan", "explain", plan, "close", "2020-11-20", "--database", path],
            ["plan", "migrate", plan, "--database", path], ["receipts", "stock", out],
            ["person", "show", out, id, "--by", "王伟", "--purpose", "来电"], ["bureau", "show", out, plan, "tax-bureau"],
        ] {
            let outcome = try Campaigns.zhengjiao(arguments)
            let words = "\(arguments.joined(separator: " ")): \(outcome.errorText)"
            #expect(outcome.status == 65 && outcome.errorText.contains("[storage.older-schema]"), "\(words)")
            #expect(outcome.errorText.contains("zhengjiao serve") && !outcome.errorText.contains("no such"), "\(words)")
        }
        let made = try Campaigns.zhengjiao(["backup", "--out", out, "--to", scratch / "before.tar"])
        #expect(made.errorText.contains("[backup.missing]") && !made.errorText.contains("no such"), "\(made.errorText)")
        #expect(FileManager.default.fileExists(atPath: scratch / "before.tar"))
        try Database(path: path, migrations: Composition.migrations).close()
        #expect(try Campaigns.zhengjiao(["journal", "verify", "--out", out]).status == 0)
    }
}
