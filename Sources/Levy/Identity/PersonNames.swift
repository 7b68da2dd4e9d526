import Diagnostics
import Storage

/// Whose a number is by the rosters. Other lists are matched by number first and by name second: a number under a name
/// that is none of its person's is one person's number or another's name, and nobody but their sender knows which.
package enum PersonNames {
    /// - returns: the name that the rosters have for the number, when `name` is not written for it anywhere, also not
    ///   with other dots or characters that stand for one another; nil when it is his, is not given, or nobody has the
    ///   number.
    package static func other(of id: String, than name: String, in transaction: Transaction) throws -> String? {
        guard !name.isEmpty else { return nil }
        let known = try RosterStore.name(of: id, in: transaction)
        if let known, NameMatch(name, known) != .different { return nil }
        let listed = try RosterStore.listedNames(of: id, in: transaction)
        if listed.contains(where: { NameMatch(name, $0) != .different }) { return nil }
        return known ?? listed.first
    }

    /// What is told of such a row.
    /// - Parameter place: file and row, or the file.
    static func diagnostic(
        _ severity: Diagnostic.Severity, id: String, name: String, known: String, place: String, at span: SourceSpan?
    ) -> Diagnostic {
        Diagnostic(
            severity, "levy.name.other", ["place": place, "id": id, "name": name, "known": known], at: span)
    }
}
