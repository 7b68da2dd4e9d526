import Storage

/// Why a person does not pay, as the agent heard it.
package struct UnpaidReason: Sendable, Hashable {
    package enum Reason: String, Sendable, CaseIterable {
        case moved, died
        case insuredElsewhere = "insured-elsewhere"
        case employeeScheme = "employee-scheme"
        case refuses
        case cannotPay = "cannot-pay"
        case noContact = "no-contact"
        case student, military, prison, abroad
        case paysLater = "pays-later"
        case paidElsewhere = "paid-other-channel"
        case other

        package var chinese: String {
            switch self {
            case .moved: "已迁出"
            case .died: "死亡"
            case .insuredElsewhere: "在外地参保"
            case .employeeScheme: "参加职工保险"
            case .refuses: "不愿参保"
            case .cannotPay: "无力缴费"
            case .noContact: "联系不上"
            case .student: "在校学生"
            case .military: "参军"
            case .prison: "服刑"
            case .abroad: "在国（境）外"
            case .paysLater: "答应再缴"
            case .paidElsewhere: "说已从其他渠道缴费"
            case .other: "其他"
            }
        }

        /// Whether the person need not be insured here.
        package var exempts: Bool {
            switch self {
            case .moved, .died, .insuredElsewhere, .employeeScheme, .military, .abroad: true
            default: false
            }
        }
    }

    package let citizenID: String
    package let insurance: Insurance
    package let reason: Reason
    package let note: String
    package let by: String
    package let on: CivilDate

    package init(
        citizenID: String, insurance: Insurance, reason: Reason, note: String, by: String, on: CivilDate
    ) {
        self.citizenID = citizenID
        self.insurance = insurance
        self.reason = reason
        self.note = note
        self.by = by
        self.on = on
    }
}
