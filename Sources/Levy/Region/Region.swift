import Storage

/// A node of the collecting district's tree: its 6-digit code after GB/T 2260, 9 digits for a town or street, 12 for a
/// village. Places without an official code have one of their own with a letter in it (`370403X01`).
package struct Region: Hashable, Sendable {
    package enum Level: String, Sendable {
        case district, town, village
    }

    package let code: String
    package let name: String
    package let level: Level
    package let parent: String?
    /// Persons who should be insured; villages only.
    package let shouldBeInsured: Int?
    /// Persons who paid last year; villages only.
    package let paidLastYear: Int?
}

/// All regions of one campaign in the order of the tax bureau's file, which is the order of every list.
package struct RegionTree: Sendable {
    package let regions: [Region]
    private let indexes: [String: Int]
    /// The place of today for each one that is no more.
    private let successors: VillageSuccessors
    /// By the code of a place, those that a file says it was made from.
    let predecessors: [String: [String]]

    package init(_ regions: [Region], predecessors: [String: [String]] = [:]) {
        self.init(regions, successors: VillageSuccessors(), predecessors: predecessors)
    }

    init(_ regions: [Region], successors: VillageSuccessors, predecessors: [String: [String]] = [:]) {
        self.regions = regions
        self.successors = successors
        self.predecessors = predecessors
        indexes = Dictionary(regions.enumerated().map { ($1.code, $0) }) { first, _ in first }
    }

    /// The regions that a campaign was begun with.
    package static func stored(in transaction: Transaction) throws -> RegionTree {
        try RegionStore.tree(in: transaction)
    }

    package subscript(code code: String) -> Region? { indexes[code].map { regions[$0] } }

    /// The place of a region in the order of lists.
    package func position(of code: String) -> Int { indexes[code] ?? regions.count }

    package var district: Region? { regions.first { $0.level == .district } }
    package var towns: [Region] { regions.filter { $0.level == .town } }
    package var villages: [Region] { regions.filter { $0.level == .village } }

    package func villages(of town: String) -> [Region] {
        regions.filter { $0.level == .village && $0.parent == town }
    }

    /// The code of today: of a place that was merged, that of the place it went into.
    package func current(_ code: String) -> String { successors.place(of: code) }

    /// The same for a person, who may have gone elsewhere than others of a village that was divided.
    func current(_ code: String, of person: String) -> String { successors.place(of: code, person: person) }

    /// The village with this code, or the one that it went into; nil for a town's code and for an unknown one.
    package func village(_ code: String) -> Region? {
        guard let region = self[code: current(code)], region.level == .village else { return nil }
        return region
    }

    /// Town and village as papers name them; the code of a village that is not known.
    package func fullName(ofVillage village: String) -> String {
        let town = self.village(village)?.parent.flatMap { self[code: $0]?.name } ?? ""
        return town + (self.village(village)?.name ?? village)
    }

    /// The town that money paid for `village` counts to; the first nine characters when the village is not known.
    package func townCode(ofVillage village: String) -> String {
        self.village(village)?.parent ?? String(village.prefix(9))
    }
}
