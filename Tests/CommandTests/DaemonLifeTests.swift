import Foundation
import TestSupport
import Testing

/// How a daemon begins, ends, and bears what it is sent.
@Suite(.serialized) struct DaemonLifeTests {
    @Test(arguments: [SIGTERM, SIGINT])
    func `asked to stop in the middle of work it ends, and goes on from there`(number: Int32) throws {
        let daemon = try LiveDaemon()
        _ = try daemon.waitFor("work") { daemon.log.contains("印制征收清册") ? true : nil }
        daemon.send(number)
        #expect(daemon.status() == 0)
        #expect(daemon.log.contains("办完手头的工作就停") && daemon.log.contains("已停止"))
        try daemon.start()
        let tasks = try daemon.waitForTasks()
        #expect(!tasks.isEmpty)
        #expect(try daemon.get("/api/v1/journal/verify", as: "王伟").status == 200)
        daemon.send(number)
        #expect(daemon.status() == 0)
    }

    @Test func `a second signal ends it at once, and nothing is lost`() throws {
        let daemon = try LiveDaemon()
        _ = try daemon.waitFor("work") { daemon.log.contains("印制征收清册") ? true : nil }
        daemon.send(SIGTERM)
        daemon.send(SIGTERM)
        #expect([0, 128 + Int(SIGTERM)].contains(daemon.status()))
        try daemon.start()
        #expect(try !daemon.waitForTasks().isEmpty)
    }

    @Test func `a token is replaced while it runs, and a wrong file changes nothing`() throws {
        let daemon = try LiveDaemon()
        let old = daemon.tokens["王伟"] ?? ""
        #expect(try daemon.get("/api/v1/status", as: old).status == 200)
        try daemon.makeToken("王伟")
        let file = try String(contentsOfFile: daemon.scratch / "people.yaml", encoding: .utf8)
        #expect(file.contains("# 经办") && !file.contains(daemon.tokens["王伟"] ?? "?") && !file.contains(old))
        #expect(try daemon.get("/api/v1/status", as: "王伟").status == 401)
        daemon.send(SIGHUP)
        _ = try daemon.waitFor("the new token") {
            try daemon.get("/api/v1/status", as: "王伟").status == 200 ? true : nil
        }
        #expect(try daemon.get("/api/v1/status", as: old).status == 401)
        try daemon.scratch.write("people: [{ id: 王伟, posts: [nobody] }]", to: "people.yaml")
        chmod(daemon.scratch / "people.yaml", 0o640)
        daemon.send(SIGHUP)
        _ = try daemon.waitFor("a refusal") { daemon.log.contains("people.unknown-post") ? true : nil }
        #expect(try daemon.get("/api/v1/status", as: "王伟").status == 200)
    }

    @Test func `who guesses tokens is slowed down, who has one is not`() throws {
        let daemon = try LiveDaemon()
        let statuses = try (0..<30).map { try daemon.get("/api/v1/status", as: "zj_\($0)").status }
        #expect(statuses.prefix(20).allSatisfy { $0 == 401 } && statuses.suffix(10).allSatisfy { $0 == 429 })
        #expect(try daemon.get("/api/v1/status", as: "王伟").status == 200)
    }

    @Test func `the service manager hears of its beginning and its end`() throws {
        let manager = try ManagerSocket()
        let daemon = try LiveDaemon(environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "400000"])
        let ready = try manager.nextOther()
        #expect(ready.hasPrefix("READY=1\nSTATUS=青石区"))
        // It says that it lives as often as it is asked to, and no longer than it does.
        for _ in 0..<3 { #expect(try manager.next() == "WATCHDOG=1") }
        daemon.send(SIGTERM)
        #expect(try manager.nextOther() == "STOPPING=1")
        #expect(daemon.status() == 0)
    }

    /// Bytes that are no HTTP, and HTTP with a wrong byte here and there.
    @Test(arguments: 1...4)
    func `whatever it is sent, it goes on`(seed: UInt64) throws {
        let daemon = try LiveDaemon()
        var dice = SplitMix64(seed: seed)
        let lines = [
            "POST /api/v1/tasks/1/decide?a=b HTTP/1.1", "Host: a", "Content-Type: application/json",
            "Authorization: Bearer \(daemon.tokens["王伟"] ?? "")", "Content-Length: 25", "",
            "{\"choice\": [1, {\"a\": 2}]}",
        ]
        let request = Array(lines.joined(separator: "\r\n").utf8)
        for _ in 0..<60 {
            var bytes = request
            for _ in 0..<Int.random(in: 1...6, using: &dice) {
                let place = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0..<3, using: &dice) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &dice)
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + 9))
                default: bytes.insert(contentsOf: [UInt8](repeating: bytes[place], count: 40), at: place)
                }
                if bytes.isEmpty { bytes = request }
            }
            let answer = LiveDaemon.answer(try daemon.raw(bytes))
            #expect((answer?.status ?? 400) < 500, "\(String(decoding: bytes, as: UTF8.self))")
        }
        let headers = (0..<300).map { "X-\($0): \(String(repeating: "x", count: 60))" }
        #expect(try [400, 431].contains(daemon.get("/health", headers).status))
        #expect(try daemon.get("/health").status == 200)
        #expect(!daemon.log.contains("api-failed"))
    }

    @Test func `people files that are not safe or not right are refused`() throws {
        let scratch = try ScratchFolder()
        let plan = Campaigns.small + "/campaign.yaml"
        let cases: [(String, mode_t, String)] = [
            (LiveDaemon.people, 0o644, "people.mode"), (LiveDaemon.people, 0o660, "people.mode"),
            ("people: [{ id: 王 伟 }]", 0o600, "people.id"),
            ("people: [{ id: a }, { id: a }]", 0o600, "people.twice"),
            ("people: [{ id: a, name: 王伟 }, { id: b, name: 王伟 }]", 0o600, "people.same-name"),
            ("people: [{ id: a, posts: [mayor] }]", 0o600, "people.unknown-post"),
            ("people: [{ id: a, token: zj_abc }]", 0o600, "people.token"),
            ("people: [{ id: a, age: 3 }]", 0o600, "config.unknown-key"),
        ]
        for (index, (text, mode, code)) in cases.enumerated() {
            let path = try scratch.write(text, to: "people-\(index).yaml")
            chmod(path, mode)
            let outcome = try Campaigns.zhengjiao([
                "serve", plan, "--data", Campaigns.small + "/data", "--out", scratch / "out", "--people", path,
                "--listen", "127.0.0.1:0",
            ])
            #expect(outcome.status == 65 && outcome.errorText.contains("[\(code)]"), "\(outcome.errorText)")
        }
    }
}

/// A socket as a service manager holds it.
private final class ManagerSocket {
    private let scratch: ScratchFolder
    private let file: Int32
    var path: String { scratch / "notify" }

    init() throws {
        scratch = try ScratchFolder()
        file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var limit = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array((scratch / "notify").utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }

    deinit { close(file) }

    /// What comes next that is no sign of life.
    func nextOther() throws -> String {
        while true {
            let said = try next()
            if said != "WATCHDOG=1" { return said }
        }
    }

    func next() throws -> String {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(file, &buffer, buffer.count, 0)
        guard count > 0 else { throw POSIXError(.ETIMEDOUT) }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }
}
