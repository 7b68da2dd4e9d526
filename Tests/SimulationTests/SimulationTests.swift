import Foundation
import Storage
import Testing

@testable import Workflow

/// `ZHENGJIAO_SEEDS` gives another number of seeds, or the first and the last (`1001-2000`); `ZHENGJIAO_SEED` a single
/// one to play again. One after the other: each has databases in memory.
@Suite(.serialized) struct SimulationTests {
    private static var seeds: [UInt64] {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["ZHENGJIAO_SEED"].flatMap({ UInt64($0) }) { return [seed] }
        let range = (environment["ZHENGJIAO_SEEDS"] ?? "200").split(separator: "-").compactMap { UInt64($0) }
        return Array((range.count == 2 ? range[0] : 1)...(range.last ?? 200))
    }

    @Test(arguments: SimulationTests.seeds)
    func everySeedKeepsThePromises(seed: UInt64) async throws {
        let calendar = try WorkingCalendar(csv: "date,is_workday,name\n2019-11-02,1,补班\n", file: "c.csv")
        var simulation = try Simulation(seed: seed, calendar: calendar)
        try await simulation.play(moves: 120)
    }
}
