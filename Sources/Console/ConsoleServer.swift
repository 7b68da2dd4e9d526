import Hummingbird
import ServiceLifecycle

/// The daemon's HTTP side with the campaign beside it. Both end together: the campaign after the work in hand, the
/// server after the requests in hand.
package struct ConsoleServer: Sendable {
    /// What runs beside the server.
    package struct Campaign: Sendable {
        /// Runs the campaign to its end.
        let run: @Sendable () async throws -> Void
        /// Asks `run` to end.
        let stop: @Sendable () -> Void

        package init(run: @escaping @Sendable () async throws -> Void, stop: @escaping @Sendable () -> Void) {
            self.run = run
            self.stop = stop
        }
    }

    private let host: String
    private let port: Int
    private let bureau: Bureau

    /// - Parameter port: 0 for any that is free.
    package init(host: String, port: Int, bureau: Bureau) {
        self.host = host
        self.port = port
        self.bureau = bureau
    }

    /// Serves until `end` returns.
    /// - Parameters:
    ///   - ready: is told the port, once requests are answered.
    ///   - end: waits until the daemon is to stop.
    package func serve(
        _ campaign: Campaign, beside tasks: [@Sendable () async throws -> Void],
        ready: @escaping @Sendable (Int) -> Void, end: @escaping @Sendable () async -> Void
    ) async throws {
        var application = Application(
            responder: APIResponder(bureau: bureau),
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(75),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
            configuration: .init(address: .hostname(host, port: port), serverName: "zhengjiao"),
            onServerRunning: { channel in ready(channel.localAddress?.port ?? 0) })
        // It says in its own words what the log says in ours.
        application.logger.logLevel = .critical
        var services: [any Service] = [CampaignService(campaign: campaign)]
        services += tasks.map { AlongsideService(work: $0) }
        let group = ServiceGroup(
            configuration: .init(services: services + [application], logger: application.logger))
        try await withThrowingTaskGroup(of: Bool.self) { tasks in
            tasks.addTask {
                try await group.run()
                return true
            }
            tasks.addTask {
                await end()
                await group.triggerGracefulShutdown()
                return false
            }
            while let isOver = try await tasks.next(), !isOver {}
            tasks.cancelAll()
        }
    }
}

/// The campaign as a service beside the server.
private struct CampaignService: Service {
    let campaign: ConsoleServer.Campaign

    /// The campaign may end before the server: what it made can still be asked for.
    func run() async throws {
        try await withGracefulShutdownHandler {
            try await campaign.run()
            try await gracefulShutdown()
        } onGracefulShutdown: {
            campaign.stop()
        }
    }
}

/// Something that goes on beside until the end, such as telling the service manager that all is well.
private struct AlongsideService: Service {
    let work: @Sendable () async throws -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            // It is ended by cancelling, which is no failure; what else it may throw it has told itself.
            try? await work()
        }
        try await gracefulShutdown()
    }
}
