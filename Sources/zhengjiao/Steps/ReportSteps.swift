import Delivery
import Diagnostics
import Levy
import Storage
import Templates
import Workflow

extension CampaignDesk {
    /// 督导通报 of the week: figures, ranking, what is wrong, what is asked; mailed to the leading group.
    @Sendable func printSupervisionReport(_ claim: Claim) async throws -> StepOutcome {
        let week = claim.date.adding(days: -7)
        let issue = try database.write { transaction in
            try DocumentStore.number(
                kind: "supervision-report", key: claim.date.iso, series: "supervision-report", in: transaction)
        }
        let smallest = try masking.profile(ofTemplate: "supervision-report").smallest
        let report = try database.read { transaction in
            ReportRecord(
                now: try campaign.figures(asOf: claim.date, since: week, in: transaction),
                before: week >= window.first ? try campaign.figures(asOf: week, in: transaction) : nil,
                days: try MetricTable.read(.day, MetricQuestion(asOf: claim.date), in: transaction).rows,
                statePaid: try StatePaidPersons(in: transaction), smallest: smallest,
                exceptions: try campaign.exceptions(in: transaction),
                dueDate: definition.calendar.adding(workingDays: 5, to: claim.date),
                breaks: try BreakWarning.read(on: claim.date, in: transaction))
        }
        let now = report.now
        let head: [(String, Datum)] = [
            ("office.title", .text(settings.report.mark)), ("office.name", .text(settings.report.name)),
            ("report.issue", .integer(issue)), ("report.issued", .date(claim.date)), ("report.asOf", .date(claim.date)),
            ("report.addressees", .text(settings.report.addressees)), ("window.from", .date(window.first)),
            ("window.to", .date(window.last)),
            ("window.daysLeft", .integer(max(0, window.last.daysSinceEpoch - claim.date.daysSinceEpoch))),
            ("seal.affixed", .flag(true)), ("seal.specimen", .flag(true)),
            ("imprint.copies", .text(settings.report.copies)),
            ("imprint.organ", .text(settings.report.organ)),
            (
                "actions",
                .list(settings.report.actions.map { Record([("head", .text($0.head)), ("text", .text($0.text))]) })
            ),
        ]
        let title = "督导通报第\(issue)期"
        let path = out.path(.reports, "\(title)-\(claim.date.iso)")
        let printed = try room.pdf(
            Installation.template("supervision-report"), Record(head + (try vouched(claim)) + report.fields),
            subject: title,
            author: settings.report.name, created: claim.nominal.iso)
        let document = try self.issue(
            printed.bytes, pages: printed.pages, kind: "supervision-report", key: claim.date.iso, number: "\(issue)",
            path: path, sealing: try sealing(printed.seals, title: title, claim), claim)
        let mail = try MailMessage(
            key: "supervision-report/\(claim.date.iso)",
            from: MailMessage.Address(name: settings.report.name, mailbox: settings.sender),
            to: settings.report.mail.map { MailMessage.Address(mailbox: $0) },
            subject: "\(settings.district)城乡居民社会保险费征缴\(title)",
            text: "截至\(claim.date.chinese)，全区完成率\(Rate.shown(now.district.both.rate))。详见附件。",
            attachments: [
                MailMessage.Attachment(
                    fileName: "\(title).pdf", mediaType: "application/pdf", bytes: printed.bytes)
            ], sent: claim.nominal.milliseconds)
        let facts = ["issue": "\(issue)", "rate": Rate.shown(now.district.both.rate)]
        return done(claim, [document], facts) { transaction in
            try Outbox.enqueue(
                transaction, key: mail.key, channel: "mail", payload: mail.encoded(), now: claim.nominal.milliseconds)
        }
    }
}

