import Storage

extension Campaign {
    /// Brings the obligations of persons to what was entered, or taken back, about them.
    /// - parameter cause: kept with every obligation that is made or ended, such as `fact:12`.
    package func followFacts(
        of persons: Set<String>, cause: String, in transaction: Transaction, at now: Instant
    ) throws -> [Adjustment] {
        // Beyond this many, reading the rosters once is faster than looking each person up.
        try adjustAll(cause: cause, of: persons.count > 2_000 ? nil : persons, in: transaction, at: now)
    }

    /// Everybody whom the current rosters list and who owes nothing, because the rules do not let him join.
    /// - Parameter persons: nil for everybody.
    package func stoppedClaims(
        of persons: Set<String>? = nil, in transaction: Transaction
    ) throws -> [StoppedClaim] {
        let facts = try KnownFacts(policy, of: persons, in: transaction)
        return try Insurance.allCases.flatMap { insurance in
            let claims = try claims(insurance, of: persons, in: transaction)
            return claims.order.compactMap { claims[$0] }.compactMap { claim -> StoppedClaim? in
                guard case .stopped(let cause) = facts.verdict(insurance, claim) else { return nil }
                return StoppedClaim(insurance, claim, cause)
            }
        }
    }
}
