import Synchronization

/// The rows of a list that are read while the document is laid out, once and from front to back, so that a table may
/// have more rows than memory holds. Only rows of table bodies can be made of it (`<tr data-each="row in rows">`).
package final class RecordStream: Sendable {
    private let following: @Sendable () throws -> Record?
    private let isTaken = Mutex(false)

    /// - Parameter next: gives the next row, nil after the last. It is called on the thread that lays out, never on two
    ///   at once. A `Rejection` that it throws ends the document; `Diagnostic.span` names the line of the data.
    package init(next: @escaping @Sendable () throws -> Record?) { following = next }

    package func next() throws -> Record? { try following() }

    /// - Returns: whether nobody has asked before; rows that are gone cannot be printed again.
    func take() -> Bool {
        isTaken.withLock { taken in
            defer { taken = true }
            return !taken
        }
    }
}

extension RecordStream: Hashable {
    package static func == (a: RecordStream, b: RecordStream) -> Bool { a === b }

    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
