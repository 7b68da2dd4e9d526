import Diagnostics
import Storage
import Workflow

/// A page of rows: `next` is what `after` wants for the next one, absent on the last.
struct PageView<Row: Encodable>: Encodable {
    let items: [Row]
    let next: Int?

    init(_ items: [Row], limit: Int, number: (Row) -> Int) {
        self.items = items
        next = items.count == limit ? items.last.map(number) : nil
    }
}

struct OccurrenceView: Encodable {
    let id: Int
    let step, name, at, state, decision, seen: String
    let finished: String?
    let mergedInto: Int?

    init(_ occurrence: Occurrence, _ definition: Definition) {
        id = occurrence.id
        step = occurrence.step
        name = definition.step(occurrence.step)?.name ?? occurrence.step
        at = occurrence.nominal.iso
        state = occurrence.state.rawValue
        decision = occurrence.decision.rawValue
        seen = Instant(milliseconds: occurrence.seen).iso
        finished = occurrence.finished.map { Instant(milliseconds: $0).iso }
        mergedInto = occurrence.mergedInto
    }
}

struct PieceView: Encodable {
    let id, occurrence: Int
    let step, name, at, item, title, state: String
    let attempt, failures: Int
    let notBefore: String
    let output: [String: String]
    let reason: String

    init(_ piece: StepRecord, _ definition: Definition) {
        (id, occurrence) = (piece.id, piece.occurrence)
        step = piece.step
        name = definition.step(piece.step)?.name ?? piece.step
        at = piece.nominal.iso
        (item, title, state) = (piece.item, piece.title, piece.state.rawValue)
        (attempt, failures) = (piece.attempt, piece.failures)
        notBefore = Instant(milliseconds: piece.notBefore).iso
        (output, reason) = (piece.output, piece.reason)
    }
}

struct TaskView: Encodable {
    let id: Int
    let key, step, item, title, state: String
    let role, roleTitle: String
    let assignee: String?
    /// The roles that must agree, in order, and how many of them have.
    let approvals: [String]
    let signed, round: Int
    /// What was filled in, by the names of the form's fields.
    let values: [String: String]
    let amount: String?
    let fields: [FieldView]
    /// The role that has to act next; absent when nobody has.
    let waitsFor: String?
    let choices: [String]
    let maker, decision, checker: String?
    let note, opened: String
    let deadline, escalateAt, escalated: String?
    let isOverdue: Bool

    struct FieldView: Encodable {
        let name, title, kind: String
        let choices: [String]
        let isRequired: Bool

        init(_ field: FormField) {
            (name, title, kind) = (field.name, field.title, field.kind.rawValue)
            (choices, isRequired) = (field.choices, field.isRequired)
        }
    }

    init(_ task: HumanTask, _ definition: Definition, now: Int64) {
        id = task.id
        (key, step, item, title, state) = (task.key, task.step, task.item, task.title, task.state.rawValue)
        role = task.role
        roleTitle = definition.roleTitle(task.role)
        assignee = task.assignee
        (approvals, signed, round, values) = (task.approvals, task.signed, task.round, task.values)
        amount = task.amount.map { "\($0 / 100).\($0 % 100 < 10 ? "0" : "")\($0 % 100)" }
        fields = definition.step(task.step)?.task?.fields.map(FieldView.init) ?? []
        waitsFor = task.isFinished ? nil : task.wantedRole
        choices = task.choices
        (maker, decision, checker, note) = (task.maker, task.decision, task.checker, task.note)
        func text(_ time: Int64) -> String { Instant(milliseconds: time).iso }
        opened = text(task.opened)
        deadline = task.deadline.map(text)
        escalateAt = task.escalateAt.map(text)
        escalated = task.escalated.map(text)
        isOverdue = !task.isFinished && (task.deadline ?? .max) <= now
    }
}

struct DeliveryView: Encodable {
    let id: Int
    let key, channel, state: String
    let attempt: Int
    let receipt, reason, queued, changed: String

    init(_ line: DeliveryLine) {
        (id, key, channel, state) = (line.id, line.key, line.channel, line.state)
        (attempt, receipt, reason) = (line.attempt, line.receipt, line.reason)
        queued = Instant(milliseconds: line.queued).iso
        changed = Instant(milliseconds: line.changed).iso
    }
}

struct EntryView: Encodable {
    let sequence: Int
    let at, kind, subject: String
    let detail: [String: String]
    let hash: String

    init(_ entry: Journal.Entry) {
        sequence = entry.sequence
        at = Instant(milliseconds: entry.at).iso
        (kind, subject, detail, hash) = (entry.kind, entry.subject, entry.detail, entry.hash)
    }
}

struct PhaseView: Encodable {
    let id, name, from, to: String
    let isPaused: Bool
    let steps: [StepView]

    struct StepView: Encodable {
        let id, name: String
        let moments: Int
        let next: String?
    }

    init(_ phase: Phase, _ definition: Definition, isPaused: Bool, now: Int64) {
        self.isPaused = isPaused
        (id, name, from, to) = (phase.id, phase.name, phase.days.first.iso, phase.days.last.iso)
        steps = definition.steps.filter { $0.phase == phase.id }.map { step in
            let moments = definition.moments(of: step.id)
            return StepView(
                id: step.id, name: step.name, moments: moments.count,
                next: moments.first { $0.milliseconds > now }?.iso)
        }
    }
}

struct StatusView: Encodable {
    struct Tasks: Encodable {
        let role, title: String
        let open, overdue: Int
    }

    struct Deliveries: Encodable {
        let channel, state: String
        let count: Int
    }

    let plan, title, definition, now, lastMoved: String
    let phase: String?
    let occurrences, steps: [String: Int]
    let tasks: [Tasks]
    let deliveries: [Deliveries]
    let journalEntries: Int
    let journalHead: String
    let ready: Bool
}

struct DelegationView: Encodable {
    let id: Int
    let post, from, to, first, last, reason, given: String
    let revoked: String?

    init(_ delegation: Delegation) {
        id = delegation.id
        (post, from, to, reason) = (delegation.post, delegation.from, delegation.to, delegation.reason)
        (first, last) = (delegation.days.first.iso, delegation.days.last.iso)
        given = Instant(milliseconds: delegation.given).iso
        revoked = delegation.revoked.map { Instant(milliseconds: $0).iso }
    }
}

struct SignalView: Encodable {
    let name, key, detail, given, by: String

    init(_ signal: GivenSignal) {
        (name, key, detail, by) = (signal.name, signal.key, signal.detail, signal.by)
        given = Instant(milliseconds: signal.given).iso
    }
}
