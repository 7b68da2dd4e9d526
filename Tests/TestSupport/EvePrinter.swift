import Foundation

/// A real IPP printer, `ippeveprinter`, on this machine. Its print command waits until the test lets it go on, or
/// prints at once.
package final class EvePrinter {
    package let scratch: ScratchFolder
    package let port: Int
    private let bus: ServerProcess
    private var printer: ServerProcess?
    /// Open for reading, too, so that words wait for the command to read them.
    private let words: FileHandle

    private let attributes: String?

    /// - Parameter attributes: what it says of itself, in the language of its `-a` files, instead of its own usual.
    package init(waits: Bool = true, attributes: String? = nil) throws {
        self.attributes = attributes
        scratch = try ScratchFolder()
        port = try ServerProcess.freePort()
        try scratch.write(
            """
            <busconfig><type>custom</type><listen>unix:path=\(scratch / "bus")</listen><auth>EXTERNAL</auth>
            <policy context="default">
            <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
            </policy></busconfig>
            """, to: "bus.conf")
        // The printer wants to speak to Avahi on a bus; on one of its own nobody answers, and nobody hears of it.
        bus = try ServerProcess(
            "dbus-daemon", ["--config-file", scratch / "bus.conf", "--nofork", "--nopidfile", "--print-address=1"])
        try bus.line("unix:")
        try FileManager.default.createDirectory(atPath: scratch / "spool", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: scratch / "keys", withIntermediateDirectories: true)
        // Says what it was given, then does what the next line of the test says.
        try scratch.write(
            """
            #!/bin/sh
            { env | grep '^IPP_' | sort; echo "bytes=$(wc -c < "$1")"; } > '\(scratch.path)'/given
            echo "$IPP_JOB_NAME" >> '\(scratch.path)'/printed
            \(waits ? "" : "exit 0")
            while read word < '\(scratch.path)'/next; do
                case "$word" in
                    done) exit 0 ;;
                    fail) exit 1 ;;
                    *) echo "STATE: $word" >&2 ;;
                esac
            done
            """, to: "print.sh")
        chmod(scratch / "print.sh", 0o755)
        mkfifo(scratch / "next", 0o600)
        words = FileHandle(fileDescriptor: open(scratch / "next", O_RDWR | O_CLOEXEC), closeOnDealloc: true)
        try start()
    }

    deinit { end() }

    package func start() throws {
        try scratch.write(attributes ?? "", to: "attributes")
        let printer = try ServerProcess(
            "ippeveprinter",
            [
                "-n", "localhost", "-r", "off", "-p", "\(port)", "-k", "-v", "-d", scratch / "spool", "-K",
                scratch / "keys", "-c", scratch / "print.sh",
            ] + (attributes == nil ? ["-2", "-f", "application/pdf"] : ["-a", scratch / "attributes"])
                + ["Prüfdrucker"],
            environment: ["DBUS_SYSTEM_BUS_ADDRESS": "unix:path=" + (scratch / "bus")])
        try printer.line("printer-uuid")
        self.printer = printer
    }

    /// As when somebody pulls its plug.
    package func end() { printer?.end() }

    /// Waits until it has done with every connection that it took, as it has after a minute that a test's clock skips.
    package func rest() throws {
        try printer?.wait(for: "rest") { text in
            text.components(separatedBy: "Accepted connection").count
                == text.components(separatedBy: "Closing connection").count
        }
    }

    /// Lets the print command go on: `done`, `fail`, or a change of the printer's reasons such as `+media-empty`.
    package func say(_ word: String) throws {
        try words.write(contentsOf: Data((word + "\n").utf8))
    }

    /// What the print command was given, once it runs.
    package func given() throws -> String { try String(contentsOfFile: scratch / "given", encoding: .utf8) }

    /// The names of the jobs that were ever put on paper, in order, each as often as it was.
    package func printed() throws -> [String] {
        guard FileManager.default.fileExists(atPath: scratch / "printed") else { return [] }
        return try String(contentsOfFile: scratch / "printed", encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// How many documents it ever got.
    package func documents() throws -> Int {
        try scratch.files().count { $0.hasPrefix("spool/") && $0.hasSuffix(".pdf") }
    }
}
