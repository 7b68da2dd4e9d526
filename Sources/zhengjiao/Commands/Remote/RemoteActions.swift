import ArgumentParser
import Diagnostics
import Foundation

/// A change that a person makes through the daemon, and the words for it being done.
private func change(
    _ options: RemoteOptions, _ path: String, _ body: [String: RemoteValue]
) async throws {
    try await Failures.reporting {
        struct State: Decodable { let state: String? }
        let data = try await RemoteClient(options).post(path, body)
        if options.json { return RemoteWords.show(data) }
        let state = try RemoteClient.decoded(State.self, data).state
        print(RemoteWords.say("remote.done") + (state.map { ": \($0)" } ?? ""))
    }
}

struct DecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "decide", abstract: "对一项待办作出决定（问服务）。")

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

    func run() async throws {
        var body: [String: RemoteValue] = ["choice": .text(choice), "note": .text(note)]
        let pairs = field.map {
            $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        }
        if !pairs.isEmpty { body["fields"] = .texts(Dictionary(pairs.map { ($0[0], $0[1]) }) { _, last in last }) }
        try await change(options, "/api/v1/tasks/\(task)/decide", body)
    }
}

struct ApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "approve", abstract: "复核同意一项待办（问服务）。")

    @Argument(help: "待办的编号") var task: Int
    @Option(help: "说明") var note = ""
    @OptionGroup var options: RemoteOptions

    func run() async throws { try await change(options, "/api/v1/tasks/\(task)/approve", ["note": .text(note)]) }
}

struct SendBackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "send-back", abstract: "复核退回一项待办（问服务）。")

    @Argument(help: "待办的编号") var task: Int
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    func run() async throws { try await change(options, "/api/v1/tasks/\(task)/send-back", ["reason": .text(reason)]) }
}

struct HoldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "搁置一个还没有开始的时点（问服务）；release 放行。")

    @OptionGroup var moment: MomentArguments
    @OptionGroup var options: RemoteOptions

    func run() async throws { try await change(options, moment.path("hold"), ["reason": .text(moment.reason)]) }
}

struct PauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "pause", abstract: "让一个阶段暂停（问服务）。")

    @Argument(help: "阶段的 id") var phase: String
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    func run() async throws {
        try await change(options, "/api/v1/phases/\(RemoteClient.part(phase))/pause", ["reason": .text(reason)])
    }
}

struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "resume", abstract: "让暂停的阶段继续（问服务）。")

    @Argument(help: "阶段的 id") var phase: String
    @OptionGroup var options: RemoteOptions

    func run() async throws {
        try await change(options, "/api/v1/phases/\(RemoteClient.part(phase))/resume", [:])
    }
}

struct SignalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signal", abstract: "告知外面发生了一件事（问服务）；同一个 key 只算一次。")

    @Argument(help: "信号的 id") var signal: String
    @Option(help: "这件事的唯一标识，如文号") var key: String
    @Option(help: "说明") var detail = ""
    @OptionGroup var options: RemoteOptions

    func run() async throws {
        try await change(
            options, "/api/v1/signals/\(RemoteClient.part(signal))", ["key": .text(key), "detail": .text(detail)])
    }
}

struct DelegateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delegate", abstract: "请一个人在一段日子里替我办我的岗位（问服务）。")

    @Argument(help: "岗位") var post: String
    @Argument(help: "替办人的 id") var person: String
    @Option(help: "第一天，如 2019-11-01") var first: String
    @Option(help: "最后一天") var last: String
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    func run() async throws {
        try await change(
            options, "/api/v1/delegations",
            [
                "post": .text(post), "to": .text(person), "first": .text(first), "last": .text(last),
                "reason": .text(reason),
            ])
    }
}

struct ReassignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reassign", abstract: "把一项待办交给一个人办（问服务）；不写人则交还岗位。")

    @Argument(help: "待办的编号") var task: Int
    @Argument(help: "人员的 id") var person: String?
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    func run() async throws {
        var body: [String: RemoteValue] = ["reason": .text(reason)]
        if let person { body["to"] = .text(person) }
        try await change(options, "/api/v1/tasks/\(task)/reassign", body)
    }
}

struct RetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "retry", abstract: "再办一次没有办成的一件工作（问服务）。")

    @Argument(help: "这件工作的编号") var step: Int
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    func run() async throws { try await change(options, "/api/v1/steps/\(step)/retry", ["reason": .text(reason)]) }
}

/// Which planned moment of which step.
struct MomentArguments: ParsableArguments {
    @Argument(help: "步骤的 id") var step: String
    @Argument(help: "时点，如 2019-11-01T19:00") var at: String
    @Option(help: "原因") var reason: String

    func path(_ action: String) -> String {
        "/api/v1/occurrences/\(RemoteClient.part(step))/\(RemoteClient.part(at))/\(action)"
    }
}

struct ReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "release", abstract: "放行一个被搁置的时点（问服务）。")

    @OptionGroup var moment: MomentArguments
    @OptionGroup var options: RemoteOptions

    func run() async throws { try await change(options, moment.path("release"), ["reason": .text(moment.reason)]) }
}

struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "cancel", abstract: "撤销一个时点（问服务）。")

    @OptionGroup var moment: MomentArguments
    @OptionGroup var options: RemoteOptions

    func run() async throws { try await change(options, moment.path("cancel"), ["reason": .text(moment.reason)]) }
}

struct ResendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "resend", abstract: "再发一次下落不明或失败的投递（问服务）。")

    @Argument(help: "投递的编号") var delivery: Int
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    func run() async throws {
        try await change(options, "/api/v1/deliveries/\(delivery)/resend", ["reason": .text(reason)])
    }
}

struct ConfirmCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "confirm", abstract: "确认下落不明的投递其实已经发出（问服务）。")

    @Argument(help: "投递的编号") var delivery: Int
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    func run() async throws {
        try await change(options, "/api/v1/deliveries/\(delivery)/confirm", ["reason": .text(reason)])
    }
}
