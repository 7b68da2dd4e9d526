/// Looks through the text of a finished file for what a public document may not say. What is found is named, never
/// repeated.
package struct LeakScan: Sendable {
    package enum Kind: String, Sendable, CaseIterable, Comparable {
        case citizenID = "citizen-id"
        /// A number of which more than the last four characters can be read.
        case partialID = "partial-id"
        case phone
        case bankCard = "bank-card"
        case name
        case minorName = "minor-name"
        case address
        case specialClass = "special-class"
        /// Glyphs of which nobody knows what they say, so that they cannot be examined.
        case unreadable
        case attachment

        package static func < (left: Kind, right: Kind) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    package struct Finding: Hashable, Sendable {
        package let kind: Kind
        /// From 1; nil for a text that no page shows, such as a title or a bookmark.
        package let page: Int?
        package let count: Int
    }

    /// The text of a page, twice: line by line across it, and in the order of writing with broken lines joined.
    package struct Page: Sendable {
        let lines: [String]
        let runs: [String]
        let unreadable: Int

        package init(lines: [String], runs: [String] = [], unreadable: Int = 0) {
            self.lines = lines
            self.runs = runs
            self.unreadable = unreadable
        }
    }

    private let persons: KnownTexts

    /// - Parameter persons: the data of those whom the document is about, none of which it may show.
    package init(persons: KnownTexts = KnownTexts()) { self.persons = persons }

    /// - Parameter hidden: texts beside the pages.
    /// - Returns: one for each kind and page, in the order of pages.
    package func findings(in pages: [Page], hidden: [String] = [], hasAttachments: Bool = false) -> [Finding] {
        var findings: [Finding] = []
        for (index, page) in pages.enumerated() {
            var counts = counts(in: page.lines)
            for (kind, count) in brokenAcrossLines(page.runs) { counts[kind] = max(counts[kind] ?? 0, count) }
            if page.unreadable > 0 { counts[.unreadable] = page.unreadable }
            findings += LeakScan.listed(counts, page: index + 1)
        }
        var beside = counts(in: hidden)
        if hasAttachments { beside[.attachment] = 1 }
        return findings + LeakScan.listed(beside, page: nil)
    }

    private static func listed(_ counts: [Kind: Int], page: Int?) -> [Finding] {
        counts.sorted { $0.key < $1.key }.map { Finding(kind: $0.key, page: page, count: $0.value) }
    }

    private func counts(in lines: [String]) -> [Kind: Int] {
        var counts: [Kind: Int] = [:]
        for line in lines {
            let text = FoldedText(line)
            for number in text.numbers where !persons.allows(number.text) {
                if let kind = persons.kind(ofNumber: number.text) ?? number.kind { counts[kind, default: 0] += 1 }
            }
            for kind in persons.found(in: text) { counts[kind, default: 0] += 1 }
        }
        return counts
    }

    /// A number that a line's end breaks is believed to be one only when its check character says so, or when it is
    /// one of the persons' own: what stands under each other need not belong together.
    private func brokenAcrossLines(_ runs: [String]) -> [Kind: Int] {
        var counts: [Kind: Int] = [:]
        for run in runs {
            for number in FoldedText(run).numbers where !persons.allows(number.text) {
                let known = persons.kind(ofNumber: number.text)
                let isID = CitizenID(number.text) != nil
                if let kind = known ?? (isID ? .citizenID : nil) { counts[kind, default: 0] += 1 }
            }
        }
        return counts
    }
}
