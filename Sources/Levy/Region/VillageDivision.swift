import Diagnostics
import Storage

/// Who of a divided village belongs where: a list of persons and of households, each with the village of today.
package struct DivisionList: Sendable {
    let file: SourceFile
    /// The villages into which everybody goes whom the list does not name.
    let rest: [String]

    package init(_ file: SourceFile, rest: [String] = []) {
        self.file = file
        self.rest = rest.map { $0.uppercased() }
    }

    struct Row {
        let place: RowPlace
        /// Empty in a row for a whole household.
        let citizenID: String
        let head: String
        /// The village that was divided; empty where it follows from the person.
        let from: String
        let to: String
    }

    /// - throws: `Rejection` with every row that names neither a person nor a household.
    func rows() throws -> [Row] {
        var rows: [Row] = []
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.villageCode],
            optional: [.serial, .citizenID, .personName, .householdHead, .predecessors, .villageName, .remark])
        try TableReader.read(file, shape) { record in
            let reading = CitizenIDReading(record.text(.citizenID), isNumber: record[.citizenID].isNumber)
            let id = record.has(.citizenID) && reading.fault != .missing ? reading.key ?? "" : ""
            if record.has(.citizenID) && reading.fault != .missing && id.isEmpty {
                mistakes.error(
                    "levy.not-an-id", ["column": ColumnName.citizenID.head, "text": record[.citizenID].text],
                    at: record.place.span(file, column: record[.citizenID].column))
            }
            let head = PersonName(record[.householdHead].text).printed
            if id.isEmpty && head.isEmpty && reading.fault == .missing {
                mistakes.error("levy.division.nobody", ["place": record.place.text], at: record.place.span(file))
            }
            rows.append(
                Row(
                    place: record.place, citizenID: id, head: head,
                    from: record.text(.predecessors).uppercased(), to: record.text(.villageCode).uppercased()))
        }
        try mistakes.throwIfErrors()
        return rows
    }
}

/// A village that is divided among several, and its persons.
struct VillageDivision {
    let village: Region
    /// Those that may take its persons, in the order of the table.
    let successors: [Region]
    /// Everybody of the village, with the head of the household where one is known.
    let persons: [Person]

    struct Person: Hashable {
        let citizenID: String
        let name: String
        let head: String
    }

    /// Where everybody goes, and the place that stands for the village itself: in its name money of unknown payers
    /// and what was asked of the village go on.
    struct Outcome {
        var main: String
        var places: [String: String] = [:]
    }

    func outcome(
        of rows: [DivisionList.Row], rest: [String], _ file: SourceFile, into mistakes: inout DiagnosticList
    ) -> Outcome {
        let codes = successors.map(\.code)
        let others = rest.first { codes.contains($0) }
        var outcome = Outcome(main: others ?? codes[0])
        var own: Set<String> = []
        for row in rows {
            let found = matches(row)
            if found.isEmpty { continue }
            guard codes.contains(row.to) else {
                mistakes.error(
                    "levy.division.target",
                    [
                        "place": row.place.text, "code": row.to, "village": village.name,
                        "known": successors.map { "\($0.name) \($0.code)" }.joined(separator: "、"),
                    ], at: row.place.span(file))
                continue
            }
            for person in found {
                let id = person.citizenID
                let isOwn = !row.citizenID.isEmpty
                // A person's own row counts before his household's.
                if !isOwn && own.contains(id) { continue }
                if let before = outcome.places[id], before != row.to, own.contains(id) == isOwn {
                    mistakes.error(
                        "levy.division.twice", ["place": row.place.text, "name": person.name, "id": id],
                        at: row.place.span(file))
                }
                outcome.places[id] = row.to
                if isOwn { own.insert(id) }
            }
        }
        let left = persons.filter { outcome.places[$0.citizenID] == nil }
        if let others {
            for person in left { outcome.places[person.citizenID] = others }
        } else if !left.isEmpty {
            mistakes.error(
                "levy.division.left",
                [
                    "village": village.name, "count": "\(left.count)",
                    "names": left.prefix(5).map { "\($0.name) \($0.citizenID)" }.joined(separator: "、"),
                ], at: file.span())
        }
        return outcome
    }

    /// The persons of the village whom a row means.
    func matches(_ row: DivisionList.Row) -> [Person] {
        guard row.from.isEmpty || row.from == village.code else { return [] }
        if !row.citizenID.isEmpty { return persons.filter { $0.citizenID == row.citizenID } }
        return persons.filter { $0.head == row.head || $0.head.isEmpty && $0.name == row.head }
    }
}

extension Campaign {
    /// Everybody of a village: who owes there, and whom the current rosters list there.
    func divisionPersons(of village: String, in transaction: Transaction) throws -> [VillageDivision.Person] {
        var names: [String: String] = [:]
        for insurance in Insurance.allCases {
            let claims = try claims(insurance, in: transaction)
            for claim in claims.order.compactMap({ claims[$0] }) where claim.village == village {
                names[claim.citizenID] = names[claim.citizenID] ?? claim.name
            }
        }
        let known = try RegionStore.persons(of: village, in: transaction)
        for person in known { names[person.citizenID] = person.name }
        let heads = Dictionary(known.map { ($0.citizenID, $0.head) }) { first, _ in first }
        return names.sorted { $0.key < $1.key }.map { id, name in
            VillageDivision.Person(citizenID: id, name: name, head: heads[id] ?? "")
        }
    }
}
