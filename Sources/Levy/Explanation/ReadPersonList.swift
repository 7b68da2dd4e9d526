import Diagnostics
import Storage

/// One person of a list that says one thing of all whom it names: students of a school, payers of last year.
package struct ListedPerson: Hashable, Sendable {
    package let citizenID: String
    /// Empty when the list has no such column.
    package let name: String
    /// Empty when the list has no such column.
    package let village: String
    /// File and row.
    package let source: String
    let span: SourceSpan
}

package enum PersonListReader {
    /// Persons in the order of the file, each once; other columns are left alone.
    /// - throws: `Rejection` with every number that is none, or when the file cannot be read.
    package static func read(_ file: SourceFile) throws -> [ListedPerson] {
        var persons: [ListedPerson] = []
        var seen: Set<String> = []
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.citizenID],
            optional: [
                .serial, .personName, .villageCode, .villageName, .townName, .townCode, .phone, .remark, .payerClass,
                .period, .insurance, .yuan, .birthDate,
            ])
        try TableReader.read(file, shape) { record in
            let cell = record[.citizenID]
            guard let id = CitizenIDReading(cell.text, isNumber: cell.isNumber).key else {
                mistakes.error("fact.number", ["id": cell.text], at: record.place.span(file, column: cell.column))
                return
            }
            guard seen.insert(id).inserted else { return }
            persons.append(
                ListedPerson(
                    citizenID: id, name: PersonName(record[.personName].text).printed,
                    village: record.text(.villageCode), source: "\(file.name) \(record.place.text)",
                    span: record.place.span(file, column: cell.column)))
        }
        try mistakes.throwIfErrors()
        return persons
    }

    /// Divides a list into those who are meant, and what is told of rows whose number is that of a person of another
    /// name.
    package static func divided(
        _ persons: [ListedPerson], in transaction: Transaction
    ) throws -> (meant: [ListedPerson], strangers: [Diagnostic]) {
        var meant: [ListedPerson] = []
        var strangers: [Diagnostic] = []
        for person in persons {
            if let known = try PersonNames.other(of: person.citizenID, than: person.name, in: transaction) {
                strangers.append(
                    PersonNames.diagnostic(
                        .warning, id: person.citizenID, name: person.name, known: known, place: person.source,
                        at: person.span))
            } else {
                meant.append(person)
            }
        }
        return (meant, strangers)
    }
}
