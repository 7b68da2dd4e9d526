import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// Villages over days and places by numbers, changed by hand, and looked through.
@Suite struct CollectionDayTests {
    typealias Small = SmallCampaign
    private static let now = Instant(XuechengData.day("2019-10-21"), hour: 9)
    static let head = "场所编号,场所名称,渠道,服务范围,柜台数,每小时人数,上午,下午,预约柜台数,绿色通道比例,预约时段,优先年龄\n"

    static func day(_ text: String) -> CivilDate { XuechengData.day("2019-11-" + text) }

    static func codes(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) } catch { return ["\(error)"] }
    }

    static func take(_ rows: String, _ small: Small, _ name: String = "p.csv") throws -> Int? {
        let file = SourceFile(name: name, bytes: Array((head + rows).utf8))
        return try small.database.write { try CollectionPlaces.take(file, by: "甲", in: $0, at: now) }
    }

    private func propose(
        _ small: Small, _ days: [String] = ["04", "05"], share: Int = 100, fill: Int = 100, again: Bool = false
    ) throws -> CollectionDays.Proposal {
        try small.database.write {
            try CollectionDays.propose(
                CollectionOrder(days: days.map(Self.day), share: share, fill: fill, again: again, by: "甲"), in: $0,
                at: Self.now)
        }
    }

    private func sessions(_ small: Small) throws -> [String] {
        try small.database.read { try CollectionDays.sessions(in: $0) }.map {
            "\($0.day.day)\($0.part.chinese) \($0.village.suffix(3)) \($0.place) \($0.persons)"
        }
    }

    private func check(_ small: Small, _ days: [String] = ["04", "05"]) throws -> [String] {
        try small.database.read {
            try CollectionDays.check(days: days.map(Self.day), today: Self.day("01"), share: 100, in: $0)
        }.map(\.code)
    }

    /// Every mistake of a table at once.
    @Test(arguments: [
        ("A,厅,窗口,370403101,1,2,08:30-11:30,,,,,", []), ("A,厅,窗口,370403101,1,2,8:30至11:30,13:00—17:00,1,20%,30,70", []),
        ("A,厅,窗口,370403101,1,2,,,,,,", ["days.cell"]),
        ("A,厅,窗口,370403101,1,2,11:30-08:30,,,,,", ["days.cell", "days.cell"]),
        ("A,厅,窗口,370409,x,0,08:30-11:30,,,,,", ["days.serves", "days.cell", "days.cell"]),
        (",厅,窗口,370403101,1,2,08:30-11:30,,,,,40", ["days.cell", "days.cell"]),
        ("A,厅,窗口,370403101,1,2,08:30-11:30,,,,,\nA,厅,窗口,370403101,1,2,08:30-11:30,,,,,", ["days.place-twice"]),
    ] as [(String, [String])])
    func `a table of places is read`(_ rows: String, _ expected: [String]) throws {
        let small = try Small()
        #expect(Self.codes { _ = try Self.take(rows, small) } == expected)
        if expected.isEmpty { #expect(try Self.take(rows, small, "again.csv") == nil) }
    }

    /// 甲村 has three who owe (安娜, 贝特, 安乐), 乙村 one.
    @Test func `villages are laid out where the counters are used least`() throws {
        let small = try Small()
        #expect(Self.codes { _ = try propose(small) } == ["days.no-places"])
        // Two persons in a part of a day.
        _ = try Self.take("A,厅,窗口,370403101,1,1,09:00-11:00,13:00-15:00,,,,", small)
        #expect(Self.codes { _ = try propose(small, []) } == ["days.no-days"])
        #expect(Self.codes { _ = try propose(small, fill: 101) } == ["days.percent"])
        let made = try propose(small)
        #expect(made.sessions == 3 && made.persons == 4 && made.left.isEmpty)
        // The large village on two parts of days, the other where nobody is.
        #expect(try sessions(small) == ["4上午 200 A 2", "4下午 200 A 1", "5上午 201 A 1"])
        #expect(try check(small) == [])
        // Nothing is lacking any more.
        #expect(try propose(small).sessions == 0)
        #expect(try propose(small, again: true).dropped == 3)
        #expect(try sessions(small).count == 3)
    }

    @Test func `what does not fit is told with how many`() throws {
        let small = try Small()
        _ = try Self.take("A,厅,窗口,370403101,1,1,09:00-10:00,,,,,", small)
        let made = try propose(small)
        #expect(made.persons == 2 && made.left.map(\.persons) == [1, 1])
        #expect(made.left.map(\.village.name) == ["甲村", "乙村"])
        #expect(try sessions(small) == ["4上午 200 A 1", "5上午 200 A 1"])
        #expect(try check(small) == ["days.short", "days.none"])
        // A share of those who owe is expected.
        let half = try propose(small, share: 50, again: true)
        #expect(half.persons == 2 && half.left.map(\.persons) == [1])
    }

    @Test func `who has paid is expected no more`() throws {
        let small = try Small()
        let before = try small.database.read { try CollectionDays.expected(in: $0) }
        #expect(before == [Small.village: 3, Small.other: 1])
        try small.evening("20191028", [Small.line("P1", "20191028", Small.bert)])
        #expect(try small.database.read { try CollectionDays.expected(in: $0) }[Small.village] == 2)
    }

    @Test func `days are changed by hand and everything that is wrong is told at once`() throws {
        let small = try Small()
        _ = try Self.take(
            "A,厅,窗口,370403101,1,1,09:00-11:00,13:00-15:00,,,,\nB,所,柜面,370403101201,1,1,09:00-11:00,,,,,", small)
        func enter(_ village: String, _ day: String, _ part: DayPart, _ place: String, _ persons: Int) throws {
            try small.database.write {
                try CollectionDays.enter(
                    village: village,
                    CollectionSlot(place: place, time: CollectionTime(day: Self.day(day), part: part)),
                    persons: persons, by: "乙", in: $0, at: Self.now)
            }
        }
        #expect(Self.codes { try enter("3", "04", .morning, "A", 1) } == ["stock.village"])
        #expect(Self.codes { try enter(Small.village, "04", .morning, "C", 1) } == ["days.place"])
        #expect(Self.codes { try enter(Small.village, "04", .morning, "A", 0) } == ["days.persons"])
        try enter(Small.village, "04", .morning, "A", 5)
        #expect(Self.codes { try enter(Small.village, "04", .morning, "B", 1) } == ["days.taken"])
        try enter(Small.village, "09", .afternoon, "B", 1)
        #expect(try check(small) == ["days.off", "days.closed", "days.not-served", "days.over", "days.none"])
        // A proposal leaves what people entered, and does not put a village in two places at a time.
        #expect(try propose(small).persons == 1)
        #expect(try propose(small, again: true).dropped == 1)
        #expect(try sessions(small).contains("4上午 200 A 5"))
        try small.database.write { transaction in
            #expect(
                Self.codes {
                    _ = try CollectionDays.drop(1, reason: "", by: "乙", in: transaction, at: Self.now)
                } == ["days.reason"])
            _ = try CollectionDays.drop(1, reason: "村里集会", by: "乙", in: transaction, at: Self.now)
            #expect(
                Self.codes {
                    _ = try CollectionDays.drop(1, reason: "x", by: "乙", in: transaction, at: Self.now)
                } == ["days.unknown"])
        }
    }

    /// Hundreds of villages: nobody over capacity, none twice at one time, everybody somewhere, the same each time.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `a district is laid out within the capacity`(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let villages = (0..<300).map { index in
            Region(
                code: "v\(index)", name: "村\(index)", level: .village, parent: "t\(index % 8)", shouldBeInsured: nil,
                paidLastYear: nil)
        }
        let hours = [DayPart.morning: OpeningHours("08:30-11:30"), .afternoon: OpeningHours("13:30-17:00")]
        let places = (0..<16).map { index in
            CollectionPlace(
                code: "p\(index)", name: "所\(index)", channel: "窗口", serves: ["t\(index % 8)"],
                counters: 3 + index % 3, perHour: 25, hours: hours.compactMapValues { $0 }, appointmentCounters: 0,
                greenPercent: 20, slotMinutes: 30, elderAge: 65)
        }
        let days = (0..<22).map { Self.day("01").adding(days: $0) }
        let needs = villages.map { CollectionLayout.Need(village: $0, persons: Int(random.next() % 900)) }
        func layout() -> CollectionLayout {
            var layout = CollectionLayout(places: places, days: days, fill: 80, loads: [:], busy: [:])
            layout.lay(needs)
            return layout
        }
        let made = layout()
        #expect(made.sessions == layout().sessions)
        #expect(made.left.isEmpty)
        #expect(made.sessions.reduce(0) { $0 + $1.persons } == needs.reduce(0) { $0 + $1.persons })
        var loads: [CollectionSlot: Int] = [:]
        var seen: Set<[String]> = []
        for session in made.sessions {
            loads[session.slot, default: 0] += session.persons
            let time = session.slot.time
            #expect(seen.insert([session.village, time.day.iso, time.part.rawValue]).inserted)
        }
        for (slot, load) in loads {
            let place = try #require(places.first { $0.code == slot.place })
            #expect(load <= place.capacity(slot.time.part) * 80 / 100)
        }
        // Counters are used evenly: none stays empty while another is full.
        let fullness = loads.map { slot, load in
            load * 100 / (places.first { $0.code == slot.place }?.capacity(slot.time.part) ?? 1)
        }
        #expect(Set(loads.keys).count > 16 * 22 && (fullness.max() ?? 100) <= 80)
    }
}
