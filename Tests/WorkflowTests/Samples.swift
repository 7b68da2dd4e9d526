import Diagnostics
import Foundation
import Storage
import Testing

@testable import Workflow

/// The project's folder, found from this file.
let projectFolder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

func projectText(_ path: String) throws -> String {
    try String(contentsOf: URL(fileURLWithPath: projectFolder + "/" + path), encoding: .utf8)
}

func china() throws -> WorkingCalendar {
    try WorkingCalendar(csv: projectText("workflows/calendars/china.csv"), file: "china.csv")
}

func plan(_ text: String) throws -> Definition {
    let calendar = try china()
    return try Definition.parse(text, file: "plan.yaml") { _, _ in calendar }
}

/// The YAML example of docs/plan.md.
func documentedPlan() throws -> String {
    let page = try projectText("docs/plan.md")
    let start = try #require(page.range(of: "```yaml\n"))
    let end = try #require(page.range(of: "\n```", range: start.upperBound..<page.endIndex))
    return String(page[start.upperBound..<end.lowerBound]) + "\n"
}

func instant(_ text: String) -> Instant {
    guard case .moment(let date, let time)? = Schedule(text) else { preconditionFailure("no moment: \(text)") }
    return Instant(date, time)
}

func day(_ text: String) -> CivilDate {
    guard let date = CivilDate(iso: text) else { preconditionFailure("no date: \(text)") }
    return date
}

/// Village codes as a list closure gives them.
func villages(_ count: Int) -> [Item] {
    (0..<count).map { Item(id: "37040300\(1000 + $0)", title: "第\($0 + 1)村") }
}

/// A small plan around `steps`, of one phase from 2019-11-01 (a Friday) to 2019-11-15.
/// `extra`: further keys of the plan.
func smallPlan(
    _ steps: String, roles: String = "{ maker: 经办, checker: 复核, boss: 领导 }", extra: String = "title: 小计划"
) throws -> Definition {
    let indented = steps.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n")
    return try plan(
        """
        plan: small
        \(extra)
        calendar: china.csv
        starts: 2019-11-01
        ends: 2019-11-15
        roles: \(roles)
        phases:
          - id: only
            name: 唯一阶段
            from: 2019-11-01
            to: 2019-11-15
            steps:
        \(indented)
        """)
}

func ms(_ text: String) -> Int64 { instant(text).milliseconds }

func makeEngine(
    _ definition: Definition, _ database: Database? = nil, at start: String = "2019-11-01 00:00",
    items: @escaping Engine.Items = { list, _ in list == "villages" ? villages(3) : [] }
) throws -> Engine {
    let database = try database ?? Database.inMemory(migrations: WorkflowSchema.migrations)
    return try Engine(database: database, definition: definition, now: ms(start), items: items)
}

/// A list that several tasks may add to.
final class Log<Element: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var items: [Element] = []
    func add(_ item: Element) { lock.withLock { items.append(item) } }
    var all: [Element] { lock.withLock { items } }
}
