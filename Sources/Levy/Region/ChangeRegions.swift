import Diagnostics
import Storage

/// The regions as they held from a day on.
package struct RegionVersion: Hashable, Sendable {
    /// From 1.
    package let number: Int
    /// Nil for the table that the campaign was begun with.
    package let effective: CivilDate?
    package let villages: Int
    package let reason: String
    package let by: String
    package let checker: String
}

/// A place that went into another.
package struct VillageMove: Hashable, Sendable {
    package let on: CivilDate
    package let code: String
    package let name: String
    package let successor: String
    package let successorName: String
}

/// What a new table of regions changes.
package struct RegionChange: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case merged = "并入"
        case divided = "拆分"
        case created = "新设"
        case renamed = "更名"
        case moved = "划归"
        case target = "任务"
    }

    package let kind: Kind
    package let code: String
    package let name: String
    /// The name before, the place it went into, the town that it belongs to now, or what it was made from.
    package let detail: String
}

/// Who decided about a change of the regions, and when it holds.
package struct RegionDecision: Sendable {
    package let effective: CivilDate
    package let reason: String
    package let by: String
    package let checker: String
    package let at: Instant

    package init(effective: CivilDate, reason: String, by: String, checker: String, at: Instant) {
        self.effective = effective
        self.reason = reason
        self.by = by
        self.checker = checker
        self.at = at
    }
}

extension Campaign {
    /// Takes a new table of regions. Every place that it lacks has to be named by one that it went into; persons and
    /// money of a merged village count in that from now on, and stay on record where they were raised.
    /// - throws: one `Rejection` with everything that does not fit: a place that is gone and nobody names, one that two
    ///   name, a code that was used before, another level, a day ahead or before the last change.
    /// - Parameter division: who of a village that is divided among several belongs where; every one of its persons has
    ///   to be in it, by himself or by his household, or to belong to the rest.
    package func changeRegions(
        _ file: SourceFile, division: DivisionList? = nil, _ decision: RegionDecision, in transaction: Transaction
    ) throws -> [RegionChange] {
        if try ImportStore.find(.regions, sha256: file.sha256, in: transaction) != nil { return [] }
        let before = try RegionStore.tree(in: transaction)
        guard !before.regions.isEmpty else { throw Rejection("levy.region.none") }
        let read = try RegionReader.read(file)
        var mistakes = DiagnosticList()
        if decision.by == decision.checker {
            mistakes.error("levy.decision.same-person", ["person": decision.by, "subject": file.name])
        }
        let last = try RegionStore.versions(in: transaction).compactMap(\.effective).max()
        if decision.effective > decision.at.date || last.map({ decision.effective < $0 }) ?? false {
            mistakes.error("levy.region.day", ["day": decision.effective.iso, "last": last?.iso ?? "—"])
        }
        var (merged, successors) = Campaign.merged(
            read, before, file, isDividing: division != nil, into: &mistakes)
        let divided = try divide(successors, division, before, into: &mistakes, in: transaction)
        for (code, outcome) in divided { merged[code] = outcome.main }
        for region in read.regions where before.current(region.code) != region.code {
            mistakes.error("levy.region.reused", ["code": region.code, "name": region.name], at: file.span())
        }
        try mistakes.throwIfErrors()
        let after = Campaign.summed(read, before, merged, divided)
        if try RegionStore.versions(in: transaction).isEmpty {
            try RegionStore.addVersion(
                before, effective: nil, reason: "", by: "", checker: "", at: decision.at, in: transaction)
        }
        _ = try ImportStore.add(.regions, file, rows: after.regions.count, at: decision.at, in: transaction)
        try RegionStore.addVersion(
            after, effective: decision.effective, reason: decision.reason, by: decision.by, checker: decision.checker,
            at: decision.at, in: transaction)
        let targets = divided.isEmpty ? nil : try TargetStore.current(in: transaction)
        try RegionStore.apply(after, merged: merged, divided: divided.mapValues(\.places), in: transaction)
        return try Campaign.changes(before, after, merged, divided)
            + DividedTargets.divide(targets, divided, after, decision, in: transaction)
    }

    /// Where the persons of divided villages go.
    private func divide(
        _ successors: [String: [Region]], _ list: DivisionList?, _ before: RegionTree,
        into mistakes: inout DiagnosticList, in transaction: Transaction
    ) throws -> [String: VillageDivision.Outcome] {
        guard let list else { return [:] }
        let rows = try list.rows()
        let divisions = try successors.sorted { $0.key < $1.key }.compactMap { code, successors in
            try before[code: code].map {
                VillageDivision(
                    village: $0, successors: successors, persons: try divisionPersons(of: code, in: transaction))
            }
        }
        for row in rows where !divisions.contains(where: { !$0.matches(row).isEmpty }) {
            mistakes.error(
                "levy.division.not-there",
                [
                    "place": row.place.text, "who": row.citizenID.isEmpty ? row.head : row.citizenID,
                    "villages": divisions.map(\.village.name).joined(separator: "、"),
                ], at: row.place.span(list.file))
        }
        return Dictionary(
            uniqueKeysWithValues: divisions.map {
                ($0.village.code, $0.outcome(of: rows, rest: list.rest, list.file, into: &mistakes))
            })
    }

