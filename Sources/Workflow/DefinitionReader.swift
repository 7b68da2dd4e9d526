import Diagnostics
import Settings
import Storage

/// Turns the text of a plan into a `Definition`, collecting mistakes on the way. What is checked across the whole plan
/// stands in `DefinitionCheck`.
struct DefinitionReader {
    private let root: ConfigValue
    private let text: String
    private let file: String
    private let lines: [Substring]
    var mistakes = DiagnosticList()
    private var unreadable: Set<String> = []

    init(_ text: String, file: String) throws(Rejection) {
        self.text = text
        self.file = file
        lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        root = try YAMLSource.read(text, file: file)
        _ = try root.asMap()
    }

    mutating func definition(
        calendar load: (String, SourceSpan) throws(Rejection) -> WorkingCalendar
    ) throws(Rejection) -> Definition {
        let root = root
        only(root, PlanKeys.plan.names)
        let id = identifier(root, "plan")
        let title = collect { () throws(Rejection) in try root.text("title") }
        let days = span(root, "starts", "ends")
        let calendar = readCalendar(load)
        let roles = readTitles("roles").map { Role(id: $0.id, title: $0.title) }
        let signals = readTitles("signals")
        let incompatible = readIncompatible()
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
                days: days, calendar: calendar, roles: roles, incompatible: incompatible, signals: signals,
                phases: phases, steps: steps, unreadable: unreadable)
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
            id: id, title: title, days: days, calendar: calendar, roles: roles,
            incompatible: incompatible.map(\.roles), signals: signals, phases: phases, steps: steps,
            settings: free("settings"), rehearsal: free("rehearsal"), source: SourceText(name: file, text: text),
            hash: DurableFile.sha256(text), warnings: warnings, moments: moments)
    }

    /// A part the handlers read: given as it is, empty when absent.
    private func free(_ key: String) -> ConfigValue {
        root[key] ?? ConfigValue(.map([]), at: root.span, path: key)
    }

    /// `calendar: FILE`, or `calendars:` with the national one first and local ones over it.
    private mutating func readCalendar(
        _ load: (String, SourceSpan) throws(Rejection) -> WorkingCalendar
    ) -> WorkingCalendar? {
        let root = root
        guard let several = root["calendars"] else {
            return collect { () throws(Rejection) in
                let name = try root.require("calendar")
                return try load(try name.asText(), name.span)
            }
        }
        if let one = root["calendar"] { mistakes.error("plan.two-calendars", at: one.span) }
        let names = collect { () throws(Rejection) in try several.asList() } ?? []
        var layers: [WorkingCalendar] = []
        for name in names {
            if let layer = collect({ () throws(Rejection) in try load(try name.asText(), name.span) }) {
                layers.append(layer)
            }
        }
        if case .list(let items) = several.content, items.isEmpty {
            mistakes.error("plan.no-calendars", at: several.span)
        }
        return layers.isEmpty || layers.count < names.count ? nil : WorkingCalendar(layers: layers)
    }

    /// `identifier: title`, one a line.
    private mutating func readTitles(_ key: String) -> [Signal] {
        guard let value = root[key] else { return [] }
        let entries = collect { () throws(Rejection) in try value.asMap() } ?? []
        return entries.compactMap { entry in
            collect { () throws(Rejection) in
                Signal(id: entry.key, title: try entry.value.asText(), span: entry.keySpan)
            }
        }
    }

    private mutating func readIncompatible() -> [DefinitionCheck.Incompatible] {
        guard let value = root["incompatible"] else { return [] }
        let groups = collect { () throws(Rejection) in try value.asList() } ?? []
        return groups.compactMap { group in
            guard let roles = collect({ () throws(Rejection) in try group.asList() }) else { return nil }
            let names = roles.compactMap { role in collect { () throws(Rejection) in try role.asText() } }
            if names.count == roles.count, Set(names).count < 2 {
                mistakes.error("plan.incompatible-one", at: group.span)
                return nil
            }
            return DefinitionCheck.Incompatible(roles: names, span: group.span)
        }
    }

    private mutating func readPhase(_ value: ConfigValue) -> Phase? {
        only(value, PlanKeys.phase.names)
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
        only(value, PlanKeys.step.names)
        if let cron = value["cron"] ?? value["schedule"] { mistakes.error("plan.cron-key", at: cron.span) }
        let id = identifier(value, "id")
        let name = collect { () throws(Rejection) in try value.optionalText("name") } ?? nil
        let uses = collect { () throws(Rejection) in try value.optionalText("uses") } ?? nil
        let needs = collect { () throws(Rejection) in try value["needs"]?.asTexts() ?? [] } ?? []
        let waitsFor = collect { () throws(Rejection) in try value["waits-for"]?.asTexts() ?? [] } ?? []
        let condition = readCondition(value)
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
        if let list = value["needs"], case .list(let items) = list.content {
            for item in items { places["needs.\(DefinitionReader.plainText(item) ?? "")"] = item.span }
        }
        return PlannedStep(
            id: id, name: name ?? id, phase: phase, uses: uses ?? id, schedule: schedule,
            with: value["with"] ?? ConfigValue(.map([]), at: value.span, path: "\(value.path).with"),
            needs: needs, forEach: forEach, retry: retry, timeout: timeout, catchUp: catchUp, task: task,
            condition: condition, waitsFor: waitsFor, span: value["id"]?.span ?? value.span, places: places)
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
                let place = spans.indices.contains(index) ? spans[index] : at.span
                if let near = LikelyMeaning.schedule(text) {
                    mistakes.error("plan.schedule-near", ["text": text, "near": near], at: place)
                } else {
                    let forms = Schedule.forms.joined(separator: " · ")
                    mistakes.error("plan.schedule", ["text": text, "forms": forms], at: place)
                }
            }
        }
        return schedules.count == 1 ? schedules[0] : schedules.isEmpty ? nil : .several(schedules)
    }

    private mutating func readCondition(_ step: ConfigValue) -> Condition? {
        guard let value = step["if"], let text = collect({ () throws(Rejection) in try value.asText() }) else {
            return nil
        }
        do {
            return try Condition(text, file: file)
        } catch {
            for mistake in error.diagnostics {
                let column = mistake.span?.column ?? 1
                mistakes.append(
                    Diagnostic(
                        mistake.severity, mistake.code, mistake.arguments,
                        at: place(in: value, text, from: column - 1, length: mistake.span?.length ?? 1)))
            }
            return nil
        }
    }

    /// The place of a part of a text in the file: exact where the text stands on one line as it is, otherwise where the
    /// text begins.
    private func place(in value: ConfigValue, _ text: String, from offset: Int, length: Int) -> SourceSpan {
        let span = value.span
        guard lines.indices.contains(span.line - 1), !text.isEmpty else { return span }
        let rest = lines[span.line - 1].unicodeScalars.dropFirst(span.column - 1)
        for quote in [0, 1] where rest.dropFirst(quote).starts(with: text.unicodeScalars) {
            return SourceSpan(
                file: span.file, line: span.line, column: span.column + quote + offset, length: length)
        }
        return span
    }

    private mutating func readRetry(_ step: ConfigValue) -> RetryPolicy {
        guard let value = step["retry"] else { return .standard }
        only(value, PlanKeys.retry.names)
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

    mutating func collect<T>(_ body: () throws(Rejection) -> T) -> T? {
        do {
            return try body()
        } catch {
            mistakes.append(error)
            return nil
        }
    }

    /// Reports unknown keys, and a value that is no map.
    mutating func only(_ value: ConfigValue, _ keys: [String]) {
        guard collect({ () throws(Rejection) in try value.asMap() }) != nil else { return }
        value.unknownKeys(keys).forEach { mistakes.append($0) }
    }

    /// Small letters, digits and hyphens: it becomes part of keys and file names.
    mutating func identifier(_ value: ConfigValue, _ key: String) -> String? {
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

    mutating func duration(_ value: ConfigValue, _ key: String) -> Int64? {
        guard let text = collect({ () throws(Rejection) in try value.optionalText(key) }) ?? nil else { return nil }
        guard let milliseconds = DurationText.milliseconds(text) else {
            mistakes.error("plan.duration", ["text": text], at: value[key]?.span)
            return nil
        }
        return milliseconds
    }

    static func plainText(_ value: ConfigValue?) -> String? {
        guard case .scalar(let text)? = value?.content else { return nil }
        return text
    }
}
