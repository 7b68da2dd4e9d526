import Delivery
import Diagnostics
import Workflow

/// The relay's channels out of the plan's settings: the real ones for the daemon, files for a rehearsal.
struct Channels {
    let settings: DeliverySettings
    /// The campaign's identifier.
    let campaign: String
    let out: OutFolder
    let language: Language
    let now: @Sendable () -> Int64

    /// Everything becomes a file; nothing leaves the machine.
    func files() -> [String: Relay.Channel] {
        let folder = Folder(path: out.outbox)
        return (settings.names + ["mail"]).reduce(into: [:]) { channels, name in
            let suffix = name.hasPrefix("mail") ? ".eml" : ".json"
            // Writing the same file again changes nothing.
            channels[name] = Relay.Channel(isRepeatable: true) { delivery in
                .acknowledged(receipt: try folder.deliver(delivery.payload, key: delivery.key, suffix: suffix))
            }
        }
    }

    /// The channels as the plan names them. Mail for which the plan names no server becomes a file.
    /// - Throws: `Rejection` for secrets that cannot be read.
    func real() throws(Rejection) -> [String: Relay.Channel] {
        var channels = files()
        var mistakes = DiagnosticList()
        for channel in settings.channels {
            do throws(Rejection) {
                channels[channel.name] = try real(channel)
            } catch {
                mistakes.append(
                    Rejection(
                        error.diagnostics.map { Diagnostic($0.severity, $0.code, $0.arguments, at: channel.span) }))
            }
        }
        try mistakes.throwIfErrors()
        return channels
    }

    private func real(_ channel: DeliverySettings.Channel) throws(Rejection) -> Relay.Channel {
        let (language, now) = (language, now)
        switch channel.kind {
        case .printer(let uri, _):
            let queue = try PrintQueue(uri: uri, folder: out.root, campaign: campaign)
            return Relay.Channel(isRepeatable: false) { delivery in
                await queue.send(delivery.payload, key: delivery.key).outcome(in: language)
            } look: { delivery in
                await queue.look(key: delivery.key, receipt: delivery.receipt).sighting(in: language)
            }
        case .mail(let host, let port, let security, let user, let password, let authorities):
            var login: MailServer.Login?
            if let user, let password { login = MailServer.Login(user: user, password: try password.read()) }
            let server = try MailServer(
                host: host, port: port, security: security, login: login, authorities: authorities)
            return Relay.Channel(isRepeatable: false) { delivery in
                await server.send(delivery.payload, receipt: delivery.receipt).outcome(in: language)
            }
        case .webhook(let robot, let address, let secret, let authorities, let isIdempotent):
            let secret = try secret?.read()
            let kind: WebHook.Kind =
                switch robot {
                case .own: .own(secret: secret, isIdempotent: isIdempotent)
                case .wecom: .weCom
                case .dingtalk: .dingTalk(secret: secret)
                }
            let hook = try WebHook(url: try address.read(), kind: kind, authorities: authorities)
            return Relay.Channel(isRepeatable: hook.isIdempotent) { delivery in
                await hook.send(delivery.payload, key: delivery.key, now: now()).outcome(in: language)
            }
        }
    }
}

extension SendOutcome {
    func outcome(in language: Language) -> Relay.Outcome {
        let words = reason.map { Catalogue.message($0, in: language) } ?? ""
        return switch result {
        case .sent: .sent(receipt: receipt, lookAfter: after)
        case .acknowledged: .acknowledged(receipt: receipt)
        case .notSent: .notSent(reason: words, receipt: receipt, after: after)
        case .notYet: .notYet(reason: words, after: after ?? 60_000)
        case .refused: .refused(reason: words, receipt: receipt)
        case .unknown: .unknown(reason: words, receipt: receipt, lookAfter: after)
        }
    }
}

extension Sighting {
    func sighting(in language: Language) -> Relay.Sighting {
        let separator = language == .chinese ? "；" : "; "
        let words = reason.map { Catalogue.message($0, in: language) }.joined(separator: separator)
        return switch result {
        case .underWay: .underWay(receipt: receipt, reason: words, lookAfter: after)
        case .acknowledged: .acknowledged(receipt: receipt)
        case .refused: .refused(reason: words)
        case .lost: .lost(reason: words)
        case .unreachable: .unreachable(reason: words, lookAfter: after)
        }
    }
}
