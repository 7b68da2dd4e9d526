import Diagnostics
import Storage

/// What sheets are made for.
package struct SurveyOrder: Sendable {
    package let villages: [String]
    package let reasons: [SurveyReason]
    /// Persons to a sheet; a household is not torn apart for it.
    package let size: Int
    package let day: CivilDate
    /// Until when the sheets come back.
    package let due: CivilDate
    package let by: String

    package init(
        villages: [String], reasons: [SurveyReason], size: Int, day: CivilDate, due: CivilDate, by: String
    ) {
        self.villages = villages
        self.reasons = reasons
        self.size = size
        self.day = day
        self.due = due
        self.by = by
    }
}

/// What came of an order.
package struct SurveyMade: Sendable {
    package let sheets: [SurveySheet]
    /// On a sheet already that did not come back.
    package let waiting: Int
    /// Of whom no list knows the village.
    package let homeless: [String]
}

extension Campaign {
    /// Makes sheets of everybody whom coverage, rosters, lists or earlier visits leave open, grid by grid. Who is on a
    /// sheet that is still out gets on no second one.
    package func makeSurveys(
        _ order: SurveyOrder, in transaction: Transaction, at now: Instant
    ) throws -> SurveyMade {
        guard (1...200).contains(order.size) else { throw Rejection("survey.size", ["size": "\(order.size)"]) }
        let regions = try RegionStore.tree(in: transaction)
        var found = SurveyCandidates()
        try collect(order, into: &found, in: transaction)
        let out = try Surveys.waiting(in: transaction)
        let map = try SurveyStore.grids(in: transaction)
        let wanted = Set(order.villages)
        var waiting = 0
        var byVillage: [String: [SurveyCandidates.Person]] = [:]
        for person in found.persons where wanted.contains(person.village) {
            if out.contains(person.citizenID) {
                waiting += 1
            } else {
                byVillage[person.village, default: []].append(person)
            }
        }
        var sheets: [SurveySheet] = []
        for village in regions.villages {
            guard let persons = byVillage[village.code] else { continue }
            let grids = map.grids(of: village.code) + [Grid.none(village.code)]
            let places = Dictionary(grouping: persons) { person in
                map.grid(village: village.code, person: person.citizenID, name: person.name, head: person.head).code
            }
            for grid in grids {
                for part in Surveys.parts(places[grid.code] ?? [], size: order.size) {
                    let number = try SeriesStore.next("survey/\(order.day.year)", in: transaction)
                    let digits = String(number)
                    let zeros = String(repeating: "0", count: max(0, 5 - digits.count))
                    let sheet = SurveySheet(
                        number: "MD\(order.day.year)-\(zeros)\(digits)", village: village.code, grid: grid.code,
                        worker: grid.worker, madeOn: order.day, dueOn: order.due, lines: part.map(\.line),
                        isVoid: false)
                    try SurveyStore.add(sheet, by: order.by, at: now, in: transaction)
                    sheets.append(sheet)
                }
            }
        }
        let homeless = found.persons.filter { regions.village($0.village) == nil }.map { "\($0.name) \($0.citizenID)" }
        return SurveyMade(sheets: sheets, waiting: waiting, homeless: homeless)
    }

    private func collect(
        _ order: SurveyOrder, into found: inout SurveyCandidates, in transaction: Transaction
    ) throws {
        let regions = try RegionStore.tree(in: transaction)
        func wants(_ reason: SurveyReason) -> Bool { order.reasons.contains(reason) }
        // What is owed is on the line whatever it is on the sheet for.
        for owed in try SurveyStore.unpaid(in: transaction) {
            found.owe(owed)
            if wants(.unpaid) { found.add(owed, .unpaid) }
        }
        if wants(.dropped) {
            for owed in try SurveyStore.dropped(in: transaction) { found.add(owed, .dropped) }
        }
        if wants(.notListed) {
            for gap in try listGaps(in: transaction) where gap.reason == .notListed {
                found.add(gap.citizenID, gap.name, gap.village, .notListed)
            }
        }
        if wants(.rowOpen) {
            let decided = Set(try rosterReviews(in: transaction).filter { $0.decision != nil }.map(\.citizenID))
            for insurance in Insurance.allCases {
                guard let version = try VersionStore.current(insurance, in: transaction) else { continue }
                try eachEntry(importID: version.id, in: transaction) { entry in
                    guard entry.isOpen || entry.outcome == .rejected, !decided.contains(entry.citizenID) else { return }
                    let village = regions.current(entry.village, of: entry.citizenID)
                    found.add(entry.citizenID, entry.name, village, .rowOpen)
                }
            }
        }
        if wants(.clash) {
            for clash in try classClashes(in: transaction) {
                let place = try SurveyStore.listed(
                    "p.citizen_id = $1", [Value(clash.citizenID)], in: transaction
                ).first
                found.add(clash.citizenID, clash.name, place?.village ?? "", .clash, head: place?.head ?? "")
            }
        }
        if wants(.event) {
            for event in try personEvents(in: transaction) where event.doneBy == nil {
                let village = regions.village(event.village)?.code ?? event.village
                found.add(event.citizenID, event.name, village, .event)
            }
        }
        if wants(.followUp) {
            for action in try Surveys.openActions(in: transaction) {
                guard let next = action.visit.next, next.day <= order.day else { continue }
                found.add(action.citizenID, action.name, action.village, .followUp)
            }
        }
        if wants(.noPhone) {
            for owed in try SurveyStore.withoutPhone(in: transaction) { found.add(owed, .noPhone) }
        }
    }
}

/// Who is to be visited, each person once in a village, with all reasons.
struct SurveyCandidates {
    struct Person {
        let citizenID: String
        let name: String
        let head: String
        let village: String
        var reasons: Set<SurveyReason>
        var fen: [Insurance: Int]

        var line: SurveySheet.Line {
            SurveySheet.Line(
                citizenID: citizenID, name: name, head: head,
                reasons: SurveyReason.allCases.filter(reasons.contains), medicalFen: fen[.medical] ?? 0,
                pensionFen: fen[.pension] ?? 0)
        }
    }

    /// In the order in which they were found.
    private(set) var persons: [Person] = []
    private var places: [String: Int] = [:]
    private var owed: [String: [Insurance: Int]] = [:]
    private var heads: [String: String] = [:]

    mutating func owe(_ person: SurveyStore.Owed) {
        owed[person.village + person.citizenID] = person.fen
        heads[person.citizenID] = person.head
    }

    mutating func add(_ person: SurveyStore.Owed, _ reason: SurveyReason) {
        add(person.citizenID, person.name, person.village, reason, head: person.head)
    }

    mutating func add(
        _ id: String, _ name: String, _ village: String, _ reason: SurveyReason, head: String = ""
    ) {
        let key = village + id
        if let place = places[key] {
            persons[place].reasons.insert(reason)
            return
        }
        places[key] = persons.count
        persons.append(
            Person(
                citizenID: id, name: name, head: head.isEmpty ? heads[id] ?? "" : head, village: village,
                reasons: [reason], fen: owed[key] ?? [:]))
    }
}
