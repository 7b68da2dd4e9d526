import ArgumentParser
import Diagnostics
import Foundation

/// A command that has the daemon change something. It says where and what; asking, and the words for it being done,
/// are the same for all.
protocol RemoteAction: AsyncParsableCommand {
    var options: RemoteOptions { get }
    /// The path below `/api/v1/` and what is sent.
    var request: RemoteRequest { get }
}

struct RemoteRequest {
    let path: String
    let body: [String: RemoteValue]

    /// - Parameters:
    ///   - path: its steps; those that a person gave are escaped.
    ///   - texts: what is sent; without a value it is left out.
    init(_ path: String..., texts: [String: String?]) {
        self.path = "/api/v1/" + path.map(RemoteClient.part).joined(separator: "/")
        body = texts.compactMapValues { $0.map { .text($0) } }
    }

    private init(path: String, body: [String: RemoteValue]) {
        self.path = path
        self.body = body
    }

    func with(_ name: String, _ texts: [String: String]) -> RemoteRequest {
        RemoteRequest(path: path, body: texts.isEmpty ? body : body.merging([name: .texts(texts)]) { $1 })
    }
}

extension RemoteAction {
    func run() async throws {
        try await Failures.reporting {
            let data = try await RemoteClient(options).post(request.path, request.body)
            if options.json { return RemoteWords.show(data) }
            let state = try RemoteClient.decoded(RemoteRow.Changed.self, data).state
            print(say("remote.done") + (state.map { ": \($0)" } ?? ""))
        }
    }
}

extension CommandConfiguration {
    /// Of a command that asks the daemon.
    static func asking(_ name: String, _ about: String) -> CommandConfiguration {
        CommandConfiguration(commandName: name, abstract: about + "（问服务）。")
    }
}

struct DecideCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("decide", "对一项待办作出决定")

    @Argument(help: "待办的编号") var task: Int
    @Argument(help: "决定") var choice: String
    @Option(help: "说明") var note = ""
    @Option(help: "表单的一栏，写成 名称=值，可以写几次") var field: [String] = []
    @OptionGroup var options: RemoteOptions

    func validate() throws {
        if let wrong = field.first(where: { !$0.dropFirst().contains("=") }) {
            throw ValidationError(
                zh: "--field 要写成 名称=值，不是“\(wrong)”。", en: "write --field as name=value, not “\(wrong)”.")
        }
    }

    var request: RemoteRequest {
        let pairs = field.map {
            $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        }
        let fields = Dictionary(pairs.map { ($0[0], $0[1]) }) { _, last in last }
        return RemoteRequest("tasks", "\(task)", "decide", texts: ["choice": choice, "note": note])
            .with("fields", fields)
    }
}

struct ApproveCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("approve", "复核同意一项待办")

    @Argument(help: "待办的编号") var task: Int
    @Option(help: "说明") var note = ""
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest { RemoteRequest("tasks", "\(task)", "approve", texts: ["note": note]) }
}

struct SendBackCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("send-back", "复核退回一项待办")

    @Argument(help: "待办的编号") var task: Int
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest { RemoteRequest("tasks", "\(task)", "send-back", texts: ["reason": reason]) }
}

struct TakeCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("take", "一项待办由我来办，同岗位的人不再能办")

    @Argument(help: "待办的编号") var task: Int
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest { RemoteRequest("tasks", "\(task)", "take", texts: [:]) }
}

struct ReassignCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("reassign", "把一项待办交给一个人办；不写人则交还岗位")

    @Argument(help: "待办的编号") var task: Int
    @Argument(help: "人员的 id") var person: String?
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest {
        RemoteRequest("tasks", "\(task)", "reassign", texts: ["to": person, "reason": reason])
    }
}

struct DelegateCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("delegate", "请一个人在一段日子里替我办我的岗位")

    @Argument(help: "岗位") var post: String
    @Argument(help: "替办人的 id") var person: String
    @Option(help: "第一天，如 2019-11-01") var first: String
    @Option(help: "最后一天") var last: String
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest {
        RemoteRequest(
            "delegations", texts: ["post": post, "to": person, "first": first, "last": last, "reason": reason])
    }
}

struct RevokeCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("revoke", "收回一项委托；编号见 delegations")

    @Argument(help: "委托的编号") var delegation: Int
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest { RemoteRequest("delegations", "\(delegation)", "revoke", texts: ["reason": reason]) }
}
