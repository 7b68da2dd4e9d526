import Crypto
import Diagnostics
import Foundation

/// A message for an endpoint or a group's robot. This is what waits in the outbox, as JSON.
package struct WebMessage: Codable, Hashable, Sendable {
    package enum Form: String, Codable, Sendable {
        case text, markdown
    }

    package let form: Form
    /// What a phone shows of it at once.
    package let title: String
    package let text: String
    /// Mobile numbers of those who are called by name.
    package let mentions: [String]
    package let mentionsAll: Bool

    package init(
        form: Form = .text, title: String, text: String, mentions: [String] = [], mentionsAll: Bool = false
    ) {
        self.form = form
        self.title = title
        self.text = text
        self.mentions = mentions
        self.mentionsAll = mentionsAll
    }

    /// The longest content in octets: text and markdown of WeCom, the whole message of DingTalk.
    private static let longest = (weComText: 2_048, weComMarkdown: 4_096, dingTalk: 20_000)

    /// The JSON that the other side takes.
    /// - Throws: `Rejection` `webhook.too-long`.
    func body(for kind: WebHook.Kind, key: String) throws(Rejection) -> [UInt8] {
        switch kind {
        case .own:
            return json(OwnBody(key: key, form: form, title: title, text: text))
        case .weCom:
            let room = form == .text ? WebMessage.longest.weComText : WebMessage.longest.weComMarkdown
            try check(text, room)
            guard form == .text else {
                return json(WeComBody(msgtype: form, text: nil, markdown: .init(content: text)))
            }
            return json(
                WeComBody(
                    msgtype: form,
                    text: .init(
                        content: text, mentioned_list: mentionsAll ? ["@all"] : nil,
                        mentioned_mobile_list: mentions.isEmpty ? nil : mentions), markdown: nil))
        case .dingTalk:
            try check(text, WebMessage.longest.dingTalk)
            return json(
                DingTalkBody(
                    msgtype: form, text: form == .text ? .init(content: text) : nil,
                    markdown: form == .markdown ? .init(title: title, text: text) : nil,
                    at: .init(atMobiles: mentions, isAtAll: mentionsAll)))
        }
    }

    private func check(_ text: String, _ room: Int) throws(Rejection) {
        guard text.utf8.count <= room else {
            throw Rejection("webhook.too-long", ["title": title, "length": "\(text.utf8.count)", "room": "\(room)"])
        }
    }

    private func json(_ body: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(body) else {  // texts and flags always encode
            preconditionFailure("a message of texts is JSON")
        }
        return [UInt8](data)
    }
}

/// What an endpoint of our own gets.
private struct OwnBody: Encodable {
    let key: String
    let form: WebMessage.Form
    let title: String
    let text: String
}

/// 企业微信群机器人: the names are the robot's.
private struct WeComBody: Encodable {
    struct Text: Encodable {
        let content: String
        let mentioned_list: [String]?
        let mentioned_mobile_list: [String]?
    }

    struct Markdown: Encodable {
        let content: String
    }

    let msgtype: WebMessage.Form
    let text: Text?
    let markdown: Markdown?
}

/// 钉钉群机器人: the names are the robot's.
private struct DingTalkBody: Encodable {
    struct Text: Encodable {
        let content: String
    }

    struct Markdown: Encodable {
        let title: String
        let text: String
    }

    struct Mentions: Encodable {
        let atMobiles: [String]
        let isAtAll: Bool
    }

    let msgtype: WebMessage.Form
    let text: Text?
    let markdown: Markdown?
    let at: Mentions
}

/// Signatures that show who sent a message, and when.
package enum Signature {
    /// For endpoints of our own: HMAC-SHA256 over the time stamp, a full stop and the body, in hexadecimal digits.
    package static func own(_ body: [UInt8], secret: String, now: Int64) -> String {
        mac(Array("\(now).".utf8) + body, secret).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func headers(_ body: [UInt8], secret: String, now: Int64) -> [String] {
        ["X-Zhengjiao-Timestamp: \(now)", "X-Zhengjiao-Signature: sha256=\(own(body, secret: secret, now: now))"]
    }

    /// 加签 of DingTalk: what is added to the address.
    static func dingTalk(secret: String, now: Int64) -> String {
        let sign = Base64.text(mac(Array("\(now)\n\(secret)".utf8), secret))
        let escaped = sign.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
        return "timestamp=\(now)&sign=\(escaped)"
    }

    private static func mac(_ bytes: [UInt8], _ secret: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: Array(secret.utf8))))
    }
}
