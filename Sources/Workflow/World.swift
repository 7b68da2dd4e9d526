import Foundation
import Synchronization

/// How long the machine has been up, in milliseconds: time that nobody can set.
package struct Uptime: Hashable, Sendable {
    /// Without the time it slept.
    package let awake: Int64
    package let whole: Int64

    package init(awake: Int64, whole: Int64) {
        self.awake = awake
        self.whole = whole
    }
}

/// The clock and the dice, the only place of the product that asks the system for them.
package struct World: Sendable {
    /// Milliseconds of UTC.
    package let now: @Sendable () -> Int64
    /// Returns at the given time (milliseconds of UTC), when the task is cancelled, or when the clock was set.
    package let sleep: @Sendable (_ until: Int64) async throws -> Void
    package let uuid: @Sendable () -> String
    package let random: @Sendable () -> UInt64
    package let uptime: @Sendable () -> Uptime
    /// Whether time passes only while somebody sleeps.
    package let isVirtual: Bool

    package init(
        now: @escaping @Sendable () -> Int64, sleep: @escaping @Sendable (Int64) async throws -> Void,
        uuid: @escaping @Sendable () -> String, random: @escaping @Sendable () -> UInt64,
        uptime: (@Sendable () -> Uptime)? = nil, isVirtual: Bool
    ) {
        self.now = now
        self.sleep = sleep
        self.uuid = uuid
        self.random = random
        // Without another measure of time the clock is right.
        self.uptime = uptime ?? { Uptime(awake: now(), whole: now()) }
        self.isVirtual = isVirtual
    }

    package static let live = World(
        now: World.systemNow, sleep: World.systemSleep, uuid: { UUID().uuidString.lowercased() },
        random: { UInt64.random(in: .min ... .max) }, uptime: World.systemUptime, isVirtual: false)

    /// Time that jumps: sleeping until a moment makes it that moment. The dice are seeded, so that a run can be
    /// repeated.
    package static func virtual(_ clock: VirtualClock, seed: UInt64 = 1) -> World {
        let dice = Mutex(SplitMix(state: seed))
        return World(
            now: { clock.now }, sleep: { clock.advance(to: $0) },
            uuid: {
                let (high, low) = dice.withLock { ($0.next(), $0.next()) }
                let digits = String(high, radix: 16).leftPadded(16) + String(low, radix: 16).leftPadded(16)
                return [8, 4, 4, 4, 12].reduce(into: (parts: [Substring](), rest: digits[...])) { result, length in
                    result.parts.append(result.rest.prefix(length))
                    result.rest = result.rest.dropFirst(length)
                }.parts.joined(separator: "-")
            },
            random: { dice.withLock { $0.next() } }, isVirtual: true)
    }

    @Sendable private static func systemNow() -> Int64 { Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)) }

    @Sendable private static func systemUptime() -> Uptime {
        Uptime(awake: milliseconds(CLOCK_MONOTONIC), whole: milliseconds(CLOCK_BOOTTIME))
    }

    private static func milliseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        _ = unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Sleeps in short stretches, so that a clock that is set, or a machine that was suspended, is noticed.
    @Sendable private static func systemSleep(until: Int64) async throws {
        let start = systemNow() - systemUptime().whole
        while true {
            let left = until - systemNow()
            if left <= 0 || abs(systemNow() - systemUptime().whole - start) > ClockWatch.tolerance { return }
            try await Task.sleep(for: .milliseconds(min(left, 1_000)))
        }
    }
}

/// A clock that a test or a rehearsal moves. It never goes back by itself.
package final class VirtualClock: Sendable {
    private let time: Mutex<Int64>

    package init(_ start: Int64) { time = Mutex(start) }

    package var now: Int64 { time.withLock { $0 } }

    package func advance(to moment: Int64) { time.withLock { $0 = max($0, moment) } }

    /// Sets the clock, backwards too: what a test does to play a clock being set.
    package func set(_ moment: Int64) { time.withLock { $0 = moment } }
}

/// A small seeded generator (SplitMix64).
package struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(state: UInt64) { self.state = state }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension String {
    fileprivate func leftPadded(_ width: Int) -> String {
        String(repeating: "0", count: max(0, width - utf8.count)) + self
    }
}
