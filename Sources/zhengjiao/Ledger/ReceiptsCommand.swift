import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

/// Who does it, and when: what every command has that writes about money.
struct ActOptions: ParsableArguments {
    @Option(help: "经办人（who does it）") var by: String
    @Option(help: "日期，如 2019-11-01；不写为今天") var on: DayArgument?

    var now: Instant { Instant(milliseconds: World.live.now()) }
    var day: CivilDate { on?.date ?? now.date }
}

/// A range of receipt numbers on the command line.
struct RangeArguments: ParsableArguments {
    @Option(help: "起号，如 LA00000001") var first: String
    @Option(help: "止号；不写则只有一个号") var last: String?

    func range() throws(Rejection) -> ReceiptRange {
        let end = last ?? first
        guard let from = ReceiptNumber(first), let to = ReceiptNumber(end), let range = ReceiptRange(from: from, to: to)
        else { throw Rejection("stock.range", ["first": first, "last": end]) }
        return range
    }
}

struct ReceiptsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts", abstract: "代收票据的领用存。",
        discussion: "The stock of agents' numbered receipts: delivered, issued, used, void, returned, lost.",
        subcommands: [
            Receive.self, Issue.self, Print.self, Return.self, Void.self, Lose.self, Stock.self,
        ])

    struct Receive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "receive",
            abstract: "登记新到的票据。", discussion: "Takes printed numbers into the office's stock.")

        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var numbers: RangeArguments
        @OptionGroup var act: ActOptions
        @Option(help: "印制单位、批次") var note = ""

        func run() async throws {
            try await Failures.reporting {
                let range = try numbers.range()
                try campaign.write {
                    try AgentReceipts.deliver(range, day: act.day, note: note, by: act.by, in: $0, at: act.now)
                }
                print(say("reply.stock-received", range.facts))
            }
        }
    }

    struct Issue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "issue", abstract: "向一个村居的代办员发放票据。", discussion: "Issues a range to the agent of a village.")

        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var numbers: RangeArguments
        @OptionGroup var act: ActOptions
        @Option(help: "村居代码") var village: String

        func run() async throws {
            try await Failures.reporting {
                let range = try numbers.range()
                try campaign.write {
                    try AgentReceipts.issue(range, village: village, day: act.day, by: act.by, in: $0, at: act.now)
                }
                print(say("reply.stock-issued", range.facts.merging(["village": village]) { $1 }))
            }
        }
    }

    struct Return: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "return",
            abstract: "收回未用的票据。", discussion: "Unused numbers come back from an agent, and are not issued again.")

        @OptionGroup var ending: EndingOptions

        func run() async throws { try await ending.run(.returned) }
    }

    struct Lose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lose", abstract: "登记遗失的票据。", discussion: "Numbers that were lost; the note says how.")

        @OptionGroup var ending: EndingOptions

        func run() async throws { try await ending.run(.lost) }
    }

    struct Void: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "void", abstract: "作废票据：未用而写坏的；或写明 --checker，作废已收款的一张并撤销收款。",
            discussion: "Voids spoilt numbers; with --checker a used one, and takes its collection back.")

        @OptionGroup var ending: EndingOptions
        @Option(help: "复核人，不是经办人") var checker: String?

        func run() async throws {
            guard let checker else { return try await ending.run(.void) }
            try await Failures.reporting {
                let range = try ending.numbers.range()
                try ending.campaign.write { transaction in
                    for number in range.numbers {
                        try Remittances.void(
                            number, cause: ending.note, day: ending.act.day, by: ending.act.by, checker: checker,
                            in: transaction, at: ending.act.now)
                    }
                }
                print(say("reply.stock-ended", range.facts.merging(["fate": ReceiptFate.void.chinese]) { $1 }))
            }
        }
    }

    struct EndingOptions: ParsableArguments {
        @OptionGroup var campaign: CampaignFolder
        @OptionGroup var numbers: RangeArguments
        @OptionGroup var act: ActOptions
        @Option(help: "说明") var note = ""

        func run(_ fate: ReceiptFate) async throws {
            try await Failures.reporting {
                let range = try numbers.range()
                try campaign.write {
                    try AgentReceipts.end(
                        range, as: fate, day: act.day, note: note, by: act.by, in: $0, at: act.now)
                }
                print(say("reply.stock-ended", range.facts.merging(["fate": fate.chinese]) { $1 }))
            }
        }
    }

    struct Stock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "stock", abstract: "票据领用存表，有断号时列出。",
            discussion: """
                --month 2019-11 为当月，不写为累计；-o 另印成 PDF。
                What every agent had, got, used and gave back, with the numbers nobody has accounted for.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "月份，如 2019-11") var month: String?
        @Option(help: "方案（campaign.yaml），印成 PDF 时用") var plan: String?
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String?
        @Flag(help: "以 JSON 打印") var json = false

        func validate() throws {
            if output != nil && plan == nil { throw ValidationError(zh: "印成 PDF 须写 --plan。", en: "a PDF takes --plan") }
        }

        func run() async throws {
            try await Failures.reporting {
                let span = try MonthArgument.span(month)
                let (report, regions) = try campaign.reading().read {
                    (try AgentReceipts.report(from: span.first, to: span.last, in: $0), try RegionTree.stored(in: $0))
                }
                if let plan, let output {
                    let paper = try MoneyPaper(plan: plan)
                    let now = Instant(milliseconds: World.live.now())
                    let title = month.map { _ in "\(span.first.year)年\(span.first.month)月" } ?? "累计"
                    let record = paper.stock(report, regions, month: title, issued: now.date)
                    let pages = try paper.print("receipt-stock", record, subject: "票据领用存", at: now, to: output)
                    return print(say("render.written", ["file": output, "pages": "\(pages)"]))
                }
                if json { return print(StockText.json(report).pretty, terminator: "") }
                StockText.table(report, regions).lines.forEach { print($0) }
                print(say("reply.stock-office", ["count": "\(report.office)", "all": "\(report.delivered)"]))
                for line in report.lines {
                    for gap in line.gaps {
                        Failures.show(
                            Rejection([
                                Diagnostic(.warning, "stock.gap", ["village": line.village, "range": gap.text])
                            ]))
                    }
                }
            }
        }
    }
}

extension ReceiptRange {
    fileprivate var facts: [String: String] { ["range": text, "count": "\(count)"] }
}

/// A month as an option.
enum MonthArgument {
    /// The month's days; all days without one.
    static func span(_ text: String?) throws(Rejection) -> (first: CivilDate, last: CivilDate) {
        guard let text else { return (CivilDate(daysSinceEpoch: 0), CivilDate(daysSinceEpoch: 2_932_896)) }
        guard let first = CivilDate(iso: text + "-01") else { throw Rejection("command.month", ["month": text]) }
        return (first, first.adding(days: CivilDate.days(inMonth: first.month, of: first.year) - 1))
    }
}

/// The receipt stock as a table and as JSON.
enum StockText {
    static func table(_ report: StockReport, _ regions: RegionTree) -> TextTable {
        var table = TextTable(
            head: ["村居", "名称", "期初", "领用", "已用", "其中作废", "未用作废", "遗失", "退回", "结存", "断号"], right: Set(2...9))
        for line in report.lines {
            let counts = [
                line.opening, line.issued, line.used, line.usedVoid, line.void, line.lost, line.returned, line.closing,
            ]
            table.append(
                [line.village, regions[code: line.village]?.name ?? ""] + counts.map(String.init)
                    + [line.gaps.map(\.text).joined(separator: "、")])
        }
        return table
    }

    static func json(_ report: StockReport) -> JSONText {
        .object([
            "delivered": .integer(report.delivered), "office": .integer(report.office),
            "agents": .array(
                report.lines.map { line in
                    .object([
                        "village": .text(line.village), "opening": .integer(line.opening),
                        "issued": .integer(line.issued), "used": .integer(line.used),
                        "used_void": .integer(line.usedVoid), "void": .integer(line.void),
                        "lost": .integer(line.lost), "returned": .integer(line.returned),
                        "closing": .integer(line.closing), "gaps": .array(line.gaps.map { .text($0.text) }),
                    ])
                }),
        ])
    }
}
