import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

extension PublishCommand {
    struct Request: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "request", abstract: "申请公示一个文件：先检查有没有泄露，通过的才登记。",
            discussion: """
                撤下日期按工作日推算。例：
                zhengjiao publish request out/xuecheng-2019 公示表.pdf --place 张庄村公示栏 --basis 政府信息公开条例第十五条 --by 王伟
                """)

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "PDF 文件") var file: String
        @Option(help: "张贴或发布的地方") var place: String
        @Option(help: "依据的法律或规定") var basis: String
        @Option(help: "经办人") var by: String
        @OptionGroup var posting: PostingOptions

        func run() async throws {
            try await Failures.reporting {
                let bytes = try OfficeDay.bytes(of: file)
                let hash = DurableFile.sha256(bytes)
                let database = try campaign.writing()
                let result = try FinishedScan.scan(
                    bytes, name: file, persons: try PublishCommand.known(bytes, in: database))
                let now = OfficeDay.now
                let days = try posting.days()
                let (id, suspicions) = try database.write { transaction -> (Int?, [Diagnostic]) in
                    let scan = try PublicationStore.addScan(
                        sha256: hash, path: file, pages: result.pages, findings: result.findings, at: now,
                        in: transaction)
                    guard result.findings.isEmpty else { return (nil, []) }
                    let suspicions = try FinishedScan.suspicions(result, name: file, in: transaction)
                    let document = try DocumentStore.all(in: transaction).first { $0.sha256 == hash }
                    let name = (file as NSString).lastPathComponent
                    let id = try PublicationStore.request(
                        PublicationRequest(
                            kind: document?.kind ?? "file", key: document?.key ?? name, place: place,
                            path: document?.path ?? file, sha256: hash, days: days, basis: basis, maker: by),
                        scan: scan, at: now, in: transaction)
                    try PublicationStore.doubt(
                        id, suspicions.map { Catalogue.message($0, in: .chinese) }, at: now, in: transaction)
                    return (id, suspicions)
                }
                try database.close()
                guard let id else { throw Rejection(FinishedScan.diagnostics(result, name: file)) }
                if !suspicions.isEmpty { Failures.show(Rejection(suspicions)) }
                let facts = ["from": days.from.iso, "to": days.to.iso, "remove": days.remove.iso]
                print(say("reply.publication-asked", facts.merging(["number": "\(id)"]) { $1 }))
            }
        }
    }

    struct Consent: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "consent", abstract: "第二个人同意公示；不能是申请的人。")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "公示登记的编号") var ids: [Int]
        @Option(help: "同意的人") var by: String
        @Option(help: "检查有提醒的，写明核实的结果") var answer: String?

        func run() async throws {
            try await Failures.reporting {
                let database = try campaign.writing()
                try database.write { transaction in
                    for id in ids {
                        if let answer {
                            try PublicationStore.answer(id, answer, by: by, at: OfficeDay.now, in: transaction)
                        }
                        try PublicationStore.consent(id, by: by, at: OfficeDay.now, in: transaction)
                    }
                }
                try database.close()
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "公示登记簿；--due 只列今天应当撤下而没有撤下的。",
            discussion: "What is posted where, and until when.")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "看哪一天的情况，默认今天") var on: DayArgument?
        @Flag(help: "只列应当撤下的") var due = false
        @Flag(help: "输出 JSON") var json = false

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? OfficeDay.today
                let all = try campaign.reading().read { try PublicationStore.all(in: $0) }
                let chosen = all.filter { !due || $0.isDueForRemoval(on: day) }
                if json {
                    print(JSONText.array(chosen.map { PublishCommand.json($0, on: day) }).pretty, terminator: "")
                    return
                }
                var table = TextTable(head: ["编号", "状态", "地方", "起", "止", "撤下", "经办", "同意", "文件"], right: [0])
                for item in chosen {
                    let request = item.request
                    table.append([
                        "\(item.id)", item.state(on: day).chinese, request.place, request.days.from.iso,
                        request.days.to.iso, item.takenDownOn?.iso ?? request.days.remove.iso, request.maker,
                        item.consentedBy ?? "–", request.path,
                    ])
                }
                for line in table.lines { print(line) }
            }
        }
    }

    fileprivate static func json(_ item: Publication, on day: CivilDate) -> JSONText {
        let request = item.request
        func text(_ text: String?) -> JSONText { text.map(JSONText.text) ?? .null }
        return .object([
            "id": .integer(item.id), "state": .text(item.state(on: day).rawValue), "kind": .text(request.kind),
            "key": .text(request.key), "place": .text(request.place), "file": .text(request.path),
            "sha256": .text(request.sha256), "from": .text(request.days.from.iso), "to": .text(request.days.to.iso),
            "remove": .text(request.days.remove.iso), "basis": .text(request.basis), "maker": .text(request.maker),
            "requested_at": .text(item.requestedAt.iso), "consented_by": text(item.consentedBy),
            "consented_at": text(item.consentedAt?.iso), "taken_down_on": text(item.takenDownOn?.iso),
            "taken_down_by": text(item.takenDownBy), "cause": text(item.cause),
        ])
    }

    struct TakeDown: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "takedown", abstract: "登记公示已撤下。")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "公示登记的编号") var ids: [Int]
        @Option(help: "撤下的人") var by: String
        @Option(help: "原因") var cause = "公示期满"
        @Option(help: "撤下的日期，默认今天") var on: DayArgument?

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? OfficeDay.today
                let database = try campaign.writing()
                try database.write { transaction in
                    for id in ids {
                        try PublicationStore.takeDown(id, by: by, cause: cause, on: day, in: transaction)
                    }
                }
                try database.close()
            }
        }
    }
}

