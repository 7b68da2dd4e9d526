import Diagnostics

package enum RegionReader {
    /// Reads the tax bureau's tree and checks that it is one.
    /// - throws: `Rejection` with every mistake: a code twice, an unknown level, a parent that is not there.
    package static func read(_ file: SourceFile) throws -> RegionTree {
        var regions: [Region] = []
        var places: [RowPlace] = []
        var predecessors: [String: [String]] = [:]
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.regionCode, .regionName, .level, .parent],
            optional: [.shouldBeInsured, .paidLastYear, .predecessors])
        try TableReader.read(file, shape) { record in
            guard let level = level(record.text(.level)) else {
                mistakes.error(
                    "levy.region.level", ["text": record[.level].text],
                    at: record.place.span(file, column: record[.level].column))
                return
            }
            let parent = record.text(.parent)
            regions.append(
                Region(
                    code: record.text(.regionCode), name: PersonName(record[.regionName].text).printed, level: level,
                    parent: parent.isEmpty ? nil : parent,
                    shouldBeInsured: try count(record, .shouldBeInsured, file: file, into: &mistakes),
                    paidLastYear: try count(record, .paidLastYear, file: file, into: &mistakes)))
            places.append(record.place)
            let codes = record.text(.predecessors).split { "、,，;；/ ".contains($0) }.map { $0.uppercased() }
            if !codes.isEmpty { predecessors[record.text(.regionCode)] = codes }
        }
        check(regions, places, file: file, into: &mistakes)
        try mistakes.throwIfErrors()
        return RegionTree(regions, predecessors: predecessors)
    }

    private static func check(
        _ regions: [Region], _ places: [RowPlace], file: SourceFile, into mistakes: inout DiagnosticList
    ) {
        var levels: [String: Region.Level] = [:]
        for (region, place) in zip(regions, places) {
            if region.code.isEmpty || region.name.isEmpty {
                mistakes.error("levy.region.empty", [:], at: place.span(file))
            } else if levels.updateValue(region.level, forKey: region.code) != nil {
                mistakes.error("levy.region.twice", ["code": region.code], at: place.span(file))
            }
        }
        for (region, place) in zip(regions, places) {
            let expected: Region.Level? =
                switch region.level {
                case .district: nil
                case .town: .district
                case .village: .town
                }
            let actual = region.parent.flatMap { levels[$0] }
            guard expected != actual || (region.parent != nil && actual == nil) else { continue }
            mistakes.error(
                "levy.region.parent", ["code": region.code, "parent": region.parent ?? "—"], at: place.span(file))
        }
        if !regions.contains(where: { $0.level == .village }) && !mistakes.hasErrors {
            mistakes.error("levy.region.no-village", ["file": file.name], at: file.span())
        }
    }

    private static func level(_ text: String) -> Region.Level? {
        switch text.lowercased() {
        case "district", "county", "区", "县", "区县": .district
        case "town", "镇", "街道", "镇街", "乡镇": .town
        case "village", "村", "社区", "村居": .village
        default: nil
        }
    }

    private static func count(
        _ record: TableRecord, _ column: ColumnName, file: SourceFile, into mistakes: inout DiagnosticList
    ) throws -> Int? {
        let text = record.text(column)
        if text.isEmpty { return nil }
        guard let number = Int(text), number >= 0 else {
            mistakes.error(
                "levy.not-a-number", ["column": column.head, "text": text],
                at: record.place.span(file, column: record[column].column))
            return nil
        }
        return number
    }
}
