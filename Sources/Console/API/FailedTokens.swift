import Synchronization

/// How often each address came with a wrong token of late. A right token is always let in: whoever guesses must not
/// keep the bureau out, and 256 bits are not guessed.
final class FailedTokens: Sendable {
    private struct Count {
        var since: Int64
        var failures: Int
    }

    private let counts = Mutex<[String: Count]>([:])

    /// So many failures a minute are answered with words.
    static let allowed = 20
    private static let window: Int64 = 60_000
    /// More addresses than this are not remembered one by one.
    private static let mostAddresses = 4_096

    /// Notes a failure.
    /// - Parameter now: milliseconds of UTC.
    /// - returns: whether it was still one of those allowed.
    func note(_ address: String, at now: Int64) -> Bool {
        counts.withLock { counts in
            if counts.count >= FailedTokens.mostAddresses, counts[address] == nil {
                counts = counts.filter { now - $0.value.since < FailedTokens.window }
                if counts.count >= FailedTokens.mostAddresses { return false }
            }
            var count = counts[address] ?? Count(since: now, failures: 0)
            if now - count.since >= FailedTokens.window || now < count.since { count = Count(since: now, failures: 0) }
            count.failures += 1
            counts[address] = count
            return count.failures <= FailedTokens.allowed
        }
    }
}
