import Diagnostics
import Storage

/// What a clock did beside going on.
package enum ClockChange: Hashable, Sendable {
    /// It was set; by so many milliseconds, negative backwards.
    case set(by: Int64)
    /// The machine slept for so many milliseconds.
    case suspended(for: Int64)
}

/// Compares the clock on the wall with time that only goes on.
struct ClockWatch {
    /// Milliseconds that clocks may differ between two looks: they are trimmed all the time.
    static let tolerance: Int64 = 5_000

    private var wall: Int64
    private var uptime: Uptime

    init(_ world: World) {
        wall = world.now()
        uptime = world.uptime()
    }

    /// - returns: what the clock did since the last look.
    mutating func look(_ world: World) -> [ClockChange] {
        let (nowWall, now) = (world.now(), world.uptime())
        defer { (wall, uptime) = (nowWall, now) }
        let passed = now.whole - uptime.whole
        let asleep = passed - (now.awake - uptime.awake)
        var changes: [ClockChange] = []
        if asleep > ClockWatch.tolerance { changes.append(.suspended(for: asleep)) }
        let set = nowWall - wall - passed
        if abs(set) > ClockWatch.tolerance { changes.append(.set(by: set)) }
        return changes
    }
}

extension Engine {
    /// Writes down what the clock did. With a clock that was set back, what waits for a time is moved back as well: it
    /// would otherwise wait longer than meant. No moment runs twice, because the ledger has it.
    package func notice(_ change: ClockChange, now: Int64) throws {
        try database.write { transaction in
            switch change {
            case .suspended(let time):
                try Journal.append(
                    transaction, at: now, kind: "clock.suspend", subject: plan, ["milliseconds": "\(time)"])
            case .set(let by):
                try Journal.append(
                    transaction, at: now, kind: "clock.set", subject: plan, ["milliseconds": "\(by)"])
                if by < 0 {
                    try StepStore.moveTimes(transaction, plan: plan, by: -by, now: now)
                    try OutboxStore.moveTimes(transaction, by: -by, now: now)
                }
            }
        }
    }
}
