import Diagnostics
import Storage

/// Turns the text of a plan into a `Definition`, collecting mistakes on the way. What is checked across the whole plan
/// stands in `DefinitionCheck`.
struct DefinitionReader {
    static let planKeys = [
        "plan", "title", "calendar", "starts", "ends", "roles", "steps", "phases", "settings", "rehearsal",
    ]
    static let phaseKeys = ["id", "name", "from", "to", "steps"]
    static let stepKeys = [
        "id", "name", "uses", "at", "with", "needs", "for-each", "retry", "timeout", "catch-up", "task",
    ]
    static let taskKeys = ["role", "checker", "deadline", "escalate", "choices"]
    static let retryKeys = ["attempts", "wait", "max"]

    private let root: ConfigValue
    private let text: String
    private let file: String
    private var mistakes = DiagnosticList()
    private var unreadable: Set<String> = []

    init(_ text: String, file: String) throws(Rejection) {
        self.text = text
        self.file = file
        root = try YAMLSource.read(text, file: file)
        _ = try root.asMap()
    }

    mutating func definition(
        calendar load: (String, SourceSpan) throws(Rejection) -> WorkingCalendar
    ) throws(Rejection) -> Definition {
        let root = root
        only(root, DefinitionReader.planKeys)
        let id = identifier(root, "plan")
        let title = collect { () throws(Rejection) in try root.text("title") }
        let days = span(root, "starts", "ends")
        let calendar = collect { () throws(Rejection) in
            let name = try root.require("calendar")
            return try load(try name.asText(), name.span)
        }
        let roles = readRoles()
        var phases: [Phase] = []
        var steps = readSteps(root, phase: nil)
        let phaseValues = collect { () throws(Rejection) in try root.list("phases") } ?? []
        for value in phaseValues {
            if let phase = readPhase(value) { phases.append(phase) }
            steps += readSteps(value, phase: value["id"].flatMap { DefinitionReader.plainText($0) })
        }
        let warnings: [Diagnostic]
        var moments: [Definition.Moment] = []
        if let days, let calendar {
            let check = DefinitionCheck(
                days: days, calendar: calendar, roles: roles, phases: phases, steps: steps, unreadable: unreadable)
            let found = check.run()
            found.forEach { mistakes.append($0) }
            if !mistakes.hasErrors { moments = check.moments() }
        }
        warnings = mistakes.diagnostics.filter { $0.severity == .warning }
        try mistakes.throwIfErrors()
        guard let id, let title, let days, let calendar else {
            preconditionFailure("a plan without mistakes is complete")
        }
        return Definition(
            id: id, title: title, days: days, calendar: calendar, roles: roles, phases: phases, steps: steps,
            settings: free("settings"), rehearsal: free("rehearsal"), source: SourceText(name: file, text: text),
            hash: DurableFile.sha256(text), warnings: warnings, moments: moments)
    }

    /// A part the handlers read: given as it is, empty when absent.
    private func free(_ key: String) -> ConfigValue {
        root[key] ?? ConfigValue(.map([]), at: root.span, path: key)
    }

    private mutating func readRoles() -> [Role] {
        guard let value = root["roles"] else { return [] }
        let entries = collect { () throws(Rejection) in try value.asMap() } ?? []
        return entries.compactMap { entry in
            collect { () throws(Rejection) in Role(id: entry.key, title: try entry.value.asText()) }
        }
    }

    private mutating func readPhase(_ value: ConfigValue) -> Phase? {
        only(value, DefinitionReader.phaseKeys)
        let id = identifier(value, "id")
        let name = collect { () throws(Rejection) in try value.text("name") }
        guard let days = span(value, "from", "to"), let id, let name else { return nil }
        return Phase(id: id, name: name, days: days, span: value["id"]?.span ?? value.span)
    }

    private mutating func readSteps(_ value: ConfigValue, phase: String?) -> [PlannedStep] {
        guard let steps = value["steps"] else { return [] }
        let values = collect { () throws(Rejection) in try steps.asList() } ?? []
        return values.compactMap { readStep($0, phase: phase) }
    }

    private mutating func readStep(_ value: ConfigValue, phase: String?) -> PlannedStep? {
        only(value, DefinitionReader.stepKeys)
        let id = identifier(value, "id")
        let name = collect { () throws(Rejection) in try value.optionalText("name") } ?? nil
        let uses = collect { () throws(Rejection) in try value.optionalText("uses") } ?? nil
        let needs = collect { () throws(Rejection) in try value["needs"]?.asTexts() ?? [] } ?? []
        let forEach = collect { () throws(Rejection) in try value.optionalText("for-each") } ?? nil
        let schedule = readSchedule(value, needs: needs)
        let task = value["task"].flatMap { readTask($0) }
        let retry = readRetry(value)
        let timeout = duration(value, "timeout") ?? 3_600_000
        let catchUp = readCatchUp(value)
        if let task = value["task"], let uses = value["uses"] {
            mistakes.append(
                Diagnostic(
                    .error, "plan.task-uses", at: uses.span,
                    notes: [Diagnostic(.note, "plan.task-here", at: task.span)]))
        }
        guard let id, let schedule else {
            if let id { unreadable.insert(id) }
            return nil
        }
        var places = Dictionary(uniqueKeysWithValues: value.entries.map { ($0.key, $0.value.span) })
        for entry in value["task"]?.entries ?? [] { places["task.\(entry.key)"] = entry.value.span }
        return PlannedStep(
            id: id, name: name ?? id, phase: phase, uses: uses ?? id, schedule: schedule,
            with: value["with"] ?? ConfigValue(.map([]), at: value.span, path: "\(value.path).with"),
            needs: needs, forEach: forEach, retry: retry, timeout: timeout, catchUp: catchUp, task: task,
            span: value["id"]?.span ?? value.span, places: places)
    }

