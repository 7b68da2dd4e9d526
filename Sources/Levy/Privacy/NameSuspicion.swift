import Storage

/// What in a finished file looks like persons, though nobody can be sure by machine: whole names beside a word of a
/// special class, and many whole names of one village. The one who consents to a publication answers for it.
package struct NameSuspicion: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case nearClass = "class"
        case village
    }

    package let kind: Kind
    /// From 1.
    package let page: Int
    package let count: Int
    /// The village of many names; empty otherwise.
    package let village: String

    /// From how many whole names of one village on a page they are told.
    static let many = 5
    /// Short forms of the special classes, as people write them.
    private static let words = ["特困", "五保", "低保", "建档立卡", "贫困", "残疾", "重残", "困难群众", "脱贫"]

    /// - Parameter villages: by a person's name the villages where somebody is called so.
    static func found(in pages: [[String]], villages: [String: Set<String>]) -> [NameSuspicion] {
        pages.enumerated().flatMap { index, lines -> [NameSuspicion] in
            var near = 0
            var names: [String: Set<String>] = [:]
            for line in lines {
                let own = NameSuspicion.names(in: line, villages)
                if !own.isEmpty && words.contains(where: line.contains) { near += own.count }
                for name in own {
                    for village in villages[name] ?? [] { names[village, default: []].insert(name) }
                }
            }
            var found: [NameSuspicion] = []
            if near > 0 { found.append(NameSuspicion(kind: .nearClass, page: index + 1, count: near, village: "")) }
            // One page of names that several villages share is told of the village that has most of them.
            let most = names.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
            if let most, most.value.count >= many {
                found.append(
                    NameSuspicion(kind: .village, page: index + 1, count: most.value.count, village: most.key))
            }
            return found
        }
    }

    /// The names that stand whole in a line, between anything that is no part of a name.
    private static func names(in line: String, _ villages: [String: Set<String>]) -> [String] {
        line.unicodeScalars.split { !($0.properties.isAlphabetic || $0 == "\u{B7}") }
            .map { String(String.UnicodeScalarView($0)) }.filter { $0.unicodeScalars.count > 1 && villages[$0] != nil }
    }

    /// Looks through a file beside the names of everybody in the campaign.
    package static func read(_ pages: [[String]], in transaction: Transaction) throws -> [NameSuspicion] {
        var villages = try DoubtStore.villages(in: transaction)
        // Agents' names stand on papers of the office.
        for name in try PublicationStore.agentNames(in: transaction) { villages[name] = nil }
        return found(in: pages, villages: villages)
    }
}
