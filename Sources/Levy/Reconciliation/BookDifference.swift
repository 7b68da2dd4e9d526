import Storage

/// Where two of the lists do not agree: something that a person has to decide before the books are closed.
package struct BookDifference: Hashable, Sendable {
    /// Between which lists.
    package enum List: String, Sendable, CaseIterable {
        /// Banks and treasury, by day, town and insurance.
        case treasury
        /// Collected, and posted by 人社 or 医保, person by person.
        case posting
        /// Agents' sheets and what banks say came from agents.
        case agent
        /// The state's money: asked for, and come.
        case state
        /// What was paid, and what was to be paid: payments that settle nothing, or that nobody can explain.
        case payment
    }

    package enum Kind: String, Sendable, CaseIterable {
        case missingThere = "missing-there"
        case missingHere = "missing-here"
        case amount, period
        case double
        case wrongVillage = "wrong-village"
        /// Of the treasury's lists.
        case short, over, missing, count
        /// Of payments: those of `PaymentException.Kind` that somebody has to decide about.
        case amountMismatch = "amount-mismatch"
        case notOnRoster = "not-on-roster"
        case otherName = "other-name"
        case reversed
        case withoutOrder = "without-order"
        case reversalUnmatched = "reversal-unmatched"
        case resentChanged = "resent-changed"

        package var chinese: String {
            switch self {
            case .missingThere: "对方没有"
            case .missingHere: "我方没有"
            case .amount: "金额不符"
            case .period: "所属期不符"
            case .double: "重复"
            case .wrongVillage: "村居不符"
            case .short: "少收"
            case .over: "多收"
            case .missing: "未见入库"
            case .count: "笔数不符"
            case .amountMismatch: "缴费金额与应缴不符"
            case .notOnRoster: "缴费人不在清册"
            case .otherName: "缴费姓名不符"
            case .reversed: "已冲正未重新缴费"
            case .withoutOrder: "期外缴费无核定单"
            case .reversalUnmatched: "冲正找不到原交易"
            case .resentChanged: "同一流水号内容不一致"
            }
        }
    }

    package let list: List
    package let kind: Kind
    /// What it is about, unique in its list and kind.
    package let key: String
    package let insurance: Insurance
    package let citizenID: String
    /// The day that it belongs to: of the payment, or of the treasury. Nil where no day of ours is known.
    package let day: CivilDate?
    package let oursFen: Int
    package let theirsFen: Int
    /// Who has to clear it up: 国库, a bureau, a town, a bank's channel.
    package let owner: String
    /// What a person reads of it.
    package let text: String

    /// The key under which a decision about it is kept.
    package var subject: String { "\(list.rawValue)/\(kind.rawValue)/\(key)" }

    /// With who has to clear it up, as a task is called.
    package var title: String { owner.isEmpty ? text : "\(text)（责任方：\(owner)）" }
}

extension BookDifference {
    /// What may be decided about it; nil for the treasury's, about which the plan says it.
    package var verdicts: [String]? { BookDifference.verdicts(list, kind) }

    package static func verdicts(_ list: List, _ kind: Kind) -> [String]? {
        switch (list, kind) {
        case (.treasury, _): nil
        case (.posting, .missingThere): ["补记账", explained]
        case (.posting, .period): ["更正所属期", explained]
        case (.posting, .wrongVillage): ["更正村居", explained]
        case (.posting, _): ["更正记账", explained]
        case (.agent, .missingThere): ["补报解", explained]
        case (.agent, .missingHere): ["补登清单", explained]
        case (.agent, _): ["更正清单", explained]
        case (.state, _): ["催拨", explained]
        case (_, .amountMismatch): ["补足差额", refunded, "更正清册", explained]
        case (_, .notOnRoster): ["补登", refunded, explained]
        case (_, .otherName): ["核实无误", "更正姓名", refunded]
        case (_, .reversed): ["催缴", "不再缴费", explained]
        case (_, .withoutOrder): ["补办核定单", refunded, explained]
        case (_, .resentChanged): ["以首次为准", "银行更正"]
        default: ["银行更正", explained]
        }
    }

    /// Money that goes back: deciding so opens a refund case, which the three offices then look at.
    package static let refunded = "退费"
    static let explained = "说明"
    /// Taken over into the next year's books, or left to an office outside of them.
    package static let carried = "结转"
    /// A name that was looked into: the payment is this person's.
    static let confirmed = "核实无误"

    /// Whether nothing more has to happen once this is decided; after any other decision the difference has to go.
    package static func isFinal(_ verdict: String) -> Bool {
        [explained, carried, confirmed, "不再缴费", "以首次为准"].contains(verdict)
    }

    /// On which of the usual grounds the money of a payment goes back.
    var refundGround: String {
        switch kind {
        case .notOnRoster: "not-insured"
        default: "wrong-amount"
        }
    }
}

extension TreasuryDifference {
    /// The difference as one among those of all lists; its subject is the same.
    var asBookDifference: BookDifference {
        guard let kind = BookDifference.Kind(rawValue: kind.rawValue) else {
            preconditionFailure("every kind of the treasury is one of all lists")
        }
        return BookDifference(
            list: .treasury, kind: kind, key: "\(day.compact)/\(town)/\(insurance.rawValue)", insurance: insurance,
            citizenID: "", day: day, oursFen: bookedFen, theirsFen: receivedFen,
            owner: "国库",
            text: "\(day.chinese) \(townName) \(insurance.chinese)：\(chinese) \(Money(fen: fen).grouped) 元")
    }

    package var chinese: String {
        switch kind {
        case .short: "国库少收"
        case .over: "国库多收"
        case .missing: "未见入库"
        case .count: "笔数不符"
        }
    }
}
