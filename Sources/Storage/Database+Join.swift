import Dispatch
import Synchronization

/// Writes of many callers that are committed, and brought to the disk, together.
struct Joining {
    struct Waiter {
        let run: @Sendable (Transaction) throws -> Void
        let finish: @Sendable ((any Error)?) -> Void
    }

    var waiting: [Waiter] = []
    /// Whether somebody is committing; then what comes waits for the next commit.
    var isLed = false
    let queue = DispatchQueue(label: "zhengjiao.database.join")
}

extension Database {
    /// How many writes one commit takes at most.
    private static let mostTogether = 256

    /// Writes in a transaction shared with other callers: what comes while a commit is being brought to the disk shares
    /// the next one. `body` is on the disk when this returns; when it throws, what it wrote is rolled back and the
    /// others' stays.
    /// - throws: what `body` throws; `StorageFailure` when the commit failed, for all who shared it.
    package func join<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<T, any Error>) in
            let box = Box<T>()
            let waiter = Joining.Waiter { transaction in
                let value = try body(transaction)
                box.set(value)
            } finish: { error in
                if let error {
                    continuation.resume(throwing: error)
                } else {
                    continuation.resume(returning: box.value)
                }
            }
            lead(waiter)
        }
    }

    /// Has every `write` and `read` that `body` makes of this database done in one transaction, shared with other
    /// callers as in `join`: they commit together or not at all.
    /// - throws: what `body` throws; `StorageFailure` when the commit failed.
    package func together<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await join { transaction in
            let shared = Shared(database: ObjectIdentifier(self), transaction: transaction)
            return try Database.$shared.withValue(shared) { try body(transaction) }
        }
    }

    @TaskLocal private static var shared: Shared?

    /// The transaction that this task is in the middle of.
    var shared: Transaction? {
        guard let shared = Database.shared, shared.database == ObjectIdentifier(self) else { return nil }
        return shared.transaction
    }

    private func lead(_ waiter: Joining.Waiter) {
        let queue: DispatchQueue? = joining.withLock { joining in
            joining.waiting.append(waiter)
            guard !joining.isLed else { return nil }
            joining.isLed = true
            return joining.queue
        }
        queue?.async {
            while let waiters = self.nextTogether() { self.commit(waiters) }
        }
    }

    private func nextTogether() -> [Joining.Waiter]? {
        joining.withLock { joining in
            guard !joining.waiting.isEmpty else {
                joining.isLed = false
                return nil
            }
            let taken = Array(joining.waiting.prefix(Database.mostTogether))
            joining.waiting.removeFirst(taken.count)
            return taken
        }
    }

    private func commit(_ waiters: [Joining.Waiter]) {
        var failures: [(any Error)?] = []
        do {
            try write { transaction in
                failures = []
                for waiter in waiters {
                    guard waiters.count > 1 else {
                        try waiter.run(transaction)
                        failures.append(nil)
                        continue
                    }
                    failures.append(try transaction.attempt { try waiter.run(transaction) })
                }
            }
            for (waiter, failure) in zip(waiters, failures) { waiter.finish(failure) }
        } catch {
            for waiter in waiters { waiter.finish(error) }
        }
    }
}

/// A transaction on the thread that it belongs to. It does not outlive the call that it was made for, and that call
/// waits.
private struct Shared: @unchecked Sendable {
    let database: ObjectIdentifier
    let transaction: Transaction
}

/// What a joined write gave, on its way to whoever waits for it.
private final class Box<T: Sendable>: Sendable {
    private let result = Mutex<T?>(nil)

    func set(_ value: T) { result.withLock { $0 = value } }

    var value: T {
        guard let value = result.withLock({ $0 }) else { preconditionFailure("a write that succeeded has a result") }
        return value
    }
}
