import Storage

/// 征缴日: a village's people are expected at a place in a part of a day.
package struct CollectionSession: Hashable, Sendable {
    package enum Origin: String, Sendable {
        case proposed, entered
    }

    package let id: Int
    package let village: String
    package let day: CivilDate
    package let part: DayPart
    /// The place's code.
    package let place: String
    package let persons: Int
    package let origin: Origin
    package let madeBy: String

    package var time: CollectionTime { CollectionTime(day: day, part: part) }

    package static func precedes(_ left: CollectionSession, _ right: CollectionSession) -> Bool {
        (left.day.iso, left.part == .morning ? 0 : 1, left.place, left.id)
            < (right.day.iso, right.part == .morning ? 0 : 1, right.place, right.id)
    }
}

/// A part of one day.
package struct CollectionTime: Hashable, Sendable {
    package let day: CivilDate
    package let part: DayPart

    package init(day: CivilDate, part: DayPart) {
        self.day = day
        self.part = part
    }
}

/// A part of one day at one place.
package struct CollectionSlot: Hashable, Sendable {
    package let place: String
    package let time: CollectionTime

    package init(place: String, time: CollectionTime) {
        self.place = place
        self.time = time
    }
}

/// How collection days are laid out.
package struct CollectionOrder: Sendable {
    /// The days that may be used, in their order.
    package let days: [CivilDate]
    /// Per cent of those who owe who are expected in person; the others pay by telephone.
    package let share: Int
    /// Per cent of a place's capacity that is filled.
    package let fill: Int
    /// Whether what was proposed before, and nobody entered, is laid out anew.
    package let again: Bool
    package let by: String

    package init(days: [CivilDate], share: Int, fill: Int, again: Bool, by: String) {
        self.days = days
        self.share = share
        self.fill = fill
        self.again = again
        self.by = by
    }
}
