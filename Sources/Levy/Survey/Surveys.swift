import Diagnostics
import Storage

/// Sheets and visits.
package enum Surveys {
    package static func sheets(in transaction: Transaction) throws -> [SurveySheet] {
        try SurveyStore.sheets(in: transaction)
    }

    /// - throws: `Rejection` `survey.unknown`.
    package static func sheet(_ number: String, in transaction: Transaction) throws -> SurveySheet {
        let plain = CleanedText(code: number).text.uppercased()
        guard let sheet = try SurveyStore.sheets(in: transaction).first(where: { $0.number == plain }) else {
            throw Rejection("survey.unknown", ["number": number])
        }
        return sheet
    }

    /// What a sheet shows of its persons beside their lines.
    package static func persons(
        _ sheet: SurveySheet, in transaction: Transaction
    ) throws -> [PersonFacts] {
        try sheet.lines.map { line in
            PersonFacts(
                name: line.name, householdHead: line.head, citizenID: line.citizenID,
                phone: try SurveyStore.phone(of: line.citizenID, in: transaction))
        }
    }

    /// Takes back a sheet that was lost or printed by mistake: its persons may be on another.
    /// - throws: `Rejection` `survey.unknown`, `survey.void`.
    package static func void(
        _ number: String, reason: String, by clerk: String, in transaction: Transaction, at now: Instant
    ) throws {
        let sheet = try sheet(number, in: transaction)
        if sheet.isVoid { throw Rejection("survey.void", ["number": sheet.number]) }
        try SurveyStore.void(sheet.number, reason: reason, by: clerk, at: now, in: transaction)
    }

    /// Households together, in the order of their first; a sheet is full with the household that fills it.
    static func parts(_ persons: [SurveyCandidates.Person], size: Int) -> [[SurveyCandidates.Person]] {
        var households: [[SurveyCandidates.Person]] = []
        var places: [String: Int] = [:]
        for person in persons {
            let head = person.head.isEmpty ? person.name : person.head
            if let place = places[head] {
                households[place].append(person)
            } else {
                places[head] = households.count
                households.append([person])
            }
        }
        var parts: [[SurveyCandidates.Person]] = []
        for household in households {
            if let last = parts.last, last.count + household.count <= size {
                parts[parts.count - 1] += household
            } else {
                parts.append(household)
            }
        }
        return parts
    }

    /// Persons on sheets that are out, and of whom nothing was learned yet.
    static func waiting(in transaction: Transaction) throws -> Set<String> {
        let done = try visitedLines(in: transaction)
        var persons: Set<String> = []
        for sheet in try SurveyStore.sheets(in: transaction) where !sheet.isVoid {
            for (index, line) in sheet.lines.enumerated() where done[sheet.number]?.contains(index + 1) != true {
                persons.insert(line.citizenID)
            }
        }
        return persons
    }

    // MARK: Visits

    /// By the number of a sheet the lines that were visited.
    package static func visitedLines(in transaction: Transaction) throws -> [String: Set<Int>] {
        var found: [String: Set<Int>] = [:]
        for stored in try SurveyStore.visits(in: transaction) {
            found[stored.visit.sheet, default: []].insert(stored.visit.line)
        }
        return found
    }

    /// A telephone as it was heard, without what people write around it; empty for none.
    /// - throws: `Rejection` `survey.phone`.
    package static func phone(_ text: String) throws(Rejection) -> String {
        let phone = VisitPhone(text)
        if phone == .wrong { throw Rejection("survey.phone", ["place": "–", "text": text]) }
        return phone.text
    }

    /// Enters what a visitor found: the reason of who does not pay, a new telephone, an event for somebody to look at,
    /// and what is to be done next.
    /// - throws: `Rejection` with everything that does not fit.
    package static func enter(
        _ visit: Visit, by clerk: String, in transaction: Transaction, at now: Instant
    ) throws {
        let books = try VisitBooks(in: transaction)
        let mistakes = books.mistakes(visit, today: now.date)
        try mistakes.throwIfErrors()
        try add(visit, books, file: nil, by: clerk, in: transaction, at: now)
    }

    static func add(
        _ visit: Visit, _ books: VisitBooks, file: Int?, by clerk: String, in transaction: Transaction, at now: Instant
    ) throws {
        guard let (sheet, line) = books.line(visit.sheet, visit.line) else {
            preconditionFailure("visits are checked before they are entered")
        }
        let id = try SurveyStore.add(
            visit, of: line.citizenID, file: file, by: clerk, at: now, in: transaction)
        if let reason = visit.reason {
            for insurance in line.unpaid {
                try UnpaidReasonStore.add(
                    UnpaidReason(
                        citizenID: line.citizenID, insurance: insurance, reason: reason,
                        note: "入户摸底 \(sheet.number)-\(visit.line)", by: visit.visitor, on: visit.day), in: transaction)
            }
        }
        let known = try SurveyStore.phone(of: line.citizenID, in: transaction)
        if !visit.phone.isEmpty && visit.phone != known {
            try PhoneStore.say(visit.phone, of: line.citizenID, source: "visit:\(id)", at: now, in: transaction)
        }
        if let event = visit.event {
            // What neighbours say is no fact yet: somebody looks into it.
            _ = try EventStore.add(
                PersonEvent(
                    id: 0, kind: event.kind, citizenID: line.citizenID, name: line.name, day: event.day,
                    village: sheet.village, doneBy: nil, note: ""), at: now, in: transaction)
        }
    }

    /// What was promised and is not done: of each person that of the last visit, those that are due first.
    package static func openActions(in transaction: Transaction) throws -> [OpenAction] {
        let sheets = Dictionary(
            try SurveyStore.sheets(in: transaction).map { ($0.number, $0) }) { first, _ in first }
        var last: [String: SurveyStore.StoredVisit] = [:]
        for stored in try SurveyStore.visits(in: transaction) {
            if let other = last[stored.citizenID], other.visit.day > stored.visit.day { continue }
            last[stored.citizenID] = stored
        }
        let open = last.values.filter { $0.visit.next != nil && !$0.isEnded }.compactMap { stored -> OpenAction? in
            guard let sheet = sheets[stored.visit.sheet], sheet.lines.indices.contains(stored.visit.line - 1) else {
                return nil
            }
            return OpenAction(
                id: stored.id, visit: stored.visit, citizenID: stored.citizenID,
                name: sheet.lines[stored.visit.line - 1].name, village: sheet.village, grid: sheet.grid)
        }
        let unpaid = Set(try SurveyStore.unpaid(in: transaction).map(\.citizenID))
        return open.filter { action in
            // Who has paid meanwhile needs no help to pay.
            action.visit.next?.action != .help || unpaid.contains(action.citizenID)
        }.sorted { left, right in
            let days = (left.visit.next?.day ?? left.visit.day, right.visit.next?.day ?? right.visit.day)
            return days.0 == days.1 ? left.id < right.id : days.0 < days.1
        }
    }

    /// Enters that what was promised is done.
    /// - throws: `Rejection` `survey.no-action`.
    package static func end(
        _ visit: Int, note: String, by clerk: String, in transaction: Transaction, at now: Instant
    ) throws {
        guard try openActions(in: transaction).contains(where: { $0.id == visit }) else {
            throw Rejection("survey.no-action", ["id": "\(visit)"])
        }
        try SurveyStore.end(visit, note: note, by: clerk, at: now, in: transaction)
    }
}
