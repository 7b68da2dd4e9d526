import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "公示：检查文件有没有泄露个人信息，登记、同意、撤下、异议。",
        discussion: "Publication: look through a finished file, ask, consent, take down, answer objections.",
        subcommands: [
            Check.self, Preview.self, Web.self, Request.self, Consent.self, List.self, TakeDown.self,
            PublishObjection.self,
        ])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "读出 PDF 里的全部文字，查找身份证号、电话、银行卡号等。",
            discussion: """
                只说第几页有哪一类，不印出内容；有发现时退出码 65。给出 --campaign 时，本活动印制的公示表还与该村居每个人的资料核对。

                zhengjiao publish check notice.pdf
                """)

        @Argument(help: "PDF 文件") var files: [String]
        @Option(help: "活动的输出目录，用来与每个人的资料核对") var campaign: String?

        func run() async throws {
            try await Failures.reporting {
                var mistakes = DiagnosticList()
                for file in files {
                    do {
                        let bytes = try OfficeDay.bytes(of: file)
                        let known = try campaign.map {
                            try PublishCommand.known(bytes, in: CampaignFolder.parse([$0]).reading())
                        }
                        let result = try FinishedScan.scan(bytes, name: file, persons: known ?? KnownTexts())
                        for found in FinishedScan.diagnostics(result, name: file) { mistakes.append(found) }
                        if result.findings.isEmpty { Failures.write(PublishCommand.passed(result, file)) }
                        let own = try campaign.map { folder in
                            try CampaignFolder.parse([folder]).reading().read {
                                try FinishedScan.suspicions(result, name: file, in: $0)
                            }
                        }
                        if let own, !own.isEmpty { Failures.show(Rejection(own)) }
                    } catch let rejection as Rejection { mistakes.append(rejection) }
                }
                try mistakes.throwIfErrors()
            }
        }
    }

    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "preview", abstract: "公示前先看：一个村居的每个人在某类文书里会怎样显示。",
            discussion: "例：zhengjiao publish preview out/xuecheng-2019 public-notice --village 370403001001")

        @OptionGroup var campaign: CampaignFolder
        @Argument(help: "哪类文书：展示规则的 id 或名称，见 templates/masking.yaml") var profile: String
        @Option(help: "村居代码") var village: String
        @Option(help: "年龄按哪一天算，默认今天") var on: DayArgument?

        func run() async throws {
            try await Failures.reporting {
                let file = try MaskingFile.installed()
                guard
                    let found = file.profiles.first(where: {
                        $0.id == profile || $0.title == profile || $0.documents.contains(profile)
                            || $0.title.split(separator: "、").contains { $0 == profile }
                    })
                else {
                    throw Rejection("privacy.no-profile", ["document": profile, "file": file.path])
                }
                let day = on?.date ?? OfficeDay.today
                let rows = try campaign.reading().read { transaction in
                    try Campaign(policy: try RuleSetStore.current(in: transaction)).publicNotice(
                        village: village, asOf: day, profile: found, in: transaction)
                }
                guard !rows.isEmpty else { throw Rejection("public.no-village", ["village": village]) }
                let fields = PersonField.allCases.filter {
                    $0 == .name || $0 != .payment && $0 != .amount && found.treatment($0) != .never
                }
                let states = found.treatment(.payment) == .full ? ["居民养老", "居民医疗"] : []
                let amount = found.treatment(.amount) == .full ? [PersonField.amount.chinese] : []
                var table = TextTable(head: fields.map(\.chinese) + amount + states)
                for row in rows {
                    let paid = [row.pension, row.medical].map { $0 == .settled ? "已缴" : "—" }
                    let sum = row.ownFen.map { [Money(fen: $0).grouped] } ?? []
                    table.append(fields.map { row.person[$0]?.text ?? "" } + sum + (states.isEmpty ? [] : paid))
                }
                for line in table.lines { print(line) }
            }
        }
    }

    /// What the persons of a file say that may not be in it, where the campaign printed it for a village; else nothing.
    static func known(_ bytes: [UInt8], in database: Database) throws -> KnownTexts {
        let hash = DurableFile.sha256(bytes)
        return try database.read { transaction in
            guard let document = try DocumentStore.all(in: transaction).first(where: { $0.sha256 == hash })
            else { return KnownTexts() }
            let agents = try PublicationStore.agentNames(in: transaction)
            let persons = try PublicationStore.persons(village: document.key, in: transaction)
            // A class betrays somebody beside his name; in a report it stands over a column of numbers.
            return KnownTexts(
                persons: persons, on: document.issuedAt.date, hidesClasses: !persons.isEmpty,
                allowed: agents.union([document.number ?? ""]))
        }
    }

    static func passed(_ result: FinishedScan.Result, _ file: String) -> String {
        let note = Diagnostic(
            .note, result.pictures > 0 ? "privacy.passed-pictures" : "privacy.passed",
            ["file": file, "pages": "\(result.pages)", "pictures": "\(result.pictures)"])
        return Catalogue.message(note, in: Failures.language)
    }
}
