import Foundation
import Storage
import Testing

@testable import Workflow

/// `ZHENGJIAO_SEEDS` gives another number of seeds, `ZHENGJIAO_SEED` a single one to play again.
struct SimulationTests {
    private static var seeds: [UInt64] {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["ZHENGJIAO_SEED"].flatMap({ UInt64($0) }) { return [seed] }
        return Array(1...(environment["ZHENGJIAO_SEEDS"].flatMap { UInt64($0) } ?? 200))
    }

    @Test(arguments: SimulationTests.seeds)
    func everySeedKeepsThePromises(seed: UInt64) async throws {
        let calendar = try WorkingCalendar(csv: "date,is_workday,name\n2019-11-02,1,补班\n", file: "c.csv")
        var simulation = try Simulation(seed: seed, calendar: calendar)
        try await simulation.play(moves: 120)
    }
}
