import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// Damaged files are read or refused with a message; nothing else may happen.
@Suite struct FuzzTests {
    private func damaged(_ file: SourceFile, _ random: inout SplitMix64) -> SourceFile {
        var bytes = file.bytes
        for _ in 0..<(1 + random.below(8)) where !bytes.isEmpty {
            let place = random.below(bytes.count)
            switch random.below(4) {
            case 0: bytes[place] = UInt8(random.below(256))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(random.pick(Array("\",\r\n|<&\u{3000}9".utf8)), at: place)
            default: bytes.removeSubrange(place..<min(bytes.count, place + random.below(200)))
            }
        }
        return SourceFile(name: file.name, bytes: bytes)
    }

    /// - returns: whether the file was read.
    private func isRead(_ body: () throws -> Void) throws -> Bool {
        do {
            try body()
            return true
        } catch let rejection as Rejection {
            for diagnostic in rejection.diagnostics {
                #expect(!Catalogue.message(diagnostic, in: .chinese).contains("{"))
                #expect(!Catalogue.message(diagnostic, in: .english).contains("{"))
            }
            return false
        }
    }

    @Test(arguments: 1...6)
    func `whole campaigns of damaged files`(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let data = GeneratedCampaign(seed: UInt64(seed))
        let good = data.sources
        for round in 0..<20 {
            let database = try Database.inMemory(migrations: LevySchema.migrations)
            let sources = RosterSources(
                regions: good.regions.map { random.chance(20) ? damaged($0, &random) : $0 },
                special: good.special.map { random.chance(30) ? damaged($0, &random) : $0 },
                medical: good.medical.map { damaged($0, &random) },
                pension: good.pension.map { damaged($0, &random) }, agents: nil)
            let isImported = try isRead {
                _ = try database.write {
                    try GeneratedCampaignTests.campaign.importRosters(sources, in: $0, at: XuechengData.now)
                }
            }
            let rows = try database.read { try $0.row("SELECT COUNT(*) AS n FROM levy_entries")?.int("n") }
            #expect((rows ?? 0 > 0) == isImported, "round \(round): half of a file was kept")
            let files = data.payments.sourceFiles.map { random.chance(50) ? damaged($0, &random) : $0 }
            try database.write { transaction in
                _ = try GeneratedCampaignTests.campaign.importPayments(files, in: transaction, at: XuechengData.now)
                _ = try GeneratedCampaignTests.campaign.settle(
                    evening: XuechengData.day("2019-11-09"), in: transaction, at: XuechengData.now)
                _ = try GeneratedCampaignTests.campaign.summary(notes: "", in: transaction)
            }
            try LedgerCheck.check(database)
        }
    }

    @Test(arguments: 1...4)
    func `damaged workbooks`(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let file = try SourceFile(path: XuechengData.folder + "/special-disability.xlsx")
        for _ in 0..<60 {
            let copy = damaged(file, &random)
            _ = try isRead { _ = try SpecialListReader.read(copy, policy: XuechengData.policy) }
        }
    }
}
