import Delivery
import Diagnostics
import Settings
import Workflow

/// The plan's `settings.delivery`: the ways out of the campaign, by name. The name says the kind: `printer`, `mail`,
/// `webhook`, or one of these, a hyphen, and more.
struct DeliverySettings: Sendable {
    enum Kind: Sendable {
        case printer(uri: String, PrintOptions)
        case mail(host: String, port: Int?, MailServer.Security, user: String?, password: Secret?, authorities: String?)
        case webhook(Robot, address: Secret, secret: Secret?, authorities: String?, isIdempotent: Bool)
    }

    enum Robot: String, CaseIterable, Sendable {
        case own, wecom, dingtalk
    }

    struct Channel: Sendable {
        let name: String
        let kind: Kind
        let span: SourceSpan
    }

    let channels: [Channel]

    /// - Throws: `Rejection` with the place of each mistake in the plan.
    init(_ value: ConfigValue?, planFolder: String) throws(Rejection) {
        var mistakes = DiagnosticList()
        var channels: [Channel] = []
        for entry in try value?.asMap() ?? [] {
            do throws(Rejection) {
                let kind = try DeliverySettings.kind(entry, planFolder)
                channels.append(Channel(name: entry.key, kind: kind, span: entry.keySpan))
            } catch {
                mistakes.append(error)
            }
        }
        try mistakes.throwIfErrors()
        self.channels = channels
        // What can be seen to be wrong without a secret is seen when the plan is read.
        for channel in channels { try channel.check() }
    }

    init(channels: [Channel]) { self.channels = channels }

    var names: [String] { channels.map(\.name) }

    private static func kind(_ entry: ConfigValue.Entry, _ folder: String) throws(Rejection) -> Kind {
        switch entry.key.split(separator: "-").first {
        case "printer": try printer(entry.value)
        case "mail": try mail(entry.value, folder)
        case "webhook": try webhook(entry.value, folder)
        default: throw Rejection("delivery.channel", ["name": entry.key], at: entry.keySpan)
        }
    }

    private static func printer(_ value: ConfigValue) throws(Rejection) -> Kind {
        try value.requireOnly(keys: ["uri", "media", "sides", "tray", "copies", "number-up", "resolution"])
        var options = PrintOptions()
        options.copies = try number(value, "copies", 1...999)
        options.numberUp = try number(value, "number-up", 1...16)
        options.resolution = try number(value, "resolution", 72...4_800)
        options.tray = try value.optionalText("tray")
        options.media = try choice(value, "media", among: Media.names)
        options.sides = try choice(value, "sides", among: PrintOptions.Sides.allCases.map(\.rawValue))
            .flatMap(PrintOptions.Sides.init)
        return .printer(uri: try value.text("uri"), options)
    }

    private static func mail(_ value: ConfigValue, _ folder: String) throws(Rejection) -> Kind {
        try value.requireOnly(keys: ["server", "port", "security", "user", "password-file", "password-env", "ca"])
        let security = try choice(value, "security", among: MailServer.Security.allCases.map(\.rawValue))
            .flatMap(MailServer.Security.init)
        let user = try value.optionalText("user")
        let password = try Secret(value, "password", folder)
        if user != nil, password == nil { throw Secret.missing(value, "password") }
        return .mail(
            host: try value.text("server"), port: try number(value, "port", 1...65_535), security ?? .startTLS,
            user: user, password: password, authorities: try authorities(value, folder))
    }

    private static func webhook(_ value: ConfigValue, _ folder: String) throws(Rejection) -> Kind {
        try value.requireOnly(keys: [
            "url", "url-file", "url-env", "kind", "secret-file", "secret-env", "ca", "idempotent",
        ])
        let robot = try choice(value, "kind", among: Robot.allCases.map(\.rawValue)).flatMap(Robot.init) ?? .own
        var address = try Secret(value, "url", folder)
        if let url = try value.optionalText("url") { address = .open(url) }
        guard let address else { throw Secret.missing(value, "url") }
        return .webhook(
            robot, address: address, secret: try Secret(value, "secret", folder),
            authorities: try authorities(value, folder), isIdempotent: try value.optionalBool("idempotent") ?? false)
    }

    private static func authorities(_ value: ConfigValue, _ folder: String) throws(Rejection) -> String? {
        guard let file = value["ca"] else { return nil }
        return try PlanFolder.path(of: file, relativeTo: folder)
    }

    private static func choice(
        _ value: ConfigValue, _ key: String, among known: [String]
    ) throws(Rejection) -> String? {
        guard let entry = value[key] else { return nil }
        let text = try entry.asText()
        guard known.contains(text) else {
            throw Rejection(
                "delivery.choice", ["path": entry.path, "text": text, "known": known.joined(separator: ", ")],
                at: entry.span)
        }
        return text
    }

    private static func number(
        _ value: ConfigValue, _ key: String, _ range: ClosedRange<Int>
    ) throws(Rejection) -> Int? {
        guard let entry = value[key] else { return nil }
        let number = try entry.asInt()
        guard range.contains(number) else {
            throw Rejection(
                "delivery.number",
                ["path": entry.path, "least": "\(range.lowerBound)", "most": "\(range.upperBound)"], at: entry.span)
        }
        return number
    }
}

extension DeliverySettings.Channel {
    func check() throws(Rejection) {
        do {
            switch kind {
            case .printer(let uri, _): _ = try PrintQueue(uri: uri, folder: "", campaign: "")
            case .mail(let host, let port, let security, _, _, _):
                _ = try MailServer(host: host, port: port, security: security)
            case .webhook(_, .open(let url), _, _, _): _ = try WebHook(url: url, kind: .weCom)
            case .webhook: break
            }
        } catch {
            throw Rejection(error.diagnostics.map { Diagnostic($0.severity, $0.code, $0.arguments, at: span) })
        }
    }
}
