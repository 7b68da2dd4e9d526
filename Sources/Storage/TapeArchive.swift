/// The blocks of a tape archive (POSIX.1-2017, pax interchange format), which any `tar` can list and unpack: regular
/// files only, owned by nobody in particular, without a time.
package enum TapeArchive {
    static let block = 512

    /// What stands before the bytes of a file: its header, and an extended one before it when the name is long.
    package static func head(of name: String, bytes: Int) -> [UInt8] {
        guard name.utf8.count > 100 else { return header(name, bytes: bytes, type: "0") }
        let record = paxRecord("path", name)
        let short = Array(name.utf8.prefix(100))
        // A name cut inside of a character is no text; what is cut is given whole in the extended header.
        let cut = String(decoding: short, as: UTF8.self).unicodeScalars.filter { $0 != "\u{FFFD}" }
        return header("pax-header", bytes: record.count, type: "x") + record + padding(record.count)
            + header(String(String.UnicodeScalarView(cut)), bytes: bytes, type: "0")
    }

    /// Fills the last block of a file.
    package static func padding(_ bytes: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: (block - bytes % block) % block)
    }

    /// What ends an archive.
    package static let end = [UInt8](repeating: 0, count: 2 * block)

    private static func header(_ name: String, bytes: Int, type: Character) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: block)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
        }
        put(name, at: 0)
        put("0000640", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put(octal(bytes, 11), at: 124)
        put("00000000000", at: 136)
        put("        ", at: 148)
        put(String(type), at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        put(octal(checksum(header), 6), at: 148)
        header[154] = 0
        return header
    }

    /// The sum of all bytes, those of the sum itself counted as blanks.
    static func checksum(_ header: [UInt8]) -> Int {
        header.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
    }

    private static func octal(_ number: Int, _ digits: Int) -> String {
        let text = String(number, radix: 8)
        precondition(text.utf8.count <= digits, "a file of a backup has less than 8 GiB")
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// `LENGTH key=value\n`, where the length counts itself.
    private static func paxRecord(_ key: String, _ value: String) -> [UInt8] {
        let rest = " \(key)=\(value)\n"
        var length = rest.utf8.count + 1
        while "\(length)".utf8.count + rest.utf8.count != length { length += 1 }
        return Array("\(length)\(rest)".utf8)
    }

    /// The number at a place of a header, or nil when it is none.
    static func number(_ header: [UInt8], _ range: Range<Int>) -> Int? {
        let text = String(decoding: header[range].prefix { $0 != 0 && $0 != 32 }, as: UTF8.self)
        return Int(text, radix: 8).flatMap { $0 >= 0 ? $0 : nil }
    }
}
