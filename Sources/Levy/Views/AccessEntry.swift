import Storage

/// Who saw which person, when, why and which fields.
package struct AccessEntry: Hashable, Sendable {
    package let at: Instant
    package let by: String
    /// The person seen, as a hash that only this campaign's key makes: who reads the log learns of nobody.
    package let person: String
    package let purpose: String
    package let fields: String
    /// Whether it was the officer himself or his household, as far as names tell.
    package let isOwn: Bool

    package init(at: Instant, by: String, person: String, purpose: String, fields: String, isOwn: Bool) {
        self.at = at
        self.by = by
        self.person = person
        self.purpose = purpose
        self.fields = fields
        self.isOwn = isOwn
    }

    /// Why somebody should ask about a look-up.
    package enum Reason: String, Sendable, CaseIterable {
        case afterHours = "after-hours"
        case own
        case many

        package var chinese: String {
            switch self {
            case .afterHours: "非工作时间"
            case .own: "查自己家"
            case .many: "一小时内人数过多"
            }
        }
    }

    /// The look-ups that stand out, in the order of the log.
    /// - Parameters:
    ///   - many: more different persons within an hour than anybody serves.
    ///   - isWorked: whether offices are open on a day.
    package static func conspicuous(
        _ entries: [AccessEntry], many: Int, isWorked: (CivilDate) -> Bool
    ) -> [(entry: AccessEntry, reasons: [Reason])] {
        let isMany = massive(entries, many: many)
        return entries.enumerated().compactMap { index, entry in
            var reasons: [Reason] = []
            if !isWorked(entry.at.date) || !(8..<18).contains(entry.at.hour) { reasons.append(.afterHours) }
            if entry.isOwn { reasons.append(.own) }
            if isMany.contains(index) { reasons.append(.many) }
            return reasons.isEmpty ? nil : (entry, reasons)
        }
    }

    /// Entries after which one officer has seen more than `many` persons within the hour.
    private static func massive(_ entries: [AccessEntry], many: Int) -> Set<Int> {
        var windows: [String: [(index: Int, entry: AccessEntry)]] = [:]
        var found: Set<Int> = []
        for (index, entry) in entries.enumerated() {
            var window = windows[entry.by] ?? []
            window.append((index, entry))
            window.removeAll { entry.at.milliseconds - $0.entry.at.milliseconds >= 3_600_000 }
            if Set(window.map(\.entry.person)).count > many { found.formUnion(window.map(\.index)) }
            windows[entry.by] = window
        }
        return found
    }
}
