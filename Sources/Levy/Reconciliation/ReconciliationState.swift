import Storage

/// What a sheet may say of the lists beside each other: of one month, or of the whole campaign.
package struct ReconciliationState: Sendable {
    /// Those of the month, and those that belong to no day.
    package let differences: [BookDifference]
    private let decided: Set<String>
    /// Whether a list of the treasury came.
    package let hasTreasury: Bool
    /// The insurances of which something is settled and whose bureau has sent no list of what it posted.
    package let unposted: [Insurance]

    /// - Parameters:
    ///   - month: the first day of a month; nil for the whole campaign.
    ///   - totals: of the same span.
    package init(
        _ campaign: Campaign, month: CivilDate?, totals: [ReconciliationTotals], in transaction: Transaction
    ) throws {
        differences = try campaign.differences(in: transaction).filter { difference in
            guard let month, let day = difference.day else { return true }
            return day.firstOfMonth == month
        }
        decided = Set(try DecisionStore.all(in: transaction).map(\.subject))
        hasTreasury = try !ImportStore.all(.treasury, in: transaction).isEmpty
        unposted = try totals.filter { $0.settledCount > 0 }.map(\.insurance).filter {
            try PostingStore.latest($0, in: transaction) == nil
        }
    }

    /// Those that nobody has decided about.
    package var open: [BookDifference] { differences.filter(isOpen) }

    package func isOpen(_ difference: BookDifference) -> Bool { !decided.contains(difference.subject) }

    /// Whether every list is here and every difference has its decision: only then may three seals say so.
    package var isAgreed: Bool { hasTreasury && unposted.isEmpty && open.isEmpty }
}
