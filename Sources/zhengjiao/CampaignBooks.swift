import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

/// A campaign's plan and its books, for commands beside the daemon.
struct CampaignBooks {
    let definition: Definition
    let settings: CampaignSettings
    let campaign: Campaign
    let database: Database
    let out: OutFolder

    /// Opens the books only to read them, also while `serve` runs.
    /// - Throws: `Rejection` when the folder has none.
    static func reading(plan: String, out: String) throws -> CampaignBooks {
        let path = OutFolder(root: out).databasePath
        guard FileManager.default.fileExists(atPath: path) else {
            throw Rejection("command.no-database", ["folder": out])
        }
        return try CampaignBooks(plan: plan, out: out, database: try Composition.reading(path))
    }

    /// Opens the books to write in them, and begins them in an empty folder.
    /// - Throws: `Rejection` `storage.locked` while another process, such as `serve`, writes.
    static func writing(plan: String, out: String) throws -> CampaignBooks {
        let folder = OutFolder(root: out)
        let definition = try Definition.load(path: plan)
        let settings = try CampaignSettings(definition.settings, planFolder: PlanFolder.of(plan))
        try folder.prepare(FileManager.default.fileExists(atPath: folder.databasePath) ? .resume : .fresh)
        return CampaignBooks(
            definition: definition, settings: settings, out: folder,
            database: try Database(path: folder.databasePath, migrations: Composition.migrations))
    }

    private init(plan: String, out: String, database: Database) throws {
        let definition = try Definition.load(path: plan)
        self.init(
            definition: definition,
            settings: try CampaignSettings(definition.settings, planFolder: PlanFolder.of(plan)),
            out: OutFolder(root: out), database: database)
    }

    private init(definition: Definition, settings: CampaignSettings, out: OutFolder, database: Database) {
        self.definition = definition
        self.settings = settings
        self.out = out
        self.database = database
        campaign = Campaign(policy: settings.policy)
    }
}
