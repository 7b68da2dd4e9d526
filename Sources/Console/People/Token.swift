import Storage

/// A bearer token (RFC 6750): 256 bits of chance in letters that need no escaping anywhere. Nobody keeps it but its
/// person; the people file has a salted hash.
package enum Token {
    /// What every token begins with, so that one that was left lying about is recognised.
    package static let prefix = "zj_"

    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// A new token.
    /// - Parameter random: 64 bits of chance each time.
    package static func make(random: () -> UInt64) -> String {
        prefix + text(bits: 256, random)
    }

    /// What the people file keeps of a token: `sha256:SALT:HASH`.
    package static func record(of token: String, random: () -> UInt64) -> String {
        let salt = text(bits: 128, random)
        return "sha256:\(salt):\(hash(token, salt))"
    }

    /// The parts of a record, or nil when it is none.
    static func parts(_ record: String) -> (salt: String, hash: String)? {
        let parts = record.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0] == "sha256", parts[1].utf8.count >= 16, parts[2].utf8.count == 64,
            parts[2].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return (parts[1], parts[2])
    }

    /// One round of SHA-256 is enough: what is hashed is chance, not a word that could be guessed.
    static func hash(_ token: String, _ salt: String) -> String { DurableFile.sha256("\(salt):\(token)") }

    /// Compares without telling by its time how much is alike.
    static func isSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Six bits a letter.
    private static func text(bits: Int, _ random: () -> UInt64) -> String {
        var result: [UInt8] = []
        var pool: UInt64 = 0
        for index in 0..<(bits + 5) / 6 {
            if index % 10 == 0 { pool = random() }
            result.append(letters[Int(pool & 63)])
            pool >>= 6
        }
        return String(decoding: result, as: UTF8.self)
    }
}
