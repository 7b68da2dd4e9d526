import Storage

/// Whose data an officer may see: persons of some towns and villages, of some special classes.
package struct AccessScope: Hashable, Sendable {
    /// Codes of towns and villages; nil for the whole district.
    package let regions: [String]?
    /// Nil for all classes. Persons of no special class are always within it.
    package let classes: [SpecialClass]?

    package static let everything = AccessScope(regions: nil, classes: nil)

    package init(regions: [String]?, classes: [SpecialClass]?) {
        self.regions = regions
        self.classes = classes
    }

    /// Why somebody is not shown.
    package enum Refusal: String, Sendable {
        case region = "refused-region"
        case specialClass = "refused-class"
    }

    /// Why a person is out of reach; nil for one who is not. Whoever is in several villages is seen from each of them,
    /// somebody of whom no village is known only by who sees the whole district.
    package func refusal(of id: String, in transaction: Transaction) throws -> Refusal? {
        if self == .everything { return nil }
        let places = try ScopeStore.villages(of: id, in: transaction)
        if regions != nil {
            let isNear = try places.contains { try reaches(village: $0, in: transaction) }
            if !isNear { return .region }
        }
        guard let classes else { return nil }
        let own = try ScopeStore.classes(of: id, in: transaction)
        return own.allSatisfy(classes.contains) ? nil : .specialClass
    }

    package func reaches(village code: String, in transaction: Transaction) throws -> Bool {
        guard let regions else { return true }
        let tree = try RegionStore.tree(in: transaction)
        let current = tree.current(code)
        return regions.contains { region in
            region == current || region == tree.townCode(ofVillage: current) || current.hasPrefix(region)
                || tree.current(region) == current
        }
    }
}
