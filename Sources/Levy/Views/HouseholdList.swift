import Storage

/// The households of a village, by the heads that rosters and lists name.
package struct HouseholdList: Sendable {
    package struct Household: Hashable, Sendable {
        package let head: String
        package let members: Int
        /// What its members owe themselves, and what of it is not paid.
        package let ownFen: Int
        package let openFen: Int
    }

    package let households: [Household]
    /// Persons of the village for whom nobody names a head.
    package let alone: Int

    package static func read(village: String, in transaction: Transaction) throws -> HouseholdList {
        let rows = try ViewStore.households(of: village, in: transaction)
        return HouseholdList(
            households: rows.filter { !$0.text("head").isEmpty }.map {
                Household(
                    head: $0.text("head"), members: $0.int("members"), ownFen: $0.int("own"), openFen: $0.int("open"))
            }, alone: rows.first { $0.text("head").isEmpty }?.int("members") ?? 0)
    }
}
