import Foundation
import Levy
import Storage
import TestSupport
import Testing

@Suite struct GeneratedCampaignTests {
    static let campaign = Campaign(policy: GeneratedCampaign.policy)

    /// Every file on the evening of its day, in the order of days.
    private func runInOrder(_ data: GeneratedCampaign, _ database: Database) throws {
        let files = data.payments.sourceFiles
        for day in Set(files.map { String($0.name.prefix(8)) }).sorted() {
            let evening = try #require(CivilDate(compact: day))
            try settle(files.filter { $0.name.hasPrefix(day) }, evening, database)
        }
    }

    private func settle(_ files: [SourceFile], _ evening: CivilDate, _ database: Database) throws {
        let now = Instant(evening, hour: 19)
        try database.write { transaction in
            _ = try Self.campaign.importPayments(files, in: transaction, at: now)
            _ = try Self.campaign.settle(evening: evening, in: transaction, at: now)
        }
    }

    private func start(_ data: GeneratedCampaign, _ database: Database) throws {
        _ = try database.write { try Self.campaign.importRosters(data.sources, in: $0, at: XuechengData.now) }
    }

    private func finish(_ data: GeneratedCampaign, _ database: Database) throws -> JSONValue {
        let text = try database.write { transaction in
            try Self.campaign.importTreasuryReceipts(
                data.treasuryFile, on: XuechengData.yearEnd, in: transaction, at: XuechengData.now)
            return try Self.campaign.summary(notes: "generated", in: transaction).pretty
        }
        return try JSONValue(Array(text.utf8))
    }

    @Test(arguments: 1...40)
    func `data of any size and any defects comes out as made`(seed: Int) throws {
        let data = GeneratedCampaign(seed: UInt64(seed))
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        try start(data, database)
        try runInOrder(data, database)
        try JSONValue.expectEqual(finish(data, database), data.expected)
        try LedgerCheck.check(database)
    }

    @Test(arguments: 1...20)
    func `the order of files, repeats and what one evening holds change nothing`(seed: Int) throws {
        let data = GeneratedCampaign(seed: UInt64(seed))
        var random = SplitMix64(seed: UInt64(1_000 + seed))
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        try start(data, database)
        // Each file once or twice, in any order, a few an evening.
        let repeated = data.payments.sourceFiles.filter { _ in random.chance(40) }
        var rest = (data.payments.sourceFiles + repeated).shuffled(using: &random)
        var evening = XuechengData.day("2019-11-10")
        while !rest.isEmpty {
            let count = min(rest.count, 1 + random.below(3))
            try settle(Array(rest.prefix(count)), evening, database)
            rest.removeFirst(count)
            evening = evening.adding(days: random.below(2))
            try start(data, database)
        }
        try JSONValue.expectEqual(finish(data, database), data.expected)
        try LedgerCheck.check(database)
    }

    @Test(arguments: 1...4)
    func `a restart after any evening, also one that was cut off, changes nothing`(seed: Int) throws {
        let data = GeneratedCampaign(seed: UInt64(seed))
        let folder = NSTemporaryDirectory() + "levy-restart-\(seed)-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // left-overs in a temporary folder do no harm
        func open() throws -> Database {
            try Database(path: folder + "/levy.sqlite", migrations: LevySchema.migrations)
        }
        var database = try open()
        try start(data, database)
        struct CutOff: Error {}
        for file in data.payments.sourceFiles {
            let evening = try #require(CivilDate(compact: file.name.prefix(8)))
            #expect(throws: CutOff.self) {
                try database.write { transaction in
                    _ = try Self.campaign.importPayments(file, in: transaction, at: XuechengData.now)
                    _ = try Self.campaign.settle(evening: evening, in: transaction, at: XuechengData.now)
                    throw CutOff()
                }
            }
            try database.close()
            database = try open()
            try settle([file], evening, database)
        }
        try JSONValue.expectEqual(finish(data, database), data.expected)
        try LedgerCheck.check(database)
        try database.close()
    }
}
