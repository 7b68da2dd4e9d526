/// What has to change in one text to get another, line by line.
package enum LineDifference {
    /// Nil when the texts are equal; otherwise the changed lines, `-` for those of `old` and `+` for those of `new`,
    /// each with its line number, at most `limit` of them.
    package static func describe(old: String, new: String, limit: Int = 60) -> String? {
        guard old != new else { return nil }
        let before = old.split(separator: "\n", omittingEmptySubsequences: false)
        let after = new.split(separator: "\n", omittingEmptySubsequences: false)
        let head = zip(before, after).prefix { $0 == $1 }.count
        let tail = zip(before.dropFirst(head).reversed(), after.dropFirst(head).reversed()).prefix { $0 == $1 }.count
        let removed = Array(before[head..<before.count - tail])
        let added = Array(after[head..<after.count - tail])
        var lines: [(number: Int, text: String)] = []
        for change in pairs(removed, added) {
            switch change {
            case .remove(let offset, let line, _): lines.append((head + offset + 1, "- \(head + offset + 1): \(line)"))
            case .insert(let offset, let line, _): lines.append((head + offset + 1, "+ \(head + offset + 1): \(line)"))
            }
        }
        // A replaced line shows as the old one above the new one.
        lines.sort { ($0.number, $1.text) < ($1.number, $0.text) }
        var shown = lines.prefix(limit).map(\.text)
        if lines.count > limit { shown.append("… and \(lines.count - limit) changed lines more") }
        // Texts that differ but have equal lines differ in their line ends.
        return shown.isEmpty ? "the texts differ in their line ends only" : shown.joined(separator: "\n")
    }

    /// The difference proper costs the product of the sizes; texts too large for that are shown as replaced whole.
    private static func pairs(
        _ removed: [Substring], _ added: [Substring]
    ) -> [CollectionDifference<Substring>.Change] {
        if removed.count * added.count <= 4_000_000 { return Array(added.difference(from: removed)) }
        return removed.enumerated().map { .remove(offset: $0.offset, element: $0.element, associatedWith: nil) }
            + added.enumerated().map { .insert(offset: $0.offset, element: $0.element, associatedWith: nil) }
    }
}
