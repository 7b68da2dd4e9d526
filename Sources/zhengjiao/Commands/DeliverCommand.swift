import ArgumentParser
import Delivery
import Diagnostics
import Foundation
import Storage
import Workflow

struct DeliverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver", abstract: "试一试方案里的打印机、邮件和消息渠道。", subcommands: [Test.self])

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test", abstract: "经一个渠道发一件试验品，说明结果。",
            discussion: """
                打印机：问清它能做什么；给出 --file 时打印这个 PDF。邮件：发一封到 --to。消息：发一条。

                zhengjiao deliver test mail --plan campaign.yaml --to me@example.gov.cn
                """)

        @Argument(help: "渠道名，如 printer、mail、webhook") var channel: String
        @Option(help: "方案（campaign.yaml）") var plan: String
        @Option(help: "试验邮件的收件人") var to: String?
        @Option(help: "试打的 PDF") var file: String?

        func run() async throws {
            try await Failures.reporting {
                let definition = try Definition.load(path: plan)
                let settings = try CampaignSettings(definition.settings, planFolder: PlanFolder.of(plan))
                guard let chosen = settings.delivery.channels.first(where: { $0.name == channel }) else {
                    throw Rejection(
                        "delivery.no-channel",
                        ["name": channel, "known": settings.delivery.names.joined(separator: ", ")])
                }
                if case .printer(let uri, let options) = chosen.kind {
                    let queue = try PrintQueue(uri: uri, folder: ".", campaign: definition.id)
                    let abilities = try await queue.abilities()
                    print(DeliverCommand.describe(abilities))
                    let mistakes = abilities.check(options)
                    if !mistakes.isEmpty { throw Rejection(mistakes) }
                    if file == nil { return }
                }
                let channels = Channels(
                    settings: DeliverySettings(channels: [chosen]), campaign: definition.id, out: OutFolder(root: "."),
                    language: Failures.language, now: World.live.now)
                let payload = try payload(chosen, settings)
                guard let way = try channels.real()[channel] else { return }
                let delivery = Delivery(
                    id: 1, key: "test/\(World.live.uuid())", channel: channel, payload: payload, state: .sending,
                    attempt: 1, receipt: "", reason: "")
                try DeliverCommand.report(try await way.send(delivery), channel)
            }
        }

        private func payload(_ chosen: DeliverySettings.Channel, _ settings: CampaignSettings) throws -> [UInt8] {
            let title = "征缴系统试验"
            switch chosen.kind {
            case .printer(_, let options):
                guard let file, let bytes = FileManager.default.contents(atPath: file) else {
                    throw Rejection("command.file-unreadable", ["file": file ?? ""])
                }
                let order = PrintOrder(
                    title: title, file: file, sha256: DurableFile.sha256([UInt8](bytes)), options: options)
                return [UInt8](try JSONEncoder().encode(order))
            case .mail:
                guard let to else { throw Rejection("mail.no-recipient", ["subject": title]) }
                return try MailMessage(
                    key: "test", from: MailMessage.Address(mailbox: settings.sender),
                    to: [MailMessage.Address(mailbox: to)], subject: title, text: "收到本邮件，说明邮件渠道可用。\n",
                    sent: World.live.now()
                ).encoded()
            case .webhook:
                return [UInt8](try JSONEncoder().encode(WebMessage(title: title, text: "征缴系统试验：消息渠道可用。")))
            }
        }
    }

    private static func describe(_ abilities: PrinterAbilities) -> String {
        let rows = [
            ("格式", abilities.formats), ("单双面", abilities.sides), ("纸张", abilities.media), ("纸盒", abilities.trays),
            ("分辨率", abilities.resolutions.map { "\($0)" }), ("状态", abilities.reasons),
        ]
        let lines = rows.map { "  \($0.0)：\($0.1.joined(separator: "、"))" }
        return (["打印机 \(abilities.name)"] + lines).joined(separator: "\n")
    }

    /// - Throws: `ExitCode` 74 when it did not go out.
    private static func report(_ outcome: Relay.Outcome, _ channel: String) throws {
        switch outcome {
        case .sent(let receipt, _), .acknowledged(let receipt): print("\(channel)：已送出（\(receipt)）")
        case .notSent(let reason, _, _), .notYet(let reason, _), .refused(let reason, _), .unknown(let reason, _, _):
            Failures.write("\(channel)：\(reason)")
            throw ExitCode.worldFailed
        }
    }
}
