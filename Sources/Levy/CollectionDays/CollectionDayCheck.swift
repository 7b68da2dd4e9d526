import Diagnostics
import Storage

extension CollectionDays {
    /// Everything that does not fit in the plan of days, at once.
    /// - Parameters:
    ///   - days: the working days of the window.
    ///   - today: sessions before it are over and are not looked at.
    ///   - share: per cent of those who owe who are expected in person.
    package static func check(
        days: [CivilDate], today: CivilDate, share: Int, in transaction: Transaction
    ) throws -> [Diagnostic] {
        let regions = try RegionStore.tree(in: transaction)
        let places = Dictionary(
            try CollectionStore.places(in: transaction).map { ($0.code, $0) }) { first, _ in first }
        let sessions = try CollectionStore.sessions(in: transaction).filter { $0.day >= today }
        let working = Set(days)
        var found = DiagnosticList()
        for session in sessions {
            var facts = [
                "id": "\(session.id)", "village": regions.fullName(ofVillage: session.village),
                "day": session.day.iso, "part": session.part.chinese, "place": session.place,
            ]
            if !working.contains(session.day) { found.error("days.off", facts) }
            guard let place = places[session.place] else {
                found.error("days.place-gone", facts)
                continue
            }
            facts["place"] = place.name
            if place.capacity(session.part) == 0 { found.error("days.closed", facts) }
            if let village = regions.village(session.village), !place.serves(village) {
                found.error("days.not-served", facts)
            }
        }
        checkLoads(sessions, places, &found)
        let together = Dictionary(grouping: sessions) { [$0.village, $0.day.iso, $0.part.rawValue] }
        for (_, same) in together.sorted(by: { $0.value[0].id < $1.value[0].id }) where same.count > 1 {
            found.error(
                "days.double",
                [
                    "village": regions.fullName(ofVillage: same[0].village), "day": same[0].day.iso,
                    "part": same[0].part.chinese, "ids": same.map { "\($0.id)" }.joined(separator: "、"),
                ])
        }
        let expected = try expected(in: transaction)
        let planned = Dictionary(grouping: sessions, by: \.village)
        for village in regions.villages {
            let persons = ((expected[village.code] ?? 0) * share + 99) / 100
            let known = (planned[village.code] ?? []).reduce(0) { $0 + $1.persons }
            let facts = [
                "village": regions.fullName(ofVillage: village.code), "persons": "\(persons)", "planned": "\(known)",
            ]
            if persons > 0 && known == 0 {
                found.error("days.none", facts)
            } else if known < persons {
                found.error("days.short", facts)
            }
        }
        return found.diagnostics
    }

    private static func checkLoads(
        _ sessions: [CollectionSession], _ places: [String: CollectionPlace], _ found: inout DiagnosticList
    ) {
        let loads = loads(sessions)
        var seen: Set<CollectionSlot> = []
        for session in sessions {
            let slot = CollectionSlot(place: session.place, time: session.time)
            guard seen.insert(slot).inserted, let place = places[session.place] else { continue }
            let capacity = place.capacity(session.part)
            guard capacity > 0, let load = loads[slot], load > capacity else { continue }
            found.error(
                "days.over",
                [
                    "place": place.name, "day": session.day.iso, "part": session.part.chinese, "load": "\(load)",
                    "capacity": "\(capacity)",
                ])
        }
    }
}
