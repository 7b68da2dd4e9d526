import Diagnostics
import Foundation
import Storage

/// One request, read and checked against its route.
struct Asked: Sendable {
    /// Whoever the token belongs to; nil where none is needed.
    let person: Person?
    let language: Language
    /// The parts of the path that the route leaves open.
    let path: [String: String]
    let query: [String: String]
    let body: [String: BodyValue]
    /// The `Idempotency-Key`.
    let key: String?
    /// SHA-256 of what is asked.
    let digest: String
    /// Milliseconds of UTC.
    let now: Int64

    /// The person of a route that needs one.
    var who: Person {
        guard let person else { preconditionFailure("the route lets nobody in without a token") }
        return person
    }

    func number(_ name: String) throws(Rejection) -> Int {
        guard let text = path[name], let number = Int(text), number >= 1 else {
            throw Rejection("api.number", ["name": name, "text": path[name] ?? ""])
        }
        return number
    }

    /// `2019-11-01T19:00`
    func moment(_ name: String) throws(Rejection) -> Instant {
        let text = path[name] ?? ""
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let date = CivilDate(iso: parts[0]), let time = CivilTime(parts[1].prefix(5)),
            parts[1].utf8.count == 5
        else { throw Rejection("api.moment", ["text": text]) }
        return Instant(date, time)
    }

    /// A number of the query within bounds.
    func count(_ name: String, _ standard: Int, in bounds: ClosedRange<Int>) throws(Rejection) -> Int {
        guard let text = query[name] else { return standard }
        guard let number = Int(text), bounds.contains(number) else {
            let limits = ["from": "\(bounds.lowerBound)", "to": "\(bounds.upperBound)"]
            throw Rejection("api.bounds", ["name": name, "text": text].merging(limits) { $1 })
        }
        return number
    }

    func text(_ name: String) -> String {
        guard case .text(let text) = body[name] else { return "" }
        return text
    }

    func texts(_ name: String) -> [String: String] {
        guard case .texts(let texts) = body[name] else { return [:] }
        return texts
    }
}

/// What a body's field may hold.
enum BodyValue: Decodable, Sendable {
    case text(String)
    case texts([String: String])
    case other

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        // Each is tried in turn; what is none of them is told with the field's name.
        if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let texts = try? value.decode([String: String].self) {  // as above
            self = .texts(texts)
        } else {
            self = .other
        }
    }
}
