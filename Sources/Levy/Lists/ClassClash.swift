import Diagnostics
import Storage

/// A person whom the lists of several classes name. One help is given only; which list is right somebody has to look.
package struct ClassClash: Hashable, Sendable {
    /// What may be decided.
    package enum Verdict: Hashable, Sendable {
        /// All lists are right, and the precedence of the rules decides.
        case asRuled
        /// Only this one is: the person leaves the others.
        case keep(SpecialClass)

        package init?(_ text: String) {
            if text == "按规则" { self = .asRuled } else {
                guard text.hasPrefix("保留"), let name = SpecialClass(rawValue: String(text.dropFirst(2))) else {
                    return nil
                }
                self = .keep(name)
            }
        }
    }

    package let citizenID: String
    package let name: String
    /// In the order of the rules.
    package let classes: [SpecialClass]
    /// The one under which the person is helped.
    package let leading: SpecialClass?

    /// The key of its task: with another class it is another matter.
    package var subject: String { "clash:\(citizenID):\(classes.map(\.rawValue).joined(separator: "+"))" }

    package var sentence: String {
        let names = classes.map(\.rawValue).joined(separator: "、")
        return "\(name) \(citizenID) 同时在几类名单：\(names)" + (leading.map { "；现按\($0.rawValue)" } ?? "")
    }
}

extension Campaign {
    /// Whom several classes name and nobody has decided about, by number.
    package func classClashes(in transaction: Transaction) throws -> [ClassClash] {
        var found: [String: (name: String, classes: [SpecialClass])] = [:]
        for specialClass in policy.classes {
            for (id, name) in try ListStore.members(specialClass, in: transaction) {
                found[id, default: (name, [])].classes.append(specialClass)
            }
        }
        return try found.filter { $0.value.classes.count > 1 }.sorted { $0.key < $1.key }.compactMap { id, known in
            let clash = ClassClash(
                citizenID: id, name: known.name, classes: known.classes, leading: policy.leading(Set(known.classes)))
            return try DecisionStore.find(clash.subject, in: transaction) == nil ? clash : nil
        }
    }

    /// What a decision about a clash changes: the person leaves the classes that were not right, and what he owes
    /// follows. The decision itself is entered by whoever asks.
    /// - throws: `Rejection` when the class that is to be kept is none of the person's.
    package func settleClash(
        _ clash: ClassClash, _ verdict: ClassClash.Verdict, in transaction: Transaction, at now: Instant
    ) throws -> [Adjustment] {
        guard case .keep(let kept) = verdict else { return [] }
        guard clash.classes.contains(kept) else {
            throw Rejection(
                "levy.clash.class",
                [
                    "class": kept.rawValue, "name": clash.name,
                    "classes": clash.classes.map(\.rawValue).joined(separator: "、"),
                ])
        }
        let row = ListRow(citizenID: clash.citizenID, name: clash.name)
        let cause = "decision:" + clash.subject
        for other in clash.classes where other != kept {
            try ListStore.leave(other, [row], cause: cause, at: now, in: transaction)
        }
        return try adjustAll(cause: cause, of: [clash.citizenID], in: transaction, at: now)
    }
}
