import Synchronization
import TestSupport
import Testing

@testable import Storage

/// Writes of many callers in one commit.
struct JoinTests {
    struct Refused: Error {}

    static let migration = Migration("test-1", "CREATE TABLE entry (number BIGINT PRIMARY KEY NOT NULL)")

    static func insert(_ transaction: Transaction, _ number: Int) throws {
        try transaction.execute("INSERT INTO entry (number) VALUES ($1)", [Value(number)])
    }

    @Test func manyShareFewCommits() async throws {
        let commits = Mutex(0)
        let database = try Database.inMemory(migrations: [Self.migration]) {
            if $0 == .committed { commits.withLock { $0 += 1 } }
        }
        let results = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<500 {
                group.addTask {
                    try await database.join { transaction in
                        try Self.insert(transaction, number)
                        return number * 2
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.sorted() == (0..<500).map { $0 * 2 })
        #expect(try database.read { try $0.rows("SELECT number FROM entry") }.count == 500)
        #expect(commits.withLock { $0 } < 500)
    }

    /// One that fails takes nothing of the others with it, whatever it had written.
    @Test func oneAtFaultFailsAlone() async throws {
        let database = try Database.inMemory(migrations: [Self.migration])
        let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        try await database.join { transaction in
                            try Self.insert(transaction, number)
                            if number % 7 == 0 { throw Refused() }
                            // Every eleventh breaks a constraint.
                            if number % 11 == 0 { try Self.insert(transaction, number) }
                        }
                        return (number, true)
                    } catch {
                        return (number, false)
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let kept = (0..<200).filter { $0 % 7 != 0 && $0 % 11 != 0 }
        #expect(outcomes.filter(\.value).keys.sorted() == kept)
        #expect(
            try database.read { try $0.rows("SELECT number FROM entry ORDER BY number") }.map { $0.int("number") }
                == kept)
    }

    @Test func aFailedCommitFailsForAll() async throws {
        let isFull = Mutex(true)
        let database = try Database.inMemory(migrations: [Self.migration]) { moment in
            if moment == .committing, isFull.withLock({ $0 }) {
                throw StorageFailure(kind: .full, code: 13, message: "full")
            }
        }
        let failed = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
                group.addTask {
                    do {
                        try await database.join { try Self.insert($0, number) }
                        return false
                    } catch {
                        return (error as? StorageFailure)?.kind == .full
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(failed == 20)
        isFull.withLock { $0 = false }
        try await database.join { try Self.insert($0, 1) }
        #expect(try database.read { try $0.rows("SELECT number FROM entry") }.count == 1)
    }

    /// Writes and reads within `together` are parts of its transaction: all of them are there, or none.
    @Test(arguments: [1, 60])
    func whatIsDoneTogetherIsThereTogether(callers: Int) async throws {
        let scratch = try ScratchFolder()
        let database = try Database(path: scratch / "a.db", migrations: [Self.migration])
        let counts = await withTaskGroup(of: (Int, Int?).self) { group in
            for number in 0..<callers {
                group.addTask {
                    // Those that are refused have seen nothing.
                    let seen = try? await database.together { transaction in
                        try database.write { try Self.insert($0, 2 * number) }
                        try Self.insert(transaction, 2 * number + 1)
                        let seen = try database.read { try $0.rows("SELECT number FROM entry").count }
                        if number % 3 == 1 { throw Refused() }
                        return seen
                    }
                    return (number, seen)
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let kept = (0..<callers).filter { $0 % 3 != 1 }
        #expect(counts.keys.sorted() == kept)
        // Each has seen what it wrote itself.
        #expect(counts.values.allSatisfy { $0 >= 2 })
        let numbers = try database.read { try $0.rows("SELECT number FROM entry ORDER BY number") }
        #expect(numbers.map { $0.int("number") } == kept.flatMap { [2 * $0, 2 * $0 + 1] })
        // Another database is not meant.
        let other = try Database.inMemory(migrations: [Self.migration])
        await #expect(throws: Refused.self) {
            try await database.together { _ in
                try other.write { try Self.insert($0, 7) }
                throw Refused()
            }
        }
        #expect(try other.read { try $0.rows("SELECT number FROM entry").count } == 1)
        try database.close()
    }
}
