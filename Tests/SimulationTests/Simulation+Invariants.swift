import Diagnostics
import Storage
import Testing

@testable import Workflow

/// What holds after every move.
extension Simulation {
    mutating func check(journal: Bool) throws {
        let ledger = try engine.ledger()
        let planned = Set(definition.moments.map { "\(definition.steps[$0.step].id)@\($0.nominal.text)" })
        let known = Set(ledger.occurrences.map(\.subject))
        #expect(known.count == ledger.occurrences.count, "seed \(seed): a moment is doubled")
        #expect(known.isSubset(of: planned), "seed \(seed): a moment nobody planned")
        for moment in definition.moments where moment.nominal.milliseconds <= horizon {
            let subject = "\(definition.steps[moment.step].id)@\(moment.nominal.text)"
            #expect(known.contains(subject), "seed \(seed): \(subject) was missed")
        }
        let effects = Set(
            try database.read { try $0.rows("SELECT subject FROM effect ORDER BY subject") }.map { $0.text("subject") })
        let succeeded = Set(ledger.steps.filter { $0.state == .succeeded }.map(\.subject))
        #expect(effects == succeeded, "seed \(seed): effects and successes differ")
        checkOrder(ledger.occurrences, ledger.steps)
        checkSent()
        let counted = try database.read { try OverviewStore.pieces($0, plan: "simulated") }
        let states = Dictionary(grouping: ledger.steps, by: \.state.rawValue).mapValues(\.count)
        #expect(counted == states, "seed \(seed): the counts of the store are wrong")
        guard journal else { return }
        try Journal.verify(database)
        try checkSignatures()
        try checkReplay(ledger.occurrences, ledger.steps)
    }

    /// What runs had its needs done; what is done has all its pieces done.
    private func checkOrder(_ occurrences: [Occurrence], _ steps: [StepRecord]) {
        let pieces = Dictionary(grouping: steps, by: \.occurrence)
        let byID = Dictionary(uniqueKeysWithValues: occurrences.map { ($0.id, $0) })
        for occurrence in occurrences where [.running, .succeeded, .failed].contains(occurrence.state) {
            for need in definition.step(occurrence.step)?.needs ?? [] {
                var newest = occurrences.last { $0.step == need && $0.nominal <= occurrence.nominal }
                if let target = newest?.mergedInto { newest = byID[target] }
                let isDone = newest?.state == .succeeded || newest?.state == .skipped
                #expect(isDone, "seed \(seed): \(occurrence.subject) ran before \(need)")
            }
            if occurrence.state == .succeeded {
                let states = Set((pieces[occurrence.id] ?? []).map(\.state))
                #expect(states.isSubset(of: [.succeeded]), "seed \(seed): \(occurrence.subject) is not done: \(states)")
            }
        }
    }

    private mutating func checkReplay(_ occurrences: [Occurrence], _ steps: [StepRecord]) throws {
        var stored: [String: String] = [:]
        for occurrence in occurrences { stored["occurrence \(occurrence.subject)"] = occurrence.state.rawValue }
        for step in steps { stored["step \(step.subject)"] = step.state.rawValue }
        for task in try engine.tasks() { stored["task \(task.key)"] = task.state.rawValue }
        for delivery in try Outbox.all(database) { stored["delivery \(delivery.key)"] = delivery.state.rawValue }
        #expect(try Journal.replay(database) == stored, "seed \(seed): the journal tells another story")
    }

    /// By mail nothing goes out twice unless a person said so.
    private func checkSent() {
        let mailed = sent.all.filter { $0.hasPrefix("mail ") }.map { String($0.dropFirst(5)) }
        var seen: Set<String> = []
        for key in mailed where !seen.insert(key).inserted {
            #expect(isTouched(key), "seed \(seed): \(key) was mailed again by itself")
        }
    }

    /// Every hand under a round of a task is another one, and nobody acted in two posts that exclude each other.
    private mutating func checkSignatures() throws {
        for task in try engine.tasks() {
            let signatures = try engine.signatures(task: task.id)
            for (round, given) in Dictionary(grouping: signatures, by: \.round).sorted(by: { $0.key < $1.key }) {
                let hands = given.flatMap { [$0.person, $0.onBehalf].compactMap { $0 } }
                #expect(Set(hands).count == hands.count, "seed \(seed): \(task.key) round \(round): \(hands)")
            }
            guard task.state == .approved else { continue }
            let last = signatures.filter { $0.round == task.round }
            #expect(last.map(\.post).dropFirst() == task.approvals[...], "seed \(seed): \(task.key) lacks hands")
        }
        for person in Simulation.people {
            let posts = try database.read { try SignatureStore.posts($0, plan: "simulated", person: person) }
            for post in posts {
                let excluded = definition.incompatible(with: post)
                #expect(posts.allSatisfy { !excluded.contains($0) }, "seed \(seed): \(person) acted in \(posts)")
            }
        }
    }
}
