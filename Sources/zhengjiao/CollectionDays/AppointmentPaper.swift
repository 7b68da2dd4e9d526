import Levy
import Storage
import Templates
import Workflow

/// 预约办理名单: who comes to a place on a day, as the profile shows them.
struct AppointmentPaper {
    let place: CollectionPlace
    let day: CivilDate
    let appointments: [Appointment]
    let slots: [AppointmentSlot]
    private let persons: [MaskedPerson]
    private let villages: [String]

    init(
        _ place: CollectionPlace, on day: CivilDate, _ masking: MaskingFile, in transaction: Transaction
    ) throws {
        self.place = place
        self.day = day
        appointments = try Appointments.appointments(place: place.code, on: day, in: transaction).filter {
            $0.fate != .moved && $0.fate != .cancelled
        }
        slots = try Appointments.slots(place, on: day, in: transaction)
        let regions = try RegionTree.stored(in: transaction)
        villages = appointments.map { $0.village.isEmpty ? "" : regions.fullName(ofVillage: $0.village) }
        persons = try masking.profile(ofTemplate: "appointment-list").mask(
            appointments.map {
                PersonFacts(name: $0.name, householdHead: "", citizenID: $0.citizenID, phone: $0.phone)
            }, asOf: day)
    }

    /// Each with how the list shows the person.
    var rows: [(appointment: Appointment, person: MaskedPerson, village: String)] {
        zip(zip(appointments, persons), villages).map { ($0.0, $0.1, $1) }
    }

    func record(_ settings: CampaignSettings, made: CivilDate) -> Record {
        let list = rows.enumerated().map { index, row in
            Record([
                ("serial", .integer(index + 1)), ("number", .integer(row.appointment.id)),
                ("clock", .text(row.appointment.clock)), ("name", .text(row.person.name)),
                ("id", .text(row.person[.id]?.text ?? "")), ("phone", .optional(row.person[.phone]?.text)),
                ("village", .optional(row.village)), ("lane", .text(row.appointment.lane.chinese)),
                ("priority", .optional(row.appointment.priority?.chinese)),
                ("fate", .optional(row.appointment.fate?.chinese)),
            ])
        }
        return Record([
            ("district.name", .text(settings.district)), ("office.name", .text(settings.taxBureau.name)),
            ("place.name", .text(place.name)), ("day", .date(day)), ("weekday", .text(day.chineseWeekday)),
            ("made", .date(made)), ("rows", .list(list)), ("totals.persons", .integer(list.count)),
            ("totals.green", .integer(appointments.count { $0.lane == .green })),
            ("totals.capacity", .integer(slots.reduce(0) { $0 + $1.capacity })),
            ("elder", .integer(place.elderAge)),
        ])
    }
}
