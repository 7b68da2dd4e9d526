import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

/// Who decides and who checks: two persons.
struct FourEyes: ParsableArguments {
    @Option(help: "经办人") var by: String
    @Option(help: "复核人，不能与经办人相同") var checker: String
}

extension RosterCommand {
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw", abstract: "撤回一版清册：只要还没有缴费挂在上面；数据不删除，终止的应缴另有记录。",
            discussion: "Takes a whole import back while no payment hangs on it. 把原文件再导入一次即可恢复。")

        @Argument(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "状态和文书的目录") var out: String
        @Option(help: "险种：\(Insurance.listed)") var insurance: Insurance
        @Option(help: "第几版") var version: Int
        @Option(help: "理由") var reason: String
        @OptionGroup var people: FourEyes

        func run() async throws {
            try await Failures.reporting {
                let books = try CampaignBooks.writing(plan: plan, out: out)
                let withdrawal = RosterVersion.Withdrawal(
                    reason: reason, by: people.by, checker: people.checker, at: Instant(milliseconds: World.live.now()))
                let change = try books.database.write {
                    try books.campaign.withdraw(insurance, version: version, withdrawal, in: $0)
                }
                change.lines.forEach { print($0) }
            }
        }
    }

    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "correct", abstract: "增加、删除或更正清册中的一个人，写明理由和依据。",
            discussion: """
                Adds, removes or corrects a person, with reason and evidence. 对以后的各版同样有效。例：
                zhengjiao roster correct campaign.yaml --out out --insurance medical add --id 3704… --name 张三 \\
                  --village 370403101200 --reason 新迁入 --evidence 户口页 --by 甲 --checker 乙
                没有居民身份号码的人另写证件类型、出生日期、性别：--id E12345678 --document 护照 --birth 1980-01-31 --sex 女
                """)


        @Argument(help: "方案（campaign.yaml）") var plan: String
        @Argument(help: "\(Correction.Kind.listed)") var change: Correction.Kind
        @Option(help: "状态和文书的目录") var out: String
        @Option(help: "险种：\(Insurance.listed)") var insurance: Insurance
        @Option(help: "证件号码") var id: String
        @Option(help: "证件类型：护照、外国人永久居留证、港澳居民来往内地通行证、台湾居民来往大陆通行证") var document: String?
        @Option(help: "出生日期（没有居民身份号码时写）") var birth: String?
        @Option(help: "性别：男、女（没有居民身份号码时写）") var sex: String?
        @Option(help: "姓名") var name: String?
        @Option(help: "村居代码") var village: String?
        @Option(help: "养老缴费档次（元）") var tier: Int?
        @Option(help: "联系电话") var phone: String?
        @Option(help: "理由") var reason: String
        @Option(help: "依据：申请表编号、证明等") var evidence: String
        @OptionGroup var people: FourEyes

        func run() async throws {
            try await Failures.reporting {
                let holder = try holder()
                let books = try CampaignBooks.writing(plan: plan, out: out)
                let correction = Correction(
                    kind: change, insurance: insurance, citizenID: PersonNumber.cleaned(id), name: name,
                    village: village, tierFen: tier.flatMap { Money(yuan: String($0))?.fen }, phone: phone,
                    reason: reason, evidence: evidence, by: people.by, checker: people.checker,
                    at: Instant(milliseconds: World.live.now()), holder: holder)
                try books.database.write { try books.campaign.correct(correction, in: $0) }.lines.forEach { print($0) }
            }
        }

        /// What is told of a person without a citizen number.
        /// - Throws: `Rejection` when the kind, the day of birth or the sex is missing or cannot be read.
        private func holder() throws(Rejection) -> DocumentHolder? {
            guard document != nil || birth != nil || sex != nil else { return nil }
            var mistakes = DiagnosticList()
            let kind = document.flatMap(IdentityDocument.Kind.init(rawValue:))
            if kind == nil {
                let known = IdentityDocument.Kind.allCases.map(\.rawValue).joined(separator: "、")
                mistakes.error("levy.correction.document-kind", ["text": document ?? "", "known": known])
            }
            let day = birth.flatMap { CivilDate(iso: $0) }
            if day == nil { mistakes.error("command.date", ["date": birth ?? ""]) }
            let found = sex.flatMap(CitizenID.Sex.init(rawValue:))
            if found == nil, let sex { mistakes.error("levy.correction.sex", ["text": sex]) }
            try mistakes.throwIfErrors()
            guard let kind, let day else { return nil }
            return DocumentHolder(document: IdentityDocument(kind: kind, number: id), birth: day, sex: found)
        }
    }

    struct Reviews: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reviews", abstract: "列出待核实的人员：同一人列入两个村居、姓名含自造字。",
            discussion: "Lists the persons whose rows wait for a decision.")

        @Argument(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "状态和文书的目录") var out: String
        @Flag(help: "以 JSON 输出") var json = false

        private struct Listed: Encodable {
            let insurance: String
            let id: String
            let name: String
            let reason: String
            let villages: [String]
            let decision: String?
        }

        func run() async throws {
            try await Failures.reporting {
                let books = try CampaignBooks.reading(plan: plan, out: out)
                let found = try books.database.read { try books.campaign.rosterReviews(in: $0) }
                if json {
                    return print(try JSONOutput.text(found.map {
                    Listed(
                        insurance: $0.insurance.rawValue, id: $0.citizenID, name: $0.name, reason: $0.reason.rawValue,
                        villages: $0.rows.map(\.village), decision: $0.decision?.verdict)
                    }))
                }
                var table = TextTable(head: ["险种", "姓名", "证件号码", "原因", "村居", "决定"])
                for one in found {
                    table.append([
                        one.insurance.chinese, one.name, one.citizenID, one.reason.chinese,
                        one.rows.map(\.village).joined(separator: "、"), one.decision?.verdict ?? "待定",
                    ])
                }
                table.lines.forEach { print($0) }
            }
        }
    }

    struct Decide: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "decide", abstract: "对一个待核实的人员作出决定：计入哪一处，或不计入。",
            discussion: "Decides where a person counts; the obligation is made with the decision as its cause.")

        @Argument(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "状态和文书的目录") var out: String
        @Option(help: "险种：\(Insurance.listed)") var insurance: Insurance
        @Option(help: "证件号码") var id: String
        @Option(help: "计入这个村居（代码）") var village: String?
        @Flag(help: "按第一处的姓名和村居计入") var first = false
        @Flag(help: "不计入") var none = false
        @Option(help: "说明") var note = ""
        @OptionGroup var people: FourEyes

        func validate() throws {
            let count = (village == nil ? 0 : 1) + (first ? 1 : 0) + (none ? 1 : 0)
            if count != 1 {
                throw ValidationError(
                    zh: "--village、--first、--none 要写且只写一个。", en: "give exactly one of --village, --first and --none.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let books = try CampaignBooks.writing(plan: plan, out: out)
                let verdict: RosterReview.Verdict =
                    village.map { .village($0) } ?? (first ? .first : .none)
                let change = try books.database.write {
                    try books.campaign.decideReview(
                        insurance, PersonNumber.cleaned(id), verdict, note: note, by: people.by,
                        checker: people.checker, in: $0,
                        at: Instant(milliseconds: World.live.now()))
                }
                change.lines.forEach { print($0) }
            }
        }
    }
}
