import Diagnostics
import Settings
import Storage

/// What people do: who, until when, which blanks they fill in, who approves.
extension DefinitionReader {
    mutating func readTask(_ value: ConfigValue) -> TaskForm? {
        only(value, PlanKeys.task.names)
        let role = collect { () throws(Rejection) in try value.text("role") }
        let checker = collect { () throws(Rejection) in try value.optionalText("checker") } ?? nil
        let choices = collect { () throws(Rejection) in try value["choices"]?.asTexts() ?? [] } ?? []
        let deadline = readDeadline(value, "deadline")
        let fields = readForm(value)
        let approvals = readApprovals(value)
        let amount = readAmount(value, fields, approvals)
        if let checker = value["checker"], let approvals = value["approvals"] {
            mistakes.append(
                Diagnostic(
                    .error, "plan.checker-and-approvals", at: checker.span,
                    notes: [Diagnostic(.note, "plan.approvals-here", at: approvals.span)]))
        }
        let escalations = readEscalations(value)
        if value["deadline"] == nil, let escalate = value["escalate"], escalations.contains(where: { $0.after == nil })
        {
            mistakes.error("plan.escalate-without-deadline", at: escalate.span)
        }
        guard let role else { return nil }
        return TaskForm(
            role: role, checker: checker, deadline: deadline, escalations: escalations, choices: choices,
            fields: fields, amount: amount, approvals: approvals)
    }

    private mutating func readDeadline(_ value: ConfigValue, _ key: String) -> Deadline? {
        guard let text = collect({ () throws(Rejection) in try value.optionalText(key) }) ?? nil else { return nil }
        let deadline = Deadline(text)
        if deadline == nil {
            let near = LikelyMeaning.deadline(text)
            mistakes.error(
                near == nil ? "plan.deadline" : "plan.deadline-near", ["text": text, "near": near ?? ""],
                at: value[key]?.span)
        }
        return deadline
    }

    /// One role, taking over at the deadline, or a list of `after` and `to`.
    private mutating func readEscalations(_ task: ConfigValue) -> [Escalation] {
        guard let value = task["escalate"] else { return [] }
        if case .scalar(let role) = value.content { return [Escalation(after: nil, role: role)] }
        let values = collect { () throws(Rejection) in try value.asList() } ?? []
        var escalations: [Escalation] = []
        for item in values {
            only(item, PlanKeys.escalation.names)
            let role = collect { () throws(Rejection) in try item.text("to") }
            if item["after"] == nil, !escalations.isEmpty { mistakes.error("plan.escalate-order", at: item.span) }
            let after = readDeadline(item, "after")
            if let role { escalations.append(Escalation(after: after, role: role)) }
        }
        return escalations
    }

    private mutating func readForm(_ task: ConfigValue) -> [FormField] {
        guard let value = task["form"] else { return [] }
        let values = collect { () throws(Rejection) in try value.asList() } ?? []
        var fields: [FormField] = []
        for item in values {
            guard let field = readField(item) else { continue }
            if fields.contains(where: { $0.name == field.name }) {
                mistakes.error("plan.field-twice", ["field": field.name], at: item["name"]?.span)
            }
            // A task gives out its decision beside its fields.
            if field.name == "decision" { mistakes.error("plan.field-reserved", at: item["name"]?.span) }
            fields.append(field)
        }
        return fields
    }

    private mutating func readField(_ value: ConfigValue) -> FormField? {
        only(value, PlanKeys.field.names)
        let name = identifier(value, "name")
        let title = collect { () throws(Rejection) in try value.optionalText("title") } ?? nil
        let type = collect { () throws(Rejection) in try value.text("type") }
        let choices = collect { () throws(Rejection) in try value["choices"]?.asTexts() ?? [] } ?? []
        let isRequired = collect { () throws(Rejection) in try value.optionalBool("required") } ?? nil
        guard let type else { return nil }
        guard let kind = FormField.Kind(rawValue: type) else {
            mistakes.append(
                NearName.diagnostic(
                    "plan.field-type", ["text": type], name: type, among: FormField.Kind.allCases.map(\.rawValue),
                    at: value["type"]?.span))
            return nil
        }
        if (kind == .choice) == choices.isEmpty {
            mistakes.error(
                kind == .choice ? "plan.field-no-choices" : "plan.field-choices", ["field": name ?? "?"],
                at: value["choices"]?.span ?? value.span)
        }
        guard let name else { return nil }
        return FormField(
            name: name, title: title ?? name, kind: kind, choices: choices, isRequired: isRequired ?? false)
    }

    /// `item`, or a money field of the form that must be filled in.
    private mutating func readAmount(
        _ task: ConfigValue, _ fields: [FormField], _ approvals: [ApprovalTier]
    ) -> TaskForm.Amount? {
        guard let value = task["amount"], let name = collect({ () throws(Rejection) in try value.asText() }) else {
            if approvals.contains(where: { $0.upTo != nil }) {
                mistakes.error("plan.approvals-without-amount", at: task["approvals"]?.span)
            }
            return nil
        }
        if name == "item" { return .item }
        guard let field = fields.first(where: { $0.name == name }), field.kind == .money, field.isRequired else {
            let known = fields.filter { $0.kind == .money && $0.isRequired }.map(\.name) + ["item"]
            mistakes.append(
                NearName.diagnostic("plan.amount", ["text": name], name: name, among: known, at: value.span))
            return nil
        }
        return .field(name)
    }

    private mutating func readApprovals(_ task: ConfigValue) -> [ApprovalTier] {
        guard let value = task["approvals"] else { return [] }
        let values = collect { () throws(Rejection) in try value.asList() } ?? []
        if case .list(let items) = value.content, items.isEmpty {
            mistakes.error("plan.approvals-empty", at: value.span)
        }
        var tiers: [ApprovalTier] = []
        for (index, item) in values.enumerated() {
            only(item, PlanKeys.tier.names)
            let roles = collect { () throws(Rejection) in try item.texts("role") } ?? []
            let text = collect { () throws(Rejection) in try item.optionalText("up-to") } ?? nil
            let limit = text.flatMap { AmountText.hundredths($0) }
            let isLast = index == values.count - 1
            if let text, limit ?? 0 <= 0 {
                mistakes.error("plan.up-to", ["text": text], at: item["up-to"]?.span)
            } else if isLast != (limit == nil) {
                mistakes.error(isLast ? "plan.approvals-end" : "plan.approvals-limit", at: item.span)
            } else if let limit, let before = tiers.last?.upTo, limit <= before {
                mistakes.error(
                    "plan.approvals-order",
                    ["limit": AmountText.text(limit), "before": AmountText.text(before)], at: item["up-to"]?.span)
            }
            if Set(roles).count < roles.count { mistakes.error("plan.approvals-twice", at: item["role"]?.span) }
            tiers.append(ApprovalTier(upTo: limit, roles: roles))
        }
        return tiers
    }
}
