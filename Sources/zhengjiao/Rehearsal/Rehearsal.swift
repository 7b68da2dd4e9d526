import ArgumentParser
import Delivery
import Diagnostics
import Foundation
import Glibc
import Levy
import Storage
import Synchronization
import Workflow

/// A campaign from its first to its last day on a virtual clock: the production engine, handlers and store.
struct Rehearsal {
    private let dispatcher: Dispatcher
    private let database: Database
    private let engine: Engine
    private let clock: VirtualClock
    private let out: OutFolder
    private let failed: FailureNote
    private let progress: CampaignProgress
    private let isResumed: Bool

    init(
        definition: Definition, planPath: String, data: String, out: OutFolder, fonts: String?, jobs: Int,
        isResumed: Bool = false
    ) throws {
        self.isResumed = isResumed
        let progress = CampaignProgress(isTerminal: isatty(2) == 1)
        self.progress = progress
        let start = Instant(definition.days.first).milliseconds
        let composition = try Composition(
            definition: definition, planPath: planPath, data: data, out: out, fonts: fonts, now: start,
            warn: { progress.warn($0) })
        (database, engine) = (composition.database, composition.engine)
        clock = VirtualClock(max(start, try engine.lastNow()))
        let people = try RehearsalPeople(definition, engine: engine, campaign: composition.desk.campaign)
        let note = FailureNote()
        failed = note
        dispatcher = Dispatcher(
            engine: engine, world: .virtual(clock), workers: jobs, handlers: composition.desk.handlers,
            relay: composition.relay,
            attend: people.attend, tell: { event in
                progress.tell(event)
                note.take(event)
            })
        note.watch(dispatcher)
        self.out = out
        // What could not be done the last time may have had its cause removed since.
        let stuck = try engine.stuckSteps()
        for step in stuck {
            try engine.retry(step: step, by: people.maker, reason: "--resume", now: clock.now)
        }
        if !stuck.isEmpty { progress.note("progress.again", ["count": "\(stuck.count)"]) }
    }

    /// Runs to the end, then says what was made.
    /// - Throws: `ExitCode` 65 when input was wrong, 74 when the campaign could not be brought to its end, 130 when it
    ///   was interrupted.
    func run() async throws {
        let signals = Signals { [dispatcher, failed] _ in
            failed.interrupt()
            dispatcher.stop()
        }
        let end = try await dispatcher.run()
        signals.end()
        if failed.cause == .wrongInput {
            progress.note("progress.correct")
            throw ExitCode.wrongInput
        }
        guard end == .finished else {
            let code = failed.cause == .interrupted ? "command.rehearsal-interrupted" : "command.rehearsal-stuck"
            Failures.show(Rejection(code, ["folder": out.root]))
            throw failed.cause == .interrupted ? ExitCode.interrupted : ExitCode.worldFailed
        }
        if isResumed && !failed.hasWorked { progress.note("progress.nothing-left") }
        let documents = try database.read { try DocumentStore.all(in: $0) }
        MadeTable(documents: documents, out: out).show()
        try database.checkpoint()
        try database.close()
    }
}

/// Stops a rehearsal where nobody is there to put things right, and remembers why.
private final class FailureNote: Sendable {
    enum Cause {
        case wrongInput, givenUp, interrupted
    }

    private struct State {
        var cause: Cause?
        var hasWorked = false
        weak var dispatcher: Dispatcher?
    }

    private let state = Mutex(State())

    var cause: Cause? { state.withLock { $0.cause } }
    /// Whether anything was done at all.
    var hasWorked: Bool { state.withLock { $0.hasWorked } }

    func watch(_ dispatcher: Dispatcher) { state.withLock { $0.dispatcher = dispatcher } }

    func interrupt() { state.withLock { $0.cause = $0.cause ?? .interrupted } }

    func take(_ event: DispatchEvent) {
        let dispatcher: Dispatcher? = state.withLock { state in
            switch event {
            case .stepRejected: state.cause = .wrongInput
            // Going on to later days would make papers that know of them before those that are still missing.
            case .stepFailed(_, _, retryAt: nil): state.cause = state.cause ?? .givenUp
            case .stepFinished:
                state.hasWorked = true
                return nil
            default: return nil
            }
            return state.dispatcher
        }
        dispatcher?.stop()
    }
}
