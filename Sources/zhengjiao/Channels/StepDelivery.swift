import Delivery
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

/// Where a step's documents go besides their files: `with: { deliver: [printer, webhook] }`.
struct StepDelivery {
    let channels: [DeliverySettings.Channel]

    /// - Throws: `Rejection` `delivery.no-channel` at the name.
    init(_ step: PlannedStep, _ settings: DeliverySettings) throws(Rejection) {
        guard let value = step.with["deliver"] else {
            channels = []
            return
        }
        let usable = settings.channels.filter { if case .mail = $0.kind { false } else { true } }
        channels = try value.asTexts().map { name throws(Rejection) in
            guard let channel = usable.first(where: { $0.name == name }) else {
                throw Rejection(
                    "delivery.no-channel", ["name": name, "known": usable.map(\.name).joined(separator: ", ")],
                    at: value.span)
            }
            return channel
        }
    }

    /// Checks the steps of a plan.
    static func check(_ definition: Definition, _ settings: DeliverySettings) throws(Rejection) {
        var mistakes = DiagnosticList()
        for step in definition.steps {
            do throws(Rejection) { _ = try StepDelivery(step, settings) } catch { mistakes.append(error) }
        }
        try mistakes.throwIfErrors()
    }

    /// Queues the documents of a finished piece of work, each once for each channel.
    func enqueue(_ documents: [IssuedDocument], of claim: Claim, in transaction: Transaction) throws {
        for channel in channels {
            for document in documents {
                try Outbox.enqueue(
                    transaction, key: "\(channel.name)/\(document.kind)/\(document.key)", channel: channel.name,
                    payload: try StepDelivery.payload(document, channel, claim), now: claim.nominal.milliseconds)
            }
        }
    }

    private static func payload(
        _ document: IssuedDocument, _ channel: DeliverySettings.Channel, _ claim: Claim
    ) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let name = claim.item.map { "\(claim.step.name)（\($0.title)）" } ?? claim.step.name
        if case .printer(_, let options) = channel.kind {
            return [UInt8](
                try encoder.encode(
                    PrintOrder(title: name, file: document.path, sha256: document.sha256, options: options)))
        }
        let number = document.number.map { "，编号 \($0)" } ?? ""
        return [UInt8](
            try encoder.encode(
                WebMessage(title: name, text: "\(claim.date.chinese)　\(name)已印制，共 \(document.pages) 页\(number)。")))
    }
}
