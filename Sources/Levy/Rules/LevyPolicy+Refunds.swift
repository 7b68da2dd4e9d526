import Storage

extension LevyPolicy {
    /// The grounds for refunds that the rules name; the usual ones where they name none.
    package var refundReasons: [RefundReason] {
        guard !rules.refunds.isEmpty else { return RefundReason.usual }
        return rules.refunds.map { ground in
            let reviewers = Set(ground.reviewers.map(\.office))
            return RefundReason(
                code: ground.basis.id, name: ground.name, until: ground.until,
                evidence: ground.evidence.compactMap { rules.material($0)?.name }.joined(separator: "、"),
                insurance: ground.basis.insurance, deadline: ground.deadline,
                offices: reviewers.isEmpty ? RefundOffice.allCases : RefundOffice.allCases.filter(reviewers.contains))
        }
    }

    /// The first day of the year that the fee covers, where it can be paid before that day. Who pays within the year
    /// (居民养老) has no day on which cover begins.
    func coverStart(_ insurance: Insurance) -> CivilDate? {
        let start = CivilDate(year: period(of: insurance), month: 1, day: 1)
        let first = sheet(insurance).windows.map(\.from).min() ?? asOf
        return start.flatMap { first < $0 ? $0 : nil }
    }

    /// The last day of the central window; nil where the rules have none.
    func centralEnd(_ insurance: Insurance) -> CivilDate? {
        sheet(insurance).windows.filter(\.isCentral).map(\.to).max()
    }
}
