import Foundation
import GRDB

/// What `Database.read` and `Database.write` give to their closure. It must not escape it.
///
/// SQL is the subset that SQLite 3.40 and PostgreSQL 15 share; parameters are `$1`, `$2` … and may repeat.
package struct Transaction {
    let connection: GRDB.Database
    let statements: StatementTexts
    let onWrite: (@Sendable (Database.WriteMoment) throws -> Void)?

    /// Runs one statement and returns how many rows it changed.
    @discardableResult
    package func execute(_ sql: String, _ arguments: [Value] = []) throws -> Int {
        try StorageFailure.translating {
            try onWrite?(.statement)
            let before = connection.totalChangesCount
            let statement = try connection.cachedStatement(sql: statements.translated(sql))
            try statement.execute(arguments: Transaction.bind(arguments))
            // Rows that a trigger or a cascade changed count in the total, not in `changesCount`.
            return connection.totalChangesCount == before ? 0 : connection.changesCount
        }
    }

    /// Runs `body` so that only what it wrote is rolled back when it throws.
    /// - returns: what it threw, or nil.
    /// - throws: a failure of the disk, with which the whole transaction is lost.
    func attempt(_ body: () throws -> Void) throws -> (any Error)? {
        var failure: (any Error)?
        try StorageFailure.translating {
            try connection.inSavepoint {
                do {
                    try body()
                    return .commit
                } catch {
                    if let storage = error as? StorageFailure, storage.isTransient { throw error }
                    failure = error
                    return .rollback
                }
            }
        }
        return failure
    }

    /// All rows of a query, or of a statement with `RETURNING`.
    package func rows(_ sql: String, _ arguments: [Value] = []) throws -> [Row] {
        try StorageFailure.translating {
            let statement = try connection.cachedStatement(sql: statements.translated(sql))
            if !statement.isReadonly { try onWrite?(.statement) }
            var rows: [Row] = []
            try Transaction.fetch(statement, arguments) { rows.append($0) }
            return rows
        }
    }

    /// The first row, or nil when there is none.
    package func row(_ sql: String, _ arguments: [Value] = []) throws -> Row? {
        try rows(sql, arguments).first
    }

    /// Calls `body` with each row in turn; memory does not grow with the result. `body` may run statements of its own.
    package func each(_ sql: String, _ arguments: [Value] = [], _ body: (Row) throws -> Void) throws {
        try StorageFailure.translating {
            // Not cached: `body` may use the same text while this one is still being read.
            let statement = try connection.makeStatement(sql: statements.translated(sql))
            try Transaction.fetch(statement, arguments, body)
        }
    }

    private static func fetch(
        _ statement: Statement, _ arguments: [Value], _ body: (Row) throws -> Void
    ) throws {
        let columns = Row.Columns(statement.columnNames)
        let cursor = try GRDB.Row.fetchCursor(statement, arguments: bind(arguments))
        while let raw = try cursor.next() {
            try body(Row(columns: columns, values: raw.databaseValues.map(value)))
        }
    }

    private static func bind(_ arguments: [Value]) -> StatementArguments {
        // As existentials: values of one type go through a key path, one after the other.
        StatementArguments(
            arguments.map { argument -> (any DatabaseValueConvertible)? in
                switch argument {
                case .null: nil
                case .integer(let value): value
                case .text(let value): value
                case .blob(let value): Data(value)
                }
            })
    }

    private static func value(_ value: DatabaseValue) -> Value {
        switch value.storage {
        case .null: .null
        case .int64(let value): .integer(value)
        case .string(let value): .text(value)
        case .blob(let value): .blob([UInt8](value))
        case .double: preconditionFailure("a column holds a fraction; only integers, text and bytes are stored")
        }
    }
}
