import Foundation
import Storage
import TestSupport

@testable import Workflow

/// A campaign as the first release left it: the tables of `workflow-1` alone, with rows in every state.
struct FirstRelease {
    static let steps = """
        - { id: a, at: every day 10:00, for-each: villages }
        - id: fix
          at: 2019-11-05 09:00
          for-each: villages
          task: { role: maker, checker: checker, deadline: 3 working days, escalate: boss }
        """
    static let now = ms("2019-11-09 12:00")

    let scratch: ScratchFolder
    let definition: Definition
    var path: String { scratch / "campaign.db" }

    init() throws {
        scratch = try ScratchFolder()
        definition = try smallPlan(FirstRelease.steps)
        let database = try Database(path: path, migrations: Array(WorkflowSchema.migrations.prefix(1)))
        try database.write { transaction in
            try putRun(transaction)
            try putOccurrences(transaction)
            try putPieces(transaction)
            try putTasks(transaction)
            try putDeliveries(transaction)
            try putJournal(transaction)
        }
        try database.close()
    }

    /// Opens it with all that was added since.
    func upgraded() throws -> Database { try Database(path: path, migrations: WorkflowSchema.migrations) }

    // MARK: Rows

    /// Column and value pairs, in the order in which they are given.
    private func put(_ transaction: Transaction, _ table: String, _ row: [(String, Value)]) throws {
        let names = row.map(\.0).joined(separator: ", ")
        let places = row.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        try transaction.execute("INSERT INTO \(table) (\(names)) VALUES (\(places))", row.map(\.1))
    }

    private func putRun(_ transaction: Transaction) throws {
        try put(
            transaction, "workflow_run",
            [
                ("plan", "small"), ("definition_sha256", Value(definition.hash)),
                ("calendar_sha256", Value(definition.calendar.hash)), ("source", Value(definition.source.text)),
                ("started", Value(ms("2019-11-01 00:00"))), ("cursor", Value(ms("2019-11-09 10:00"))),
                ("last_now", Value(FirstRelease.now)), ("fence", 40),
            ])
    }

    /// The state of each day's moment of `a`, from the 1st on, and of the only one of `fix`.
    static let moments: [(id: Int, step: String, at: String, state: String, decision: String)] = [
        (1, "a", "2019-11-01 10:00", "succeeded", "ran"), (2, "a", "2019-11-02 10:00", "merged", "merged"),
        (3, "a", "2019-11-03 10:00", "succeeded", "late"), (4, "a", "2019-11-04 10:00", "expired", "expired"),
        (5, "fix", "2019-11-05 09:00", "running", "ran"), (6, "a", "2019-11-05 10:00", "running", "ran"),
        (7, "a", "2019-11-06 10:00", "failed", "ran"), (8, "a", "2019-11-07 10:00", "held", "held"),
        (9, "a", "2019-11-08 10:00", "waiting", "late"), (10, "a", "2019-11-09 10:00", "cancelled", "ran"),
    ]

    private func putOccurrences(_ transaction: Transaction) throws {
        for moment in FirstRelease.moments {
            let isDone = ["succeeded", "merged", "expired", "cancelled"].contains(moment.state)
            try put(
                transaction, "workflow_occurrence",
                [
                    ("id", Value(moment.id)), ("plan", "small"), ("step", Value(moment.step)),
                    ("nominal", Value(ms(moment.at))), ("state", Value(moment.state)),
                    ("decision", Value(moment.decision)), ("reason", "{\"code\":\"explain.ran\"}"),
                    ("merged_into", moment.state == "merged" ? 3 : .null), ("seen", Value(ms(moment.at))),
                    ("finished", isDone ? Value(ms(moment.at) + 60_000) : .null),
                ])
        }
    }

    static let pieces: [(id: Int, occurrence: Int, at: String, item: String, state: String)] = [
        (1, 1, "2019-11-01 10:00", "v1", "succeeded"), (2, 1, "2019-11-01 10:00", "v2", "succeeded"),
        (3, 6, "2019-11-05 10:00", "v1", "pending"), (4, 6, "2019-11-05 10:00", "v2", "claimed"),
        (5, 6, "2019-11-05 10:00", "v3", "retrying"), (6, 7, "2019-11-06 10:00", "v1", "succeeded"),
        (7, 7, "2019-11-06 10:00", "v2", "dead"), (8, 7, "2019-11-06 10:00", "v3", "held"),
        (9, 10, "2019-11-09 10:00", "v1", "cancelled"),
    ]

