import Foundation
import TestSupport
import Testing

@testable import Delivery

@Suite(.ownThreads, .timeLimit(.minutes(5)))
struct WebHookTests {
    struct Request: Decodable {
        let path: String
        let body: String
        let headers: [String: String]
    }

    static func server() throws -> (process: ServerProcess, base: String) {
        let process = try ServerProcess("python3", [Project.path("Tests/DeliveryTests/Servers/web.py")])
        return (process, "http://127.0.0.1:\(try process.line("port "))/")
    }

    static func send(_ url: String, _ kind: WebHook.Kind, answer: Int = 20_000) async throws -> SendOutcome {
        let message = WebMessage(title: "题", text: "第1期 \"已\"印", mentions: ["13800000000"])
        return try await WebHook(url: url, kind: kind, patience: (connect: 5_000, answer: answer))
            .send([UInt8](try JSONEncoder().encode(message)), key: "k", now: 1_572_000_000_000)
    }

    @Test func anEndpointOfOurOwnGetsASignedMessage() async throws {
        let (process, base) = try Self.server()
        let sent = try await Self.send(base + "status/200", .own(secret: "密", isIdempotent: false))
        #expect(sent.result == .acknowledged)
        let request = try JSONDecoder().decode(Request.self, from: Data(try process.line("request ").utf8))
        #expect(request.body == #"{"form":"text","key":"k","text":"第1期 \"已\"印","title":"题"}"#)
        #expect(request.headers["x-zhengjiao-timestamp"] == "1572000000000")
        let signature = Signature.own(Array(request.body.utf8), secret: "密", now: 1_572_000_000_000)
        #expect(request.headers["x-zhengjiao-signature"] == "sha256=" + signature)
        #expect(request.headers["idempotency-key"] == MailMessage.tag("k"))
        // Computed by another program.
        let other = try Command.run(
            "openssl", ["dgst", "-sha256", "-hmac", "密"], input: Array("1572000000000.\(request.body)".utf8))
        #expect(other.text.contains(signature))
    }

    @Test func robotsGetTheirOwnShapes() async throws {
        let (process, base) = try Self.server()
        #expect(try await Self.send(base + "errcode/0?key=geheim", .weCom).result == .acknowledged)
        let weCom = try JSONDecoder().decode(Request.self, from: Data(try process.line("request ").utf8))
        #expect(
            weCom.body
                == #"{"msgtype":"text","text":{"content":"第1期 \"已\"印","mentioned_mobile_list":["13800000000"]}}"#)
        #expect(weCom.headers["idempotency-key"] == nil)
        let sent = try await Self.send(base + "errcode/0?access_token=t", .dingTalk(secret: "SEC"))
        #expect(sent.result == .acknowledged)
        let ding = try JSONDecoder().decode(Request.self, from: Data(try process.line("request ", after: 1).utf8))
        #expect(
            ding.body
                == #"{"at":{"atMobiles":["13800000000"],"isAtAll":false},"msgtype":"text","#
                + #""text":{"content":"第1期 \"已\"印"}}"#)
        #expect(ding.path.contains("?access_token=t&timestamp=1572000000000&sign="))
        let mac = try Command.run(
            "openssl", ["dgst", "-sha256", "-hmac", "SEC", "-binary"], input: Array("1572000000000\nSEC".utf8))
        let sign = Data(mac.output).base64EncodedString()
        let query = try #require(URLComponents(string: ding.path)?.queryItems)
        #expect(query.last?.value == sign)
    }

    @Test func markdownHasItsShapes() throws {
        let message = WebMessage(form: .markdown, title: "题", text: "# 一")
        func body(_ kind: WebHook.Kind) throws -> String {
            String(decoding: try message.body(for: kind, key: "k"), as: UTF8.self)
        }
        #expect(try body(.weCom) == ##"{"markdown":{"content":"# 一"},"msgtype":"markdown"}"##)
        #expect(
            try body(.dingTalk(secret: nil))
                == ##"{"at":{"atMobiles":[],"isAtAll":false},"markdown":{"text":"# 一","title":"题"},"##
                + ##""msgtype":"markdown"}"##)
        let long = WebMessage(title: "题", text: String(repeating: "村", count: 683))
        #expect(diagnosticCode { _ = try long.body(for: .weCom, key: "k") } == "webhook.too-long")
    }

    @Test(
        arguments: [
            ("status/302", .own(secret: nil, isIdempotent: false), .refused, "webhook.refused"),
            ("status/404", .own(secret: nil, isIdempotent: false), .refused, "webhook.refused"),
            ("status/429", .own(secret: nil, isIdempotent: false), .notSent, "webhook.later"),
            ("status/500", .own(secret: nil, isIdempotent: false), .unknown, "webhook.failed"),
            ("status/500", .own(secret: nil, isIdempotent: true), .notSent, "webhook.failed"),
            ("errcode/93000", .weCom, .refused, "webhook.errcode"),
            ("errcode/45009", .weCom, .notSent, "webhook.errcode"),
            ("errcode/310000", .dingTalk(secret: nil), .refused, "webhook.errcode"),
            ("status/200", .weCom, .unknown, "webhook.strange"),
            ("cut", .own(secret: nil, isIdempotent: false), .unknown, "webhook.no-answer"),
            ("cut", .own(secret: nil, isIdempotent: true), .notSent, "webhook.no-answer"),
            ("cut", .weCom, .unknown, "webhook.no-answer"),
        ] as [(String, WebHook.Kind, SendOutcome.Result, String)])
    func whatAnAnswerMeans(
        path: String, kind: WebHook.Kind, result: SendOutcome.Result, code: String
    ) async throws {
        let (process, base) = try Self.server()
        let sent = try await Self.send(base + path, kind)
        #expect(sent.result == result, "\(sent)")
        #expect(sent.reason?.code == code)
        if path == "status/429" { #expect(sent.after == 7_000) }
        // Nothing is followed, nothing tried again behind our back.
        try process.line("request ")
        #expect(process.text.split(separator: "\n").count { $0.hasPrefix("request ") } == 1)
    }

    @Test func noAnswerInTimeIsUnknownAndNoServerIsNotSent() async throws {
        let (process, base) = try Self.server()
        let silent = try await Self.send(base + "silent?key=geheim", .weCom, answer: 300)
        #expect(silent.result == .unknown)
        #expect(!"\(silent)".contains("geheim"))
        process.end()
        let gone = try await Self.send(base, .weCom)
        #expect(gone.result == .notSent)
        #expect(gone.reason?.code == "webhook.unreachable")
    }

    @Test func aRobotGetsTwentyAMinute() {
        let limit = RateLimit(count: 20, milliseconds: 60_000)
        for index in 0..<20 { #expect(limit.wait(Int64(index) * 100) == nil) }
        #expect(limit.wait(2_000) == 58_000)
        #expect(limit.wait(59_999) == 1)
        #expect(limit.wait(60_000) == nil)
        #expect(limit.wait(60_000) == 100)
    }

    @Test(arguments: [
        "", "http://a.example/x", "ftp://a/x", "https://", "https://u:p@a/x", "http://127.0.0.1.a.example/",
    ])
    func onlyProtectedAddresses(url: String) {
        #expect(diagnosticCode { _ = try WebHook(url: url, kind: .weCom) } == "webhook.url")
    }
}
