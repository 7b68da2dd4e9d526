import Hummingbird
import ServiceLifecycle

/// A server for one person's browser: a page that shows pictures of a document and asks for them again when they have
/// changed. It answers only under the names of this machine, so that no page from elsewhere can read a preview.
package struct PreviewServer: Sendable {
    /// What the server asks for.
    package struct Source: Sendable {
        /// The HTML of the page.
        package let page: @Sendable () -> String
        /// What is to be shown, as JSON.
        package let state: @Sendable () throws -> String
        /// A page as PNG at a resolution; nil when there is no such page.
        package let picture: @Sendable (_ page: Int, _ dotsPerInch: Int) throws -> [UInt8]?
        /// A number for each change, until the preview ends.
        package let changes: @Sendable () -> AsyncStream<Int>

        package init(
            page: @escaping @Sendable () -> String, state: @escaping @Sendable () throws -> String,
            picture: @escaping @Sendable (Int, Int) throws -> [UInt8]?,
            changes: @escaping @Sendable () -> AsyncStream<Int>
        ) {
            (self.page, self.state, self.picture, self.changes) = (page, state, picture, changes)
        }
    }

    private let port: Int
    private let source: Source

    /// - Parameter port: 0 for any that is free.
    package init(port: Int, source: Source) {
        self.port = port
        self.source = source
    }

    /// Serves until a signal comes.
    /// - Parameter ready: is told the port.
    package func serve(ready: @escaping @Sendable (Int) -> Void) async throws {
        let application = Application(
            router: router(), configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in ready(channel.localAddress?.port ?? 0) })
        try await application.runService()
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: LocalOnly())
        let source = source
        router.get("/") { _, _ in PreviewServer.answer(source.page(), "text/html; charset=utf-8") }
        router.get("state") { _, _ in PreviewServer.answer(try source.state(), "application/json") }
        router.get("page/:number") { request, context -> Response in
            let number = try context.parameters.require("number", as: Int.self)
            let dots = request.uri.queryParameters["dpi"].flatMap { Int($0) } ?? 96
            guard (18...600).contains(dots), let bytes = try source.picture(number, dots) else {
                throw HTTPError(.notFound)
            }
            return Response(
                status: .ok, headers: [.contentType: "image/png", .cacheControl: "no-store"],
                body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        router.get("changes") { _, _ -> Response in
            let changes = source.changes()
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
                body: .init { writer in
                    // A browser that has gone is noticed by nobody until something is written; the end must not wait.
                    for await version in changes.cancelOnGracefulShutdown() {
                        try await writer.write(ByteBuffer(string: "data: \(version)\n\n"))
                    }
                    try await writer.finish(nil)
                })
        }
        return router
    }

    private static func answer(_ text: String, _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}

/// Refuses requests that came under another name than this machine's.
private struct LocalOnly: RouterMiddleware {
    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let name = request.head.authority?.split(separator: ":").first.map(String.init) ?? ""
        guard ["127.0.0.1", "localhost"].contains(name) else { throw HTTPError(.forbidden) }
        return try await next(request, context)
    }
}
