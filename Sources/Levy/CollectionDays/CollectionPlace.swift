import Storage

/// A part of a day, as places open and villages are invited.
package enum DayPart: String, Sendable, CaseIterable {
    case morning, afternoon

    package var chinese: String { self == .morning ? "上午" : "下午" }
}

/// Opening hours of a part of a day, in minutes since midnight.
package struct OpeningHours: Hashable, Sendable {
    package let from: Int
    package let to: Int

    /// `08:30-11:30`; also with 至, — or ~ between, and without a leading zero.
    package init?(_ text: String) {
        let plain = text.map { "—–~～至－".contains($0) ? "-" : $0 == "：" ? ":" : $0 }
        let ends = String(plain).split(separator: "-").map(OpeningHours.minutes)
        guard ends.count == 2, let from = ends[0], let to = ends[1], from < to else { return nil }
        self.from = from
        self.to = to
    }

    /// `9:05` as minutes since midnight.
    package static func minutes(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0...23).contains(hour), (0...59).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }

    /// `09:05`
    package static func clock(_ minutes: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    package var text: String { "\(OpeningHours.clock(from))-\(OpeningHours.clock(to))" }
    package var minutes: Int { to - from }
}

/// 缴费场所: where people pay in person, how many counters it has and how many persons each sees in an hour.
package struct CollectionPlace: Hashable, Sendable {
    package let code: String
    package let name: String
    /// 渠道: an office's counter, a bank, an agent's table in the village.
    package let channel: String
    /// The codes of the towns and villages whose people come here.
    package let serves: [String]
    package let counters: Int
    /// Persons at one counter in an hour.
    package let perHour: Int
    package let hours: [DayPart: OpeningHours]
    /// 预约柜台: counters beside those for villages, for persons with an appointment.
    package let appointmentCounters: Int
    /// 绿色通道: per cent of a slot that is kept for the elderly and the disabled.
    package let greenPercent: Int
    package let slotMinutes: Int
    /// From which age on a person is elderly here.
    package let elderAge: Int

    /// How many persons the counters for villages see in a part of a day.
    package func capacity(_ part: DayPart) -> Int {
        (hours[part].map { counters * perHour * $0.minutes / 60 }) ?? 0
    }

    package func serves(_ village: Region) -> Bool {
        serves.contains(village.code) || serves.contains(village.parent ?? "")
    }

    /// When appointments begin, in minutes since midnight.
    package var slots: [Int] {
        guard appointmentCounters > 0 else { return [] }
        return DayPart.allCases.compactMap { hours[$0] }.flatMap { hours in
            Array(stride(from: hours.from, through: hours.to - slotMinutes, by: slotMinutes))
        }
    }

    /// How many persons have an appointment at one time.
    package var slotCapacity: Int {
        appointmentCounters == 0 ? 0 : max(1, appointmentCounters * perHour * slotMinutes / 60)
    }

    /// How many of them are kept for the green lane.
    package var greenCapacity: Int { (slotCapacity * greenPercent + 99) / 100 }
}
