import Diagnostics

/// A mail as text and attachments. It gives the same bytes each time, so that a mail can be made again after a crash:
/// boundary and Message-ID come from the delivery key, the date is a parameter.
package struct MailMessage: Hashable, Sendable {
    package struct Address: Hashable, Sendable {
        /// May be empty.
        package let name: String
        /// `local@domain`, ASCII.
        package let mailbox: String

        package init(name: String = "", mailbox: String) {
            self.name = name
            self.mailbox = mailbox
        }
    }

    package struct Attachment: Hashable, Sendable {
        package let fileName: String
        /// For example `application/pdf`.
        package let mediaType: String
        package let bytes: [UInt8]

        package init(fileName: String, mediaType: String, bytes: [UInt8]) {
            self.fileName = fileName
            self.mediaType = mediaType
            self.bytes = bytes
        }
    }

    package let key: String
    package let from: Address
    package let to: [Address]
    package let subject: String
    package let text: String
    package let attachments: [Attachment]
    /// Milliseconds of UTC.
    package let sent: Int64

    /// - parameter key: the delivery key: the same mail always has the same.
    /// - throws: `Rejection` `mail.address` for each mailbox that is none, `mail.no-recipient`, `mail.media-type`.
    package init(
        key: String, from: Address, to: [Address], subject: String, text: String, attachments: [Attachment] = [],
        sent: Int64
    ) throws(Rejection) {
        var mistakes = DiagnosticList()
        for address in [from] + to where !MailMessage.isMailbox(address.mailbox) {
            mistakes.error("mail.address", ["address": address.mailbox])
        }
        if to.isEmpty { mistakes.error("mail.no-recipient", ["subject": subject]) }
        for attachment in attachments where !MailMessage.isMediaType(attachment.mediaType) {
            mistakes.error("mail.media-type", ["type": attachment.mediaType, "file": attachment.fileName])
        }
        try mistakes.throwIfErrors()
        self.key = key
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        self.attachments = attachments
        self.sent = sent
    }

    /// `local@domain` of RFC 5321's dot-atoms: no quoting, no line breaks, nothing that could begin a header.
    package static func isMailbox(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), text.utf8.count <= 254 else { return false }
        let others = Array("!#$%&'*+-/=?^_`{|}~.".utf8)
        return parts.allSatisfy { part in
            part.utf8.allSatisfy { isAlphanumeric($0) || others.contains($0) }
                && !part.hasPrefix(".") && !part.hasSuffix(".") && !part.contains("..")
        }
    }

    private static func isMediaType(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let others = Array("!#$&-^_.+".utf8)
        return parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { isAlphanumeric($0) || others.contains($0) }
            }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
