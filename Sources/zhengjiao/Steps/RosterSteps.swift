import Diagnostics
import Levy
import Storage
import Templates
import Workflow

extension CampaignDesk {
    /// 征收清册, version 1, for the agent's round.
    @Sendable func printRosters(_ claim: Claim) async throws -> StepOutcome {
        try roster(claim, version: 1, isFinal: false)
    }

    /// 缴费清册: the same list with what was paid, under the tax bureau's seal.
    @Sendable func stampRoster(_ claim: Claim) async throws -> StepOutcome {
        try roster(claim, version: 2, isFinal: true)
    }

    private func roster(_ claim: Claim, version: Int, isFinal: Bool) throws -> StepOutcome {
        let (roster, town, awaited) = try database.read { transaction in
            let place = village(claim, try campaign.regions(in: transaction))
            let missing = try campaign.treasuryDifferences(in: transaction).filter { $0.town == place.town.code }
                .reduce(0) { $0 + max(0, $1.bookedFen - $1.receivedFen) }
            return (try campaign.collectionRoster(village: place.village.code, in: transaction), place.town, missing)
        }
        let record = RosterRecord(roster: roster, policy: campaign.policy, isFinal: isFinal)
        var fields = place(roster.village, town) + periods + settings.seal
        fields += [
            ("agent.name", .optional(roster.agent?.name)), ("office.name", .text(settings.taxBureau.name)),
            ("roster.version", .integer(version)), ("roster.check", .text(record.checkCode)),
            ("roster.issued", .date(claim.date)),
            ("roster.asOf", .date(isFinal ? window.last : claim.date)), ("final", .flag(isFinal)),
            ("awaited", isFinal && awaited > 0 ? .money(awaited) : .missing),
        ]
        let name = isFinal ? "缴费清册-盖章" : "征收清册"
        let document = try issue(
            Installation.template("collection-roster"), Record(fields + record.fields),
            kind: isFinal ? "stamped-roster" : "roster", key: roster.village.code,
            subject: "\(town.name)\(roster.village.name)\(name)",
            path: out.path(.rosters, town, roster.village, "\(name)-\(claim.date.iso)"), claim)
        return done(claim, [document], ["persons": "\(roster.rows.count)"])
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
            ([row.citizenID, row.name] + row.lines.map { "\($0.insurance.rawValue)=\($0.ownFen)/\($0.stateFen)" })
                .joined(separator: "|")
        }.joined(separator: "\n")
        let code = DurableFile.sha256(text).prefix(8).uppercased()
        return "\(code.prefix(4))-\(code.suffix(4))"
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
