extension LevyPolicy {
    /// The grounds for refunds that the rules name; the usual ones where they name none.
    package var refundReasons: [RefundReason] {
        guard !rules.refunds.isEmpty else { return RefundReason.usual }
        return rules.refunds.map { ground in
            RefundReason(
                code: ground.basis.id, name: ground.name, until: ground.until == .always ? .always : .beforeCover,
                evidence: ground.evidence.compactMap { rules.material($0)?.name }.joined(separator: "、"))
        }
    }
}
