import ArgumentParser
import Console
import Diagnostics
import Foundation
import Storage
import Workflow

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "按真实时间运行一份方案：到点办事，断电重启后接着办。",
        discussion: "状态和文书都在 --out 目录；邮件投到其中的 06-reports/outbox。HTTP：/health、/ready、/api/status。")

    @Argument(help: "方案（campaign.yaml）") var plan: String
    @Option(help: "各部门报来的数据所在目录") var data: String
    @Option(help: "状态和文书的目录；已有的会接着运行") var out: String
    @Option(help: "监听地址") var listen = "127.0.0.1:8080"
    @Option(help: "同时排版的线程数") var jobs = ProcessInfo.processInfo.activeProcessorCount
    @Option(help: "字体目录") var fonts: String?

    func validate() throws {
        if address == nil { throw ValidationError("--listen 要写成 主机:端口，如 127.0.0.1:8080。") }
        if jobs < 1 { throw ValidationError("--jobs 至少为 1。") }
    }

    private var address: (host: String, port: Int)? {
        guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
            (0...65_535).contains(port), colon > listen.startIndex
        else { return nil }
        return (String(listen[..<colon]), port)
    }

    func run() async throws {
        try await Failures.reporting {
            guard let address else { return }
            let definition = try Definition.load(path: plan)
            guard FileManager.default.fileExists(atPath: data) else {
                throw Rejection("command.data-folder", ["folder": data])
            }
            let folder = OutFolder(root: out)
            try folder.prepare(FileManager.default.fileExists(atPath: folder.databasePath) ? .resume : .fresh)
            let world = World.live
            let progress = CampaignProgress(isTerminal: false)
            let composition = try Composition(
                definition: definition, planPath: plan, data: data, out: folder, fonts: fonts, now: world.now(),
                isLive: true, warn: { progress.warn($0) })
            let dispatcher = Dispatcher(
                engine: composition.engine, world: world, workers: jobs, handlers: composition.desk.handlers,
                relay: composition.relay, mark: HistoryMark(path: folder.databasePath + ".mark"),
                tell: { progress.tell($0) })
            let engine = composition.engine
            let server = ConsoleServer(
                host: address.host, port: address.port, status: { try ServeCommand.status(engine) },
                run: { _ = try await dispatcher.run() }, stop: { dispatcher.stop() })
            Failures.write("\(definition.title)：运行中，http://\(listen)/api/status")
            try await server.serve()
            try composition.database.close()
        }
    }

    private static func status(_ engine: Engine) throws -> CampaignStatus {
        let definition = engine.definition
        let counts = try engine.ledger().occurrences.reduce(into: [:]) { $0[$1.state.rawValue, default: 0] += 1 }
        return CampaignStatus(
            plan: definition.id, title: definition.title,
            phases: definition.phases.map {
                CampaignStatus.Phase(id: $0.id, name: $0.name, from: $0.days.first.iso, to: $0.days.last.iso)
            },
            lastMoved: Instant(milliseconds: try engine.lastNow()).iso, occurrences: counts,
            openTasks: try engine.openTasks().count)
    }
}
