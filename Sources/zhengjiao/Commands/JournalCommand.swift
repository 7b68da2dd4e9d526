import ArgumentParser
import Diagnostics
import Foundation
import Storage
import Workflow

struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "查验和查看事件日志。", subcommands: [Verify.self, Show.self, Head.self])

    /// Opens a campaign's database only to read it, also while `serve` runs.
    private static func database(_ out: String) throws -> Database {
        let path = OutFolder(root: out).databasePath
        guard FileManager.default.fileExists(atPath: path) else {
            throw Rejection("command.no-database", ["folder": out])
        }
        return try Composition.reading(path)
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "逐条重算摘要，找出被改动的一条。",
            discussion: "没有改动时打印条数和最后的校验值，可与纸面通报上的校验值核对；有改动时说明是哪一条，退出码 65。")

        @Option(help: "输出目录") var out: String

        func run() async throws {
            try await Failures.reporting {
                let (entries, head) = try Journal.verify(try JournalCommand.database(out))
                print(say("reply.journal-whole", ["count": "\(entries)", "head": head]))
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "打印日志的条目，一行一条。")

        @Option(help: "输出目录") var out: String
        @Option(help: "从第几条开始") var from = 1
        @Option(help: "最多几条") var limit = 100
        @Option(help: "只看一件事，如 print-receipts@2019-11-01 19:00/370403001001") var subject: String?

        func validate() throws {
            if limit < 1 { throw ValidationError(zh: "--limit 至少为 1。", en: "--limit must be at least 1.") }
        }

        func run() async throws {
            try await Failures.reporting {
                let database = try JournalCommand.database(out)
                let entries: [Journal.Entry]
                if let subject {
                    entries = try Journal.entries(database, subject: subject).filter { $0.sequence >= from }
                } else {
                    entries = try Journal.entries(database, from: from, limit: limit)
                }
                for entry in entries.prefix(limit) {
                    let time = Instant(milliseconds: entry.at).iso
                    print("\(entry.sequence)\t\(time)\t\(entry.kind)\t\(entry.subject)\t\(entry.text)")
                }
            }
        }
    }

    struct Head: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "head", abstract: "某一天日终的校验值，与通报上印的一致。")

        @Option(help: "输出目录") var out: String
        @Argument(help: "日期，如 2019-11-01") var day: String

        func run() async throws {
            try await Failures.reporting {
                guard let date = CivilDate(iso: day) else { throw Rejection("command.date", ["date": day]) }
                guard let head = try Journal.head(try JournalCommand.database(out), on: date) else {
                    throw Rejection("command.no-head", ["date": date.iso])
                }
                print("\(head.day.iso) \(head.sequence) \(head.hash)")
            }
        }
    }
}
