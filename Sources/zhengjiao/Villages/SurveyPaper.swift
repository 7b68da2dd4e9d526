import Diagnostics
import Levy
import Storage
import Templates

/// 入户摸底调查表 of one village, with no more of its persons than a visitor needs.
struct SurveyPaper {
    let village: Region
    let town: Region?
    /// Each with its grid's name and its persons as the profile shows them.
    let sheets: [(sheet: SurveySheet, grid: String, persons: [MaskedPerson])]

    /// The papers of sheets, village by village in the order of lists.
    static func papers(
        _ sheets: [SurveySheet], _ masking: MaskingFile, in transaction: Transaction
    ) throws -> [SurveyPaper] {
        let profile = try masking.profile(ofTemplate: "survey-sheet")
        let regions = try RegionTree.stored(in: transaction)
        let map = try Grids.map(in: transaction)
        return try regions.villages.compactMap { village in
            let own = sheets.filter { regions.current($0.village) == village.code }
            if own.isEmpty { return nil }
            return SurveyPaper(
                village: village, town: village.parent.flatMap { regions[code: $0] },
                sheets: try own.map { sheet in
                    let grid = map.grids(of: village.code).first { $0.code == sheet.grid }
                    let persons = profile.mask(try Surveys.persons(sheet, in: transaction), asOf: sheet.madeOn)
                    return (sheet, grid?.name ?? (sheet.grid.isEmpty ? "未分网格" : sheet.grid), persons)
                })
        }
    }

    var name: String { (town?.name ?? "") + village.name }

    /// - Parameter places: the papers of other villages by code, where sheets of several are in one file.
    func record(_ settings: CampaignSettings, places: [String: SurveyPaper] = [:]) -> Record {
        let list = sheets.map { sheet, grid, persons in
            let place = places[sheet.village] ?? self
            let rows = zip(sheet.lines, persons).enumerated().map { index, pair in
                let (line, person) = pair
                return Record([
                    ("serial", .integer(index + 1)), ("name", .text(person.name)),
                    ("id", .text(person[.id]?.text ?? "")), ("head", .optional(line.head)),
                    ("phone", .optional(person[.phone]?.text)),
                    ("why", .text(line.reasons.map(\.chinese).joined(separator: "、"))),
                    ("medical", .money(optional: line.medicalFen == 0 ? nil : line.medicalFen)),
                    ("pension", .money(optional: line.pensionFen == 0 ? nil : line.pensionFen)),
                ])
            }
            return Record([
                ("number", .text(sheet.number)), ("town", .text(place.town?.name ?? "")),
                ("village", .text(place.village.name)),
                ("grid", .text(grid)), ("worker", .optional(sheet.worker)), ("made", .date(sheet.madeOn)),
                ("due", .date(sheet.dueOn)), ("persons", .integer(sheet.lines.count)), ("rows", .list(rows)),
            ])
        }
        return Record([
            ("district.name", .text(settings.district)), ("office.name", .text(settings.taxBureau.name)),
            ("codes.outcome", .text(Visit.Outcome.numbered)), ("codes.reason", .text(UnpaidReason.Reason.numbered)),
            ("codes.event", .text(PersonEvent.Kind.numbered)), ("codes.next", .text(Visit.Next.numbered)),
            ("sheets", .list(list)),
        ])
    }

    /// What is typed in when the sheets are back: their lines with room for the answers.
    static func form(_ sheets: [SurveySheet], _ regions: RegionTree) throws(Rejection) -> [UInt8] {
        let head = [
            "调查表编号", "序号", "村居", "姓名", "走访日期", "走访结果", "未缴原因", "更正电话", "变动类型", "变动日期", "下一步", "下次日期", "走访人",
            "备注",
        ]
        var rows = [head.map { WorkbookFile.Cell($0, .head) }]
        for sheet in sheets {
            for (index, line) in sheet.lines.enumerated() {
                let known = [sheet.number, "\(index + 1)", regions.fullName(ofVillage: sheet.village), line.name]
                let blank = Array(repeating: "", count: head.count - known.count)
                rows.append((known + blank).map { WorkbookFile.Cell($0) })
            }
        }
        var workbook = WorkbookFile()
        workbook.add("走访结果", rows)
        let codes = [
            ("走访结果", Visit.Outcome.numbered), ("未缴原因", UnpaidReason.Reason.numbered),
            ("变动类型", PersonEvent.Kind.numbered), ("下一步", Visit.Next.numbered),
        ]
        let legend: [[WorkbookFile.Cell]] = [[WorkbookFile.Cell("项目", .head), WorkbookFile.Cell("可填的代码或文字", .head)]]
        workbook.add("代码", legend + codes.map { [WorkbookFile.Cell($0.0), WorkbookFile.Cell($0.1)] })
        return try workbook.bytes()
    }
}
