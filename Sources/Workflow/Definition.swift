import Diagnostics
import Foundation
import Settings
import Storage

/// A campaign's plan, checked: phases with days, steps with moments, needs and roles. A running campaign is pinned to
/// `hash`.
package struct Definition: Sendable {
    /// A planned moment of a step.
    package struct Moment: Sendable {
        package let nominal: Instant
        /// Index into `steps`.
        package let step: Int
    }

    package let id: String
    package let title: String
    package let days: CivilSpan
    package let calendar: WorkingCalendar
    package let roles: [Role]
    /// Groups of roles: of one group a person may fill one in a campaign.
    package let incompatible: [[String]]
    package let signals: [Signal]
    package let phases: [Phase]
    /// In the order of the file: those of the plan itself, then those of each phase.
    package let steps: [PlannedStep]
    package let settings: ConfigValue
    package let rehearsal: ConfigValue
    package let source: SourceText
    /// SHA-256 of the plan's text.
    package let hash: String
    /// What is allowed but likely not meant.
    package let warnings: [Diagnostic]
    /// All planned moments, ascending; moments of one instant in the order of `steps`.
    package let moments: [Moment]

    /// Reads and checks a plan and the calendar it names.
    /// - throws: `Rejection` with all mistakes, each with file, line and column.
    package static func load(path: String) throws(Rejection) -> Definition {
        let text = try read(path, at: nil)
        return try parse(text, file: path) { name, span throws(Rejection) in
            let folder = (path as NSString).deletingLastPathComponent
            let calendarPath = name.hasPrefix("/") || folder.isEmpty ? name : folder + "/" + name
            return try WorkingCalendar(csv: read(calendarPath, at: span), file: calendarPath)
        }
    }

    /// The same plan by another calendar.
    package static func load(path: String, calendar: WorkingCalendar) throws(Rejection) -> Definition {
        try parse(read(path, at: nil), file: path) { _, _ in calendar }
    }

    /// Reads and checks the text of a plan; `calendar` gives the calendar of the name the plan uses.
    package static func parse(
        _ text: String, file: String,
        calendar: (String, SourceSpan) throws(Rejection) -> WorkingCalendar
    ) throws(Rejection) -> Definition {
        var reader = try DefinitionReader(text, file: file)
        return try reader.definition(calendar: calendar)
    }

    package func step(_ id: String) -> PlannedStep? { steps.first { $0.id == id } }

    package func index(of id: String) -> Int? { steps.firstIndex { $0.id == id } }

    package func phase(_ id: String) -> Phase? { phases.first { $0.id == id } }

    /// The roles that whoever has filled `role` may not fill, too; sorted.
    package func incompatible(with role: String) -> [String] {
        Set(incompatible.filter { $0.contains(role) }.joined()).subtracting([role]).sorted()
    }

    package func signalTitle(_ id: String) -> String { signals.first { $0.id == id }?.title ?? id }

    package func roleTitle(_ id: String) -> String { roles.first { $0.id == id }?.title ?? id }

    /// The planned moments of a step, ascending.
    package func moments(of id: String) -> [Instant] {
        guard let index = index(of: id) else { return [] }
        return moments.filter { $0.step == index }.map(\.nominal)
    }

    /// Refuses steps whose handler or list the program does not have.
    /// - throws: `Rejection` with `plan.unknown-handler` and `plan.unknown-list` for each.
    package func require(handlers: [String], lists: [String]) throws(Rejection) {
        var mistakes: [Diagnostic] = []
        for step in steps {
            if step.task == nil, !handlers.contains(step.uses) {
                mistakes.append(
                    NearName.diagnostic(
                        "plan.unknown-handler", ["name": step.uses], name: step.uses, among: handlers.sorted(),
                        at: step.place("uses")))
            }
            if let list = step.forEach, !lists.contains(list) {
                mistakes.append(
                    NearName.diagnostic(
                        "plan.unknown-list", ["name": list], name: list, among: lists.sorted(),
                        at: step.place("for-each")))
            }
        }
        if !mistakes.isEmpty { throw Rejection(mistakes) }
    }

    static func read(_ path: String, at span: SourceSpan?) throws(Rejection) -> String {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw Rejection("plan.unreadable", ["path": path], at: span)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Rejection("plan.not-utf8", ["path": path], at: span ?? SourceSpan(file: path, line: 1))
        }
        return text
    }
}
