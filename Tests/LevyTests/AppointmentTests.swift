import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// Appointments within the capacity of a place, and the green lane.
@Suite struct AppointmentTests {
    typealias Small = SmallCampaign
    private static let now = Instant(XuechengData.day("2019-11-01"), hour: 9)
    /// Born in 1949: the only one of the small campaign who is elderly.
    private static let elder = "11010519491231002X"

    private func day(_ text: String) -> CivilDate { CollectionDayTests.day(text) }
    private func codes(_ body: () throws -> Void) -> [String] { CollectionDayTests.codes(body) }

    /// Four persons an hour: two in each half hour, one of them kept.
    private func campaign() throws -> Small {
        let small = try Small()
        _ = try CollectionDayTests.take("A,厅,窗口,370403101,1,4,09:00-10:00,,1,50,30,65", small)
        return small
    }

    private func book(
        _ id: String, _ small: Small, at minute: Int = 540, on text: String = "05", today: String = "01",
        name: String = ""
    ) throws -> Appointment {
        try small.database.write {
            try Appointments.book(
                Appointments.Request(citizenID: id, name: name),
                AppointmentTime(place: "A", day: day(text), minute: minute), days: [day("05"), day("06")],
                today: day(today), by: "甲", in: $0, at: Self.now)
        }
    }

    private func free(_ small: Small, on text: String = "05") throws -> [[Int]] {
        try small.database.read { transaction in
            let place = try CollectionPlaces.place("A", in: transaction)
            return try Appointments.slots(place, on: day(text), in: transaction).map {
                [$0.minute, $0.ordinaryFree, $0.greenFree]
            }
        }
    }

    @Test func `what is kept is for the elderly, and on the day for everybody`() throws {
        let small = try campaign()
        #expect(try free(small) == [[540, 1, 1], [570, 1, 1]])
        let first = try book(Small.anna, small)
        #expect(first.lane == .ordinary && first.priority == nil && first.village == Small.village)
        #expect(first.phone == "13800000000")
        #expect(codes { _ = try book(Small.bert, small) } == ["appointments.full"])
        let old = try book(Self.elder, small)
        #expect(old.lane == .green && old.priority == .elderly)
        #expect(try free(small) == [[540, 0, 0], [570, 1, 1]])
        #expect(codes { _ = try book(Small.bert, small, today: "05") } == ["appointments.full"])
        _ = try book("37040320190615001X", small, at: 570)
        #expect(codes { _ = try book(Small.bert, small, at: 570) } == ["appointments.full"])
        #expect(try book(Small.bert, small, at: 570, today: "05").lane == .green)
    }

    @Test func `the severely disabled have the green lane whatever class comes first`() throws {
        let small = try campaign()
        _ = try small.database.write {
            try $0.execute(
                """
                INSERT INTO levy_special_members SELECT citizen_id, '重度残疾人', import_id, place, name, household_head
                FROM levy_special_members WHERE citizen_id = $1
                """, [Value(Small.poor)])
        }
        let booked = try book(Small.poor, small)
        #expect(booked.priority == .disabled && booked.lane == .green)
    }

    @Test func `mistakes are told`() throws {
        let small = try campaign()
        _ = try book(Small.anna, small)
        #expect(codes { _ = try book(Small.anna, small, at: 570) } == ["appointments.has"])
        #expect(codes { _ = try book("1", small) } == ["appointments.number"])
        #expect(codes { _ = try book("370403198407084577", small) } == ["appointments.number"])
        let stranger = "379901198407084570"
        #expect(codes { _ = try book(stranger, small, at: 570) } == ["appointments.name"])
        #expect(try book(stranger, small, at: 570, name: "吕华杰").village.isEmpty)
        #expect(codes { _ = try book(Small.bert, small, at: 555) } == ["appointments.time"])
        #expect(codes { _ = try book(Small.bert, small, on: "09") } == ["appointments.day"])
        #expect(codes { _ = try book(Small.bert, small, on: "05", today: "06") } == ["appointments.day"])
    }

    @Test func `an appointment is moved, served, missed, cancelled, once`() throws {
        let small = try campaign()
        let first = try book(Small.anna, small)
        try small.database.write { transaction in
            func end(_ id: Int, _ fate: Appointment.Fate, _ text: String) throws {
                _ = try Appointments.end(
                    id, fate, note: "", on: day(text), by: "乙", in: transaction, at: Self.now)
            }
            #expect(codes { try end(first.id, .served, "04") } == ["appointments.early"])
            #expect(codes { try end(99, .served, "05") } == ["appointments.unknown"])
            let moved = try Appointments.move(
                first.id, AppointmentTime(place: "A", day: day("06"), minute: 570), days: [day("05"), day("06")],
                today: day("01"), by: "乙", in: transaction, at: Self.now)
            #expect(moved.day == day("06") && moved.citizenID == Small.anna)
            #expect(codes { try end(first.id, .cancelled, "04") } == ["appointments.ended"])
            try end(moved.id, .missed, "06")
            let fates = try Appointments.appointments(of: Small.anna, in: transaction).map(\.fate)
            #expect(fates == [.moved, .missed])
        }
        // The first time is free again, and who did not come may book again.
        #expect(try free(small)[0] == [540, 1, 1])
        #expect(try book(Small.anna, small).fate == nil)
    }
}
