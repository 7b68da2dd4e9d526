import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

struct HonoursCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "honours", abstract: "红黑榜：按规则拟出表扬、批评的单位，逐条由人审定，再印发通报。",
        discussion: "Whom the rules praise and criticise: proposed by figures, decided by two persons, then printed.",
        subcommands: [Propose.self, List.self, Decide.self, Print.self])

    /// The campaign and the plan that names the rules.
    struct Place: ParsableArguments {
        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml），其中 settings.honours 指明规则") var plan: String

        func rules() throws -> (paper: MoneyPaper, rules: HonourRules) {
            let paper = try MoneyPaper(plan: plan)
            guard let rules = paper.settings.honours else { throw Rejection("honours.no-rules", ["step": plan]) }
            return (paper, rules)
        }
    }

    struct Propose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "propose", abstract: "按规则和当日的数据拟出名单，等待审定。",
            discussion: """
                Enters what the rules propose by the figures of a day. A day that has a proposal keeps it.
                例：zhengjiao honours propose out/xuecheng-2019 --plan campaign.yaml --by 王伟 --on 2019-11-15
                """)

        @OptionGroup var place: Place
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let rules = try place.rules().rules
                let proposed = try place.campaign.write { transaction in
                    let honours = try HonourNotice.proposals(rules, on: act.day, in: transaction)
                    try HonourStore.add(honours, at: act.now, in: transaction)
                    return try HonourStore.honours(on: act.day, in: transaction)
                }
                if proposed.isEmpty { return print(say("reply.none")) }
                HonoursCommand.table(proposed).lines.forEach { print($0) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "最近一次拟议和每条的审定情况。",
            discussion: "The last proposal up to a day, with what was decided.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "截至哪一天，默认今天") var on: DayArgument?

        func run() async throws {
            try await Failures.reporting {
                let last = on?.date ?? OfficeDay.today
                let proposed = try campaign.reading().read { transaction in
                    try HonourStore.lastDay(notAfter: last, in: transaction).map {
                        try HonourStore.honours(on: $0, in: transaction)
                    } ?? []
                }
                if proposed.isEmpty { return print(say("reply.none")) }
                HonoursCommand.table(proposed).lines.forEach { print($0) }
            }
        }
    }

    struct Decide: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "decide", abstract: "审定一条：列入或者不列入；经办和复核是两个人。",
            discussion: """
                Decides about one proposal; two persons, as everywhere.
                例：zhengjiao honours decide out/xuecheng-2019 honour/2019-11-15/last/370403001 列入 --by 甲 --checker 乙
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "哪一条，如 list 所列") var subject: String
        @Argument(help: "列入，或者别的决定") var verdict: String
        @Option(help: "复核人") var checker: String
        @Option(help: "理由") var note = ""
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                try campaign.write { transaction in
                    let day = subject.split(separator: "/").dropFirst().first.flatMap { CivilDate(iso: String($0)) }
                    let proposed = try day.map { try HonourStore.honours(on: $0, in: transaction) } ?? []
                    guard let honour = proposed.first(where: { $0.honour.subject == subject })?.honour else {
                        throw Rejection("honours.unknown", ["subject": subject])
                    }
                    try DecisionStore.add(
                        Levy.Decision(
                            subject: subject, verdict: verdict, note: note.isEmpty ? honour.sentence : note,
                            decidedBy: act.by, checkedBy: checker, decidedAt: act.now), in: transaction)
                }
                print(say("reply.decided", ["subject": subject, "verdict": verdict]))
            }
        }
    }

    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "print", abstract: "印制红黑榜通报：只印审定列入的；有一条没有审定就不印。",
            discussion: "Prints what two persons agreed to list; refuses while anything is undecided.")

        @OptionGroup var place: Place
        @OptionGroup var agreed: SealOptions
        @OptionGroup var act: ActOptions
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String

        func validate() throws { try agreed.require() }

        func run() async throws {
            try await Failures.reporting {
                let (paper, rules) = try place.rules()
                let (notice, pages) = try place.campaign.write { transaction in
                    let notice = try HonourNotice(
                        rules, notAfter: act.day, consent: HonourNotice.consent, in: transaction)
                    if notice.honours.isEmpty { throw Rejection("honours.nobody", ["day": notice.day.iso]) }
                    let issue = try DocumentStore.number(
                        kind: HonourNotice.kind, key: notice.day.iso, series: HonourNotice.kind, in: transaction)
                    let pages = try paper.print(
                        sealed: "honours", notice.record(paper.settings, issue: issue, issued: act.day),
                        as: SealedName(
                            key: notice.day.iso, title: "红黑榜通报第\(issue)期", first: "\(issue)", last: "\(issue)"),
                        at: Instant(act.day), to: output, agreed.approval(by: act.by), on: act.day, in: transaction,
                        now: act.now)
                    return (notice, pages)
                }
                let facts = ["path": output, "count": "\(notice.honours.count)", "pages": "\(pages)"]
                print(say("reply.honours-printed", facts))
            }
        }
    }

    private static func table(_ proposed: [(honour: Honour, decision: Levy.Decision?)]) -> TextTable {
        var table = TextTable(head: ["编号", "内容", "审定"])
        for (honour, decision) in proposed {
            let decided = decision.map { "\($0.verdict)（\($0.decidedBy)、\($0.checkedBy)）" } ?? "待审定"
            table.append([honour.subject, honour.sentence, decided])
        }
        return table
    }
}
