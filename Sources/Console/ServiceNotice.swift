import Foundation

/// Tells the service manager how the daemon is (sd_notify of systemd): a datagram to the socket that it names.
package struct ServiceNotice: Sendable {
    private let socketPath: String?
    /// How often the manager wants to hear that the daemon is alive, in milliseconds; nil when it does not care.
    package let watchdog: Int64?

    /// - Parameter environment: `NOTIFY_SOCKET`, `WATCHDOG_USEC`, as systemd sets them.
    package init(environment: [String: String]) {
        socketPath = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let isOurs = environment["WATCHDOG_PID"].map { $0 == "\(getpid())" } ?? true
        watchdog = isOurs ? environment["WATCHDOG_USEC"].flatMap { Int64($0) }.map { max(1, $0 / 1_000) } : nil
    }

    package enum State: String, Sendable {
        case ready = "READY=1"
        case stopping = "STOPPING=1"
        case alive = "WATCHDOG=1"
    }

    /// Sends it; a manager that cannot be reached is none of the daemon's business.
    package func send(_ state: State, status: String = "") {
        guard let socketPath else { return }
        let text = state.rawValue + (status.isEmpty ? "" : "\nSTATUS=\(status)")
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var path = Array(socketPath.utf8)
        // A name that begins with @ lies in the abstract space, which begins with a zero byte.
        let isAbstract = path.first == UInt8(ascii: "@")
        if isAbstract { path[0] = 0 }
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let length = MemoryLayout<sa_family_t>.size + path.count + (isAbstract ? 0 : 1)
        let file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard file >= 0 else { return }
        defer { close(file) }
        let bytes = Array(text.utf8)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(file, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, socklen_t(length))
            }
        }
    }
}
