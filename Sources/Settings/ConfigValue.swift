import Diagnostics
import Storage

/// A value of a configuration file with its place: of a plan, of a table of rules.
///
/// Lookups that find nothing, or something else, throw a `Rejection` naming the key and the place
/// (`config.missing-key`, `config.not-text`, `config.not-list`, `config.not-map`, `config.not-number`,
/// `config.not-date`, `config.not-truth`, `config.unknown-key`).
package struct ConfigValue: Sendable {
    package struct Entry: Sendable {
        package let key: String
        package let keySpan: SourceSpan
        package let value: ConfigValue
    }

    package enum Content: Sendable {
        case scalar(String)
        case list([ConfigValue])
        /// In the order of the file.
        case map([Entry])
    }

    package let content: Content
    package let span: SourceSpan
    /// How a message names the value, for example `settings.rates`.
    package let path: String

    package init(_ content: Content, at span: SourceSpan, path: String) {
        self.content = content
        self.span = span
        self.path = path
    }

    /// The value under `key`, or nil when this is no map or has no such key.
    package subscript(key: String) -> ConfigValue? {
        entries.first { $0.key == key }?.value
    }

    /// The entries of a map in the order of the file; none for anything else.
    package var entries: [Entry] {
        guard case .map(let entries) = content else { return [] }
        return entries
    }

    package var keys: [String] { entries.map(\.key) }

    package var isEmpty: Bool {
        switch content {
        case .scalar(let text): text.isEmpty
        case .list(let values): values.isEmpty
        case .map(let entries): entries.isEmpty
        }
    }

    // MARK: What this value is

    package func asText() throws(Rejection) -> String {
        guard case .scalar(let text) = content else { throw wrong("config.not-text") }
        return text
    }

    /// A whole number, with an optional sign, no separators.
    package func asInt() throws(Rejection) -> Int {
        let text = try asText()
        guard let number = Int(text) else { throw wrong("config.not-number", text) }
        return number
    }

    package func asBool() throws(Rejection) -> Bool {
        let text = try asText()
        switch text {
        case "true": return true
        case "false": return false
        default: throw wrong("config.not-truth", text)
        }
    }

    /// `2019-10-28`
    package func asDate() throws(Rejection) -> CivilDate {
        let text = try asText()
        if let date = CivilDate(iso: text) { return date }
        guard let meant = LikelyMeaning.date(text) else { throw wrong("config.not-date", text) }
        throw Rejection("config.not-date-near", ["path": path, "text": text, "near": meant.iso], at: span)
    }

    package func asList() throws(Rejection) -> [ConfigValue] {
        guard case .list(let values) = content else { throw wrong("config.not-list") }
        return values
    }

    /// A list of texts; a single text counts as a list of one.
    package func asTexts() throws(Rejection) -> [String] {
        if case .scalar(let text) = content { return [text] }
        var texts: [String] = []
        for value in try asList() { texts.append(try value.asText()) }
        return texts
    }

    /// Refuses anything but a map.
    package func asMap() throws(Rejection) -> [Entry] {
        guard case .map(let entries) = content else { throw wrong("config.not-map") }
        return entries
    }

    // MARK: What lies under a key

    package func require(_ key: String) throws(Rejection) -> ConfigValue {
        _ = try asMap()
        guard let value = self[key] else {
            throw Rejection("config.missing-key", ["key": key, "path": path], at: span)
        }
        return value
    }

    package func text(_ key: String) throws(Rejection) -> String { try require(key).asText() }
    package func int(_ key: String) throws(Rejection) -> Int { try require(key).asInt() }
    package func date(_ key: String) throws(Rejection) -> CivilDate { try require(key).asDate() }
    package func list(_ key: String) throws(Rejection) -> [ConfigValue] { try require(key).asList() }
    package func texts(_ key: String) throws(Rejection) -> [String] { try require(key).asTexts() }

    package func optionalText(_ key: String) throws(Rejection) -> String? { try self[key]?.asText() }
    package func optionalInt(_ key: String) throws(Rejection) -> Int? { try self[key]?.asInt() }
    package func optionalDate(_ key: String) throws(Rejection) -> CivilDate? { try self[key]?.asDate() }
    package func optionalBool(_ key: String) throws(Rejection) -> Bool? { try self[key]?.asBool() }

    /// Refuses keys other than `known`, all at once, each with the nearest known name as a hint.
    package func requireOnly(keys known: [String]) throws(Rejection) {
        let mistakes = unknownKeys(known)
        if !mistakes.isEmpty { throw Rejection(mistakes) }
    }

    package func unknownKeys(_ known: [String]) -> [Diagnostic] {
        entries.filter { !known.contains($0.key) }.map { entry in
            NearName.diagnostic(
                "config.unknown-key", ["key": entry.key, "path": path], name: entry.key, among: known,
                at: entry.keySpan)
        }
    }

    private func wrong(_ code: String, _ text: String = "") -> Rejection {
        Rejection(code, ["path": path, "text": text], at: span)
    }
}

/// The known name a misspelt one most likely means.
package enum NearName {
    /// The nearest of `known` within a third of the letters, or nil.
    package static func of(_ name: String, among known: [String]) -> String? {
        let best = known.map { ($0, distance(Array(name), Array($0))) }.min { ($0.1, $0.0) < ($1.1, $1.0) }
        guard let (near, distance) = best, distance <= max(1, name.count / 3) else { return nil }
        return near
    }

    /// A diagnostic `code`, or `code-near` with the argument `near` when a known name is close, or when the name is the
    /// title of one.
    package static func diagnostic(
        _ code: String, _ arguments: [String: String], name: String, among known: [String],
        titles: [(title: String, name: String)] = [], at span: SourceSpan?
    ) -> Diagnostic {
        var arguments = arguments
        arguments["known"] = known.joined(separator: ", ")
        let titled = titles.first { $0.title == name }?.name
        guard let near = titled ?? of(name, among: known) else { return Diagnostic(.error, code, arguments, at: span) }
        arguments["near"] = near
        return Diagnostic(.error, code + "-near", arguments, at: span)
    }

    /// Insertions, deletions, replacements and swaps of neighbours (Damerau, restricted).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var rows = Array(repeating: Array(repeating: 0, count: right.count + 1), count: left.count + 1)
        for i in 0...left.count { rows[i][0] = i }
        for j in 0...right.count { rows[0][j] = j }
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        for i in 1...left.count {
            for j in 1...right.count {
                let same = left[i - 1] == right[j - 1]
                var best = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1))
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    best = min(best, rows[i - 2][j - 2] + 1)
                }
                rows[i][j] = best
            }
        }
        return rows[left.count][right.count]
    }
}
