import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

struct ListsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lists", abstract: "特殊人群名单：报送、审核、比对、清零；出生死亡迁移的办理。",
        discussion: """
            Lists of the special classes: handed in, reviewed, matched, brought to zero gaps; events of persons.
            用法见 docs/levy/persons.md。
            """,
        subcommands: [
            Due.self, Submit.self, Review.self, Board.self, Match.self, Clashes.self, Gaps.self, Events.self,
            Finish.self, Cross.self, Found.self, Decide.self,
        ])

    struct Place: ParsableArguments {
        @Argument(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "状态和文书的目录") var out: String

        func reading() throws -> CampaignBooks { try CampaignBooks.reading(plan: plan, out: out) }
        func writing() throws -> CampaignBooks { try CampaignBooks.writing(plan: plan, out: out) }
        var now: Instant { Instant(milliseconds: World.live.now()) }
    }

    static func day(_ text: String) throws(Rejection) -> CivilDate {
        guard let day = CivilDate(iso: text) else { throw Rejection("command.date", ["date": text]) }
        return day
    }
}

extension ListsCommand {
    struct Due: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "due", abstract: "定一类名单在一个环节的截止日期。（Sets a due date.）")

        @OptionGroup var place: Place
        @Option(name: .customLong("class"), help: "类别，如 低保、特困人员，或规则里的 id") var listed: ClassArgument
        @Option(help: "环节：\(ListStage.listed)") var stage: ListStage
        @Option(help: "截止日期，如 2019-11-05") var day: String
        @Option(help: "经办人") var by: String

        func run() async throws {
            try await Failures.reporting {
                let books = try place.writing()
                let date = try ListsCommand.day(day)
                let specialClass = try listed.specialClass(books.campaign.policy.rules)
                try books.database.write {
                    try books.campaign.setListDue(
                        specialClass, stage, date, by: by, in: $0, at: place.now)
                }
                print(say("reply.list-due", ["class": specialClass.rawValue, "stage": stage.chinese, "day": date.iso]))
            }
        }
    }

    struct Submit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "submit", abstract: "村居上报一类名单。（Hands a village's list in.）")

        @OptionGroup var place: Place
        @Argument(help: "名单文件") var file: String
        @Option(name: .customLong("class"), help: "类别，如 低保、特困人员，或规则里的 id") var listed: ClassArgument
        @Option(help: "村居代码") var village: String
        @Option(help: "上报人") var by: String

        func run() async throws {
            try await Failures.reporting {
                let books = try place.writing()
                let source = try SourceFile(path: file)
                let specialClass = try listed.specialClass(books.campaign.policy.rules)
                let found = try books.database.write {
                    try books.campaign.submitList(
                        specialClass, village: village, source, by: by, in: $0, at: place.now)
                }
                found.notes.forEach { Failures.write(Failures.describe($0)) }
                let list = found.submission
                print("\(list.file)：\(list.rows) 人，\(list.state.rawValue)")
            }
        }
    }

    struct Review: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "review", abstract: "镇街审核或部门确认一个村居的名单。（Passes a list on, or sends it back.）")

        @OptionGroup var place: Place
        @Option(name: .customLong("class"), help: "类别，如 低保、特困人员，或规则里的 id") var listed: ClassArgument
        @Option(help: "村居代码") var village: String
        @Option(help: "环节：镇街 town 或 部门 bureau") var stage: ListStage
        @Flag(name: .customLong("return"), help: "退回") var isReturned = false
        @Option(help: "意见") var note = ""
        @Option(help: "审核人") var by: String

        func run() async throws {
            try await Failures.reporting {
                let books = try place.writing()
                let specialClass = try listed.specialClass(books.campaign.policy.rules)
                let changes = try books.database.write {
                    try books.campaign.reviewList(
                        specialClass, village: village, stage: stage, passes: !isReturned, note: note,
                        by: by, in: $0, at: place.now)
                }
                changes.forEach { print($0.line) }
            }
        }
    }

    struct Board: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "board", abstract: "各村居各类名单到了哪一步，谁超期了。（Where each list is, and who is late.）")

        @OptionGroup var place: Place
        @Option(help: "截至哪一天；不写为今天") var on: String?
        @Flag(help: "只看没有办完的") var open = false
        @Flag(help: "以 JSON 输出") var json = false

        private struct Listed: Encodable {
            let listedClass: String
            let village: String
            let state: String
            let waitsFor: String?
            let due: String?
            let isLate: Bool
        }

        func run() async throws {
            try await Failures.reporting {
                let books = try place.reading()
                let day = try on.map { try ListsCommand.day($0) } ?? place.now.date
                let board = try books.database.read { try books.campaign.listBoard(in: $0) }
                let rows = board.filter { !open || $0.waitsFor != nil }.map { standing in
                    Listed(
                        listedClass: standing.specialClass.rawValue,
                        village: "\(standing.village.code) \(standing.village.name)",
                        state: standing.submission?.state.rawValue ?? "未上报", waitsFor: standing.waitsFor?.chinese,
                        due: standing.due?.iso, isLate: standing.isLate(on: day))
                }
                if json { return print(try JSONOutput.text(rows)) }
                var table = TextTable(head: ["类别", "村居", "状态", "等待", "截止", ""])
                for row in rows {
                    table.append([
                        row.listedClass, row.village, row.state, row.waitsFor ?? "", row.due ?? "",
                        row.isLate ? "超期" : "",
                    ])
                }
                table.lines.forEach { print($0) }
                print("超期 \(rows.count { $0.isLate })")
            }
        }
    }
}
