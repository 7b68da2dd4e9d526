import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workflow

struct MigrationTests {
    static let steps = """
        - { id: daily, at: every working day 09:00 }
        - { id: print, needs: [daily], for-each: villages }
        - { id: sign, at: 2019-11-05 10:00, task: { role: maker, checker: checker } }
        - { id: last, at: 2019-11-15 17:00 }
        """

    static func changed(_ old: String, _ new: String) throws -> Definition {
        try smallPlan(steps.replacing(old, with: new))
    }

    /// A campaign that has come to Tuesday, 2019-11-05, 12:00; nothing of it is done yet.
    static func running() throws -> (Engine, Database) {
        let database = try Database.inMemory(migrations: WorkflowSchema.migrations)
        let engine = try makeEngine(smallPlan(steps), database)
        _ = try engine.advance(ms("2019-11-05 12:00"))
        return (engine, database)
    }

    @Test(arguments: [
        ("17:00", "16:00", ["difference.moments"]),
        ("role: maker", "role: boss", ["difference.role"]),
        ("checker: checker", "checker: boss", ["difference.approvals"]),
        ("id: last,", "id: last, name: 收尾,", ["difference.name"]),
        ("id: last,", "id: last, needs: [daily], if: today is friday,", ["difference.needs", "difference.if"]),
        ("id: last,", "id: last, retry: { attempts: 2 }, timeout: 2h,", ["difference.timeout", "difference.retry"]),
        ("id: last,", "id: last, with: { a: 1 },", ["difference.with"]),
        ("id: last,", "id: last, catch-up: hold,", ["difference.catch-up"]),
        ("- { id: last, at: 2019-11-15 17:00 }", "", ["difference.step-gone"]),
        ("- { id: last", "- { id: more, at: phase end 10:00 }\n- { id: last", ["difference.step-added"]),
    ])
    func differencesAreTold(old: String, new: String, codes: [String]) throws {
        let difference = PlanDifference(from: try smallPlan(Self.steps), to: try Self.changed(old, new))
        #expect(difference.changes.map(\.code) == codes)
        for change in difference.changes {
            #expect(!Catalogue.message(change, in: .chinese).contains("{"))
            #expect(!Catalogue.message(change, in: .english).contains("{"))
        }
        #expect(PlanDifference(from: difference.new, to: difference.new).changes.isEmpty)
    }

    @Test func aCampaignGoesOnByTheNewPlan() throws {
        let (_, database) = try Self.running()
        let new = try Self.changed("- { id: last", "- { id: more, at: every working day 11:00 }\n- { id: last")
        let before = try Engine(reading: database, definition: smallPlan(Self.steps)).ledger().occurrences.map(
            \.subject)
        let migration = try Engine.migrate(
            database, to: new, by: "高远", reason: "省里要求", now: ms("2019-11-05 12:30"))
        // The last moment taken up was that of 10:00.
        #expect(migration.passed.map { $0.arguments["at"] } == ["2019-11-01 11:00", "2019-11-04 11:00"])
        let engine = try makeEngine(new, database, at: "2019-11-05 13:00")
        _ = try engine.advance(ms("2019-11-06 12:00"))
        let after = try engine.ledger().occurrences.map(\.subject)
        #expect(Array(after.prefix(before.count)) == before)
        #expect(after.filter { $0.hasPrefix("more") } == ["more@2019-11-05 11:00", "more@2019-11-06 11:00"])
        try Journal.verify(database)
        let told = try Journal.entries(database, limit: 1_000).first { $0.kind == "run.migrate" }
        #expect(told?.detail["by"] == "高远" && told?.detail["definition"] == new.hash)
        #expect(throws: Rejection.self) { try makeEngine(smallPlan(Self.steps), database) }
    }

    @Test(arguments: [
        ("- { id: sign, at: 2019-11-05 10:00, task: { role: maker, checker: checker } }", "", "migrate.running-gone"),
        ("task: { role: maker, checker: checker }", "uses: daily", "migrate.running-changed"),
    ])
    func workUnderWayIsKept(old: String, new: String, code: String) throws {
        let (_, database) = try Self.running()
        let changed = try Self.changed(old, new)
        do {
            try Engine.migrate(database, to: changed, by: "高远", reason: "试", now: ms("2019-11-05 13:00"))
            Issue.record("not refused")
        } catch let rejection as Rejection {
            #expect(rejection.diagnostics.map(\.code) == [code])
        }
        // Nothing has changed: the old plan still runs.
        _ = try makeEngine(smallPlan(Self.steps), database)
    }

    @Test func whatCannotBeApproved() throws {
        let (_, database) = try Self.running()
        let new = try Self.changed("17:00", "16:00")
        let now = ms("2019-11-05 13:00")
        for (person, reason) in [("", "因为"), ("高远", " ")] {
            #expect(throws: Rejection.self) {
                try Engine.migrate(database, to: new, by: person, reason: reason, now: now)
            }
        }
        #expect(throws: Rejection.self) {
            try Engine.migrate(database, to: smallPlan(Self.steps), by: "高远", reason: "试", now: now)
        }
        let empty = try Database.inMemory(migrations: WorkflowSchema.migrations)
        #expect(throws: Rejection.self) { try Engine.migration(empty, to: new) }
    }

    /// The row and the journal change together or not at all.
    @Test func aFailureInTheMiddleLeavesTheOldPlan() throws {
        let (_, database) = try Self.running()
        _ = try database.write { transaction in
            try transaction.execute(
                """
                CREATE TRIGGER full_disk BEFORE INSERT ON workflow_journal WHEN NEW.kind = 'run.migrate'
                BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
                """)
        }
        let new = try Self.changed("17:00", "16:00")
        #expect(throws: (any Error).self) {
            try Engine.migrate(database, to: new, by: "高远", reason: "试", now: ms("2019-11-05 13:00"))
        }
        _ = try makeEngine(smallPlan(Self.steps), database)
        try Journal.verify(database)
    }

    /// A notice makes a day of the campaign a rest day, and a Saturday a working day.
    @Test func whatAnotherCalendarMovesIsTold() throws {
        let notice = try china().csv + "2019-11-06,0,调休,测试\n2019-11-09,1,调休上班,测试\n"
        let calendar = try WorkingCalendar(csv: notice, file: "new.csv")
        let text = try smallPlan(Self.steps).source.text
        let new = try Definition.parse(text, file: "plan.yaml") { _, _ in calendar }
        let (_, database) = try Self.running()
        let migration = try Engine.migrate(
            database, to: new, by: "高远", reason: "放假通知", now: ms("2019-11-05 12:30"))
        let changes = migration.difference.changes
        #expect(changes.map(\.code) == ["difference.calendar", "difference.moments", "difference.moments"])
        #expect(changes[1].arguments["old"] == "2019-11-06 09:00" && changes[1].arguments["new"] == "2019-11-09 09:00")
        // By the same calendar again nothing has moved, and the other way round everything has.
        #expect(diagnosticCode { _ = try Engine.migration(database, to: new) } == "migrate.same")
        let back = try Engine.migration(database, to: smallPlan(Self.steps)).difference.changes
        #expect(back.map(\.code) == changes.map(\.code))
        #expect(back[1].arguments["old"] == "2019-11-09 09:00")
        let engine = try makeEngine(new, database, at: "2019-11-05 13:00")
        _ = try engine.advance(ms("2019-11-09 12:00"))
        #expect(!(try engine.ledger().occurrences.map(\.subject)).contains("daily@2019-11-06 09:00"))
    }
}
