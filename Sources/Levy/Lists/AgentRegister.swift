import Storage

/// What is wrong with an agent's papers.
package enum AgentFault: String, Sendable, CaseIterable {
    case expired = "协议已到期"
    case noAgreement = "没有协议期限"
    case untrained = "未培训"
    case account = "账号有误"

    /// The faults on a day.
    package static func faults(of agent: Agent, on day: CivilDate) -> [AgentFault] {
        var faults: [AgentFault] = []
        if let until = agent.validUntil {
            if until < day { faults.append(.expired) }
        } else {
            faults.append(.noAgreement)
        }
        if agent.trainedOn == nil { faults.append(.untrained) }
        if !agent.account.isEmpty && BankAccount.check(agent.account) == .wrong { faults.append(.account) }
        return faults
    }
}

extension Campaign {
    /// Every agent of the last register, several of a village in the order of the file.
    package func agentRegister(in transaction: Transaction) throws -> [Agent] {
        try AgentStore.current(in: transaction)
    }
}
