import Console
import Diagnostics
import Storage
import Workflow

/// Writes what happens in a campaign into the daemon's log. Pieces of work that go well are counted, not told: their
/// moment tells for all.
struct ServeLog: Sendable {
    let log: EventLog
    let definition: Definition

    func tell(_ event: DispatchEvent) {
        switch event {
        case .phaseStarted(let phase, _): log.write(.info, "log.phase-started", [("phase", phase.name)])
        case .phaseFinished(let phase): log.write(.info, "log.phase-finished", [("phase", phase.name)])
        case .due(let step, let moment, let decision) where decision != .ran:
            log.write(.warning, "log.due", facts(step, moment) + [("decision", decision.rawValue)])
        case .started(let step, let moment, let items):
            log.write(.info, "log.started", facts(step, moment) + [("items", "\(items)")])
        case .finished(let step, let moment): log.write(.info, "log.finished", facts(step, moment))
        case .occurrenceFailed(let step, let moment, let stuck):
            log.write(.error, "log.stuck", facts(step, moment) + [("items", "\(stuck)")])
        case .taskOpened(let task):
            log.write(.info, "log.task-opened", [("task", task.key), ("role", definition.roleTitle(task.role))])
        case .taskEscalated(let task):
            let role = definition.roleTitle(task.wantedRole)
            log.write(.warning, "log.task-escalated", [("task", task.key), ("role", role)])
        case .delivery(let delivery):
            let isBad = delivery.state == .unknown || delivery.state == .failed
            log.write(
                isBad ? .error : .info, "log.delivery",
                [("delivery", delivery.key), ("channel", delivery.channel), ("state", delivery.state.rawValue)])
        default: mishap(event)
        }
    }

    private func mishap(_ event: DispatchEvent) {
        switch event {
        case .stepFailed(let claim, let reason, let retryAt):
            let told = facts(claim) + [("attempt", "\(claim.attempt)"), ("reason", reason)]
            if let retryAt {
                log.write(.warning, "log.step-failed", told + [("next", Instant(milliseconds: retryAt).text)])
            } else {
                log.write(.error, "log.step-given-up", told)
            }
        case .stepRejected(let claim, let rejection):
            log.write(.error, "log.step-rejected", facts(claim) + ServeLog.facts(rejection))
        case .historyLost(let lost):
            log.write(
                .error, "log.history-lost",
                [
                    ("from", Instant(milliseconds: lost.from).text), ("to", Instant(milliseconds: lost.to).text),
                    ("held", "\(lost.held)"), ("unknown", "\(lost.unknown)"),
                ])
        case .clockChanged(let change): log.write(.warning, "log.clock", [("change", "\(change)")])
        case .lost(let step, let moment, let item):
            log.write(.warning, "log.lost", facts(step, moment) + [("item", item)])
        case .stale(let claim): log.write(.warning, "log.stale", facts(claim))
        case .storageFailed(let reason, let retryAt):
            log.write(
                .error, "log.storage-failed", [("reason", reason), ("next", Instant(milliseconds: retryAt).text)])
        default: break
        }
    }

    /// Input that was refused without stopping the campaign.
    func warn(_ rejection: Rejection) { log.write(.warning, "log.input-warned", ServeLog.facts(rejection)) }

    /// Codes and places: the words and the lines may hold what residents would not want in a log.
    static func facts(_ rejection: Rejection) -> [(name: String, value: String)] {
        let shown = rejection.diagnostics.prefix(20).map { diagnostic in
            diagnostic.code + (diagnostic.span.map { " \($0.file):\($0.line):\($0.column)" } ?? "")
        }
        return [("count", "\(rejection.diagnostics.count)"), ("codes", shown.joined(separator: ", "))]
    }

    private func facts(_ step: PlannedStep, _ moment: Instant) -> [(name: String, value: String)] {
        [("step", step.id), ("name", step.name), ("at", moment.text)]
    }

    private func facts(_ claim: Claim) -> [(name: String, value: String)] {
        facts(claim.step, claim.nominal) + [("item", claim.item?.id ?? "")]
    }
}
