import Diagnostics
import Levy
import Storage

/// What is known of a person, as text for a clerk and as JSON for programs.
struct PersonReport {
    let person: PersonExplanation

    init(_ person: PersonExplanation) { self.person = person }

    private var isChinese: Bool { Failures.language == .chinese }

    // MARK: Text

    var lines: [String] {
        var lines = [
            say(
                "explain.head",
                [
                    "name": person.name,
                    "id": (person.document.map { $0.rawValue + " " } ?? "") + person.citizenID,
                    "village": person.villageName,
                    "birth": person.facts.birth.iso, "day": person.day.iso,
                    "age": "\(person.facts.age(on: person.day))",
                ])
        ]
        lines += person.moves.map { move in
            say(
                "explain.move",
                [
                    "day": move.on.iso, "from": "\(move.name) \(move.code)",
                    "to": "\(move.successorName) \(move.successor)",
                ])
        }
        for found in person.determinations { lines += [""] + text(of: found) }
        if !person.obligations.isEmpty { lines += ["", isChinese ? "已登记的应缴：" : "On the books:"] }
        lines += person.obligations.map { "  " + text(of: $0) }
        lines += person.stopped.map { stopped in
            (isChinese ? "清册列有，不产生应缴：" : "On the roster, owes nothing: ") + StoppedText.line(stopped)
        }
        if !person.ended.isEmpty { lines += ["", isChinese ? "已终止的应缴：" : "Ended:"] }
        lines += person.ended.map { "  " + text(of: $0) }
        if !person.rosterRows.isEmpty { lines += ["", isChinese ? "名册：" : "Rosters:"] }
        lines += person.rosterRows.map { row in
            "  \(row.file) \(row.place) \(row.name)" + (row.tierFen.map { " \(Money(fen: $0).shortest)元档" } ?? "")
                + (row.code.map { "（\($0)）" } ?? "")
        }
        if !person.payments.isEmpty { lines += ["", isChinese ? "缴费：" : "Payments:"] }
        lines += person.payments.map { "  " + text(of: $0) }
        lines += person.receipts.map { receipt in
            "  "
                + say(
                    receipt.voidedOn == nil ? "explain.receipt" : "explain.receipt-void",
                    [
                        "number": receipt.number, "yuan": Money(fen: receipt.fen).grouped, "day": receipt.issuedOn.iso,
                        "voided": receipt.voidedOn?.iso ?? "",
                    ])
        }
        if !person.orders.isEmpty { lines += ["", isChinese ? "核定单：" : "Orders:"] }
        lines += person.orders.map { order in
            "  \(order.number) \(order.insurance.chinese) \(order.type.chinese) \(Money(fen: order.ownFen).grouped) "
                + OrderText.state(order.state)
        }
        lines += person.unpaidReasons.map {
            say(
                "explain.unpaid-reason",
                ["insurance": $0.insurance.chinese, "reason": $0.reason.chinese, "day": $0.on.iso, "by": $0.by])
        }
        return lines
    }

    private func text(of found: Determination) -> [String] {
        let insurance = isChinese ? found.insurance.chinese : found.insurance.rawValue
        var lines: [String] = []
        switch (found.outcome, found.totalFen, found.ownFen) {
        case (.ineligible, _, _):
            lines.append(say("explain.ineligible", ["insurance": insurance, "period": "\(found.period)"]))
        case (_, let total?, let own?):
            lines.append(
                say(
                    "explain.due",
                    [
                        "insurance": insurance, "period": "\(found.period)", "type": found.type.chinese,
                        "total": Money(fen: total).grouped, "own": Money(fen: own).grouped,
                        "others": bearers(found.parts.filter { $0.bearer != Bearer.person.id }),
                        "subsidy": Money(fen: found.subsidyFen).grouped,
                    ]))
        default:
            lines.append(say("explain.open", ["insurance": insurance, "period": "\(found.period)"]))
        }
        if let cover = found.coverFrom, found.outcome != .ineligible {
            lines.append("  " + say("explain.cover", ["from": cover.iso]))
        }
        if !found.bring.isEmpty {
            lines.append("  " + say("explain.bring", ["papers": found.bring.map(\.name).joined(separator: "、")]))
        }
        lines += found.trace.map { step in
            let source = [step.rule, step.document].filter { !$0.isEmpty }.joined(separator: "，")
            return "  \(PersonReport.signs[step.verdict] ?? "·") "
                + Catalogue.message(step.note, in: Failures.language) + (source.isEmpty ? "" : " [\(source)]")
        }
        return lines
    }

