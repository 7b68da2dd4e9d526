import Diagnostics
import Foundation
import Levy
import Storage
import Templates
import Workflow

/// Where the halves meet: what every step of a campaign works with, and the handlers by the plan's `uses`.
struct CampaignDesk: Sendable {
    let definition: Definition
    let settings: CampaignSettings
    let campaign: Campaign
    let database: Database
    let room: PressRoom
    /// How persons are shown, by kind of document.
    let masking: MaskingFile
    /// The bureaus' files.
    let dataFolder: String
    let out: OutFolder
    /// Whether time is real: then reports print the journal's head. That of a rehearsal vouches for nothing.
    let isLive: Bool
    /// Shows what a user should know of but which does not stop the campaign, such as a file refused.
    let warn: @Sendable (Rejection) -> Void
    /// Ends the tasks over some lists whose item is no longer there.
    let endTasks: @Sendable (Set<String>, Transaction, Int64) throws -> Void

    /// The lists that `for-each` may name.
    static let lists = [
        "villages", "differences", "undone", "refunds", "reviews", "events", "clashes", "gaps", "letters", "honours",
        "towns", "declarations", "agreements", "refused-deductions",
        "copies", "recalls", "visits", "matches",
    ]

    /// What a plan's `uses` may name, without a campaign to run it on.
    static let handlerNames = handlers.keys.sorted()

    private static let handlers: [String: @Sendable (CampaignDesk) -> Dispatcher.Handler] = [
        "print-plan": { $0.printPlan }, "import-rosters": { $0.importRosters }, "print-rosters": { $0.printRosters },
        "print-village-notices": { $0.printVillageNotice }, "print-agreements": { $0.printAgreement },
        "import-payments": { $0.importPayments }, "print-receipts": { $0.printReceipts },
        "supervision-report": { $0.printSupervisionReport }, "reconcile": { $0.reconcile },
        "stamp-rosters": { $0.stampRoster }, "print-public-notices": { $0.printPublicNotice },
        "publish-notices": { $0.publishNotice }, "write-returns": { $0.writeReturns },
        "print-reconciliation": { $0.printReconciliation }, "close": { $0.close },
        "print-employer-notices": { $0.printEmployerNotices },
        "propose-honours": { $0.proposeHonours }, "print-honours": { $0.printHonours },
        "make-declarations": { $0.makeDeclaration },
        "make-deductions": { $0.makeDeductions }, "take-deductions": { $0.takeDeductions },
        "hand-out-rosters": { $0.handOutRosters }, "print-surveys": { $0.printSurveys },
        "report-sources": { $0.reportSources },
        "propose-collection-days": { $0.proposeCollectionDays }, "print-collection-days": { $0.printCollectionDays },
        "print-collection-notices": { $0.printCollectionNotice },
        "print-seal-register": { $0.printSealRegister },
        "match-lists": { $0.matchLists },
        "follow-up": { $0.followUp },
    ]

    /// Those that draw a seal wait for its approval where the plan asks for one.
    var handlers: [String: Dispatcher.Handler] {
        var made: [String: Dispatcher.Handler] = [:]
        for (uses, make) in CampaignDesk.handlers { made[uses] = approved(uses, make(self)) }
        return made
    }

    /// The items of a `for-each` list.
    static func items(_ campaign: Campaign) -> Engine.Items {
        { list, transaction in
            switch list {
            case "villages":
                return try campaign.regions(in: transaction).villages.map { Item(id: $0.code, title: $0.name) }
            case "differences":
                return try campaign.openDifferences(in: transaction).map { difference in
                    Item(
                        id: difference.subject, title: difference.title,
                        amount: Int64(abs(difference.oursFen - difference.theirsFen)), choices: difference.verdicts)
                }
            case "undone":
                return try campaign.undone(in: transaction).map {
                    Item(
                        id: $0.subject, title: "\($0.text)（\($0.decidedOn.iso) 决定：\($0.verdict)）",
                        amount: Int64($0.fen))
                }
            case "refunds":
                let grounds = campaign.policy.refundReasons
                return try Refunds.all(in: transaction).filter { !$0.isOver }
                    .map { refund in
                        let ground = grounds.name(refund.ground)
                        return Item(
                            id: refund.subject, title: "退费：\(refund.name) \(refund.insurance.chinese) \(ground)",
                            amount: Int64(refund.fen))
                    }
            case "reviews":
                return try campaign.rosterReviews(in: transaction).filter { $0.decision == nil && $0.isDecidable }.map {
                    Item(id: $0.subject, title: $0.sentence)
                }
            case "events":
                return try campaign.personEvents(in: transaction).filter { $0.doneBy == nil }.map {
                    Item(id: $0.subject, title: $0.sentence)
                }
            case "clashes":
                return try campaign.classClashes(in: transaction).map { Item(id: $0.subject, title: $0.sentence) }
            case "gaps":
                return try campaign.listGaps(in: transaction).map { Item(id: $0.subject, title: $0.sentence) }
            case "letters":
                return try servedLetters(in: transaction)
            case "honours":
                return try HonourStore.open(in: transaction).map { Item(id: $0.subject, title: $0.sentence) }
            case "towns":
                return try campaign.regions(in: transaction).towns.map { Item(id: $0.code, title: $0.name) }
            case "declarations":
                return try openDeclarations(in: transaction)
            case "refused-deductions":
                return try refusedDeductions(in: transaction)
            case "agreements":
                return try endingAgreements(campaign, in: transaction)
            case "copies", "recalls":
                return try copyItems(list, in: transaction)
            case "visits":
                return try visitItems(in: transaction)
            case "matches":
                return try campaign.crossQuestions(in: transaction).map { Item(id: $0.subject, title: $0.sentence) }
            default: preconditionFailure("no list \(list); Definition.require was not called")
            }
        }
    }

