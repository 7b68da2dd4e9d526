import Storage

extension Engine {
    /// Ends the unfinished tasks of steps over some lists whose item the list does not have any more: what they asked
    /// for has happened by itself. In the caller's transaction.
    /// - Parameter note: what the task is marked with.
    /// - returns: how many.
    @discardableResult
    package func endTasks(
        over lists: Set<String>, note: String, in transaction: Transaction, now: Int64
    ) throws -> Int {
        var ended = 0
        for step in definition.steps where step.task != nil {
            guard let list = step.forEach, lists.contains(list) else { continue }
            let open = try TaskStore.unfinished(transaction, plan: plan, step: step.id)
            guard !open.isEmpty else { continue }
            let there = Set(try items(list, transaction).map(\.id))
            var occurrences: Set<Int> = []
            for task in open where !there.contains(task.item) {
                try TaskStore.cancel(transaction, id: task.id, note: note)
                try Journal.append(
                    transaction, at: now, kind: "task.cancel", subject: task.key,
                    ["reason": note, "state": TaskState.cancelled.rawValue])
                if let occurrence = task.occurrence { occurrences.insert(occurrence) }
                ended += 1
            }
            var events: [DispatchEvent] = []
            for occurrence in occurrences.sorted() {
                try finishIfDone(transaction, occurrence: occurrence, now, &events)
            }
        }
        return ended
    }
}
