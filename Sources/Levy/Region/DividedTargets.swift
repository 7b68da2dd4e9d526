import Storage

/// What was asked of a village that is divided, by the heads of each part.
enum DividedTargets {
    /// Whole numbers in proportion to heads that come to the target: the largest remainders are rounded up, of equal
    /// ones the first.
    static func shares(_ target: Int, heads: [Int]) -> [Int] {
        let all = heads.reduce(0, +)
        guard all > 0 else { return heads.indices.map { $0 == 0 ? target : 0 } }
        var shares = heads.map { target * $0 / all }
        let order = heads.indices.sorted { left, right in
            let rests = (target * heads[left] % all, target * heads[right] % all)
            return rests.0 == rests.1 ? left < right : rests.0 > rests.1
        }
        for index in order.prefix(target - shares.reduce(0, +)) { shares[index] += 1 }
        return shares
    }

    /// Sets targets anew where a divided village has one.
    /// - Parameter before: the targets by the places before the change.
    /// - Returns: what each place gets, for the report.
    static func divide(
        _ before: Targets?, _ divided: [String: VillageDivision.Outcome], _ after: RegionTree,
        _ decision: RegionDecision, in transaction: Transaction
    ) throws -> [RegionChange] {
        guard var items = before?.items else { return [] }
        var changes: [RegionChange] = []
        for (code, outcome) in divided.sorted(by: { $0.key < $1.key }) {
            guard let target = items.removeValue(forKey: code) else { continue }
            // The place that stands for the village has a part although nobody went there.
            let places = Set(outcome.places.values).union([outcome.main]).sorted()
            let heads = places.map { place in outcome.places.values.count { $0 == place } }
            for (place, share) in zip(places, shares(target, heads: heads)) {
                items[place, default: 0] += share
                let name = after[code: place]?.name ?? ""
                changes.append(
                    RegionChange(
                        kind: .target, code: place, name: name, detail: "\(share)（原任务 \(target)，按人数分）"))
            }
        }
        guard !changes.isEmpty else { return [] }
        _ = try TargetStore.set(
            items, by: decision.by, note: "村居拆分，任务按人数分：\(decision.reason)", at: decision.at, in: transaction)
        return changes
    }
}
