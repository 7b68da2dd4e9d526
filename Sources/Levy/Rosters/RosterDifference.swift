import Storage

/// What one version of a roster has that another has not, person by person.
package struct RosterDifference: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case added, gone, moved, changed

        package var chinese: String {
            switch self {
            case .added: "新增"
            case .gone: "减少"
            case .moved: "换村居"
            case .changed: "更改"
            }
        }
    }

    /// A field with what it was and what it is.
    package struct Change: Hashable, Sendable {
        package let field: String
        package let before: String
        package let after: String
    }

    package let kind: Kind
    package let citizenID: String
    package let name: String
    /// In the later version; of one who is gone, in the earlier.
    package let village: String
    package let changes: [Change]
}

extension Campaign {
    /// The differences between two versions, rejected rows left out: first by kind, then in the order of the rosters.
    /// - throws: `Rejection` `levy.version.unknown`.
    package func rosterDifferences(
        _ insurance: Insurance, from first: Int, to second: Int, in transaction: Transaction
    ) throws -> [RosterDifference] {
        let older = try version(first, insurance, in: transaction)
        let newer = try version(second, insurance, in: transaction)
        // A merger or a division is no move of its persons.
        let successors = try RegionStore.successors(in: transaction)
        var before: [String: Row] = [:]
        var order: [String] = []
        try eachStandingRow(of: older, in: transaction) { entry in
            let row = Row(entry, successors)
            if before.updateValue(row, forKey: entry.citizenID) == nil { order.append(entry.citizenID) }
        }
        var found: [RosterDifference.Kind: [RosterDifference]] = [:]
        var seen: Set<String> = []
        try eachStandingRow(of: newer, in: transaction) { entry in
            guard seen.insert(entry.citizenID).inserted else { return }
            let after = Row(entry, successors)
            let old = before.removeValue(forKey: entry.citizenID)
            let changes = old.map { $0.changes(to: after) } ?? []
            if old != nil && changes.isEmpty { return }
            let isMoved = changes.contains { $0.field == "村居代码" }
            let kind: RosterDifference.Kind = old == nil ? .added : isMoved ? .moved : .changed
            found[kind, default: []].append(
                RosterDifference(
                    kind: kind, citizenID: entry.citizenID, name: after.name, village: after.village, changes: changes))
        }
        found[.gone] = order.compactMap { id in
            before[id].map {
                RosterDifference(kind: .gone, citizenID: id, name: $0.name, village: $0.village, changes: [])
            }
        }
        return RosterDifference.Kind.allCases.flatMap { found[$0] ?? [] }
    }

    private struct Row {
        let name: String
        let village: String
        let tierFen: Int?

        init(_ entry: RosterEntry, _ successors: VillageSuccessors) {
            name = entry.name
            village = successors.place(of: entry.village, person: entry.citizenID)
            tierFen = entry.tierFen
        }

        func changes(to other: Row) -> [RosterDifference.Change] {
            let tier = { (row: Row) in row.tierFen.map { Money(fen: $0).plain } ?? "" }
            return [
                ("村居代码", village, other.village), ("姓名", name, other.name), ("缴费档次", tier(self), tier(other)),
            ].filter { $0.1 != $0.2 }.map { RosterDifference.Change(field: $0.0, before: $0.1, after: $0.2) }
        }
    }

    private func eachStandingRow(
        of version: RosterVersion, in transaction: Transaction, _ body: (RosterEntry) throws -> Void
    ) throws {
        try eachEntry(importID: version.id, in: transaction) { entry in
            if entry.outcome != .rejected { try body(entry) }
        }
    }
}
