/// Somebody who may talk to the daemon.
package struct Person: Hashable, Sendable {
    /// How the journal and the tasks name the person.
    package let id: String
    package let name: String
    /// The plan's roles that the person fills.
    package let posts: [String]
    /// Whether the person may change the course of the campaign: try again, hold, release, cancel, send again.
    package let isOperator: Bool
    /// `sha256:SALT:HASH`; nil for somebody who may not log in.
    package let token: String?
    /// The codes of the towns and villages whose persons are shown to this one; nil for the whole district.
    package let regions: [String]?
    /// The special classes whose persons are; nil for all.
    package let classes: [String]?
}
