import ArgumentParser
import Console
import Delivery
import Diagnostics
import Foundation
import Storage
import Workflow

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "按真实时间运行一份方案：到点办事，断电重启后接着办。",
        discussion: """
            状态和文书都在 --out 目录。打印机、邮件和群机器人写在方案的 settings.delivery（见 docs/delivery.md）；
            没有写 mail 的，邮件成为 06-reports/outbox 里的文件。
            接口在 /api/v1（说明见 /api/v1/openapi.json），状态检查在 /health、/ready、/metrics。
            安装、人员和口令、备份见 docs/operations.md。
            """)

    @Argument(help: "方案（campaign.yaml）") var plan: String
    @Option(help: "各部门报来的数据所在目录") var data: String
    @Option(help: "状态和文书的目录；已有的会接着运行") var out: String
    @Option(help: "监听地址；端口 0 为任意空闲端口") var listen = "127.0.0.1:8080"
    @Option(help: "人员表：谁可以用接口、在哪些岗位（people.yaml）") var people: String?
    @Option(help: "日志的样式：text 或 json，写到标准错误") var log: EventLog.Form = .text
    @Option(help: "要停止时，手头的工作最多再办多少秒") var stopWithin = 60
    @Option(help: "同时排版的线程数") var jobs = ProcessInfo.processInfo.activeProcessorCount
    @Option(help: "备份所在的目录，供恢复演练用") var backups: String?
    @Option(help: "何时演练恢复最新的备份，如 \"every sunday 03:00\"；要同时写 --backups") var drill: String?
    @Option(help: "演练结果寄给谁") var drillMail: String?
    @Option(help: "字体目录") var fonts: String?

    func validate() throws {
        if drill != nil, backups == nil {
            throw ValidationError(zh: "--drill 要和 --backups 一起用。", en: "--drill goes with --backups.")
        }
        if address == nil {
            throw ValidationError(
                zh: "--listen 要写成 主机:端口，如 127.0.0.1:8080。", en: "write --listen as HOST:PORT, as in 127.0.0.1:8080.")
        }
        if jobs < 1 { throw ValidationError(zh: "--jobs 至少为 1。", en: "--jobs is at least 1.") }
        if stopWithin < 1 { throw ValidationError(zh: "--stop-within 至少为 1。", en: "--stop-within is at least 1.") }
    }

    private var address: (host: String, port: Int)? {
        guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
            (0...65_535).contains(port), colon > listen.startIndex
        else { return nil }
        return (String(listen[..<colon]), port)
    }

    private func drillSettings() throws(Rejection) -> Daemon.Drill? {
        guard let backups else { return nil }
        let time = drill.flatMap { DrillTime($0) }
        if let drill, time == nil { throw Rejection("backup.drill-time", ["text": drill]) }
        if let drillMail, !MailMessage.isMailbox(drillMail) {
            throw Rejection("command.mail-address", ["address": drillMail])
        }
        return Daemon.Drill(time: time, folder: BackupFolder(path: backups), mail: drillMail)
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
            let eventLog = EventLog(
                log, plan: definition.id, language: Failures.language, now: world.now, take: { Failures.write($0) })
            let teller = ServeLog(log: eventLog, definition: definition)
            let composition = try Composition(
                definition: definition, planPath: plan, data: data, out: folder, fonts: fonts, now: world.now(),
                isLive: true, warn: { teller.warn($0) })
            let settings = Daemon.Settings(
                host: address.host, port: address.port, people: people, log: log, stopWithin: stopWithin, jobs: jobs,
                drill: try drillSettings())
            try await Daemon(settings, composition: composition, out: folder, log: eventLog).run()
        }
    }
}

extension EventLog.Form: ExpressibleByArgument {}