struct PublishObjection: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "objection", abstract: "居民对公示的异议：登记、答复、列出。",
        subcommands: [Add.self, Reply.self, List.self], defaultSubcommand: List.self)

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "add", abstract: "登记异议，答复期限按工作日推算。")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "公示登记的编号") var id: Int
        @Argument(help: "什么事，不写姓名") var subject: String
        @Option(help: "登记的人") var by: String
        @Option(help: "收到的日期，默认今天") var on: DayArgument?
        @Option(help: "几个工作日内答复") var workingDays = 5
        @Option(help: "工作日历") var calendar: String?

        func validate() throws {
            if workingDays < 1 {
                throw ValidationError(zh: "--working-days 至少为 1。", en: "--working-days is 1 or more.")
            }
        }

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? OfficeDay.today
                let reply = try OfficeDay.calendar(calendar).adding(workingDays: workingDays, to: day)
                let database = try campaign.writing()
                let number = try database.write { transaction in
                    try PublicationStore.object(
                        to: id, subject: subject, received: day, replyBy: reply, enteredBy: by, at: OfficeDay.now,
                        in: transaction)
                }
                try database.close()
                print(say("reply.objection-noted", ["number": "\(number)", "day": reply.iso]))
            }
        }
    }

    struct Reply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reply", abstract: "答复异议：\(Objection.Outcome.listed)。")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "异议的编号") var id: Int
        @Argument(help: "\(Objection.Outcome.listed)") var outcome: Objection.Outcome
        @Argument(help: "答复") var text: String
        @Option(help: "答复的人") var by: String
        @Option(help: "答复的日期，默认今天") var on: DayArgument?

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? OfficeDay.today
                let database = try campaign.writing()
                try database.write { try PublicationStore.reply(to: id, outcome, text, by: by, on: day, in: $0) }
                try database.close()
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "列出异议；--due 只列到期没有答复的。")

        @OptionGroup var campaign: CampaignFolder
        @Option(help: "看哪一天的情况，默认今天") var on: DayArgument?
        @Flag(help: "只列到期没有答复的") var due = false

        func run() async throws {
            try await Failures.reporting {
                let day = on?.date ?? OfficeDay.today
                let all = try campaign.reading().read { try PublicationStore.objections(in: $0) }
                var table = TextTable(head: ["编号", "公示", "收到", "答复期限", "结果", "答复", "事由"], right: [0, 1])
                for item in all where !due || item.outcome == nil && item.replyBy <= day {
                    table.append([
                        "\(item.id)", "\(item.publication)", item.receivedOn.iso, item.replyBy.iso,
                        item.outcome?.chinese ?? "–", item.repliedOn?.iso ?? "–", item.subject,
                    ])
                }
                for line in table.lines { print(line) }
            }
        }
    }
}

