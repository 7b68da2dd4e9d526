import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

struct ReconcileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile", abstract: "对账：征收、国库、人社医保记账、代办员、财政资金。",
        discussion: "The lists beside each other, and what they do not agree about.",
        subcommands: [
            Differences.self, Decide.self, Posting.self, Withdraw.self, Treasury.self, Awaited.self, Vouchers.self,
            Channels.self, Sheet.self,
        ])

    struct Differences: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "differences", abstract: "列出差异和处理决定；有未处理的退出码为 65。",
            discussion: "Every difference with what was decided; nothing is closed over an open one.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml），缴费标准取自其中") var plan: String
        @Flag(help: "只列未处理的") var open = false
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let levy = try CampaignFolder.levy(plan: plan)
                let (all, decisions, tasks) = try campaign.reading().read {
                    let all = try levy.differences(in: $0)
                    return (
                        all, try DecisionStore.all(in: $0),
                        try HumanTask.unfinished(mentioning: all.map(\.subject), in: $0)
                    )
                }
                let dues = Dictionary(tasks.map { ($0.item, $0) }) { first, _ in first }
                let verdicts = Dictionary(decisions.map { ($0.subject, $0) }) { first, _ in first }
                let shown = all.filter { !open || verdicts[$0.subject] == nil }
                if json {
                    print(
                        JSONText.array(shown.map { text($0, verdicts[$0.subject], dues[$0.subject]) }).pretty,
                        terminator: "")
                } else {
                    if shown.isEmpty { print(say("reply.none")) }
                    for difference in shown {
                        let decision = verdicts[difference.subject]
                        let by = decision.map { "\($0.verdict)（\($0.decidedBy)）" }
                        let due = dues[difference.subject]?.deadline.map { Instant(milliseconds: $0).date.iso }
                        print("\(by ?? "待处理")：\(difference.title)" + (due.map { "，最迟 \($0)" } ?? ""))
                        if by == nil { print("    \(difference.subject)") }
                    }
                }
                if all.contains(where: { verdicts[$0.subject] == nil }) { throw ExitCode.wrongInput }
            }
        }

        private func text(
            _ difference: BookDifference, _ decision: Levy.Decision?, _ task: HumanTask?
        ) -> JSONText {
            .object([
                "list": .text(difference.list.rawValue), "kind": .text(difference.kind.rawValue),
                "subject": .text(difference.subject), "insurance": .text(difference.insurance.rawValue),
                "person": .text(difference.citizenID), "ours_fen": .integer(difference.oursFen),
                "theirs_fen": .integer(difference.theirsFen), "text": .text(difference.text),
                "owner": .text(difference.owner),
                "due": task?.deadline.map { .text(Instant(milliseconds: $0).date.iso) } ?? .null,
                "choices": .array((difference.verdicts ?? task?.choices ?? []).map(JSONText.text)),
                "decision": decision.map { .text($0.verdict) } ?? .null,
                "decided_by": decision.map { .text($0.decidedBy) } ?? .null,
                "checked_by": decision.map { .text($0.checkedBy) } ?? .null,
            ])
        }
    }

    struct Decide: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "decide", abstract: "对一处差异作出处理决定：一人决定，另一人复核。没有任务的差异用它。",
            discussion: """
                差异的编号由 differences 列出；决定写“结转”的，转入下年继续办理。“退费”自动立退费案。
                Decides about a difference that has no task: one person decides, another checks.

                zhengjiao reconcile decide out/xuecheng-2019 payment/not-on-roster/ZD001 退费 --plan campaign.yaml \
                    --by 经办员 --checker 复核员
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "差异的编号") var subject: String
        @Argument(help: "决定") var verdict: String
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "查明的情况") var note = ""
        @Option(help: "复核人") var checker: String
        @Option(help: "经办人（who does it）") var by: String

        func run() async throws {
            try await Failures.reporting {
                let levy = try CampaignFolder.levy(plan: plan)
                let now = Instant(milliseconds: World.live.now())
                try campaign.write {
                    try levy.decideDifference(
                        subject, verdict, note: note, by: by, checker: checker, in: $0, at: now)
                }
                print(say("reply.difference-decided", ["subject": subject, "verdict": verdict]))
            }
        }
    }

    struct Posting: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "posting", abstract: "导入人社或医保的记账清单；同一险种以最后一份为准。",
            discussion: """
                CSV 或 XLSX：身份证号、金额（元），可有流水号或凭证号、所属期、村居代码。
                What a bureau has posted; of an insurance the last list counts.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "记账清单") var file: String
        @Option(help: "险种：\(Insurance.listed)") var insurance: Insurance
        @Option(help: "送件单位") var party: String
        @Flag(help: "比上一份少很多也照样导入") var fewer = false
        @Option(help: "经办人（who does it）") var by: String

        func run() async throws {
            try await Failures.reporting {
                let source = try SourceFile(path: file)
                let now = Instant(milliseconds: World.live.now())
                let count = try campaign.write { transaction in
                    let count = try Reconciliation.importPosting(
                        source, insurance, party: party, isFewer: fewer, in: transaction, at: now)
                    if count != nil {
                        try MoneyHandStore.record(.posting, source.name, by: by, in: transaction, at: now)
                    }
                    return count
                }
                print(count.map { say("reply.imported", ["count": "\($0)"]) } ?? say("reply.known"))
            }
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw", abstract: "撤回最后一份记账清单：以前一份为准，没有前一份的等待重新送来。",
            discussion: "Takes the last posting list of an insurance back.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "险种：\(Insurance.listed)") var insurance: Insurance
        @Option(help: "原因") var reason: String
        @Option(help: "复核人") var checker: String
        @Option(help: "经办人") var by: String

        func run() async throws {
            try await Failures.reporting {
                let now = Instant(milliseconds: World.live.now())
                let batch = try campaign.write {
                    try Reconciliation.withdrawPosting(
                        insurance, reason: reason, by: by, checker: checker, in: $0, at: now)
                }
                print(say("reply.batch-noted", ["batch": batch, "state": ExchangeRecord.State.refused.chinese]))
            }
        }
    }

    struct Treasury: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "treasury", abstract: "再导入一份国库入库清单：新的日期加入，相同的日期、镇街、险种以后一份为准。",
            discussion: """
                入库日期、镇街代码、险种、笔数、金额（分或元），可有税票号。
                One more list of the treasury: it adds its days and corrects those of earlier lists.
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "入库清单") var file: String
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "列名对照表（YAML），国库的列名不同时用") var mapping: String?
        @Option(help: "经办人（who does it）") var by: String

        func run() async throws {
            try await Failures.reporting {
                let source = try SourceFile(path: file)
                let levy = try CampaignFolder.levy(plan: plan)
                let now = Instant(milliseconds: World.live.now())
                let mapping = try mapping.map { try MappingFile.read($0) } ?? SenderMapping.none
                let isNew = try campaign.write { transaction in
                    let isNew = try levy.importTreasuryReceipts(
                        source, mapping: mapping, on: now.date, in: transaction, at: now)
                    if isNew { try MoneyHandStore.record(.treasury, source.name, by: by, in: transaction, at: now) }
                    return isNew
                }
                print(say(isNew ? "reply.treasury" : "reply.known"))
            }
        }
    }

    struct Channels: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "channels", abstract: "各缴费渠道的笔数和金额；代码表中没有的渠道标“？”。",
            discussion: "What came by each channel, and what the bank took back.")

        @OptionGroup var campaign: CampaignFolder

        func run() async throws {
            try await Failures.reporting {
                let sums = try campaign.reading().read { try Reconciliation.channels(in: $0) }
                var table = TextTable(
                    head: ["渠道", "名称", "险种", "笔数", "金额（元）", "冲正", "冲正金额（元）"], right: [3, 4, 5, 6])
                for sum in sums {
                    table.append([
                        sum.channel?.rawValue ?? "？", sum.name, sum.insurance.chinese, "\(sum.count)",
                        Money(fen: sum.fen).grouped, "\(sum.reversed)", Money(fen: sum.reversedFen).grouped,
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }
    }

    struct Sheet: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sheet",
            abstract: "印制一个月的对账单，供三方盖章。", discussion: "The sheet of one month for the three seals, as PDF.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "月份，如 2019-11") var month: String
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String

        func run() async throws {
            try await Failures.reporting {
                let paper = try MoneyPaper(plan: plan)
                let calendar = try Definition.load(path: plan).calendar
                let span = try MonthArgument.span(month)
                let now = Instant(milliseconds: World.live.now())
                let sheet = try campaign.reading().read { transaction in
                    try ReconciliationRecord(
                        paper.campaign, paper.settings, calendar, from: span.first, to: span.last, month: span.first,
                        in: transaction)
                }
                let number = "\(paper.settings.documentMark)对账〔\(month)〕"
                let pages = try paper.print(
                    "reconciliation", sheet.record(number: number, issued: now.date), subject: "对账单", at: now,
                    to: output)
                print(say("render.written", ["file": output, "pages": "\(pages)"]))
            }
        }
    }
}

