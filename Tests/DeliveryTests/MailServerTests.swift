import Foundation
import TestSupport
import Testing

@testable import Delivery

/// Against a real mail server, aiosmtpd, that `scripts/setup` puts into `.cache/python`.
@Suite(.ownThreads, .timeLimit(.minutes(5)))
struct MailServerTests {
    /// A server with its own certificate for `localhost`.
    final class Post {
        let scratch: ScratchFolder
        let process: ServerProcess
        let port: Int
        let security: MailServer.Security

        init(_ security: MailServer.Security, name: String = "localhost", login: [String] = []) throws {
            scratch = try ScratchFolder()
            self.security = security
            let made = try Command.run(
                "openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-keyout", scratch / "key.pem", "-out", scratch / "cert.pem", "-subj", "/CN=" + name, "-addext",
                    "subjectAltName=DNS:" + name,
                ])
            #expect(made.status == 0, "\(made.errorText)")
            process = try ServerProcess(
                Project.path(".cache/python/bin/python3"),
                [
                    Project.path("Tests/DeliveryTests/Servers/mail.py"), scratch.path, security.rawValue,
                    scratch / "cert.pem", scratch / "key.pem",
                ] + login)
            port = try #require(Int(try process.line("port ")))
        }

        func server(authorities: Bool = true, login: MailServer.Login? = nil) throws -> MailServer {
            try MailServer(
                host: "localhost", port: port, security: security, login: login,
                authorities: authorities ? scratch / "cert.pem" : nil, patience: (connect: 10_000, answer: 20_000))
        }
    }

    static func mail(_ to: [String], bytes: Int = 100) throws -> [UInt8] {
        try MailMessage(
            key: "report/1", from: .init(name: "税务局", mailbox: "tax@a.example"),
            to: to.map { .init(name: "镇，街", mailbox: $0 + "@b.example") }, subject: "通报", text: "见附件。\n.\n..\n",
            attachments: [
                .init(fileName: "通报.pdf", mediaType: "application/pdf", bytes: [UInt8](repeating: 7, count: bytes))
            ], sent: 0
        ).encoded()
    }

    @Test(arguments: MailServer.Security.allCases)
    func aMailArrivesWholeAtAllItsRecipients(security: MailServer.Security) async throws {
        let login = security == .none ? [] : ["user", "pass word"]
        let post = try Post(security, login: login)
        let mail = try Self.mail(["a", "b"], bytes: 300_000)
        let sent = try await post.server(login: login.isEmpty ? nil : .init(user: "user", password: "pass word"))
            .send(mail)
        #expect(sent.result == .sent, "\(sent)")
        #expect(sent.receipt == "a@b.example 250 OK queued as 1\nb@b.example 250 OK queued as 1")
        #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: post.scratch / "1.eml"))) == mail)
        #expect(try post.process.line("mail ") == "1 a@b.example b@b.example")
    }

    @Test func aRecipientWhoIsRefusedHoldsUpNobody() async throws {
        let post = try Post(.none)
        let first = try await post.server().send(try Self.mail(["a", "grey", "nobody"]))
        #expect(first.result == .notSent)
        #expect(first.receipt == "a@b.example 250 OK queued as 1")
        #expect(first.reason?.arguments["answers"]?.contains("grey@b.example: 451 4.7.1 greylisted") == true)
        // Only those that are left are tried again.
        let second = try await post.server().send(try Self.mail(["a", "grey", "nobody"]), receipt: first.receipt)
        #expect(second.result == .refused)
        #expect(second.receipt == "a@b.example 250 OK queued as 1\ngrey@b.example 250 OK queued as 2")
        #expect(second.reason?.arguments["answers"] == "nobody@b.example: 550 5.1.1 no such user")
        #expect(try post.process.line("mail ", after: 1) == "2 grey@b.example")
        let done = try await post.server().send(try Self.mail(["a", "grey"]), receipt: second.receipt)
        #expect(done.result == .sent)
        #expect(!post.process.text.contains("mail 3"))
    }

    @Test(
        arguments: [
            ("grey", .notSent, "mail.refused"), ("nobody", .refused, "mail.refused"),
            ("later", .notSent, "mail.refused"), ("never", .refused, "mail.refused"),
            ("lost", .unknown, "mail.interrupted"),
        ] as [(String, SendOutcome.Result, String)])
    func whatTheServerSays(name: String, result: SendOutcome.Result, code: String) async throws {
        let post = try Post(.none)
        let sent = try await post.server().send(try Self.mail([name]))
        #expect(sent.result == result, "\(sent)")
        #expect(sent.reason?.code == code)
    }

    @Test func aServerThatDiesInTheMiddleOfTheMailHasNothing() async throws {
        let post = try Post(.none)
        let sent = try await post.server().send(try Self.mail(["dies"], bytes: 30_000_000))
        #expect(sent.result == .notSent, "\(sent)")
        #expect(sent.reason?.code == "mail.unreachable")
        let off = try await post.server().send(try Self.mail(["a"]))
        #expect(off.result == .notSent)
    }

    @Test(arguments: [MailServer.Security.tls, .startTLS], [true, false])
    func aServerThatIsNotTrustedGetsNothing(security: MailServer.Security, isUnknown: Bool) async throws {
        let post = try Post(security, name: isUnknown ? "localhost" : "other.example")
        let sent = try await post.server(authorities: !isUnknown).send(try Self.mail(["a"]))
        #expect(sent.result == .notSent)
        #expect(sent.reason?.code == "mail.certificate")
        #expect(!post.process.text.contains("mail 1"))
    }

    @Test func aWrongPasswordIsRefusedInTheServersWords() async throws {
        let post = try Post(.startTLS, login: ["user", "right"])
        let server = try post.server(login: .init(user: "user", password: "wrong-secret"))
        let sent = await server.send(try Self.mail(["a"]))
        #expect(sent.result == .refused)
        #expect(sent.reason?.arguments["answer"]?.hasPrefix("535") == true)
        #expect(!"\(sent)".contains("wrong-secret"))
    }

    @Test func mailIsNotSentOpenlyToOtherMachines() {
        #expect(diagnosticCode { _ = try MailServer(host: "smtp.a.example", security: .none) } == "mail.plain")
        #expect(diagnosticCode { _ = try MailServer(host: "127.0.0.1.a.example", security: .none) } == "mail.plain")
        for host in ["", "a b", "a/b", "a@b", "a\r\nb"] {
            #expect(diagnosticCode { _ = try MailServer(host: host, security: .tls) } == "mail.host", "\(host)")
        }
    }
}
