import ArgumentParser
import Diagnostics
import Levy
import Storage
import Templates
import Workflow

extension RemittanceCommand {
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "代收费款核对：清单、票据、缴存、申报四者相符才申报；不符的退出码 65。",
            discussion: "Agents' sheets, receipts, deposits and declarations beside each other, village by village.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "镇街代码；不写为全部") var town: String?
        @Option(help: "截至哪一天，默认今天") var on: DayArgument?
        @Option(help: "方案（campaign.yaml），印制时用") var plan: String?
        @Option(name: .shortAndLong, help: "写到的 PDF（须有 --plan）") var output: String?

        func validate() throws {
            if output != nil, plan == nil {
                throw ValidationError(zh: "印制时写 --plan。", en: "-o needs --plan.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let last = on?.date ?? OfficeDay.today
                let (checks, regions) = try campaign.reading().read {
                    (try Remittances.check(town: town, through: last, in: $0), try RegionTree.stored(in: $0))
                }
                var table = TextTable(
                    head: ["村居", "名称", "笔数", "清单金额", "票据", "缴存", "申报", "核对"], right: [2, 3, 4, 5, 6])
                for check in checks {
                    table.append([
                        check.village, regions[code: check.village]?.name ?? "", "\(check.collectedCount)",
                        Money(fen: check.collectedFen).grouped, "\(check.receipts)",
                        Money(fen: check.depositedFen).grouped, Money(fen: check.declaredFen).grouped,
                        check.differences.isEmpty ? "相符" : check.differences.joined(separator: "；"),
                    ])
                }
                table.lines.forEach { print($0) }
                if let output, let plan {
                    let paper = try MoneyPaper(plan: plan)
                    let record = MoneySheets.check(
                        checks, paper.settings, regions, town: town.flatMap { regions[code: $0]?.name }, on: last)
                    _ = try paper.print(
                        "collection-check", record, subject: "代收费款核对单", at: Instant(last), to: output)
                }
                if checks.contains(where: { !$0.differences.isEmpty }) { throw ExitCode.wrongInput }
            }
        }
    }

    struct Count: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "count", abstract: "现金盘点：登记一个代办员手中的现金并印盘点表；盘点人和监盘人是两个人。",
            discussion: """
                Counts an agent's cash, with a witness, beside what the books say. Where they differ somebody says why.

                zhengjiao remittance count out/xuecheng-2019 --village 370403001200 --pieces "100x12 50x1 0.5x4" \
                    --by 甲 --witness 乙 --on 2019-11-05 --plan campaign.yaml -o 盘点表.pdf
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "村居代码") var village: String
        @Option(help: "面额x张数，如 100x12 50x1 0.5x4；没有现金写 100x0") var pieces: String
        @Option(help: "监盘人") var witness: String
        @Option(help: "长短款的原因") var note = ""
        @Option(help: "方案（campaign.yaml），印制时用") var plan: String?
        @Option(name: .shortAndLong, help: "写到的 PDF（须有 --plan）") var output: String?
        @OptionGroup var act: ActOptions

        func validate() throws {
            if output != nil, plan == nil {
                throw ValidationError(zh: "印制时写 --plan。", en: "-o needs --plan.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let (count, regions) = try campaign.write { transaction in
                    (
                        try Remittances.count(
                            village: village, yuan: pieces, note: note, on: act.day, by: act.by, witness: witness,
                            in: transaction, at: act.now), try RegionTree.stored(in: transaction)
                    )
                }
                if let output, let plan {
                    let paper = try MoneyPaper(plan: plan)
                    _ = try paper.print(
                        "cash-count", MoneySheets.count(count, paper.settings, regions), subject: "现金盘点表",
                        at: Instant(act.day), to: output)
                }
                print(
                    say("reply.cash-counted", [
                        "village": village, "book": Money(fen: count.bookFen).grouped,
                        "counted": Money(fen: count.countedFen).grouped,
                        "difference": Money(fen: count.differenceFen).grouped,
                    ]))
            }
        }
    }
}
