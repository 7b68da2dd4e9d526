import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

extension RosterCommand {
    struct Regions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "regions", abstract: "区划变动：村居合并、拆分、更名、新设、划归别的镇街；不写文件则列出历次区划表。",
            discussion: """
                Takes a changed table of regions from a day on, or lists the tables so far.
                文件是新的整张区划表，撤销的村居写在并入的那一行的“原代码”一列。例：
                zhengjiao roster regions campaign.yaml 新区划.csv --out out --from 2019-11-15 \\
                  --reason 区政府批复 --by 甲 --checker 乙
                一个村居拆到几个村居的，几行的“原代码”都写它，另用 --division 写明每个人或每一户到哪里。
                """)

        @Argument(help: "方案（campaign.yaml）") var plan: String
        @Argument(help: "新的整张区划表") var file: String?
        @Option(help: "状态和文书的目录") var out: String
        @Option(help: "分户名单：身份证号码或户主，和新村居代码") var division: String?
        @Option(help: "分户名单没有列的人都到这个村居（代码），可以写多次") var rest: [String] = []
        @Option(help: "从哪一天起") var from: String?
        @Option(help: "依据、理由") var reason: String?
        @Option(help: "经办人") var by: String?
        @Option(help: "复核人，不能与经办人相同") var checker: String?

        func validate() throws {
            if file != nil && (from == nil || reason == nil || by == nil || checker == nil) {
                throw ValidationError(
                    zh: "导入新的区划表要写 --from、--reason、--by 和 --checker。",
                    en: "a new table needs --from, --reason, --by and --checker.")
            }
            if division == nil && !rest.isEmpty {
                throw ValidationError(zh: "--rest 与 --division 一起用。", en: "--rest goes with --division.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                guard let file, let from, let reason, let by, let checker else { return try list() }
                guard let day = CivilDate(iso: from) else { throw Rejection("command.date", ["date": from]) }
                let source = try SourceFile(path: file)
                let list = try division.map { DivisionList(try SourceFile(path: $0), rest: rest) }
                let books = try CampaignBooks.writing(plan: plan, out: out)
                let decision = RegionDecision(
                    effective: day, reason: reason, by: by, checker: checker,
                    at: Instant(milliseconds: World.live.now()))
                let changes = try books.database.write {
                    try books.campaign.changeRegions(source, division: list, decision, in: $0)
                }
                if changes.isEmpty { return print("与现行区划表相同，没有变动。") }
                var table = TextTable(head: ["变动", "代码", "名称", "说明"])
                for change in changes {
                    table.append([change.kind.rawValue, change.code, change.name, change.detail])
                }
                table.lines.forEach { print($0) }
            }
        }

        private func list() throws {
            let books = try CampaignBooks.reading(plan: plan, out: out)
            let versions = try books.database.read { try books.campaign.regionVersions(in: $0) }
            if versions.isEmpty { return print("区划表没有变动过。") }
            var table = TextTable(head: ["版次", "生效", "村居数", "理由", "经办", "复核"], right: [0, 2])
            for version in versions {
                table.append([
                    "\(version.number)", version.effective?.iso ?? "开始时", "\(version.villages)", version.reason,
                    version.by, version.checker,
                ])
            }
            table.lines.forEach { print($0) }
        }
    }
}
