import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

struct DeclarationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "declarations", abstract: "村居申报：信息、帐目、款项核对一致后生成、提交、受理、入库。",
        discussion: """
            A township's declaration by village: checked, made, submitted, accepted, paid; or refused and corrected.
            """,
        subcommands: [
            Check.self, Make.self, Submit.self, Accept.self, Pay.self, Refuse.self, List.self, Sheet.self,
        ])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "申报前核对，不符之处一次说完；有不符的退出码 65。",
            discussion: "Rows, receipts, deposits, account, rosters and virtual households of a town, all at once.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "镇街代码") var town: String
        @Option(help: "截至哪一天，默认今天") var on: DayArgument?

        func run() async throws {
            try await Failures.reporting {
                let check = try campaign.reading().read {
                    try Declarations.check(town: town, through: on?.date ?? OfficeDay.today, in: $0)
                }
                print(
                    say(
                        "reply.declaration-due",
                        [
                            "town": town, "count": "\(check.rows.count)", "own": Money(fen: check.ownFen).grouped,
                            "state": Money(fen: check.stateFen).grouped,
                        ]))
                if !check.differences.isEmpty { throw Rejection(check.differences) }
            }
        }
    }

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make", abstract: "生成申报明细文件和控制总数（同名 .json）；有不符的不生成。",
            discussion: "The file of everything not declared yet. What a refused one had is in it again, corrected.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "镇街代码") var town: String
        @OptionGroup var act: ActOptions
        @Option(name: .shortAndLong, help: "写到的 CSV") var output: String

        func run() async throws {
            try await Failures.reporting {
                let now = act.now
                let file = try campaign.write {
                    try Declarations.make(
                        town: town, key: "manual/\(town)/\(now.milliseconds)", by: act.by, on: act.day, in: $0, at: now)
                }
                try DurableFile.write(file.bytes, to: output)
                try DurableFile.write(Array(file.control.pretty.utf8), to: output + ".json")
                print(
                    say(
                        "reply.return-made",
                        [
                            "batch": file.batch, "count": "\(file.rows.count)",
                            "sum": Money(fen: file.ownFen + file.stateFen).grouped, "hash": file.sha256,
                        ]))
            }
        }
    }

    /// What became of a declaration.
    struct Step: ParsableArguments {
        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "申报批次") var batch: String
        @Option(help: "复核人，不是经办人") var checker: String
        @OptionGroup var act: ActOptions

        func note(_ state: Declaration.State, _ note: String) async throws {
            try await Failures.reporting {
                try campaign.write {
                    try Declarations.note(
                        batch, state, note: note, on: act.day, by: act.by, checker: checker, in: $0, at: act.now)
                }
                print(say("reply.batch-noted", ["batch": batch, "state": state.chinese]))
            }
        }
    }

    struct Submit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "submit", abstract: "提交：再核对一次，仍然一致才提交。", discussion: "Checked once more before it goes.")
        @OptionGroup var step: Step
        func run() async throws { try await step.note(.submitted, "") }
    }

    struct Accept: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept", abstract: "登记税务受理：各村的费款记为已申报。",
            discussion: "Accepted: from now on its money counts as declared.")
        @OptionGroup var step: Step
        @Option(help: "扣款的单据号，与专户对账单一致") var slip: String
        func run() async throws { try await step.note(.accepted, slip) }
    }

    struct Pay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pay", abstract: "登记入库：税票号。", discussion: "The treasury's voucher came.")
        @OptionGroup var step: Step
        @Option(help: "税票号") var voucher: String
        func run() async throws { try await step.note(.paid, voucher) }
    }

    struct Refuse: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "refuse", abstract: "登记退回和原因；其中各笔重新待报，再 make 就是更正申报。",
            discussion: "Refused: its rows are due again, and the next file corrects it.")
        @OptionGroup var step: Step
        @Option(help: "退回的原因") var reason: String
        func run() async throws { try await step.note(.refused, reason) }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "申报登记簿。", discussion: "The register of declarations.")

        @OptionGroup var campaign: CampaignFolder
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let all = try campaign.reading().read { try Declarations.all(in: $0) }
                if json { return print(JSONText.array(all.map(text)).pretty, terminator: "") }
                if all.isEmpty { return print(say("reply.none")) }
                var table = TextTable(
                    head: ["批次", "日期", "人次", "本人缴费（元）", "财政代缴（元）", "校验值", "状态", "说明"], right: [2, 3, 4])
                for made in all {
                    table.append([
                        made.batch, made.day.iso, "\(made.rows)", Money(fen: made.ownFen).grouped,
                        Money(fen: made.stateFen).grouped, String(made.sha256.prefix(16)), made.state.chinese,
                        made.corrects.map { "更正 \($0)" } ?? made.note,
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }

        private func text(_ made: Declaration) -> JSONText {
            .object([
                "batch": .text(made.batch), "town": .text(made.town), "day": .text(made.day.iso),
                "rows": .integer(made.rows), "own_fen": .integer(made.ownFen), "state_fen": .integer(made.stateFen),
                "sha256": .text(made.sha256), "state": .text(made.state.rawValue), "note": .text(made.note),
                "corrects": made.corrects.map { .text($0) } ?? .null,
            ])
        }
    }

    struct Sheet: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sheet", abstract: "印制村居申报汇总表。", discussion: "The sheet of a declaration, to sign.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "申报批次") var batch: String
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String

        func run() async throws {
            try await Failures.reporting {
                let sheet = try campaign.reading().read {
                    try DeclarationPaper(Declarations.file(batch, in: $0), in: $0)
                }
                let paper = try MoneyPaper(plan: plan)
                let pages = try paper.print(
                    "declaration", sheet.record(paper.settings), subject: "村居申报汇总表 \(batch)",
                    at: Instant(sheet.file.day), to: output)
                print(say("reply.printed", ["file": output, "pages": "\(pages)"]))
            }
        }
    }
}
