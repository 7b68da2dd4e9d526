import CCurl
import Diagnostics

/// A mail server that takes mail for delivery (RFC 5321, 6409), spoken to by libcurl.
package struct MailServer: Sendable {
    package enum Security: String, CaseIterable, Sendable {
        /// TLS from the first byte (RFC 8314), usually port 465.
        case tls
        /// TLS asked for in the talk, and insisted on (RFC 3207), usually port 587.
        case startTLS = "starttls"
        /// None: only to a server on this machine.
        case none

        package var port: Int {
            switch self {
            case .tls: 465
            case .startTLS: 587
            case .none: 25
            }
        }
    }

    package struct Login: Sendable {
        let user: String
        let password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    let host: String
    let port: Int
    let security: Security
    let login: Login?
    let authorities: String?
    let patience: (connect: Int, answer: Int)

    /// - Parameters:
    ///   - authorities: a PEM file of the authorities that may vouch for the server; those of the system when absent.
    ///   - patience: milliseconds to wait for the connection, and for each answer.
    /// - Throws: `Rejection` `mail.host`; `mail.plain` for an unprotected server that is not this machine.
    package init(
        host: String, port: Int? = nil, security: Security, login: Login? = nil, authorities: String? = nil,
        patience: (connect: Int, answer: Int) = (connect: 15_000, answer: 120_000)
    ) throws(Rejection) {
        guard HostName.isValid(host), (1...65_535).contains(port ?? security.port) else {
            throw Rejection("mail.host", ["host": host, "port": "\(port ?? security.port)"])
        }
        guard security != .none || HostName.isLoopback(host) else { throw Rejection("mail.plain", ["host": host]) }
        self.host = host
        self.port = port ?? security.port
        self.security = security
        self.login = login
        self.authorities = authorities
        self.patience = patience
    }

    /// Sends a mail to those of its recipients that do not have it yet.
    /// - Parameters:
    ///   - mail: as `MailMessage.encoded` gives it.
    ///   - receipt: what an earlier try gave: a line for each recipient that has the mail.
    package func send(_ mail: [UInt8], receipt: String = "") async -> SendOutcome {
        guard let envelope = MailEnvelope(mail) else { return SendOutcome(.refused, "mail.envelope") }
        let served = MailServer.served(receipt)
        let wanted = envelope.to.filter { !served.contains($0) }
        guard !wanted.isEmpty else { return SendOutcome(.sent, receipt: receipt) }
        return await Waiting.on { transfer(mail, from: envelope.from, to: wanted, receipt: receipt) }
    }

    /// The recipients that a receipt names.
    static func served(_ receipt: String) -> Set<String> {
        Set(receipt.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) })
    }

    private func transfer(_ mail: [UInt8], from: String, to: [String], receipt: String) -> SendOutcome {
        let transfer = Transfer()
        let name = host.contains(":") ? "[\(host)]" : host
        // The path is what the greeting names this machine.
        let domain = from.split(separator: "@").last ?? "localhost"
        transfer.set(CURLOPT_URL, (security == .tls ? "smtps://" : "smtp://") + "\(name):\(port)/\(domain)")
        transfer.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        transfer.set(CURLOPT_USE_SSL, Int((security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
        if let authorities { transfer.set(CURLOPT_CAINFO, authorities) }
        if let login {
            transfer.set(CURLOPT_USERNAME, login.user)
            transfer.set(CURLOPT_PASSWORD, login.password)
        }
        transfer.set(CURLOPT_CONNECTTIMEOUT_MS, patience.connect)
        transfer.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, (patience.answer + 999) / 1_000))
        // Less than a byte a second for as long as an answer may take is a line that is dead.
        transfer.set(CURLOPT_LOW_SPEED_LIMIT, 1)
        transfer.set(CURLOPT_LOW_SPEED_TIME, max(1, (patience.answer + 999) / 1_000))
        transfer.set(CURLOPT_MAIL_FROM, "<\(from)>")
        transfer.set(CURLOPT_MAIL_RCPT, to.map { "<\($0)>" })
        transfer.set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1)
        transfer.mail(mail)
        let code = transfer.perform()
        let isHandedOver = transfer.traffic.uploaded == mail.count
        return outcome(code, transfer.traffic.dialogue, isHandedOver: isHandedOver, receipt: receipt)
    }

    /// - Parameter isHandedOver: whether libcurl had the whole mail, so that the end of it may have gone out.
    private func outcome(
        _ code: CURLcode, _ dialogue: SMTPDialogue, isHandedOver: Bool, receipt: String
    ) -> SendOutcome {
        if let final = dialogue.final {
            guard final.isPositive else { return refusal(final, receipt: receipt) }
            return settled(dialogue, final, receipt: receipt)
        }
        let arguments = ["server": "\(host):\(port)", "reason": Transfer.words(code)]
        switch code {
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CONNECT_ERROR, CURLE_USE_SSL_FAILED:
            return SendOutcome(.notSent, "mail.certificate", arguments, receipt: receipt)
        default: break
        }
        // Before the mail itself was asked for nothing can have gone out.
        if let refusal = dialogue.refusal { return self.refusal(refusal, receipt: receipt) }
        return isHandedOver
            ? SendOutcome(.unknown, "mail.interrupted", arguments, receipt: receipt)
            : SendOutcome(.notSent, "mail.unreachable", arguments, receipt: receipt)
    }

    /// The server took the mail, for some or for all.
    private func settled(_ dialogue: SMTPDialogue, _ final: SMTPDialogue.Answer, receipt: String) -> SendOutcome {
        let taken = dialogue.recipients.filter(\.answer.isPositive).map { "\($0.mailbox) \(final.text)" }
        let left = dialogue.recipients.filter { !$0.answer.isPositive }
        let lines = (receipt.isEmpty ? [] : [receipt]) + taken
        let proof = lines.joined(separator: "\n")
        guard !left.isEmpty else { return SendOutcome(.sent, receipt: proof) }
        let words = left.map { "\($0.mailbox): \($0.answer.text)" }.joined(separator: "; ")
        return SendOutcome(
            left.contains(where: \.answer.isTransient) ? .notSent : .refused, "mail.some-refused",
            ["server": "\(host):\(port)", "answers": words], receipt: proof)
    }

    private func refusal(_ answer: SMTPDialogue.Answer, receipt: String) -> SendOutcome {
        SendOutcome(
            answer.isTransient ? .notSent : .refused, "mail.refused",
            ["server": "\(host):\(port)", "answer": answer.text], receipt: receipt)
    }
}

/// Names of machines.
enum HostName {
    static func isValid(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 253
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || [0x2D, 0x2E, 0x3A].contains(byte)
            }
    }

    static func isLoopback(_ text: String) -> Bool {
        text.lowercased() == "localhost" || text == "::1"
            || text.hasPrefix("127.") && text.split(separator: ".").count == 4
                && text.split(separator: ".").allSatisfy { UInt8($0) != nil }
    }
}
