import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

struct RosterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster", abstract: "参保清册：识别、查验、导入、比较、更正、撤回。",
        discussion: """
            Rosters: guess, check, import, compare, correct and withdraw them. 用法见 docs/levy/rosters.md。
            """,
        subcommands: [
            Guess.self, Check.self, Import.self, Versions.self, Diff.self, Stopped.self, Withdraw.self,
            Correct.self, Reviews.self, Decide.self, Regions.self,
        ])

    /// What a file is, as options name it.
    enum Kind: String, DomainWord {
        case medical, pension, special, regions, agents

        var chinese: String {
            switch self {
            case .medical: "医保清册"
            case .pension: "养老清册"
            case .special: "特殊人群名单"
            case .regions: "区划表"
            case .agents: "代办员名册"
            }
        }

        var record: ImportRecord.Kind { ImportRecord.Kind(rawValue: rawValue) ?? .medical }
    }
}

extension RosterCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "导入清册和名单：原样再导入不起作用，不同的清册成为新的一版。",
            discussion: """
                Imports files; a roster that differs is the next version. 例：
                zhengjiao roster import workflows/xuecheng-2019/campaign.yaml --out out --by 张三 \\
                  --regions regions.csv --medical mib.csv --special 低保.xlsx --special 残疾.xlsx
                """)

        @Argument(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "状态和文书的目录") var out: String
        @Option(help: "区划表") var regions: String?
        @Option(help: "医保参保清册") var medical: String?
        @Option(help: "养老参保清册") var pension: String?
        @Option(help: "特殊人群名单，可以写多次") var special: [String] = []
        @Option(help: "代办员名册") var agents: String?
        @OptionGroup var reading: ReadingOptions
        @Option(help: "经办人") var by: String
        @Flag(help: "清册人数大幅减少也照样导入") var fewer = false

        func validate() throws {
            if [regions, medical, pension, agents].allSatisfy({ $0 == nil }) && special.isEmpty {
                throw ValidationError(zh: "没有写要导入的文件。", en: "no file to import was named.")
            }
        }

        /// A town's own list, or another insurance's, sent as the whole roster ends what everybody else owes.
        /// - Throws: `Rejection` `levy.version.fewer` when a version ends more than 50, and a quarter as many as it has
        ///   rows.
        private func checkSize(_ found: RosterImport) throws(Rejection) {
            for change in found.adjustments where !fewer {
                let roster = change.insurance == .medical ? found.medical : found.pension
                let lost = change.ended - change.added + change.held.count { $0.wantedVillage == nil }
                guard let roster, lost > 50, lost * 4 > roster.rows.count else { continue }
                throw Rejection(
                    "levy.version.fewer",
                    [
                        "file": roster.file.name, "insurance": change.insurance.chinese,
                        "rows": "\(roster.rows.count)", "lost": "\(lost)",
                    ])
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let mapping = try reading.senderMapping()
                let books = try CampaignBooks.writing(plan: plan, out: out)
                var sources = try RosterSources(
                    regions: regions, special: special, medical: medical, pension: pension, agents: agents)
                sources.map(mapping)
                let now = Instant(milliseconds: World.live.now())
                let offered = sources
                let found = try books.database.write {
                    let found = try books.campaign.importRosters(offered, in: $0, at: now)
                    try checkSize(found)
                    return found
                }
                for roster in [found.medical, found.pension].compactMap({ $0 }) {
                    roster.notes.forEach { Failures.write(Failures.describe($0)) }
                    print(RosterTally(roster).line)
                }
                for list in found.special {
                    list.notes.forEach { Failures.write(Failures.describe($0)) }
                    print("\(list.file.name)：\(list.rows.count) 行")
                }
                RosterCommand.tellRepeated(found)
                found.strangers.forEach { Failures.write(Failures.describe($0)) }
                print("新增应缴 \(found.obligations) 笔")
                for change in found.adjustments { change.lines.forEach { print($0) } }
                StoppedText.lines(found.stopped).forEach { print($0) }
            }
        }
    }

    struct Versions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "versions", abstract: "列出清册的各个版本。", discussion: "Lists the versions of the rosters.")

        @Argument(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "状态和文书的目录") var out: String
        @Flag(help: "以 JSON 输出") var json = false

        private struct Listed: Encodable {
            let insurance: String
            let version: Int
            let file: String
            let sha256: String
            let rows: Int
            let importedAt: String
            let isCurrent: Bool
            let withdrawnBy: String?
            let reason: String?
        }

        func run() async throws {
            try await Failures.reporting {
                let books = try CampaignBooks.reading(plan: plan, out: out)
                let versions = try books.database.read { transaction in
                    try Insurance.allCases.flatMap { try books.campaign.versions($0, in: transaction) }
                }
                let current = Set(
                    Insurance.allCases.compactMap { insurance in
                        versions.last { $0.insurance == insurance && $0.withdrawal == nil }?.id
                    })
                let listed = versions.map { version in
                    Listed(
                        insurance: version.insurance.rawValue, version: version.number, file: version.file,
                        sha256: version.sha256, rows: version.rows, importedAt: version.importedAt.iso,
                        isCurrent: current.contains(version.id), withdrawnBy: version.withdrawal?.by,
                        reason: version.withdrawal?.reason)
                }
                if json { return print(try JSONOutput.text(listed)) }
                var table = TextTable(head: ["险种", "版次", "文件", "行数", "导入时间", "状态"], right: [1, 3])
                for (version, row) in zip(versions, listed) {
                    let state = row.isCurrent ? "现行" : version.withdrawal.map { "已撤回（\($0.reason)）" } ?? "已被取代"
                    table.append([
                        version.insurance.chinese, "\(row.version)", row.file, "\(row.rows)", row.importedAt, state,
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }
    }
}

extension RosterCommand {
    struct Stopped: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "stopped", abstract: "列出清册列有、按规则不产生应缴的人和理由。",
            discussion: "Lists whom the rosters name and the rules do not let join, with the rule. 例：在校学生、死亡、参加职工保险。")

        @Argument(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "状态和文书的目录") var out: String
        @Flag(help: "以 JSON 输出") var json = false

        private struct Listed: Encodable {
            let insurance: String
            let id: String
            let name: String
            let village: String
            let rule: String
            let reason: String
        }

        func run() async throws {
            try await Failures.reporting {
                let books = try CampaignBooks.reading(plan: plan, out: out)
                let stopped = try books.database.read { try books.campaign.stoppedClaims(in: $0) }
                if json {
                    return print(
                        try JSONOutput.text(
                            stopped.map {
                                Listed(
                                    insurance: $0.insurance.rawValue, id: $0.citizenID, name: $0.name,
                                    village: $0.village, rule: $0.cause.rule,
                                    reason: Catalogue.message($0.cause.note, in: Failures.language))
                            }))
                }
                if stopped.isEmpty { return print("清册所列的人都可以参保。") }
                stopped.forEach { print(StoppedText.line($0)) }
            }
        }
    }
}

/// How many rows of a roster came to what.
struct RosterTally {
    let roster: Roster

    init(_ roster: Roster) { self.roster = roster }

    private func count(_ kind: RowOutcome.Kind) -> Int { roster.rows.count { $0.outcome.kind == kind } }

    var line: String {
        let repaired = "修正 \(count(.repaired))，退回 \(count(.rejected))，待核实 \(count(.review))"
        return "\(roster.file.name)：\(roster.rows.count) 行，接受 \(count(.accepted))，\(repaired)"
    }
}

extension RosterCommand {
    /// Says of files that were offered again whether they hold.
    fileprivate static func tellRepeated(_ found: RosterImport) {
        for (version, current) in found.repeated {
            let facts = [
                "file": version.file, "insurance": version.insurance.chinese, "number": "\(version.number)",
                "current": "\(current)",
            ]
            print(say(version.number == current ? "reply.roster-known" : "reply.superseded", facts))
        }
        for name in found.knownLists { print(say("reply.list-known", ["file": name])) }
    }
}
