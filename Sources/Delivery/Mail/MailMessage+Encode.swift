extension MailMessage {
    /// The message as it goes over the wire or into a file: RFC 5322 headers, MIME (RFC 2045–2049, 2231), lines ended
    /// by CR LF and at most 76 octets long.
    package func encoded() -> [UInt8] {
        let tag = MailMessage.tag(key)
        let boundary = "=_\(tag)"
        let domain = from.mailbox.split(separator: "@").last.map(String.init) ?? "localhost"
        var lines = [
            "Date: \(MailDate.text(sent))",
            MailMessage.folded("From: ", [MailMessage.encoded(from)]),
            MailMessage.folded("To: ", to.map(MailMessage.encoded)),
            "Message-ID: <\(tag)@\(domain)>",
            "Subject: " + MailMessage.words(subject, after: 9),
            "MIME-Version: 1.0",
        ]
        let body = [
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
            Base64.lines(Array(text.utf8)),
        ]
        if attachments.isEmpty {
            lines += body
        } else {
            lines += ["Content-Type: multipart/mixed; boundary=\"\(boundary)\"", "", "--\(boundary)"] + body
            for attachment in attachments {
                lines += ["--\(boundary)"] + MailMessage.part(attachment)
            }
            lines.append("--\(boundary)--")
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    private static func part(_ attachment: Attachment) -> [String] {
        [
            "Content-Type: \(attachment.mediaType)",
            "Content-Transfer-Encoding: base64",
            "Content-Disposition: attachment;\r\n " + fileName(attachment.fileName),
            "",
            Base64.lines(attachment.bytes),
        ]
    }

    /// RFC 2231: the name in percent-encoded UTF-8, in numbered pieces that keep lines short.
    private static func fileName(_ name: String) -> String {
        let plain = Array("-._".utf8)
        var pieces = [""]
        for byte in name.utf8 {
            let isPlain =
                plain.contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            let text =
                isPlain
                ? String(Unicode.Scalar(byte))
                : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            if pieces[pieces.count - 1].utf8.count + text.utf8.count > 50 { pieces.append("") }
            pieces[pieces.count - 1] += text
        }
        if pieces.count == 1 { return "filename*=utf-8''\(pieces[0])" }
        return pieces.enumerated().map { index, piece in
            "filename*\(index)*=" + (index == 0 ? "utf-8''" : "") + piece
        }.joined(separator: ";\r\n ")
    }

    /// Name and mailbox.
    private static func encoded(_ address: Address) -> String {
        address.name.isEmpty ? address.mailbox : words(address.name, after: 10) + "\r\n <\(address.mailbox)>"
    }

    /// A header with a list, one item a line.
    private static func folded(_ name: String, _ items: [String]) -> String {
        name + items.joined(separator: ",\r\n ")
    }

    /// RFC 2047: text that is not plain ASCII as encoded words of at most 75 octets, never cut inside of a character.
    /// `used` is how much of the first line is taken.
    private static func words(_ text: String, after used: Int) -> String {
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && !text.contains("=?")
        let isAtom = text.utf8.allSatisfy { !Array("()<>[]:;@\\,.\"".utf8).contains($0) }
        if isPlain, isAtom, text.utf8.count <= 60 { return text }
        // 12 octets of frame and 4 of base64 for each 3 octets of text.
        var words: [String] = []
        var current: [UInt8] = []
        var room = (75 - used - 12) / 4 * 3
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if current.count + bytes.count > room {
                words.append("=?utf-8?B?\(Base64.text(current))?=")
                current = []
                room = 45
            }
            current += bytes
        }
        words.append("=?utf-8?B?\(Base64.text(current))?=")
        return words.joined(separator: "\r\n ")
    }

    /// A short token from the delivery key: FNV-1a, twice, over its UTF-8.
    static func tag(_ key: String) -> String {
        var first: UInt64 = 0xCBF2_9CE4_8422_2325
        var second: UInt64 = 0x8422_2325_CBF2_9CE4
        for byte in key.utf8 {
            first = (first ^ UInt64(byte)) &* 0x100_0000_01B3
            second = (second ^ UInt64(~byte)) &* 0x100_0000_01B3
        }
        return [first, second].map { number in
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }
}

/// Base64 of RFC 4648.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        String(decoding: encode(bytes, lineBreaks: false), as: UTF8.self)
    }

    /// In lines of 76, without a line end after the last.
    static func lines(_ bytes: [UInt8]) -> String {
        String(decoding: encode(bytes, lineBreaks: true), as: UTF8.self)
    }

    private static func encode(_ bytes: [UInt8], lineBreaks: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 4 / 3 + bytes.count / 28 + 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            if lineBreaks, start > 0, start % 57 == 0 { result += [13, 10] }
            let count = min(3, bytes.count - start)
            let second = count > 1 ? bytes[start + 1] : 0
            let third = count > 2 ? bytes[start + 2] : 0
            result.append(alphabet[Int(bytes[start] >> 2)])
            result.append(alphabet[Int((bytes[start] & 3) << 4 | second >> 4)])
            result.append(count > 1 ? alphabet[Int((second & 15) << 2 | third >> 6)] : UInt8(ascii: "="))
            result.append(count > 2 ? alphabet[Int(third & 63)] : UInt8(ascii: "="))
        }
        return result
    }
}

/// The date of a header (RFC 5322, 3.3) in China Standard Time.
enum MailDate {
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    static func text(_ milliseconds: Int64) -> String {
        let seconds = Int((milliseconds - (milliseconds % 1000 + 1000) % 1000) / 1000) + 8 * 3600
        let inDay = ((seconds % 86_400) + 86_400) % 86_400
        var days = (seconds - inDay) / 86_400
        let weekday = weekdays[((days % 7) + 7) % 7]
        var year = 1970
        while days < 0 {
            year -= 1
            days += length(year)
        }
        while days >= length(year) {
            days -= length(year)
            year += 1
        }
        var month = 0
        while days >= length(year, month) {
            days -= length(year, month)
            month += 1
        }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = "\(two(inDay / 3600)):\(two(inDay / 60 % 60)):\(two(inDay % 60))"
        return "\(weekday), \(days + 1) \(months[month]) \(year) \(time) +0800"
    }

    private static func length(_ year: Int) -> Int { length(year, 1) == 29 ? 366 : 365 }

    private static func length(_ year: Int, _ month: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]
    }
}
