import Storage

/// 代收费款核对: an agent's sheet, receipts, deposits and declarations beside each other, before the town declares.
package struct CollectionCheck: Hashable, Sendable {
    package let village: String
    package let collectedCount: Int
    package let collectedFen: Int
    /// Receipts that were used and stand.
    package let receipts: Int
    package let depositedFen: Int
    package let declaredFen: Int
    package let certifiedFen: Int
    /// What is doubtful in the sheets: wrong sums, persons who owe nothing, other names.
    package let doubts: [CollectionDoubt]

    /// What does not agree, for a reader; empty where all four do.
    package var differences: [String] {
        var found: [String] = []
        if receipts != collectedCount { found.append("清单\(collectedCount)笔，票据\(receipts)张") }
        if depositedFen != collectedFen {
            found.append("未缴存\(Money(fen: collectedFen - depositedFen).grouped)元")
        }
        if declaredFen != depositedFen {
            found.append("未申报\(Money(fen: depositedFen - declaredFen).grouped)元")
        }
        for why in CollectionDoubt.Why.allCases {
            let own = doubts.filter { $0.why == why }
            guard !own.isEmpty else { continue }
            let shown = own.prefix(3).map { "\($0.name) \($0.collection.receipt.text)" }.joined(separator: "、")
            found.append("\(why.chinese)\(own.count)笔（\(shown)\(own.count > 3 ? "等" : "")）")
        }
        return found
    }
}

extension Remittances {
    /// Every village whose agent collected anything up to a day, in the order of the villages.
    /// - Parameter town: only its villages; nil for all.
    package static func check(
        town: String?, through last: CivilDate, in transaction: Transaction
    ) throws -> [CollectionCheck] {
        let regions = try RegionStore.tree(in: transaction)
        let sums = Dictionary(
            grouping: try RemittanceStore.daySums(village: nil, in: transaction).filter { $0.day <= last },
            by: \.village)
        let standing = try RemittanceStore.standing(in: transaction).filter { $0.day <= last }
        let sheets = Dictionary(grouping: standing, by: \.village)
        let doubts = Dictionary(
            grouping: try CollectionDoubt.all(of: standing, in: transaction), by: \.collection.village)
        let holders = Dictionary(
            try AgentReceiptStore.issues(in: transaction).map { ($0.id, $0.village) }) { first, _ in first }
        var receipts: [String: Int] = [:]
        for ended in try AgentReceiptStore.ended(in: transaction)
        where ended.fate == .used && ended.day <= last && ended.voided == nil {
            if let village = holders[ended.issue] { receipts[village, default: 0] += 1 }
        }
        let villages = Set(sums.keys).union(receipts.keys).filter { code in
            town.map { regions.townCode(ofVillage: code) == $0 } ?? true
        }
        return villages.sorted { regions.position(of: $0) < regions.position(of: $1) }.map { village in
            func sum(_ kind: Remittance.Kind) -> Int {
                (sums[village] ?? []).filter { $0.kind == kind.rawValue }.reduce(0) { $0 + $1.fen }
            }
            let sheet = sheets[village] ?? []
            return CollectionCheck(
                village: village, collectedCount: sheet.count, collectedFen: sheet.reduce(0) { $0 + $1.fen },
                receipts: receipts[village] ?? 0, depositedFen: sum(.deposit), declaredFen: sum(.declaration),
                certifiedFen: sum(.certificate), doubts: doubts[village] ?? [])
        }
    }
}
