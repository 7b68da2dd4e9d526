import Diagnostics
import Levy
import Storage
import Templates
import Workflow

extension CampaignDesk {
    /// 实施方案: the plan itself as an official document.
    @Sendable func printPlan(_ claim: Claim) async throws -> StepOutcome {
        let document = try issue(
            settings.planTemplate,
            Record([
                ("document.number", .text(settings.planNumber)), ("document.issued", .date(claim.date)),
                ("document.printed", .date(claim.date)), ("seal.affixed", .flag(true)), ("seal.specimen", .flag(true)),
            ]),
            kind: "plan", key: definition.id, number: settings.planNumber, subject: settings.planNumber,
            path: out.path(.plan, "实施方案-\(claim.date.iso)"), claim)
        return done(claim, [document])
    }

    /// 致居民的参保缴费邀请: an invitation, for joining is voluntary.
    @Sendable func printVillageNotice(_ claim: Claim) async throws -> StepOutcome {
        let (place, agent) = try villageAndAgent(claim)
        let policy = campaign.policy
        let cover = "\(policy.medicalPeriod)年1月1日至12月31日"
        let tiers = policy.pensionTiersYuan.map { yuan in
            (yuan, policy.pensionSubsidy(ofTier: yuan * 100, in: place.village.code))
        }
        let offices = [settings.taxBureau, settings.humanResources, settings.medicalBureau].map(\.short)
        let record = Record(
            self.place(place.village, place.town) + periods + [
                ("office.names", .text(offices.map { settings.district + $0.dropFirst() }.joined(separator: "　"))),
                ("notice.issued", .date(claim.date)), ("window.from", .date(window.first)),
                ("window.to", .date(window.last)), ("cover", .text(cover)),
                (
                    "tiers",
                    .list(
                        tiers.map { yuan, subsidy in
                            Record([
                                ("amount", .integer(yuan)),
                                ("subsidy", .optional(subsidy.map { Money(fen: $0).shortest })),
                            ])
                        })
                ), ("subsidised", .flag(tiers.contains { $0.1 != nil })),
                (
                    "medicalSubsidy",
                    .optional(policy.medicalSubsidy(in: place.village.code).map { Money(fen: $0).shortest })
                ),
                ("specialTier", .integer(policy.specialTierYuan)), ("medicalRate", .integer(policy.medicalFen / 100)),
                ("agent.name", .optional(agent?.name)), ("agent.phone", .optional(agent?.phone)),
                ("contact.town", .text(settings.servicePhone)),
                ("contact.pension", .text(settings.humanResources.phone)),
                ("contact.medical", .text(settings.medicalBureau.phone)), ("contact.tax", .text("12366")),
                ("link", .missing),
            ])
        let document = try issue(
            Installation.template("village-notice"), record, kind: "village-notice", key: place.village.code,
            subject: "\(place.town.name)\(place.village.name)参保缴费邀请",
            path: out.path(.notices, place.town, place.village, "参保缴费邀请-\(claim.date.iso)"), claim)
        return done(claim, [document])
    }

    /// 委托代收协议 and 承诺书 of a village's agent, ready to sign; without a register of agents with blanks.
    @Sendable func printAgreement(_ claim: Claim) async throws -> StepOutcome {
        let (place, agent) = try villageAndAgent(claim)
        let (roster, position) = try database.read { transaction in
            (
                try campaign.collectionRoster(village: place.village.code, in: transaction),
                try campaign.regions(in: transaction).villages.firstIndex { $0.code == place.village.code } ?? 0
            )
        }
        let number = documentNumber("社代", claim.date.year, position + 1)
        let name = "\(place.town.name)\(place.village.name)"
        let shared: [(String, Datum)] =
            self.place(place.village, place.town) + periods + [
                ("office.name", .text(settings.taxBureau.name)), ("agreement.number", .text(number)),
                ("agent.name", .optional(agent?.name)), ("agent.maskedId", .missing),
                ("agent.phone", .optional(agent?.phone)), ("limits.days", .integer(settings.depositDays)),
                ("limits.sum", .money(settings.depositFen)), ("window.from", .date(window.first)),
                ("window.to", .date(window.last)),
            ]
        let agreement =
            shared + [
                ("agreement.place", .text(place.town.name)), ("office.code", .missing),
                ("office.address", .text(settings.taxBureau.address)),
                ("office.phone", .text(settings.taxBureau.phone)),
                ("office.head", .optional(settings.taxBureau.director)),
                ("committee.name", .text(committee(place.village, name))),
                ("committee.code", .missing), ("committee.head", .missing),
                ("committee.phone", .optional(agent?.phone)),
                ("roster.persons", .integer(roster.rows.count)),
                ("roster.sum", .money(roster.rows.reduce(0) { $0 + $1.ownFen })),
                (
                    "roster.check",
                    .text(RosterRecord(roster: roster, policy: campaign.policy, isFinal: false).checkCode)
                ),
                ("account.name", .missing), ("account.bank", .missing), ("account.number", .missing),
                ("fee", .text(settings.agreementFee)), ("copies", .text(settings.agreementCopies)),
            ]
        let documents = [
            try issue(
                Installation.template("agency-agreement"), Record(agreement), kind: "agency-agreement",
                key: place.village.code, number: number, subject: "\(name)委托代收协议",
                path: out.path(.agents, place.town, place.village, "委托代收协议-\(claim.date.iso)"), claim),
            try issue(
                Installation.template("agent-pledge"), Record(shared), kind: "agent-pledge", key: place.village.code,
                subject: "\(name)承诺书", path: out.path(.agents, place.town, place.village, "承诺书-\(claim.date.iso)"),
                claim),
        ]
        return done(claim, documents)
    }

