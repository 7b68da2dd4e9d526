import ArgumentParser
import Diagnostics
import Levy
import Storage
import Templates

extension StateCommand {
    struct Budget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "budget", abstract: "登记列入预算的代缴资金，可追加、调减；一人登记，另一人复核。",
            discussion: """
                A sum that a budget or fund has set apart, with its document and by when it is to be paid.

                zhengjiao ledger state budget out/xuecheng-2019 --plan campaign.yaml --insurance 居民医疗 --bearer 区财政 \
                    --sum 120000 --document 薛财社〔2019〕8号 --due 2019-12-15 --by 张三 --checker 李四
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml），承担方取自其规则") var plan: String
        @Option(help: "险种：\(Insurance.listed)") var insurance: Insurance
        @Option(help: "承担方：规则里的名称或 id") var bearer: String
        @Option(name: .customLong("class"), help: "人员类别；不写为各类合计") var specialClass: ClassArgument?
        @Option(help: "金额，元；调减写负数，如 --sum=-5000") var sum: String
        @Option(help: "预算文件的文号") var document: String
        @Option(help: "应拨付到账的日期") var due: DayArgument
        @Option(help: "复核人，不是经办人") var checker: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let levy = try CampaignFolder.levy(plan: plan)
                guard let money = Money(yuan: sum) else { throw Rejection("remittance.sum", ["text": sum]) }
                let rules = levy.policy.rules
                let named = rules.bearers.first { $0.name == bearer }?.id ?? bearer
                let entry = BudgetEntry(
                    insurance: insurance, bearer: named,
                    specialClass: try specialClass?.specialClass(rules).rawValue ?? "", fen: money.fen,
                    document: document, day: act.day, due: due.date)
                try campaign.write {
                    try levy.enterBudget(entry, by: act.by, checker: checker, in: $0, at: act.now)
                }
                let name = rules.bearer(named)?.name ?? named
                print(
                    say(
                        "reply.budget", [
                            "bearer": name, "insurance": insurance.chinese, "sum": money.grouped, "document": document,
                        ]))
            }
        }
    }

    struct Budgets: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "budgets", abstract: "预算、申请、拨付对照：各承担方、险种、类别的金额和日期，逾期的标出；有逾期的退出码 65。",
            discussion: """
                Budget, asked and paid beside each other, with days; ends with 65 where money is late.

                zhengjiao ledger state budgets out/xuecheng-2019 --plan campaign.yaml --on 2019-12-20 -o 预算拨付对照表.pdf
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "截至哪一天，默认今天") var on: DayArgument?
        @Option(name: .shortAndLong, help: "写成 PDF") var output: String?
        @Option(help: "制表单位，默认征收机关") var office: String?
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let paper = try MoneyPaper(plan: plan)
                let day = on?.date ?? OfficeDay.today
                let view = try campaign.reading().read { try paper.campaign.budgetView(on: day, in: $0) }
                if let output {
                    _ = try paper.print(
                        "budget-view",
                        BudgetPaper.record(view, paper.settings.district, office ?? paper.settings.taxBureau.name),
                        subject: "预算拨付对照表", at: Instant(day), to: output)
                }
                if json {
                    print(BudgetPaper.json(view).pretty, terminator: "")
                } else if view.rows.isEmpty {
                    print(say("reply.none"))
                } else {
                    BudgetPaper.table(view).lines.forEach { print($0) }
                }
                if view.rows.contains(where: { $0.state(on: day) == .late }) { throw ExitCode.wrongInput }
            }
        }
    }
}

/// The view of budgets on a screen, for programs and on paper.
enum BudgetPaper {
    static func table(_ view: BudgetView) -> TextTable {
        var table = TextTable(
            head: ["险种", "承担方", "人员类别", "预算", "申请", "申请日", "到账", "到账日", "应到", "未到", "情况"], right: [3, 4, 6, 9])
        for row in view.rows {
            table.append([
                row.insurance.chinese, row.bearerName, row.specialClass.isEmpty ? "各类" : row.specialClass,
                Money(fen: row.budgetFen).grouped, Money(fen: row.askedFen).grouped, row.askedOn?.iso ?? "–",
                Money(fen: row.paidFen).grouped, row.paidOn?.iso ?? "–", row.due?.iso ?? "–",
                Money(fen: row.openFen).grouped, words(row, view.day),
            ])
        }
        return table
    }

    private static func words(_ row: BudgetView.Row, _ day: CivilDate) -> String {
        let late = row.daysLate(on: day)
        return row.state(on: day).chinese + (late > 0 ? "（\(late) 天）" : "")
    }

    static func json(_ view: BudgetView) -> JSONText {
        func day(_ day: CivilDate?) -> JSONText { day.map { .text($0.iso) } ?? .null }
        return .array(
            view.rows.map { row in
                .object([
                    "insurance": .text(row.insurance.rawValue), "bearer": .text(row.bearer),
                    "bearer_name": .text(row.bearerName), "class": .text(row.specialClass),
                    "budget_fen": .integer(row.budgetFen), "documents": .array(row.documents.map(JSONText.text)),
                    "due": day(row.due), "asked_fen": .integer(row.askedFen), "asked_on": day(row.askedOn),
                    "paid_fen": .integer(row.paidFen), "paid_on": day(row.paidOn), "open_fen": .integer(row.openFen),
                    "state": .text(row.state(on: view.day).rawValue), "days_late": .integer(row.daysLate(on: view.day)),
                ])
            })
    }

    static func record(_ view: BudgetView, _ district: String, _ office: String) -> Record {
        func day(_ day: CivilDate?) -> Datum { day.map { .date($0) } ?? .missing }
        func sum(_ value: (BudgetView.Row) -> Int) -> Datum { .money(view.rows.reduce(0) { $0 + value($1) }) }
        let rows = view.rows.map { row in
            Record([
                ("insurance", .text(row.insurance.chinese)), ("bearer", .text(row.bearerName)),
                ("class", .text(row.specialClass.isEmpty ? "各类" : row.specialClass)),
                ("budget", .money(row.budgetFen)), ("document", .optional(row.documents.joined(separator: "、"))),
                ("due", day(row.due)), ("asked", .money(row.askedFen)), ("askedOn", day(row.askedOn)),
                ("paid", .money(row.paidFen)), ("paidOn", day(row.paidOn)), ("open", .money(row.openFen)),
                ("state", .text(words(row, view.day))), ("late", .flag(row.state(on: view.day) == .late)),
            ])
        }
        let late = view.rows.filter { $0.state(on: view.day) == .late }
        return Record([
            ("district.name", .text(district)), ("office.name", .text(office)), ("sheet.issued", .date(view.day)),
            ("rows", .list(rows)), ("budget", sum(\.budgetFen)), ("asked", sum(\.askedFen)), ("paid", sum(\.paidFen)),
            ("open", sum(\.openFen)), ("lateCount", late.isEmpty ? .missing : .integer(late.count)),
            ("lateSum", .money(late.reduce(0) { $0 + $1.openFen })),
        ])
    }
}
