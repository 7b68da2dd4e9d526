import Diagnostics
import Levy
import Storage
import Templates
import Workflow

extension CampaignDesk {
    /// 征收清册 for the agent's round. A roster that is as it was printed last is not printed again; another one is the
    /// village's next version.
    @Sendable func printRosters(_ claim: Claim) async throws -> StepOutcome { try roster(claim, .collection) }

    /// 缴费清册: the same list with what was paid, under the tax bureau's seal.
    @Sendable func stampRoster(_ claim: Claim) async throws -> StepOutcome { try roster(claim, .stamped) }

    private func roster(_ claim: Claim, _ kind: RosterEdition.Kind) throws -> StepOutcome {
        let (roster, town, next, known, awaited) = try database.read { transaction in
            let place = village(claim, try campaign.regions(in: transaction))
            let roster = try campaign.collectionRoster(village: place.village.code, in: transaction)
            let check = RosterRecord(roster: roster, policy: campaign.policy, isFinal: kind == .stamped).checkCode
            let next = try RosterEditions.next(village: place.village.code, kind, check: check, in: transaction)
            var known: IssuedDocument?
            if case .same(let edition) = next {
                known = try DocumentStore.find(kind: kind.rawValue, key: edition.documentKey, in: transaction)
            }
            let isFinal = kind == .stamped
            let awaited = isFinal ? try campaign.awaitedFen(town: place.town.code, in: transaction) : 0
            return (roster, place.town, next, known, awaited)
        }
        let persons = ["persons": "\(roster.rows.count)"]
        if let known { return done(claim, [known], persons) }
        let paper = RosterPaper(self)
        let asOf = kind == .stamped ? window.last : claim.date
        let printed = try paper.print(
            roster, town, kind, next, issued: claim.date, asOf: asOf, awaitedFen: awaited, at: claim.nominal
        ) { try sealing($0, title: $1, claim) }
        return done(claim, [printed.document], persons) { transaction in
            try RosterEditions.add(printed.edition, at: claim.nominal, in: transaction)
        }
    }
}

/// Prints a village's roster, for steps of a campaign and by hand.
struct RosterPaper {
    let settings: CampaignSettings
    let campaign: Campaign
    let out: OutFolder
    private let room: PressRoom

    init(_ desk: CampaignDesk) {
        settings = desk.settings
        campaign = desk.campaign
        out = desk.out
        room = desk.room
    }

    init(plan: String, out: OutFolder) throws {
        let paper = try MoneyPaper(plan: plan)
        settings = paper.settings
        campaign = paper.campaign
        room = paper.room
        self.out = out
    }

    /// Writes the file; document and edition are entered by who asked.
    /// - Parameters:
    ///   - awaitedFen: what the town has paid in and the treasury has not, which a stamped roster says.
    ///   - sealing: how the seals on it stand in the log.
    func print(
        _ roster: CollectionRoster, _ town: Region, _ kind: RosterEdition.Kind, _ next: NextEdition,
        issued: CivilDate, asOf: CivilDate, awaitedFen: Int, at made: Instant,
        sealing: ([SealImpression], _ title: String) throws -> IssuedDocument.Sealing?
    ) throws -> (document: IssuedDocument, edition: RosterEdition) {
        let (number, key) =
            switch next {
            case .same(let edition): (edition.number, edition.documentKey)
            case .new(let number, let key): (number, key)
            }
        let isFinal = kind == .stamped
        let record = RosterRecord(roster: roster, policy: campaign.policy, isFinal: isFinal)
        let periods = Insurance.allCases.map { insurance in
            ("period.\(insurance.rawValue)", Datum.text("\(campaign.policy.period(of: insurance))年度"))
        }
        let fields: [(String, Datum)] =
            [
                ("district.name", .text(settings.district)), ("town.name", .text(town.name)),
                ("village.name", .text(roster.village.name)), ("village.code", .text(roster.village.code)),
            ] + periods + settings.seal + [
                ("agent.name", .optional(roster.agent?.name)), ("office.name", .text(settings.taxBureau.name)),
                ("roster.version", .integer(number)), ("roster.check", .text(record.checkCode)),
                ("roster.issued", .date(issued)), ("roster.asOf", .date(asOf)), ("final", .flag(isFinal)),
                ("awaited", isFinal && awaitedFen > 0 ? .money(awaitedFen) : .missing),
            ]
        let name = isFinal ? "缴费清册-盖章" : "征收清册"
        let edition = key == roster.village.code ? "" : "-第\(number)版"
        let subject = "\(town.name)\(roster.village.name)\(name)"
        let printed = try room.pdf(
            Installation.template("collection-roster"), Record(fields + record.fields),
            subject: subject, author: settings.taxBureau.name, created: made.iso)
        let path = out.path(.rosters, town, roster.village, "\(name)\(edition)-\(issued.iso)")
        let hash = try out.write(printed.bytes, to: path)
        return (
            IssuedDocument(
                kind: kind.rawValue, key: key, number: nil, sha256: hash, path: path, pages: printed.pages,
                issuedAt: made, sealing: try sealing(printed.seals, subject)),
            RosterEdition(
                village: roster.village.code, number: number, kind: kind, documentKey: key, check: record.checkCode,
                persons: roster.rows.count, ownFen: roster.rows.reduce(0) { $0 + $1.ownFen }, sha256: hash,
                pages: printed.pages, printedOn: issued)
        )
    }
}

