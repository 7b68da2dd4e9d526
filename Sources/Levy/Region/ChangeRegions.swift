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
        case created = "新设"
        case renamed = "更名"
        case moved = "划归"
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
    package func changeRegions(
        _ file: SourceFile, _ decision: RegionDecision, in transaction: Transaction
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
        let merged = Campaign.merged(read, before, file, into: &mistakes)
        for region in read.regions where before.current(region.code) != region.code {
            mistakes.error("levy.region.reused", ["code": region.code, "name": region.name], at: file.span())
        }
        try mistakes.throwIfErrors()
        let after = Campaign.summed(read, before, merged)
        if try RegionStore.versions(in: transaction).isEmpty {
            try RegionStore.addVersion(
                before, effective: nil, reason: "", by: "", checker: "", at: decision.at, in: transaction)
        }
        _ = try ImportStore.add(.regions, file, rows: after.regions.count, at: decision.at, in: transaction)
        try RegionStore.addVersion(
            after, effective: decision.effective, reason: decision.reason, by: decision.by, checker: decision.checker,
            at: decision.at, in: transaction)
        try RegionStore.apply(after, merged: merged, in: transaction)
        return Campaign.changes(before, after, merged)
    }

    package func regionVersions(in transaction: Transaction) throws -> [RegionVersion] {
        try RegionStore.versions(in: transaction)
    }

    /// By the code of a place that the new table lacks, the one that it went into.
    private static func merged(
        _ read: RegionTree, _ before: RegionTree, _ file: SourceFile, into mistakes: inout DiagnosticList
    ) -> [String: String] {
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
            } else {
                mistakes.error(
                    found.isEmpty ? "levy.region.gone" : "levy.region.split",
                    ["code": region.code, "name": region.name, "successors": found.map(\.name).joined(separator: "、")],
                    at: file.span())
            }
        }
        return merged
    }

    /// A village whose file gives no base has the sum of those that went into it and its own, so that rates go on.
    private static func summed(_ read: RegionTree, _ before: RegionTree, _ merged: [String: String]) -> RegionTree {
        RegionTree(
            read.regions.map { region in
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
        _ before: RegionTree, _ after: RegionTree, _ merged: [String: String]
    ) -> [RegionChange] {
        var found = before.regions.compactMap { region in
            merged[region.code].map { code in
                RegionChange(
                    kind: .merged, code: region.code, name: region.name,
                    detail: "\(after[code: code]?.name ?? "") \(code)")
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
