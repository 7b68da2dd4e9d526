import Foundation

/// Work that several threads do on items of a list that is read once. The outcomes come out in the order of the items,
/// so that the result does not depend on the number of threads.
final class OrderedWork<Item, Outcome> {
    /// The threads share the list, the outcomes and the reasons to stop; each is touched under the lock only.
    private final class Shared: @unchecked Sendable {
        let condition = NSCondition()
        let read: () throws -> Item?
        let ahead: Int
        let isStopped: @Sendable () -> Bool
        var given = 0
        var taken = 0
        var finished: [Int: Outcome] = [:]
        var isAtEnd = false
        var failure: (any Error)?

        init(ahead: Int, isStopped: @escaping @Sendable () -> Bool, read: @escaping () throws -> Item?) {
            (self.ahead, self.isStopped, self.read) = (ahead, isStopped, read)
        }

        func next() -> (number: Int, item: Item)? {
            condition.lock()
            defer { condition.unlock() }
            // Outcomes wait for those before them; how many may is bounded, and with them the memory.
            while !isAtEnd, given - taken >= ahead { condition.wait() }
            if isStopped() { end() }
            guard !isAtEnd else { return nil }
            do {
                guard let item = try read() else {
                    end()
                    return nil
                }
                given += 1
                return (given - 1, item)
            } catch {
                failure = error
                end()
                return nil
            }
        }

        func finish(_ number: Int, _ outcome: Outcome) {
            condition.lock()
            finished[number] = outcome
            condition.broadcast()
            condition.unlock()
        }

        /// The next outcome in order; nil when all are taken.
        func outcome() -> Outcome? {
            condition.lock()
            defer { condition.unlock() }
            while true {
                if let outcome = finished.removeValue(forKey: taken) {
                    taken += 1
                    condition.broadcast()
                    return outcome
                }
                if isAtEnd, taken == given { return nil }
                condition.wait()
            }
        }

        func end() {
            isAtEnd = true
            condition.broadcast()
        }
    }

    /// Returns when all is done or the work was stopped; what was begun is brought to its end and taken.
    /// - Parameters:
    ///   - ahead: how many items may be in work or wait for being taken.
    ///   - isStopped: asked before each item is read.
    ///   - read: gives the next item, nil after the last; called by one thread at a time.
    ///   - worker: makes what one thread works with.
    ///   - meanwhile: done on the calling thread once the others have begun, before anything is taken.
    ///   - take: gets each outcome, in order, on the calling thread.
    /// - Throws: what `read`, `meanwhile` or `take` throws, after the threads have ended.
    static func run(
        threads: Int, ahead: Int, isStopped: @escaping @Sendable () -> Bool, read: @escaping () throws -> Item?,
        worker: @escaping @Sendable () -> (Item) -> Outcome, meanwhile: () throws -> Void = {},
        take: (Outcome) throws -> Void
    ) throws {
        let shared = Shared(ahead: max(ahead, threads), isStopped: isStopped, read: read)
        for _ in 0..<threads {
            let thread = Thread {
                let work = worker()
                while let (number, item) = shared.next() { shared.finish(number, work(item)) }
            }
            // Boxes in boxes are laid out by functions that call themselves.
            thread.stackSize = 16 << 20
            thread.start()
        }
        var refusal: (any Error)?
        func attempt(_ step: () throws -> Void) {
            do { try step() } catch {
                refusal = error
                shared.condition.lock()
                shared.end()
                shared.condition.unlock()
            }
        }
        attempt(meanwhile)
        while let outcome = shared.outcome() {
            if refusal == nil { attempt { try take(outcome) } }
        }
        if let failure = refusal ?? shared.failure { throw failure }
    }
}
