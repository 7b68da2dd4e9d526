import Foundation

/// A real mail server, aiosmtpd, on this machine, without TLS. It keeps its mails when it is ended and started again.
package final class MailProcess {
    package let scratch: ScratchFolder
    package private(set) var port = 0
    private var process: ServerProcess?

    package init() throws {
        scratch = try ScratchFolder()
        try start()
    }

    deinit { end() }

    package func start() throws {
        let process = try ServerProcess(
            Project.path(".cache/python/bin/python3"),
            [Project.path("Tests/DeliveryTests/Servers/mail.py"), scratch.path, "none"],
            environment: ["PORT": "\(port)"])
        port = Int(try process.line("port ")) ?? 0
        self.process = process
    }

    /// As in a power cut.
    package func end() { process?.end() }

    /// The `Message-ID` of every mail that it ever took, in order.
    package func received() throws -> [String] {
        let names = try scratch.files().filter { $0.hasSuffix(".eml") }
        let numbers = names.compactMap { Int($0.dropLast(4)) }.sorted()
        return try numbers.compactMap { number in
            let text = try String(contentsOfFile: scratch / "\(number).eml", encoding: .utf8)
            return text.split(whereSeparator: \.isNewline).first { $0.lowercased().hasPrefix("message-id:") }
                .map { $0.dropFirst(11).trimmingCharacters(in: .whitespaces) }
        }
    }
}
