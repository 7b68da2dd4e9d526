import Diagnostics
import Yams

extension ConfigValue {
    /// Reads YAML of any shape, every value with its place.
    /// - throws: `Rejection` `yaml.syntax`, `yaml.duplicate-key` or `yaml.empty` with line and column.
    package static func read(_ text: String, file: String) throws(Rejection) -> ConfigValue {
        try YAMLSource.read(text, file: file)
    }
}

/// YAML text read into `ConfigValue`, every value with its place.
package enum YAMLSource {
    /// - throws: `Rejection` `yaml.syntax` or `yaml.duplicate-key` with line and column.
    package static func read(_ text: String, file: String) throws(Rejection) -> ConfigValue {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            // The usual slips are told in plain words, at their own place: YAML notices some of them lines later.
            if case .duplicatedKeysInMapping = error { throw rejection(error, file) }
            if let slip = LikelyMeaning.slip(text, file: file) { throw Rejection([slip]) }
            throw rejection(error, file)
        } catch {
            throw Rejection("yaml.syntax", ["problem": "\(error)"], at: SourceSpan(file: file, line: 1))
        }
        guard let node else { throw Rejection("yaml.empty", at: SourceSpan(file: file, line: 1)) }
        let root = value(node, file, path: "")
        return ConfigValue(root.content, at: root.span, path: file)
    }

    private static func value(_ node: Node, _ file: String, path: String) -> ConfigValue {
        switch node {
        case .scalar(let scalar):
            // Plain ~ and nothing at all are the same: an empty text.
            let isNull = scalar.style == .plain && ["~", "null"].contains(scalar.string)
            let text = isNull ? "" : scalar.string
            let firstLine = text.prefix { $0 != "\n" }
            return ConfigValue(
                .scalar(text), at: span(node, file, length: firstLine.unicodeScalars.count), path: path)
        case .sequence(let sequence):
            let values = sequence.enumerated().map { value($1, file, path: "\(path)[\($0 + 1)]") }
            return ConfigValue(.list(values), at: span(node, file), path: path)
        case .mapping(let mapping):
            let entries = mapping.map { key, item in
                let name = key.string ?? "?"
                return ConfigValue.Entry(
                    key: name, keySpan: span(key, file, length: name.unicodeScalars.count),
                    value: value(item, file, path: path.isEmpty ? name : "\(path).\(name)"))
            }
            return ConfigValue(.map(entries), at: span(node, file), path: path)
        case .alias(let alias):
            return ConfigValue(.scalar("*\(alias.anchor)"), at: span(node, file), path: path)
        }
    }

    private static func span(_ node: Node, _ file: String, length: Int = 1) -> SourceSpan {
        SourceSpan(
            file: file, line: max(1, node.mark?.line ?? 1), column: max(1, node.mark?.column ?? 1),
            length: max(1, length))
    }

    private static func rejection(_ error: YamlError, _ file: String) -> Rejection {
        func place(_ mark: Mark) -> SourceSpan {
            SourceSpan(file: file, line: max(1, mark.line), column: max(1, mark.column))
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return Rejection("yaml.syntax", ["problem": problem], at: place(mark))
        case .duplicatedKeysInMapping(let duplicates, let context):
            return Rejection(
                "yaml.duplicate-key", ["key": duplicates.map { "\($0)" }.sorted().joined(separator: ", ")],
                at: place(context.mark))
        default:
            return Rejection("yaml.syntax", ["problem": "\(error)"], at: SourceSpan(file: file, line: 1))
        }
    }
}
