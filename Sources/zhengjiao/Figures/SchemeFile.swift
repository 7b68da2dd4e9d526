import Diagnostics
import Foundation
import Levy
import Settings

/// A scheme of assessment as it is written (docs/levy/figures.md), checked like source.
enum SchemeFile {
    static func load(_ path: String) throws -> AssessmentScheme {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Rejection("command.file-unreadable", ["file": path])
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Rejection("command.file-not-utf8", ["file": path])
        }
        return try parse(text, file: path)
    }

    /// - Throws: `Rejection` with all mistakes.
    static func parse(_ text: String, file: String) throws(Rejection) -> AssessmentScheme {
        let root = try ConfigValue.read(text, file: file)
        try root.requireOnly(keys: [
            "scheme", "title", "level", "unit", "basis", "start", "least", "most", "full", "indicators", "groups",
        ])
        let levelText = try root.text("level")
        guard let level = AssessmentScheme.Level(rawValue: levelText) else {
            throw Rejection("assess.choice", ["text": levelText, "known": "town, village"], at: root["level"]?.span)
        }
        var mistakes = DiagnosticList()
        var indicators: [AssessmentScheme.Indicator] = []
        for value in try root.list("indicators") {
            do {
                let indicator = try indicator(value)
                if indicators.contains(where: { $0.id == indicator.id }) {
                    mistakes.error("assess.twice", ["id": indicator.id], at: value["id"]?.span)
                }
                indicators.append(indicator)
            } catch { mistakes.append(error) }
        }
        if indicators.isEmpty { mistakes.error("assess.none", at: root["indicators"]?.span) }
        let start = try number(root["start"]) ?? .zero
        if let full = try number(root["full"]) {
            let sum = indicators.reduce(start) { $0 + ($1.rule.most ?? .zero) }
            if sum != full, !mistakes.hasErrors {
                mistakes.error("assess.full", ["full": full.text, "sum": sum.text], at: root["full"]?.span)
            }
        }
        let groups = try groups(root["groups"], &mistakes)
        try mistakes.throwIfErrors()
        return AssessmentScheme(
            id: try root.text("scheme"), title: try root.text("title"), level: level,
            unit: try root.optionalText("unit") ?? "分", basis: try root.optionalText("basis") ?? "", start: start,
            least: try number(root["least"]), most: try number(root["most"]), indicators: indicators, groups: groups)
    }

    private static func groups(
        _ value: ConfigValue?, _ mistakes: inout DiagnosticList
    ) throws(Rejection) -> [AssessmentScheme.Group] {
        var groups: [AssessmentScheme.Group] = []
        var seen: Set<String> = []
        for entry in try value?.asList() ?? [] {
            try entry.requireOnly(keys: ["name", "codes"])
            let codes = try entry.texts("codes")
            for code in codes where !seen.insert(code).inserted {
                mistakes.error("assess.group-twice", ["code": code], at: entry["codes"]?.span)
            }
            groups.append(AssessmentScheme.Group(name: try entry.text("name"), codes: codes))
        }
        return groups
    }

    // MARK: Indicators

    private static func indicator(_ value: ConfigValue) throws(Rejection) -> AssessmentScheme.Indicator {
        let kinds = ["linear", "slope", "steps", "threshold", "cases", "order", "veto"]
        try value.requireOnly(keys: ["id", "name", "value", "insurance", "input", "least", "most"] + kinds)
        let given = kinds.filter { value[$0] != nil }
        guard given.count == 1, let kind = given.first, let rule = value[kind] else {
            throw Rejection("assess.one-rule", ["known": kinds.joined(separator: ", ")], at: value.span)
        }
        return AssessmentScheme.Indicator(
            id: try value.text("id"), name: try value.text("name"), source: try source(value),
            rule: try self.rule(kind, rule), least: try number(value["least"]), most: try number(value["most"]))
    }

    private static func source(_ value: ConfigValue) throws(Rejection) -> AssessmentScheme.Source {
        guard (value["value"] == nil) != (value["input"] == nil) else {
            throw Rejection("assess.one-source", at: value.span)
        }
        if let input = try value.optionalText("input") { return .input(input) }
        let name = try value.text("value")
        let usable = Metric.allCases.filter { ![.growth, .yearOnYear].contains($0) }
        guard let metric = usable.first(where: { $0.rawValue == name }) else {
            let known = usable.map(\.rawValue).joined(separator: ", ")
            throw Rejection("assess.choice", ["text": name, "known": known], at: value["value"]?.span)
        }
        guard let insurance = try value.optionalText("insurance") else { return .metric(metric, nil) }
        guard let one = Insurance(rawValue: insurance) else {
            throw Rejection(
                "assess.choice", ["text": insurance, "known": "medical, pension"], at: value["insurance"]?.span)
        }
        return .metric(metric, one)
    }

    private static func rule(_ kind: String, _ value: ConfigValue) throws(Rejection) -> AssessmentScheme.Rule {
        switch kind {
        case "linear":
            try value.requireOnly(keys: ["from", "to", "points"])
            let (from, to) = (try points(value, "from"), try points(value, "to"))
            guard from != to else { throw Rejection("assess.no-way", at: value.span) }
            return .linear(from: from, to: to, points: try points(value, "points"))
        case "slope":
            try value.requireOnly(keys: ["base", "at", "each", "per", "whole"])
            let per = try points(value, "per")
            guard per > .zero else { throw Rejection("assess.no-way", at: value["per"]?.span) }
            return .slope(
                base: try points(value, "base"), at: try points(value, "at"), each: try points(value, "each"),
                per: per, isWhole: try value.optionalBool("whole") ?? false)
        case "steps": return try steps(value)
        case "threshold":
            try value.requireOnly(keys: ["at", "points", "otherwise"])
            return .threshold(
                least: try points(value, "at"), points: try points(value, "points"),
                otherwise: try number(value["otherwise"]) ?? .zero)
        case "cases":
            try value.requireOnly(keys: ["each"])
            return .cases(each: try points(value, "each"))
        case "order": return try order(value)
        default:
            try value.requireOnly(keys: ["below", "total"])
            return .veto(below: try points(value, "below"), total: try number(value["total"]) ?? .zero)
        }
    }

    private static func steps(_ value: ConfigValue) throws(Rejection) -> AssessmentScheme.Rule {
        try value.requireOnly(keys: ["of", "times-settled"])
        var steps: [AssessmentScheme.Step] = []
        let list = try value.list("of")
        for (index, entry) in list.enumerated() {
            try entry.requireOnly(keys: ["below", "points"])
            let below = try number(entry["below"])
            let isOrdered = steps.last?.below.map { last in below.map { $0 > last } ?? true } ?? steps.isEmpty
            guard isOrdered, (below == nil) == (index == list.count - 1) else {
                throw Rejection("assess.steps", at: entry.span)
            }
            steps.append(AssessmentScheme.Step(below: below, points: try points(entry, "points")))
        }
        guard !steps.isEmpty else { throw Rejection("assess.steps", at: value.span) }
        return .steps(steps, timesSettled: try value.optionalBool("times-settled") ?? false)
    }

    private static func order(_ value: ConfigValue) throws(Rejection) -> AssessmentScheme.Rule {
        try value.requireOnly(keys: ["prizes", "lowest-first"])
        var prizes: [AssessmentScheme.Prize] = []
        for entry in try value.list("prizes") {
            try entry.requireOnly(keys: ["count", "points"])
            let count = try entry.int("count")
            guard count > 0 else { throw Rejection("assess.no-way", at: entry.span) }
            prizes.append(AssessmentScheme.Prize(count: count, points: try points(entry, "points")))
        }
        return .order(prizes, isLowestFirst: try value.optionalBool("lowest-first") ?? false)
    }

    private static func points(_ value: ConfigValue, _ key: String) throws(Rejection) -> Points {
        guard let points = try number(value.require(key)) else { preconditionFailure("what is there is read") }
        return points
    }

    private static func number(_ value: ConfigValue?) throws(Rejection) -> Points? {
        guard let value else { return nil }
        let text = try value.asText()
        guard let points = Points(text) else { throw Rejection("assess.number", ["text": text], at: value.span) }
        return points
    }
}
