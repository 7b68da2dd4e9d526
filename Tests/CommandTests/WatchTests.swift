import Foundation
import TestSupport
import Testing

/// `watch` as a black box: a browser is played with plain requests.
@Suite struct WatchTests {
    struct Shown: Decodable {
        let version, pages: Int
        let title: String
        let mistakes: String?
    }

    @Test func `a change of template, style or data comes to the browser with its picture`() throws {
        let link = "<link rel=\"stylesheet\" href=\"a.css\">"
        let desk = try Desk(card: Desk.card.replacingOccurrences(of: "<style>", with: link + "<style>"))
        try desk.scratch.write("h1 { text-align: center }", to: "a.css")
        let watch = try Watch(desk, ["card.html", "--data", "card.csv", "--record", "2"])
        #expect(try watch.text("").contains("<img id=\"picture\""))
        let first: Shown = try watch.decoded("state")
        #expect(first.pages == 1 && first.title == "李四的通知" && first.mistakes == nil)
        let picture = try watch.bytes("page/1?dpi=72")
        #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let changes = try watch.changes()
        #expect(try changes.next() == first.version)

        try desk.scratch.write(Desk.table.replacingOccurrences(of: "李四", with: "李肆"), to: "card.csv")
        let second = try changes.next()
        #expect(second == first.version + 1)
        #expect(try watch.decoded("state", Shown.self).title == "李肆的通知")
        let changed = try watch.bytes("page/1?dpi=72")
        #expect(changed != picture)

        try desk.scratch.write("h1 { text-align: centre }", to: "a.css")
        #expect(try changes.next() == second + 1)
        let broken: Shown = try watch.decoded("state")
        #expect(broken.mistakes?.contains("a.css:1:18: 错误：") == true && broken.pages == 1, "\(broken)")
        #expect(try watch.bytes("page/1?dpi=72") == changed)

        try desk.scratch.write("h1 { text-align: right }", to: "a.css")
        #expect(try changes.next() == second + 2)
        let mended: Shown = try watch.decoded("state")
        #expect(mended.mistakes == nil)
        #expect(try watch.bytes("page/1?dpi=72") != changed)
        #expect(try watch.status("page/9") == 404 && watch.status("page/1?dpi=100000") == 404)
        #expect(try watch.status("state", host: "example.org") == 403)
        let outcome = watch.end(SIGTERM)
        #expect(outcome.status == 0 && outcome.errors.contains("毫秒后画面已更新"), "\(outcome.errors)")
    }

    @Test func `it begins with a template that is wrong and shows why`() throws {
        let desk = try Desk(card: Desk.card.replacingOccurrences(of: "font-size", with: "font-sizes"))
        let watch = try Watch(desk, ["card.html", "--data", "card.csv"])
        let shown: Shown = try watch.decoded("state")
        #expect(shown.pages == 0 && shown.mistakes?.contains("[css.misspelt-property]") == true)
        let changes = try watch.changes()
        #expect(try changes.next() == shown.version)
        try desk.scratch.write(Desk.card, to: "card.html")
        #expect(try changes.next() == shown.version + 1)
        #expect(try watch.decoded("state", Shown.self).pages == 1)
        #expect(watch.end(SIGINT).status == 0)
    }

    @Test func `what will never be there is said at once`() throws {
        let desk = try Desk()
        for arguments in [["none.html"], ["card.html", "--data", "none.csv"]] {
            let outcome = try desk.run(["watch"] + arguments, seconds: 20)
            #expect(outcome.status == 65, "\(outcome.errorText)")
        }
        #expect(try desk.run(["watch", "card.html", "--data", "-"], seconds: 20).status == 64)
    }
}

/// A running `watch`, and a browser that talks to it.
final class Watch {
    private let process = Process()
    private let errors: String
    private let port: Int

    struct Failure: Error, CustomStringConvertible { let description: String }

    init(_ desk: Desk, _ arguments: [String]) throws {
        errors = try desk.scratch.write([], to: "errors.txt")
        process.executableURL = URL(fileURLWithPath: Project.product("zhengjiao"))
        process.arguments = ["watch"] + arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(["ZHENGJIAO_HOME": Project.root]) { $1 }.merging(Campaigns.chinese) { $1 }
        process.currentDirectoryURL = URL(fileURLWithPath: desk.path)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        try process.run()
        var found: Int?
        while process.isRunning, found == nil {
            let said = try String(contentsOfFile: errors, encoding: .utf8)
            found = said.firstMatch(of: /127\.0\.0\.1:([0-9]+)\//).flatMap { Int($0.output.1) }
        }
        guard let found else {
            throw Failure(description: try String(contentsOfFile: errors, encoding: .utf8))
        }
        port = found
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    func end(_ signal: Int32) -> (status: Int, errors: String) {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        // Without its words the test says nothing more.
        let said = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
        return (Int(process.terminationStatus), said)
    }

    func bytes(_ path: String) throws -> [UInt8] {
        let answer = try Connection(port: port).ask(path)
        guard answer.status == 200 else { throw Failure(description: "\(path): \(answer.status)") }
        return answer.body
    }

    func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

    func decoded<Value: Decodable>(_ path: String, _ type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(try bytes(path)))
    }

    func status(_ path: String, host: String = "127.0.0.1") throws -> Int {
        try Connection(port: port).ask(path, host: host).status
    }

    func changes() throws -> Changes { try Changes(Connection(port: port)) }
}

/// The stream of changes, as an `EventSource` reads it.
final class Changes {
    private let connection: Connection
    private var text = ""

    init(_ connection: Connection) throws {
        self.connection = connection
        try connection.send("changes", host: "127.0.0.1", keeps: true)
    }

    /// Waits for the next number; `Connection` sets the limit.
    func next() throws -> Int {
        while true {
            if let match = text.firstMatch(of: /data: ([0-9]+)\n\n/), let number = Int(match.output.1) {
                text = String(text[match.range.upperBound...])
                return number
            }
            text += String(decoding: try connection.receive(), as: UTF8.self).replacing("\r\n", with: "\n")
        }
    }
}

/// A connection to a port of this machine. Reading waits for at most half a minute.
final class Connection {
    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }

    deinit { close(descriptor) }

    func send(_ path: String, host: String, keeps: Bool) throws {
        let request = "GET /\(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: \(keeps ? "keep-alive" : "close")\r\n\r\n"
        let bytes = Array(request.utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }

    /// What has come; throws at the end of the stream and when nothing comes.
    func receive() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { throw POSIXError(count == 0 ? .ECONNRESET : .ETIMEDOUT) }
        return Array(buffer[..<count])
    }

    func ask(_ path: String, host: String = "127.0.0.1") throws -> (status: Int, body: [UInt8]) {
        try send(path, host: host, keeps: false)
        var answer: [UInt8] = []
        var length: Int?
        let gap = Data("\r\n\r\n".utf8)
        while true {
            if let found = Data(answer).firstRange(of: gap) {
                let head = String(decoding: answer[..<found.lowerBound], as: UTF8.self).lowercased()
                length = head.firstMatch(of: /content-length: ([0-9]+)/).flatMap { Int($0.output.1) } ?? 0
                let body = Array(answer[found.upperBound...])
                if let length, body.count >= length {
                    return (Int(head.split(separator: " ")[1]) ?? 0, body)
                }
            }
            answer += try receive()
        }
    }
}
