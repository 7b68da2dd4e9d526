import Storage

/// Those that agree to a refund: who collected, whose insurance it is, who pays. All three, unless the rules name
/// fewer.
package enum RefundOffice: String, Sendable, CaseIterable {
    case tax, insurance, finance

    package var chinese: String {
        switch self {
        case .tax: "税务"
        case .insurance: "人社或医保"
        case .finance: "财政"
        }
    }

    /// As a paper calls it.
    package func chinese(_ insurance: Insurance) -> String {
        self == .insurance ? (insurance == .medical ? "医保" : "人社") : chinese
    }
}

/// Where the money is to go, and what proves the ground.
package struct RefundApplication: Hashable, Sendable {
    package let holder: String
    package let account: String
    package let evidence: String
    package let madeBy: String
    package let day: CivilDate

    package init(holder: String, account: String, evidence: String, madeBy: String, day: CivilDate) {
        self.holder = holder
        self.account = account
        self.evidence = evidence
        self.madeBy = madeBy
        self.day = day
    }
}

package struct RefundReview: Hashable, Sendable {
    package let office: RefundOffice
    package let isAgreed: Bool
    package let reviewer: String
    package let note: String
    package let day: CivilDate

    package init(office: RefundOffice, isAgreed: Bool, reviewer: String, note: String, day: CivilDate) {
        self.office = office
        self.isAgreed = isAgreed
        self.reviewer = reviewer
        self.note = note
        self.day = day
    }
}

package struct RefundPayment: Hashable, Sendable {
    package let voucher: String
    package let paidBy: String
    package let day: CivilDate
}

/// 退费案: one payment that goes back.
package struct RefundCase: Hashable, Sendable {
    package enum State: String, Sendable {
        case opened, applied, agreed, refused, paid
        /// Sent back for another account or more evidence: another case goes on with it.
        case returned

        package var chinese: String {
            switch self {
            case .opened: "待申请"
            case .applied: "审核中"
            case .agreed: "待付款"
            case .refused: "不予退费"
            case .returned: "退回补正"
            case .paid: "已退费"
            }
        }
    }

    package let id: Int
    package let serial: String
    package let ground: String
    package let citizenID: String
    package let name: String
    package let insurance: Insurance
    package let village: String
    package let fen: Int
    package let openedBy: String
    package let openedOn: CivilDate
    /// Who has to agree.
    package let offices: [RefundOffice]
    /// The refused case after which this one was applied for; nil for the first.
    package let follows: Int?
    package let application: RefundApplication?
    package let reviews: [RefundReview]
    package let payment: RefundPayment?
    package let isSentBack: Bool

    /// Whether nothing more happens with it.
    package var isOver: Bool { [.paid, .refused, .returned].contains(state) }

    package var state: State {
        if payment != nil { return .paid }
        if isSentBack { return .returned }
        if reviews.contains(where: { !$0.isAgreed }) { return .refused }
        if offices.allSatisfy({ office in reviews.contains { $0.office == office } }) { return .agreed }
        return application == nil ? .opened : .applied
    }

    /// The key under which the workflow knows it.
    package var subject: String { "refund/\(ground)/\(serial)" + (follows == nil ? "" : "/\(id)") }

    /// The review that refused it.
    package var refusal: RefundReview? { reviews.first { !$0.isAgreed } }
}
