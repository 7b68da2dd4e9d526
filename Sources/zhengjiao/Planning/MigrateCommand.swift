import ArgumentParser
import Diagnostics
import Foundation
import Storage
import Workflow

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "运行中的方案改用新版：列出改动，经批准后生效。",
        discussion: """
            先停下 serve。不加 --approve 只列出改动。已经办过的时点不变；改动记入日志。

            zhengjiao plan migrate campaign.yaml --database out/state.db
            zhengjiao plan migrate campaign.yaml --database out/state.db --approve --by 高远 --reason 省里推迟结账
            """)

    @Argument(help: "新的方案（campaign.yaml）") var plan: String
    @Option(help: "正在运行的数据库") var database: String
    @Flag(help: "批准这些改动") var approve = false
    @Option(help: "谁批准") var by = ""
    @Option(help: "为什么") var reason = ""

    func run() async throws {
        try await Failures.reporting {
            let definition = try Definition.load(path: plan)
            _ = try CampaignSettings(definition.settings, planFolder: PlanFolder.of(plan))
            try definition.require(handlers: CampaignDesk.handlerNames, lists: CampaignDesk.lists)
            guard FileManager.default.fileExists(atPath: database) else {
                throw Rejection("plan.not-running", ["plan": definition.id])
            }
            guard approve else {
                let migration = try Engine.migration(try Composition.reading(database), to: definition)
                show(migration)
                if !migration.refusals.isEmpty { throw Rejection(migration.refusals) }
                return say(Diagnostic(.note, "migrate.approve"))
            }
            let store = try Database(path: database, migrations: Composition.migrations)
            let migration = try Engine.migrate(
                store, to: definition, by: by, reason: reason, now: World.live.now())
            try store.close()
            show(migration)
            say(Diagnostic(.note, "migrate.done", ["plan": definition.id, "by": by]))
        }
    }

    private func show(_ migration: Engine.Migration) {
        migration.difference.changes.forEach(say)
        if !migration.passed.isEmpty { Failures.show(Rejection(migration.passed)) }
    }

    private func say(_ note: Diagnostic) { print(Catalogue.message(note, in: Failures.language)) }
}
