import Storage

/// Everybody whom the campaign knows, by number and by village.
struct CrossRegister {
    private var names: [String: String] = [:]
    private var villages: [String: String] = [:]
    private var persons: [String: [String]] = [:]
    let regions: RegionTree

    init(_ policy: LevyPolicy, in transaction: Transaction) throws {
        regions = try RegionStore.tree(in: transaction)
        try RosterStore.eachPerson(in: transaction) { id, name in names[id] = name }
        for insurance in Insurance.allCases {
            try VersionStore.eachStanding(insurance, period: policy.period(of: insurance), in: transaction) {
                if villages[$0.citizenID] == nil { villages[$0.citizenID] = regions.current($0.village) }
            }
        }
        for (id, village) in villages { persons[village, default: []].append(id) }
    }

    func name(of id: String) -> String? { names[id] }

    /// The village of today for which the person owes; nil when he owes nothing.
    func village(of id: String) -> String? { villages[id] }

    /// Town and village of a person; empty when he owes nothing.
    func place(of id: String) -> String { villages[id].map { regions.fullName(ofVillage: $0) } ?? "" }

    /// The villages that a row may mean: one by its code, several of one name where it does not name their town.
    func villages(of row: CrossListRow) -> [String] {
        if !row.villageCode.isEmpty { return regions.village(row.villageCode).map { [$0.code] } ?? [] }
        guard !row.villageName.isEmpty else { return [] }
        return regions.villages.filter { village in
            let town = village.parent.flatMap { regions[code: $0]?.name } ?? ""
            let isOfTown = row.town.isEmpty || row.town == town
            return isOfTown && (village.name == row.villageName || town + village.name == row.villageName)
        }.map(\.code)
    }

    /// The place that a row names, in words.
    func place(of row: CrossListRow) -> String {
        let found = villages(of: row)
        if found.count == 1 { return regions.fullName(ofVillage: found[0]) }
        return row.villageName.isEmpty ? row.villageCode : row.town + row.villageName
    }

    /// Those of a row's villages who are called as it says, by number.
    func namesakes(of row: CrossListRow) -> [String] {
        guard !row.name.isEmpty else { return [] }
        return villages(of: row).flatMap { persons[$0] ?? [] }
            .filter { id in names[id].map { NameMatch(row.name, $0) != .different } ?? false }.sorted()
    }
}
