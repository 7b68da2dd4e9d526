import Diagnostics
import Storage

/// Stretch of history that a database brought back from a backup does not know.
package struct LostHistory: Hashable, Sendable {
    /// The newest time the database knows, milliseconds of UTC.
    package let from: Int64
    /// When the mark beside it was last written.
    package let to: Int64
    /// Moments and pieces of work that wait for a person because they may have been done.
    package let held: Int
    /// Deliveries that may have gone out.
    package let unknown: Int
}

extension Engine {
    /// Says that a process looks after the campaign, and writes how far history has come beside the database.
    package func beat(worker: String, mark: HistoryMark?, now: Int64) throws {
        try mark.map { try write($0, now: now) }
        try database.write { transaction in
            try HeartbeatStore.beat(transaction, plan: plan, worker: worker, isMarked: mark != nil, now: now)
        }
    }

    /// Writes how far history has come. Whoever lets something out of the system calls this before: a database that is
    /// brought back later then knows that it may have gone out.
    package func write(_ mark: HistoryMark, now: Int64) throws {
        try mark.write {
            let (last, lastNow) = try database.read { (try JournalStore.last($0), try run($0).lastNow) }
            // Not before anything that was taken up: the clock may have been set back since.
            return HistoryMark.Content(
                sequence: last?.sequence ?? 0, hash: last?.hash ?? JournalStore.origin, at: max(now, lastNow))
        }
    }

    /// When a process last said that it looks after the campaign, milliseconds of UTC.
    package func lastBeat() throws -> Int64? {
        try database.read { try HeartbeatStore.find($0, plan: plan)?.at }
    }

    /// Looks whether the database is behind its mark, as one brought back from a backup is. Then nothing that may have
    /// been done is done again by itself: moments of the lost stretch, waiting moments and open work are held, and what
    /// was about to be delivered is `unknown`. To be called by a process that has become the only writer, before it
    /// works.
    /// - returns: nil when the database knows everything the mark knows.
    package func noticeRestore(_ mark: HistoryMark, now: Int64) throws -> LostHistory? {
        let content = mark.read()
        let lost = try database.write { transaction -> LostHistory? in
            let beat = try HeartbeatStore.find(transaction, plan: plan)
            let last = try JournalStore.last(transaction)
            let from = max(last?.at ?? 0, try run(transaction).lastNow)
            let to: Int64
            if let content {
                let known =
                    content.sequence == 0 ? JournalStore.origin
                    : try JournalStore.head(transaction, sequence: content.sequence)?.hash
                guard known != content.hash else { return nil }
                to = max(from, content.at)
            } else {
                // A marked database without its mark was carried here alone: how far history had come nobody knows.
                guard beat?.isMarked == true else { return nil }
                to = max(from, now)
            }
            let lost = try holdBack(transaction, from: from, to: to, now)
            try Journal.append(
                transaction, at: now, kind: "run.restored", subject: plan,
                [
                    "from": Instant(milliseconds: from).iso, "to": Instant(milliseconds: to).iso,
                    "held": "\(lost.held)", "unknown": "\(lost.unknown)",
                ])
            try RunStore.touch(transaction, plan: plan, now: now)
            return lost
        }
        if lost != nil { try write(mark, now: now) }
        return lost
    }

    private func holdBack(
        _ transaction: Transaction, from: Int64, to: Int64, _ now: Int64
    ) throws -> LostHistory {
        var held = 0
        var gap = Advance()
        try takeUpMoments(transaction, now, through: to, fixed: .gap(from: from, to: to), &gap)
        held += gap.events.count
        let times = ["from": Instant(milliseconds: from).text, "to": Instant(milliseconds: to).text]
        // Those of a phase that stood still in the backup may have run after it went on.
        let unbegun: [OccurrenceState] = [.waiting, .paused]
        for occurrence in try unbegun.flatMap({ try OccurrenceStore.inState(transaction, plan: plan, $0) }) {
            let facts = ["code": "explain.gap", "step": planned(occurrence.step).name, "at": occurrence.nominal.text]
            try move(
                transaction, occurrence, .hold, now,
                OccurrenceStore.Change(reason: facts.merging(times) { $1 }, decision: .held))
            held += 1
        }
        var touched: [Int] = []
        for step in try StepStore.open(transaction, plan: plan) {
            try change(
                transaction, step, .hold, now,
                StepStore.Change(
                    state: .held, failures: step.failures, notBefore: step.notBefore,
                    reason: "history was lost from \(times["from"] ?? "") to \(times["to"] ?? "")"))
            if touched.last != step.occurrence { touched.append(step.occurrence) }
            held += 1
        }
        for occurrence in Set(touched).sorted() {
            try finishIfDone(transaction, occurrence: occurrence, now, &gap.events)
        }
        let out = try OutboxStore.open(transaction)
        for delivery in out {
            try Outbox.move(
                transaction, delivery, .lose, now, lookAt: now, receipt: delivery.receipt,
                reason: "history was lost; it may have gone out")
        }
        return LostHistory(from: from, to: to, held: held, unknown: out.count)
    }
}
