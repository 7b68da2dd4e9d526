import Templates
import Testing

/// Records are equal by what they name, however they were made.
@Suite struct RecordTests {
    @Test func theOrderOfNamesDoesNotMatter() {
        let one = Record([("a", .integer(1)), ("b", .text("x"))])
        let other = Record(names: ["b", "a"], values: [.text("x"), .integer(1)])
        #expect(one == other && one.hashValue == other.hashValue)
        #expect(one != Record([("a", .integer(1)), ("b", .text("y"))]))
        #expect(one != Record([("a", .integer(1)), ("c", .text("x"))]))
        #expect(one != Record([("a", .integer(1))]))
        #expect(one.names == ["a", "b"] && one["b"] == .text("x") && one["c"] == nil)
    }

    @Test func theLaterOfEqualNamesCounts() {
        let record = Record([("a", .integer(1)), ("b", .integer(2)), ("a", .integer(3))])
        #expect(record.names == ["a", "b"] && record["a"] == .integer(3))
    }

    @Test func dotsMakeRecords() {
        let record = Record([("a.x", .integer(1)), ("b", .integer(2)), ("a.y", .integer(3))])
        #expect(record["a"] == .record(["x": .integer(1), "y": .integer(3)]))
        #expect(Record([("a", .integer(0)), ("a.x", .integer(1))])["a"] == .record(["x": .integer(1)]))
    }
}
