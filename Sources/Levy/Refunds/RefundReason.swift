import Storage

/// Why money goes back, and until when.
package struct RefundReason: Hashable, Sendable {
    package enum Until: String, Sendable, CaseIterable {
        case always
        /// Before the first day of the year that was paid for.
        case beforeCover = "before-cover"
        /// Before the campaign is closed.
        case beforeClosing = "before-closing"

        package var chinese: String {
            switch self {
            case .always: ""
            case .beforeCover: "待遇开始前"
            case .beforeClosing: "征缴结束前"
            }
        }
    }

    package let code: String
    package let name: String
    package let until: Until
    /// What the applicant brings.
    package let evidence: String
    /// Nil for both insurances.
    package let insurance: Insurance?
    /// A day after which nothing is given back on this ground.
    package let deadline: CivilDate?
    /// Who has to agree.
    package let offices: [RefundOffice]

    package init(
        code: String, name: String, until: Until, evidence: String, insurance: Insurance? = nil,
        deadline: CivilDate? = nil, offices: [RefundOffice] = RefundOffice.allCases
    ) {
        self.code = code
        self.name = name
        self.until = until
        self.evidence = evidence
        self.insurance = insurance
        self.deadline = deadline
        self.offices = offices
    }

    /// The grounds that districts name, where the campaign's rules have no list of their own.
    package static let usual = [
        RefundReason(code: "double", name: "重复缴费", until: .always, evidence: "两次缴费的凭证"),
        RefundReason(code: "state-paid", name: "财政代缴人员本人缴费", until: .always, evidence: "身份认定证明、缴费凭证"),
        RefundReason(code: "other-scheme", name: "已参加职工保险或在异地参保", until: .beforeCover, evidence: "参保证明"),
        RefundReason(code: "died", name: "待遇开始前死亡或注销户口", until: .beforeCover, evidence: "死亡证明或户口注销证明"),
        RefundReason(code: "army", name: "参军入伍", until: .beforeCover, evidence: "入伍通知书"),
        RefundReason(code: "emigrated", name: "出国（境）定居", until: .beforeCover, evidence: "出国（境）定居证明"),
        RefundReason(code: "prison", name: "服刑", until: .beforeCover, evidence: "法律文书"),
        RefundReason(
            code: "tier-change", name: "变更缴费档次", until: .beforeClosing, evidence: "变更档次申请", insurance: .pension),
        RefundReason(code: "wrong-amount", name: "缴费金额有误", until: .always, evidence: "缴费凭证"),
        RefundReason(code: "not-insured", name: "不属本地参保范围", until: .always, evidence: "缴费凭证、户籍证明"),
    ]

    /// The grounds of the rules that a campaign follows, as its books have them.
    package static func recorded(in transaction: Transaction) throws -> [RefundReason] {
        try RuleSetStore.recorded(in: transaction)?.refundReasons ?? usual
    }
}

extension [RefundReason] {
    /// What a ground is called: by these, else as districts usually call it.
    package func name(_ code: String) -> String {
        (first { $0.code == code } ?? RefundReason.usual.first { $0.code == code })?.name ?? code
    }
}

/// A bank account as an applicant gives it.
package enum BankAccount {
    package enum Check: Hashable, Sendable {
        case card
        /// A passbook's number has no check digit: somebody compares it by eye.
        case passbook
        case wrong
    }

    /// Cards have 16 to 19 digits and a check digit after Luhn (ISO/IEC 7812-1, annex B).
    package static func check(_ text: String) -> Check {
        let digits = text.utf8.filter { $0 != UInt8(ascii: " ") }.map { Int($0) - 48 }
        guard digits.allSatisfy({ (0...9).contains($0) }), (8...30).contains(digits.count) else { return .wrong }
        let isCard = (16...19).contains(digits.count) && digits.first == 6
        guard isCard else { return .passbook }
        let sum = digits.reversed().enumerated().reduce(0) { sum, place in
            let doubled = place.offset % 2 == 1 ? place.element * 2 : place.element
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return sum % 10 == 0 ? .card : .wrong
    }
}
