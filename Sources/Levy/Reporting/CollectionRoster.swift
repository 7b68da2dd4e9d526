import Storage

/// One insurance of a person on the collection roster (征收清册).
package struct InsuranceLine: Hashable, Sendable {
    package let insurance: Insurance
    package let period: Int
    /// The pension's tier or the medical rate.
    package let totalFen: Int
    package let stateFen: Int
    package let ownFen: Int
    /// Set when a payment settles it; a state-paid obligation has neither.
    package let paidOn: CivilDate?
    package let paidFen: Int?
    package let receiptNumber: String?

    package var isStatePaid: Bool { ownFen == 0 }
    package var isSettled: Bool { isStatePaid || paidFen != nil }
}

/// One person of a village.
package struct CollectionRosterRow: Hashable, Sendable {
    /// From 1, the same in every copy of the roster.
    package let serial: Int
    package let name: String
    package let citizenID: String
    /// Nil for a document that does not say.
    package let sex: CitizenID.Sex?
    package let birth: CivilDate
    package let specialClass: SpecialClass?
    package let householdHead: String
    package let phone: String
    /// Medical first; what the person owes in this village.
    package let lines: [InsuranceLine]

    package func line(_ insurance: Insurance) -> InsuranceLine? { lines.first { $0.insurance == insurance } }
    package var ownFen: Int { lines.reduce(0) { $0 + $1.ownFen } }
    package var stateFen: Int { lines.reduce(0) { $0 + $1.stateFen } }
    package var totalFen: Int { lines.reduce(0) { $0 + $1.totalFen } }
}

/// 征收清册 of one village.
package struct CollectionRoster: Sendable {
    package let village: Region
    package let town: Region?
    package let agent: Agent?
    package let rows: [CollectionRosterRow]
}

/// A line of a public list: a person as its profile lets him be shown.
package struct PublicNoticeRow: Hashable, Sendable {
    package let serial: Int
    package let person: MaskedPerson
    package let medical: State?
    package let pension: State?
    /// What the person pays himself; nil where the profile does not show it.
    package let ownFen: Int?

    package enum State: String, Sendable {
        case settled = "已缴"
        case open = "未缴"
    }

    /// Masked: `郭*玲`; of a child under 14 the household head, or `郭某`.
    package var name: String { person.name }
    /// `3022`, only where two residents of the village are shown by the same name; never a child's.
    package var idTail: String? { person[.id]?.text }
}

extension Campaign {
    package func regions(in transaction: Transaction) throws -> RegionTree { try RegionStore.tree(in: transaction) }

    package func agents(in transaction: Transaction) throws -> [String: Agent] {
        try RegionStore.agents(in: transaction)
    }

    /// The roster of a village as it stands now: before the collection without payments, after it with them.
    package func collectionRoster(village code: String, in transaction: Transaction) throws -> CollectionRoster {
        let regions = try RegionStore.tree(in: transaction)
        guard let village = regions.village(code) else { preconditionFailure("no village \(code) in this campaign") }
        return CollectionRoster(
            village: village, town: village.parent.flatMap { regions[code: $0] },
            agent: try RegionStore.agents(in: transaction)[code],
            rows: try RosterListStore.rows(village: code, in: transaction))
    }

    /// The public list of a village. Everything in it is masked; a class that tells of poverty or illness is not in it.
    package func publicNotice(
        village code: String, asOf day: CivilDate, profile: MaskingProfile, in transaction: Transaction
    ) throws -> [PublicNoticeRow] {
        PublicNotice.rows(try RosterListStore.rows(village: code, in: transaction), asOf: day, profile: profile)
    }

    /// What a document about a village may not show, for the scan of the finished file.
    package func knownTexts(
        village code: String, asOf day: CivilDate, allowed: Set<String>, in transaction: Transaction
    ) throws -> KnownTexts {
        KnownTexts(
            persons: try RosterListStore.rows(village: code, in: transaction).map { PersonFacts($0) }, on: day,
            hidesClasses: true, allowed: allowed)
    }
}

enum PublicNotice {
    static func rows(
        _ roster: [CollectionRosterRow], asOf day: CivilDate, profile: MaskingProfile
    ) -> [PublicNoticeRow] {
        zip(roster, profile.mask(roster.map { PersonFacts($0) }, asOf: day)).map { row, person in
            PublicNoticeRow(
                serial: row.serial, person: person, medical: state(row.line(.medical)),
                pension: state(row.line(.pension)), ownFen: profile.treatment(.amount) == .full ? row.ownFen : nil)
        }
    }

    private static func state(_ line: InsuranceLine?) -> PublicNoticeRow.State? {
        line.map { $0.isSettled ? .settled : .open }
    }
}
