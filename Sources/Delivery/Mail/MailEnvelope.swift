/// Who a mail is from and to, read from the headers that `MailMessage.encoded` wrote: what waits in the outbox is the
/// mail alone.
struct MailEnvelope: Equatable {
    let from: String
    let to: [String]

    /// Nil when the headers name no sender or no recipient.
    init?(_ mail: [UInt8]) {
        var headers: [(name: String, value: String)] = []
        for line in String(decoding: MailEnvelope.head(mail), as: UTF8.self).split(separator: "\r\n") {
            if line.first == " ", let last = headers.indices.last {
                headers[last].value += line
            } else if let colon = line.firstIndex(of: ":") {
                headers.append((line[..<colon].lowercased(), String(line[line.index(after: colon)...])))
            }
        }
        func mailboxes(_ name: String) -> [String] {
            headers.filter { $0.name == name }.flatMap { $0.value.split(separator: ",") }.map { item in
                let inside = item.split(separator: "<").dropFirst().first?.prefix { $0 != ">" }
                return String(inside ?? item[...]).filter { $0 != " " }
            }
        }
        guard let from = mailboxes("from").first, MailMessage.isMailbox(from) else { return nil }
        let to = mailboxes("to")
        guard !to.isEmpty, to.allSatisfy(MailMessage.isMailbox) else { return nil }
        self.from = from
        self.to = to
    }

    /// Up to the empty line.
    private static func head(_ mail: [UInt8]) -> ArraySlice<UInt8> {
        let end = mail.indices.dropLast(3).first { Array(mail[$0..<$0 + 4]) == [13, 10, 13, 10] }
        return mail[..<(end ?? mail.count)]
    }
}
