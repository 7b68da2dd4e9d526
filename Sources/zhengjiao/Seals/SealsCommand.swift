import ArgumentParser
import Diagnostics
import Levy
import Storage
import Templates
import Workflow

struct SealsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seals", abstract: "用印登记：哪些文书用了哪枚章，谁申请、谁批准；手工加盖的也在这里登记。",
        discussion: "The log of seals: what was sealed, how often, who asked and who agreed.",
        subcommands: [Log.self, Enter.self])

    struct Log: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "log", abstract: "列出用印登记；-o 印成用印登记簿。",
            discussion: "The log of a time; -o prints the register. --unapproved ends with 65 where there is any.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "从哪一天") var from: DayArgument?
        @Option(help: "到哪一天") var to: DayArgument?
        @Flag(help: "只列没有写批准人的；有则退出码 65") var unapproved = false
        @Flag(help: "以 JSON 打印") var json = false
        @Option(help: "方案（campaign.yaml），印制时用") var plan: String?
        @Option(name: .shortAndLong, help: "写到的 PDF（须有 --plan）") var output: String?

        func validate() throws {
            if output != nil, plan == nil { throw ValidationError(zh: "印制时写 --plan。", en: "-o needs --plan.") }
        }

        func run() async throws {
            try await Failures.reporting {
                let uses = try campaign.reading().read {
                    try SealLog.uses(from: from?.date, through: to?.date, in: $0)
                }.filter { !unapproved || $0.approval.approvedBy.isEmpty }
                if let output, let plan {
                    let paper = try MoneyPaper(plan: plan)
                    let record = SealRegister.record(
                        uses, from: from?.date, to: to?.date, paper.settings, OfficeDay.today)
                    let pages = try paper.print(
                        "seal-register", record, subject: "用印登记簿", at: Instant(OfficeDay.today), to: output)
                    print(say("reply.printed", ["file": output, "pages": "\(pages)"]))
                } else if json {
                    print(JSONText.array(uses.map(SealRegister.json)).pretty, terminator: "")
                } else {
                    show(uses)
                }
                if unapproved && !uses.isEmpty { throw ExitCode.wrongInput }
            }
        }

        private func show(_ uses: [SealUse]) {
            var table = TextTable(
                head: ["序号", "日期", "印章", "文书", "起止号", "枚数", "申请", "批准", "依据"], right: [0, 5])
            for use in uses {
                table.append([
                    "\(use.id)", use.day.iso, use.impression.name + (use.impression.isSpecimen ? "（样章）" : ""),
                    use.title,
                    use.numbers.isEmpty ? "–" : use.numbers, "\(use.impression.count)", use.approval.askedBy,
                    use.approval.approvedBy.isEmpty ? "未经审批" : use.approval.approvedBy, use.approval.basis,
                ])
            }
            table.lines.forEach { print($0) }
            print(say("reply.seals", SealRegister.facts(uses)))
        }
    }

    struct Enter: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enter", abstract: "登记一次手工加盖的用印：申请人和批准人是两个人。",
            discussion: """
                Enters a seal that was pressed by hand. 例：zhengjiao seals enter out/xuecheng-2019 --seal 薛城区税务局
                --title 委托代收协议 --count 46 --first 薛税社代〔2019〕1号 --last 薛税社代〔2019〕46号 --approved-by 李娜 --by 王伟
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "印章：单位名称") var seal: String
        @Option(help: "专用章名称，如 征缴专用章") var label = ""
        @Option(help: "用印文书") var title: String
        @Option(help: "枚数") var count = 1
        @Option(help: "起号或文号") var first = ""
        @Option(help: "止号；不写则只有一个号") var last: String?
        @OptionGroup var agreed: SealOptions
        @OptionGroup var act: ActOptions

        func validate() throws {
            try agreed.require()
            if seal.isEmpty || title.isEmpty || !(1...1_000_000).contains(count) {
                throw ValidationError(zh: "写印章、文书和枚数。", en: "give seal, title and count.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let id = try campaign.write { transaction in
                    let known = try SealLog.uses(in: transaction).count
                    try SealLog.add(
                        [SealImpression(seal: seal, label: label, count: count, isSpecimen: false)],
                        on: SealedPaper(
                            kind: "by-hand", key: "\(known + 1)", title: title, numbers: (first, last ?? first),
                            pages: 0, sha256: "", day: act.day), agreed.approval(by: act.by), in: transaction,
                        at: act.now)
                    return known + 1
                }
                print(say("reply.seal-entered", ["id": "\(id)", "title": title]))
            }
        }
    }
}

/// 用印登记簿 on paper and as JSON.
enum SealRegister {
    static func facts(_ uses: [SealUse]) -> [String: String] {
        [
            "uses": "\(uses.count)", "count": "\(uses.reduce(0) { $0 + $1.impression.count })",
            "open": "\(uses.count { $0.approval.approvedBy.isEmpty })",
        ]
    }

    static func record(
        _ uses: [SealUse], from first: CivilDate?, to last: CivilDate?, _ settings: CampaignSettings, _ made: CivilDate
    ) -> Record {
        let rows = SealBatch.all(uses).enumerated().map { index, batch in
            let use = batch.first
            return Record([
                ("serial", .integer(index + 1)), ("day", .date(use.day)), ("seal", .text(use.impression.name)),
                ("specimen", .flag(use.impression.isSpecimen)), ("title", .text(batch.title)),
                ("numbers", .optional(batch.numbers)), ("count", .integer(batch.count)),
                ("asked", .text(use.approval.askedBy)), ("approved", .optional(use.approval.approvedBy)),
                ("basis", .optional(use.approval.basis)),
            ])
        }
        let (from, to) = (first ?? uses.first?.day ?? made, last ?? uses.last?.day ?? made)
        return Record([
            ("district.name", .text(settings.district)), ("office.name", .text(settings.taxBureau.name)),
            ("span", .text("\(from.chinese)至\(to.chinese)")), ("made", .date(made)), ("rows", .list(rows)),
            ("totals.uses", .integer(uses.count)),
            ("totals.count", .integer(uses.reduce(0) { $0 + $1.impression.count })),
            ("totals.open", .integer(uses.count { $0.approval.approvedBy.isEmpty })),
        ])
    }

    static func json(_ use: SealUse) -> JSONText {
        .object([
            "id": .integer(use.id), "day": .text(use.day.iso), "seal": .text(use.impression.seal),
            "label": .text(use.impression.label), "specimen": .bool(use.impression.isSpecimen),
            "count": .integer(use.impression.count), "kind": .text(use.kind), "key": .text(use.key),
            "title": .text(use.title), "first": .text(use.firstNumber), "last": .text(use.lastNumber),
            "pages": .integer(use.pages), "sha256": .text(use.sha256), "askedBy": .text(use.approval.askedBy),
            "approvedBy": .text(use.approval.approvedBy), "basis": .text(use.approval.basis),
        ])
    }
}
