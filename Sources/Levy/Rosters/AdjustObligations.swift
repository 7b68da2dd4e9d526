import Storage

/// What a new version, a correction, a decision, a fact or a withdrawal changed among the obligations of one insurance.
package struct Adjustment: Hashable, Sendable {
    /// An obligation that should have ended or changed but is paid: somebody has to look at it.
    package struct Held: Hashable, Sendable {
        package let citizenID: String
        /// Empty when the person is not on the roster any more.
        package let name: String
        package let serial: String
        /// Nil when the person is not on the roster any more, or may not join.
        package let wantedVillage: String?
        /// Why the rules do not let the person join.
        package let cause: StoppedClaim.Cause?
        /// The village for which the paid obligation stands.
        package let village: String
        /// What the person owed himself, of which the state bore a part when it is less than the fee.
        package let ownFen: Int
        package let wasHelped: Bool
        /// What he would owe himself now; nil when nothing is owed.
        package let nowFen: Int?
        /// The class for which others bear a part now, and from which day a list says so.
        package let specialClass: SpecialClass?
        package let since: CivilDate?

        init(
            _ standing: VersionStore.Standing, serial: String, claim: Claim?, owed: LevyPolicy.Share?,
            cause: StoppedClaim.Cause?, _ facts: KnownFacts
        ) {
            citizenID = standing.citizenID
            name = claim?.name ?? ""
            self.serial = serial
            wantedVillage = owed == nil ? nil : claim?.village
            self.cause = cause
            village = standing.village
            ownFen = standing.ownFen
            wasHelped = standing.stateFen > 0
            nowFen = owed?.ownFen
            specialClass = owed?.specialClass
            since = specialClass.flatMap { facts.firstDay(of: standing.citizenID, in: $0) }
        }
    }

    package let insurance: Insurance
    /// New obligations, also those that take the place of one that changed.
    package internal(set) var added = 0
    /// Obligations that ended, also those that another took the place of.
    package internal(set) var ended = 0
    package internal(set) var held: [Held] = []
    /// Who is on the roster now and owes nothing, because the rules do not let him join.
    package internal(set) var stopped: [StoppedClaim] = []
}

extension Campaign {
    /// Brings the standing obligations of one insurance to what is claimed and what the rules say of it: ends those
    /// that nobody claims or that may not be, makes those that are missing, and replaces those whose village or amount
    /// changed. A paid one stays as it is and is told.
    /// - Parameters:
    ///   - cause: kept with every obligation that is made or ended.
    ///   - persons: whom it can touch; nil for everybody.
    @discardableResult
    func adjustObligations(
        _ insurance: Insurance, cause: String, of persons: Set<String>? = nil, in transaction: Transaction,
        at now: Instant
    ) throws -> Adjustment {
        var claims = try claims(insurance, of: persons, in: transaction)
        let order = claims.order
        let facts = try KnownFacts(policy, of: persons, in: transaction)
        var change = Adjustment(insurance: insurance)
        var wanted: [(Claim, LevyPolicy.Share)] = []
        var ended: [Int] = []
        func share(_ claim: Claim) -> LevyPolicy.Share? {
            switch facts.verdict(insurance, claim) {
            case .owes(let share): return share
            case .stopped(let cause):
                change.stopped.append(StoppedClaim(insurance, claim, cause))
                return nil
            }
        }
        try VersionStore.eachStanding(
            insurance, period: policy.period(of: insurance), of: persons, in: transaction
        ) { standing in
            let claim = claims.take(standing.citizenID)
            let owed = claim.flatMap(share)
            if let claim, let owed, claim.village == standing.village,
                owed.costs(standing.totalFen, ofWhichState: standing.stateFen, standing.helpers)
            {
                return
            }
            if let serial = standing.settledBy {
                change.held.append(
                    Adjustment.Held(
                        standing, serial: serial, claim: claim, owed: owed,
                        cause: claim != nil && owed == nil ? change.stopped.last?.cause : nil, facts))
                return
            }
            ended.append(standing.id)
            if let claim, let owed { wanted.append((claim, owed)) }
        }
        for id in ended { try VersionStore.end(id, cause: cause, at: now, in: transaction) }
        for claim in order.compactMap({ claims[$0] }) {
            if let owed = share(claim) { wanted.append((claim, owed)) }
        }
        // Whose year an order has paid is not asked for it by a roster.
        let covered = try OrderMoneyStore.covered(insurance, period: policy.period(of: insurance), in: transaction)
        wanted.removeAll { covered.contains($0.0.citizenID) }
        try add(wanted, insurance, cause: cause, facts, in: transaction, at: now)
        try RosterStore.bringClasses(to: facts, of: persons, in: transaction)
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
        try adjustObligations(insurance, cause: cause, of: [person], in: transaction, at: now)
    }

    private func add(
        _ claims: [(Claim, LevyPolicy.Share)], _ insurance: Insurance, cause: String, _ facts: KnownFacts,
        in transaction: Transaction, at now: Instant
    ) throws {
        var obligation = try RosterStore.lastObligationID(in: transaction)
        var ordinal = try RosterStore.lastPersonOrdinal(in: transaction)
        for (claim, share) in claims {
            let id = claim.citizenID
            if try !RosterStore.hasPerson(id, in: transaction) {
                ordinal += 1
                let person = PersonRecord(
                    citizenID: id, name: claim.name, specialClass: facts.leading(id, in: claim.village),
                    householdHead: facts.householdHead(of: id), phone: claim.phone)
                try RosterStore.add(person, ordinal: ordinal, in: transaction)
            } else {
                // The medical roster, which lists everybody, names a person whichever roster came first.
                let isNamed = try insurance == .pension && RosterStore.owes(id, .medical, in: transaction)
                if !isNamed { try RosterStore.rename(id, claim.name, in: transaction) }
            }
            obligation += 1
            try RosterStore.addObligation(
                id: obligation, citizenID: id, insurance: insurance, period: policy.period(of: insurance),
                village: claim.village, share: share, at: now, cause: cause, in: transaction)
        }
    }
}
