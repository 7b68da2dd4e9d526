import Storage

/// The leftovers of one posting list, matched tier by tier.
struct PostingMatch {
    let insurance: Insurance

    /// What is left of one side after the tiers, for all persons: a payment may stand under another person.
    private struct Leftovers {
        /// With the day on which the same person paid something, if he did.
        var theirs: [(row: PostingRow, isDouble: Bool, paidOn: CivilDate?)] = []
        var ours: [PostingStore.Ours] = []
    }

    /// - Parameter suspects: everybody of whom list and book may not agree, in the order of their numbers.
    func differences(of suspects: [PostingStore.Suspect]) -> [BookDifference] {
        var found: [BookDifference] = []
        var left = Leftovers()
        for suspect in suspects { found += person(suspect, &left) }
        var missing = Dictionary(left.ours.map { ($0.serial, $0) }) { first, _ in first }
        var serials: [String: String] = [:]
        for ours in left.ours {
            serials[ours.serial] = ours.serial
            if !ours.receipt.isEmpty { serials[ours.receipt] = ours.serial }
        }
        for (row, isDouble, paidOn) in left.theirs {
            if let serial = serials[row.payment], let ours = missing.removeValue(forKey: serial) {
                // The payment is known: the bureau has it under another person.
                found.append(difference(.missingHere, row, ours))
            } else {
                found.append(difference(isDouble ? .double : .missingHere, row, nil, paidOn: paidOn))
            }
        }
        return found + left.ours.filter { missing[$0.serial] != nil }.map { difference(.missingThere, nil, $0) }
    }

    /// Pairs what is there of one person: by payment, then by period and sum, then by period, then whatever there is.
    private func person(_ suspect: PostingStore.Suspect, _ left: inout Leftovers) -> [BookDifference] {
        var theirs = suspect.theirs[...]
        var ours = suspect.ours
        var pairs: [(PostingRow, PostingStore.Ours)] = []
        let tiers: [(PostingRow, PostingStore.Ours) -> Bool] = [
            { [$1.serial, $1.receipt].contains($0.payment) }, { isSame($0.period, $1) && isSame($0.fen, of: $1) },
            { isSame($0.period, $1) }, { _, _ in true },
        ]
        for tier in tiers {
            theirs.removeAll { row in
                guard let index = ours.firstIndex(where: { tier(row, $0) }) else { return false }
                pairs.append((row, ours.remove(at: index)))
                return true
            }
        }
        let paidOn = suspect.ours.compactMap(\.paidOn).first
        left.theirs += theirs.map { ($0, !suspect.ours.isEmpty, paidOn) }
        left.ours += ours.filter { $0.paidOn != nil }
        return pairs.sorted { $0.0.line < $1.0.line }.compactMap(fields)
    }

    private func isSame(_ theirs: Int, _ ours: PostingStore.Ours) -> Bool {
        theirs == 0 || ours.periods.contains(theirs)
    }

    private func isSame(_ fen: Int, of ours: PostingStore.Ours) -> Bool { fen == ours.fen || fen == ours.totalFen }

    private func fields(_ theirs: PostingRow, _ ours: PostingStore.Ours) -> BookDifference? {
        if !isSame(theirs.fen, of: ours) { return difference(.amount, theirs, ours) }
        if !isSame(theirs.period, ours) { return difference(.period, theirs, ours) }
        if !theirs.village.isEmpty && theirs.village != ours.village { return difference(.wrongVillage, theirs, ours) }
        return nil
    }

    private func difference(
        _ kind: BookDifference.Kind, _ theirs: PostingRow?, _ ours: PostingStore.Ours?, paidOn: CivilDate? = nil
    ) -> BookDifference {
        let person = theirs?.citizenID ?? ours?.citizenID ?? ""
        let isState = ours != nil && ours?.paidOn == nil
        let key = [insurance.rawValue, person, ours?.serial ?? "", theirs.map { "\($0.fen)-\($0.line)" } ?? ""]
        let bureau = insurance == .medical ? "医保" : "人社"
        return BookDifference(
            list: .posting, kind: kind, key: key.joined(separator: "/"), insurance: insurance, citizenID: person,
            day: ours?.paidOn ?? paidOn, oursFen: ours?.fen ?? 0, theirsFen: theirs?.fen ?? 0, owner: bureau + "部门",
            text: "\(bureau)记账 \(person)：\(kind.chinese)，"
                + "\(isState ? "财政代缴" : "征收") \(Money(fen: ours?.fen ?? 0).grouped) 元，"
                + "记账 \(Money(fen: theirs?.fen ?? 0).grouped) 元")
    }
}
