import Console
import Diagnostics
import Foundation
import Levy
import Settings
import Storage
import Workflow

/// The composition root: opens what a campaign runs on and puts the halves together, for a rehearsal and for the
/// daemon.
struct Composition {
    let database: Database
    let engine: Engine
    let desk: CampaignDesk
    let relay: Relay

    /// The tables of all areas.
    static let migrations =
        WorkflowSchema.migrations + LevySchema.migrations + PublicSchema.migrations
        + ConsoleSchema.migrations

    /// Opens a campaign's database only to read it, also while `serve` runs.
    /// - Throws: `Rejection` `storage.older-schema` when it is of an older version: reading does not upgrade it.
    static func reading(_ path: String) throws -> Database {
        try Database.readOnly(path: path, migrations: migrations)
    }

    /// - Parameters:
    ///   - now: milliseconds of UTC; when a campaign that is not known yet begins to be looked after.
    ///   - isLive: whether this is no rehearsal; in one nothing leaves the machine: what would goes into files.
    ///   - warn: shows what does not stop the campaign.
    /// - Throws: `Rejection` for everything wrong in plan, fonts or folders; `StorageFailure`.
    init(
        definition: Definition, planPath: String, data: String, out: OutFolder, fonts: String?, now: Int64,
        isLive: Bool = false, warn: @escaping @Sendable (Rejection) -> Void
    ) throws {
        let settings = try CampaignSettings(definition.settings, planFolder: PlanFolder.of(planPath))
        try definition.require(handlers: CampaignDesk.handlerNames, lists: CampaignDesk.lists)
        try StepDelivery.check(definition, settings.delivery)
        try SealApprovals.check(definition)
        let unconfirmed = settings.policy.rules.warnings
        if !unconfirmed.isEmpty { warn(Rejection(unconfirmed)) }
        let campaign = Campaign(policy: settings.policy)
        let masking = try MaskingFile.installed()
        let room = PressRoom(
            fonts: try Installation.fontCatalog(override: fonts),
            templates: TemplateShelf(filters: DomainFilters.all, masking: masking))
        database = try Database(path: out.databasePath, migrations: Composition.migrations)
        // A campaign from before there was a book of the money gets its book here.
        try database.write { try Ledger.write(in: $0, at: Instant(milliseconds: now)) }
        engine = try Engine(database: database, definition: definition, now: now, items: CampaignDesk.items(campaign))
        desk = CampaignDesk(
            definition: definition, settings: settings, campaign: campaign, database: database, room: room,
            masking: masking,
            dataFolder: data, out: out, isLive: isLive, warn: warn,
            endTasks: { [engine] in try engine.endTasks(over: $0, note: "已办结", in: $1, now: $2) })
        let channels = Channels(
            settings: settings.delivery, campaign: definition.id, out: out, language: Failures.language,
            now: World.live.now)
        relay = Relay(database: database, channels: isLive ? try channels.real() : channels.files())
    }
}

/// The folder of a plan, and what lies beside the plan.
enum PlanFolder {
    static func of(_ plan: String) -> String {
        let folder = (plan as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    /// - Throws: `Rejection` at the value's place when there is no such file.
    static func path(of value: ConfigValue, relativeTo folder: String) throws(Rejection) -> String {
        let name = try value.asText()
        let path = name.hasPrefix("/") ? name : folder + "/" + name
        guard FileManager.default.fileExists(atPath: path) else {
            throw Rejection("command.plan-document", ["file": path], at: value.span)
        }
        return path
    }
}