    // MARK: Deciding

    /// A decided task as the books keep it.
    static func decision(
        _ task: HumanTask, _ verdict: String, maker: String, checker: String, at now: Int64
    ) -> Levy.Decision {
        // What was filled in beside the decision is a part of it.
        let filled = task.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return Levy.Decision(
            subject: task.item.isEmpty ? decisionSubject(ofStep: task.step) : task.item, verdict: verdict,
            note: ([task.title] + filled).joined(separator: "；"), decidedBy: maker, checkedBy: checker,
            decidedAt: Instant(milliseconds: now))
    }

    /// What a decision is about that concerns a step as a whole.
    static func decisionSubject(ofStep step: String) -> String { "step/" + step }

    /// Enters a decision that became final, in the transaction that makes it so.
    func settle(
        _ task: HumanTask, maker: String, checker: String, at now: Int64, _ transaction: Transaction
    ) throws {
        guard let verdict = task.decision else { return }
        if let review = try campaign.rosterReviews(in: transaction).first(where: { $0.subject == task.item }),
            let chosen = RosterReview.Verdict(verdict)
        {
            _ = try campaign.decideReview(
                review.insurance, review.citizenID, chosen, note: task.title, by: maker, checker: checker,
                in: transaction, at: Instant(milliseconds: now))
            return
        }
        if let event = PersonEvent.number(ofSubject: task.item),
            try campaign.personEvents(in: transaction).contains(where: { $0.id == event && $0.doneBy == nil })
        {
            try campaign.finishEvent(
                event, note: verdict, by: maker, in: transaction, at: Instant(milliseconds: now))
        }
        if let clash = try campaign.classClashes(in: transaction).first(where: { $0.subject == task.item }),
            let chosen = ClassClash.Verdict(verdict)
        {
            _ = try campaign.settleClash(clash, chosen, in: transaction, at: Instant(milliseconds: now))
        }
        try takeMatch(task, verdict, maker: maker, checker: checker, in: transaction, at: Instant(milliseconds: now))
        try CampaignDesk.concludeCopy(
            task, verdict, maker: maker, checker: checker, in: transaction, at: Instant(milliseconds: now))
        try CampaignDesk.concludeVisit(
            task.item, verdict, by: maker, in: transaction, at: Instant(milliseconds: now))
        try CampaignDesk.conclude(
            task.item, verdict, by: maker, in: transaction, at: Instant(milliseconds: now))
        try CampaignDesk.submit(
            task.item, verdict, by: maker, checker: checker, in: transaction, at: Instant(milliseconds: now))
        try campaign.concludeDifference(
            task.item, verdict, by: maker, in: transaction, at: Instant(milliseconds: now))
        try DecisionStore.add(
            CampaignDesk.decision(task, verdict, maker: maker, checker: checker, at: now), in: transaction)
    }

    // MARK: Issuing

    /// Prints a record, writes the file, and gives what the completing transaction records about it.
    /// - Parameter sealed: the first and the last number of a batch, for the log of seals.
    func issue(
        _ template: String, _ record: Record, kind: String, key: String, number: String? = nil, subject: String,
        path: String, sealed: (first: String, last: String)? = nil, _ claim: Claim
    ) throws -> IssuedDocument {
        precondition(!masking.isPublic(template: template), "a public document is made from masked data only")
        let printed = try room.pdf(
            template, record, subject: subject, author: settings.taxBureau.name, created: claim.nominal.iso)
        return try issue(
            printed.bytes, pages: printed.pages, kind: kind, key: key, number: number, path: path,
            sealing: try sealing(printed.seals, title: subject, numbers: sealed, claim), claim)
    }

