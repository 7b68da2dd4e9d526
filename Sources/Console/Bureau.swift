import Diagnostics
import Storage
import Synchronization
import Workflow

/// The running campaign as the HTTP side needs it.
package struct Bureau: Sendable {
    package let engine: Engine
    package let people: PeopleRegister
    package let gauges: Gauges
    package let pulse: Pulse
    package let log: EventLog
    /// Milliseconds of UTC.
    package let now: @Sendable () -> Int64
    /// Returns at a time, or when cancelled.
    package let sleep: @Sendable (Int64) async throws -> Void
    /// Wakes the dispatcher: something was changed from outside.
    package let nudge: @Sendable () -> Void
    /// What else is written in the transaction that makes a task's decision final: the task, who decided, who agreed.
    package let settle: @Sendable (_ task: HumanTask, _ maker: String, _ checker: String, Transaction) throws -> Void
    /// Bytes free where the database lies, and the files whose sizes are told: by name, in bytes.
    package let disk: @Sendable () -> Disk

    /// Has a restore tried out soon; false where there is no folder of backups.
    package let startDrill: @Sendable () -> Bool
    /// Looks into the levy's books: JSON of what was asked for.
    package let views: @Sendable (ViewRequest) throws -> String
    private let readiness = Readiness()

    package struct Disk: Sendable {
        package let free: Int
        package let database: Int
        package let log: Int

        package init(free: Int, database: Int, log: Int) {
            self.free = free
            self.database = database
            self.log = log
        }
    }

    package init(
        engine: Engine, people: PeopleRegister, gauges: Gauges, pulse: Pulse, log: EventLog,
        now: @escaping @Sendable () -> Int64, sleep: @escaping @Sendable (Int64) async throws -> Void,
        nudge: @escaping @Sendable () -> Void,
        settle: @escaping @Sendable (HumanTask, String, String, Transaction) throws -> Void,
        disk: @escaping @Sendable () -> Disk, startDrill: @escaping @Sendable () -> Bool,
        views: @escaping @Sendable (ViewRequest) throws -> String
    ) {
        self.engine = engine
        self.people = people
        self.gauges = gauges
        self.pulse = pulse
        self.log = log
        self.now = now
        self.sleep = sleep
        self.nudge = nudge
        self.settle = settle
        self.disk = disk
        self.startDrill = startDrill
        self.views = views
    }

    /// Below this the disk counts as full, in bytes.
    static let leastFree = 64 << 20

    /// Why the daemon is not ready; none when it is. Looked at every other second at most, however often it is asked.
    package func obstacles() -> [Diagnostic] { readiness.found(at: now()) { lookForObstacles($0) } }

    private func lookForObstacles(_ now: Int64) -> [Diagnostic] {
        var found: [Diagnostic] = []
        do {
            try engine.database.proveWritable()
        } catch {
            found.append(Diagnostic(.error, "console.database", ["reason": "\(error)"]))
        }
        if pulse.isLate(now) {
            found.append(Diagnostic(.error, "console.dispatcher", ["at": Instant(milliseconds: pulse.moved).iso]))
        }
        let free = disk().free
        if free < Bureau.leastFree {
            found.append(Diagnostic(.error, "console.disk", ["free": "\(free >> 20)"]))
        }
        return found
    }
}

/// What was found the last time that readiness was looked at.
private final class Readiness: Sendable {
    private let last = Mutex<(at: Int64, found: [Diagnostic])?>(nil)

    func found(at now: Int64, _ look: (Int64) -> [Diagnostic]) -> [Diagnostic] {
        last.withLock { last in
            if let known = last, (0..<2_000).contains(now - known.at) { return known.found }
            let found = look(now)
            last = (now, found)
            return found
        }
    }
}
