import Foundation
import Storage
import TestSupport
import Testing

@testable import Workflow

/// `ZHENGJIAO_SEEDS` gives another number of seeds, or the first and the last (`1001-2000`); `ZHENGJIAO_SEED` a single
/// one to play again. One after the other: each has databases in memory.
@Suite(.serialized) struct SimulationTests {
    private static var seeds: [UInt64] {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["ZHENGJIAO_SEED"].flatMap({ UInt64($0) }) { return [seed] }
        return Seeds.asked("ZHENGJIAO_SEEDS", usually: 200)
    }

    @Test(arguments: SimulationTests.seeds)
    func everySeedKeepsThePromises(seed: UInt64) async throws {
        let calendar = try WorkingCalendar(csv: "date,is_workday,name\n2019-11-02,1,补班\n", file: "c.csv")
        var simulation = try Simulation(seed: seed, calendar: calendar)
        try await simulation.play(moves: 120)
    }

    /// The made-up campaigns come to what they are for: some signatures are not given in time.
    @Test func signaturesPassInThem() async throws {
        let calendar = try WorkingCalendar(csv: "date,is_workday,name\n2019-11-02,1,补班\n", file: "c.csv")
        for seed in UInt64(1)...100 {
            var simulation = try Simulation(seed: seed, calendar: calendar)
            try await simulation.play(moves: 120)
            if simulation.relieved > 0 { return }
        }
        Issue.record("no signature passed to anybody")
    }
}
