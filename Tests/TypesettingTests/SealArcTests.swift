import Foundation
import Testing
@testable import Typesetting

@Suite struct SealArcTests {
    private func distances(_ places: [SealArc.Place]) -> [Double] {
        zip(places, places.dropFirst()).map { hypot($1.x - $0.x, $1.y - $0.y) }
    }

    @Test(arguments: [(100.0, 100.0), (150.0, 80.0)], [2, 5, 14]) func neighboursStandEquallyFar(
        _ axes: (Double, Double), _ count: Int
    ) throws {
        let places = SealArc(a: axes.0, b: axes.1, isUpper: true).places(count, pitch: 12, reach: 2)
        #expect(places.count == count)
        // Chords are a little shorter than their arcs, more so where the bend is sharp.
        for distance in distances(places) { #expect(distance > 11.8 && distance <= 12.01) }
        for place in places {
            let onEllipse = pow(place.x / axes.0, 2) + pow(place.y / axes.1, 2)
            #expect(abs(onEllipse - 1) < 1e-9)
        }
    }

    @Test func theTextIsSymmetricAndReadsFromLeftToRight() {
        for isUpper in [true, false] {
            let places = SealArc(a: 100, b: 70, isUpper: isUpper).places(7, pitch: 20, reach: 2)
            for (one, other) in zip(places, places.reversed()) {
                #expect(abs(one.x + other.x) < 1e-6 && abs(one.y - other.y) < 1e-6 && abs(one.turn + other.turn) < 1e-6)
            }
            #expect(zip(places, places.dropFirst()).allSatisfy { $0.x < $1.x })
            #expect(places.allSatisfy { ($0.y < 0) == isUpper })
        }
    }

    @Test func aTextTooLongIsSetCloserWithinItsReach() {
        let places = SealArc(a: 100, b: 100, isUpper: true).places(40, pitch: 30, reach: 2)
        let last = places[39]
        #expect(abs(last.turn - 2) < 1e-3)
        #expect(SealArc.leastRoom(places, height: 20, isUpper: true) < 100 * 4 / 39)
    }

    @Test func oneCharacterStandsInTheMiddle() {
        let places = SealArc(a: 100, b: 70, isUpper: false).places(1, pitch: 30, reach: 2)
        #expect(places.map(\.x) == [0] && places.map(\.y) == [70] && places.map(\.turn) == [0])
        #expect(SealArc(a: 1, b: 1, isUpper: true).places(0, pitch: 1, reach: 1).isEmpty)
    }
}