    private static let signs: [Determination.Step.Verdict: String] = [
        .met: "✓", .failed: "✗", .unknown: "?", .applied: "→",
    ]

    private func text(of obligation: PersonExplanation.Obligation) -> String {
        say(
            obligation.settledBy != nil || obligation.ownFen == 0 ? "explain.settled" : "explain.unsettled",
            [
                "insurance": isChinese ? obligation.insurance.chinese : obligation.insurance.rawValue,
                "period": "\(obligation.period)", "total": Money(fen: obligation.totalFen).grouped,
                "own": Money(fen: obligation.ownFen).grouped, "others": bearers(obligation.helpers),
                "village": obligation.villageName,
            ])
    }

    private func text(of ended: PersonExplanation.EndedObligation) -> String {
        let cause = PersonReport.causes.first { ended.cause.hasPrefix($0.prefix) }
        let why = cause.map { isChinese ? $0.zh : $0.en } ?? ended.cause
        return say(
            "explain.ended",
            [
                "insurance": isChinese ? ended.insurance.chinese : ended.insurance.rawValue,
                "period": "\(ended.period)", "total": Money(fen: ended.totalFen).grouped, "village": ended.village,
                "day": ended.endedAt.date.iso, "why": why, "cause": ended.cause,
            ])
    }

    private static let causes: [(prefix: String, zh: String, en: String)] = [
        ("import:", "清册或名单更新", "a newer roster or list"), ("withdrawal:", "撤回清册", "a roster was withdrawn"),
        ("correction:", "更正清册", "a correction"), ("decision:", "核实决定", "a decision"),
        ("fact:", "登记的情况", "what was registered"), ("event:", "人员变动", "an event"),
        ("submission:", "村居名单确认", "a village's list"), ("list:", "部门名单更新", "a bureau's list"),
        ("regions:", "区划调整", "a change of regions"),
    ]

    private func text(of payment: PersonExplanation.Payment) -> String {
        let line = payment.line
        let state: String =
            if line.reverses != nil {
                isChinese ? "冲正" : "reversal"
            } else if let order = payment.order {
                order
            } else if payment.settles {
                isChinese ? "已入账" : "settled"
            } else {
                payment.exception?.chinese ?? (isChinese ? "未入账" : "not settled")
            }
        return "\(line.paidOn.iso) \(line.serial) \(line.insurance.chinese) \(Money(fen: line.fen).grouped) "
            + "\(line.channel) \(state)"
    }

    private func bearers(_ parts: [Part]) -> String {
        guard !parts.isEmpty else { return isChinese ? "无" : "none" }
        return parts.map { "\(name(of: $0.bearer)) \(Money(fen: $0.fen).grouped)" }.joined(separator: "、")
    }

    private func name(of bearer: String) -> String {
        bearer == Bearer.person.id ? Bearer.person.name : person.rules.bearer(bearer)?.name ?? bearer
    }

    // MARK: JSON

