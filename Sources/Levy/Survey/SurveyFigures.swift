import Storage

/// What came of sheets, by grid.
package struct SurveyFigures: Sendable {
    package struct Row: Hashable, Sendable {
        package let village: String
        /// Empty for persons without a grid, and in the row of a whole village.
        package let grid: String
        package let worker: String
        package internal(set) var sheets = 0
        /// Persons on them.
        package internal(set) var persons = 0
        /// Of whom something was learned.
        package internal(set) var done = 0
        /// Visited, and nobody was there or nobody answered.
        package internal(set) var again = 0
        package internal(set) var visits = 0
        package internal(set) var phones = 0
        package internal(set) var events = 0
        /// Owed when the sheet was made and have paid since.
        package internal(set) var paid = 0
        /// Promised and not done, and of these due.
        package internal(set) var open = 0
        package internal(set) var due = 0
        /// By the reason given last.
        package internal(set) var reasons: [UnpaidReason.Reason: Int] = [:]

        package var unvisited: Int { persons - done - again }
        package var rate: Rate? { Rate(done, of: persons) }
    }

    /// By village and grid in the order of lists.
    package let rows: [Row]

    /// The same by village.
    package var villages: [Row] {
        var found: [Row] = []
        for row in rows {
            if found.last?.village != row.village { found.append(Row(village: row.village, grid: "", worker: "")) }
            found[found.count - 1].add(row)
        }
        return found
    }

    package var total: Row {
        var sum = Row(village: "", grid: "", worker: "")
        for row in rows { sum.add(row) }
        return sum
    }
}

extension SurveyFigures.Row {
    mutating func add(_ other: SurveyFigures.Row) {
        sheets += other.sheets
        persons += other.persons
        done += other.done
        again += other.again
        visits += other.visits
        phones += other.phones
        events += other.events
        paid += other.paid
        open += other.open
        due += other.due
        reasons.merge(other.reasons, uniquingKeysWith: +)
    }
}

extension Surveys {
    /// The figures of all sheets that were made by a day and were not taken back.
    package static func figures(on day: CivilDate, in transaction: Transaction) throws -> SurveyFigures {
        let regions = try RegionStore.tree(in: transaction)
        let visits = Dictionary(
            grouping: try SurveyStore.visits(in: transaction).map(\.visit).filter { $0.day <= day }, by: \.sheet)
        let open = Dictionary(grouping: try openActions(in: transaction)) { $0.visit.sheet }
        let unpaid = Set(try SurveyStore.unpaid(in: transaction).map(\.citizenID))
        var rows: [String: SurveyFigures.Row] = [:]
        for sheet in try SurveyStore.sheets(in: transaction) where !sheet.isVoid && sheet.madeOn <= day {
            let village = regions.current(sheet.village)
            var row = SurveyFigures.Row(village: village, grid: sheet.grid, worker: sheet.worker)
            let own = visits[sheet.number] ?? []
            row.sheets = 1
            row.persons = sheet.lines.count
            row.visits = own.count
            row.phones = own.count { !$0.phone.isEmpty }
            row.events = own.count { $0.event != nil }
            for (index, line) in sheet.lines.enumerated() {
                let here = own.filter { $0.line == index + 1 }
                if here.contains(where: \.outcome.isDone) { row.done += 1 } else if !here.isEmpty { row.again += 1 }
                if let reason = here.max(by: { $0.day < $1.day })?.reason { row.reasons[reason, default: 0] += 1 }
                if !line.unpaid.isEmpty && !unpaid.contains(line.citizenID) { row.paid += 1 }
            }
            let actions = open[sheet.number] ?? []
            row.open = actions.count
            row.due = actions.count { ($0.visit.next?.day ?? day) <= day }
            rows[
                village + "/" + sheet.grid,
                default: SurveyFigures.Row(village: village, grid: sheet.grid, worker: sheet.worker)
            ].add(row)
        }
        return SurveyFigures(
            rows: rows.values.sorted { left, right in
                let places = (regions.position(of: left.village), regions.position(of: right.village))
                return places.0 == places.1 ? left.grid < right.grid : places.0 < places.1
            })
    }
}
