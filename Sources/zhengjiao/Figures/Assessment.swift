import Diagnostics
import Foundation
import Levy
import Storage

/// The score sheets of a campaign under a scheme.
struct Assessment {
    let scheme: AssessmentScheme
    let asOf: CivilDate
    let district: String
    let sheets: [ScoreSheet]

    /// - Parameters:
    ///   - inputs: a table with the codes of regions and a column for each input; nil for no cases at all.
    ///   - town: whose villages alone are scored, under a scheme for villages.
    /// - Throws: `Rejection` for inputs that are wrong, and for groups that name what is not there.
    init(
        _ scheme: AssessmentScheme, asOf: CivilDate, inputs: String?, lastYear: LastYear?,
        town: String? = nil, in transaction: Transaction
    ) throws {
        let cut: MetricTable.Cut = scheme.level == .town ? .town : .village
        let regions = try RegionTree.stored(in: transaction)
        var mistakes = DiagnosticList()
        for code in scheme.groups.flatMap(\.codes) where regions[code: code] == nil {
            mistakes.error("metrics.region", ["code": code])
        }
        if let town, cut == .town || !regions.towns.contains(where: { $0.code == town }) {
            mistakes.error("assess.town", ["code": town])
        }
        try mistakes.throwIfErrors()
        var tables: [Insurance?: [String: MetricRow]] = [:]
        for insurance in [nil, Insurance.medical, .pension] {
            let question = MetricQuestion(asOf: asOf, insurance: insurance, lastYear: lastYear)
            try question.check(in: transaction)
            let rows = try MetricTable.read(cut, question, in: transaction).rows
            tables[insurance] = Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0) })
        }
        let names = scheme.indicators.compactMap { if case .input(let name) = $0.source { name } else { nil } }
        let given = try inputs.map { try AssessmentInputs.read($0, columns: names, regions) } ?? [:]
        let all = cut == .town ? regions.towns : regions.villages.filter { town == nil || $0.parent == town }
        let scored = all.map { region in
            var values: [String: Points] = [:]
            for indicator in scheme.indicators {
                switch indicator.source {
                case .metric(let metric, let insurance):
                    values[indicator.id] = tables[insurance]?[region.code]?.value(metric)
                // What nobody entered did not happen.
                case .input(let name): values[indicator.id] = given[region.code]?[name] ?? .zero
                }
            }
            return ScoredRegion(
                code: region.code, name: region.name, settled: tables[nil]?[region.code]?.figures.settled ?? 0,
                values: values)
        }
        self.scheme = scheme
        self.asOf = asOf
        district = regions.district?.name ?? ""
        sheets = scheme.assess(scored)
    }

    private init(_ scheme: AssessmentScheme, asOf: CivilDate, district: String, sheets: [ScoreSheet]) {
        (self.scheme, self.asOf, self.district, self.sheets) = (scheme, asOf, district, sheets)
    }

    /// With the points that were accepted, of the regions of which they were.
    func settled(_ evaluations: [String: Evaluation]) -> Assessment {
        Assessment(
            scheme, asOf: asOf, district: district, sheets: scheme.settled(sheets, accepted: evaluations))
    }

    var json: JSONText {
        .object([
            "scheme": .text(scheme.id), "title": .text(scheme.title), "on": .text(asOf.iso),
            "unit": .text(scheme.unit), "sheets": .array(sheets.map(object)),
        ])
    }

    private func object(_ sheet: ScoreSheet) -> JSONText {
        .object([
            "code": .text(sheet.code), "name": .text(sheet.name), "group": .text(sheet.group),
            "rank": .integer(sheet.rank), "start": .decimal(scheme.start.text), "sum": .decimal(sheet.sum.text),
            "total": .decimal(sheet.total.text), "vetoes": .array(sheet.vetoes.map(JSONText.text)),
            "lines": .array(
                sheet.lines.map { line in
                    .object([
                        "id": .text(line.indicator.id), "name": .text(line.indicator.name),
                        "value": line.value.map { .decimal($0.text) } ?? .null,
                        "explanation": .text(line.explanation), "points": .decimal(line.points.text),
                    ])
                }),
        ])
    }
}

/// The inputs of an assessment: a table with the column 代码 and one for each input, by its name.
enum AssessmentInputs {
    /// - Parameter path: a CSV file or a workbook.
    /// - Throws: `Rejection` with every mistake: a column that is missing, a region that is not there, a number that
    ///   is none.
    static func read(
        _ path: String, columns: [String], _ regions: RegionTree
    ) throws -> [String: [String: Points]] {
        let rows = try TableRows(path: path)
        let head = try rows.next()?.texts ?? []
        guard let code = head.firstIndex(of: "代码") ?? head.firstIndex(of: "code") else {
            throw Rejection("assess.inputs-head", ["file": path], at: SourceSpan(file: path, line: 1))
        }
        var mistakes = DiagnosticList()
        var places: [(name: String, at: Int)] = []
        for name in columns {
            if let at = head.firstIndex(of: name) {
                places.append((name, at))
            } else {
                mistakes.error(
                    "assess.inputs-column", ["column": name, "file": path], at: SourceSpan(file: path, line: 1))
            }
        }
        var values: [String: [String: Points]] = [:]
        while let row = try rows.next() {
            let texts = row.texts
            let span = SourceSpan(file: path, line: row.place.number)
            let region = texts.indices.contains(code) ? texts[code] : ""
            guard regions[code: region] != nil else {
                mistakes.error("metrics.region", ["code": region], at: span)
                continue
            }
            for (name, at) in places where texts.indices.contains(at) && !texts[at].isEmpty {
                if let points = Points(texts[at]) {
                    values[region, default: [:]][name] = points
                } else {
                    mistakes.error("assess.number", ["text": texts[at]], at: span)
                }
            }
        }
        try mistakes.throwIfErrors()
        return values
    }
}
