import Levy
import Storage
import Templates
import Workflow

/// 征缴日安排: what the plan of days is for one town and one village, as papers say it.
struct TimetablePaper {
    let regions: RegionTree
    let places: [CollectionPlace]
    let sessions: [CollectionSession]
    let window: CollectionWindow

    init(_ window: CollectionWindow, in transaction: Transaction) throws {
        self.window = window
        regions = try RegionTree.stored(in: transaction)
        places = try CollectionPlaces.current(in: transaction)
        sessions = try CollectionDays.sessions(in: transaction)
    }

    private func place(_ code: String) -> CollectionPlace? { places.first { $0.code == code } }

    static func day(_ day: CivilDate) -> String { "\(day.month)月\(day.day)日" }

    private func own(town: Region) -> [CollectionSession] {
        sessions.filter { regions.village($0.village)?.parent == town.code }
    }

    /// 错峰征缴日程表 of a town with the load of each of its places; nil where the town has no day.
    func timetable(_ town: Region, _ settings: CampaignSettings, on made: CivilDate) -> Record? {
        let own = own(town: town)
        if own.isEmpty { return nil }
        let loads = CollectionDays.loads(sessions)
        let rows = own.enumerated().map { index, session in
            let place = place(session.place)
            let load = loads[CollectionSlot(place: session.place, time: session.time)] ?? 0
            let capacity = place?.capacity(session.part) ?? 0
            return Record([
                ("serial", .integer(index + 1)), ("day", .date(session.day)),
                ("weekday", .text(session.day.chineseWeekday)), ("part", .text(session.part.chinese)),
                ("hours", .text(place?.hours[session.part]?.text ?? "—")),
                ("village", .text(regions.village(session.village)?.name ?? session.village)),
                ("persons", .integer(session.persons)), ("place", .text(place?.name ?? session.place)),
                ("channel", .text(place?.channel ?? "—")), ("load", .integer(load)),
                ("capacity", .integer(capacity)), ("isOver", .flag(load > capacity)),
            ])
        }
        let used = places.filter { place in own.contains { $0.place == place.code } }
        return Record([
            ("district.name", .text(settings.district)), ("office.name", .text(settings.taxBureau.name)),
            ("town.name", .text(town.name)), ("made", .date(made)), ("rows", .list(rows)),
            ("totals.villages", .integer(Set(own.map(\.village)).count)),
            ("totals.persons", .integer(own.reduce(0) { $0 + $1.persons })),
            ("totals.days", .integer(Set(own.map(\.day)).count)), ("places", .list(used.map(chart))),
        ])
    }

    /// The load of a place, a bar a working day; all towns' villages count.
    private func chart(_ place: CollectionPlace) -> Record {
        let there = sessions.filter { $0.place == place.code }
        let byDay = Dictionary(grouping: there, by: \.day).mapValues { $0.reduce(0) { $0 + $1.persons } }
        let capacity = DayPart.allCases.reduce(0) { $0 + place.capacity($1) }
        let last = there.map(\.day).max { $0 < $1 }
        let days = window.days.filter { day in last.map { day <= $0 } ?? false || byDay[day] != nil }
        let highest = byDay.values.max() ?? 0
        return Record([
            ("name", .text(place.name)), ("counters", .integer(place.counters)), ("perHour", .integer(place.perHour)),
            ("hours", .text(DayPart.allCases.compactMap { place.hours[$0]?.text }.joined(separator: "、"))),
            ("capacity", .integer(capacity)), ("highest", .integer(highest)),
            ("percent", .percent(capacity == 0 ? 0 : highest * 10_000 / capacity)),
            (
                "days",
                .list(
                    days.map { day in
                        Record([
                            ("label", .text("\(day.month).\(day.day)")), ("load", .integer(byDay[day] ?? 0)),
                        ])
                    })
            ),
        ])
    }

    /// 缴费安排告知 of a village: an invitation, for joining is voluntary. Nil where the village has no day.
    func notice(_ village: Region, _ settings: CampaignSettings, on made: CivilDate) -> Record? {
        let own = sessions.filter { $0.village == village.code }
        guard !own.isEmpty, let town = village.parent.flatMap({ regions[code: $0] }) else { return nil }
        let rows = own.map { session in
            let place = place(session.place)
            return Record([
                ("day", .date(session.day)), ("weekday", .text(session.day.chineseWeekday)),
                ("part", .text(session.part.chinese)), ("hours", .text(place?.hours[session.part]?.text ?? "")),
                ("place", .text(place?.name ?? session.place)), ("channel", .text(place?.channel ?? "")),
            ])
        }
        let served = places.filter { $0.serves(village) && $0.appointmentCounters > 0 }
        let offices = [settings.taxBureau, settings.humanResources, settings.medicalBureau].map(\.short)
        return Record([
            ("town.name", .text(town.name)), ("village.name", .text(village.name)),
            ("office.names", .text(offices.map { settings.district + $0.dropFirst() }.joined(separator: "　"))),
            ("notice.issued", .date(made)), ("window.from", .date(window.span.first)),
            ("window.to", .date(window.span.last)), ("rows", .list(rows)),
            ("appointments", .optional(served.map(\.name).joined(separator: "、"))),
            ("elder", .integer(served.first?.elderAge ?? 65)), ("contact.town", .text(settings.servicePhone)),
        ])
    }
}
