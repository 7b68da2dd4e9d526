import Diagnostics
import Storage

/// 征缴日计划 (错峰征缴): when the people of which village pay where.
package enum CollectionDays {
    /// Those that hold, day by day.
    package static func sessions(in transaction: Transaction) throws -> [CollectionSession] {
        try CollectionStore.sessions(in: transaction)
    }

    /// By village the persons who owe something themselves and have not paid, or said why they will not.
    package static func expected(in transaction: Transaction) throws -> [String: Int] {
        Dictionary(grouping: try SurveyStore.unpaid(in: transaction), by: \.village).mapValues(\.count)
    }

    /// What came of a proposal.
    package struct Proposal: Sendable {
        package let sessions: Int
        package let persons: Int
        package let dropped: Int
        /// Villages that the places have no room for, with how many persons.
        package let left: [(village: Region, persons: Int)]
    }

    /// Gives every village the days that it still lacks, from the numbers. What people entered stays as it is.
    /// - throws: `Rejection` `days.no-places`, `days.no-days`, `days.percent`.
    package static func propose(
        _ order: CollectionOrder, in transaction: Transaction, at now: Instant
    ) throws -> Proposal {
        let places = try CollectionStore.places(in: transaction)
        if places.isEmpty { throw Rejection("days.no-places") }
        guard let first = order.days.first else { throw Rejection("days.no-days") }
        for percent in [order.share, order.fill] where !(1...100).contains(percent) {
            throw Rejection("days.percent", ["number": "\(percent)"])
        }
        var standing = try CollectionStore.sessions(in: transaction).filter { $0.day >= first }
        var dropped = 0
        if order.again {
            for session in standing where session.origin == .proposed {
                try CollectionStore.drop(session.id, reason: "重新编排", by: order.by, at: now, in: transaction)
                dropped += 1
            }
            standing.removeAll { $0.origin == .proposed }
        }
        let planned = Dictionary(grouping: standing, by: \.village)
        let expected = try expected(in: transaction)
        let needs = try RegionStore.tree(in: transaction).villages.map { village in
            let persons = ((expected[village.code] ?? 0) * order.share + 99) / 100
            let known = (planned[village.code] ?? []).reduce(0) { $0 + $1.persons }
            return CollectionLayout.Need(village: village, persons: max(0, persons - known))
        }
        var layout = CollectionLayout(
            places: places, days: order.days, fill: order.fill, loads: loads(standing),
            busy: planned.mapValues { Set($0.map(\.time)) })
        layout.lay(needs)
        for session in layout.sessions {
            try CollectionStore.add(
                village: session.village, session.slot, persons: session.persons, .proposed, by: order.by, at: now,
                in: transaction)
        }
        return Proposal(
            sessions: layout.sessions.count, persons: layout.sessions.reduce(0) { $0 + $1.persons },
            dropped: dropped, left: layout.left.map { ($0.village, $0.persons) })
    }

    package static func loads(_ sessions: [CollectionSession]) -> [CollectionSlot: Int] {
        sessions.reduce(into: [:]) { loads, session in
            loads[CollectionSlot(place: session.place, time: session.time), default: 0] += session.persons
        }
    }

    /// Enters a day by hand. Whether it fits is for `check`, which tells everything at once.
    /// - throws: `Rejection` for a village, place or count that is none, and where the village is somewhere already.
    package static func enter(
        village code: String, _ slot: CollectionSlot, persons: Int, by clerk: String, in transaction: Transaction,
        at now: Instant
    ) throws {
        guard let village = try RegionStore.tree(in: transaction).village(code) else {
            throw Rejection("stock.village", ["village": code])
        }
        _ = try CollectionPlaces.place(slot.place, in: transaction)
        guard (1...100_000).contains(persons) else { throw Rejection("days.persons", ["number": "\(persons)"]) }
        let there = try CollectionStore.sessions(in: transaction).first {
            $0.village == village.code && $0.time == slot.time
        }
        if let there {
            throw Rejection(
                "days.taken",
                ["village": village.name, "day": there.day.iso, "part": there.part.chinese, "id": "\(there.id)"])
        }
        try CollectionStore.add(
            village: village.code, slot, persons: persons, .entered, by: clerk, at: now, in: transaction)
    }

    /// Takes a day back.
    /// - throws: `Rejection` `days.unknown`, `days.reason`.
    package static func drop(
        _ id: Int, reason: String, by clerk: String, in transaction: Transaction, at now: Instant
    ) throws -> CollectionSession {
        guard let session = try CollectionStore.sessions(in: transaction).first(where: { $0.id == id }) else {
            throw Rejection("days.unknown", ["id": "\(id)"])
        }
        guard !reason.isEmpty else { throw Rejection("days.reason") }
        try CollectionStore.drop(id, reason: reason, by: clerk, at: now, in: transaction)
        return session
    }
}
