import Diagnostics
import Storage
import Synchronization

extension Bureau {
    /// Makes a change and gives what `view` sees of it in the same transaction. With an `Idempotency-Key` the answer is
    /// kept in that transaction, too, so that the change and its answer are there together or not at all.
    func changing(
        _ asked: Asked, view: @escaping @Sendable (Transaction) throws -> Answer, _ change: () throws -> Void
    ) throws -> Answer {
        if let known = try keptAnswer(asked) { return known }
        let seen = Mutex<Answer?>(nil)
        let (person, now) = (asked.who.id, asked.now)
        do {
            try Database.withRider { transaction in
                let answer = try view(transaction)
                if let key = asked.key {
                    try AnswerStore.insert(
                        transaction, person: person, key: key, request: asked.digest, answer, now: now)
                }
                seen.withLock { $0 = answer }
            } _: {
                try change()
            }
        } catch let rejection as Rejection {
            // The same request may have been done by another connection in the meantime.
            if let known = try keptAnswer(asked) { return known }
            throw rejection
        }
        nudge()
        if let answer = seen.withLock({ $0 }) { return answer }
        return try engine.database.read(view)
    }

    private func keptAnswer(_ asked: Asked) throws -> Answer? {
        guard let key = asked.key else { return nil }
        guard
            let stored = try engine.database.read({
                try AnswerStore.find($0, person: asked.who.id, key: key)
            })
        else { return nil }
        guard stored.request == asked.digest else { throw Rejection("api.key-reused", ["key": key]) }
        return stored.answer
    }
}
