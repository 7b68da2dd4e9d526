import CCurl
import Diagnostics
import Foundation
import Synchronization

/// An address that takes messages by HTTP: one of our own making, or a group's robot of WeCom or DingTalk.
package struct WebHook: Sendable {
    package enum Kind: Sendable {
        /// Signed with HMAC-SHA256 where there is a secret. `isIdempotent` says that it takes a key once, however often
        /// it comes, so that a message whose fate is unknown may be sent again.
        case own(secret: String?, isIdempotent: Bool)
        /// 企业微信群机器人: the key is part of the address.
        case weCom
        /// 钉钉群机器人, with 加签 where there is a secret.
        case dingTalk(secret: String?)
    }

    let url: String
    let kind: Kind
    let authorities: String?
    let patience: (connect: Int, answer: Int)
    private let limit: RateLimit?

    /// - Parameters:
    ///   - url: `https://…`; `http://` only to this machine.
    ///   - authorities: a PEM file of the authorities that may vouch for the server; those of the system when absent.
    ///   - patience: milliseconds to wait for the connection, and for the whole.
    /// - Throws: `Rejection` `webhook.url`.
    package init(
        url: String, kind: Kind, authorities: String? = nil,
        patience: (connect: Int, answer: Int) = (connect: 10_000, answer: 30_000)
    ) throws(Rejection) {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty, parts.user == nil,
            parts.fragment == nil,
            parts.scheme == "https"
                || parts.scheme == "http"
                    && HostName.isLoopback(host.trimmingCharacters(in: CharacterSet(charactersIn: "[]")))
        else { throw Rejection("webhook.url", ["url": WebHook.shown(url)]) }
        self.url = url
        self.kind = kind
        self.authorities = authorities
        self.patience = patience
        if case .own = kind { limit = nil } else { limit = RateLimit(count: 20, milliseconds: 60_000) }
    }

    /// Whether a message may be sent again though an earlier try may have arrived.
    package var isIdempotent: Bool {
        if case .own(_, let isIdempotent) = kind { isIdempotent } else { false }
    }

    /// An address without the part that may hold a robot's key.
    static func shown(_ url: String) -> String { String(url.prefix { $0 != "?" }) }

    /// Sends a message, as JSON of `WebMessage`.
    /// - Parameters:
    ///   - key: the delivery's; our own endpoints find it in `Idempotency-Key`.
    ///   - now: milliseconds of UTC, for the signature.
    package func send(_ payload: [UInt8], key: String, now: Int64) async -> SendOutcome {
        let message: WebMessage
        do {
            message = try JSONDecoder().decode(WebMessage.self, from: Data(payload))
        } catch {
            return SendOutcome(.refused, "webhook.message", ["key": key, "reason": "\(error)"])
        }
        let body: [UInt8]
        do {
            body = try message.body(for: kind, key: key)
        } catch {
            return SendOutcome(.refused, reason: error.diagnostics[0])
        }
        if let limit, let wait = limit.wait(now) {
            return SendOutcome(.notYet, "webhook.rate", ["url": WebHook.shown(url)], after: wait)
        }
        return await Waiting.on { post(body, key: key, now: now) }
    }

    private func post(_ body: [UInt8], key: String, now: Int64) -> SendOutcome {
        let transfer = Transfer()
        var headers = ["Content-Type: application/json; charset=utf-8", "Expect:"]
        var address = url
        switch kind {
        case .own(let secret, _):
            headers.append("Idempotency-Key: \(MailMessage.tag(key))")
            if let secret { headers += Signature.headers(body, secret: secret, now: now) }
        case .dingTalk(let secret?):
            address += (url.contains("?") ? "&" : "?") + Signature.dingTalk(secret: secret, now: now)
        case .weCom, .dingTalk(nil): break
        }
        transfer.set(CURLOPT_URL, address)
        transfer.set(CURLOPT_PROTOCOLS_STR, address.hasPrefix("https:") ? "https" : "http")
        transfer.set(CURLOPT_FOLLOWLOCATION, 0)
        if let authorities { transfer.set(CURLOPT_CAINFO, authorities) }
        transfer.set(CURLOPT_CONNECTTIMEOUT_MS, patience.connect)
        transfer.set(CURLOPT_TIMEOUT_MS, patience.connect + patience.answer)
        transfer.set(CURLOPT_HTTPHEADER, headers)
        transfer.setBody(body)
        let code = transfer.perform()
        guard code == CURLE_OK else {
            let arguments = ["url": WebHook.shown(url), "reason": Transfer.words(code)]
            guard transfer.isConnected else { return SendOutcome(.notSent, "webhook.unreachable", arguments) }
            return SendOutcome(isIdempotent ? .notSent : .unknown, "webhook.no-answer", arguments)
        }
        return judge(transfer.responseCode, transfer.traffic.download, retryAfter: transfer.retryAfter)
    }

    /// What an answer means.
    func judge(_ status: Int, _ body: [UInt8], retryAfter: Int64) -> SendOutcome {
        let arguments = [
            "url": WebHook.shown(url), "status": "\(status)",
            "body": String(String(decoding: body, as: UTF8.self).prefix(200)),
        ]
        switch status {
        case 200..<300:
            if case .own = kind { return SendOutcome(.acknowledged, receipt: "HTTP \(status)") }
            return RobotAnswer(body).outcome(arguments)
        // The other side says that it did nothing (RFC 9110, 15.5.9; RFC 6585, 4; RFC 9110, 15.6.4).
        case 408, 425, 429, 503:
            return SendOutcome(.notSent, "webhook.later", arguments, after: retryAfter > 0 ? retryAfter * 1_000 : nil)
        case 500...: return SendOutcome(isIdempotent ? .notSent : .unknown, "webhook.failed", arguments)
        default: return SendOutcome(.refused, "webhook.refused", arguments)
        }
    }
}

