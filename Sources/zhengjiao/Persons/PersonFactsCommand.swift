import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

/// What a clerk enters about a person: subcommands of `person`.
enum PersonFactsCommand {
    /// The rules and books of a campaign's folder, opened to be written.
    static func writing(
        _ folder: CampaignFolder, _ body: (Campaign, Transaction) throws -> Void
    ) throws {
        try folder.writing().write { transaction in
            try body(Campaign(policy: try RuleSetStore.current(in: transaction)), transaction)
        }
    }

    static func number(_ text: String) throws(Rejection) -> String {
        guard let number = PersonNumber.key(text) else { throw Rejection("explain.number", ["id": text]) }
        return number
    }

    static func day(_ text: String?) throws(Rejection) -> CivilDate? {
        guard let text else { return nil }
        // Clerks write a day in as many ways as bureaus' files do.
        guard let day = DateReading(text, latest: now.date.adding(days: 366)).date else {
            throw Rejection("command.date", ["date": text])
        }
        return day
    }

    /// What was entered about persons changes what they owe; nothing does before a roster came.
    static func follow(
        _ persons: Set<String>, cause: String, in transaction: Transaction
    ) throws -> [Adjustment] {
        guard let policy = try RuleSetStore.recorded(in: transaction) else { return [] }
        return try Campaign(policy: policy).followFacts(of: persons, cause: cause, in: transaction, at: now)
    }

    static func report(_ changes: [Adjustment]) {
        for change in changes where !change.isEmpty { change.lines.forEach { print($0) } }
    }

    /// A day that lies ahead is mostly a slip of the pen; nobody died tomorrow.
    static func checkDeath(_ kind: PersonMark.Kind?, from: CivilDate?) throws(Rejection) {
        if kind == .deceased, let from, from > now.date { throw Rejection("fact.future-death", ["date": from.iso]) }
    }

    /// A kind of mark by its English or its Chinese name.
    static func kind(_ text: String) throws(Rejection) -> PersonMark.Kind {
        guard let found = PersonMark.Kind(argument: text) else {
            throw Rejection("fact.kind", ["kind": text, "known": PersonMark.Kind.listed])
        }
        return found
    }

    static var now: Instant { Instant(milliseconds: World.live.now()) }

    static func say(_ code: String, _ arguments: [String: String]) {
        print(Catalogue.message(Diagnostic(.note, code, arguments), in: Failures.language))
    }

