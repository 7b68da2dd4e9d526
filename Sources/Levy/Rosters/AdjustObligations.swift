import Storage

/// What a new version, a correction, a decision or a withdrawal changed among the obligations of one insurance.
package struct Adjustment: Hashable, Sendable {
    /// An obligation that should have ended or changed but is paid: somebody has to look at it.
    package struct Held: Hashable, Sendable {
        package let citizenID: String
        package let serial: String
        /// Nil when the person is not on the roster any more.
        package let wantedVillage: String?
    }

    package let insurance: Insurance
    /// New obligations, also those that take the place of one that changed.
    package internal(set) var added = 0
    /// Obligations that ended, also those that another took the place of.
    package internal(set) var ended = 0
    package internal(set) var held: [Held] = []
}

extension Campaign {
    /// Brings the standing obligations of one insurance to what is claimed: ends those that nobody claims, makes those
    /// that are missing, and replaces those whose village or amount changed. A paid one stays as it is and is told.
    /// - Parameters:
    ///   - person: whose; nil for everybody's.
    ///   - cause: kept with every obligation that is made or ended.
    @discardableResult
    func adjustObligations(
        _ insurance: Insurance, of person: String? = nil, cause: String, in transaction: Transaction, at now: Instant
    ) throws -> Adjustment {
        var claims = try claims(insurance, of: person, in: transaction)
        let order = claims.order
        let memberships = try RosterStore.memberships(of: person, in: transaction)
        let period = policy.period(of: insurance)
        var change = Adjustment(insurance: insurance)
        var wanted: [Claim] = []
        var ended: [Int] = []
        func share(_ claim: Claim) -> LevyPolicy.Share {
            self.share(insurance, claim, memberships[claim.citizenID])
        }
        try VersionStore.eachStanding(insurance, period: period, of: person, in: transaction) { standing in
            let claim = claims.take(standing.citizenID)
            if let claim, claim.village == standing.village,
                share(claim).costs(standing.totalFen, ofWhichState: standing.stateFen, standing.helpers)
            {
                return
            }
            if let serial = standing.settledBy {
                change.held.append(
                    Adjustment.Held(
                        citizenID: standing.citizenID, serial: serial, wantedVillage: claim.map(\.village)))
                return
            }
            ended.append(standing.id)
            if let claim { wanted.append(claim) }
        }
        for id in ended { try VersionStore.end(id, cause: cause, at: now, in: transaction) }
        wanted += order.compactMap { claims[$0] }
        // Whose year an order has paid is not asked for it by a roster.
        let covered = try OrderMoneyStore.covered(insurance, period: period, in: transaction)
        wanted.removeAll { covered.contains($0.citizenID) }
        try add(wanted, insurance, cause: cause, memberships, in: transaction, at: now)
        try Ledger.write(in: transaction, at: now)
        change.added = wanted.count
        change.ended = ended.count
        return change
    }

    /// What somebody owes follows the lists as they are when his payment is taken back: while it stood, a change of
    /// his class, tier or village could not be followed.
    func readjust(
        _ insurance: Insurance, of person: String, cause: String, in transaction: Transaction, at now: Instant
    ) throws {
        guard try VersionStore.current(insurance, in: transaction) != nil else { return }
        try adjustObligations(insurance, of: person, cause: cause, in: transaction, at: now)
    }

    private func add(
        _ claims: [Claim], _ insurance: Insurance, cause: String, _ memberships: [String: RosterStore.Membership],
        in transaction: Transaction, at now: Instant
    ) throws {
        var obligation = try RosterStore.lastObligationID(in: transaction)
        var ordinal = try RosterStore.lastPersonOrdinal(in: transaction)
        for claim in claims {
            let membership = memberships[claim.citizenID]
            if try !RosterStore.hasPerson(claim.citizenID, in: transaction) {
                ordinal += 1
                let person = PersonRecord(
                    citizenID: claim.citizenID, name: claim.name,
                    specialClass: membership.flatMap { policy.leading($0.classes) },
                    householdHead: membership?.householdHead ?? "", phone: claim.phone)
                try RosterStore.add(person, ordinal: ordinal, in: transaction)
            } else {
                try RosterStore.update(
                    claim.citizenID, name: claim.name, phone: claim.phone,
                    specialClass: membership.flatMap { policy.leading($0.classes) }, in: transaction)
            }
            obligation += 1
            try RosterStore.addObligation(
                id: obligation, citizenID: claim.citizenID, insurance: insurance, period: policy.period(of: insurance),
                village: claim.village,
                share: share(insurance, claim, membership), at: now, cause: cause, in: transaction)
        }
    }

    private func share(
        _ insurance: Insurance, _ claim: Claim, _ membership: RosterStore.Membership?
    ) -> LevyPolicy.Share {
        policy.share(
            insurance, tierFen: claim.tierFen, classes: membership?.classes ?? [], village: claim.village,
            age: CitizenID(stored: claim.citizenID).age(on: policy.asOf))
    }
}
