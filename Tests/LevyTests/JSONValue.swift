import Foundation
import Testing

/// JSON as a value that can be compared; lists of exceptions and differences compare as sets.
indirect enum JSONValue: Hashable {
    case object([String: JSONValue])
    case array([JSONValue])
    case number(Double)
    case text(String)
    case bool(Bool)
    case null

    init(_ bytes: [UInt8]) throws {
        self.init(any: try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed]))
    }

    private init(any value: Any) {
        switch value {
        case let members as [String: Any]: self = .object(members.mapValues { JSONValue(any: $0) })
        case let items as [Any]: self = .array(items.map { JSONValue(any: $0) })
        case let text as String: self = .text(text)
        case let number as NSNumber: self = .number(number.doubleValue)
        default: self = .null
        }
    }

    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    static func expectEqual(
        _ found: JSONValue, _ expected: JSONValue, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let differences = differences(found, expected)
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))", sourceLocation: sourceLocation)
    }

    /// Every path at which two values differ, so that a failing test says where.
    static func differences(_ found: JSONValue, _ expected: JSONValue, at path: String = "$") -> [String] {
        switch (found, expected) {
        case (.object(let left), .object(let right)):
            return Set(left.keys).union(right.keys).sorted().flatMap { key -> [String] in
                guard let ours = left[key] else { return ["\(path).\(key) is missing"] }
                guard let theirs = right[key] else { return ["\(path).\(key) is not expected"] }
                return differences(ours, theirs, at: "\(path).\(key)")
            }
        case (.array(let left), .array(let right)) where path.hasSuffix("exceptions") || path.hasSuffix("differences"):
            var rest = right
            var result: [String] = []
            for item in left {
                if let index = rest.firstIndex(of: item) {
                    rest.remove(at: index)
                } else {
                    result.append("\(path) has \(item), which is not expected")
                }
            }
            return result + rest.map { "\(path) lacks \($0)" }
        default: return found == expected ? [] : ["\(path): found \(found), expected \(expected)"]
        }
    }
}
