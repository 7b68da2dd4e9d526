import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

struct DeductionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deductions", abstract: "三方协议和批扣：签约、账户验证、扣款文件、银行回盘。",
        discussion: "Agreements by which banks deduct fees; batches out, answers in, what was not taken.",
        subcommands: [
            Sign.self, Note.self, Agreements.self, Print.self, Make.self, Answer.self, Batches.self, Refused.self,
        ])

    /// Where return codes are explained.
    static var codeList: String { Installation.home + "/workflows/deductions/return-codes.csv" }

    struct Sign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign", abstract: "登记一份三方协议，取得协议号，待银行验证账户；经办和复核是两个人。",
            discussion: """
                Enters an agreement; it takes a number of its series and waits for the bank's check.

                zhengjiao deductions sign out/xuecheng-2019 --payer 370403198001010018 --holder 安娜 \
                    --bank 农商行 --account 6217003414037583873 --person 370403198001010018 --by 甲 --checker 乙
                """)

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "缴费人证件号码") var payer: String
        @Option(help: "户名") var holder: String
        @Option(help: "开户银行") var bank: String
        @Option(help: "账号或卡号") var account: String
        @Option(help: "为谁缴费，可写多次；不写为缴费人本人") var person: [String] = []
        @Option(help: "有效期至；不写为至解约") var until: DayArgument?
        @Option(help: "复核人，不是经办人") var checker: String
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let agreement = try campaign.write {
                    try DeductionAgreements.sign(
                        payer: payer, holder: holder, bank: bank, account: account, until: until?.date,
                        members: person, on: act.day, by: act.by, checker: checker, in: $0, at: act.now)
                }
                print(
                    say(
                        "reply.agreement",
                        [
                            "number": agreement.number, "holder": agreement.holder, "state": agreement.state.chinese,
                        ]))
            }
        }
    }

    struct Note: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "note", abstract: "登记协议的变化：止付、待验证（重新验证）、解约。",
            discussion: "Stops an agreement, has its account checked again, or ends it for good.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "协议号") var number: String
        @Argument(help: "止付 stopped、待验证 pending、解约 ended") var state: DeductionAgreement.State
        @Option(help: "原因") var reason: String
        @OptionGroup var act: ActOptions

        func validate() throws {
            if state == .active || state == .failed {
                throw ValidationError(
                    zh: "“\(state.chinese)”由银行的验证结果得出；重新验证写“待验证”。",
                    en: "only the bank's check makes it \(state.rawValue); write pending to have it checked again")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                try campaign.write {
                    try DeductionAgreements.note(
                        number, state, reason: reason, on: act.day, by: act.by, in: $0, at: act.now)
                }
                print(say("reply.batch-noted", ["batch": number, "state": state.chinese]))
            }
        }
    }

    struct Agreements: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "agreements", abstract: "三方协议登记簿。", discussion: "The register of agreements and their states.")

        @OptionGroup var campaign: CampaignFolder
        @Flag(help: "以 JSON 打印") var json = false

        func run() async throws {
            try await Failures.reporting {
                let all = try campaign.reading().read { try DeductionAgreements.all(in: $0) }
                if json { return print(JSONText.array(all.map(text)).pretty, terminator: "") }
                if all.isEmpty { return print(say("reply.none")) }
                var table = TextTable(
                    head: ["协议号", "户名", "银行", "账号", "人数", "签订", "有效期至", "状态", "原因"], right: [4])
                for one in all {
                    table.append([
                        one.number, one.holder, one.bank, MoneyPaper.masked(one.account), "\(one.members.count)",
                        one.signedOn.iso, one.until?.iso ?? "", one.state.chinese, one.reason,
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }

        private func text(_ one: DeductionAgreement) -> JSONText {
            .object([
                "number": .text(one.number), "payer": .text(one.payerID), "holder": .text(one.holder),
                "bank": .text(one.bank), "account": .text(MoneyPaper.masked(one.account)),
                "members": .array(one.members.map { .text($0) }), "signed": .text(one.signedOn.iso),
                "until": one.until.map { .text($0.iso) } ?? .null, "state": .text(one.state.rawValue),
                "reason": .text(one.reason),
            ])
        }
    }

    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "print", abstract: "印制三方协议。", discussion: "Prints an agreement to sign.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "协议号") var number: String
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(name: .shortAndLong, help: "写到的 PDF") var output: String

        func run() async throws {
            try await Failures.reporting {
                let (agreement, names) = try campaign.reading().read { transaction in
                    let found = try DeductionAgreements.find(number, in: transaction)
                    return (found, try DeductionAgreements.names(of: found.members, in: transaction))
                }
                let paper = try MoneyPaper(plan: plan)
                let pages = try paper.print(
                    "payment-agreement", AgreementPaper.payer(agreement, names: names, paper.settings),
                    subject: "三方协议 \(number)", at: Instant(agreement.signedOn), to: output)
                print(say("reply.printed", ["file": output, "pages": "\(pages)"]))
            }
        }
    }

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make", abstract: "生成一家银行的下一批：账户验证或批量扣款；控制总数在同名 .json。",
            discussion: "Accounts that wait for a check, or what active agreements owe within the window.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "\(DeductionBatch.Purpose.listed)") var purpose: DeductionBatch.Purpose
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "银行") var bank: String
        @OptionGroup var act: ActOptions
        @Option(name: .shortAndLong, help: "写到的 CSV") var output: String

        func run() async throws {
            try await Failures.reporting {
                let levy = try CampaignFolder.levy(plan: plan)
                let now = act.now
                let file = try campaign.write {
                    try levy.makeDeductions(
                        purpose, bank: bank, key: "manual/\(purpose.rawValue)/\(bank)/\(now.milliseconds)",
                        on: act.day, by: act.by, in: $0, at: now)
                }
                guard let file else { return print(say("reply.none")) }
                try DurableFile.write(file.bytes, to: output)
                try DurableFile.write(Array(file.control.pretty.utf8), to: output + ".json")
                print(
                    say(
                        "reply.return-made",
                        [
                            "batch": file.batch, "count": "\(file.rows.count)", "sum": Money(fen: file.fen).grouped,
                            "hash": file.sha256,
                        ]))
            }
        }
    }

    struct Answer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "answer", abstract: "读入银行回盘：序号、返回码，扣款成功的还有流水号、交易日期、金额。",
            discussion: "What was taken is a payment, once; it settles in the evening. The same file changes nothing.")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "回盘文件") var file: String
        @Option(help: "批次号") var batch: String
        @Option(help: "返回码对照表：返回码、说明、处理（成功、再扣、止付）") var codes: String?
        @OptionGroup var act: ActOptions

        func run() async throws {
            try await Failures.reporting {
                let source = try SourceFile(path: file)
                let table = try Deductions.codes(path: codes ?? DeductionsCommand.codeList)
                let counts = try campaign.write {
                    try Deductions.answer(source, batch: batch, codes: table, by: act.by, in: $0, at: act.now)
                }
                guard let counts else { return print(say("reply.known")) }
                print(
                    say(
                        "reply.deduction-answer",
                        ["batch": batch, "taken": "\(counts.taken)", "refused": "\(counts.refused)"]))
            }
        }
    }

    struct Batches: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "batches", abstract: "批次登记簿：笔数、金额、已回、成功。", discussion: "The register of batches.")

        @OptionGroup var campaign: CampaignFolder

        func run() async throws {
            try await Failures.reporting {
                let all = try campaign.reading().read { try Deductions.batches(in: $0) }
                if all.isEmpty { return print(say("reply.none")) }
                var table = TextTable(
                    head: ["批次", "种类", "银行", "日期", "笔数", "金额（元）", "已回", "成功", "成功金额（元）"],
                    right: [4, 5, 6, 7, 8])
                for one in all {
                    table.append([
                        one.batch, one.purpose.chinese, one.bank, one.day.iso, "\(one.rows)",
                        Money(fen: one.fen).grouped, "\(one.answered)", "\(one.taken)",
                        Money(fen: one.takenFen).grouped,
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }
    }

    struct Refused: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "refused", abstract: "没有扣成、至今未缴的；有则退出码 65。",
            discussion: "What banks did not take and is still owed, with the bank's reason and what follows.")

        @OptionGroup var campaign: CampaignFolder

        func run() async throws {
            try await Failures.reporting {
                let (all, regions) = try campaign.reading().read {
                    (try Deductions.refused(in: $0), try RegionTree.stored(in: $0))
                }
                if all.isEmpty { return print(say("reply.none")) }
                var table = TextTable(
                    head: ["批次", "协议号", "村居", "姓名", "证件号码", "险种", "金额（元）", "原因", "处理"], right: [6])
                for one in all {
                    table.append([
                        one.batch, one.agreement, regions.fullName(ofVillage: one.village), one.name,
                        Masking.idEnds(one.citizenID), one.insurance.chinese, Money(fen: one.fen).grouped,
                        one.meaning, one.effect == .again ? "期内再扣" : "协议已止付",
                    ])
                }
                table.lines.forEach { print($0) }
                throw ExitCode.wrongInput
            }
        }
    }
}
