import Diagnostics
import Storage

/// 任务分解: how many items each town and village is to bring in, one revision of it.
package struct Targets: Hashable, Sendable {
    package let revision: Int
    /// By code of the town or village.
    package let items: [String: Int]

    /// What a region is to bring in: its own target, or that of all its villages where each has one.
    package func target(of region: Region, _ regions: RegionTree) -> Int? {
        if let own = items[region.code] { return own }
        let parts: [Region] =
            switch region.level {
            case .village: []
            case .town: regions.villages(of: region.code)
            case .district: regions.towns
            }
        guard !parts.isEmpty else { return nil }
        var sum = 0
        for part in parts {
            guard let target = target(of: part, regions) else { return nil }
            sum += target
        }
        return sum
    }

    /// Reads the table: 代码, 任务数.
    /// - Throws: `Rejection` with every mistake: a code that is not there or there twice, a number that is none, a
    ///   town whose villages do not come to its own target.
    package static func read(_ file: SourceFile, _ regions: RegionTree) throws -> [String: Int] {
        var items: [String: Int] = [:]
        var places: [String: RowPlace] = [:]
        var mistakes = DiagnosticList()
        let shape = TableShape(required: [.regionCode, .target], optional: [.regionName])
        try TableReader.read(file, shape) { record in
            let code = record.text(.regionCode)
            let span = record.place.span(file)
            guard regions[code: code] != nil else { return mistakes.error("metrics.region", ["code": code], at: span) }
            guard let target = Int(record.text(.target)), (0...PaymentFileReader.largestFen).contains(target) else {
                return mistakes.error(
                    "levy.not-a-number", ["column": ColumnName.target.head, "text": record.text(.target)], at: span)
            }
            if items.updateValue(target, forKey: code) != nil {
                mistakes.error("metrics.region-twice", ["code": code], at: span)
            }
            places[code] = record.place
        }
        for region in regions.regions where region.level != .village {
            let parts = region.level == .town ? regions.villages(of: region.code) : regions.towns
            let known = parts.compactMap { items[$0.code] }
            guard let own = items[region.code], !parts.isEmpty, known.count == parts.count,
                known.reduce(0, +) != own
            else { continue }
            mistakes.error(
                "metrics.target-sum",
                ["region": region.name, "target": "\(own)", "sum": "\(known.reduce(0, +))"],
                at: places[region.code]?.span(file))
        }
        try mistakes.throwIfErrors()
        return items
    }
}

/// Who set targets, when and why.
package struct TargetRevision: Hashable, Sendable {
    package let revision: Int
    package let by: String
    package let note: String
    package let at: Instant
    package let items: Int
}
