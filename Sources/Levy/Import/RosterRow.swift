import Diagnostics

/// One row of 医保局's or 人社局's roster. A district has half a million of them in memory at once: what is the same as
/// something else is not kept.
package struct RosterRow: Sendable {
    package let place: RowPlace
    package let villageCode: String
    /// As matched and printed; `originalName` is what the file had.
    package let name: String
    /// The number after cleaning; a full citizen number when the row is not rejected for it.
    package let citizenID: String
    package let phone: String
    /// 户主; empty where the roster does not say it.
    let householdHead: String
    /// Nil where the file had name and number as they are.
    private let originals: Originals?
    package let tierFen: Int?
    package internal(set) var outcome: RowOutcome
    package internal(set) var doubt: RowOutcome.Doubt?
    /// A later row of the file names another village for this person, so that none of the two counts.
    package internal(set) var isContested = false

    private final class Originals: Sendable {
        let name: String
        let citizenID: String

        init(name: String, citizenID: String) {
            self.name = name
            self.citizenID = citizenID
        }
    }

    init(
        place: RowPlace, villageCode: String, name: String, originalName: String, citizenID: String,
        originalID: String, tierFen: Int?, phone: String, householdHead: String = "", outcome: RowOutcome
    ) {
        self.place = place
        self.villageCode = villageCode
        self.name = name
        self.citizenID = citizenID
        self.phone = phone
        self.householdHead = householdHead
        originals = originalName == name && originalID == citizenID
            ? nil : Originals(name: originalName, citizenID: originalID)
        self.tierFen = tierFen
        self.outcome = outcome
    }

    package var originalName: String { originals?.name ?? name }
    package var originalID: String { originals?.citizenID ?? citizenID }

    /// Whether an obligation follows from the row.
    package var counts: Bool { (outcome.kind == .accepted || outcome.kind == .repaired) && !isContested }
}

/// A roster file, every row with its outcome.
package struct Roster: Sendable {
    package let insurance: Insurance
    package let file: SourceFile
    package internal(set) var rows: [RosterRow] = []
    /// What was left out of the file, and totals that do not agree with the rows.
    package internal(set) var notes: [Diagnostic] = []
    /// By the row's place in `rows`: what becomes of it when its person is in a special class and may have a tier that
    /// others may not.
    var specialOutcomes: [Int: SpecialOutcome] = [:]
    /// Persons without a citizen number whose rows were taken, by number.
    var holders: [String: DocumentHolder] = [:]

    struct SpecialOutcome: Hashable {
        let outcome: RowOutcome
        let isContested: Bool
    }

    /// The roster as it is while these persons are in a special class.
    func resolved(_ isSpecial: (_ id: String, _ village: String) -> Bool) -> Roster {
        var roster = self
        for (index, special) in specialOutcomes where isSpecial(rows[index].citizenID, rows[index].villageCode) {
            roster.rows[index].outcome = special.outcome
            roster.rows[index].isContested = special.isContested
        }
        return roster
    }

    /// One message for each row that was not taken as it is, for the list that goes back to the bureau.
    package var remarks: [Diagnostic] {
        rows.flatMap { row -> [Diagnostic] in
            var codes: [(Diagnostic.Severity, String)] = []
            if let code = row.outcome.code { codes.append((row.outcome.kind == .repaired ? .note : .warning, code)) }
            if let doubt = row.doubt { codes.append((.warning, doubt.rawValue)) }
            return codes.map { severity, code in
                Diagnostic(
                    severity, "levy.row." + code,
                    ["place": row.place.text, "name": row.name, "id": row.originalID, "village": row.villageCode],
                    at: row.place.span(file))
            }
        }
    }
}
