import Storage

/// Lays villages out over days and places by nothing but numbers: large ones first, each in as few parts of days in a
/// row as hold it, where the counters are used least; among equals the earliest.
struct CollectionLayout {
    struct Need {
        let village: Region
        let persons: Int
    }

    struct Session: Hashable {
        let village: String
        let slot: CollectionSlot
        let persons: Int
    }

    private let places: [CollectionPlace]
    private let limits: [CollectionSlot: Int]
    /// By place the parts of days on which it is open.
    private let times: [String: [CollectionTime]]
    private var loads: [CollectionSlot: Int]
    /// When a village is somewhere already.
    private var busy: [String: Set<CollectionTime>]

    private(set) var sessions: [Session] = []
    /// Whom no place has room for.
    private(set) var left: [Need] = []

    /// - parameter fill: per cent of the capacity that may be used.
    init(
        places: [CollectionPlace], days: [CivilDate], fill: Int, loads: [CollectionSlot: Int],
        busy: [String: Set<CollectionTime>]
    ) {
        self.places = places
        self.loads = loads
        self.busy = busy
        var limits: [CollectionSlot: Int] = [:]
        var times: [String: [CollectionTime]] = [:]
        for place in places {
            for day in days {
                for part in DayPart.allCases where place.capacity(part) > 0 {
                    let time = CollectionTime(day: day, part: part)
                    limits[CollectionSlot(place: place.code, time: time)] = place.capacity(part) * fill / 100
                    times[place.code, default: []].append(time)
                }
            }
        }
        self.limits = limits
        self.times = times
    }

    mutating func lay(_ needs: [Need]) {
        let order = needs.enumerated().sorted { left, right in
            (right.element.persons, left.offset) < (left.element.persons, right.offset)
        }
        for (_, need) in order where need.persons > 0 { lay(need) }
    }

    private mutating func lay(_ need: Need) {
        let own = places.filter { $0.serves(need.village) }
        let longest = own.map { times[$0.code]?.count ?? 0 }.max() ?? 0
        let largest = own.flatMap { place in
            DayPart.allCases.map { limits[CollectionSlot(place: place.code, time: first(place, $0))] ?? 0 }
        }.max() ?? 0
        if largest > 0 {
            let least = (need.persons + largest - 1) / largest
            for count in least..<max(least, longest + 1) {
                guard let run = best(need, own, count) else { continue }
                for (slot, persons) in run { add(need.village.code, slot, persons) }
                return
            }
        }
        fillUp(need, own)
    }

    private func first(_ place: CollectionPlace, _ part: DayPart) -> CollectionTime {
        times[place.code]?.first { $0.part == part } ?? CollectionTime(day: CivilDate(daysSinceEpoch: 0), part: part)
    }

    /// The run of `count` parts of days in a row whose fullest one is emptiest.
    private func best(
        _ need: Need, _ own: [CollectionPlace], _ count: Int
    ) -> [(slot: CollectionSlot, persons: Int)]? {
        var found: [(slot: CollectionSlot, persons: Int)]?
        var lowest: (fullness: Int, start: Int) = (.max, .max)
        for place in own {
            let open = times[place.code] ?? []
            guard open.count >= count else { continue }
            for start in 0...(open.count - count) where open.count >= count {
                var run: [(slot: CollectionSlot, persons: Int)] = []
                var fullness = 0
                for offset in 0..<count {
                    let slot = CollectionSlot(place: place.code, time: open[start + offset])
                    let persons = need.persons / count + (offset < need.persons % count ? 1 : 0)
                    let load = (loads[slot] ?? 0) + persons
                    guard let limit = limits[slot], load <= limit, isFree(need, slot.time) else { break }
                    run.append((slot, persons))
                    fullness = max(fullness, load * 1000 / limit)
                }
                if run.count == count, (fullness, start) < lowest {
                    lowest = (fullness, start)
                    found = run
                }
            }
        }
        return found
    }

    private func isFree(_ need: Need, _ time: CollectionTime) -> Bool {
        busy[need.village.code]?.contains(time) != true
    }

    /// Where no run holds a village, what room there is, from the first day on.
    private mutating func fillUp(_ need: Need, _ own: [CollectionPlace]) {
        var rest = need.persons
        for place in own {
            for time in times[place.code] ?? [] where rest > 0 && isFree(need, time) {
                let slot = CollectionSlot(place: place.code, time: time)
                let room = (limits[slot] ?? 0) - (loads[slot] ?? 0)
                guard room > 0 else { continue }
                add(need.village.code, slot, min(room, rest))
                rest -= min(room, rest)
            }
        }
        if rest > 0 { left.append(Need(village: need.village, persons: rest)) }
    }

    private mutating func add(_ village: String, _ slot: CollectionSlot, _ persons: Int) {
        loads[slot, default: 0] += persons
        busy[village, default: []].insert(slot.time)
        sessions.append(Session(village: village, slot: slot, persons: persons))
    }
}
