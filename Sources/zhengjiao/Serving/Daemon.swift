import Console
import Diagnostics
import Dispatch
import Foundation
import Glibc
import Storage
import Synchronization
import Workflow

/// A campaign that runs by the clock, with its API, its log and its service manager.
struct Daemon: Sendable {
    struct Settings: Sendable {
        let host: String
        let port: Int
        let people: String?
        let log: EventLog.Form
        /// How long the work in hand may take once it is to stop, in seconds.
        let stopWithin: Int
        let jobs: Int
        let drill: Drill?
    }

    /// When and from where a restore is tried out, and who is told.
    struct Drill: Sendable {
        /// Nil: only when an operator asks for it.
        let time: DrillTime?
        let folder: BackupFolder
        let mail: String?
    }

    let settings: Settings
    let composition: Composition
    let out: OutFolder
    let log: EventLog
    private let people: PeopleRegister
    private let pulse = Pulse(began: World.live.now())
    private let notice = ServiceNotice(environment: ProcessInfo.processInfo.environment)

    private var definition: Definition { composition.engine.definition }

    /// - throws: `Rejection` when the people file is wrong.
    init(_ settings: Settings, composition: Composition, out: OutFolder, log: EventLog) throws(Rejection) {
        self.settings = settings
        self.composition = composition
        self.out = out
        self.log = log
        let definition = composition.engine.definition
        people =
            if let path = settings.people {
                try PeopleRegister(path: path, definition: definition)
            } else { PeopleRegister(nobodyFor: definition) }
    }

    /// Runs until a signal comes and the work in hand is done.
    func run() async throws {
        let world = World.live
        let gauges = Gauges(version: Zhengjiao.configuration.version, began: world.now())
        let teller = ServeLog(log: log, definition: definition)
        let dispatcher = Dispatcher(
            engine: composition.engine, world: world, workers: settings.jobs,
            handlers: composition.desk.handlers, relay: composition.relay,
            mark: HistoryMark(path: out.databasePath + ".mark"),
            tell: { event in
                gauges.take(event, now: world.now())
                teller.tell(event)
            }, turned: { [pulse] in pulse.turned($0, $1) })
        let (wakes, waking) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let (drills, drilling) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let bureau = Bureau(
            engine: composition.engine, people: people, gauges: gauges, pulse: pulse, log: log, now: world.now,
            sleep: world.sleep,
            nudge: {
                dispatcher.nudge()
                waking.yield()
            },
            settle: { [people, composition] task, maker, checker, transaction in
                // Papers name people, not their identifiers.
                func name(_ id: String) -> String { people.people.first { $0.id == id }?.name ?? id }
                try composition.desk.settle(
                    task, maker: name(maker), checker: name(checker), at: world.now(), transaction)
            },
            disk: { [out] in Daemon.disk(out) },
            startDrill: { [settings] in
                guard settings.drill != nil else { return false }
                drilling.yield()
                return true
            }, views: { [composition] in try DaemonViews.answer($0, composition) })
        if settings.people == nil { log.write(.warning, "log.no-people") }
        let (stops, stopping) = AsyncStream<Int32>.makeStream()
        let signals = DaemonSignals(
            stop: { number, isFirst in
                guard isFirst else { _exit(128 + number) }
                dispatcher.stop()
                self.announceStop(number)
                stopping.yield(number)
            }, reload: { self.reload() })
        defer { signals.end() }
        let campaign = ConsoleServer.Campaign(
            run: { [log, pulse, relay = composition.relay] in
                let run = { try await withTaskExecutorPreference(WorkThreads()) { try await dispatcher.run() } }
                var end = try await run()
                pulse.end()
                guard end == .finished else { return }
                log.write(.info, "log.campaign-over")
                // What people still send, and the drills' mails, goes out after the campaign as well.
                for await _ in wakes where end == .finished {
                    if try !relay.isIdle() { end = try await run() }
                }
            },
            stop: {
                dispatcher.stop()
                waking.finish()
            })
        do {
            try await ConsoleServer(host: settings.host, port: settings.port, bureau: bureau).serve(
                campaign, beside: beside(bureau, gauges, world, drills), ready: { self.announceStart($0) },
                end: { for await _ in stops { break } })
        } catch  where "\(error)".contains("Address already in use") {
            throw Rejection("command.address-used", ["address": "\(settings.host):\(settings.port)"])
        }
        try composition.database.close()
        log.write(.info, "log.stopped")
    }

