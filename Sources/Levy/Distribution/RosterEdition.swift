import Storage

/// 清册版次: a village's roster as it was printed. A roster with other persons or sums is the village's next one.
package struct RosterEdition: Hashable, Sendable {
    /// The kind of its document.
    package enum Kind: String, Sendable, CaseIterable {
        case collection = "roster"
        case stamped = "stamped-roster"

        package var chinese: String { self == .collection ? "征收清册" : "缴费清册" }
    }

    package let village: String
    /// From 1, over both kinds.
    package let number: Int
    package let kind: Kind
    /// Of the document in the registry.
    package let documentKey: String
    /// 校验码, as it stands on the paper.
    package let check: String
    package let persons: Int
    package let ownFen: Int
    /// Of the file.
    package let sha256: String
    package let pages: Int
    package let printedOn: CivilDate

    package init(
        village: String, number: Int, kind: Kind, documentKey: String, check: String, persons: Int, ownFen: Int,
        sha256: String, pages: Int, printedOn: CivilDate
    ) {
        self.village = village
        self.number = number
        self.kind = kind
        self.documentKey = documentKey
        self.check = check
        self.persons = persons
        self.ownFen = ownFen
        self.sha256 = sha256
        self.pages = pages
        self.printedOn = printedOn
    }

    /// `征收清册第2版`
    package var title: String { "\(kind.chinese)第\(number)版" }
}

/// What the next print of a village's roster is.
package enum NextEdition: Hashable, Sendable {
    /// The roster is as it was printed last.
    case same(RosterEdition)
    case new(number: Int, documentKey: String)
}

package enum RosterEditions {
    /// What a roster with this code is to its village.
    package static func next(
        village: String, _ kind: RosterEdition.Kind, check: String, in transaction: Transaction
    ) throws -> NextEdition {
        let earlier = try CopyStore.editions(village: village, in: transaction)
        if let last = earlier.last(where: { $0.kind == kind }), last.check == check { return .same(last) }
        // A campaign of an earlier version printed one of each kind, of which there is only the document.
        let isKnown = try DocumentStore.find(kind: kind.rawValue, key: village, in: transaction) != nil
        let first = try DocumentStore.find(
            kind: RosterEdition.Kind.collection.rawValue, key: village, in: transaction) != nil
        let number = (earlier.last?.number ?? (first ? 1 : 0)) + 1
        return .new(number: number, documentKey: isKnown ? "\(village)/\(number)" : village)
    }

    /// Enters a print, in the transaction that issues its document.
    package static func add(_ edition: RosterEdition, at now: Instant, in transaction: Transaction) throws {
        let known = try CopyStore.editions(village: edition.village, in: transaction)
        if known.contains(where: { $0.number == edition.number && $0.sha256 == edition.sha256 }) { return }
        try CopyStore.add(edition, at: now, in: transaction)
    }

    /// The last of each village that is one of today, in the order of lists.
    package static func current(in transaction: Transaction) throws -> [RosterEdition] {
        let regions = try RegionStore.tree(in: transaction)
        var last: [String: RosterEdition] = [:]
        for edition in try CopyStore.editions(in: transaction) where regions[code: edition.village] != nil {
            last[edition.village] = edition
        }
        return regions.villages.compactMap { last[$0.code] }
    }
}