    private mutating func readSchedule(_ value: ConfigValue, needs: [String]) -> Schedule? {
        guard let at = value["at"] else {
            if needs.isEmpty {
                mistakes.error(
                    "plan.no-moment", ["step": DefinitionReader.plainText(value["id"]) ?? "?"], at: value.span)
                return nil
            }
            return .followsNeed
        }
        let values = collect { () throws(Rejection) in try at.asTexts() } ?? []
        var spans = [at.span]
        if case .list(let items) = at.content { spans = items.map(\.span) }
        var schedules: [Schedule] = []
        for (index, text) in values.enumerated() {
            if let schedule = Schedule(text) {
                schedules.append(schedule)
            } else {
                mistakes.error(
                    "plan.schedule", ["text": text, "forms": Schedule.forms.joined(separator: " · ")],
                    at: spans.indices.contains(index) ? spans[index] : at.span)
            }
        }
        return schedules.count == 1 ? schedules[0] : schedules.isEmpty ? nil : .several(schedules)
    }

    private mutating func readTask(_ value: ConfigValue) -> TaskForm? {
        only(value, DefinitionReader.taskKeys)
        let role = collect { () throws(Rejection) in try value.text("role") }
        let checker = collect { () throws(Rejection) in try value.optionalText("checker") } ?? nil
        let escalation = collect { () throws(Rejection) in try value.optionalText("escalate") } ?? nil
        let choices = collect { () throws(Rejection) in try value["choices"]?.asTexts() ?? [] } ?? []
        var deadline: Deadline?
        if let text = collect({ () throws(Rejection) in try value.optionalText("deadline") }) ?? nil {
            deadline = Deadline(text)
            if deadline == nil { mistakes.error("plan.deadline", ["text": text], at: value["deadline"]?.span) }
        }
        guard let role else { return nil }
        return TaskForm(
            role: role, checker: checker, deadline: deadline, escalation: escalation, choices: choices)
    }

    private mutating func readRetry(_ step: ConfigValue) -> RetryPolicy {
        guard let value = step["retry"] else { return .standard }
        only(value, DefinitionReader.retryKeys)
        let attempts = collect { () throws(Rejection) in try value.optionalInt("attempts") } ?? nil
        if let attempts, attempts < 1 || attempts > 100 {
            mistakes.error("plan.attempts", ["count": "\(attempts)"], at: value["attempts"]?.span)
            return .standard
        }
        let wait = duration(value, "wait") ?? RetryPolicy.standard.wait
        let longest = duration(value, "max") ?? max(wait, RetryPolicy.standard.longest)
        if longest < wait {
            mistakes.error("plan.retry-max", at: value["max"]?.span)
            return .standard
        }
        return RetryPolicy(attempts: attempts ?? RetryPolicy.standard.attempts, wait: wait, longest: longest)
    }

    private mutating func readCatchUp(_ step: ConfigValue) -> CatchUp {
        guard let text = collect({ () throws(Rejection) in try step.optionalText("catch-up") }) ?? nil else {
            return .runLate
        }
        if let policy = CatchUp(rawValue: text) { return policy }
        mistakes.append(
            NearName.diagnostic(
                "plan.catch-up", ["text": text], name: text, among: CatchUp.allCases.map(\.rawValue),
                at: step["catch-up"]?.span))
        return .runLate
    }

    // MARK: Small parts

    private mutating func collect<T>(_ body: () throws(Rejection) -> T) -> T? {
        do {
            return try body()
        } catch {
            mistakes.append(error)
            return nil
        }
    }

    /// Reports unknown keys, and a value that is no map.
    private mutating func only(_ value: ConfigValue, _ keys: [String]) {
        guard collect({ () throws(Rejection) in try value.asMap() }) != nil else { return }
        value.unknownKeys(keys).forEach { mistakes.append($0) }
    }

    /// Small letters, digits and hyphens: it becomes part of keys and file names.
    private mutating func identifier(_ value: ConfigValue, _ key: String) -> String? {
        guard let text = collect({ () throws(Rejection) in try value.text(key) }) else { return nil }
        let allowed = text.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: "-")
        }
        guard allowed, !text.isEmpty, text.utf8.count <= 64 else {
            mistakes.error("plan.identifier", ["text": text], at: value[key]?.span)
            return nil
        }
        return text
    }

    private mutating func span(_ value: ConfigValue, _ from: String, _ to: String) -> CivilSpan? {
        let first = collect { () throws(Rejection) in try value.date(from) }
        let last = collect { () throws(Rejection) in try value.date(to) }
        guard let first, let last else { return nil }
        guard first <= last else {
            mistakes.error("plan.ends-before-start", ["from": first.iso, "to": last.iso], at: value[to]?.span)
            return nil
        }
        return CivilSpan(first: first, last: last)
    }

    private mutating func duration(_ value: ConfigValue, _ key: String) -> Int64? {
        guard let text = collect({ () throws(Rejection) in try value.optionalText(key) }) ?? nil else { return nil }
        guard let milliseconds = DurationText.milliseconds(text) else {
            mistakes.error("plan.duration", ["text": text], at: value[key]?.span)
            return nil
        }
        return milliseconds
    }

    private static func plainText(_ value: ConfigValue?) -> String? {
        guard case .scalar(let text)? = value?.content else { return nil }
        return text
    }
}
