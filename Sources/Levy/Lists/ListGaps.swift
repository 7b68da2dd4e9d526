import Storage

/// A member of a special class who is not insured: the list that has to become empty (动态清零).
package struct ListGap: Hashable, Sendable {
    package enum Reason: String, Sendable, CaseIterable {
        case notListed = "不在清册"
        case rejected = "清册行被退回"
        case open = "清册行待核实"
        case unpaid = "尚未缴费"
    }

    package let specialClass: SpecialClass
    package let citizenID: String
    package let name: String
    package let village: String
    package let reason: Reason

    /// The key of its task.
    package var subject: String { "gap:\(specialClass.rawValue):\(citizenID)" }
    package var sentence: String { "\(specialClass.rawValue) \(name) \(citizenID) 没有参保：\(reason.rawValue)" }
}

extension Campaign {
    /// Everyone in a class without the medical insurance, by class and reason.
    package func listGaps(in transaction: Transaction) throws -> [ListGap] {
        var rejected: [String: (ListGap.Reason, String)] = [:]
        if let version = try VersionStore.current(.medical, in: transaction) {
            try eachEntry(importID: version.id, in: transaction) { entry in
                if entry.outcome == .rejected {
                    rejected[entry.citizenID] = rejected[entry.citizenID] ?? (.rejected, entry.village)
                } else if entry.isOpen {
                    rejected[entry.citizenID] = (.open, entry.village)
                }
            }
        }
        var owed: [String: VersionStore.Standing] = [:]
        try VersionStore.eachStanding(.medical, period: policy.medicalPeriod, in: transaction) {
            owed[$0.citizenID] = $0
        }
        return try policy.classes.flatMap { specialClass -> [ListGap] in
            let places = try ListStore.submittedFrom(specialClass, in: transaction)
            let members = try ListStore.members(specialClass, in: transaction).sorted { $0.key < $1.key }
            return members.compactMap { id, name -> ListGap? in
                let reason: ListGap.Reason
                var village = ""
                if let standing = owed[id] {
                    if standing.ownFen == 0 || standing.settledBy != nil { return nil }
                    reason = .unpaid
                    village = standing.village
                } else {
                    let row = rejected[id]
                    reason = row?.0 ?? .notListed
                    village = row?.1 ?? places[id] ?? ""
                }
                return ListGap(
                    specialClass: specialClass, citizenID: id, name: name, village: village, reason: reason)
            }
        }
    }
}