    struct Mark: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "mark", abstract: "登记一个人的情况：在校学生、参加职工保险、居住证、死亡等。",
            discussion: """
                种类：\(PersonMark.Kind.listed)。
                例：
                zhengjiao person mark out/xuecheng-2019 370403198001010018 student --by 张三 --source 教育局名单
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "身份证号") var id: String
        @Argument(help: "种类") var kind: String
        @Option(help: "从哪一天起") var from: String?
        @Option(help: "到哪一天止") var until: String?
        @Option(help: "证件号码等") var detail = ""
        @Option(help: "村居代码") var village = ""
        @Option(help: "来源") var source: String
        @Option(help: "登记人") var by: String

        func run() async throws {
            try await Failures.reporting {
                let found = try PersonFactsCommand.kind(kind)
                let mark = PersonMark(
                    found, detail: detail, from: try PersonFactsCommand.day(from),
                    until: try PersonFactsCommand.day(until),
                    source: source)
                try PersonFactsCommand.checkDeath(found, from: mark.from)
                let number = try PersonFactsCommand.number(id)
                let (entered, changes) = try campaign.writing().write { transaction in
                    let entered = try FactStore.add(
                        mark, of: number, village: village, by: by, at: PersonFactsCommand.now, in: transaction)
                    return (
                        entered, try PersonFactsCommand.follow([number], cause: "fact:\(entered)", in: transaction)
                    )
                }
                PersonFactsCommand.say("fact.entered", ["number": "\(entered)", "kind": found.chinese, "id": number])
                PersonFactsCommand.report(changes)
            }
        }
    }

    struct Unmark: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "unmark", abstract: "撤回一条登记（留痕）。")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "登记的编号") var number: Int
        @Option(help: "为什么") var reason: String
        @Option(help: "经办人") var by: String

        func run() async throws {
            try await Failures.reporting {
                let changes = try campaign.writing().write { transaction in
                    let person = try FactStore.retract(
                        mark: number, reason: reason, by: by, at: PersonFactsCommand.now, in: transaction)
                    return try PersonFactsCommand.follow([person], cause: "fact:\(number)", in: transaction)
                }
                PersonFactsCommand.say("fact.retracted", ["number": "\(number)"])
                PersonFactsCommand.report(changes)
            }
        }
    }

    struct Parent: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "parent", abstract: "登记孩子的父亲或母亲（新生儿参保核对用）。")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "孩子的身份证号") var child: String
        @Argument(help: "父亲或母亲的身份证号") var parent: String
        @Option(help: "来源，如 户口簿") var source: String
        @Option(help: "登记人") var by: String

        func run() async throws {
            try await Failures.reporting {
                let (child, parent) = (try PersonFactsCommand.number(child), try PersonFactsCommand.number(parent))
                try campaign.writing().write { transaction in
                    try FactStore.addParent(
                        parent, of: child, source: source, by: by, at: PersonFactsCommand.now, in: transaction)
                }
                PersonFactsCommand.say("fact.parent", ["child": child, "parent": parent])
            }
        }
    }

    struct Receive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "receive", abstract: "收下材料，打印收件回执：已收到什么，还缺什么。",
            discussion: "例：zhengjiao person receive out/xuecheng-2019 37040320190615001X birth-certificate --by 张三")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "身份证号") var id: String
        @Argument(help: "材料的名称或 id，见 rules.yaml 的 materials") var materials: [String]
        @Option(help: "收件日期，默认今天") var on: String?
        @Option(help: "收件人") var by: String

        func run() async throws {
            try await Failures.reporting {
                let day = try PersonFactsCommand.day(on) ?? PersonFactsCommand.now.date
                let number = try PersonFactsCommand.number(id)
                try PersonFactsCommand.writing(campaign) { campaign, transaction in
                    let rules = campaign.policy.rules
                    let papers = try materials.map { name throws(Rejection) in try material(name, rules) }
                    for paper in papers {
                        try FactStore.receive(paper: paper, of: number, on: day, by: by, in: transaction)
                    }
                    let explained = try campaign.explain(person: number, on: day, in: transaction)
                    PersonFactsCommand.say(
                        "fact.slip",
                        [
                            "name": explained.name, "id": number, "day": day.chinese, "by": by,
                            "received": explained.papers.map(\.name).joined(separator: "、"),
                        ])
                    let missing = explained.determinations.flatMap(\.bring)
                    if missing.isEmpty {
                        PersonFactsCommand.say("fact.slip-complete", [:])
                    } else {
                        PersonFactsCommand.say(
                            "fact.slip-missing", ["missing": missing.map(\.name).joined(separator: "、")])
                    }
                }
            }
        }
    }

    /// The id of a paper that is named by it, or as the rules call it.
    private static func material(_ word: String, _ rules: RuleBook) throws(Rejection) -> String {
        guard let found = rules.materials.first(where: { $0.id == word || $0.name == word }) else {
            throw Rejection(
                "fact.material",
                ["name": word, "known": rules.materials.map { "\($0.name) \($0.id)" }.joined(separator: "、")])
        }
        return found.id
    }

    struct Reason: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reason", abstract: "登记没有缴费的原因。",
            discussion: """
                原因：\(UnpaidReason.Reason.listed)。
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "身份证号") var id: String
        @Argument(help: "险种：\(Insurance.listed)") var insurance: String
        @Argument(help: "原因") var reason: String
        @Option(help: "说明") var note = ""
        @Option(help: "代办员") var by: String
        @Option(help: "日期，默认今天") var on: String?

        func run() async throws {
            try await Failures.reporting {
                let scheme = try OrdersCommand.insurance(insurance)
                guard let found = UnpaidReason.Reason(argument: reason) else {
                    throw Rejection("fact.reason", ["reason": reason, "known": UnpaidReason.Reason.listed])
                }
                let day = try PersonFactsCommand.day(on) ?? PersonFactsCommand.now.date
                let entry = UnpaidReason(
                    citizenID: try PersonFactsCommand.number(id), insurance: scheme, reason: found, note: note, by: by,
                    on: day)
                try campaign.writing().write { try UnpaidReasonStore.add(entry, in: $0) }
                PersonFactsCommand.say(
                    "fact.reason-entered",
                    ["id": entry.citizenID, "insurance": scheme.chinese, "reason": found.chinese])
            }
        }
    }
}
