import ArgumentParser
import Diagnostics
import Foundation
import Levy
import Storage
import Workflow

/// The folder of a campaign, as the commands about its money take it.
struct CampaignFolder: ParsableArguments {
    @Argument(help: "征缴的输出目录（campaign's folder）") var folder: String

    /// Opens the database only to read it, also while `serve` runs.
    func reading() throws -> Database {
        try Composition.reading(existing())
    }

    /// Opens the database as its one writer.
    /// - Throws: `Rejection` when there is none, or when another process has it.
    func writing() throws -> Database {
        try Database(path: existing(), migrations: Composition.migrations)
    }

    /// Writes in one transaction, and leaves the database to others.
    func write<Result>(_ body: (Transaction) throws -> Result) throws -> Result {
        let database = try writing()
        let result = try database.write(body)
        try database.close()
        return result
    }

    /// The rules by which a plan collects.
    static func levy(plan: String) throws -> Campaign {
        let definition = try Definition.load(path: plan)
        return Campaign(
            policy: try CampaignSettings(definition.settings, planFolder: PlanFolder.of(plan)).policy)
    }

    private func existing() throws(Rejection) -> String {
        let path = OutFolder(root: folder).databasePath
        guard FileManager.default.fileExists(atPath: path) else {
            throw Rejection("command.no-database", ["folder": folder])
        }
        return path
    }
}

/// A day as an option: `2019-11-01`.
struct DayArgument: ExpressibleByArgument {
    let date: CivilDate

    init?(argument: String) {
        guard let date = CivilDate(iso: argument) else { return nil }
        self.date = date
    }
}
