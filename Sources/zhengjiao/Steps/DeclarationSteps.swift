import Levy
import Storage
import Templates
import Workflow

extension CampaignDesk {
    /// 村居申报: a town's declaration of what its agents collected and of its state-paid persons, as a file with its
    /// control totals and a sheet to sign. A town with nothing new has none.
    /// - Throws: `Rejection` with every difference between information, accounts and money.
    @Sendable func makeDeclaration(_ claim: Claim) async throws -> StepOutcome {
        guard let town = claim.item?.id else { preconditionFailure("make-declarations has for-each: towns") }
        let made = try database.write { transaction -> DeclarationPaper? in
            let check = try Declarations.check(town: town, through: claim.date, in: transaction)
            guard try !check.rows.isEmpty || Declarations.isMade(key: claim.subject, in: transaction) else {
                return nil
            }
            let file = try Declarations.make(
                town: town, key: claim.subject, by: CampaignDesk.clerk, on: claim.date, in: transaction,
                at: claim.nominal)
            return try DeclarationPaper(file, in: transaction)
        }
        guard let made else { return .succeeded(["rows": "0"]) }
        let path = "\(OutFolder.Chapter.returns.rawValue)/\(made.town)-村居申报-\(made.file.batch)"
        _ = try out.write(Array(made.file.control.pretty.utf8), to: path + ".json")
        let documents = [
            try issue(
                made.file.bytes, pages: 0, kind: "declaration-file", key: made.file.batch, path: path + ".csv", claim),
            try issue(
                Installation.template("declaration"), made.record(settings), kind: "declaration",
                key: made.file.batch, number: made.file.batch, subject: "\(made.town)村居申报汇总表",
                path: path + ".pdf", claim),
        ]
        return done(
            claim, documents,
            ["rows": "\(made.file.rows.count)", "own": "\(made.file.ownFen)", "state": "\(made.file.stateFen)"])
    }

    /// Declarations that were made and wait to be submitted.
    static func openDeclarations(in transaction: Transaction) throws -> [Item] {
        try Declarations.all(in: transaction).filter { $0.state == .made }.map { made in
            let sum = Money(fen: made.ownFen + made.stateFen).grouped
            return Item(
                id: made.subject, title: "村居申报 \(made.batch)：\(made.rows)人次，\(sum)元", amount: Int64(made.ownFen))
        }
    }

    /// Agreements with agents (委托代收协议) that end before the year of the cover begins.
    static func endingAgreements(_ campaign: Campaign, in transaction: Transaction) throws -> [Item] {
        let regions = try campaign.regions(in: transaction)
        guard let day = CivilDate(year: campaign.policy.medicalPeriod, month: 1, day: 1) else {
            preconditionFailure("every year has a first day")
        }
        return try campaign.endingAgreements(before: day, in: transaction).map { ending in
            let place = regions.fullName(ofVillage: ending.agent.village)
            return Item(
                id: ending.subject, title: "委托代收协议到期：\(place) \(ending.agent.name)，\(ending.until.iso)止")
        }
    }

    /// Enters what a task about a declaration came to.
    static func submit(
        _ subject: String, _ verdict: String, by maker: String, checker: String, in transaction: Transaction,
        at now: Instant
    ) throws {
        let made = try Declarations.all(in: transaction).first { $0.subject == subject && $0.state == .made }
        guard let made, let state = verdicts[verdict] else { return }
        try Declarations.note(
            made.batch, state, note: verdict, on: now.date, by: maker, checker: checker, in: transaction, at: now)
    }

    private static let verdicts: [String: Declaration.State] = ["提交申报": .submitted, "退回更正": .refused]
}
