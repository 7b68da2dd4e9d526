import Diagnostics
import Foundation
import Testing

@testable import Delivery

struct MailMessageTests {
    static func mail(
        subject: String = "薛城区城乡居民社会保险费征缴督导通报（第1期）", text: String = "各镇街：\n现将情况通报如下。\n",
        attachments: [MailMessage.Attachment] = [], to: [String] = ["a@example.com", "b.c@example.gov.cn"]
    ) throws -> MailMessage {
        try MailMessage(
            key: "report@2019-11-01 20:00", from: MailMessage.Address(name: "区税务局社保股", mailbox: "tax@xuecheng.example"),
            to: to.map { MailMessage.Address(name: "", mailbox: $0) }, subject: subject, text: text,
            attachments: attachments, sent: 1_572_609_600_000)
    }

    static func lines(_ mail: MailMessage) -> [String] {
        String(decoding: mail.encoded(), as: UTF8.self).components(separatedBy: "\r\n")
    }

    /// The header's value, unfolded.
    static func header(_ name: String, _ mail: MailMessage) -> String? {
        let head = lines(mail).prefix { !$0.isEmpty }.joined(separator: "\n").replacing("\n ", with: " ")
        return head.split(separator: "\n").first { $0.hasPrefix(name + ": ") }.map {
            String($0.dropFirst(name.count + 2))
        }
    }

    /// The text of encoded words.
    static func decoded(_ text: String) throws -> String {
        try text.split(separator: " ").map { word in
            guard word.hasPrefix("=?utf-8?B?"), word.hasSuffix("?=") else { return String(word) }
            let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            return try #require(String(validating: data, as: UTF8.self))
        }.joined()
    }

    @Test func headersAreASCIIAndShort() throws {
        let mail = try Self.mail(attachments: [
            MailMessage.Attachment(
                fileName: "督导通报（第1期）薛城区城乡居民社会保险费征缴工作领导小组办公室.pdf", mediaType: "application/pdf",
                bytes: Array(0...255))
        ])
        for line in Self.lines(mail) {
            #expect(line.utf8.count <= 76, "\(line)")
            #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "\(line)")
        }
        #expect(Self.header("Date", mail) == "Fri, 1 Nov 2019 20:00:00 +0800")
        #expect(Self.header("To", mail) == "a@example.com, b.c@example.gov.cn")
        #expect(Self.header("Message-ID", mail)?.hasSuffix("@xuecheng.example>") == true)
        let subject = try #require(Self.header("Subject", mail))
        #expect(try Self.decoded(subject) == "薛城区城乡居民社会保险费征缴督导通报（第1期）")
        #expect(try Self.decoded(try #require(Self.header("From", mail))) == "区税务局社保股<tax@xuecheng.example>")
    }

    @Test(arguments: [
        "plain", "", "with, comma: and \"quotes\"", "=?utf-8?B?eA==?=", "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", "line\r\nBcc: x@y",
    ])
    func anySubjectComesBack(subject: String) throws {
        let mail = try Self.mail(subject: subject)
        let header = try #require(
            Self.lines(mail).contains("Subject: ") ? "" : Self.header("Subject", mail))
        #expect(try Self.decoded(header) == subject || header == subject)
        #expect(Self.header("Bcc", mail) == nil)
    }

    @Test func bodyAndAttachmentComeBack() throws {
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let mail = try Self.mail(attachments: [
            MailMessage.Attachment(fileName: "表 1.pdf", mediaType: "application/pdf", bytes: bytes)
        ])
        let text = String(decoding: mail.encoded(), as: UTF8.self)
        let type = try #require(Self.header("Content-Type", mail))
        let boundary = try #require(type.split(separator: "\"").last.map(String.init))
        let parts = text.components(separatedBy: "--\(boundary)")
        #expect(parts.count == 4)
        #expect(parts[3] == "--\r\n")
        func content(_ part: String) throws -> [UInt8] {
            let body = try #require(part.range(of: "\r\n\r\n")).upperBound
            let text = part[body...].replacing("\r\n", with: "")
            return [UInt8](try #require(Data(base64Encoded: String(text))))
        }
        #expect(try content(parts[1]) == Array("各镇街：\n现将情况通报如下。\n".utf8))
        #expect(try content(parts[2]) == bytes)
        #expect(parts[2].contains("filename*=utf-8''%E8%A1%A8%201.pdf"))
    }

    @Test func theSameMailGivesTheSameBytes() throws {
        #expect(try Self.mail().encoded() == Self.mail().encoded())
        let other = try MailMessage(
            key: "report@2019-11-08 20:00", from: MailMessage.Address(mailbox: "tax@xuecheng.example"),
            to: [MailMessage.Address(mailbox: "a@example.com")], subject: "x", text: "", sent: 0)
        #expect(Self.header("Message-ID", other) != Self.header("Message-ID", try Self.mail()))
    }

    @Test(arguments: [
        "", "a", "a@", "@b", "a@b@c", "a b@c", "a@b\r\nBcc: c@d", ".a@b", "a.@b", "a..b@c", "甲@b", "<a@b>",
    ])
    func wrongAddressesAreRefused(address: String) throws {
        #expect(throws: Rejection.self) { try Self.mail(to: [address]) }
    }

    @Test func allMistakesOfAMailComeTogether() {
        do {
            _ = try Self.mail(
                attachments: [MailMessage.Attachment(fileName: "a", mediaType: "pdf", bytes: [])], to: [])
            Issue.record("not refused")
        } catch {
            #expect((error as? Rejection)?.diagnostics.map(\.code) == ["mail.no-recipient", "mail.media-type"])
        }
    }

    @Test(
        arguments: [
            (0, "Thu, 1 Jan 1970 08:00:00 +0800"), (951_782_400_000, "Tue, 29 Feb 2000 08:00:00 +0800"),
            (1_577_807_999_999, "Tue, 31 Dec 2019 23:59:59 +0800"), (-28_800_001, "Wed, 31 Dec 1969 23:59:59 +0800"),
        ] as [(Int64, String)])
    func dates(milliseconds: Int64, text: String) {
        #expect(MailDate.text(milliseconds) == text)
    }

    @Test func base64OfEveryLength() {
        for count in 0...200 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 151) }
            #expect(Base64.text(bytes) == Data(bytes).base64EncodedString())
            #expect(Base64.lines(bytes).components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        }
    }
}
