/// What a column holds. Money is an integer of fen, time an integer of UTC milliseconds, all else text or bytes.
package enum Value: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    package init(_ value: Int) { self = .integer(Int64(value)) }
    package init(_ value: Int64) { self = .integer(value) }
    package init(_ value: Bool) { self = .integer(value ? 1 : 0) }
    package init(_ value: String) { self = .text(value) }
    package init(_ value: [UInt8]) { self = .blob(value) }
    /// `YYYY-MM-DD`
    package init(_ value: CivilDate) { self = .text(value.iso) }
    package init(_ value: Instant) { self = .integer(value.milliseconds) }

    package init(_ value: Int?) { self = value.map { Value($0) } ?? .null }
    package init(_ value: Int64?) { self = value.map { Value($0) } ?? .null }
    package init(_ value: String?) { self = value.map { Value($0) } ?? .null }
    package init(_ value: CivilDate?) { self = value.map { Value($0) } ?? .null }
    package init(_ value: Instant?) { self = value.map { Value($0) } ?? .null }
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .text(value) }
    package init(nilLiteral: ()) { self = .null }
}
