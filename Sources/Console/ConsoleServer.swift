import Hummingbird
import ServiceLifecycle

/// The daemon's HTTP side: `/health`, `/ready` and `/api/status`. Runs the campaign beside it, and brings both to a
/// stop on SIGTERM or SIGINT, the campaign after the work in hand.
package struct ConsoleServer: Sendable {
    private let host: String
    private let port: Int
    private let status: @Sendable () throws -> CampaignStatus
    private let campaign: CampaignService

    /// - Parameters:
    ///   - status: asked at each request; throwing means not ready.
    ///   - run: runs the campaign to its end.
    ///   - stop: asks `run` to end.
    package init(
        host: String, port: Int, status: @escaping @Sendable () throws -> CampaignStatus,
        run: @escaping @Sendable () async throws -> Void, stop: @escaping @Sendable () -> Void
    ) {
        self.host = host
        self.port = port
        self.status = status
        campaign = CampaignService(work: run, stop: stop)
    }

    /// Serves until a signal comes.
    package func serve() async throws {
        let router = Router()
        let status = status
        router.get("health") { _, _ in HTTPResponse.Status.ok }
        router.get("ready") { _, _ -> HTTPResponse.Status in
            do {
                _ = try status()
                return .ok
            } catch {
                return .serviceUnavailable
            }
        }
        router.get("api/status") { _, _ in try status() }
        let application = Application(
            router: router, configuration: .init(address: .hostname(host, port: port), serverName: "zhengjiao"),
            services: [campaign])
        try await application.runService()
    }
}

/// The campaign as a service beside the server.
private struct CampaignService: Service {
    let work: @Sendable () async throws -> Void
    let stop: @Sendable () -> Void

    /// The campaign may end before the server: what it made can still be asked for.
    func run() async throws {
        try await withGracefulShutdownHandler {
            try await work()
            try await gracefulShutdown()
        } onGracefulShutdown: {
            stop()
        }
    }
}
