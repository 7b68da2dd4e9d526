import Diagnostics
import Foundation
import Levy
import Settings
import Storage

/// Rules of a 红黑榜 as they are written (docs/levy/figures.md), checked like source.
enum HonourFile {
    static func load(_ path: String) throws(Rejection) -> HonourRules {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Rejection("command.file-unreadable", ["file": path])
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Rejection("command.file-not-utf8", ["file": path])
        }
        return try parse(text, file: path)
    }

    /// - Throws: `Rejection` with all mistakes.
    static func parse(_ text: String, file: String) throws(Rejection) -> HonourRules {
        let root = try ConfigValue.read(text, file: file)
        try root.requireOnly(keys: ["honours", "title", "level", "basis", "rules", "demands"])
        var mistakes = DiagnosticList()
        var rules: [HonourRules.Rule] = []
        for value in try root.list("rules") {
            do {
                let rule = try rule(value)
                if rules.contains(where: { $0.id == rule.id }) {
                    mistakes.error("assess.twice", ["id": rule.id], at: value["id"]?.span)
                }
                rules.append(rule)
            } catch { mistakes.append(error) }
        }
        if rules.isEmpty { mistakes.error("honours.none", at: root["rules"]?.span) }
        try mistakes.throwIfErrors()
        return HonourRules(
            id: try root.text("honours"), title: try root.text("title"),
            level: try choice(root, "level", AssessmentScheme.Level.allCases),
            basis: try root.optionalText("basis") ?? "", rules: rules,
            demands: try root["demands"]?.asTexts() ?? [])
    }

    private static func rule(_ value: ConfigValue) throws(Rejection) -> HonourRules.Rule {
        try value.requireOnly(keys: [
            "id", "list", "kind", "metric", "insurance", "best", "worst", "at-least", "below", "text",
        ])
        guard ["best", "worst", "at-least", "below"].contains(where: { value[$0] != nil }) else {
            throw Rejection("honours.no-condition", at: value.span)
        }
        guard value["best"] == nil || value["worst"] == nil else {
            throw Rejection("honours.both-ends", at: value["worst"]?.span)
        }
        let text = try value.text("text")
        var known = text
        for name in HonourRules.fillings { known = known.replacing("{\(name)}", with: "") }
        guard !known.contains("{"), !known.contains("}") else {
            let names = HonourRules.fillings.map { "{\($0)}" }.joined(separator: " ")
            throw Rejection("honours.filling", ["known": names], at: value["text"]?.span)
        }
        return HonourRules.Rule(
            id: try value.text("id"), list: try choice(value, "list", HonourRules.List.allCases),
            kind: try value.text("kind"),
            metric: try choice(value, "metric", Metric.allCases.filter { ![.growth, .yearOnYear].contains($0) }),
            insurance: value["insurance"] == nil ? nil : try choice(value, "insurance", Insurance.allCases),
            place: try place(value), atLeast: try percent(value["at-least"]), below: try percent(value["below"]),
            text: text)
    }

    private static func place(_ value: ConfigValue) throws(Rejection) -> HonourRules.Place? {
        guard let given = value["best"] ?? value["worst"] else { return nil }
        let count = try given.asInt()
        guard count > 0 else { throw Rejection("assess.no-way", at: given.span) }
        return value["best"] == nil ? .worst(count) : .best(count)
    }

    private static func percent(_ value: ConfigValue?) throws(Rejection) -> Points? {
        guard let value else { return nil }
        let text = try value.asText()
        guard let points = Points(text) else { throw Rejection("assess.number", ["text": text], at: value.span) }
        return points
    }

    private static func choice<Choice: RawRepresentable<String>>(
        _ value: ConfigValue, _ key: String, _ choices: [Choice]
    ) throws(Rejection) -> Choice {
        let text = try value.text(key)
        guard let choice = choices.first(where: { $0.rawValue == text }) else {
            let known = choices.map(\.rawValue).joined(separator: ", ")
            throw Rejection("assess.choice", ["text": text, "known": known], at: value[key]?.span)
        }
        return choice
    }
}
