import Foundation

/// The seeds that a test plays, as many as the environment asks for.
package enum Seeds {
    /// From 1 to the number that `variable` gives, or from the first to the last of a range (`11-40`); from 1 to
    /// `count` where it is not set.
    package static func asked(_ variable: String, usually count: UInt64) -> [UInt64] {
        let wanted = ProcessInfo.processInfo.environment[variable] ?? "\(count)"
        let range = wanted.split(separator: "-").compactMap { UInt64($0) }
        return Array((range.count == 2 ? range[0] : 1)...(range.last ?? count))
    }
}
