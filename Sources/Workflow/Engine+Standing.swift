import Diagnostics
import Storage

/// A hand under a task: who decided, agreed or sent back, in which post, and for whom.
package struct Signature: Hashable, Sendable {
    /// Begins anew each time a task is sent back and decided again.
    package let round: Int
    /// 0 for the maker, then those who approve, in order.
    package let place: Int
    package let person: String
    /// Whose post the person filled by delegation.
    package let onBehalf: String?
    package let post: String
    package let verdict: TaskState.Event
    package let note: String
    /// Milliseconds of UTC.
    package let signed: Int64
}

/// Who may act on a task.
extension Engine {
    /// In which post a person acts, and for whom.
    struct Standing {
        let post: String
        let onBehalf: String?
    }

    /// Why a person may not do what a task asks for next; nil when they may.
    /// - Parameter posts: the roles that the person holds; what others delegated to them is looked up.
    package func mayAct(_ person: String, posts: [String], on id: Int, now: Int64) throws -> Diagnostic? {
        do {
            try database.read { transaction in
                let task = try taskNumbered(transaction, id)
                guard !task.isFinished else {
                    throw Rejection(
                        "task.not-now", ["task": task.title, "state": task.state.rawValue, "event": "sign"])
                }
                _ = try standing(transaction, person, posts: posts, task, now)
            }
            return nil
        } catch let rejection as Rejection {
            return rejection.diagnostics.first
        }
    }

    /// The signatures under a task, in the order in which they were given.
    package func signatures(task id: Int) throws -> [Signature] {
        try database.read { try SignatureStore.of($0, task: id) }
    }

    func taskNumbered(_ transaction: Transaction, _ id: Int) throws -> HumanTask {
        guard let task = try TaskStore.find(transaction, id: id) else {
            throw Rejection("task.unknown", ["id": "\(id)"])
        }
        return task
    }

    /// In which post, and for whom, a person acts on a task.
    /// - Parameters:
    ///   - posts: the roles that the person holds; nil where that was checked before.
    ///   - isGiven: whether the task is just being given to the person, whoever had it.
    /// - throws: `Rejection` `task.assigned`, `task.not-in-post`, `task.same-person`, `task.signed-already`,
    ///   `task.incompatible-post`.
    func standing(
        _ transaction: Transaction, _ person: String, posts: [String]?, _ task: HumanTask, _ now: Int64,
        isGiven: Bool = false
    ) throws -> Standing {
        let post = task.wantedRole
        let facts = ["task": task.title, "person": person, "role": definition.roleTitle(post)]
        let round = task.state == .decided ? task.round : 0
        let given = try SignatureStore.of(transaction, task: task.id).filter { $0.round == round }
        let deputies = try DelegationStore.inForce(
            transaction, plan: plan, post: post, to: person, on: Instant(milliseconds: now).date)
        var onBehalf: String?
        if let assignee = task.assignee, assignee != person, !isGiven {
            guard deputies.contains(where: { $0.from == assignee }) else {
                throw Rejection("task.assigned", facts.merging(["assignee": assignee]) { $1 })
            }
            onBehalf = assignee
        } else if let posts, !posts.contains(post), task.assignee != person {
            guard let first = deputies.first else { throw Rejection("task.not-in-post", facts) }
            // Of several principals one who has no hand in the task yet.
            onBehalf = (deputies.first { !hasSigned($0.from, given) } ?? first).from
        }
        for hand in [person, onBehalf].compactMap({ $0 }) where hasSigned(hand, given) {
            let isMaker = given.contains { $0.place == 0 && ($0.person == hand || $0.onBehalf == hand) }
            throw Rejection(
                isMaker ? "task.same-person" : "task.signed-already", facts.merging(["person": hand]) { $1 })
        }
        let acted = try SignatureStore.posts(transaction, plan: plan, person: person)
        if let other = definition.incompatible(with: post).first(where: acted.contains) {
            throw Rejection(
                "task.incompatible-post", facts.merging(["other": definition.roleTitle(other)]) { $1 })
        }
        return Standing(post: post, onBehalf: onBehalf)
    }

    private func hasSigned(_ person: String, _ signatures: [Signature]) -> Bool {
        signatures.contains { $0.person == person || $0.onBehalf == person }
    }
}
