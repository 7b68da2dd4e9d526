import Diagnostics
import Storage

/// A table of visits as it comes back: typed from the sheets, with the sheet's codes or its words.
package enum VisitReader {
    /// What an import of visits brought.
    package struct Taken: Hashable, Sendable {
        package internal(set) var visits = 0
        /// Rows without a day and a result: nobody went there yet.
        package internal(set) var blank = 0
        package internal(set) var phones = 0
        package internal(set) var events = 0
        package internal(set) var actions = 0
    }

    static let shape = TableShape(
        required: [.sheetNumber, .serial, .visitedOn, .visitOutcome, .visitor],
        optional: [
            .personName, .householdHead, .unpaidReason, .newPhone, .eventKind, .eventDay, .nextAction, .nextDay,
            .remark, .gridCode, .gridName, .villageName, .villageCode,
        ])

    /// Takes a file in, whole or not at all.
    /// - Returns: nil for a file that was taken before.
    /// - throws: `Rejection` with everything in it that is wrong.
    package static func take(
        _ file: SourceFile, by clerk: String, in transaction: Transaction, at now: Instant
    ) throws -> Taken? {
        if try SurveyStore.hasVisitFile(file.sha256, in: transaction) { return nil }
        var books = try VisitBooks(in: transaction)
        var mistakes = DiagnosticList()
        var visits: [Visit] = []
        var taken = Taken()
        try TableReader.read(file, shape) { record in
            if record.text(.visitedOn).isEmpty && record.text(.visitOutcome).isEmpty {
                taken.blank += 1
                return
            }
            guard let visit = visit(record, file, today: now.date, into: &mistakes) else { return }
            let found = books.mistakes(
                visit, name: PersonName(record[.personName].text).printed, today: now.date,
                at: record.place.span(file))
            for mistake in found.diagnostics { mistakes.append(mistake) }
            books.insert(visit)
            visits.append(visit)
        }
        try mistakes.throwIfErrors()
        let id = try SurveyStore.addVisitFile(file, by: clerk, at: now, in: transaction)
        for visit in visits {
            try Surveys.add(visit, books, file: id, by: clerk, in: transaction, at: now)
        }
        taken.visits = visits.count
        taken.phones = visits.count { !$0.phone.isEmpty }
        taken.events = visits.count { $0.event != nil }
        taken.actions = visits.count { $0.next != nil }
        return taken
    }

    private static func visit(
        _ record: TableRecord, _ file: SourceFile, today: CivilDate, into mistakes: inout DiagnosticList
    ) -> Visit? {
        var isWrong = false
        func wrong(_ code: String, _ column: ColumnName, _ known: String = "") {
            isWrong = true
            mistakes.error(
                code,
                ["column": column.head, "text": record[column].text, "known": known, "place": record.place.text],
                at: record.place.span(file, column: record[column].column))
        }
        func day(_ column: ColumnName) -> CivilDate? {
            let reading = DateReading(record[column], latest: today)
            if reading == .blank { return nil }
            if reading.date == nil { wrong("levy.not-a-date", column) }
            return reading.date
        }
        func word<Word: VisitWord>(_ column: ColumnName, _: Word.Type) -> Word? {
            let text = record.text(column)
            if text.isEmpty { return nil }
            if let word = Word(paper: text) { return word }
            wrong("survey.word", column, Word.numbered)
            return nil
        }
        let visited = day(.visitedOn)
        if visited == nil && record[.visitedOn].isBlank { wrong("survey.empty", .visitedOn) }
        let outcome = word(.visitOutcome, Visit.Outcome.self)
        if record.text(.visitOutcome).isEmpty { wrong("survey.empty", .visitOutcome) }
        let line = Int(record.text(.serial))
        if line == nil { wrong("levy.not-a-number", .serial) }
        let reason = word(.unpaidReason, UnpaidReason.Reason.self)
        let phone = VisitPhone(record[.newPhone].text)
        if phone == .wrong { wrong("survey.phone", .newPhone) }
        let (kind, eventDay) = (word(.eventKind, PersonEvent.Kind.self), day(.eventDay))
        if !record.text(.eventKind).isEmpty && record[.eventDay].isBlank { wrong("survey.empty", .eventDay) }
        let (next, nextDay) = (word(.nextAction, Visit.Next.self), day(.nextDay))
        if !record.text(.nextAction).isEmpty && record[.nextDay].isBlank { wrong("survey.empty", .nextDay) }
        if !record[.nextDay].isBlank && record.text(.nextAction).isEmpty { wrong("survey.empty", .nextAction) }
        guard !isWrong, let visited, let outcome, let line else { return nil }
        return Visit(
            sheet: record.text(.sheetNumber).uppercased(), line: line, day: visited, outcome: outcome, reason: reason,
            phone: phone.text, event: kind.flatMap { kind in eventDay.map { Visit.Event(kind, $0) } },
            next: next.flatMap { next in nextDay.map { Visit.NextAction(next, $0) } }, note: record[.remark].text,
            visitor: PersonName(record[.visitor].text).printed)
    }
}

/// A word that a sheet lists with a number for it: visitors write one or the other.
package protocol VisitWord: CaseIterable {
    var chinese: String { get }
}

extension VisitWord {
    /// `3` or `家中无人`.
    init?(paper text: String) {
        let all = Array(Self.allCases)
        if let number = Int(text) {
            guard all.indices.contains(number - 1) else { return nil }
            self = all[number - 1]
        } else {
            guard let word = all.first(where: { $0.chinese == text }) else { return nil }
            self = word
        }
    }

    /// `1见到本人、2见到家属`
    package static var numbered: String {
        allCases.enumerated().map { "\($0.offset + 1)\($0.element.chinese)" }.joined(separator: "、")
    }
}

extension Visit.Outcome: VisitWord {}
extension Visit.Next: VisitWord {}
extension UnpaidReason.Reason: VisitWord {}
extension PersonEvent.Kind: VisitWord {
    package var chinese: String { rawValue }
}
