import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "一个人：全部资料，应缴多少和为什么，谁查过；登记情况和材料。",
        discussion: "Everything about a person, what is owed and why; who looked at it; what a clerk enters.",
        subcommands: [
            Show.self, History.self, PersonExplainCommand.self, Accesses.self, PersonFactsCommand.Mark.self,
            PersonFactsCommand.Unmark.self, PersonListCommand.self, PersonFactsCommand.Parent.self,
            PersonFactsCommand.Receive.self, PersonFormCommand.self,
             PersonFactsCommand.Reason.self, PersonProofCommand.self,
            PersonVerifyProofCommand.self,
        ])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "一人式：身份、名册、应缴、流水、凭证、核定单、退费、账簿、任务、查询记录。",
            discussion: """
                先记入查询记录，再显示。只读，serve 运行时也可以用。

                zhengjiao person show out/xuecheng-2019 370403198001010018 --by 王伟 --purpose 本人来电核对
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "身份证号码") var id: String
        @OptionGroup var looker: Looker
        @Option(help: "年龄按哪一天算，默认今天") var on: DayArgument?
        @OptionGroup var view: ViewOptions

        func run() async throws {
            try await Failures.reporting {
                let look = LookUp(
                    out: OutFolder(root: campaign.folder), database: try campaign.reading(), by: looker.by,
                    purpose: looker.purpose,
                    scope: try looker.scope { try campaign.reading().read { try RuleSetStore.current(in: $0) }.rules })
                try view.show(try look.person(id, asOf: on?.date ?? OfficeDay.today), by: looker.by)
            }
        }
    }

    struct Accesses: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accesses", abstract: "谁在什么时候因为什么查过一个人；不给号码时列出可疑的查询。",
            discussion: """
                可疑：after-hours 非工作时间，own 本人或本户，many 一小时内查询过多。记录被改动时说明是哪一行，退出码 65。

                zhengjiao person accesses out/xuecheng-2019 370403198001010018
                zhengjiao person accesses out/xuecheng-2019 --many 30
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "身份证号码") var id: String?
        @Option(help: "一小时内查询多少人以上算过多") var many = 30
        @Option(help: "工作日历") var calendar: String?
        @Flag(help: "每次看到了哪些栏目，逐项列出") var fields = false
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let log = AccessLog(OutFolder(root: campaign.folder))
                let entries = try log.entries()
                let calendar = try OfficeDay.calendar(calendar)
                let reasons = Dictionary(
                    grouping: AccessEntry.conspicuous(entries, many: many, isWorked: calendar.isWorkingDay)
                ) { $0.entry }.mapValues { $0.flatMap { $0.reasons } }
                let hash = try id.map { try log.hash(of: LookUp.citizenID($0)) }
                let chosen = entries.filter { hash == nil ? reasons[$0] != nil : $0.person == hash }
                let rows = chosen.map { entry in
                    let why = AccessEntry.Reason.allCases.filter { reasons[entry]?.contains($0) ?? false }
                    return [
                        entry.at.text, entry.by, String(entry.person.prefix(12)), entry.purpose,
                        LookUp.words(entry.fields, whole: fields),
                        why.map(\.chinese).joined(separator: "、"),
                    ]
                }
                let section = ViewFile.Section(
                    "accesses", "查询记录",
                    [
                        .init("at", "时间"), .init("by", "查询人"), .init("person", "被查询人"), .init("purpose", "事由"),
                        .init("fields", "看到的内容"), .init("reasons", "可疑"),
                    ], rows)
                let file = ViewFile(form: "查询记录", title: "", sections: [section])
                if json { return print(file.json.pretty, terminator: "") }
                for line in ViewPaper(file: file, by: "", at: OfficeDay.now).lines { print(line) }
            }
        }
    }
}

struct HouseholdCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "household", abstract: "一户：成员、应缴、已缴；一个村居有哪些户。", subcommands: [Show.self, List.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "一个村居的户：户主、人数、应缴、未缴。（The households of a village.）",
            discussion: """
                清册和名单没有写户主的人不在其中，末行写有多少人。
                例：zhengjiao household list out/xuecheng-2019 370403101200
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "村居代码") var village: String

        func run() async throws {
            try await Failures.reporting {
                let (name, households, alone) = try campaign.reading().read { transaction in
                    let regions = try RegionTree.stored(in: transaction)
                    guard regions.village(village) != nil else {
                        throw Rejection("order.village", ["village": village])
                    }
                    let found = try HouseholdList.read(village: village, in: transaction)
                    return (regions.fullName(ofVillage: village), found.households, found.alone)
                }
                var table = TextTable(head: ["户主", "人数", "应缴（元）", "未缴（元）"], right: [1, 2, 3])
                for household in households {
                    table.append([
                        household.head, "\(household.members)", Money(fen: household.ownFen).grouped,
                        Money(fen: household.openFen).grouped,
                    ])
                }
                print("\(name)：\(households.count) 户")
                table.lines.forEach { print($0) }
                if alone > 0 { print(say("reply.no-head", ["count": "\(alone)"])) }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "一户式：一个村居里同一户主的人。每个成员都记入查询记录。",
            discussion: "例：zhengjiao household show out/xuecheng-2019 370403001001 张大山 --by 王伟 --purpose 入户核实")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "村居代码") var village: String
        @Argument(help: "户主姓名，或任何一名成员的身份证号") var head: String
        @OptionGroup var looker: Looker
        @OptionGroup var view: ViewOptions

        func run() async throws {
            try await Failures.reporting {
                let look = LookUp(
                    out: OutFolder(root: campaign.folder), database: try campaign.reading(), by: looker.by,
                    purpose: looker.purpose,
                    scope: try looker.scope { try campaign.reading().read { try RuleSetStore.current(in: $0) }.rules })
                try view.show(try look.household(village: village, head: head), by: looker.by)
            }
        }
    }
}

struct BureauCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bureau", abstract: "一个部门：承担的步骤、任务、期限、进度。", subcommands: [Show.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "一局式。", discussion: "例：zhengjiao bureau show out/xuecheng-2019 campaign.yaml tax-bureau")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "方案（campaign.yaml）") var plan: String
        @Argument(help: "方案里的岗位：id 或名称") var bureau: String
        @Option(help: "查询人（印 PDF 时必写）") var by: String?
        @OptionGroup var view: ViewOptions

        func validate() throws { try view.require(by) }

        func run() async throws {
            try await Failures.reporting {
                let engine = try Engine(reading: campaign.reading(), definition: try Definition.load(path: plan))
                let file = try LookUp.bureau(bureau, engine, on: OfficeDay.now)
                try view.show(file, by: by ?? "")
            }
        }
    }
}

struct OfficerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "officer", abstract: "一名经办人员：经手、复核、决定、查询。", subcommands: [Show.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "一员式。", discussion: "例：zhengjiao officer show out/xuecheng-2019 campaign.yaml 王伟")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "方案（campaign.yaml）") var plan: String
        @Argument(help: "姓名，以及人员表里的 id（不同时）") var names: [String]
        @Option(help: "查询人（印 PDF 时必写）") var by: String?
        @OptionGroup var view: ViewOptions

        func validate() throws { try view.require(by) }

        func run() async throws {
            try await Failures.reporting {
                let engine = try Engine(reading: campaign.reading(), definition: try Definition.load(path: plan))
                let out = OutFolder(root: campaign.folder)
                try view.show(try LookUp.officer(names, engine, out, on: OfficeDay.now), by: by ?? "")
            }
        }
    }
}