    /// Prints a public document. Its kind is the name of its template.
    func issue(
        _ record: PublicRecord, template: String, key: String, number: String, subject: String, path: String,
        _ claim: Claim
    ) throws -> IssuedDocument {
        let printed = try room.pdf(
            Installation.template(template), record.record, subject: subject, author: settings.taxBureau.name,
            created: claim.nominal.iso)
        return try issue(
            printed.bytes, pages: printed.pages, kind: template, key: key, number: number, path: path,
            sealing: try sealing(printed.seals, title: subject, claim), claim)
    }

    func issue(
        _ bytes: [UInt8], pages: Int, kind: String, key: String, number: String? = nil, path: String,
        sealing: IssuedDocument.Sealing? = nil, _ claim: Claim
    ) throws -> IssuedDocument {
        let hash = try out.write(bytes, to: path)
        return IssuedDocument(
            kind: kind, key: key, number: number, sha256: hash, path: path, pages: pages, issuedAt: claim.nominal,
            sealing: sealing)
    }

    /// The outcome of a step that issued documents: they enter the registry in the transaction that completes it.
    /// Where the step says so, they are queued for delivery in the same transaction.
    func done(
        _ claim: Claim, _ documents: [IssuedDocument], _ facts: [String: String] = [:],
        commit: (@Sendable (Transaction) throws -> Void)? = nil
    ) -> StepOutcome {
        .succeeded(facts) { [settings] transaction in
            for document in documents { try DocumentStore.issue(document, in: transaction) }
            try StepDelivery(claim.step, settings.delivery).enqueue(documents, of: claim, in: transaction)
            try commit?(transaction)
        }
    }

    /// 薛税公示〔2019〕13号
    func documentNumber(_ kind: String, _ year: Int, _ number: Int) -> String {
        "\(settings.documentMark)\(kind)〔\(year)〕\(number)号"
    }

    /// When a notice that is printed on a day is posted: from the next working day for as many as the plan says; it is
    /// taken down on the working day after the last.
    func postingDays(printed day: CivilDate) -> PostingDays {
        let calendar = definition.calendar
        let to = calendar.adding(workingDays: settings.noticeWorkingDays, to: day)
        return PostingDays(
            from: calendar.adding(workingDays: 1, to: day), to: to, remove: calendar.adding(workingDays: 1, to: to))
    }

    func village(_ claim: Claim, _ regions: RegionTree) -> (village: Region, town: Region) {
        guard let code = claim.item?.id, let village = regions.village(code),
            let town = village.parent.flatMap({ regions[code: $0] })
        else { preconditionFailure("\(claim.subject) is not about a village of the campaign") }
        return (village, town)
    }

    /// The last day of the phase that collects, and the first: the window that notices name.
    var window: CivilSpan {
        let collecting = definition.steps.first { $0.uses == "import-payments" }?.phase
        return collecting.flatMap { definition.phase($0)?.days } ?? definition.days
    }

    func period(_ insurance: Insurance) -> String { "\(campaign.policy.period(of: insurance))年度" }

    func place(_ village: Region, _ town: Region) -> [(String, Datum)] {
        [
            ("district.name", .text(settings.district)), ("town.name", .text(town.name)),
            ("village.name", .text(village.name)), ("village.code", .text(village.code)),
        ]
    }

    var periods: [(String, Datum)] {
        [("period.pension", .text(period(.pension))), ("period.medical", .text(period(.medical)))]
    }
}

extension Datum {
    static func date(_ date: CivilDate) -> Datum { .date(year: date.year, month: date.month, day: date.day) }

    static func optional(_ text: String?) -> Datum { text.map { $0.isEmpty ? .missing : .text($0) } ?? .missing }

    static func money(optional fen: Int?) -> Datum { fen.map { .money($0) } ?? .missing }

    /// Rates without a base print as missing.
    static func rate(_ rate: Rate?) -> Datum { rate.map { .percent($0.hundredths) } ?? .percent(0) }
}

extension RosterReview {
    var sentence: String {
        let villages = rows.map(\.village).joined(separator: "、")
        return reason == .twoVillages
            ? "\(name)（\(insurance.chinese)）列入两个村居：\(villages)" : "\(name)（\(insurance.chinese)，\(villages)）姓名含自造字"
    }
}

extension TreasuryDifference {
    /// With its sign: what the treasury has beyond the books.
    var signedFen: Int { receivedFen - bookedFen }
}