    private func beside(
        _ bureau: Bureau, _ gauges: Gauges, _ world: World, _ drills: AsyncStream<Void>
    ) -> [@Sendable () async throws -> Void] {
        var tasks: [@Sendable () async throws -> Void] = [{ try await self.keepWatch(bureau, world) }]
        if let drill = settings.drill {
            let time = drill.time
            let drill = RestoreDrill(
                folder: drill.folder, mail: drill.mail, sender: composition.desk.settings.sender,
                composition: composition, out: out, gauges: gauges, log: log, nudge: bureau.nudge)
            if let time { tasks.append { try await drill.run(at: time, in: world) } }
            tasks.append { for await _ in drills { drill.run(once: world) } }
        }
        return tasks
    }

    private func announceStart(_ port: Int) {
        let address = "http://\(settings.host):\(port)"
        log.write(.info, "log.serving", [("title", definition.title), ("address", address)])
        if !["127.0.0.1", "localhost", "::1"].contains(settings.host) {
            log.write(.warning, "log.open-address", [("address", address)])
        }
        notice.send(.ready, status: definition.title)
    }

    private func announceStop(_ number: Int32) {
        log.write(.info, "log.stopping", [("signal", "\(number)")])
        notice.send(.stopping)
        let (log, seconds) = (log, settings.stopWithin)
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) {
            log.write(.error, "log.stop-limit", [("seconds", "\(seconds)")])
            // What was claimed is taken back at the next start, and a commit is on the disk or was never one.
            _exit(74)
        }
    }

    private func reload() {
        do {
            try people.reload()
            log.write(.info, "log.people-read", [("count", "\(people.people.count)")])
        } catch {
            log.write(.error, "log.people-wrong", ServeLog.facts(error))
        }
    }

    /// Tells the service manager that all is well, as often as it wants to hear it, while it is.
    private func keepWatch(_ bureau: Bureau, _ world: World) async throws {
        guard let interval = notice.watchdog else { return }
        while true {
            if !pulse.isLate(world.now()) { notice.send(.alive) }
            try await world.sleep(world.now() + interval / 2)
        }
    }

    private static func disk(_ out: OutFolder) -> Bureau.Disk {
        var facts = statvfs()
        let isKnown = statvfs(out.state, &facts) == 0
        func size(_ path: String) -> Int {
            // A file that is not there has no size.
            ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0
        }
        return Bureau.Disk(
            free: isKnown ? Int(facts.f_bavail) * Int(facts.f_frsize) : 0, database: size(out.databasePath),
            log: size(out.databasePath + "-wal"))
    }
}

/// The signals of a daemon: SIGTERM and SIGINT to stop, a second one to stop at once, SIGHUP to read the people file
/// again.
private final class DaemonSignals {
    private let sources: [any DispatchSourceSignal]

    init(stop: @escaping @Sendable (Int32, _ isFirst: Bool) -> Void, reload: @escaping @Sendable () -> Void) {
        let queue = DispatchQueue(label: "zhengjiao.signals")
        let asked = Mutex(false)
        let handlers: [(Int32, @Sendable () -> Void)] =
            [SIGTERM, SIGINT].map { number in
                (
                    number,
                    {
                        let isFirst = asked.withLock { asked in
                            defer { asked = true }
                            return !asked
                        }
                        stop(number, isFirst)
                    }
                )
            } + [(SIGHUP, reload)]
        sources = handlers.map { number, handler in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler(handler: DispatchWorkItem(block: handler))
            source.resume()
            return source
        }
    }

    func end() { for source in sources { source.cancel() } }
}
