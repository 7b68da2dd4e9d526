import Foundation
import Levy
import Storage
import Workflow

/// Looks at persons as `person show --json` takes them, in a campaign where many were looked at before and many tasks
/// wait.
struct LookBench {
    let folder: String
    private let now = Instant(CivilDate(daysSinceEpoch: 18_262), hour: 10)

    /// Makes what a look has to get past.
    /// - Parameters:
    ///   - persons: who is looked at; each was looked at before.
    ///   - past: looks in the log before.
    ///   - tasks: tasks on which somebody has still to act.
    func prepare(_ database: Database, persons: [String], past: Int, tasks: Int) throws {
        let bench = WorkflowBench(folder: folder)
        let step = "{ id: a, at: 2019-01-01 09:00, for-each: many, task: { role: clerk, deadline: 3 working days } }"
        let engine = try Engine(
            database: database, definition: bench.definition(step, extra: "title: 测量\nroles: { clerk: 经办 }"),
            now: now.milliseconds, items: bench.items(tasks))
        _ = try engine.advance(now.milliseconds)
        let out = OutFolder(root: folder)
        try FileManager.default.createDirectory(atPath: out.state, withIntermediateDirectories: true)
        let looks = (0..<past).map { index in
            // A prime spreads them over everybody.
            look(index % 50 == 0 ? persons[index / 50 % persons.count] : "\(index * 7_919)")
        }
        try AccessLog(out).append(looks, at: now)
    }

    private func look(_ id: String) -> AccessLog.Look {
        AccessLog.Look(by: "王伟", id: id, purpose: "测量", fields: "identity obligations payments", isOwn: false)
    }

    /// Seconds of each look, from the number to the text that is printed.
    func run(_ database: Database, persons: [String]) throws -> [Double] {
        let look = LookUp(out: OutFolder(root: folder), database: database, by: "王伟", purpose: "测量")
        return try persons.map { id in
            let started = WorkflowBench.clock()
            let text = try look.person(id, asOf: now.date).json.pretty
            let spent = WorkflowBench.clock() - started
            precondition(text.contains(id), "the view has the person's number")
            return spent
        }
    }
}
