import Storage

/// 财政代缴人员: how many persons the state pays for, by town and class.
package struct StatePaidPersons: Sendable {
    /// In the order of the tax bureau's tree; those without such persons, too.
    package let towns: [Region]
    /// In the order of their names' text.
    package let classes: [SpecialClass]
    /// A row for each town, a column for each class.
    package let counts: [[Int]]

    package init(in transaction: Transaction) throws {
        towns = try RegionStore.tree(in: transaction).towns
        let found = try MetricsStore.statePaidPersons(in: transaction)
        let classes = Set(found.map(\.specialClass)).sorted { $0.rawValue < $1.rawValue }
        self.classes = classes
        var byTown: [String: [SpecialClass: Int]] = [:]
        for row in found { byTown[row.town, default: [:]][row.specialClass] = row.persons }
        counts = towns.map { town in classes.map { byTown[town.code]?[$0] ?? 0 } }
    }
}
