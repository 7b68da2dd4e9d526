import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Templates
import Workflow

struct PublicityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publicity", abstract: "宣传覆盖：哪个村居用什么形式宣传过，有没有照片，离全覆盖还差哪些。",
        discussion: "What was done to make the campaign known, with photographs, and where nothing was done yet.",
        subcommands: [Record.self, Withdraw.self, List.self, Coverage.self])

    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "record", abstract: "登记一次宣传；照片抄存到活动的目录。",
            discussion: """
                例：zhengjiao publicity record out/xuecheng-2019 张贴海报 --village 370403001200 --place 村委会公告栏 \\
                    --count 2 --photo 1.jpg --photo 2.jpg --by 李敏 --on 2019-10-22
                照片里不要有居民的姓名、证件和病残情况。同一张照片只能证明一次宣传。
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "形式：\(PublicityRecord.Form.listed)") var form: PublicityRecord.Form
        @Option(help: "村居代码") var village: String
        @Option(help: "在哪里，如 村委会公告栏") var place: String
        @Option(help: "多少份、多少人") var count = 1
        @Option(help: "照片（PNG 或 JPEG，不超过 3 MiB），可多次") var photo: [String] = []
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let photos = try photo.map(PublicityPhoto.init)
                let out = OutFolder(root: campaign.folder)
                let id = try campaign.write { transaction in
                    let kept = photos.map { $0.entry(village: village) }
                    let record = PublicityRecord(
                        village: village, form: form, day: act.day, place: place, count: count, photos: kept,
                        by: act.by)
                    let id = try PublicityStore.add(record, in: transaction, at: act.now)
                    for (photo, entry) in zip(photos, kept) { _ = try out.write(photo.bytes, to: entry.path) }
                    return id
                }
                let facts = ["id": "\(id)", "village": village, "form": form.chinese, "photos": "\(photos.count)"]
                print(say("reply.publicity", facts))
            }
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "withdraw", abstract: "撤销登记错了的一次宣传。")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "编号，如 list 所列") var id: Int
        @Option(help: "原因") var reason: String
        @Option(help: "经办人") var by: String

        func run() async throws {
            try await Failures.reporting {
                try campaign.write {
                    try PublicityStore.withdraw(id, reason: reason, by: by, in: $0, at: OfficeDay.now)
                }
                print(say("reply.decided", ["subject": "宣传 \(id)", "verdict": "撤销"]))
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "宣传登记簿。")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "只看一个村居") var village: String?

        func run() async throws {
            try await Failures.reporting {
                let (all, regions) = try campaign.reading().read {
                    (try PublicityStore.all(in: $0), try RegionTree.stored(in: $0))
                }
                let shown = all.filter { village == nil || $0.record.village == village }
                if shown.isEmpty { return print(say("reply.none")) }
                var table = TextTable(head: ["编号", "日期", "村居", "形式", "地点", "数量", "照片", "经办"], right: [0, 5, 6])
                for (id, one) in shown {
                    table.append([
                        "\(id)", one.day.iso, regions[code: one.village]?.name ?? one.village, one.form.chinese,
                        one.place, "\(one.count)", "\(one.photos.count)", one.by,
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }
    }

    struct Coverage: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "coverage", abstract: "宣传覆盖检查：各村居每种形式做了没有；没有全覆盖的退出码 65。",
            discussion: """
                -o 印宣传覆盖检查表，后附照片；照片多时按镇街分开印。
                Which villages every form has reached; -o prints the check list with its photographs.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "每个村居都要有的形式（可多次），默认张贴海报：\(PublicityRecord.Form.listed)")
        var form: [PublicityRecord.Form] = []
        @Flag(help: "有照片的才算") var withPhoto = false
        @Option(help: "镇街代码；不写为全部") var town: String?
        @Option(help: "截至哪一天，默认今天") var on: DayArgument?
        @Flag(help: "以 JSON 打印") var json = false
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String?

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? OfficeDay.today
                let (records, regions) = try campaign.reading().read {
                    (try PublicityStore.all(in: $0).map(\.record), try RegionTree.stored(in: $0))
                }
                if let town, !regions.towns.contains(where: { $0.code == town }) {
                    throw Rejection("metrics.region", ["code": town])
                }
                let forms = form.isEmpty ? [.poster] : form
                let villages = regions.villages.filter { town == nil || $0.parent == town }
                let coverage = PublicityCoverage(
                    villages: villages.map(\.code), records: records, forms: forms, needsPhoto: withPhoto,
                    through: day)
                let sheet = PublicitySheet(coverage: coverage, forms: forms, regions: regions, town: town, asOf: day)
                if let output {
                    let photos = records.filter { record in
                        record.day <= day && villages.contains { $0.code == record.village }
                    }
                    try sheet.write(photos, folder: campaign.folder, to: output)
                }
                if json {
                    print(sheet.json.pretty, terminator: "")
                } else {
                    sheet.lines.forEach { print($0) }
                }
                if coverage.covered < coverage.lines.count { throw ExitCode.wrongInput }
            }
        }
    }
}

extension PublicityRecord.Form: DomainWord {}

/// A photograph that somebody hands in.
struct PublicityPhoto {
    let bytes: [UInt8]
    private let suffix: String

    private static let limit = 3 << 20

    /// - Throws: `Rejection` `command.file-unreadable`, `publicity.photo-large`, `publicity.photo-kind`.
    init(_ path: String) throws(Rejection) {
        bytes = try OfficeDay.bytes(of: path)
        guard bytes.count <= PublicityPhoto.limit else { throw Rejection("publicity.photo-large", ["file": path]) }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            suffix = "jpg"
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
            suffix = "png"
        } else {
            throw Rejection("publicity.photo-kind", ["file": path])
        }
    }

    func entry(village: String) -> PublicityRecord.Photo {
        let hash = DurableFile.sha256(bytes)
        let path = OutFolder.photoPath(village: village, name: "\(hash.prefix(16)).\(suffix)")
        return PublicityRecord.Photo(path: path, sha256: hash)
    }
}
