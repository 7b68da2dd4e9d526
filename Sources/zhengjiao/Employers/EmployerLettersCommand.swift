import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

extension EmployersCommand {
    /// What commands need that print letters.
    struct LetterOptions: ParsableArguments {
        @Option(help: "方案（campaign.yaml），发文机关和工作日历取自其中") var plan: String
        @Option(help: "期限，工作日") var term = 15
        @Option(help: "文号字头，如 薛人；不写则取方案的 document-mark") var mark: String?
        @Option(help: "只发给这些单位（统一社会信用代码），可以写多次") var code: [String] = []
        @Option(help: "字体目录文件") var fonts: String?

        func paper(_ campaign: CampaignFolder) throws -> LetterPaper {
            try LetterPaper(plan: plan, folder: campaign.folder, fonts: fonts)
        }

        func batch(_ act: ActOptions, _ paper: LetterPaper) -> EmployerLetters.Batch {
            EmployerLetters.Batch(
                day: act.day, termDays: term, mark: mark ?? paper.settings.documentMark, codes: code, by: act.by)
        }
    }

    struct Notice: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "notice", abstract: "向已注册未参保的单位印发告知书，附送达回证。",
            discussion: """
                不写 --code 则发给最近一次比对中所有没有在办告知书的单位。例：
                zhengjiao employers notice out --plan campaign.yaml --mark 薛人 --by 张三
                Letters to employers that are registered and not insured.
                """)

        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var letter: LetterOptions
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let paper = try letter.paper(campaign)
                let written = try campaign.write { transaction in
                    let written = try EmployerLetters.writeNotices(
                        letter.batch(act, paper), in: transaction, at: act.now)
                    for one in written.letters { try paper.issue(one, in: transaction, at: act.now) }
                    return written
                }
                LetterText.show(written, on: act.day)
            }
        }
    }

    struct Demand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "demand", abstract: "向欠费单位印发限期缴纳通知书，滞纳金算到当日。",
            discussion: """
                不得自行对历史欠费进行集中清缴：同一日向两家以上单位追缴往年欠费，须先用 employers order 登记领导批示。例：
                zhengjiao employers demand out --plan campaign.yaml --by 张三 --code 91370403MA3C00011D \
                    --account-name 社会保险费专户 --account-bank 农商行 --account 9070403000000012
                Demands of arrears; those of earlier years from many employers need a leader's order.
                """)

        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var letter: LetterOptions
        @Option(help: "领导批示的文号") var order: String?
        @Option(help: "收款账户户名") var accountName: String
        @Option(help: "开户银行") var accountBank: String
        @Option(help: "账号") var account: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let paper = try letter.paper(campaign)
                let into = LetterPaper.Account(name: accountName, bank: accountBank, number: account)
                let written = try campaign.write { transaction in
                    let written = try EmployerLetters.writeDemands(
                        letter.batch(act, paper), order: order, in: transaction, at: act.now)
                    for one in written.letters { try paper.issue(one, account: into, in: transaction, at: act.now) }
                    return written
                }
                LetterText.show(written, on: act.day)
            }
        }
    }

    struct Order: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "order", abstract: "登记追缴往年欠费的领导批示；批示人不能是经办人。",
            discussion: "A leader's order to demand arrears of earlier years, with its reason and until when it holds.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "批示文号") var number: String
        @Option(help: "批示人") var leader: String
        @Option(help: "理由") var reason: String
        @Option(help: "有效至，如 2020-06-30") var until: DayArgument
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let order = ClearingOrder(
                    number: number, leader: leader, reason: reason, day: act.day, until: until.date)
                try campaign.write { try EmployerLetters.record(order, by: act.by, in: $0, at: act.now) }
                print(
                    say("reply.order-noted", [
                        "number": number, "leader": leader, "from": act.day.iso, "until": until.date.iso,
                    ]))
            }
        }
    }

    struct Served: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "served", abstract: "登记送达，从送达之日起计算期限。",
            discussion: """
                方式：direct（直接）、left（留置，须有 --witness）、agent（委托）、post（邮寄，日期为回执上的收件日期）、
                public（公告，满30日视为送达，--note 写明载体和理由）。
                Records how a letter was served; the term begins with the service.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "文号") var number: String
        @Option(help: "方式：\(LetterService.Method.listed)") var method: LetterService.Method
        @Option(help: "签收人") var receiver = ""
        @Option(help: "见证人") var witness = ""
        @Option(help: "说明") var note = ""
        @Option(help: "方案（campaign.yaml），工作日历取自其中") var plan: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let calendar = try Definition.load(path: plan).calendar
                let letter = try campaign.write {
                    try EmployerLetters.serve(
                        number, method, on: act.day, receiver: receiver, witness: witness, note: note, by: act.by,
                        in: $0, at: act.now
                    ) { day, count in
                        calendar.adding(workingDays: count, to: day)
                    }
                }
                LetterText.table([letter], on: act.day).forEach { print($0) }
            }
        }
    }

    struct Outcome: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "outcome", abstract: "登记结果：insured、paid、objected、agreement、none 或 withdrawn。",
            discussion: "What came of a letter. 已参保、已缴清和撤回之后不再登记。")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "文号") var number: String
        @Argument(help: "结果：\(LetterOutcome.Kind.listed)") var outcome: LetterOutcome.Kind
        @Option(help: "说明") var note = ""
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let result = LetterOutcome(kind: outcome, note: note, day: act.day)
                let letter = try campaign.write {
                    try EmployerLetters.conclude(number, result, by: act.by, in: $0, at: act.now)
                }
                LetterText.table([letter], on: act.day).forEach { print($0) }
            }
        }
    }

    struct Letters: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "letters", abstract: "文书登记簿：文号、单位、送达、期限、结果。",
            discussion: "The register of letters; with --overdue only those whose term is over.")

        @OptionGroup var campaign: CampaignFolder
        @Flag(help: "只列逾期未办的") var overdue = false
        @Option(help: "以这一天判断是否逾期；不写为今天") var on: DayArgument?
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? Instant(milliseconds: World.live.now()).date
                let all = try campaign.reading().read { try EmployerLetters.all(in: $0) }
                let shown = all.filter { !overdue || $0.isOverdue(on: day) }
                if json {
                    print(JSONText.array(shown.map { LetterText.json($0, on: day) }).pretty, terminator: "")
                } else {
                    LetterText.table(shown, on: day).forEach { print($0) }
                }
            }
        }
    }
}

extension LetterService.Method: DomainWord {
    /// `直接` for `直接送达`.
    var otherNames: [String] { [String(chinese.prefix(2))] }
}

extension LetterOutcome.Kind: DomainWord {}

/// Letters on a terminal and as JSON.
enum LetterText {
    static func show(_ written: EmployerLetters.Written, on day: CivilDate) {
        if !written.remarks.isEmpty { Failures.show(Rejection(written.remarks)) }
        table(written.letters, on: day).forEach { print($0) }
        // 行政强制法, art. 45: whether it caps this fee is disputed, so that somebody has to look.
        for letter in written.letters where letter.lines.contains(where: { $0.feeFen > $0.arrearsFen }) {
            print("\(letter.number)：滞纳金超过欠费本金，请先送法制审核。")
        }
    }

    static func table(_ letters: [EmployerLetter], on day: CivilDate) -> [String] {
        var table = TextTable(
            head: ["文号", "种类", "单位", "小微", "欠费", "滞纳金", "日期", "送达", "期限", "结果"], right: [4, 5])
        for letter in letters {
            let isDemand = letter.kind == .demand
            table.append([
                letter.number, letter.kind.chinese, letter.name, letter.isMicro ? "是" : "",
                isDemand ? Money(fen: letter.arrearsFen).grouped : "",
                isDemand ? Money(fen: letter.feeFen).grouped : "",
                letter.day.iso, letter.service.map { "\($0.method.chinese) \($0.servedOn.iso)" } ?? "未送达",
                letter.service.map { $0.deadline.iso } ?? "",
                letter.outcomes.last.map(\.kind.chinese) ?? (letter.isOverdue(on: day) ? "逾期" : ""),
            ])
        }
        return table.lines
    }

    static func json(_ letter: EmployerLetter, on day: CivilDate) -> JSONText {
        .object([
            "number": .text(letter.number), "kind": .text(letter.kind.rawValue), "code": .text(letter.code),
            "name": .text(letter.name), "day": .text(letter.day.iso), "term_days": .integer(letter.termDays),
            "micro": .bool(letter.isMicro), "arrears_fen": .integer(letter.arrearsFen),
            "fee_fen": .integer(letter.feeFen), "order": letter.order.map { .text($0) } ?? .null,
            "lines": .array(
                letter.lines.map { line in
                    .object([
                        "period": .integer(line.period), "scheme": .text(line.scheme.rawValue),
                        "due_fen": .integer(line.dueFen), "paid_fen": .integer(line.paidFen),
                        "from": .text(line.from.iso), "days": .integer(line.days), "fee_fen": .integer(line.feeFen),
                    ])
                }),
            "service": letter.service.map { service in
                .object([
                    "method": .text(service.method.rawValue), "day": .text(service.day.iso),
                    "served": .text(service.servedOn.iso), "deadline": .text(service.deadline.iso),
                    "receiver": .text(service.receiver), "witness": .text(service.witness),
                ])
            } ?? .null,
            "outcome": letter.outcomes.last.map { .text($0.kind.rawValue) } ?? .null,
            "overdue": .bool(letter.isOverdue(on: day)),
        ])
    }
}
