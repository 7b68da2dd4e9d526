import Storage

/// 预约: a person comes to a place at a time of his own.
package struct Appointment: Hashable, Sendable {
    package enum Lane: String, Sendable {
        case green, ordinary

        package var chinese: String { self == .green ? "绿色通道" : "普通" }
    }

    /// Why somebody may use the green lane.
    package enum Priority: String, Sendable {
        case elderly, disabled

        package var chinese: String { self == .elderly ? "老年人" : "重度残疾人" }
    }

    /// What became of it.
    package enum Fate: String, Sendable, CaseIterable {
        case moved, cancelled, served, missed

        package var chinese: String {
            switch self {
            case .moved: "已改期"
            case .cancelled: "已取消"
            case .served: "已办理"
            case .missed: "未到"
            }
        }
    }

    package let id: Int
    package let citizenID: String
    package let name: String
    package let phone: String
    /// Empty for a person whom no roster lists.
    package let village: String
    package let place: String
    package let day: CivilDate
    /// Since midnight.
    package let minute: Int
    package let lane: Lane
    package let priority: Priority?
    package let fate: Fate?

    package var clock: String { OpeningHours.clock(minute) }
}

/// When somebody wants to come.
package struct AppointmentTime: Hashable, Sendable {
    /// The place's code.
    package let place: String
    package let day: CivilDate
    package let minute: Int

    package init(place: String, day: CivilDate, minute: Int) {
        self.place = place
        self.day = day
        self.minute = minute
    }
}

/// How much room a place has at one time.
package struct AppointmentSlot: Hashable, Sendable {
    package let minute: Int
    package let capacity: Int
    package let greenCapacity: Int
    package let booked: Int
    package let greenBooked: Int

    package var isFree: Bool { booked < capacity }
    /// Free for whoever comes: not kept for the elderly and the disabled.
    package var ordinaryFree: Int { max(0, capacity - greenCapacity - (booked - greenBooked)) }
    package var greenFree: Int { max(0, capacity - booked - ordinaryFree) }
    package var clock: String { OpeningHours.clock(minute) }
}
