import TestSupport
import Testing

@testable import Levy

@Suite struct SmallCellsTests {
    @Test func nothingIsHiddenWhereNothingIsSmall() {
        #expect(SmallCells([[5, 6], [7, 8]], smallest: 3).shown == [[5, 6, 11], [7, 8, 15], [12, 14, 26]])
        #expect(SmallCells([[1, 2]], smallest: 1).shown == [[1, 2, 3], [1, 2, 3]])
        #expect(SmallCells([[0, 9], [8, 7]], smallest: 3).shown == [[0, 9, 9], [8, 7, 15], [8, 16, 24]])
        #expect(SmallCells([], smallest: 3).shown == [[]])
    }

    @Test func oneSmallCountTakesACircleOfOthersWithIt() {
        let shown = SmallCells([[1, 20, 30], [40, 50, 60], [70, 80, 90]], smallest: 3).shown
        #expect(shown[0][0] == nil)
        #expect(shown.flatMap { $0 }.count { $0 == nil } == 4)
        #expect(shown[3][3] == 441)
    }

    @Test func aSumOfOneCountAloneIsHiddenToo() {
        // Nobody else is in the row: its sum would say it.
        let shown = SmallCells([[2, 0, 0], [40, 50, 60]], smallest: 3).shown
        #expect(shown[0][0] == nil && shown[0][3] == nil)
    }

    /// Whoever knows all that is shown, and that what is hidden is at least 1, cannot tell one hidden count: there is
    /// another table that agrees with everything and differs there. Every table is tried that differs by at most one in
    /// each hidden count; when any other agrees, one of these does, since a circle of counts can be moved by one.
    @Test(arguments: 0..<60) func hiddenCountsCannotBeComputed(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let (rows, columns) = (1 + random.below(3), 1 + random.below(3))
        let counts = (0..<rows).map { _ in
            (0..<columns).map { _ in random.chance(30) ? random.below(3) : random.below(12) }
        }
        let shown = SmallCells(counts, smallest: 3).shown
        let full = SmallCells(counts, smallest: 1).shown.map { $0.map { $0 ?? -1 } }
        var hidden: [(Int, Int)] = []
        for row in full.indices {
            for column in full[row].indices {
                if let count = shown[row][column] {
                    #expect(count == full[row][column] && (count == 0 || count >= 3))
                } else {
                    hidden.append((row, column))
                }
            }
        }
        guard hidden.count <= 11 else { return }
        var seen = [Set<Int>](repeating: [], count: hidden.count)
        var table = full
        func agrees() -> Bool {
            table.allSatisfy { $0.dropLast().reduce(0, +) == $0[columns] }
                && (0...columns).allSatisfy { column in
                    table.dropLast().reduce(0) { $0 + $1[column] } == table[rows][column]
                }
        }
        func attempt(_ index: Int) {
            guard index < hidden.count else {
                if agrees() { for (at, place) in hidden.enumerated() { seen[at].insert(table[place.0][place.1]) } }
                return
            }
            let (row, column) = hidden[index]
            for value in max(1, full[row][column] - 1)...(full[row][column] + 1) {
                table[row][column] = value
                attempt(index + 1)
            }
            table[row][column] = full[row][column]
        }
        attempt(0)
        for (at, place) in hidden.enumerated() { #expect(seen[at].count >= 2, "\(counts): \(place)") }
    }
}
