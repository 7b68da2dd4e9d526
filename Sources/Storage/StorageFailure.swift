import GRDB

/// The database said no: a full disk, a failed read, a constraint. Nothing of the transaction stays.
package struct StorageFailure: Error, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        /// The disk, or the quota, is full. Worth trying again once there is room.
        case full
        /// The disk failed to read or write.
        case inputOutput
        /// Another process holds the file.
        case busy
        /// A UNIQUE or PRIMARY KEY constraint.
        case unique
        /// A CHECK, NOT NULL or foreign-key constraint, or a trigger's refusal.
        case constraint
        /// The file is damaged or is no database.
        case corrupt
        case other
    }

    package let kind: Kind
    /// SQLite's extended result code.
    package let code: Int
    package let message: String
    package let sql: String?

    /// Whether the same work may succeed later, unchanged.
    package var isTransient: Bool {
        switch kind {
        case .full, .inputOutput, .busy: true
        case .unique, .constraint, .corrupt, .other: false
        }
    }

    package var description: String {
        "database: \(message) (SQLite \(code), \(kind.rawValue))" + (sql.map { " in: \($0)" } ?? "")
    }

    /// A failure made up by a test that plays one.
    package init(kind: Kind, code: Int, message: String) {
        self.kind = kind
        self.code = code
        self.message = message
        sql = nil
    }

    init(_ error: DatabaseError) {
        code = Int(error.extendedResultCode.rawValue)
        message = error.message ?? "no message"
        sql = error.sql
        kind = StorageFailure.kind(error)
    }

    private static func kind(_ error: DatabaseError) -> Kind {
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: return .unique
        default: break
        }
        switch error.resultCode {
        case .SQLITE_FULL: return .full
        case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY: return .inputOutput
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy
        case .SQLITE_CONSTRAINT: return .constraint
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .corrupt
        default: return .other
        }
    }

    /// Runs `body` and gives GRDB's errors their own shape; all others pass as they are.
    static func translating<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StorageFailure(error)
        }
    }
}