/// What a roster's template needs of a roster: rows, sums, and a code computed from them.
struct RosterRecord {
    let roster: CollectionRoster
    let policy: LevyPolicy
    let isFinal: Bool

    var fields: [(String, Datum)] {
        [("rows", .list(roster.rows.map(row))), ("groups", .list(groups))]
            + RosterRecord.sums(roster.rows).map { ("totals." + $0.0, $0.1) } + paid
    }

    /// Ordinary residents, then the special classes in the order of the rules.
    private var groups: [Record] {
        let classes = policy.classes.filter { name in roster.rows.contains { $0.specialClass == name } }
        let own = [nil] + classes.map(Optional.some)
        return own.compactMap { name in
            let rows = roster.rows.filter { $0.specialClass == name }
            return rows.isEmpty
                ? nil : Record([("name", .text(name?.rawValue ?? "一般居民"))] + RosterRecord.sums(rows))
        }
    }

    /// Eight hexadecimal digits of the hash over all persons and sums: two copies agree when their codes do.
    var checkCode: String {
        let text = roster.rows.map { row in
            ([row.citizenID, row.name] + row.lines.map(summed)).joined(separator: "|")
        }.joined(separator: "\n")
        let code = DurableFile.sha256(text).prefix(8).uppercased()
        return "\(code.prefix(4))-\(code.suffix(4))"
    }

    /// With what was paid where the paper has it.
    private func summed(_ line: InsuranceLine) -> String {
        let due = "\(line.insurance.rawValue)=\(line.ownFen)/\(line.stateFen)"
        guard isFinal else { return due }
        return "\(due)/\(line.paidOn?.iso ?? "")/\(line.paidFen ?? 0)/\(line.receiptNumber ?? "")"
    }

    private func row(_ row: CollectionRosterRow) -> Record {
        var fields: [(String, Datum)] = [
            ("name", .text(row.name)), ("id", .text(row.citizenID)), ("sex", .text(row.sex?.rawValue ?? "")),
            ("born", .date(row.birth)), ("class", .optional(row.specialClass?.rawValue)), ("own", .money(row.ownFen)),
        ]
        for insurance in Insurance.allCases {
            guard let line = row.line(insurance) else { continue }
            let name = insurance.rawValue
            if insurance == .pension { fields.append(("pension.tier", .integer(line.totalFen / 100))) }
            fields += [
                ("\(name).due", .money(line.totalFen)),
                ("\(name).state", line.stateFen > 0 ? .money(line.stateFen) : .missing),
                ("\(name).own", .money(line.ownFen)),
            ]
            if isFinal {
                fields += [
                    ("\(name).paid", line.paidOn.map { .date($0) } ?? .missing),
                    ("\(name).receipt", .optional(line.receiptNumber)),
                ]
            }
        }
        return Record(fields)
    }

    private static func sums(_ rows: [CollectionRosterRow]) -> [(String, Datum)] {
        var fields: [(String, Datum)] = [
            ("persons", .integer(rows.count)), ("own", .money(rows.reduce(0) { $0 + $1.ownFen })),
        ]
        for insurance in Insurance.allCases {
            let lines = rows.compactMap { $0.line(insurance) }
            let name = insurance.rawValue
            fields += [
                ("\(name).persons", .integer(lines.count)),
                ("\(name).due", .money(lines.reduce(0) { $0 + $1.totalFen })),
                ("\(name).state", .money(lines.reduce(0) { $0 + $1.stateFen })),
                ("\(name).own", .money(lines.reduce(0) { $0 + $1.ownFen })),
            ]
        }
        return fields
    }

    private var paid: [(String, Datum)] {
        guard isFinal else { return [] }
        let paid = roster.rows.flatMap(\.lines).compactMap(\.paidFen)
        let sum = paid.reduce(0, +)
        return [
            ("totals.paidItems", .integer(paid.count)), ("totals.paid", .money(sum)),
            ("totals.unpaid", .money(roster.rows.reduce(0) { $0 + $1.ownFen } - sum)),
        ]
    }
}
