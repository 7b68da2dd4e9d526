import Diagnostics
import Foundation
import Settings
import Storage
import Workflow

/// The file that says who may talk to the daemon, in which posts, and by which token.
package struct PeopleFile: Sendable {
    package let people: [Person]

    /// Reads and checks the file.
    /// - Parameter definition: the plan whose roles the posts are; nil where they are not looked at.
    /// - throws: `Rejection` with all mistakes: `people.unreadable`, `people.mode`, those of `parse`.
    package static func load(path: String, definition: Definition?) throws(Rejection) -> PeopleFile {
        try checkMode(path)
        return try parse(read(path), file: path, definition: definition)
    }

    package static func read(_ path: String) throws(Rejection) -> String {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else { throw Rejection("people.unreadable", ["file": path]) }
        return text
    }

    /// Others must neither read nor write it, the group must not write it.
    private static func checkMode(_ path: String) throws(Rejection) {
        var facts = stat()
        guard stat(path, &facts) == 0 else { throw Rejection("people.unreadable", ["file": path]) }
        let mode = facts.st_mode & 0o777
        guard mode & 0o027 == 0 else {
            throw Rejection("people.mode", ["file": path, "mode": String(mode, radix: 8)])
        }
        guard facts.st_uid == geteuid() || facts.st_uid == 0 else {
            throw Rejection("people.owner", ["file": path, "owner": "\(facts.st_uid)"])
        }
    }

    /// - throws: `Rejection` with all mistakes: those of `ConfigValue`, `people.id`, `people.twice`,
    ///   `people.same-name`, `people.unknown-post`, `people.region`, `people.token`, `people.token-twice`.
    package static func parse(
        _ text: String, file: String, definition: Definition?
    ) throws(Rejection) -> PeopleFile {
        let root = try ConfigValue.read(text, file: file)
        try root.requireOnly(keys: ["people"])
        var mistakes = DiagnosticList()
        var people: [Person] = []
        for value in try root.list("people") {
            do {
                let person = try person(value, definition)
                check(person, against: people, at: value.span, &mistakes)
                people.append(person)
            } catch {
                mistakes.append(error)
            }
        }
        try mistakes.throwIfErrors()
        return PeopleFile(people: people)
    }

    private static func person(_ value: ConfigValue, _ definition: Definition?) throws(Rejection) -> Person {
        try value.requireOnly(keys: ["id", "name", "posts", "operator", "token", "regions", "classes"])
        let id = try value.text("id")
        guard !id.isEmpty, id.unicodeScalars.count <= 64,
            id.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" })
        else { throw Rejection("people.id", ["id": id], at: try value.require("id").span) }
        let posts = try value["posts"]?.asTexts() ?? []
        if let definition {
            let known = definition.roles.map(\.id)
            for post in posts where !known.contains(post) {
                throw Rejection(
                    "people.unknown-post", ["person": id, "post": post, "known": known.joined(separator: ", ")],
                    at: value["posts"]?.span)
            }
        }
        let token = try value.optionalText("token")
        if let token, Token.parts(token) == nil {
            throw Rejection("people.token", ["person": id], at: value["token"]?.span)
        }
        let regions = try value["regions"]?.asTexts()
        for region in regions ?? [] where !isRegion(region) {
            throw Rejection("people.region", ["person": id, "region": region], at: value["regions"]?.span)
        }
        return Person(
            id: id, name: try value.optionalText("name") ?? id, posts: posts,
            isOperator: try value.optionalBool("operator") ?? false, token: token, regions: regions,
            classes: try value["classes"]?.asTexts())
    }

    /// 6, 9 or 12 digits or capitals: district, town, village.
    private static func isRegion(_ code: String) -> Bool {
        [6, 9, 12].contains(code.utf8.count)
            && code.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    }

    private static func check(
        _ person: Person, against people: [Person], at span: SourceSpan, _ mistakes: inout DiagnosticList
    ) {
        if people.contains(where: { $0.id == person.id }) {
            mistakes.error("people.twice", ["person": person.id], at: span)
        } else if people.contains(where: { $0.name == person.name }) {
            mistakes.error("people.same-name", ["name": person.name], at: span)
        }
        if person.token != nil, people.contains(where: { $0.token == person.token }) {
            mistakes.error("people.token-twice", ["person": person.id], at: span)
        }
    }

    /// Whose token it is. Every person is compared, so that the time says nothing about who is in the file.
    package func person(withToken token: String) -> Person? {
        var found: Person?
        for person in people {
            guard let record = person.token, let (salt, hash) = Token.parts(record) else { continue }
            if Token.isSame(Token.hash(token, salt), hash) { found = person }
        }
        return found
    }

    /// The text of a people file with another record for a person; all else, remarks too, stays as it is.
    /// - throws: `Rejection` `people.unknown`, `people.flow` when the person is written in one line.
    package static func text(
        _ text: String, file: String, settingTokenOf id: String, to record: String
    ) throws(Rejection) -> String {
        let root = try ConfigValue.read(text, file: file)
        let values = try root.list("people")
        guard let value = values.first(where: { $0["id"].map { $0.isText(id) } ?? false }) else {
            let known = values.compactMap { $0["id"] }.map(\.shownText).joined(separator: ", ")
            throw Rejection("people.unknown", ["person": id, "known": known])
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let entries = value.entries
        let isSpread = Set(entries.map(\.keySpan.line)).count == entries.count
        guard isSpread, let first = entries.first(where: { $0.key == "id" }) else {
            throw Rejection("people.flow", ["person": id, "record": record], at: value.span)
        }
        if let old = entries.first(where: { $0.key == "token" }) {
            let lead = lines[old.keySpan.line - 1].unicodeScalars.prefix(old.keySpan.column - 1)
            lines[old.keySpan.line - 1] = String(lead) + "token: " + record
        } else {
            let indent = String(repeating: " ", count: first.keySpan.column - 1)
            lines.insert(indent + "token: " + record, at: first.keySpan.line)
        }
        return lines.joined(separator: "\n")
    }
}

extension ConfigValue {
    fileprivate func isText(_ text: String) -> Bool { shownText == text }

    fileprivate var shownText: String {
        guard case .scalar(let text) = content else { return "" }
        return text
    }
}
