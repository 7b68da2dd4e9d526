import Storage

/// How much of what was collected, and of what the state pays, a bureau has posted by its last list.
package struct PostedSums: Hashable, Sendable {
    /// What payers paid themselves, without the state's part.
    package let count: Int
    package let fen: Int
    /// For how many the state pays all, and was posted.
    package let statePersons: Int
    /// The day on which the list came.
    package let receivedOn: CivilDate
}

extension Reconciliation {
    /// What a bureau has posted; nil when it has sent no list yet.
    /// - Parameter month: the first day of the month whose payments are counted, by the payer of each row; nil for the
    ///   whole list. For whom the state pays is counted by the whole list always.
    package static func posted(
        _ insurance: Insurance, month: CivilDate? = nil, in transaction: Transaction
    ) throws -> PostedSums? {
        guard let list = try PostingStore.latest(insurance, in: transaction),
            let exchange = try ExchangeStore.find(list, in: transaction)
        else { return nil }
        let state = try PostedStore.state(insurance, list: list, in: transaction)
        let own: PostedStore.Sum
        if let month {
            own = try PostedStore.own(insurance, list: list, month: month, in: transaction)
        } else {
            let all = try PostedStore.all(list: list, in: transaction)
            own = PostedStore.Sum(count: all.count - state.count, fen: all.fen - state.fen)
        }
        return PostedSums(
            count: own.count, fen: own.fen, statePersons: state.count, receivedOn: exchange.madeAt.date)
    }
}
