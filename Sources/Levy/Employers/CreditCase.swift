import Storage

/// A step of a credit case, with its day, person and document.
package struct CreditEvent: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case notice, statement, silence, decide, drop, publish, withdraw, remove

        package var chinese: String {
            switch self {
            case .notice: "事先告知"
            case .statement: "陈述申辩"
            case .silence: "逾期未陈述"
            case .decide: "决定列入"
            case .drop: "不予列入"
            case .publish: "公布"
            case .withdraw: "撤下公布"
            case .remove: "移出"
            }
        }
    }

    package let kind: Kind
    package let day: CivilDate
    package let person: String
    /// Its number, or where it was published.
    package let document: String
    package let note: String
    /// The last day for a statement; of a notice only.
    package let deadline: CivilDate?

    package init(
        kind: Kind, day: CivilDate, person: String, document: String, note: String = "", deadline: CivilDate? = nil
    ) {
        self.kind = kind
        self.day = day
        self.person = person
        self.document = document
        self.note = note
        self.deadline = deadline
    }
}

/// A joint measure (联合惩戒措施), from the dated code list.
package struct CreditMeasure: Hashable, Sendable {
    package let code: String
    package let name: String
    /// The document that allows it.
    package let basis: String
    package let from: CivilDate
    /// The last day; nil while it goes on.
    package let until: CivilDate?

    package init(code: String, name: String, basis: String, from: CivilDate, until: CivilDate?) {
        self.code = code
        self.name = name
        self.basis = basis
        self.from = from
        self.until = until
    }

    package func isValid(on day: CivilDate) -> Bool { from <= day && until.map { day <= $0 } ?? true }
}

package struct CreditCase: Hashable, Sendable {
    package let id: Int
    package let code: String
    package let name: String
    package let ground: CreditGround
    package let facts: String
    package let document: String
    package let openedBy: String
    package let openedOn: CivilDate
    package let events: [CreditEvent]
    package let measures: [CreditMeasure]

    package var stage: CreditStage {
        events.reduce(CreditStage.facts) { stage, event in
            guard let next = stage.after(event.kind) else { preconditionFailure("the store lets no illegal step pass") }
            return next
        }
    }

    /// The last day for a statement, once the employer has been told.
    package var deadline: CivilDate? { events.last { $0.kind == .notice }?.deadline }
}

/// Why an employer may be listed: 社会保险领域严重失信人名单管理暂行办法（人社部规〔2019〕2号）.
package enum CreditGround: String, Sendable, CaseIterable {
    case unregistered
    case understated
    case unpaid
    case falseEnrolment = "false-enrolment"
    case fraud

    package var chinese: String {
        switch self {
        case .unregistered: "未按规定参加社会保险，拒不整改"
        case .understated: "未如实申报缴费基数，拒不整改"
        case .unpaid: "应缴纳社会保险费却拒不缴纳，拒不整改"
        case .falseEnrolment: "虚构劳动关系等参保，达到列入数额"
        case .fraud: "骗取社会保险基金或待遇，拒不退还"
        }
    }
}
