import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

extension EmployersCommand {
    struct Credit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "credit", abstract: "社会保险信用案件：事实、告知、陈述、决定、公布、移出。",
            discussion: "Credit cases, step by step, each with its day, person and document.",
            subcommands: [Open.self, Step.self, List.self, Published.self, Measures.self])
    }

    /// The code list that comes with the program.
    static var measureList: String { Installation.home + "/workflows/employers/credit-measures.csv" }
}

extension EmployersCommand.Credit {
    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open",
            abstract: "立案：认定事实。", discussion: "Opens a case with its facts and the document that proves them.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "统一社会信用代码") var code: String
        @Option(help: "单位名称") var name: String
        @Option(help: "\(CreditGround.shortListed)") var ground: CreditGround
        @Option(help: "事实") var facts: String
        @Option(help: "证明文书的文号") var document: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let credit = try campaign.write {
                    try CreditCases.open(
                        code: code, name: name, ground: ground, facts: facts, document: document, by: act.by,
                        on: act.day, in: $0, at: act.now)
                }
                CreditText.table([credit]).forEach { print($0) }
            }
        }
    }

    struct Step: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "step", abstract: "办理下一步，不能越过前一步。",
            discussion: """
                notice（事先告知，--term 工作日内陈述）、statement（陈述申辩）、silence（逾期未陈述）、decide（决定列入，--measure）、
                drop（不予列入）、publish（公布）、withdraw（撤下公布）、remove（移出）。决定的人不能是立案和告知的人。例：
                zhengjiao employers credit step out 1 decide --measure M03 --measure M09 --document 薛人社信〔2020〕2号 --by 李四
                Takes the next step of a case; illegal jumps are refused.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "案号") var id: Int
        @Argument(help: "步骤：\(CreditEvent.Kind.listed)") var event: CreditEvent.Kind
        @Option(help: "文书的文号，或公布的网址") var document: String
        @Option(help: "说明") var note = ""
        @Option(help: "陈述的期限，工作日；告知时写") var term = 5
        @Option(help: "方案（campaign.yaml），工作日历取自其中；告知时写") var plan: String?
        @Option(help: "惩戒措施的代码，可以写多次；决定时写") var measure: [String] = []
        @Option(help: "措施代码表") var measures = EmployersCommand.measureList
        @OptionGroup var act: ActOptions

        func validate() throws {
            guard event != .notice || (plan != nil && term > 0) else {
                throw ValidationError(
                    zh: "告知时请写 --plan，期限按其中的工作日历计算。", en: "a notice needs --plan, whose calendar counts the term")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                var deadline: CivilDate?
                if event == .notice, let plan {
                    deadline = try Definition.load(path: plan).calendar.adding(workingDays: term, to: act.day)
                }
                let chosen = try measure.isEmpty
                    ? [] : CreditMeasureList.read(measures).chosen(measure, on: act.day)
                let step = CreditEvent(
                    kind: event, day: act.day, person: act.by, document: document, note: note, deadline: deadline)
                let credit = try campaign.write {
                    try CreditCases.take(step, in: id, measures: chosen, $0, at: act.now)
                }
                CreditText.table([credit]).forEach { print($0) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "列出案件。", discussion: "The cases, or with --json each with all its steps.")

        @OptionGroup var campaign: CampaignFolder
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let cases = try campaign.reading().read { try CreditCases.all(in: $0) }
                if json { return print(JSONText.array(cases.map(CreditText.json)).pretty, terminator: "") }
                CreditText.table(cases).forEach { print($0) }
            }
        }
    }

    struct Published: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "published",
            abstract: "公布登记簿：公布、撤下、移出。", discussion: "What was published where, withdrawn and removed, and when.")

        @OptionGroup var campaign: CampaignFolder

        func run() async throws {
            try await Failures.reporting {
                let cases = try campaign.reading().read { try CreditCases.all(in: $0) }
                var table = TextTable(head: ["案号", "单位", "事项", "日期", "经办人", "载体或文号"])
                for credit in cases {
                    for event in credit.events where [.publish, .withdraw, .remove].contains(event.kind) {
                        table.append([
                            "\(credit.id)", credit.name, event.kind.chinese, event.day.iso, event.person,
                            event.document,
                        ])
                    }
                }
                table.lines.forEach { print($0) }
            }
        }
    }

    struct Measures: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "measures", abstract: "某日有依据的惩戒措施。", discussion: "The measures that have a basis on a day.")

        @Option(help: "措施代码表") var list = EmployersCommand.measureList
        @Option(help: "日期；不写为今天") var on: DayArgument?

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? Instant(milliseconds: World.live.now()).date
                var table = TextTable(head: ["代码", "措施", "依据", "起", "止"])
                for measure in try CreditMeasureList.read(list).measures where measure.isValid(on: day) {
                    table.append([
                        measure.code, measure.name, measure.basis, measure.from.iso, measure.until?.iso ?? "",
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }
    }
}

extension CreditGround: DomainWord {
    /// The whole words are a sentence.
    private var short: String {
        switch self {
        case .unregistered: "未参保"
        case .understated: "未如实申报"
        case .unpaid: "拒不缴纳"
        case .falseEnrolment: "虚构参保"
        case .fraud: "骗保"
        }
    }

    var otherNames: [String] { [short] }

    static var shortListed: String { allCases.map { "\($0.short) \($0.rawValue)" }.joined(separator: "、") }
}

extension CreditEvent.Kind: DomainWord {}

/// Cases on a terminal and as JSON.
enum CreditText {
    static func table(_ cases: [CreditCase]) -> [String] {
        var table = TextTable(head: ["案号", "单位", "信用代码", "事由", "阶段", "日期", "陈述期限", "措施"])
        for credit in cases {
            table.append([
                "\(credit.id)", credit.name, credit.code, credit.ground.chinese, credit.stage.chinese,
                (credit.events.last?.day ?? credit.openedOn).iso, credit.deadline?.iso ?? "",
                credit.measures.map(\.code).joined(separator: " "),
            ])
        }
        return table.lines
    }

    static func json(_ credit: CreditCase) -> JSONText {
        .object([
            "case": .integer(credit.id), "code": .text(credit.code), "name": .text(credit.name),
            "ground": .text(credit.ground.rawValue), "facts": .text(credit.facts), "document": .text(credit.document),
            "opened": .text(credit.openedOn.iso), "opened_by": .text(credit.openedBy),
            "stage": .text(credit.stage.rawValue),
            "events": .array(
                credit.events.map { event in
                    .object([
                        "event": .text(event.kind.rawValue), "day": .text(event.day.iso), "by": .text(event.person),
                        "document": .text(event.document), "note": .text(event.note),
                        "deadline": event.deadline.map { .text($0.iso) } ?? .null,
                    ])
                }),
            "measures": .array(
                credit.measures.map { measure in
                    .object([
                        "code": .text(measure.code), "name": .text(measure.name), "basis": .text(measure.basis),
                    ])
                }),
        ])
    }
}
