import Storage

enum AppointmentStore {
    static func all(
        where condition: String = "1 = 1", _ values: [Value] = [], in transaction: Transaction
    ) throws -> [Appointment] {
        try transaction.rows(
            """
            SELECT a.*, e.fate FROM levy_appointments a
            LEFT JOIN levy_appointment_ends e ON e.appointment_id = a.id
            WHERE \(condition) ORDER BY a.day, a.place, a.minute, a.lane DESC, a.id
            """, values
        ).map { row in
            guard let lane = Appointment.Lane(rawValue: row.text("lane")) else {
                preconditionFailure("the table's CHECK lets no other lane pass")
            }
            return Appointment(
                id: row.int("id"), citizenID: row.text("citizen_id"), name: row.text("name"),
                phone: row.text("phone"), village: row.text("village"), place: row.text("place"),
                day: row.date("day"), minute: row.int("minute"), lane: lane,
                priority: row.optionalText("priority").flatMap(Appointment.Priority.init(rawValue:)),
                fate: row.optionalText("fate").flatMap(Appointment.Fate.init(rawValue:)))
        }
    }

    /// - Returns: its number.
    static func add(
        _ person: AppointmentPerson, _ time: AppointmentTime, _ lane: Appointment.Lane, follows: Int?,
        by clerk: String, at now: Instant, in transaction: Transaction
    ) throws -> Int {
        let id = (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_appointments")?.int("id") ?? 0) + 1
        try transaction.execute(
            """
            INSERT INTO levy_appointments (id, citizen_id, name, phone, village, place, day, minute, lane, priority,
                follows, made_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            [
                Value(id), Value(person.citizenID), Value(person.name), Value(person.phone), Value(person.village),
                Value(time.place), Value(time.day), Value(time.minute), Value(lane.rawValue),
                Value(person.priority?.rawValue), Value(follows), Value(clerk), Value(now),
            ])
        return id
    }

    static func end(
        _ id: Int, _ fate: Appointment.Fate, note: String, by clerk: String, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_appointment_ends (appointment_id, fate, note, made_by, at) VALUES ($1, $2, $3, $4, $5)
            """, [Value(id), Value(fate.rawValue), Value(note), Value(clerk), Value(now)])
    }

    /// Whether a person is of the class of the severely disabled, also where another class comes first.
    static func isDisabled(_ id: String, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT 1 AS found FROM intake_members WHERE citizen_id = $1 AND class = $2",
            [Value(id), Value(SpecialClass.severelyDisabled.rawValue)]) != nil
    }

    /// The village that the person owes in; empty for none.
    static func village(of id: String, in transaction: Transaction) throws -> String {
        try transaction.row(
            "SELECT village FROM levy_standing_obligations WHERE citizen_id = $1 ORDER BY insurance LIMIT 1",
            [Value(id)])?.text("village") ?? ""
    }
}

/// Who has an appointment.
struct AppointmentPerson {
    let citizenID: String
    let name: String
    let phone: String
    let village: String
    let priority: Appointment.Priority?
}
