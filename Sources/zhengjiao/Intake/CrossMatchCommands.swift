import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

extension ListsCommand {
    /// What the step `match-lists` does, by hand.
    struct Cross: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cross", abstract: "各部门最新名单与清册逐一比对，结果待核定。（Compares the newest list of every office.）",
            discussion: """
                名单写在方案的 settings: cross-match；每月、每周比对用步骤 match-lists。结果由 lists decide 或
                for-each: matches 的任务逐人核定，不核定不变动。
                例：zhengjiao lists cross plan.yaml --out out/2019 --by 王伟 --table 民政局.xlsx --office 区民政局
                """)

        @OptionGroup var place: Place
        @Option(help: "部门文件所在的目录；不写为方案旁的 data") var data: String?
        @Option(help: "截至哪一天收到的名单；不写为今天") var on: String?
        @Option(help: "经办人") var by: String
        @Option(help: "把给一个部门的结果写成表（.xlsx 或 .csv）") var table: String?
        @Option(help: "哪个部门（--table 时要写）") var office: String?

        func validate() throws {
            if (table == nil) != (office == nil) {
                throw ValidationError(zh: "--table 和 --office 要同时写。", en: "--table and --office go together.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let books = try place.writing()
                let day = try on.map { try ListsCommand.day($0) } ?? place.now.date
                let folder = data ?? PlanFolder.of(place.plan) + "/data"
                let report = try books.database.write {
                    try CrossMatchReport(
                        comparing: books.settings.crossLists, books.campaign, data: folder, on: day, by: by,
                        warn: { Failures.show($0) }, in: $0, at: place.now)
                }
                report.lines.forEach { print($0) }
                guard let table, let office else { return }
                guard report.offices.contains(office) else {
                    throw Rejection(
                        "match.office", ["office": office, "known": report.offices.joined(separator: "、")])
                }
                let bytes = table.hasSuffix(".csv") ? report.csv(of: office) : try report.workbook(of: office)
                _ = try PlainFile.write(bytes, to: table)
            }
        }
    }

    struct Found: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "found", abstract: "最近一次比对的结果和核定情况。（What the last comparisons found.）")

        @OptionGroup var place: Place
        @Flag(help: "只列出待核定的") var open = false

        func run() async throws {
            try await Failures.reporting {
                let books = try place.reading()
                if open {
                    let questions = try books.database.read { try books.campaign.crossQuestions(in: $0) }
                    if questions.isEmpty { return print(say("reply.none")) }
                    var table = TextTable(head: ["编号", "事项"])
                    for question in questions { table.append([question.subject, question.sentence]) }
                    return table.lines.forEach { print($0) }
                }
                let runs = try books.database.read { try books.campaign.crossRuns(in: $0) }
                if runs.isEmpty { return print(say("reply.none")) }
                CrossMatchReport(runs).lines.forEach { print($0) }
            }
        }
    }

    struct Decide: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "decide", abstract: "核定一项比对结果：采用或不采用。（Decides about one finding.）",
            discussion: "采用新增的，列入该类并随之调整应缴；采用退出的，退出该类。要写两个人。")

        @OptionGroup var place: Place
        @Argument(help: "编号，如 match:3，见 lists found --open") var subject: String
        @Argument(help: "采用 或 不采用") var verdict: String
        @Option(help: "一行可能是几个人的，写是哪一人（证件号码）") var number: String?
        @Option(help: "说明") var note = ""
        @Option(help: "经办人") var by: String
        @Option(help: "复核人") var checker: String

        func validate() throws {
            guard CrossRow.Verdict(rawValue: verdict) != nil else {
                throw ValidationError(zh: "写 采用 或 不采用。", en: "write 采用 or 不采用.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let books = try place.writing()
                let changes = try books.database.write { transaction in
                    guard
                        let question = try books.campaign.crossQuestions(in: transaction)
                            .first(where: { $0.subject == subject })
                    else { throw Rejection("match.none", ["subject": subject]) }
                    let changes = try verdict == CrossRow.Verdict.taken.rawValue
                        ? books.campaign.takeCrossMatch(
                            subject, number: number, by: by, checker: checker, in: transaction, at: place.now) : nil
                    try DecisionStore.add(
                        Decision(
                            subject: subject, verdict: verdict,
                            note: [question.sentence, note].filter { !$0.isEmpty }.joined(separator: "；"),
                            decidedBy: by, checkedBy: checker, decidedAt: place.now), in: transaction)
                    return changes ?? []
                }
                changes.flatMap(\.lines).forEach { Failures.write($0) }
                print(say("reply.match-taken", ["subject": subject, "verdict": verdict]))
            }
        }
    }
}