extension CampaignDesk {
    /// The journal's head at the end of the day before. It changes no more, so that a report printed again is the same;
    /// on paper it vouches for everything until then.
    private func vouched(_ claim: Claim) throws -> [(String, Datum)] {
        guard isLive, let head = try Journal.head(database, on: claim.date.adding(days: -1)) else {
            return [("chain.day", .missing), ("chain.entries", .missing), ("chain.head", .missing)]
        }
        let groups = stride(from: 0, to: head.hash.utf8.count, by: 8).map { head.hash.dropFirst($0).prefix(8) }
        return [
            ("chain.day", .date(head.day)), ("chain.entries", .integer(head.sequence)),
            ("chain.head", .text(groups.joined(separator: " "))),
        ]
    }
}

/// The figures of a supervision report as its template wants them.
struct ReportRecord {
    let now: CampaignFigures
    /// A week earlier; nil for the first report.
    let before: CampaignFigures?
    /// The evenings on which something was settled, in order.
    let days: [MetricRow]
    let statePaid: StatePaidPersons
    /// Fewer persons than this are not shown in a table.
    let smallest: Int
    let exceptions: [PaymentException]
    let dueDate: CivilDate
    /// 中断缴费预警; empty where no list of last year's payers was entered.
    let breaks: [BreakWarning]

    /// A village this far under the district's rate (in hundredths of a percent) is named.
    private static let tolerance = 500
    private static let namedVillages = 10
    private static let shownDays = 14

    var fields: [(String, Datum)] {
        let ranked = now.rankedTowns(before: before)
        // Of few towns fewer are named, so that none is both among the best and among the last.
        let named = max(1, min(3, ranked.count / 2))
        return overall + insurances + special + [
            ("days", .list(days.suffix(ReportRecord.shownDays).map(day))),
            ("towns", .list(ranked.map(town))), ("best", .list(ranked.prefix(named).map(short))),
            ("worst", .list(ranked.suffix(named).reversed().map(short))), ("threshold", .percent(threshold)),
            ("laggards", .list(laggards)), ("problems", .list(problems)), ("breaks", .list(breaks.map(line))),
        ]
    }

    private var overall: [(String, Datum)] {
        let sum = now.district.both
        let change = sum.rate.flatMap { rate in before?.district.both.rate.map { rate.hundredths - $0.hundredths } }
        return [
            ("overall.due", .integer(sum.obligations)), ("overall.paid", .integer(sum.settled)),
            ("overall.unpaid", .integer(sum.outstanding)), ("overall.rate", .rate(sum.rate)),
            ("overall.change", change.map { .percent($0) } ?? .missing), ("overall.rising", .flag((change ?? 0) >= 0)),
            ("overall.fall", change.flatMap { $0 < 0 ? .percent(-$0) : nil } ?? .missing),
            ("overall.new", .integer(sum.new)), ("overall.sum", .money(sum.paidFen)),
            ("special.due", .integer(sum.statePaid)),
        ]
    }

    private var insurances: [(String, Datum)] {
        [("pension", now.district.pension), ("medical", now.district.medical)].flatMap { name, figures in
            [
                ("\(name).due", .integer(figures.obligations)), ("\(name).paid", .integer(figures.settled)),
                ("\(name).rate", .rate(figures.rate)),
            ] as [(String, Datum)]
        }
    }

    /// Persons of each class by town with their sums, small numbers hidden so that no sum gives them away.
    private var special: [(String, Datum)] {
        let table = SmallCells(statePaid.counts, smallest: smallest).shown
        let names = statePaid.towns.map(\.name) + ["合　计"]
        let heads = statePaid.classes.map(\.rawValue) + ["合　计"]
        let rows = statePaid.classes.isEmpty ? [] : zip(names, table).map { name, cells in
            Record([
                ("name", .text(name)),
                ("cells", .list(cells.map { Record([("shown", .text($0.map { "\($0)" } ?? "＊"))]) })),
            ])
        }
        return [
            ("special.heads", .list(heads.map { Record([("name", .text($0))]) })), ("special.rows", .list(rows)),
            ("special.hides", .flag(table.contains { $0.contains(nil) })), ("special.smallest", .integer(smallest)),
        ]
    }

