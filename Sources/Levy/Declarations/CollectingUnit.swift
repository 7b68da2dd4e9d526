import Diagnostics
import Storage

/// 代收单位: the office of a township that is registered with the tax bureau to collect, declare and pay.
package struct CollectingUnit: Hashable, Sendable {
    package let id: Int
    package let town: String
    package let name: String
    /// 纳税人识别号: its unified social credit code.
    package let taxID: String
    /// 主管税务分局（所）
    package let office: String
    package let head: String
    package let registeredOn: CivilDate
}

/// 虚拟户: the household under which the state-paid persons of a class in a village are declared.
package struct VirtualHousehold: Hashable, Sendable {
    package let number: String
    package let village: String
    package let specialClass: String
    package let registeredOn: CivilDate
}

/// State-paid persons of a village, class and insurance as the books have them now.
package struct StatePaidGroup: Hashable, Sendable {
    package let village: String
    package let specialClass: String
    package let insurance: Insurance
    package let persons: Int
    package let fen: Int
}

package enum CollectingUnits {
    /// Enters a town's collecting unit, or what has changed of it, by one person and checked by another.
    /// - throws: `Rejection` with `escrow.town`, `remittance.same-person`, `declare.tax-id`, `declare.tax-id-taken`:
    ///   all that is wrong.
    package static func register(
        town: String, name: String, taxID: String, office: String, head: String, on day: CivilDate, by maker: String,
        checker: String, in transaction: Transaction, at now: Instant
    ) throws -> CollectingUnit {
        var mistakes = DiagnosticList()
        if try !RegionStore.tree(in: transaction).towns.contains(where: { $0.code == town }) {
            mistakes.error("escrow.town", ["town": town])
        }
        if maker == checker { mistakes.error("remittance.same-person", ["person": maker]) }
        let code = UnifiedCreditCode(taxID)
        if code == nil { mistakes.error("declare.tax-id", ["code": taxID]) }
        let other = try all(in: transaction).first { $0.taxID == code?.text && $0.town != town }
        if let other { mistakes.error("declare.tax-id-taken", ["code": other.taxID, "name": other.name]) }
        try mistakes.throwIfErrors()
        guard let code else { preconditionFailure("a wrong code was thrown above") }
        let unit = CollectingUnit(
            id: try DeclarationStore.nextUnitID(in: transaction), town: town, name: name, taxID: code.text,
            office: office, head: head, registeredOn: day)
        try DeclarationStore.add(unit, by: maker, checker: checker, at: now, in: transaction)
        return unit
    }

    /// One for each town, as it was registered last, in the order of the towns.
    package static func all(in transaction: Transaction) throws -> [CollectingUnit] {
        try DeclarationStore.units(in: transaction)
    }

    package static func unit(of town: String, in transaction: Transaction) throws -> CollectingUnit? {
        try all(in: transaction).first { $0.town == town }
    }

    /// Registers a virtual household for each class of each village of a town that has state-paid persons and none yet.
    /// - returns: the new ones.
    /// - throws: `Rejection` `declare.no-unit`, `remittance.same-person`.
    package static func registerHouseholds(
        town: String, on day: CivilDate, by maker: String, checker: String, in transaction: Transaction,
        at now: Instant
    ) throws -> [VirtualHousehold] {
        guard maker != checker else { throw Rejection("remittance.same-person", ["person": maker]) }
        guard let unit = try unit(of: town, in: transaction) else {
            throw Rejection("declare.no-unit", ["town": town])
        }
        var known = Set(try households(in: transaction).map { [$0.village, $0.specialClass] })
        var new: [VirtualHousehold] = []
        for group in try statePaid(town: town, in: transaction)
        where known.insert([group.village, group.specialClass]).inserted {
            let ordinal = try SeriesStore.next("virtual-household/" + town, in: transaction)
            let digits = String(ordinal)
            let household = VirtualHousehold(
                number: "XN\(town)" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits,
                village: group.village, specialClass: group.specialClass, registeredOn: day)
            try DeclarationStore.add(
                household, unit: unit.id, by: maker, checker: checker, at: now, in: transaction)
            new.append(household)
        }
        return new
    }

    package static func households(in transaction: Transaction) throws -> [VirtualHousehold] {
        try DeclarationStore.households(in: transaction)
    }

    /// The state-paid persons of a town as they stand now, in the order of villages.
    package static func statePaid(town: String, in transaction: Transaction) throws -> [StatePaidGroup] {
        let regions = try RegionStore.tree(in: transaction)
        return try DeclarationStore.statePaid(in: transaction)
            .filter { regions.townCode(ofVillage: $0.village) == town }
            .sorted { regions.position(of: $0.village) < regions.position(of: $1.village) }
    }
}
