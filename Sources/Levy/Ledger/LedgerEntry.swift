import Storage

/// Where money is, or who owes it. An account's balance is what was written to its debit less what was written to its
/// credit.
package enum LedgerAccount: String, Sendable, CaseIterable {
    /// 应征: what is to be collected in all, on its credit.
    case levied
    /// 应收个人, 应收财政
    case dueOwn = "due-own"
    case dueState = "due-state"
    /// 已申请财政资金: asked for and not there yet.
    case stateApplied = "state-applied"
    /// 暂收款: what was paid and settles nothing yet, on its credit.
    case suspense
    /// 应退款: on its credit.
    case refundable
    /// 代收在途: collected by a channel, not yet in the treasury.
    case transit
    /// 代办员现金, 征缴专户, 代收待报解 (on its credit): an agent's way of the money until it is declared; from then on
    /// it is in transit like any other.
    case agentCash = "agent-cash"
    case specialAccount = "special-account"
    case agentOwed = "agent-owed"
    /// 国库
    case treasury
    /// 财政专户: where the state's part arrives.
    case stateFund = "state-fund"
}

/// What happened to money. Each kind moves it from one account to another; what took place wrongly is taken back by an
/// entry of the opposite kind.
package enum LedgerKind: String, Sendable, CaseIterable {
    case raisedOwn = "raised-own"
    case raisedState = "raised-state"
    case withdrawnOwn = "withdrawn-own"
    case withdrawnState = "withdrawn-state"
    case paid
    /// 冲正 by the bank.
    case paidBack = "paid-back"
    case settled
    case settledBack = "settled-back"
    /// 核定单: what a bureau fixed beside the rosters, what was cancelled of it, and what was paid on it.
    case orderRaised = "order-raised"
    case orderWithdrawn = "order-withdrawn"
    case orderSettled = "order-settled"
    case orderSettledBack = "order-settled-back"
    case treasury
    /// A later list of the treasury says less.
    case treasuryBack = "treasury-back"
    case refundApproved = "refund-approved"
    case refundPaid = "refund-paid"
    case collected
    case collectedBack = "collected-back"
    case deposited
    case declared
    case stateApplied = "state-applied"
    case stateReceived = "state-received"

    /// The account that the money comes to, and the one that it leaves.
    package var accounts: (debit: LedgerAccount, credit: LedgerAccount) {
        switch self {
        case .raisedOwn: (.dueOwn, .levied)
        case .raisedState: (.dueState, .levied)
        case .withdrawnOwn: (.levied, .dueOwn)
        case .withdrawnState: (.levied, .dueState)
        case .paid: (.transit, .suspense)
        case .paidBack: (.suspense, .transit)
        case .settled: (.suspense, .dueOwn)
        case .settledBack: (.dueOwn, .suspense)
        case .orderRaised: (.dueOwn, .levied)
        case .orderWithdrawn: (.levied, .dueOwn)
        case .orderSettled: (.suspense, .dueOwn)
        case .orderSettledBack: (.dueOwn, .suspense)
        case .treasury: (.treasury, .transit)
        case .treasuryBack: (.transit, .treasury)
        case .refundApproved: (.suspense, .refundable)
        case .refundPaid: (.refundable, .treasury)
        case .collected: (.agentCash, .agentOwed)
        case .collectedBack: (.agentOwed, .agentCash)
        case .deposited: (.specialAccount, .agentCash)
        case .declared: (.agentOwed, .specialAccount)
        case .stateApplied: (.stateApplied, .dueState)
        case .stateReceived: (.stateFund, .stateApplied)
        }
    }

    package var chinese: String {
        switch self {
        case .raisedOwn: "应征（个人）"
        case .raisedState: "应征（财政）"
        case .withdrawnOwn: "撤销应征（个人）"
        case .withdrawnState: "撤销应征（财政）"
        case .paid: "收款"
        case .paidBack: "冲正"
        case .settled: "核销"
        case .settledBack: "撤销核销"
        case .orderRaised: "应征（核定单）"
        case .orderWithdrawn: "撤销应征（核定单）"
        case .orderSettled: "核销（核定单）"
        case .orderSettledBack: "撤销核销（核定单）"
        case .treasury: "入库"
        case .treasuryBack: "更正入库"
        case .refundApproved: "批准退费"
        case .refundPaid: "退费"
        case .collected: "代收"
        case .collectedBack: "撤销代收"
        case .deposited: "缴存专户"
        case .declared: "申报"
        case .stateApplied: "申请财政资金"
        case .stateReceived: "财政资金到账"
        }
    }
}

extension LedgerAccount {
    package var chinese: String {
        switch self {
        case .levied: "应征"
        case .dueOwn: "应收个人"
        case .dueState: "应收财政"
        case .stateApplied: "已申请财政资金"
        case .suspense: "暂收款"
        case .refundable: "应退款"
        case .transit: "代收在途"
        case .agentCash: "代办员现金"
        case .specialAccount: "征缴专户"
        case .agentOwed: "代收待报解"
        case .treasury: "国库"
        case .stateFund: "财政专户"
        }
    }
}

/// One event of money, as it is to be written.
package struct LedgerEvent: Hashable, Sendable {
    package let kind: LedgerKind
    package let day: CivilDate
    package let fen: Int
    package var citizenID = ""
    /// `medical` or `pension`; empty where the money is of both.
    package var insurance = ""
    package var period = 0
    /// The code of the village, or of the town where no village is known.
    package var village = ""
    /// The channel, agent or bearer.
    package var party = ""
    /// What the entry tells of: the id of its row.
    package let reference: String
    /// A receipt's number, a voucher's, a slip's.
    package var document = ""
}

/// An entry as it stands in the book.
package struct LedgerEntry: Hashable, Sendable {
    package let sequence: Int
    package let at: Instant
    package let event: LedgerEvent
    package let hash: String
}

/// The chain: each entry's hash covers its content and the hash before it.
enum LedgerChain {
    /// What the first entry is chained to.
    static let origin = String(repeating: "0", count: 64)

    /// SHA-256 over the previous hash and the parts of an entry, each preceded by its length in bytes, so that no two
    /// entries give the same text.
    static func hash(previous: String, parts: [String]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(320)
        bytes.append(contentsOf: previous.utf8)
        for part in parts {
            bytes.append(contentsOf: String(part.utf8.count).utf8)
            bytes.append(UInt8(ascii: ":"))
            bytes.append(contentsOf: part.utf8)
        }
        return DurableFile.sha256(bytes)
    }

    static func hash(
        previous: String, sequence: Int, at: Instant, debit: String, credit: String, _ event: LedgerEvent
    ) -> String {
        hash(
            previous: previous,
            parts: [
                String(sequence), String(at.milliseconds), event.day.iso, event.kind.rawValue, debit, credit,
                String(event.fen), event.citizenID, event.insurance, String(event.period), event.village, event.party,
                event.reference, event.document,
            ])
    }
}
