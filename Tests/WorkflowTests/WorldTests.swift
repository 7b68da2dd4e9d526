import Testing

@testable import Workflow

struct WorldTests {
    @Test func virtualTimePassesOnlyInSleep() async throws {
        let clock = VirtualClock(1_000)
        let world = World.virtual(clock)
        #expect(world.now() == 1_000)
        try await world.sleep(5_000)
        #expect(world.now() == 5_000)
        try await world.sleep(2_000)
        #expect(world.now() == 5_000)
        clock.set(3_000)
        #expect(world.now() == 3_000)
    }

    @Test func theSameSeedGivesTheSameDice() {
        let first = World.virtual(VirtualClock(0), seed: 7)
        let second = World.virtual(VirtualClock(0), seed: 7)
        let ids = (0..<50).map { _ in first.uuid() }
        #expect(ids == (0..<50).map { _ in second.uuid() })
        #expect(Set(ids).count == 50)
        #expect(ids.allSatisfy { $0.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12] })
        #expect(first.random() == second.random())
    }

    @Test func theLiveClockIsTheSystems() async throws {
        let before = World.live.now()
        #expect(before > 1_700_000_000_000)
        try await World.live.sleep(before - 1)
        #expect(World.live.uuid() != World.live.uuid())
        #expect(World.live.now() >= before)
    }
}
