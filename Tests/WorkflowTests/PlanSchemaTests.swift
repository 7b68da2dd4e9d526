import Foundation
import Settings
import Testing

@testable import Workflow

struct PlanSchemaTests {
    @Test func theCommittedSchemaIsCurrent() throws {
        // ZHENGJIAO_ACCEPT=1 writes it anew.
        let path = projectFolder + "/workflows/plan.schema.json"
        if ProcessInfo.processInfo.environment["ZHENGJIAO_ACCEPT"] == "1" {
            try PlanSchema.text().write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(try projectText("workflows/plan.schema.json") == PlanSchema.text())
    }

    @Test func plansFitIt() throws {
        for text in [try projectText("workflows/xuecheng-2019/campaign.yaml"), try documentedPlan()] {
            #expect(try Self.mistakes(text) == [])
        }
        #expect(try Self.mistakes(PlanLanguageTests.text(PlanLanguageTests.steps)) == [])
    }

    @Test(arguments: [
        ("title: 薛城", "titel: 薛城", "titel"), ("plan: xuecheng-2019", "plan: Xuecheng", "plan"),
        ("starts: 2019-10-20", "starts: tomorrow", "starts"), ("timeout: 10m", "timeout: 10 minutes", "timeout"),
        ("catch-up: merge", "catch-up: merged", "catch-up"), ("attempts: 5", "attempts: five", "attempts"),
        ("deadline: 3 working days", "deadline: 3 weeks", "deadline"), ("          role: tax-office\n", "", "role"),
        ("calendar: ../calendars/china.csv", "", "calendar"),
    ])
    func whatIsWrongDoesNot(old: String, new: String, key: String) throws {
        let text = try documentedPlan()
        let wrong = text.replacing(old, with: new, maxReplacements: 1)
        try #require(wrong != text)
        #expect(try Self.mistakes(wrong).contains { $0.contains(key) })
    }

    // MARK: As much of JSON Schema as the schema uses

    static func mistakes(_ plan: String) throws -> [String] {
        let schema = try #require(
            try JSONSerialization.jsonObject(with: Data(PlanSchema.text().utf8)) as? [String: Any])
        return check(try YAMLSource.read(plan, file: "plan.yaml"), schema, "plan")
    }

    private static func check(_ value: ConfigValue, _ schema: [String: Any], _ name: String) -> [String] {
        let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
        if !types.isEmpty, !types.contains(where: { fits(value, $0) }) { return ["\(name): no \(types)"] }
        var found: [String] = []
        if case .scalar(let text) = value.content {
            if let choices = schema["enum"] as? [String], !choices.contains(text) { found.append("\(name): \(text)") }
            if let pattern = schema["pattern"] as? String,
                text.range(of: pattern, options: .regularExpression) == nil
            {
                found.append("\(name): \(text)")
            }
        }
        if let any = schema["anyOf"] as? [[String: Any]], !any.contains(where: { check(value, $0, name).isEmpty }) {
            found.append("\(name): none of several")
        }
        if let one = schema["oneOf"] as? [[String: Any]], one.count(where: { check(value, $0, name).isEmpty }) != 1 {
            found.append("\(name): not one of calendar and calendars")
        }
        for needed in schema["required"] as? [String] ?? [] where value[needed] == nil {
            found.append("\(name): lacks \(needed)")
        }
        if case .list(let items) = value.content, let item = schema["items"] as? [String: Any] {
            found += items.flatMap { check($0, item, name) }
        }
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        for entry in value.entries {
            if let property = properties[entry.key] {
                found += check(entry.value, property, entry.key)
            } else if schema["additionalProperties"] as? Bool == false {
                found.append("\(name): unknown \(entry.key)")
            } else if let other = schema["additionalProperties"] as? [String: Any] {
                found += check(entry.value, other, entry.key)
            }
        }
        return found
    }

    private static func fits(_ value: ConfigValue, _ type: String) -> Bool {
        switch (value.content, type) {
        case (.scalar, "string"), (.list, "array"), (.map, "object"): true
        case (.scalar(let text), "integer"): Int(text) != nil
        case (.scalar(let text), "number"): Double(text) != nil
        case (.scalar(let text), "boolean"): text == "true" || text == "false"
        default: false
        }
    }
}