    /// 公示表: who has paid, names masked; amounts would tell for whom the state pays, so none are shown.
    @Sendable func printPublicNotice(_ claim: Claim) async throws -> StepOutcome {
        let (place, agent) = try villageAndAgent(claim)
        let profile = try masking.profile(ofTemplate: "public-notice")
        let (rows, position) = try database.read { transaction in
            (
                try campaign.publicNotice(
                    village: place.village.code, asOf: window.last, profile: profile, in: transaction),
                try campaign.regions(in: transaction).villages.firstIndex { $0.code == place.village.code } ?? 0
            )
        }
        let shown = rows.filter { $0.pension == .settled || $0.medical == .settled }
        let days = postingDays(printed: claim.date)
        let name = "\(place.town.name)\(place.village.name)"
        let number = documentNumber("公示", claim.date.year, position + 1)
        let facts: [(String, Datum)] =
            self.place(place.village, place.town).filter { $0.0 != "village.code" } + periods + settings.seal + [
                ("office.name", .text(settings.taxBureau.name)), ("notice.number", .text(number)),
                ("notice.issued", .date(claim.date)), ("notice.from", .date(days.from)), ("notice.to", .date(days.to)),
                ("notice.remove", .date(days.remove)), ("notice.asOf", .date(window.last)),
                // No private telephone on a wall.
                ("contact.village", .text(agent.map { "代办员\($0.name)" } ?? "")),
                ("contact.office", .text(settings.taxBureau.phone)),
                ("contact.responsible", .text("\(settings.taxBureau.short)社会保险费股")),
                ("totals.persons", .integer(shown.count)),
                ("totals.pension", .integer(shown.count { $0.pension == .settled })),
                ("totals.medical", .integer(shown.count { $0.medical == .settled })),
            ]
        let record = PublicRecord(profile, facts: facts, list: "lines", rows: PublicNoticeRecord.lines(shown))
        let document = try issue(
            record, template: "public-notice", key: place.village.code, number: number, subject: "\(name)公示表",
            path: out.path(.publicNotices, place.town, place.village, "公示-\(claim.date.iso)"), claim)
        return done(claim, [document], ["persons": "\(shown.count)"])
    }

    private func villageAndAgent(_ claim: Claim) throws -> ((village: Region, town: Region), Agent?) {
        try database.read { transaction in
            let place = village(claim, try campaign.regions(in: transaction))
            return (place, try campaign.agents(in: transaction)[place.village.code])
        }
    }

    /// 村民委员会 of a village, 居民委员会 of a community (社区).
    private func committee(_ village: Region, _ name: String) -> String {
        village.name.hasSuffix("社区") || village.name.hasSuffix("居") ? name + "居民委员会" : name + "村民委员会"
    }
}

/// The rows of a public notice, two persons to a printed line.
enum PublicNoticeRecord {
    static func lines(_ rows: [PublicNoticeRow]) -> [PublicRecord.Row] {
        // Read down the page like two columns of a book would break the numbering at every page; side by side does not.
        stride(from: 0, to: rows.count, by: 2).map { at in
            var line = PublicRecord.Row()
            add(rows[at], at + 1, "left", to: &line)
            if at + 1 < rows.count { add(rows[at + 1], at + 2, "right", to: &line) } else { line.leaveOut("right") }
            return line
        }
    }

    private static func add(_ row: PublicNoticeRow, _ serial: Int, _ side: String, to line: inout PublicRecord.Row) {
        line.add("\(side).serial", .integer(serial))
        line.add("\(side).name", row.person[.name])
        line.add("\(side).tail", row.person[.id])
        line.add("\(side).pension", .text(row.pension == .settled ? "已缴" : "—"))
        line.add("\(side).medical", .text(row.medical == .settled ? "已缴" : "—"))
    }
}