    package func regionVersions(in transaction: Transaction) throws -> [RegionVersion] {
        try RegionStore.versions(in: transaction)
    }

    /// By the code of a place that the new table lacks, the one that it went into, and those among which it is divided.
    private static func merged(
        _ read: RegionTree, _ before: RegionTree, _ file: SourceFile, isDividing: Bool,
        into mistakes: inout DiagnosticList
    ) -> (merged: [String: String], divided: [String: [Region]]) {
        var successors: [String: [Region]] = [:]
        for region in read.regions {
            for code in read.predecessors[region.code] ?? [] {
                // The table may still name what went into the place before.
                if before[code: code] == nil && before.current(code) == code {
                    mistakes.error("levy.region.predecessor", ["code": code, "name": region.name], at: file.span())
                }
                successors[code, default: []].append(region)
            }
        }
        var merged: [String: String] = [:]
        var divided: [String: [Region]] = [:]
        for region in before.regions {
            if let kept = read[code: region.code] {
                if kept.level != region.level {
                    mistakes.error(
                        "levy.region.level-changed", ["code": region.code, "name": region.name], at: file.span())
                }
                continue
            }
            let found = (successors[region.code] ?? []).filter { $0.level == region.level }
            if found.count == 1 {
                merged[region.code] = found[0].code
            } else if isDividing && region.level == .village && !found.isEmpty {
                divided[region.code] = found
            } else {
                mistakes.error(
                    found.isEmpty ? "levy.region.gone" : "levy.region.split",
                    ["code": region.code, "name": region.name, "successors": found.map(\.name).joined(separator: "、")],
                    at: file.span())
            }
        }
        return (merged, divided)
    }

    /// A village whose file gives no base has the sum of those that went into it and its own, so that rates go on. What
    /// part of a divided village's base is that of a successor nobody knows: there the file has to say.
    private static func summed(
        _ read: RegionTree, _ before: RegionTree, _ merged: [String: String],
        _ divided: [String: VillageDivision.Outcome]
    ) -> RegionTree {
        let open = Set(divided.keys.flatMap { code in read.predecessors.filter { $0.value.contains(code) }.keys })
        return RegionTree(
            read.regions.map { region in
                if open.contains(region.code) { return region }
                let parts = before.regions.filter { $0.code == region.code || merged[$0.code] == region.code }
                func sum(_ base: (Region) -> Int?) -> Int? {
                    let known = parts.compactMap(base)
                    return known.isEmpty ? nil : known.reduce(0, +)
                }
                return Region(
                    code: region.code, name: region.name, level: region.level, parent: region.parent,
                    shouldBeInsured: region.shouldBeInsured ?? sum(\.shouldBeInsured),
                    paidLastYear: region.paidLastYear ?? sum(\.paidLastYear))
            }, predecessors: read.predecessors)
    }

    private static func changes(
        _ before: RegionTree, _ after: RegionTree, _ merged: [String: String],
        _ divided: [String: VillageDivision.Outcome]
    ) -> [RegionChange] {
        func name(_ code: String) -> String { "\(after[code: code]?.name ?? "") \(code)" }
        var found = before.regions.flatMap { region -> [RegionChange] in
            guard let outcome = divided[region.code] else {
                return merged[region.code].map {
                    [RegionChange(kind: .merged, code: region.code, name: region.name, detail: name($0))]
                } ?? []
            }
            return Set(outcome.places.values).sorted().map { place in
                let count = outcome.places.values.count { $0 == place }
                return RegionChange(
                    kind: .divided, code: region.code, name: region.name, detail: "\(name(place))：\(count) 人")
            }
        }
        for region in after.regions {
            guard let old = before[code: region.code] else {
                found.append(
                    RegionChange(
                        kind: .created, code: region.code, name: region.name,
                        detail: (after.predecessors[region.code] ?? []).joined(separator: "、")))
                continue
            }
            if old.name != region.name {
                found.append(RegionChange(kind: .renamed, code: region.code, name: region.name, detail: old.name))
            }
            if old.parent != region.parent {
                let parent = region.parent.flatMap { after[code: $0]?.name } ?? ""
                found.append(RegionChange(kind: .moved, code: region.code, name: region.name, detail: parent))
            }
        }
        return found
    }
}
