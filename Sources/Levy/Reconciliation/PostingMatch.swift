/// The leftovers of one posting list, matched tier by tier.
struct PostingMatch {
    let insurance: Insurance
    /// Collected, and nobody's row in the list, by serial and by receipt.
    private var missing: [String: PostingStore.Ours]
    private let order: [String]
    private var serials: [String: String] = [:]

    init(insurance: Insurance, missing: [PostingStore.Ours]) {
        self.insurance = insurance
        self.missing = Dictionary(missing.map { ($0.serial, $0) }) { first, _ in first }
        order = missing.map(\.serial)
        for ours in missing {
            serials[ours.serial] = ours.serial
            if !ours.receipt.isEmpty { serials[ours.receipt] = ours.serial }
        }
    }

    /// - Parameter pairs: rows of the list that are not exactly what was collected of their person.
    mutating func differences(of pairs: [PostingStore.Pair]) -> [BookDifference] {
        var found: [BookDifference] = []
        for (_, rows) in Dictionary(grouping: pairs, by: \.theirs.citizenID).sorted(by: { $0.key < $1.key }) {
            found += person(rows)
        }
        for serial in order {
            guard let ours = missing[serial] else { continue }
            found.append(difference(.missingThere, nil, ours))
        }
        return found
    }

    /// All rows of one person that are not simply right.
    private mutating func person(_ rows: [PostingStore.Pair]) -> [BookDifference] {
        // First by payment, then by period and sum, then whatever there is.
        let best =
            rows.first { pair in
                pair.ours.map { [$0.serial, $0.receipt].contains(pair.theirs.payment) } ?? false
            } ?? rows.first { pair in
                pair.ours.map { isSame(pair.theirs.period, $0.period) && pair.theirs.fen == $0.fen } ?? false
            } ?? rows.first { $0.ours != nil }
        var found: [BookDifference] = []
        for pair in rows {
            if let best, pair.theirs.line == best.theirs.line, let ours = best.ours {
                found += fields(pair.theirs, ours)
            } else if pair.ours != nil {
                found.append(difference(.double, pair.theirs, nil))
            } else if let serial = serials[pair.theirs.payment], let ours = missing.removeValue(forKey: serial) {
                // The payment is known: the bureau has it under another person.
                found.append(difference(.missingHere, pair.theirs, ours))
            } else {
                found.append(difference(.missingHere, pair.theirs, nil))
            }
        }
        return found
    }

    private func isSame(_ theirs: Int, _ ours: Int) -> Bool { theirs == 0 || theirs == ours }

    private func fields(_ theirs: PostingRow, _ ours: PostingStore.Ours) -> [BookDifference] {
        if theirs.fen != ours.fen { return [difference(.amount, theirs, ours)] }
        if !isSame(theirs.period, ours.period) { return [difference(.period, theirs, ours)] }
        if !theirs.village.isEmpty && theirs.village != ours.village {
            return [difference(.wrongVillage, theirs, ours)]
        }
        return []
    }

    private func difference(
        _ kind: BookDifference.Kind, _ theirs: PostingRow?, _ ours: PostingStore.Ours?
    ) -> BookDifference {
        let person = theirs?.citizenID ?? ours?.citizenID ?? ""
        let key = [insurance.rawValue, person, ours?.serial ?? "", theirs.map { "\($0.fen)-\($0.line)" } ?? ""]
        let bureau = insurance == .medical ? "医保" : "人社"
        return BookDifference(
            list: .posting, kind: kind, key: key.joined(separator: "/"), insurance: insurance, citizenID: person,
            oursFen: ours?.fen ?? 0, theirsFen: theirs?.fen ?? 0,
            text: "\(bureau)记账 \(person)：\(kind.chinese)，征收 \(Money(fen: ours?.fen ?? 0).grouped) 元，"
                + "记账 \(Money(fen: theirs?.fen ?? 0).grouped) 元")
    }
}
