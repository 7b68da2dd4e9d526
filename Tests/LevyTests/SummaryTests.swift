import Foundation
import Levy
import Storage
import Testing

@Suite struct SummaryTests {
    /// Everything computed from the bureaus' files equals what a correct campaign must find.
    @Test func `the Xuecheng campaign comes out as expected`() throws {
        let database = try Database.inMemory(migrations: LevySchema.migrations)
        let summary = try runXuecheng(database)
        let expected = try JSONValue(XuechengData.expected("xuecheng-2019.json"))
        JSONValue.expectEqual(try JSONValue(Array(summary.utf8)), expected)
    }
}

/// The whole campaign, an evening a day.
func runXuecheng(_ database: Database) throws -> String {
    let campaign = XuechengData.campaign
    _ = try database.write { try campaign.importRosters(XuechengData.sources(), in: $0, at: XuechengData.now) }
    for file in try XuechengData.paymentFiles() {
        let evening = try #require(CivilDate(compact: file.name.prefix(8)))
        try database.write { transaction in
            _ = try campaign.importPayments(file, in: transaction, at: Instant(evening, hour: 19))
            _ = try campaign.settle(evening: evening, in: transaction, at: Instant(evening, hour: 19))
        }
    }
    return try database.write { transaction in
        try campaign.importTreasuryReceipts(
            XuechengData.treasury(), on: XuechengData.yearEnd, in: transaction, at: XuechengData.now)
        return try campaign.summary(notes: "synthetic", in: transaction).pretty
    }
}
