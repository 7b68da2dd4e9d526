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

/// A list as it was handed in, and who of it was left out.
package struct HandedInList: Hashable, Sendable {
    package let submission: ListSubmission
    package let notes: [Diagnostic]
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
    /// - throws: `Rejection` for a village that is not there, and for every row whose number is wrong or that of a
    ///   person of another name.
    @discardableResult
    package func submitList(
        _ specialClass: SpecialClass, village: String, _ file: SourceFile, by maker: String,
        in transaction: Transaction, at now: Instant
    ) throws -> HandedInList {
        guard try RegionStore.tree(in: transaction).village(village) != nil else {
            throw Rejection("levy.list.village", ["village": village], at: file.span())
        }
        if let known = try ListStore.last(specialClass, village: village, in: transaction) {
            if known.sha256 == file.sha256 && known.submission.state != .returned {
                return HandedInList(submission: known.submission, notes: [])
            }
            if known.submission.state == .confirmed {
                throw Rejection("levy.list.confirmed", ["village": village, "class": specialClass.rawValue])
            }
        }
        let list = try ListRowReader.read(file, specialClass)
        try refuseStrangers(among: list.rows, of: file, in: transaction)
        try ListStore.submit(specialClass, village: village, file, list.rows, by: maker, at: now, in: transaction)
        guard let submission = try ListStore.last(specialClass, village: village, in: transaction)?.submission else {
            preconditionFailure("a list that was just handed in is there")
        }
        return HandedInList(submission: submission, notes: list.notes(of: file))
    }

    private func refuseStrangers(
        among rows: [ListRow], of file: SourceFile, in transaction: Transaction
    ) throws {
        var mistakes = DiagnosticList()
        for row in rows {
            guard let known = try PersonNames.other(of: row.citizenID, than: row.name, in: transaction) else {
                continue
            }
            mistakes.append(
                PersonNames.diagnostic(
                    .error, id: row.citizenID, name: row.name, known: known,
                    place: "\(file.name) \(row.place?.text ?? "")", at: row.place?.span(file)))
        }
        try mistakes.throwIfErrors()
    }

    /// Passes a list on or sends it back. Whoever handed it in or reviewed it before cannot review it now. What the
    /// bureau confirms belongs to the class from then on, and the obligations follow.
    /// - throws: `Rejection` when nothing waits for this stage, or the same person comes twice; when the bureau would
    ///   confirm rows whose number is by now that of a person of another name.
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
        var mistakes = DiagnosticList()
        for row in rows {
            guard let other = try PersonNames.other(of: row.citizenID, than: row.name, in: transaction) else {
                continue
            }
            mistakes.append(
                PersonNames.diagnostic(
                    .error, id: row.citizenID, name: row.name, known: other, place: known.submission.file, at: nil))
        }
        try mistakes.throwIfErrors()
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
