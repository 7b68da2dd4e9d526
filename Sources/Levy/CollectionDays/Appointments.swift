import Diagnostics
import Storage

/// 预约办理: slots of places, and the green lane for the elderly and the disabled.
package enum Appointments {
    /// Who wants to come.
    package struct Request: Sendable {
        package let citizenID: String
        /// Needed of persons whom no roster lists.
        package let name: String
        package let phone: String

        package init(citizenID: String, name: String = "", phone: String = "") {
            self.citizenID = citizenID
            self.name = name
            self.phone = phone
        }
    }

    /// Of a place on a day, in the order of the clock.
    package static func appointments(
        place: String, on day: CivilDate, in transaction: Transaction
    ) throws -> [Appointment] {
        try AppointmentStore.all(
            where: "a.place = $1 AND a.day = $2", [Value(place), Value(day)], in: transaction)
    }

    package static func appointments(of person: String, in transaction: Transaction) throws -> [Appointment] {
        try AppointmentStore.all(where: "a.citizen_id = $1", [Value(person)], in: transaction)
    }

    package static func all(
        from first: CivilDate, through last: CivilDate, in transaction: Transaction
    ) throws -> [Appointment] {
        try AppointmentStore.all(where: "a.day BETWEEN $1 AND $2", [Value(first), Value(last)], in: transaction)
    }

    /// The times of a place on a day, with what room they have.
    package static func slots(
        _ place: CollectionPlace, on day: CivilDate, in transaction: Transaction
    ) throws -> [AppointmentSlot] {
        let there = try appointments(place: place.code, on: day, in: transaction).filter { $0.fate != .moved }
            .filter { $0.fate != .cancelled }
        return place.slots.map { minute in
            let own = there.filter { $0.minute == minute }
            return AppointmentSlot(
                minute: minute, capacity: place.slotCapacity, greenCapacity: place.greenCapacity, booked: own.count,
                greenBooked: own.count { $0.lane == .green })
        }
    }

    /// Books a time. The kept part of a slot is for the elderly and the disabled; on the day itself for everybody.
    /// - Parameter days: the working days of the window.
    /// - throws: `Rejection` for a person, place, day or time that is none, for a second appointment of the person,
    ///   and `appointments.full` with the next free times.
    package static func book(
        _ request: Request, _ time: AppointmentTime, days: [CivilDate], today: CivilDate, by clerk: String,
        in transaction: Transaction, at now: Instant
    ) throws -> Appointment {
        let place = try CollectionPlaces.place(time.place, in: transaction)
        let person = try person(request, place, on: time.day, in: transaction)
        if let open = try appointments(of: person.citizenID, in: transaction).first(where: { $0.fate == nil }) {
            throw Rejection(
                "appointments.has", ["name": open.name, "id": "\(open.id)", "day": open.day.iso, "clock": open.clock])
        }
        return try add(
            person, place, time, days: days, today: today, follows: nil, by: clerk, in: transaction, at: now)
    }

    /// Gives an open appointment another time; the old one stays on record.
    package static func move(
        _ id: Int, _ time: AppointmentTime, days: [CivilDate], today: CivilDate, by clerk: String,
        in transaction: Transaction, at now: Instant
    ) throws -> Appointment {
        let old = try open(id, in: transaction)
        let place = try CollectionPlaces.place(time.place, in: transaction)
        let request = Request(citizenID: old.citizenID, name: old.name, phone: old.phone)
        let person = try person(request, place, on: time.day, in: transaction)
        try AppointmentStore.end(id, .moved, note: "", by: clerk, at: now, in: transaction)
        return try add(
            person, place, time, days: days, today: today, follows: id, by: clerk, in: transaction, at: now)
    }

    /// Enters what became of an appointment.
    /// - throws: `Rejection` `appointments.unknown`, `appointments.ended`, `appointments.early`.
    package static func end(
        _ id: Int, _ fate: Appointment.Fate, note: String, on day: CivilDate, by clerk: String,
        in transaction: Transaction, at now: Instant
    ) throws -> Appointment {
        let old = try open(id, in: transaction)
        if fate != .cancelled && day < old.day {
            throw Rejection("appointments.early", ["id": "\(id)", "day": old.day.iso, "fate": fate.chinese])
        }
        try AppointmentStore.end(id, fate, note: note, by: clerk, at: now, in: transaction)
        return old
    }

    private static func open(_ id: Int, in transaction: Transaction) throws -> Appointment {
        guard let found = try AppointmentStore.all(where: "a.id = $1", [Value(id)], in: transaction).first else {
            throw Rejection("appointments.unknown", ["id": "\(id)"])
        }
        if let fate = found.fate {
            throw Rejection("appointments.ended", ["id": "\(id)", "fate": fate.chinese])
        }
        return found
    }

    private static func person(
        _ request: Request, _ place: CollectionPlace, on day: CivilDate, in transaction: Transaction
    ) throws -> AppointmentPerson {
        let reading = CitizenIDReading(request.citizenID)
        guard let key = reading.key else {
            throw Rejection("appointments.number", ["number": request.citizenID])
        }
        let known = try ViewStore.person(key, in: transaction)
        let said = PersonName(request.name).printed
        guard let name = known?.name ?? (said.isEmpty ? nil : said) else {
            throw Rejection("appointments.name", ["number": key])
        }
        var priority: Appointment.Priority?
        if try AppointmentStore.isDisabled(key, in: transaction) { priority = .disabled }
        if let birth = reading.id?.birth, birth.age(on: day) >= place.elderAge { priority = .elderly }
        return AppointmentPerson(
            citizenID: key, name: name, phone: request.phone.isEmpty ? known?.phone ?? "" : request.phone,
            village: try AppointmentStore.village(of: key, in: transaction), priority: priority)
    }

    private static func add(
        _ person: AppointmentPerson, _ place: CollectionPlace, _ time: AppointmentTime, days: [CivilDate],
        today: CivilDate, follows: Int?, by clerk: String, in transaction: Transaction, at now: Instant
    ) throws -> Appointment {
        guard days.contains(time.day), time.day >= today else {
            throw Rejection("appointments.day", ["day": time.day.iso, "place": place.name])
        }
        let slots = try slots(place, on: time.day, in: transaction)
        guard let slot = slots.first(where: { $0.minute == time.minute }) else {
            throw Rejection(
                "appointments.time",
                [
                    "clock": OpeningHours.clock(time.minute), "place": place.name,
                    "known": slots.isEmpty ? "–" : slots.map(\.clock).joined(separator: " "),
                ])
        }
        let mayUseGreen = person.priority != nil || time.day == today
        let lane: Appointment.Lane? =
            person.priority != nil && slot.greenFree > 0
            ? .green : slot.ordinaryFree > 0 ? .ordinary : mayUseGreen && slot.greenFree > 0 ? .green : nil
        guard let lane else {
            let free = slots.filter { $0.ordinaryFree > 0 || (mayUseGreen && $0.greenFree > 0) }.prefix(6)
            throw Rejection(
                "appointments.full",
                [
                    "place": place.name, "day": time.day.iso, "clock": slot.clock,
                    "free": free.isEmpty ? "–" : free.map(\.clock).joined(separator: " "),
                ])
        }
        let id = try AppointmentStore.add(person, time, lane, follows: follows, by: clerk, at: now, in: transaction)
        return try open(id, in: transaction)
    }
}
