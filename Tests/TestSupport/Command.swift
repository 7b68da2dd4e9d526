import Foundation

/// Runs a program and gives what it said.
package enum Command {
    package struct Outcome: Sendable {
        /// The exit code; for a program ended by a signal, 128 + its number, as shells count.
        package let status: Int
        package let output: [UInt8]
        package let errors: [UInt8]

        /// Standard output as UTF-8.
        package var text: String { String(decoding: output, as: UTF8.self) }
        package var errorText: String { String(decoding: errors, as: UTF8.self) }
    }

    /// The program was still running after the time it was given, and was killed.
    package struct Overrun: Error, CustomStringConvertible {
        package let description: String
    }

    /// - Parameters:
    ///   - program: a path, or a name looked up in `PATH`.
    ///   - input: standard input; nothing when absent.
    ///   - environment: added to the environment of the tests.
    ///   - folder: the working folder; the project's root when absent.
    ///   - seconds: how long it may take.
    /// - Throws: `Overrun`; a Foundation error when the program cannot be started.
    package static func run(
        _ program: String, _ arguments: [String] = [], input: [UInt8] = [], environment: [String: String] = [:],
        in folder: String? = nil, seconds: Int = 60
    ) throws -> Outcome {
        // Files instead of pipes: a full pipe would stop the program, and nobody has to read while it runs.
        let scratch = try ScratchFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program.contains("/") ? program : "/usr/bin/env")
        process.arguments = program.contains("/") ? arguments : [program] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.currentDirectoryURL = URL(fileURLWithPath: folder ?? Project.root)
        let reading = try FileHandle(forReadingFrom: URL(fileURLWithPath: scratch.write(input, to: "input")))
        let writing = try ["output", "errors"].map {
            try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.write([], to: $0)))
        }
        process.standardInput = reading
        process.standardOutput = writing[0]
        process.standardError = writing[1]
        // `Process` keeps its handles for long, and cannot start a child while a thousand files are open.
        defer {
            // Closing our end of a scratch file loses nothing.
            for handle in [reading] + writing { try? handle.close() }
        }
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + .seconds(seconds)) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            let line = ([program] + arguments).joined(separator: " ")
            throw Overrun(description: "still running after \(seconds) s, killed: \(line)")
        }
        let code = Int(process.terminationStatus)
        return Outcome(
            status: process.terminationReason == .uncaughtSignal ? 128 + code : code,
            output: try [UInt8](Data(contentsOf: URL(fileURLWithPath: scratch / "output"))),
            errors: try [UInt8](Data(contentsOf: URL(fileURLWithPath: scratch / "errors"))))
    }
}