/// The answer of a robot: a number that is 0 when the message is posted, whatever HTTP says.
struct RobotAnswer: Decodable {
    let errcode: Int
    let errmsg: String?

    init?(_ body: [UInt8]) {
        // What is no such JSON is no answer of a robot.
        guard let answer = try? JSONDecoder().decode(RobotAnswer.self, from: Data(body)) else { return nil }
        self = answer
    }
}

extension RobotAnswer? {
    /// Busy, and too many messages: -1 of both; 45009 of WeCom; 130101 and 410100 of DingTalk.
    private static var passing: Set<Int> { [-1, 45_009, 130_101, 410_100] }

    func outcome(_ arguments: [String: String]) -> SendOutcome {
        guard let answer = self else { return SendOutcome(.unknown, "webhook.strange", arguments) }
        if answer.errcode == 0 { return SendOutcome(.acknowledged, receipt: "errcode 0") }
        var arguments = arguments
        arguments["code"] = "\(answer.errcode)"
        arguments["words"] = answer.errmsg ?? ""
        guard Self.passing.contains(answer.errcode) else {
            return SendOutcome(.refused, "webhook.errcode", arguments)
        }
        return SendOutcome(.notSent, "webhook.errcode", arguments, after: 60_000)
    }
}

/// At most so many in a stretch of time.
final class RateLimit: Sendable {
    private let count: Int
    private let milliseconds: Int64
    private let taken = Mutex<[Int64]>([])

    init(count: Int, milliseconds: Int64) {
        self.count = count
        self.milliseconds = milliseconds
    }

    /// Takes a place, or says how many milliseconds there is none.
    func wait(_ now: Int64) -> Int64? {
        taken.withLock { taken in
            // A clock that was set back leaves places in the future, which count for nothing.
            taken.removeAll { $0 <= now - milliseconds || $0 > now }
            if taken.count >= count { return taken[0] + milliseconds - now }
            taken.append(now)
            return nil
        }
    }
}
