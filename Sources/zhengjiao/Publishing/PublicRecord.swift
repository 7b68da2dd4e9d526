import Levy
import Templates

/// What the template of a public document is filled from: facts about no person, and persons as their profile masks
/// them. There is no way to put anything else in.
struct PublicRecord {
    /// A row of its list, in which persons stand.
    struct Row {
        fileprivate var facts: [(String, Datum)] = []
        fileprivate var persons: [(String, MaskedText?)] = []
        fileprivate var empty: [String] = []

        /// A fact about no person, such as a serial number or whether something was paid.
        mutating func add(_ name: String, _ fact: Datum) { facts.append((name, fact)) }

        /// What is shown of a person; nil for nothing.
        mutating func add(_ name: String, _ text: MaskedText?) { persons.append((name, text)) }

        /// Nobody stands there.
        mutating func leaveOut(_ name: String) { empty.append(name) }
    }

    let record: Record

    /// - Parameters:
    ///   - list: the name of the list that the rows are of.
    init(_ profile: MaskingProfile, facts: [(String, Datum)], list: String, rows: [Row]) {
        precondition(profile.isPublic, "a profile of a public document")
        for (name, _) in facts { precondition(profile.facts.contains(name), "\(name) is no fact of \(profile.id)") }
        let records = rows.map { row in
            var fields: [(String, Datum)] = []
            for (name, fact) in row.facts {
                let path = "\(list).\(name)"
                let isState = profile.persons[path] == .payment && profile.treatment(.payment) == .full
                precondition(isState || profile.facts.contains(path), "\(path) is no fact of \(profile.id)")
                fields.append((name, fact))
            }
            for (name, text) in row.persons {
                let path = "\(list).\(name)"
                precondition(profile.persons[path] != nil, "\(path) shows no person in \(profile.id)")
                precondition(text.map { $0.field == profile.persons[path] } ?? true, "\(path) shows something else")
                fields.append((name, text.map { $0.text.isEmpty ? .missing : .text($0.text) } ?? .missing))
            }
            return Record(fields + row.empty.map { ($0, .record([:])) })
        }
        record = Record(facts + [(list, .list(records))])
    }
}
