import Diagnostics
import Settings
import Storage

/// A step that people do: one task for each item, decided by one person and, where a checker or approvals are named,
/// approved by others.
package struct TaskForm: Sendable {
    /// What the tiers of the approvals are measured by.
    package enum Amount: Hashable, Sendable {
        /// The amount the item brings with it.
        case item
        /// A field of the form, of type money.
        case field(String)
    }

    package let role: String
    package let checker: String?
    package let deadline: Deadline?
    /// Who takes over when, in order; empty when nobody does.
    package let escalations: [Escalation]
    /// The decisions that may be taken; empty allows any text.
    package let choices: [String]
    package let fields: [FormField]
    package let amount: Amount?
    /// Ascending by their limits, the last without one; empty when `checker` (or nobody) approves.
    package let approvals: [ApprovalTier]

    /// The roles that must approve a decision about `amount` (in hundredths of a yuan), in order, each by another
    /// person; empty when a decision is final. Without an amount the highest tier decides.
    package func approvers(amount: Int64?) -> [String] {
        guard !approvals.isEmpty else { return checker.map { [$0] } ?? [] }
        let tier = approvals.first { tier in
            guard let limit = tier.upTo else { return true }
            return amount.map { $0 <= limit } ?? false
        }
        return tier?.roles ?? []
    }

    /// The values of a filled form, each in its one spelling (`FormField.read`); fields left open are absent.
    /// - throws: `Rejection` with every mistake: `form.unknown-field`, `form.missing` and those of `FormField.read`.
    package func read(_ values: [String: String]) throws(Rejection) -> [String: String] {
        var mistakes = DiagnosticList()
        var filled: [String: String] = [:]
        let names = fields.map(\.name)
        for name in values.keys.sorted() where !names.contains(name) {
            mistakes.append(
                NearName.diagnostic("form.unknown-field", ["name": name], name: name, among: names, at: nil))
        }
        for field in fields {
            let text = values[field.name] ?? ""
            guard text.contains(where: { !$0.isWhitespace }) else {
                if field.isRequired { mistakes.error("form.missing", ["field": field.title], at: nil) }
                continue
            }
            do {
                filled[field.name] = try field.read(text)
            } catch {
                mistakes.append(error)
            }
        }
        try mistakes.throwIfErrors()
        return filled
    }
}

/// One blank of a task's form.
package struct FormField: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case text, count, money, date, choice, flag
    }

    package let name: String
    package let title: String
    package let kind: Kind
    /// What may be chosen, for `choice`.
    package let choices: [String]
    package let isRequired: Bool

    /// A value in its one spelling: counts without leading zeros, money with two decimals, dates as `2019-10-28`, flags
    /// as `true` and `false`, texts without blanks at their ends.
    /// - throws: `Rejection` `form.count`, `form.money`, `form.date`, `form.choice`, `form.flag`, `form.text`.
    package func read(_ text: String) throws(Rejection) -> String {
        let text = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        let spelling: String? =
            switch kind {
            case .text: text.unicodeScalars.count <= 2_000 ? text : nil
            case .count: text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text).map { String($0) } : nil
            case .money: AmountText.hundredths(text).map { AmountText.text($0) }
            case .date: CivilDate(iso: text)?.iso
            case .choice: choices.contains(text) ? text : nil
            case .flag: ["true": "true", "false": "false", "是": "true", "否": "false"][text]
            }
        guard let spelling else {
            throw Rejection(
                "form.\(kind.rawValue)",
                ["field": title, "text": String(text.prefix(60)), "choices": choices.joined(separator: "、")])
        }
        return spelling
    }
}

/// Who approves amounts up to a limit: one role, or several in order (each by another person).
package struct ApprovalTier: Hashable, Sendable {
    /// In hundredths of a yuan, the limit itself included; nil without a limit.
    package let upTo: Int64?
    package let roles: [String]
}

/// Who takes over a decision, or a signature under it, that is not given, and when.
package struct Escalation: Hashable, Sendable {
    /// Counted from when it was first asked for; nil where that is the task's own deadline.
    package let after: Deadline?
    package let role: String
}
