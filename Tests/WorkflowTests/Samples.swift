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
