import Hummingbird

/// How a campaign stands, for people and programs that ask over HTTP. It names nobody.
package struct CampaignStatus: Codable, Sendable {
    package struct Phase: Codable, Sendable {
        package let id: String
        package let name: String
        package let from: String
        package let to: String

        package init(id: String, name: String, from: String, to: String) {
            self.id = id
            self.name = name
            self.from = from
            self.to = to
        }
    }

    package let plan: String
    package let title: String
    package let phases: [Phase]
    /// The engine's newest time, ISO 8601.
    package let lastMoved: String
    /// Planned moments by the state they are in.
    package let occurrences: [String: Int]
    package let openTasks: Int

    package init(
        plan: String, title: String, phases: [Phase], lastMoved: String, occurrences: [String: Int], openTasks: Int
    ) {
        self.plan = plan
        self.title = title
        self.phases = phases
        self.lastMoved = lastMoved
        self.occurrences = occurrences
        self.openTasks = openTasks
    }
}

extension CampaignStatus: ResponseEncodable {}
