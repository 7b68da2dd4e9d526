import Diagnostics
import Storage

/// A seal that the program drew on a document, as often as it did.
package struct SealImpression: Hashable, Sendable {
    /// What stands on the seal's arc: whose it is.
    package let seal: String
    /// 征缴专用章 and the like; empty for the seal of the office itself.
    package let label: String
    package let count: Int
    /// Whether 样章 is written across it.
    package let isSpecimen: Bool

    package init(seal: String, label: String, count: Int, isSpecimen: Bool) {
        self.seal = seal
        self.label = label
        self.count = count
        self.isSpecimen = isSpecimen
    }

    package var name: String { label.isEmpty ? seal : "\(seal)\(label)" }
}

/// Who asked for a seal, and who agreed.
package struct SealApproval: Hashable, Sendable {
    package let askedBy: String
    /// Empty where nobody was asked.
    package let approvedBy: String
    /// What the agreement is: a decided step, a leader's word.
    package let basis: String

    package init(askedBy: String, approvedBy: String, basis: String) {
        self.askedBy = askedBy
        self.approvedBy = approvedBy
        self.basis = basis
    }
}

/// 用印登记: one line of the log of seals; a batch of papers is one line.
package struct SealUse: Hashable, Sendable {
    package let id: Int
    package let day: CivilDate
    package let impression: SealImpression
    package let kind: String
    package let key: String
    package let title: String
    /// The first and the last number of what was sealed; empty where papers have none.
    package let firstNumber: String
    package let lastNumber: String
    package let pages: Int
    package let sha256: String
    package let approval: SealApproval

    package var numbers: String {
        firstNumber == lastNumber ? firstNumber : "\(firstNumber)—\(lastNumber)"
    }
}

/// 成批用印: uses of one day, seal, kind and approval that follow each other, as a register has them in one line.
package struct SealBatch: Hashable, Sendable {
    package let uses: [SealUse]

    package var first: SealUse { uses[0] }
    package var count: Int { uses.reduce(0) { $0 + $1.impression.count } }
    package var title: String {
        uses.count == 1 ? first.title : "\(IssuedDocument.chinese(kind: first.kind))\(uses.count)件"
    }
    package var numbers: String {
        let last = uses[uses.count - 1].lastNumber
        return first.firstNumber == last ? last : "\(first.firstNumber)—\(last)"
    }

    package static func all(_ uses: [SealUse]) -> [SealBatch] {
        var batches: [[SealUse]] = []
        for use in uses {
            if let last = batches.last?.last, last.isAlike(use) {
                batches[batches.count - 1].append(use)
            } else {
                batches.append([use])
            }
        }
        return batches.map(SealBatch.init)
    }
}

extension SealUse {
    fileprivate func isAlike(_ other: SealUse) -> Bool {
        day == other.day && kind == other.kind && approval == other.approval && impression.seal == other.impression.seal
            && impression.label == other.impression.label && impression.isSpecimen == other.impression.isSpecimen
    }
}

/// What is entered when a paper is sealed.
package struct SealedPaper: Hashable, Sendable {
    package let kind: String
    /// Unique among its kind: what is sealed again under it is the same paper.
    package let key: String
    package let title: String
    package let firstNumber: String
    package let lastNumber: String
    package let pages: Int
    package let sha256: String
    package let day: CivilDate

    package init(
        kind: String, key: String, title: String, numbers: (first: String, last: String) = ("", ""), pages: Int,
        sha256: String, day: CivilDate
    ) {
        self.kind = kind
        self.key = key
        self.title = title
        firstNumber = numbers.first
        lastNumber = numbers.last
        self.pages = pages
        self.sha256 = sha256
        self.day = day
    }
}

package enum SealLog {
    /// Enters every seal on a paper. The same paper again (the same bytes) is the same use.
    /// - throws: `Rejection` `seals.same` where the one who asked also agreed.
    package static func add(
        _ impressions: [SealImpression], on paper: SealedPaper, _ approval: SealApproval,
        in transaction: Transaction, at now: Instant
    ) throws {
        if !approval.approvedBy.isEmpty && approval.approvedBy == approval.askedBy {
            throw Rejection("seals.same", ["person": approval.askedBy])
        }
        for impression in impressions where impression.count > 0 {
            try SealStore.add(impression, on: paper, approval, at: now, in: transaction)
        }
    }

    /// In the order of use.
    package static func uses(
        from first: CivilDate? = nil, through last: CivilDate? = nil, in transaction: Transaction
    ) throws -> [SealUse] {
        try SealStore.uses(in: transaction).filter { use in
            (first.map { $0 <= use.day } ?? true) && (last.map { use.day <= $0 } ?? true)
        }
    }
}