    /// The names of its members stay. Amounts are fen.
    var json: JSONText {
        .object([
            "id": .text(person.citizenID), "document": person.document.map { .text($0.rawValue) } ?? .null,
            "name": .text(person.name), "birth": .text(person.facts.birth.iso),
            "day": .text(person.day.iso), "age": .integer(person.facts.age(on: person.day)),
            "village": .text(person.village), "village_name": .text(person.villageName),
            "rules": .object([
                "id": .text(person.rules.id), "title": .text(person.rules.title), "sha256": .text(person.rules.hash),
            ]),
            "insurances": .array(person.determinations.map(json)),
            "obligations": .array(person.obligations.map(json)),
            "stopped": .array(
                person.stopped.map {
                    .object([
                        "insurance": .text($0.insurance.rawValue), "village": .text($0.village),
                        "rule": .text($0.cause.rule),
                        "reason": .text(Catalogue.message($0.cause.note, in: Failures.language)),
                    ])
                }),
            "ended": .array(
                person.ended.map {
                    .object([
                        "insurance": .text($0.insurance.rawValue), "period": .integer($0.period),
                        "village": .text($0.village), "total_fen": .integer($0.totalFen), "cause": .text($0.cause),
                        "day": .text($0.endedAt.date.iso),
                    ])
                }),
            "roster_rows": .array(
                person.rosterRows.map { row in
                    .object([
                        "file": .text(row.file), "place": .text(row.place), "name": .text(row.name),
                        "outcome": .text(row.outcome), "code": row.code.map { .text($0) } ?? .null,
                    ])
                }),
            "lists": .array(
                person.facts.memberships.map {
                    .object([
                        "class": .text($0.specialClass.rawValue), "from": date($0.from), "until": date($0.until),
                        "source": .text($0.source),
                    ])
                }),
            "marks": .array(
                person.facts.marks.map {
                    .object([
                        "kind": .text($0.kind.rawValue), "from": date($0.from), "until": date($0.until),
                        "source": .text($0.source),
                    ])
                }),
            "payments": .array(person.payments.map(json)),
            "receipts": .array(
                person.receipts.map {
                    .object([
                        "number": .text($0.number), "serial": .text($0.serial), "fen": .integer($0.fen),
                        "issued": .text($0.issuedOn.iso), "voided": date($0.voidedOn),
                    ])
                }),
            "orders": .array(person.orders.map(OrderText.json)),
            "papers": .array(person.papers.map { .text($0.id) }), "parents": .array(person.parents.map { .text($0) }),
        ])
    }

    private func json(_ found: Determination) -> JSONText {
        .object([
            "insurance": .text(found.insurance.rawValue), "period": .integer(found.period),
            "outcome": .text(found.outcome.rawValue), "type": .text(found.type.rawValue),
            "total_fen": found.totalFen.map { .integer($0) } ?? .null, "parts": .array(found.parts.map(json)),
            "subsidy": .array(found.subsidy.map(json)),
            "class": found.specialClass.map { .text($0.rawValue) } ?? .null, "cover_from": date(found.coverFrom),
            "needs_order": .bool(found.needsOrder), "bring": .array(found.bring.map { .text($0.id) }),
            "trace": .array(
                found.trace.map { step in
                    .object([
                        "rule": .text(step.rule), "document": .text(step.document),
                        "verdict": .text(step.verdict.rawValue), "code": .text(step.note.code),
                        "text": .text(Catalogue.message(step.note, in: Failures.language)),
                    ])
                }),
        ])
    }

    private func json(_ part: Part) -> JSONText {
        .object(["bearer": .text(part.bearer), "name": .text(name(of: part.bearer)), "fen": .integer(part.fen)])
    }

    private func json(_ obligation: PersonExplanation.Obligation) -> JSONText {
        .object([
            "insurance": .text(obligation.insurance.rawValue), "period": .integer(obligation.period),
            "village": .text(obligation.village), "total_fen": .integer(obligation.totalFen),
            "own_fen": .integer(obligation.ownFen), "helpers": .array(obligation.helpers.map(json)),
            "settled_by": obligation.settledBy.map { .text($0) } ?? .null,
        ])
    }

    private func json(_ payment: PersonExplanation.Payment) -> JSONText {
        .object([
            "serial": .text(payment.line.serial), "day": .text(payment.line.paidOn.iso),
            "insurance": .text(payment.line.insurance.rawValue), "fen": .integer(payment.line.fen),
            "channel": .text(payment.line.channel), "stands": .bool(payment.stands),
            "settles": .bool(payment.settles), "order": payment.order.map { .text($0) } ?? .null,
            "exception": payment.exception.map { .text($0.rawValue) } ?? .null,
        ])
    }

    private func date(_ date: CivilDate?) -> JSONText { date.map { .text($0.iso) } ?? .null }
}
