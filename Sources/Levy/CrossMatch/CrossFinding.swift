import Storage

/// What one comparison found of one person.
package struct CrossFinding: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// On the list only.
        case new
        /// Known to the campaign as what the list says, and not on it.
        case gone
        /// The same person under a name or in a village that the roster has otherwise.
        case changed
        /// Who is meant, nobody can say but a person: another's name, no number that counts.
        case question
        /// Nobody of this number is on a roster.
        case missing
        /// On the list with a disability that is not severe.
        case grade

        package var chinese: String {
            switch self {
            case .new: "新增"
            case .gone: "退出"
            case .changed: "信息不一致"
            case .question: "待核实"
            case .missing: "不在清册"
            case .grade: "等级不够"
            }
        }
    }

    package let kind: Kind
    /// Empty for a row that has none.
    package let citizenID: String
    package let name: String
    /// Town and village as papers name them, of the roster or else of the list.
    package var village = ""
    /// Why it is told.
    package var reason = ""
    /// Of a question: whom it may be.
    package var candidates: [String] = []
    /// The days that the list gives.
    package var from: CivilDate?
    package var until: CivilDate?

    /// Whether somebody has to say what is right. Who is missing from the rosters is among the gaps.
    package var isDecidable: Bool {
        switch kind {
        case .new, .gone: true
        case .question: !candidates.isEmpty
        case .changed, .missing, .grade: false
        }
    }
}

/// A finding of one comparison as it is kept, and what was decided.
package struct CrossRow: Hashable, Sendable {
    package enum Verdict: String, Sendable, CaseIterable {
        case taken = "采用"
        case refused = "不采用"
    }

    package let id: Int
    package let finding: CrossFinding
    /// The finding with which it began: the same one of later comparisons is the same matter.
    package let since: Int
    package let verdict: String?

    /// The key of its task.
    package var subject: String { CrossRow.prefix + "\(since)" }

    static let prefix = "match:"
}

/// One comparison of one list with the campaign.
package struct CrossRun: Hashable, Sendable {
    package let id: Int
    package let day: CivilDate
    package let office: String
    package let meaning: String
    package let file: String
    package let sha256: String
    /// Rows of the file.
    package let rows: Int
    /// How many persons the campaign knew as what the list says.
    package let members: Int
    package let runBy: String
    package let findings: [CrossRow]

    /// A list that would end most of a class is mostly one village's, and nobody leaves by it one by one.
    package var isDoubtful: Bool {
        let gone = count(.gone)
        return gone > 10 && gone * 4 > members
    }

    package func count(_ kind: CrossFinding.Kind) -> Int { findings.count { $0.finding.kind == kind } }

    /// The key of the question whether a doubtful list is whole.
    package var wholeSubject: String { CrossRun.prefix + "\(id)" }

    static let prefix = "match-whole:"
}
