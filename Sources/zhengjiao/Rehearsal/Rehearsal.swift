import ArgumentParser
import Delivery
import Diagnostics
import Foundation
import Glibc
import Levy
import Storage
import Workflow

/// A campaign from its first to its last day on a virtual clock: the production engine, handlers and store.
struct Rehearsal {
    private let dispatcher: Dispatcher
    private let database: Database
    private let engine: Engine
    private let clock: VirtualClock
    private let out: OutFolder
    private let failed: FailureNote

    init(
        definition: Definition, planPath: String, data: String, out: OutFolder, fonts: String?, jobs: Int
    ) throws {
        let progress = CampaignProgress(isTerminal: isatty(2) == 1)
        let start = Instant(definition.days.first).milliseconds
        let composition = try Composition(
            definition: definition, planPath: planPath, data: data, out: out, fonts: fonts, now: start,
            warn: { progress.warn($0) })
        (database, engine) = (composition.database, composition.engine)
        clock = VirtualClock(max(start, try engine.lastNow()))
        let people = try RehearsalPeople(definition.rehearsal, engine: engine)
        let note = FailureNote()
        failed = note
        dispatcher = Dispatcher(
            engine: engine, world: .virtual(clock), workers: jobs, handlers: composition.desk.handlers,
            relay: composition.relay,
            attend: people.attend, tell: { event in
                progress.tell(event)
                note.take(event)
            })
        note.dispatcher = dispatcher
        self.out = out
    }

    /// Runs to the end, then says what was made.
    /// - Throws: `ExitCode` 65 when input was wrong, 74 when the campaign could not be brought to its end.
    func run() async throws {
        let end = try await dispatcher.run()
        if failed.wasRejected { throw ExitCode.wrongInput }
        guard end == .finished else {
            throw Rejection("command.rehearsal-stuck", ["folder": out.root])
        }
        let documents = try database.read { try DocumentStore.all(in: $0) }
        MadeTable(documents: documents, out: out).show()
        try database.close()
    }
}

/// Stops a rehearsal at the first wrong input: nobody is there to put it right.
private final class FailureNote: @unchecked Sendable {
    private let lock = NSLock()
    private var rejected = false
    weak var dispatcher: Dispatcher?

    var wasRejected: Bool { lock.withLock { rejected } }

    func take(_ event: DispatchEvent) {
        guard case .stepRejected = event else { return }
        lock.withLock { rejected = true }
        dispatcher?.stop()
    }
}
