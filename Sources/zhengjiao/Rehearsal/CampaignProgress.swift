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
        /// The part of the phase that the bar has shown.
        var shown = 0.0
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
                let days = ["phase": phase.name, "from": phase.days.first.iso, "to": phase.days.last.iso]
                line("progress.phase", days, &state)
                (state.phase, state.moments, state.done, state.shown) = (phase, moments, 0, 0)
            case .phaseFinished(let phase):
                if isTerminal { bar(say("progress.phase-done", ["phase": phase.name]), &state, isFull: true) }
                state.phase = nil
            case .started(_, _, let items):
                (state.pieces, state.piecesDone) = (items, 0)
            case .stepFinished(let claim, let output):
                state.piecesDone += 1
                let moment = CampaignProgress.key(claim.step, claim.nominal)
                for (name, value) in output { state.facts[moment, default: [:]][name, default: 0] += Int(value) ?? 0 }
                if isTerminal { bar("\(claim.date.iso) \(claim.step.name)", &state) }
            case .finished(let step, let moment): finish(step, moment, &state)
            case .taskOpened(let task): line("progress.task", ["task": task.title], &state)
            case .delivery(let delivery) where delivery.state == .sent || delivery.state == .acknowledged:
                if !isTerminal { line("progress.sent", ["key": delivery.key], &state) }
            default: mishap(event, &state)
            }
        }
    }

    /// What did not go as it should.
    private func mishap(_ event: DispatchEvent, _ state: inout State) {
        switch event {
        case .stepFailed(let claim, let reason, let retryAt):
            var facts = named(claim)
            (facts["attempt"], facts["reason"]) = ("\(claim.attempt)", reason)
            facts["next"] = retryAt.map { Instant(milliseconds: $0).text }
            line(retryAt == nil ? "progress.failed" : "progress.failed-again", facts, &state)
        case .stepRejected(let claim, let rejection):
            state.rejected += 1
            // The first says it; hundreds of villages would only say it again.
            guard state.rejected == 1 else { return }
            line("progress.rejected", named(claim), &state)
            Failures.show(Rejection(Array(rejection.diagnostics.prefix(CampaignProgress.shownMistakes))))
            let more = rejection.diagnostics.count - CampaignProgress.shownMistakes
            if more > 0 { line("progress.more", ["count": "\(more)"], &state) }
        case .storageFailed(let reason, let retryAt):
            line("progress.storage", ["reason": reason, "next": Instant(milliseconds: retryAt).text], &state)
        case .delivery(let delivery) where delivery.state == .failed || delivery.state == .unknown:
            line("progress.unsent", ["key": delivery.key, "reason": delivery.reason], &state)
        case .historyLost(let lost):
            var facts = ["held": "\(lost.held)", "unknown": "\(lost.unknown)"]
            facts["from"] = Instant(milliseconds: lost.from).text
            facts["to"] = Instant(milliseconds: lost.to).text
            line("progress.restored", facts, &state)
        case .clockChanged(.set(let by)): line("progress.clock-set", ["seconds": "\(by / 1_000)"], &state)
        case .clockChanged(.suspended(let time)): line("progress.suspended", ["seconds": "\(time / 1_000)"], &state)
        case .occurrenceFailed(let step, let moment, let stuck) where state.rejected == 0:
            line("progress.stuck", ["at": moment.text, "step": step.name, "count": "\(stuck)"], &state)
        default: break
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
        (state.pieces, state.piecesDone) = (0, 0)
        let reported = state.facts.removeValue(forKey: CampaignProgress.key(step, moment)) ?? [:]
        let facts = CampaignProgress.facts.compactMap { fact in
            reported[fact.name].flatMap { $0 > 0 || fact.isShownWhenZero ? say(fact.code, ["count": "\($0)"]) : nil }
        }
        if isTerminal { bar("\(moment.date.iso) \(step.name)", &state) } else {
            let separator = Failures.language == .chinese ? ("：", "，") : (": ", ", ")
            write("  \(moment.text) \(step.name)" + (facts.isEmpty ? "" : separator.0)
                + facts.joined(separator: separator.1), &state)
        }
    }

    private static func key(_ step: PlannedStep, _ moment: Instant) -> String { "\(step.id)@\(moment.milliseconds)" }

    private static let shownMistakes = 20

    /// What the facts of a step are called, in the order in which they are told.
    private static let facts: [(name: String, code: String, isShownWhenZero: Bool)] = [
        ("obligations", "progress.obligations", true), ("settled", "progress.settled", true),
        ("voided", "progress.voided", false), ("refused", "progress.refused", false),
        ("receipts", "progress.receipts", true), ("differences", "progress.differences", true),
        ("issue", "progress.issue", true), ("medical", "progress.medical", true),
        ("pension", "progress.pension", true), ("journal", "progress.journal", true),
        ("undone", "progress.undone", false),
    ]

    private func named(_ claim: Claim) -> [String: String] {
        let item = claim.item.map { Failures.language == .chinese ? "（\($0.title)）" : " (\($0.title))" } ?? ""
        return ["date": claim.date.iso, "step": claim.step.name, "item": item]
    }

    /// A line between the bars, for whoever runs the campaign.
    func note(_ code: String, _ facts: [String: String] = [:]) {
        state.withLock { line(code, facts, &$0) }
    }

    // MARK: Drawing

    private func line(_ code: String, _ facts: [String: String], _ state: inout State) {
        write(say(code, facts), &state)
    }

    private func write(_ text: String, _ state: inout State) {
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
        // Moments that run side by side share the count of pieces; what was shown is not taken back.
        let share = isFull ? 1 : max(state.shown, min(1, (Double(state.done) + piece) / Double(state.moments)))
        state.shown = share
        let filled = Int(share * Double(CampaignProgress.barWidth))
        let drawn =
            String(repeating: "█", count: filled) + String(repeating: "░", count: CampaignProgress.barWidth - filled)
        let percent = Int(share * 100)
        FileHandle.standardError.write(Data("\r\u{1B}[K  \(drawn) \(percent)%  \(text)".utf8))
        state.hasBar = true
        if isFull {
            FileHandle.standardError.write(Data("\n".utf8))
            state.hasBar = false
        }
    }
}
