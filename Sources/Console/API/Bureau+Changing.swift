import Diagnostics
import Storage

extension Bureau {
    /// Makes a change and gives what `view` sees of it in the same transaction, which it shares with what others ask
    /// for meanwhile. With an `Idempotency-Key` the answer is kept in that transaction, too, so that the change and its
    /// answer are there together or not at all.
    func changing(
        _ asked: Asked, view: @escaping @Sendable (Transaction) throws -> Answer,
        _ change: @escaping @Sendable () throws -> Void
    ) async throws -> Answer {
        let answer = try await engine.database.together { transaction in
            if let known = try keptAnswer(asked, transaction) { return known }
            try change()
            let answer = try view(transaction)
            if let key = asked.key {
                try AnswerStore.insert(
                    transaction, person: asked.who.id, key: key, request: asked.digest, answer, now: asked.now)
            }
            return answer
        }
        nudge()
        return answer
    }

    private func keptAnswer(_ asked: Asked, _ transaction: Transaction) throws -> Answer? {
        guard let key = asked.key, let stored = try AnswerStore.find(transaction, person: asked.who.id, key: key) else {
            return nil
        }
        guard stored.request == asked.digest else { throw Rejection("api.key-reused", ["key": key]) }
        return stored.answer
    }
}
