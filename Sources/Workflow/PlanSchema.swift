import Foundation

/// The JSON Schema (draft 2020-12) of plans, for editors: keys, types and forms. What only the whole plan tells (names,
/// days, circles) is the check's to say.
package enum PlanSchema {
    /// The same text every time, ending in a line feed.
    /// - throws: what `JSONSerialization` throws; the schema is made of what it can write.
    package static func text() throws -> String {
        var schema = object(PlanKeys.plan)
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        schema["title"] = "Zhengjiao plan"
        // One of the two names the calendar.
        schema["oneOf"] = [["required": ["calendar"]], ["required": ["calendars"]]]
        let data = try JSONSerialization.data(
            withJSONObject: schema, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private static func object(_ keys: [PlanKeys.Key]) -> [String: Any] {
        var properties: [String: Any] = [:]
        for key in keys {
            var shape = schema(key.shape)
            shape["description"] = key.about
            properties[key.name] = shape
        }
        var object: [String: Any] = ["type": "object", "properties": properties, "additionalProperties": false]
        let needed = keys.filter(\.isNeeded).names
        if !needed.isEmpty { object["required"] = needed }
        return object
    }

    private static func schema(_ shape: PlanKeys.Shape) -> [String: Any] {
        switch shape {
        case .text: ["type": ["string", "number"]]
        case .pattern(let pattern): ["type": "string", "pattern": pattern]
        case .integer: ["type": "integer"]
        case .number: ["type": ["number", "string"]]
        case .flag: ["type": "boolean"]
        case .choice(let choices): ["enum": choices]
        case .texts: ["type": ["string", "array"], "items": ["type": ["string", "number"]]]
        case .list(let item): ["type": "array", "items": schema(item)]
        case .named(let value): ["type": "object", "additionalProperties": schema(value)]
        case .object(let keys): object(keys)
        case .either(let shapes): ["anyOf": shapes.map(schema)]
        case .free: [:]
        }
    }
}