    private func putPieces(_ transaction: Transaction) throws {
        for piece in FirstRelease.pieces {
            let start = ms(piece.at)
            let isClaimed = piece.state == "claimed"
            let failures = ["retrying": 2, "dead": 5][piece.state] ?? 0
            let isDone = ["succeeded", "cancelled"].contains(piece.state)
            try put(
                transaction, "workflow_step",
                [
                    ("id", Value(piece.id)), ("occurrence", Value(piece.occurrence)), ("plan", "small"), ("step", "a"),
                    ("nominal", Value(start)), ("item", Value(piece.item)), ("title", "村"),
                    ("state", Value(piece.state)), ("attempt", Value(failures + 1)), ("failures", Value(failures)),
                    ("fence", Value(30 + piece.id)), ("worker", isClaimed ? "worker-old" : .null),
                    ("claimed", isClaimed ? Value(start) : .null), ("lease", isClaimed ? Value(start + 60_000) : .null),
                    ("not_before", Value(start)), ("output", isDone ? "{\"files\":\"3\"}" : "{}"),
                    ("reason", failures > 0 ? "no room" : ""), ("finished", isDone ? Value(start + 5_000) : .null),
                ])
        }
    }

    static let tasks: [(id: Int, item: String, state: String, maker: String?, checker: String?)] = [
        (1, "v1", "open", nil, nil), (2, "v2", "decided", "王伟", nil), (3, "v3", "approved", "王伟", "李娜"),
        (4, "v4", "returned", "王伟", "李娜"), (5, "v5", "cancelled", nil, nil), (6, "v6", "open", nil, nil),
    ]

    private func putTasks(_ transaction: Transaction) throws {
        let opened = ms("2019-11-05 09:00")
        for task in FirstRelease.tasks {
            // The last one has escalated.
            let hasEscalated = task.id == 6
            try put(
                transaction, "workflow_task",
                [
                    ("id", Value(task.id)), ("task_key", Value("fix@2019-11-05 09:00/\(task.item)")), ("plan", "small"),
                    ("occurrence", 5), ("step", "fix"), ("item", Value(task.item)), ("title", "差异"),
                    ("role", hasEscalated ? "boss" : "maker"), ("checker_role", "checker"), ("choices", "[]"),
                    ("state", Value(task.state)), ("maker", Value(task.maker)),
                    ("decision", task.maker == nil ? .null : "补缴"), ("note", ""), ("checker", Value(task.checker)),
                    ("opened", Value(opened)), ("decided", task.maker == nil ? .null : Value(opened + 60_000)),
                    ("checked", task.checker == nil ? .null : Value(opened + 120_000)),
                    ("deadline", Value(hasEscalated ? ms("2019-11-07 00:00") : ms("2019-11-11 00:00"))),
                    ("escalate_to", "boss"), ("escalated", hasEscalated ? Value(ms("2019-11-07 00:00")) : .null),
                ])
        }
    }

    static let deliveries = ["queued", "sending", "sent", "acknowledged", "unknown", "failed"]

    private func putDeliveries(_ transaction: Transaction) throws {
        for (index, state) in FirstRelease.deliveries.enumerated() {
            let payload = [UInt8](repeating: UInt8(index), count: 9_000)
            try put(
                transaction, "workflow_outbox",
                [
                    ("id", Value(index + 1)), ("delivery_key", Value("report/\(state)")), ("channel", "mail"),
                    ("payload", Value(payload)), ("payload_sha256", Value(DurableFile.sha256(payload))),
                    ("state", Value(state)), ("attempt", state == "queued" ? 0 : 1),
                    ("not_before", Value(FirstRelease.now)), ("receipt", state == "sent" ? "250 OK" : ""),
                    ("reason", ""), ("queued", Value(FirstRelease.now)), ("changed", Value(FirstRelease.now)),
                ])
        }
    }

    /// An entry for each row, that says the state it is in, over several days.
    private func putJournal(_ transaction: Transaction) throws {
        var subjects = [("run.start", "small", "")]
        subjects += FirstRelease.moments.map { ("occurrence.any", "\($0.step)@\($0.at)", $0.state) }
        subjects += FirstRelease.pieces.map { ("step.any", "a@\($0.at)/\($0.item)", $0.state) }
        subjects += FirstRelease.tasks.map { ("task.any", "fix@2019-11-05 09:00/\($0.item)", $0.state) }
        subjects += FirstRelease.deliveries.map { ("delivery.any", "report/\($0)", $0) }
        var previous = JournalStore.origin
        for (index, (kind, subject, state)) in subjects.enumerated() {
            let at = ms("2019-11-01 00:00") + Int64(index) * 20_000_000
            let detail = StoredFacts.object(state.isEmpty ? [:] : ["state": state])
            let hash = Journal.hash(
                previous: previous, sequence: index + 1, at: at, kind: kind, subject: subject, detail: detail)
            try put(
                transaction, "workflow_journal",
                [
                    ("sequence", Value(index + 1)), ("at", Value(at)), ("kind", Value(kind)),
                    ("subject", Value(subject)), ("detail", Value(detail)), ("hash", Value(hash)),
                ])
            previous = hash
        }
    }
}
