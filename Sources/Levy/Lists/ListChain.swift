import Diagnostics
import Storage

/// 名单报送: how one village's list of one special class goes from the village over the town to the bureau that answers
/// for the class (民政局, 残联, 扶贫办).
package enum ListStage: String, Sendable, CaseIterable {
    case village, town, bureau

    package var chinese: String {
        switch self {
        case .village: "村居上报"
        case .town: "镇街审核"
        case .bureau: "部门确认"
        }
    }
}

/// A list that a village handed in, and what became of it. The last one of a village and class counts.
package struct ListSubmission: Hashable, Sendable {
    package enum State: String, Sendable {
        case submitted = "待镇街审核"
        case passed = "待部门确认"
        case confirmed = "已确认"
        case returned = "已退回"
    }

    package let id: Int
    package let specialClass: SpecialClass
    package let village: String
    package let file: String
    package let rows: Int
    package let submittedBy: String
    package let submittedAt: Instant
    package let state: State
    /// Who reviewed it last, and what was said.
    package let reviewedBy: String?
    package let note: String
}

/// Where one village stands with one class, for the board of the chain.
package struct ListStanding: Hashable, Sendable {
    package let specialClass: SpecialClass
    package let village: Region
    package let submission: ListSubmission?
    /// Whose turn it is; nil when the list is confirmed.
    package let waitsFor: ListStage?
    package let due: CivilDate?

    package func isLate(on day: CivilDate) -> Bool { waitsFor != nil && due.map { $0 < day } ?? false }
}

extension Campaign {
    /// Sets until when a stage of one class has to be done.
    package func setListDue(
        _ specialClass: SpecialClass, _ stage: ListStage, _ day: CivilDate, by maker: String,
        in transaction: Transaction, at now: Instant
    ) throws {
        try ListStore.setDue(specialClass, stage, day, by: maker, at: now, in: transaction)
    }

    /// Hands a village's list in. The same file again is known; another one takes its place as long as the bureau has
    /// not confirmed.
    /// - throws: `Rejection` for a village that is not there, and for every row whose number is wrong.
    @discardableResult
    package func submitList(
        _ specialClass: SpecialClass, village: String, _ file: SourceFile, by maker: String,
        in transaction: Transaction, at now: Instant
    ) throws -> ListSubmission? {
        guard try RegionStore.tree(in: transaction).village(village) != nil else {
            throw Rejection("levy.list.village", ["village": village], at: file.span())
        }
        if let known = try ListStore.last(specialClass, village: village, in: transaction) {
            if known.sha256 == file.sha256 && known.submission.state != .returned { return known.submission }
            if known.submission.state == .confirmed {
                throw Rejection("levy.list.confirmed", ["village": village, "class": specialClass.rawValue])
            }
        }
        let rows = try ListRowReader.read(file, specialClass)
        try ListStore.submit(specialClass, village: village, file, rows, by: maker, at: now, in: transaction)
        return try ListStore.last(specialClass, village: village, in: transaction)?.submission
    }

    /// Passes a list on or sends it back. Whoever handed it in or reviewed it before cannot review it now. What the
    /// bureau confirms belongs to the class from then on, and the obligations follow.
    /// - throws: `Rejection` when nothing waits for this stage, or the same person comes twice.
    package func reviewList(
        _ specialClass: SpecialClass, village: String, stage: ListStage, passes: Bool, note: String,
        by reviewer: String, in transaction: Transaction, at now: Instant
    ) throws -> [Adjustment] {
        guard let known = try ListStore.last(specialClass, village: village, in: transaction),
            known.submission.state == (stage == .town ? .submitted : .passed), stage != .village
        else {
            throw Rejection(
                "levy.list.nothing", ["village": village, "class": specialClass.rawValue, "stage": stage.chinese])
        }
        guard known.submission.submittedBy != reviewer, known.submission.reviewedBy != reviewer else {
            throw Rejection("levy.decision.same-person", ["person": reviewer, "subject": known.submission.file])
        }
        try ListStore.review(
            known.submission.id, stage: stage, passes: passes, note: note, by: reviewer, at: now, in: transaction)
        guard stage == .bureau && passes else { return [] }
        let rows = try ListStore.rows(of: known.submission.id, in: transaction)
        let cause = "submission:\(known.submission.id)"
        try ListStore.join(specialClass, rows, cause: cause, at: now, in: transaction)
        try RosterStore.addSpans(rows, specialClass, source: cause, in: transaction)
        return try adjustAll(cause: cause, in: transaction, at: now)
    }

    /// - Parameter persons: whom it can touch; nil for everybody.
    func adjustAll(
        cause: String, of persons: Set<String>? = nil, in transaction: Transaction, at now: Instant
    ) throws -> [Adjustment] {
        try Insurance.allCases.map {
            try adjustObligations($0, cause: cause, of: persons, in: transaction, at: now)
        }
    }

    /// Every village with every class: where its list is, whose turn it is and until when.
    package func listBoard(in transaction: Transaction) throws -> [ListStanding] {
        let villages = try RegionStore.tree(in: transaction).villages
        let dues = try ListStore.dues(in: transaction)
        return try policy.classes.flatMap { specialClass in
            let last = try ListStore.submissions(specialClass, in: transaction)
            return villages.map { village in
                let submission = last[village.code]
                let waitsFor: ListStage? =
                    switch submission?.state {
                    case nil, .returned: .village
                    case .submitted: .town
                    case .passed: .bureau
                    case .confirmed: nil
                    }
                let due = waitsFor.flatMap { dues[ListStore.DueKey(specialClass: specialClass, stage: $0)] }
                return ListStanding(
                    specialClass: specialClass, village: village, submission: submission, waitsFor: waitsFor, due: due)
            }
        }
    }
}

/// One person of a list.
struct ListRow: Hashable {
    let citizenID: String
    let name: String
    /// The days that the list gives for the class.
    var from: CivilDate?
    var until: CivilDate?
}

/// Reads the numbers and names of a list whose class is known.
enum ListRowReader {
    /// - throws: `Rejection` with every row whose number is wrong.
    static func read(_ file: SourceFile, _ specialClass: SpecialClass) throws -> [ListRow] {
        var rows: [ListRow] = []
        var seen: Set<String> = []
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.citizenID],
            optional: [
                .serial, .personName, .villageName, .villageCode, .remark, .phone, .recognisedOn, .validUntil,
            ],
            alternatives: [.citizenID: .certificate])
        try TableReader.read(file, shape) { record in
            let cell = record.has(.citizenID) ? record[.citizenID] : record[.certificate]
            let text = record.has(.citizenID) ? cell.text : String(CleanedText(code: cell.text).text.prefix(18))
            let reading = CitizenIDReading(text, isNumber: cell.isNumber)
            let name = PersonName(record[.personName].text).printed
            if let fault = reading.fault, reading.key == nil {
                mistakes.error(
                    "levy.row." + fault.reason.rawValue,
                    ["name": name, "id": cell.text, "place": record.place.text, "village": ""],
                    at: record.place.span(file, column: cell.column))
            } else if seen.insert(reading.cleaned).inserted {
                let days = SpanReading(record, order: nil)
                days.doubts(name, record, in: file, severity: .error).forEach { mistakes.append($0) }
                rows.append(ListRow(citizenID: reading.cleaned, name: name, from: days.from, until: days.until))
            }
        }
        try mistakes.throwIfErrors()
        return rows
    }
}
