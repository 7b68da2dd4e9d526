import Storage

/// What the rosters, the decisions about their open rows and the corrections say that a person owes for one insurance.
struct Claim: Hashable {
    let citizenID: String
    var name: String
    var village: String
    var tierFen: Int?
    var phone: String
}

/// Everybody who owes for one insurance now, in the order of the roster; those whom corrections added come last.
struct Claims {
    private(set) var order: [String] = []
    private var byID: [String: Claim] = [:]

    subscript(_ id: String) -> Claim? { byID[id] }

    /// Takes a claim out, so that what is left was not asked for.
    mutating func take(_ id: String) -> Claim? { byID.removeValue(forKey: id) }

    mutating func set(_ claim: Claim) {
        if byID.updateValue(claim, forKey: claim.citizenID) == nil { order.append(claim.citizenID) }
    }

    /// Villages that were merged or divided are those of today.
    mutating func move(_ successors: VillageSuccessors) {
        guard !successors.isEmpty else { return }
        for (id, claim) in byID {
            let now = successors.place(of: claim.village, person: id)
            if now != claim.village { byID[id]?.village = now }
        }
    }

    mutating func remove(_ id: String) { byID[id] = nil }
}

extension Campaign {
    /// The claims of one insurance: the rows of its current version that count, the open rows as they were decided, the
    /// corrections in their order.
    /// - Parameter persons: nil for everybody.
    func claims(
        _ insurance: Insurance, of persons: Set<String>? = nil, in transaction: Transaction
    ) throws -> Claims {
        var claims = Claims()
        guard let version = try VersionStore.current(insurance, in: transaction) else { return claims }
        var open: [String: [RosterEntry]] = [:]
        try eachEntry(importID: version.id, of: persons, in: transaction) { entry in
            if entry.isOpen {
                open[entry.citizenID, default: []].append(entry)
            } else if entry.outcome != .rejected {
                claims.set(Claim(entry))
            }
        }
        for (id, rows) in open.sorted(by: { $0.key < $1.key }) {
            let subject = RosterReview.subject(insurance, id)
            guard let decision = try DecisionStore.find(subject, in: transaction) else { continue }
            if let row = RosterReview.Verdict(decision.verdict)?.chosen(among: rows),
                try HolderStore.birth(id, in: transaction) != nil
            {
                claims.set(Claim(row))
            }
        }
        for correction in try CorrectionStore.all(insurance, in: transaction)
        where persons?.contains(correction.citizenID) ?? true { apply(correction, to: &claims) }
        claims.move(try RegionStore.successors(in: transaction))
        return claims
    }

    private func apply(_ correction: Correction, to claims: inout Claims) {
        let id = correction.citizenID
        switch correction.kind {
        case .remove: claims.remove(id)
        case .add:
            claims.set(
                Claim(
                    citizenID: id, name: correction.name ?? "", village: correction.village ?? "",
                    tierFen: correction.tierFen, phone: correction.phone ?? ""))
        case .correct:
            guard var claim = claims[id] else { return }
            claim.name = correction.name ?? claim.name
            claim.village = correction.village ?? claim.village
            claim.tierFen = correction.tierFen ?? claim.tierFen
            claim.phone = correction.phone ?? claim.phone
            claims.set(claim)
        }
    }
}

extension Claim {
    init(_ row: RosterRow) {
        self.init(
            citizenID: row.citizenID, name: row.name, village: row.villageCode, tierFen: row.tierFen, phone: row.phone)
    }

    init(_ entry: RosterEntry) {
        self.init(
            citizenID: entry.citizenID, name: entry.name, village: entry.village, tierFen: entry.tierFen, phone: "")
    }
}

extension RosterEntry {
    /// Waits for a person: neither counted nor rejected.
    var isOpen: Bool { outcome == .review || (isContested && outcome != .rejected) }
}
