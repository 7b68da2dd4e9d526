import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

extension ListsCommand {
    struct Match: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "match", abstract: "与民政、残联、扶贫的现行名单比对：新增、退出、姓名不一致、多类重合、不在清册、等级不够。",
            discussion: """
                Compares a bureau's list of today with the class. --apply 时按名单更新类别，应缴随之调整；要写两个人。
                """)

        @OptionGroup var place: Place
        @Argument(help: "名单文件") var file: String
        @Option(name: .customLong("class"), help: "类别，如 低保、特困人员，或规则里的 id") var listed: ClassArgument
        @Flag(help: "按名单更新") var apply = false
        @Flag(help: "名单比现有人员少很多也照样更新") var fewer = false
        @Option(help: "经办人（--apply 时要写）") var by: String?
        @Option(help: "复核人（--apply 时要写）") var checker: String?
        @Flag(help: "以 JSON 输出") var json = false

        private struct Listed: Encodable {
            let kind: String
            let id: String
            let name: String
            let reason: String
        }

        func validate() throws {
            if apply && (by == nil || checker == nil) {
                throw ValidationError(
                    zh: "--apply 要同时写 --by 和 --checker。", en: "--apply needs --by and --checker.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let books = try apply ? place.writing() : place.reading()
                let source = try SourceFile(path: file)
                let specialClass = try listed.specialClass(books.campaign.policy.rules)
                let found = try books.database.read {
                    try books.campaign.matchList(specialClass, source, in: $0)
                }
                if apply, let by, let checker {
                    let changes = try books.database.write {
                        try books.campaign.applyList(
                            specialClass, source, by: by, checker: checker, isWhole: fewer, in: $0, at: place.now)
                    }
                    changes.flatMap(\.lines).forEach { Failures.write($0) }
                }
                if json {
                    return print(
                        try JSONOutput.text(
                            found.map {
                                Listed(kind: $0.kind.rawValue, id: $0.citizenID, name: $0.name, reason: $0.reason)
                            }))
                }
                var table = TextTable(head: ["结果", "姓名", "证件号码", "说明"])
                for match in found { table.append([match.kind.chinese, match.name, match.citizenID, match.reason]) }
                table.lines.forEach { print($0) }
                let counts = ListMatch.Kind.allCases.map { kind in
                    "\(kind.chinese) \(found.count { $0.kind == kind })"
                }
                print(counts.joined(separator: "，"))
            }
        }
    }

    struct Clashes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "clashes", abstract: "同时在几类名单而还没有核定的人。（Persons of several classes, not decided yet.）",
            discussion: "方案里 for-each: clashes 的步骤把他们交给岗位核定。")

        @OptionGroup var place: Place

        func run() async throws {
            try await Failures.reporting {
                let books = try place.reading()
                let clashes = try books.database.read { try books.campaign.classClashes(in: $0) }
                if clashes.isEmpty { return print("没有同时在几类名单的人。") }
                clashes.forEach { print($0.sentence) }
            }
        }
    }

    struct Gaps: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "gaps", abstract: "特殊人群中还没有参保的人，直到清零。（Members of the classes who are not insured.）",
            discussion: "还有人时退出码为 65，可用于每日检查。")

        @OptionGroup var place: Place
        @Flag(help: "以 JSON 输出") var json = false

        private struct Listed: Encodable {
            let listedClass: String
            let id: String
            let name: String
            let village: String
            let reason: String
        }

        func run() async throws {
            try await Failures.reporting {
                let books = try place.reading()
                let gaps = try books.database.read { try books.campaign.listGaps(in: $0) }
                let rows = gaps.map {
                    Listed(
                        listedClass: $0.specialClass.rawValue, id: $0.citizenID, name: $0.name, village: $0.village,
                        reason: $0.reason.rawValue)
                }
                if json {
                    print(try JSONOutput.text(rows))
                } else {
                    var table = TextTable(head: ["类别", "姓名", "证件号码", "村居", "原因"])
                    for row in rows { table.append([row.listedClass, row.name, row.id, row.village, row.reason]) }
                    table.lines.forEach { print($0) }
                    for listed in books.campaign.policy.classes {
                        print("\(listed.rawValue)：\(gaps.count { $0.specialClass == listed })")
                    }
                }
                if !gaps.isEmpty { throw ExitCode.wrongInput }
            }
        }
    }

    struct Events: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "events", abstract: "读入出生、死亡、注销、迁入、迁出，列出要办的事。（Reads events, lists what is to be done.）",
            discussion: """
                文件的列：变动类型、姓名、身份证号、变动日期、村居代码。不写文件则只列出。死亡的，未缴的应缴随之终止。
                姓名与清册不是一个人的，只提示，不办理。
                """)

        @OptionGroup var place: Place
        @Argument(help: "文件") var file: String?
        @Option(help: "经办人（读入文件时要写）") var by: String?
        @Flag(help: "也列出办完的") var all = false

        func validate() throws {
            if file != nil && by == nil {
                throw ValidationError(zh: "读入文件要写 --by。", en: "reading a file needs --by.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let books = try file == nil ? place.reading() : place.writing()
                if let file, let by {
                    let source = try SourceFile(path: file)
                    let found = try books.database.write {
                        try books.campaign.importEvents(source, by: by, in: $0, at: place.now)
                    }
                    found.strangers.forEach { Failures.write(Failures.describe($0)) }
                    Failures.write("新增 \(found.opened) 件")
                    for change in found.changes where !change.isEmpty { change.lines.forEach(Failures.write) }
                }
                let events = try books.database.read { try books.campaign.personEvents(in: $0) }
                var table = TextTable(head: ["编号", "事件", "姓名", "证件号码", "日期", "村居", "要办的事", "办结"], right: [0])
                for event in events where all || event.doneBy == nil {
                    table.append([
                        "\(event.id)", event.kind.rawValue, event.name, event.citizenID, event.day.iso, event.village,
                        event.kind.task, event.doneBy.map { "\($0) \(event.note)" } ?? "",
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }
    }

    struct Finish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "finish", abstract: "记下一件事已经办结。（Marks an event as dealt with.）")

        @OptionGroup var place: Place
        @Argument(help: "编号") var id: Int
        @Option(help: "办理结果") var note: String
        @Option(help: "经办人") var by: String

        func run() async throws {
            try await Failures.reporting {
                let books = try place.writing()
                try books.database.write {
                    try books.campaign.finishEvent(id, note: note, by: by, in: $0, at: place.now)
                }
            }
        }
    }
}

struct AgentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agents", abstract: "代办员名册：每个村居可以有几名，协议到期、未培训的标出。",
        discussion: "The register of agents; a village may have several. 名册用 roster import --agents 导入。")

    @OptionGroup var place: ListsCommand.Place
    @Option(help: "截至哪一天；不写为今天") var on: String?
    @Option(help: "提前几天提醒协议到期") var ahead = 30
    @Flag(help: "只看有问题的") var faulty = false

    func run() async throws {
        try await Failures.reporting {
            let books = try place.reading()
            let day = try on.map { try ListsCommand.day($0) } ?? place.now.date
            let (agents, tree) = try books.database.read {
                (try books.campaign.agentRegister(in: $0), try books.campaign.regions(in: $0))
            }
            var table = TextTable(head: ["村居", "姓名", "电话", "协议到期", "培训", "问题"])
            for agent in agents {
                let faults = AgentFault.faults(of: agent, on: day, ahead: ahead)
                if faulty && faults.isEmpty { continue }
                table.append([
                    "\(agent.village) \(tree.village(agent.village)?.name ?? "")", agent.name, agent.phone,
                    agent.validUntil?.iso ?? "", agent.trainedOn?.iso ?? "",
                    faults.map(\.rawValue).joined(separator: "、"),
                ])
            }
            table.lines.forEach { print($0) }
            let villages = Set(agents.map(\.village))
            let without = tree.villages.filter { !villages.contains($0.code) }.map(\.name)
            if !without.isEmpty { print("没有代办员的村居：\(without.joined(separator: "、"))") }
        }
    }
}
