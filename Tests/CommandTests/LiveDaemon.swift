import Foundation
import TestSupport
import Testing

/// `serve` as a process of its own on the small campaign, whose moments have long passed: it catches up, prints, and
/// comes to a stand where people have to decide.
final class LiveDaemon {
    struct Failure: Error, CustomStringConvertible { let description: String }

    struct Answer {
        let status: Int
        let head: String
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }

        func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
            try JSONDecoder().decode(type, from: Data(body))
        }

        /// The code of a problem; nothing when it is none.
        var code: String {
            struct Problem: Decodable { let code: String }
            // Most answers are no problem.
            return (try? decoded(Problem.self).code) ?? ""
        }
    }

    static let people = """
        people:
          # 经办
          - id: 王伟
            posts: [tax-bureau]
          - id: 李娜
            posts: [people-bank]
          - id: 钱坤
            posts: [tax-bureau, people-bank]
            regions: [379901X01]
          - id: zhao-min
            name: 赵敏
            posts: [leading-group]
            operator: true

        """

    let scratch: ScratchFolder
    let out: String
    private let campaign: String
    private(set) var tokens: [String: String] = [:]
    private(set) var port = 0
    private var process = Process()
    private var said = SaidLines()

    /// Prepares people and tokens, and starts.
    /// - Parameters:
    ///   - campaign: the folder of the plan and its data.
    ///   - prepare: what is done in the output folder before.
    init(
        _ arguments: [String] = [], environment: [String: String] = [:], campaign: String = Campaigns.small,
        prepare: (_ out: String) throws -> Void = { _ in }
    ) throws {
        self.campaign = campaign
        scratch = try ScratchFolder()
        out = scratch / "out"
        let file = try scratch.write(LiveDaemon.people, to: "people.yaml")
        chmod(file, 0o640)
        for person in ["王伟", "李娜", "钱坤", "zhao-min"] { try makeToken(person) }
        try prepare(out)
        try start(arguments, environment: environment)
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    func makeToken(_ person: String) throws {
        let outcome = try Campaigns.zhengjiao(["token", person, "--people", scratch / "people.yaml"])
        guard outcome.status == 0 else { throw Failure(description: outcome.errorText) }
        tokens[person] = outcome.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What it has said since it was last started.
    var log: String { said.text }

    /// Starts, and waits until it answers.
    func start(_ arguments: [String] = [], environment: [String: String] = [:]) throws {
        process = Process()
        said = SaidLines()
        process.executableURL = URL(fileURLWithPath: Project.product("zhengjiao"))
        process.arguments =
            [
                "serve", campaign + "/campaign.yaml", "--data", campaign + "/data", "--out", out,
                "--people", scratch / "people.yaml", "--listen", "127.0.0.1:0",
            ] + arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(["ZHENGJIAO_HOME": Project.root]) { $1 }.merging(Campaigns.chinese) { $1 }
            .merging(environment) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = said.pipe
        try process.run()
        let found = try waitFor("an address") { log.firstMatch(of: /http:\/\/127\.0\.0\.1:([0-9]+)/) }
        port = Int(found.output.1) ?? 0
    }

    /// Looks again each time that it has said something, until there is what is wanted, or it ends, or minutes have
    /// gone.
    func waitFor<Value>(_ what: String, _ look: () throws -> Value?) throws -> Value {
        let end = ContinuousClock.now + .seconds(240)
        while ContinuousClock.now < end {
            let isRunning = process.isRunning
            let length = said.length
            if let value = try look() { return value }
            guard isRunning else { break }
            said.wait(beyond: length)
        }
        throw Failure(description: "no \(what): \(log.suffix(2_000))")
    }

    var isRunning: Bool { process.isRunning }

    func send(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for its end.
    func status() -> Int {
        process.waitUntilExit()
        let code = Int(process.terminationStatus)
        return process.terminationReason == .uncaughtSignal ? 128 + code : code
    }

    // MARK: Asking

    func get(_ path: String, as person: String? = nil, _ headers: [String] = []) throws -> Answer {
        try ask("GET", path, as: person, headers: headers)
    }

    func post(_ path: String, as person: String?, _ body: String, _ headers: [String] = []) throws -> Answer {
        try ask("POST", path, as: person, headers: ["Content-Type: application/json"] + headers, body: body)
    }

    func ask(
        _ method: String, _ path: String, as person: String? = nil, headers: [String] = [], body: String = ""
    ) throws -> Answer {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1", "Connection: close"] + headers
        if let person { lines.append("Authorization: Bearer \(tokens[person] ?? person)") }
        if !body.isEmpty || method == "POST" { lines.append("Content-Length: \(body.utf8.count)") }
        let bytes = try raw(Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
        guard let answer = LiveDaemon.answer(bytes) else {
            throw Failure(description: "no answer to \(method) \(path): \(log.suffix(1_000))")
        }
        return answer
    }

    /// What an HTTP/1.1 answer is made of; nil when the bytes are none.
    static func answer(_ bytes: [UInt8]) -> Answer? {
        guard let gap = Data(bytes).firstRange(of: Data("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<gap.lowerBound], as: UTF8.self)
        guard let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        return Answer(status: status, head: head.lowercased(), body: Array(bytes[gap.upperBound...]))
    }

    /// Sends bytes as they are and gives everything that comes back until the other side ends.
    func raw(_ bytes: [UInt8]) throws -> [UInt8] {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(file) }
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            // A daemon that refuses early closes early.
            guard count > 0 else { break }
            sent += count
        }
        shutdown(file, Int32(SHUT_WR))
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &buffer, buffer.count)
            guard count > 0 else { return answer }
            answer += buffer[..<count]
        }
    }

    // MARK: The campaign

    struct Task: Decodable {
        let id: Int
        let title, state: String
        let choices: [String]
        let maker, checker, decision: String?
    }

    struct Page<Row: Decodable>: Decodable {
        let items: [Row]
        let next: Int?
    }

    func tasks(_ scope: String, as person: String) throws -> [Task] {
        try get("/api/v1/tasks?scope=\(scope)", as: person).decoded(Page<Task>.self).items
    }

    /// Has the public notices approved, which comes after the differences.
    func approvePublication() throws {
        let task = try waitFor("the notices") {
            try tasks("open", as: "zhao-min").first { $0.choices.contains("同意公示") }
        }
        let path = "/api/v1/tasks/\(task.id)"
        let answers = [
            try post(path + "/decide", as: "王伟", "{\"choice\": \"同意公示\"}"), try post(path + "/approve", as: "李娜", "{}"),
        ]
        guard answers.allSatisfy({ $0.status == 200 }) else { throw Failure(description: answers.map(\.text).joined()) }
    }

    /// Waits until people have something to decide: everything before is done then.
    func waitForTasks() throws -> [Task] {
        try waitFor("tasks") {
            let tasks = try tasks("open", as: "zhao-min")
            return tasks.isEmpty ? nil : tasks
        }
    }
}

/// What a process writes into a pipe, as it comes.
private final class SaidLines: @unchecked Sendable {
    let pipe = Pipe()
    /// Guards `bytes`, and is told when they grow.
    private let condition = NSCondition()
    private var bytes: [UInt8] = []

    init() {
        pipe.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let more = handle.availableData
            if more.isEmpty { handle.readabilityHandler = nil }
            guard let self else { return }
            condition.withLock { self.bytes += more }
            condition.broadcast()
        }
    }

    var text: String { String(decoding: condition.withLock { bytes }, as: UTF8.self) }
    var length: Int { condition.withLock { bytes.count } }

    /// Returns when there is more than `length`; at the latest in a moment, for what is looked for may not be told.
    func wait(beyond length: Int) {
        condition.lock()
        defer { condition.unlock() }
        if bytes.count <= length { _ = condition.wait(until: Date(timeIntervalSinceNow: 1)) }
    }
}
