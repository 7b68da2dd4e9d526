import Storage

/// What is wrong with an agent's papers.
package enum AgentFault: String, Sendable, CaseIterable {
    case expired = "协议已到期"
    case ending = "协议将到期"
    case noAgreement = "没有协议期限"
    case untrained = "未培训"
    case account = "账号有误"

    /// The faults on a day.
    /// - Parameter ahead: an agreement that ends within so many days is told of.
    package static func faults(of agent: Agent, on day: CivilDate, ahead: Int = 0) -> [AgentFault] {
        var faults: [AgentFault] = []
        if let until = agent.validUntil {
            if until < day {
                faults.append(.expired)
            } else if until < day.adding(days: ahead) {
                faults.append(.ending)
            }
        } else {
            faults.append(.noAgreement)
        }
        if agent.trainedOn == nil { faults.append(.untrained) }
        if !agent.account.isEmpty && BankAccount.check(agent.account) == .wrong { faults.append(.account) }
        return faults
    }
}

/// 委托代收协议 that has run out, or will within the campaign.
package struct EndingAgreement: Hashable, Sendable {
    package let agent: Agent
    package let until: CivilDate

    /// As decisions and tasks name it: another day is another agreement.
    package var subject: String { "agreement/\(agent.village)/\(agent.name)/\(until.iso)" }
}

extension Campaign {
    /// Agreements of the register that end before a day and about which nobody has decided, those that end first in
    /// front.
    package func endingAgreements(
        before day: CivilDate, in transaction: Transaction
    ) throws -> [EndingAgreement] {
        try agentRegister(in: transaction).compactMap { agent in
            agent.validUntil.map { EndingAgreement(agent: agent, until: $0) }
        }.filter { ending in
            try ending.until < day && DecisionStore.find(ending.subject, in: transaction) == nil
        }.sorted { ($0.until, $0.subject) < ($1.until, $1.subject) }
    }

    /// Every agent of the last register, several of a village in the order of the file.
    package func agentRegister(in transaction: Transaction) throws -> [Agent] {
        try AgentStore.current(in: transaction)
    }
}
