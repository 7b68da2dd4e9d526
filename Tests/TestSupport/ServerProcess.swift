import Foundation

/// A program that runs beside a test and is ended with it.
package final class ServerProcess: @unchecked Sendable {
    /// The program did not say in time what was waited for.
    package struct Silence: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) { self.description = description }
    }

    /// What the program has said; the reading thread keeps it, and so not the process.
    private final class Speech: @unchecked Sendable {
        let condition = NSCondition()
        var said: [UInt8] = []
        var hasEnded = false

        func read(_ file: FileHandle) {
            while true {
                let piece = file.availableData
                condition.withLock {
                    said += piece
                    hasEnded = piece.isEmpty
                    condition.broadcast()
                }
                if piece.isEmpty { return }
            }
        }
    }

    private let process = Process()
    private let speech = Speech()

    /// - Parameters:
    ///   - program: a path, or a name looked up in `PATH`.
    ///   - environment: added to the environment of the tests.
    package init(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        process.executableURL = URL(fileURLWithPath: program.contains("/") ? program : "/usr/bin/env")
        process.arguments = program.contains("/") ? arguments : [program] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let (speech, reading) = (speech, pipe.fileHandleForReading)
        // A thread of its own, because a full pipe would stop the program.
        Thread.detachNewThread { speech.read(reading) }
    }

    deinit { end() }

    /// Everything it has said, standard output and error together.
    package var text: String { speech.condition.withLock { String(decoding: speech.said, as: UTF8.self) } }

    /// Waits for a line that begins with `start`, after `count` others that do.
    /// - Returns: the rest of the line.
    /// - Throws: `Silence` after `seconds`, or when the program has ended without saying it.
    @discardableResult
    package func line(_ start: String, after count: Int = 0, seconds: Int = 60) throws -> String {
        let deadline = Date(timeIntervalSinceNow: TimeInterval(seconds))
        return try speech.condition.withLock {
            while true {
                let complete = speech.said.lastIndex(of: 10).map { speech.said[...$0] } ?? []
                let lines = String(decoding: complete, as: UTF8.self).split(separator: "\n")
                let found = lines.filter { $0.hasPrefix(start) }
                if found.count > count { return String(found[count].dropFirst(start.count)) }
                guard !speech.hasEnded, speech.condition.wait(until: deadline) else {
                    let said = String(decoding: speech.said, as: UTF8.self)
                    throw Silence(description: "no line “\(start)”: \(said)")
                }
            }
        }
    }

    /// Waits until what it has said is enough, or it has ended.
    /// - Throws: `Silence` after `seconds`.
    package func wait(for what: String, seconds: Int = 60, until isEnough: (String) -> Bool) throws {
        let deadline = Date(timeIntervalSinceNow: TimeInterval(seconds))
        try speech.condition.withLock {
            while !isEnough(String(decoding: speech.said, as: UTF8.self)), !speech.hasEnded {
                guard speech.condition.wait(until: deadline) else {
                    throw Silence(description: "no \(what): \(String(decoding: speech.said, as: UTF8.self))")
                }
            }
        }
    }

    /// Kills it and what it started, as a power cut does, and waits until it is gone.
    package func end() {
        guard process.isRunning else { return }
        let number = process.processIdentifier
        // It may be gone already.
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(number)/task")) ?? []
        let children = threads.flatMap { thread -> [Int32] in
            // A thread that has ended meanwhile has no children.
            let list = (try? String(contentsOfFile: "/proc/\(number)/task/\(thread)/children", encoding: .utf8)) ?? ""
            return list.split(separator: " ").compactMap { Int32($0) }
        }
        for id in [number] + children { kill(id, SIGKILL) }
        process.waitUntilExit()
    }

    /// A port of this machine that nothing listens on.
    package static func freePort() throws -> Int {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(file) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let found = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, length) == 0 && getsockname(file, $0, &length) == 0
            }
        }
        guard found else { throw Silence(description: "no free port: \(String(cString: strerror(errno)))") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
