import Storage

/// 核定单: a bureau's word on what a person pays in a special case. Registered at the window, assessed by two hands of
/// the bureau, then paid; a payment settles only against the order that names its amount.
package struct AssessmentOrder: Sendable, Hashable {
    package enum State: String, Sendable, CaseIterable {
        case registered, assessed, paid, cancelled

        package var chinese: String {
            switch self {
            case .registered: "待核定"
            case .assessed: "待缴费"
            case .paid: "已缴费"
            case .cancelled: "已作废"
            }
        }
    }

    /// A year that is paid.
    package struct Line: Sendable, Hashable {
        package let period: Int
        package let totalFen: Int
        package let ownFen: Int
        /// What budgets add for this year.
        package let subsidyFen: Int

        package init(period: Int, totalFen: Int, ownFen: Int, subsidyFen: Int) {
            self.period = period
            self.totalFen = totalFen
            self.ownFen = ownFen
            self.subsidyFen = subsidyFen
        }
    }

    package struct Assessment: Sendable, Hashable {
        package let bureau: String
        package let ownFen: Int
        /// The last day on which the order can be paid.
        package let payBy: CivilDate
        package let assessedBy: String
        package let checkedBy: String
        package let on: CivilDate
    }

    package let ordinal: Int
    package let number: String
    package let citizenID: String
    package let name: String
    package let village: String
    package let insurance: Insurance
    package let type: PaymentType
    package let note: String
    package let lines: [Line]
    package let registeredBy: String
    package let registeredOn: CivilDate
    package let assessment: Assessment?
    package let cancelledFor: String?
    /// The serial of the bank's line.
    package let paidBy: String?
    /// The number of the receipt for it.
    package let receipt: String?

    package var state: State {
        if cancelledFor != nil { return .cancelled }
        if paidBy != nil { return .paid }
        return assessment == nil ? .registered : .assessed
    }

    /// What the rules propose, until the bureau has fixed it.
    package var ownFen: Int { assessment?.ownFen ?? lines.reduce(0) { $0 + $1.ownFen } }
}

extension AssessmentOrder {
    /// What an order of earlier years says when nobody had a list of who paid them.
    package static let uncheckedYears = "没有往年缴费名单，所列年度未经核对"
}
