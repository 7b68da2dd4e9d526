import ArgumentParser
import Diagnostics

/// A planned moment of a step, or a piece of its work.
struct MomentArguments: ParsableArguments {
    @Argument(help: "步骤的 id") var step: String
    @Argument(help: "时点，如 2019-11-01T19:00") var at: String
    @Option(help: "原因") var reason: String

    func request(_ action: String) -> RemoteRequest {
        RemoteRequest("occurrences", step, at, action, texts: ["reason": reason])
    }
}

struct HoldCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("hold", "搁置一个还没有开始的时点，release 放行")

    @OptionGroup var moment: MomentArguments
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest { moment.request("hold") }
}

struct ReleaseCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("release", "放行一个被搁置的时点")

    @OptionGroup var moment: MomentArguments
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest { moment.request("release") }
}

struct CancelCommand: RemoteAction {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "撤销一个时点，或者一个步骤、一个阶段、整个活动余下的全部（问服务）。",
        discussion: """
            zhengjiao cancel supervision-report 2019-11-08T20:00 --reason 合并到下周
            zhengjiao cancel supervision-report --reason 改为每月通报
            zhengjiao cancel --phase collection --reason 延期
            zhengjiao cancel --campaign xuecheng-2019 --reason 省里叫停
            """)

    @Argument(help: "步骤的 id") var step: String?
    @Argument(help: "时点，如 2019-11-01T19:00；不写就是这个步骤余下的全部") var at: String?
    @Option(help: "阶段的 id：它余下的全部") var phase: String?
    @Option(help: "方案的 id：整个活动余下的全部") var campaign: String?
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    func validate() throws {
        if [step, phase, campaign].count(where: { $0 != nil }) != 1 {
            throw ValidationError(
                zh: "写一个步骤（和时点），或 --phase，或 --campaign。",
                en: "name a step (and its moment), or --phase, or --campaign.")
        }
    }

    var request: RemoteRequest {
        let texts: [String: String?] = ["reason": reason]
        if let phase { return RemoteRequest("phases", phase, "cancel", texts: texts) }
        if let campaign { return RemoteRequest("campaigns", campaign, "cancel", texts: texts) }
        guard let at else { return RemoteRequest("occurrences", step ?? "", "cancel", texts: texts) }
        return RemoteRequest("occurrences", step ?? "", at, "cancel", texts: texts)
    }
}

struct RetryCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("retry", "再办一次没有办成、或被搁下的一件工作")

    @Argument(help: "这件工作的编号") var step: Int
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest { RemoteRequest("steps", "\(step)", "retry", texts: ["reason": reason]) }
}

struct PutAsideCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("put-aside", "搁下一件没有人在办的工作，retry 让它继续")

    @Argument(help: "这件工作的编号") var step: Int
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest { RemoteRequest("steps", "\(step)", "hold", texts: ["reason": reason]) }
}

struct PauseCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("pause", "让一个阶段暂停")

    @Argument(help: "阶段的 id") var phase: String
    @Option(help: "原因") var reason: String
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest { RemoteRequest("phases", phase, "pause", texts: ["reason": reason]) }
}

struct ResumeCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("resume", "让暂停的阶段继续")

    @Argument(help: "阶段的 id") var phase: String
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest { RemoteRequest("phases", phase, "resume", texts: [:]) }
}

struct SignalCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("signal", "告知外面发生了一件事；同一个 key 只算一次")

    @Argument(help: "信号的 id") var signal: String
    @Option(help: "这件事的唯一标识，如文号") var key: String
    @Option(help: "说明") var detail = ""
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest { RemoteRequest("signals", signal, texts: ["key": key, "detail": detail]) }
}

/// Which delivery, and why.
struct DeliveryArguments: ParsableArguments {
    @Argument(help: "投递的编号") var delivery: Int
    @Option(help: "原因") var reason: String

    func request(_ action: String) -> RemoteRequest {
        RemoteRequest("deliveries", "\(delivery)", action, texts: ["reason": reason])
    }
}

struct ResendCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("resend", "再发一次下落不明或失败的投递")

    @OptionGroup var delivery: DeliveryArguments
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest { delivery.request("resend") }
}

struct ConfirmCommand: RemoteAction {
    static let configuration = CommandConfiguration.asking("confirm", "确认下落不明的投递其实已经发出")

    @OptionGroup var delivery: DeliveryArguments
    @OptionGroup var options: RemoteOptions

    var request: RemoteRequest { delivery.request("confirm") }
}
