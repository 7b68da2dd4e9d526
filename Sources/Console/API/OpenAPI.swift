import Hummingbird

/// The description of the API (OpenAPI 3.1), made from the routes.
enum OpenAPI {
    /// JSON of any shape.
    indirect enum Tree: Encodable {
        case text(String)
        case flag(Bool)
        case list([Tree])
        case map([String: Tree])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .flag(let flag): try container.encode(flag)
            case .list(let list): try container.encode(list)
            case .map(let map): try container.encode(map)
            }
        }
    }

    static var description: Tree {
        var paths: [String: [String: Tree]] = [:]
        for route in APIRoute.all {
            paths[route.path, default: [:]][route.method.rawValue.lowercased()] = operation(route)
        }
        let bearer: Tree = .map(["type": .text("http"), "scheme": .text("bearer")])
        return .map([
            "openapi": .text("3.1.0"),
            "info": .map(["title": .text("zhengjiao"), "version": .text("1")]),
            "paths": .map(paths.mapValues { .map($0) }),
            "components": .map([
                "securitySchemes": .map(["token": bearer]), "schemas": .map(["Problem": problem]),
            ]),
        ])
    }

    private static func operation(_ route: APIRoute) -> Tree {
        var tree: [String: Tree] = [
            "operationId": .text(route.id), "summary": .text(route.about), "responses": responses(route),
            "security": .list(route.right == .anybody ? [] : [.map(["token": .list([])])]),
        ]
        var parameters = route.openParts.map { parameter($0, "path", isRequired: true, about: nil) }
        parameters += route.query.map { parameter($0.name, "query", isRequired: false, about: $0.about) }
        if route.method == .post {
            parameters.append(
                parameter("Idempotency-Key", "header", isRequired: false, about: "同一个键重发，得到同一个回答"))
            let schema: Tree = .map([
                "type": .text("object"), "additionalProperties": .flag(false),
                "properties": .map(
                    Dictionary(uniqueKeysWithValues: route.body.map { ($0.name, property($0)) })),
                "required": .list(route.body.filter(\.isRequired).map { .text($0.name) }),
            ])
            tree["requestBody"] = .map(["content": .map(["application/json": .map(["schema": schema])])])
        }
        if !parameters.isEmpty { tree["parameters"] = .list(parameters) }
        return .map(tree)
    }

    private static func property(_ field: APIRoute.Field) -> Tree {
        switch field.kind {
        case .text: .map(["type": .text("string"), "description": .text(field.about)])
        case .texts:
            .map([
                "type": .text("object"), "description": .text(field.about),
                "additionalProperties": .map(["type": .text("string")]),
            ])
        }
    }

    private static func parameter(_ name: String, _ place: String, isRequired: Bool, about: String?) -> Tree {
        var tree: [String: Tree] = [
            "name": .text(name), "in": .text(place), "required": .flag(isRequired),
            "schema": .map(["type": .text("string")]),
        ]
        if let about { tree["description"] = .text(about) }
        return .map(tree)
    }

    private static func responses(_ route: APIRoute) -> Tree {
        var codes = ["200"]
        if route.right != .anybody { codes += ["401", "422", "429"] }
        if route.id == "ready" { codes.append("503") }
        if route.method == .post { codes += ["400", "403", "404", "408", "409", "413", "415"] }
        let refused: Tree = .map([
            "description": .text("见 Problem"),
            "content": .map([
                "application/problem+json": .map([
                    "schema": .map(["$ref": .text("#/components/schemas/Problem")])
                ])
            ]),
        ])
        return .map(
            Dictionary(
                uniqueKeysWithValues: codes.map { ($0, $0 == "200" ? .map(["description": .text("好")]) : refused) }))
    }

    private static var problem: Tree {
        let names = ["type", "title", "code", "detail", "hint"]
        var properties = Dictionary(uniqueKeysWithValues: names.map { ($0, Tree.map(["type": .text("string")])) })
        properties["status"] = .map(["type": .text("integer")])
        properties["errors"] = .map(["type": .text("array"), "items": .map(["type": .text("object")])])
        return .map(["type": .text("object"), "properties": .map(properties)])
    }
}
