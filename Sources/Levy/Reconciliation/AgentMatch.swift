import Storage

extension Reconciliation {
    /// What agents' sheets and the banks' lines of agents do not agree about, in the villages whose agents keep their
    /// sheets here. Money that is not declared yet is on its way and no difference; the oldest is declared first.
    static func agentDifferences(in transaction: Transaction) throws -> [BookDifference] {
        let collections = try RemittanceStore.standing(in: transaction)
        guard !collections.isEmpty else { return [] }
        let chain = ReversalChain(try PaymentStore.reversals(in: transaction))
        let lines = try PostingStore.agentLines(channels: Channel.agent.names, in: transaction)
            .filter { chain.stands($0.serial) }
        var declared: [String: Int] = [:]
        for sum in try RemittanceStore.daySums(village: nil, in: transaction)
        where sum.kind == Remittance.Kind.declaration.rawValue {
            declared[sum.village, default: 0] += sum.fen
        }
        var match = AgentMatch(lines)
        return match.differences(of: collections, declared: declared)
    }
}

/// Agents' collections beside the banks' lines: by village, person, insurance and sum, then by person and insurance.
private struct AgentMatch {
    private struct Payer: Hashable {
        let village: String
        let citizenID: String
        let insurance: Insurance
    }

    private var lines: [Payer: [PostingStore.AgentLine]]
    private let order: [PostingStore.AgentLine]

    init(_ lines: [PostingStore.AgentLine]) {
        order = lines
        self.lines = Dictionary(grouping: lines) {
            Payer(village: $0.village, citizenID: $0.citizenID, insurance: $0.insurance)
        }
    }

    mutating func differences(of collections: [AgentCollection], declared: [String: Int]) -> [BookDifference] {
        var left = declared
        var found: [BookDifference] = []
        var unmatched: [AgentCollection] = []
        for collection in collections {
            let payer = payer(of: collection)
            guard let index = lines[payer]?.firstIndex(where: { $0.fen == collection.fen }) else {
                unmatched.append(collection)
                left[collection.village, default: 0] -= collection.fen
                continue
            }
            lines[payer]?.remove(at: index)
            left[collection.village, default: 0] -= collection.fen
        }
        // What the declarations do not reach is on its way: the newest collections first.
        for collection in unmatched.reversed() {
            let over = -(left[collection.village] ?? 0)
            if over >= collection.fen {
                left[collection.village, default: 0] += collection.fen
                continue
            }
            let payer = payer(of: collection)
            let line = lines[payer]?.first
            if line != nil { lines[payer]?.removeFirst() }
            found.append(difference(line == nil ? .missingThere : .amount, collection, line))
        }
        for line in order {
            let payer = Payer(village: line.village, citizenID: line.citizenID, insurance: line.insurance)
            guard lines[payer]?.contains(where: { $0.serial == line.serial }) == true else { continue }
            found.append(difference(.missingHere, nil, line))
        }
        return found.sorted { ($0.kind.rawValue, $0.key) < ($1.kind.rawValue, $1.key) }
    }

    private func payer(of collection: AgentCollection) -> Payer {
        Payer(village: collection.village, citizenID: collection.citizenID, insurance: collection.insurance)
    }

    private func difference(
        _ kind: BookDifference.Kind, _ ours: AgentCollection?, _ theirs: PostingStore.AgentLine?
    ) -> BookDifference {
        let person = ours?.citizenID ?? theirs?.citizenID ?? ""
        return BookDifference(
            list: .agent, kind: kind, key: "\(ours?.receipt.text ?? "")/\(theirs?.serial ?? "")",
            insurance: ours?.insurance ?? theirs?.insurance ?? .medical, citizenID: person,
            day: ours?.day ?? theirs?.paidOn, oursFen: ours?.fen ?? 0, theirsFen: theirs?.fen ?? 0,
            owner: "代办员 " + (ours?.village ?? theirs?.village ?? ""),
            text: "代收 \(person) \(ours?.receipt.text ?? "")：\(kind.chinese)，清单 "
                + "\(Money(fen: ours?.fen ?? 0).grouped) 元，银行 \(Money(fen: theirs?.fen ?? 0).grouped) 元")
    }
}
