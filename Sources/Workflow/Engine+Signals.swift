import Diagnostics
import Settings
import Storage

/// A signal as it was given.
package struct GivenSignal: Hashable, Sendable {
    /// Its id in the plan.
    package let name: String
    /// Stands for this one happening: given again under the same key it changes nothing.
    package let key: String
    package let detail: String
    /// Milliseconds of UTC.
    package let given: Int64
    package let by: String
}

extension Engine {
    /// Tells the campaign that something happened outside of it. The signal is kept until a moment of each step that
    /// waits for it takes it, the oldest signal first.
    /// - returns: whether the key was new.
    /// - throws: `Rejection` `signal.unknown`, `signal.no-key`, `signal.key-reused` when the key was given with another
    ///   detail.
    @discardableResult
    package func signal(
        _ name: String, key: String, detail: String = "", by person: String, now: Int64
    ) throws -> Bool {
        guard !key.isEmpty else { throw Rejection("signal.no-key", ["signal": name]) }
        let names = definition.signals.map(\.id)
        guard names.contains(name) else {
            throw Rejection([
                NearName.diagnostic("signal.unknown", ["signal": name], name: name, among: names.sorted(), at: nil)
            ])
        }
        let signal = GivenSignal(name: name, key: key, detail: detail, given: now, by: person)
        return try database.write { transaction in
            guard try SignalStore.insert(transaction, plan: plan, signal) else {
                let known = try SignalStore.find(transaction, plan: plan, name: name, key: key)
                guard known?.detail == detail else {
                    throw Rejection("signal.key-reused", ["signal": name, "key": key])
                }
                return false
            }
            try Journal.append(
                transaction, at: now, kind: "signal.give", subject: "\(name)/\(key)", ["by": person, "detail": detail])
            try RunStore.touch(transaction, plan: plan, now: now)
            return true
        }
    }

    /// All signals given, oldest first.
    package func signals() throws -> [GivenSignal] {
        try database.read { try SignalStore.all($0, plan: plan) }
    }

    /// Takes the signals that a moment waits for, all or none.
    /// - returns: the name of the first one that was not given yet, or nil.
    func takeSignals(
        _ transaction: Transaction, _ occurrence: Occurrence, _ now: Int64
    ) throws -> String? {
        let step = planned(occurrence.step)
        guard !step.waitsFor.isEmpty else { return nil }
        var found: [(name: String, id: Int, key: String)] = []
        for name in step.waitsFor {
            guard let signal = try SignalStore.oldest(transaction, plan: plan, name: name, step: step.id) else {
                return name
            }
            found.append((name, signal.id, signal.key))
        }
        for signal in found {
            try SignalStore.take(
                transaction, signal: signal.id, name: signal.name, step: step.id, occurrence: occurrence.id, now: now)
            try Journal.append(
                transaction, at: now, kind: "signal.take", subject: "\(signal.name)/\(signal.key)",
                ["by": occurrence.subject])
        }
        return nil
    }

    /// The first signal that a moment waits for and that was not given yet.
    func missingSignal(_ transaction: Transaction, _ occurrence: Occurrence) throws -> String? {
        let step = planned(occurrence.step)
        return try step.waitsFor.first { name in
            try SignalStore.oldest(transaction, plan: plan, name: name, step: step.id) == nil
        }
    }
}
