import Diagnostics
import Foundation
import Levy
import Storage
import Templates

/// 宣传覆盖检查表: on a screen, as JSON and on paper.
struct PublicitySheet {
    let coverage: PublicityCoverage
    let forms: [PublicityRecord.Form]
    let regions: RegionTree
    let town: String?
    let asOf: CivilDate

    /// Towns with their villages, in the order of the table of regions.
    private var towns: [(town: Region, lines: [PublicityCoverage.Line])] {
        let parents = Dictionary(uniqueKeysWithValues: regions.villages.map { ($0.code, $0.parent) })
        return regions.towns.compactMap { town in
            let own = coverage.lines.filter { parents[$0.village] == town.code }
            return own.isEmpty ? nil : (town, own)
        }
    }

    private static func share(_ lines: [PublicityCoverage.Line]) -> String {
        Rate.shown(Rate(lines.count { $0.isCovered }, of: lines.count))
    }

    var lines: [String] {
        var table = TextTable(head: ["镇街", "村居数", "已覆盖", "覆盖率"], right: [1, 2, 3])
        for (town, own) in towns {
            table.append([town.name, "\(own.count)", "\(own.count { $0.isCovered })", PublicitySheet.share(own)])
        }
        table.append([
            "合计", "\(coverage.lines.count)", "\(coverage.covered)", PublicitySheet.share(coverage.lines),
        ])
        let missing = coverage.lines.filter { !$0.isCovered }
        guard !missing.isEmpty else { return table.lines }
        var open = TextTable(head: ["未覆盖的村居", "名称", "还缺"])
        for line in missing {
            open.append([
                line.village, regions[code: line.village]?.name ?? "",
                line.missing.map(\.chinese).joined(separator: "、"),
            ])
        }
        return table.lines + [""] + open.lines
    }

    var json: JSONText {
        .object([
            "on": .text(asOf.iso), "forms": .array(forms.map { .text($0.rawValue) }),
            "villages": .integer(coverage.lines.count), "covered": .integer(coverage.covered),
            "lines": .array(
                coverage.lines.map { line in
                    .object([
                        "village": .text(line.village), "covered": .bool(line.isCovered),
                        "missing": .array(line.missing.map { .text($0.rawValue) }),
                    ])
                }),
        ])
    }

    /// - Parameters:
    ///   - records: whose photographs are printed behind the list.
    ///   - folder: of the campaign, where they lie.
    /// - Throws: `Rejection` `publicity.photo-changed` for a photograph that is not the one that was handed in.
    func write(_ records: [PublicityRecord], folder: String, to path: String) throws {
        let photos = try records.flatMap { record in
            try record.photos.map { photo in
                let bytes = try OfficeDay.bytes(of: folder + "/" + photo.path)
                guard DurableFile.sha256(bytes) == photo.sha256 else {
                    throw Rejection("publicity.photo-changed", ["file": photo.path])
                }
                let kind = photo.path.hasSuffix("png") ? "png" : "jpeg"
                return Record([
                    ("source", .text("data:image/\(kind);base64,\(Data(bytes).base64EncodedString())")),
                    ("village", .text(regions[code: record.village]?.name ?? record.village)),
                    ("form", .text(record.form.chinese)), ("place", .text(record.place)), ("day", .date(record.day)),
                ])
            }
        }
        let rows = towns.flatMap { town, own in
            own.map { line in
                Record([
                    ("town", .text(town.name)), ("name", .text(regions[code: line.village]?.name ?? "")),
                    (
                        "marks",
                        .list(
                            forms.map { form in
                                Record([("day", line.days[form].map { .date($0) } ?? .missing)])
                            })
                    ),
                    ("covered", .flag(line.isCovered)),
                ])
            }
        }
        let record = Record([
            ("district.name", .text(regions.district?.name ?? "")),
            ("town.name", .optional(town.flatMap { regions[code: $0]?.name })), ("asOf", .date(asOf)),
            ("forms", .list(forms.map { Record([("name", .text($0.chinese))]) })), ("rows", .list(rows)),
            ("villages", .integer(coverage.lines.count)), ("covered", .integer(coverage.covered)),
            ("share", .text(PublicitySheet.share(coverage.lines))), ("hasPhotos", .flag(!photos.isEmpty)),
            ("photos", .list(photos)),
        ])
        let room = PressRoom(
            fonts: try Installation.fontCatalog(override: nil), templates: TemplateShelf(filters: DomainFilters.all))
        let printed = try room.pdf(
            Installation.template("publicity-coverage"), record, subject: "宣传覆盖检查表",
            author: regions.district?.name ?? "", created: Instant(asOf).iso)
        try DurableFile.write(printed.bytes, to: path)
    }
}
