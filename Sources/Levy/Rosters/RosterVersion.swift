import Diagnostics
import Storage

/// One roster of an insurance as a bureau sent it; the next one that differs is the next version.
package struct RosterVersion: Hashable, Sendable {
    package struct Withdrawal: Hashable, Sendable {
        package let reason: String
        package let by: String
        package let checker: String
        package let at: Instant

        package init(reason: String, by: String, checker: String, at: Instant) {
            self.reason = reason
            self.by = by
            self.checker = checker
            self.at = at
        }
    }

    /// From 1, in the order of arrival.
    package let number: Int
    /// Of the import.
    package let id: Int
    package let insurance: Insurance
    package let file: String
    package let sha256: String
    package let rows: Int
    package let importedAt: Instant
    /// Set while the version is taken back.
    package let withdrawal: Withdrawal?
}

extension Campaign {
    /// All versions of one insurance's roster, those that were withdrawn too.
    package func versions(_ insurance: Insurance, in transaction: Transaction) throws -> [RosterVersion] {
        try VersionStore.all(insurance, in: transaction)
    }

    /// - throws: `Rejection` `levy.version.unknown`.
    func version(_ number: Int, _ insurance: Insurance, in transaction: Transaction) throws -> RosterVersion {
        let versions = try VersionStore.all(insurance, in: transaction)
        guard let version = versions.first(where: { $0.number == number }) else {
            throw Rejection(
                "levy.version.unknown",
                ["insurance": insurance.chinese, "number": "\(number)", "last": "\(versions.count)"])
        }
        return version
    }

    /// Takes a whole import back: the version before it counts again, and without one nobody owes for this insurance.
    /// Nothing is deleted: obligations end, and come again when the same file is imported again.
    /// - throws: `Rejection` when a person both decides and checks, when the version is not the current one, or when
    ///   payments hang on it that the version before does not carry.
    package func withdraw(
        _ insurance: Insurance, version number: Int, _ withdrawal: RosterVersion.Withdrawal, in transaction: Transaction
    ) throws -> Adjustment {
        guard withdrawal.by != withdrawal.checker else {
            throw Rejection(
                "levy.decision.same-person", ["person": withdrawal.by, "subject": "\(insurance.chinese) \(number)"])
        }
        let version = try version(number, insurance, in: transaction)
        if let earlier = version.withdrawal {
            throw Rejection(
                "levy.version.withdrawn", ["file": version.file, "by": earlier.by, "reason": earlier.reason])
        }
        guard let current = try VersionStore.current(insurance, in: transaction), current.number == number else {
            throw Rejection("levy.version.not-current", ["file": version.file, "number": "\(number)"])
        }
        let claimed = try claims(insurance, in: transaction)
        try VersionStore.withdraw(version, withdrawal, in: transaction)
        try PhoneStore.follow(version.id, at: withdrawal.at, in: transaction)
        let change = try adjustObligations(
            insurance, cause: "withdrawal:\(version.id)", in: transaction, at: withdrawal.at)
        // What was held before is no matter of this version.
        let held = change.held.filter { claimed[$0.citizenID] != nil }
        guard held.isEmpty else {
            let shown = held.prefix(5).map { "\($0.citizenID)（\($0.serial)）" }.joined(separator: "、")
            throw Rejection(
                "levy.version.settled", ["file": version.file, "count": "\(held.count)", "payments": shown])
        }
        return change
    }
}