    private func day(_ day: MetricRow) -> Record {
        let date = day.key.split(separator: "-").suffix(2).compactMap { Int($0) }
        return Record([
            ("label", .text(date.map { "\($0)" }.joined(separator: "."))), ("new", .integer(day.figures.new)),
        ])
    }

    private func town(_ town: RankedRegion) -> Record {
        let sum = town.figures.both
        let earlier = before?.towns.first { $0.region.code == town.figures.region.code }?.both.rate
        let change = sum.rate.flatMap { rate in earlier.map { rate.hundredths - $0.hundredths } }
        return Record([
            ("rank", town.rank.map { .integer($0) } ?? .integer(0)), ("name", .text(town.figures.region.name)),
            ("due", .integer(sum.obligations)), ("paid", .integer(sum.settled)), ("rate", .rate(sum.rate)),
            ("new", .integer(sum.new)), ("change", .text(change.map(ReportRecord.points) ?? "—")),
            ("movement", .text(ReportRecord.movement(town.rankChange))),
        ])
    }

    private func short(_ town: RankedRegion) -> Record {
        Record([("name", .text(town.figures.region.name)), ("rate", .rate(town.figures.both.rate))])
    }

    private var threshold: Int { max(0, (now.district.both.rate?.hundredths ?? 0) - ReportRecord.tolerance) }

    private var laggards: [Record] {
        let townNames = Dictionary(uniqueKeysWithValues: now.towns.map { ($0.region.code, $0.region.name) })
        let low = now.rankedVillages().reversed().filter { ($0.figures.both.rate?.hundredths ?? 10_000) < threshold }
        return low.prefix(ReportRecord.namedVillages).map { village in
            let sum = village.figures.both
            return Record([
                ("town", .text(village.figures.region.parent.flatMap { townNames[$0] } ?? "")),
                ("village", .text(village.figures.region.name)), ("due", .integer(sum.obligations)),
                ("paid", .integer(sum.settled)), ("rate", .rate(sum.rate)),
            ])
        }
    }

    private var problems: [Record] {
        PaymentException.Kind.allCases.compactMap { kind in
            let count = exceptions.count { $0.kind == kind }
            guard kind.isOpen, count > 0 else { return nil }
            return Record([
                ("kind", .text(kind.chinese)), ("count", .integer(count)), ("owner", .text(kind.owner)),
                ("due", .date(dueDate)),
            ])
        }
    }

    private func line(_ warning: BreakWarning) -> Record {
        Record([
            ("name", .text(warning.name)), ("insurance", .text(warning.insurance.chinese)),
            ("payers", .integer(warning.payers)), ("unpaid", .integer(warning.broken)),
            ("rate", .rate(warning.rate)), ("past", .text(warning.past?.text ?? "—")),
            ("needed", .text(warning.needed.map(String.init) ?? "—")), ("state", .text(warning.state)),
        ])
    }

    /// `+12.35`, `-0.20`
    private static func points(_ hundredths: Int) -> String {
        let size = hundredths.magnitude
        let rest = size % 100
        return "\(hundredths < 0 ? "-" : "+")\(size / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func movement(_ places: Int?) -> String {
        switch places {
        case .some(let won) where won > 0: "↑\(won)"
        case .some(let lost) where lost < 0: "↓\(-lost)"
        default: "—"
        }
    }
}

extension PaymentException.Kind {
    /// Who sees to it.
    var owner: String {
        switch self {
        case .paidThoughStatePaid, .double: "区税务局"
        case .wrongVillage, .reversed, .reversedThenPaid, .otherName: "所在镇街"
        case .amountMismatch, .notOnRoster, .withoutOrder: "区人社局、区医保局"
        case .reversalUnmatched, .resentChanged: "代收银行"
        }
    }
}
