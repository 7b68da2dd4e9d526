import Diagnostics
import Foundation
import Storage
import Synchronization
import Workflow

/// Shows a campaign going by: a bar a phase on a terminal, a line a finished moment otherwise.
final class CampaignProgress: Sendable {
    private let isTerminal: Bool
    private let state = Mutex(State())

    private struct State {
        var phase: Phase?
        var moments = 0
        var done = 0
        /// Pieces of work of the moment that is going on.
        var pieces = 0
        var piecesDone = 0
        var hasBar = false
        /// Sums of what the steps of each moment report; moments that were missed may run side by side.
        var facts: [String: [String: Int]] = [:]
        var rejected = 0
    }

    private static let barWidth = 28

    init(isTerminal: Bool) { self.isTerminal = isTerminal }

    func tell(_ event: DispatchEvent) {
        state.withLock { state in
            switch event {
            case .phaseStarted(let phase, let moments):
                line("\(phase.name)（\(phase.days.first.iso) 至 \(phase.days.last.iso)）", &state)
                (state.phase, state.moments, state.done) = (phase, moments, 0)
            case .phaseFinished(let phase):
                if isTerminal { bar("\(phase.name)完成", &state, isFull: true) }
                state.phase = nil
            case .started(_, _, let items):
                (state.pieces, state.piecesDone) = (items, 0)
            case .stepFinished(let claim, let output):
                state.piecesDone += 1
                let moment = CampaignProgress.key(claim.step, claim.nominal)
                for (name, value) in output { state.facts[moment, default: [:]][name, default: 0] += Int(value) ?? 0 }
                if isTerminal { bar("\(claim.date.iso) \(claim.step.name)", &state) }
            case .finished(let step, let moment): finish(step, moment, &state)
            case .stepFailed(let claim, let reason, let retryAt):
                let next = retryAt.map { "，\(Instant(milliseconds: $0).text) 重试" } ?? "，不再重试，等待处理"
                line("  ！\(claim.date.iso) \(claim.step.name)\(item(claim))第 \(claim.attempt) 次未成：\(reason)\(next)", &state)
            case .stepRejected(let claim, let rejection):
                state.rejected += 1
                // The first says it; hundreds of villages would only say it again.
                guard state.rejected == 1 else { return }
                line("  ！\(claim.date.iso) \(claim.step.name)\(item(claim))：输入有误", &state)
                Failures.show(Rejection(Array(rejection.diagnostics.prefix(20))))
            case .storageFailed(let reason, let retryAt):
                line("  ！写不进数据库：\(reason)，\(Instant(milliseconds: retryAt).text) 重试", &state)
            case .taskOpened(let task): line("  待办：\(task.title)", &state)
            case .delivery(let delivery) where delivery.state == .sent || delivery.state == .acknowledged:
                if !isTerminal { line("  已发送 \(delivery.key)", &state) }
            case .delivery(let delivery) where delivery.state == .failed || delivery.state == .unknown:
                line("  ！发送 \(delivery.key)：\(delivery.reason)", &state)
            case .occurrenceFailed(let step, let moment, let stuck):
                line("  ！\(moment.text) \(step.name)：\(stuck) 件没有完成，等待处理", &state)
            case .due, .stepSnoozed, .lost, .stale, .taskEscalated, .delivery: break
            }
        }
    }

    /// A message between the bars.
    func warn(_ rejection: Rejection) {
        state.withLock { state in
            clear(&state)
            Failures.show(rejection)
        }
    }

    private func finish(_ step: PlannedStep, _ moment: Instant, _ state: inout State) {
        state.done += 1
        let reported = state.facts.removeValue(forKey: CampaignProgress.key(step, moment)) ?? [:]
        let facts = reported.sorted { $0.key < $1.key }.compactMap { name, value in
            CampaignProgress.words[name].map { "\($0) \(value)" }
        }
        if isTerminal { bar("\(moment.date.iso) \(step.name)", &state) } else {
            line("  \(moment.text) \(step.name)" + (facts.isEmpty ? "" : "：" + facts.joined(separator: "，")), &state)
        }
    }

    private static func key(_ step: PlannedStep, _ moment: Instant) -> String { "\(step.id)@\(moment.milliseconds)" }

    /// What the facts of a step are called.
    private static let words = [
        "obligations": "应缴", "settled": "入账", "voided": "作废凭证", "refused": "拒收文件", "receipts": "凭证", "differences": "差异",
        "issue": "期数", "pension": "回传养老", "medical": "回传医疗", "journal": "日志",
    ]

    private func item(_ claim: Claim) -> String { claim.item.map { "（\($0.title)）" } ?? "" }

    // MARK: Drawing

    private func line(_ text: String, _ state: inout State) {
        clear(&state)
        Failures.write(text)
    }

    private func clear(_ state: inout State) {
        guard state.hasBar else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
        state.hasBar = false
    }

    private func bar(_ text: String, _ state: inout State, isFull: Bool = false) {
        guard state.phase != nil, state.moments > 0 else { return }
        let piece = state.pieces > 0 ? min(1, Double(state.piecesDone) / Double(state.pieces)) : 0
        let share = isFull ? 1 : min(1, (Double(state.done) + piece) / Double(state.moments))
        let filled = Int(share * Double(CampaignProgress.barWidth))
        let drawn = String(repeating: "█", count: filled) + String(repeating: "░", count: CampaignProgress.barWidth - filled)
        let percent = Int(share * 100)
        FileHandle.standardError.write(Data("\r\u{1B}[K  \(drawn) \(percent)%  \(text)".utf8))
        state.hasBar = true
        if isFull {
            FileHandle.standardError.write(Data("\n".utf8))
            state.hasBar = false
        }
    }
}
