import Diagnostics
import Levy
import Storage
import Workflow

extension CampaignDesk {
    /// 清册发放: the last roster of each village goes to its town or agent, and each town gets a sheet to sign on. What
    /// was sent in this form before is not sent again.
    @Sendable func handOutRosters(_ claim: Claim) async throws -> StepOutcome {
        try claim.step.with.requireOnly(keys: ["to", "form", "copies"])
        let dispatch = try dispatch(claim)
        let sent = try database.write { transaction in
            let regions = try campaign.regions(in: transaction)
            let printed = Set(try RosterEditions.current(in: transaction).map(\.village))
            let agents = try campaign.agents(in: transaction)
            let villages = regions.villages.map(\.code)
                .filter { printed.contains($0) && (dispatch.leg == .town || agents[$0] != nil) }
            _ = try RosterCopies.send(villages: villages, dispatch, skipsSent: true, in: transaction, at: claim.nominal)
            // What was entered and not printed when the machine went down is printed by the next try.
            return try RosterCopies.all(in: transaction).filter {
                $0.sentOn == dispatch.day && $0.leg == dispatch.leg && $0.form == dispatch.form
            }
        }
        let sheets = try database.read { try CopySheet.sheets(sent, in: $0) }
        let documents = try sheets.map { sheet in
            try issue(
                Installation.template("copy-signing"), sheet.record(settings, on: claim.date), kind: "copy-signing",
                key: "\(sheet.town.code)/\(dispatch.leg.rawValue)/\(dispatch.form.rawValue)/\(claim.date.iso)",
                subject: "\(sheet.town.name)清册发放签收单",
                path: out.path(.rosters, "\(sheet.town.name)/清册发放签收单-\(dispatch.leg.chinese)-\(claim.date.iso)"), claim)
        }
        return done(claim, documents, ["copies": "\(sent.count)"])
    }

    private func dispatch(_ claim: Claim) throws(Rejection) -> CopyDispatch {
        func word<Word: DomainWord>(_ key: String, _ usual: Word) throws(Rejection) -> Word {
            guard let text = try claim.step.with.optionalText(key) else { return usual }
            guard let word = Word(argument: text) else {
                throw Rejection(
                    "copies.word", ["text": text, "known": Word.listed], at: claim.step.with[key]?.span)
            }
            return word
        }
        return CopyDispatch(
            leg: try word("to", RosterCopy.Leg.agent), form: try word("form", RosterCopy.Form.paper),
            count: try claim.step.with.optionalInt("copies") ?? 1, day: claim.date, by: CampaignDesk.clerk)
    }

    /// Rosters that somebody has to sign for, and old ones that have to come back.
    static func copyItems(_ list: String, in transaction: Transaction) throws -> [Item] {
        let regions = try RegionTree.stored(in: transaction)
        let copies = try RosterCopies.all(in: transaction)
        func name(_ copy: RosterCopy) -> String {
            let village = regions.fullName(ofVillage: copy.edition.village)
            return "\(village) \(copy.edition.title)（\(copy.form.chinese)\(copy.count)份，校验码 \(copy.edition.check)）"
        }
        if list == "copies" {
            return copies.filter(\.waits).map {
                Item(id: $0.subject, title: "签收：\(name($0))，\($0.sentOn.iso) 发给 \($0.recipient)")
            }
        }
        return copies.filter(\.isToReturn).map {
            Item(id: $0.recallSubject, title: "收回旧清册：\(name($0))，在 \($0.recipient) 处")
        }
    }

    /// Enters what a decided task says about a roster: who signed for it, or what became of an old one. Other verdicts
    /// are decisions and nothing more.
    static func concludeCopy(
        _ task: HumanTask, _ verdict: String, maker: String, checker: String, in transaction: Transaction,
        at now: Instant
    ) throws {
        if let id = RosterCopy.number(ofSubject: task.item, "copy:"), verdict == "已签收" {
            let copy = try RosterCopies.all(in: transaction).first { $0.id == id }
            let signer = task.values["signer"] ?? ""
            let check = task.values["check"] ?? ""
            _ = try RosterCopies.sign(
                id, signer: signer.isEmpty ? copy?.recipient ?? maker : signer, check: check.isEmpty ? nil : check,
                on: now.date, by: maker, in: transaction, at: now)
        }
        if let id = RosterCopy.number(ofSubject: task.item, "recall:"),
            let fate = RosterCopy.Fate(argument: verdict)
        {
            let note = task.values["note"] ?? ""
            _ = try RosterCopies.recall(
                id,
                RosterCopy.Recall(
                    fate: fate, day: now.date, by: maker, witness: checker,
                    note: note.isEmpty && fate == .lost ? task.title : note), in: transaction, at: now)
        }
    }
}
