import Levy
import Storage
import Templates

/// The sums of a reconciliation sheet as its template wants them: a line a month, insurance and town.
struct ReconciliationRecord {
    private let settings: CampaignSettings
    private let from: CivilDate
    private let to: CivilDate
    private let lines: [ReconciliationLine]
    private let differences: [TreasuryDifference]
    private let decisions: [Levy.Decision]
    private let totals: [ReconciliationTotals]
    private let posted: [Insurance: (count: Int, fen: Int)]
    private let towns: [Region]
    private let ledger: LedgerState

    /// - Parameter month: the first day of the month that the sheet is of; nil for the whole campaign. What was
    ///   settled and posted is told as it stands, since bureaus send what they have posted in all.
    init(
        _ campaign: Campaign, _ settings: CampaignSettings, from: CivilDate, to: CivilDate, month: CivilDate?,
        in transaction: Transaction
    ) throws {
        self.settings = settings
        self.from = from
        self.to = to
        lines = try campaign.reconciliation(in: transaction).filter { line in
            month.map { $0 == line.day.firstOfMonth } ?? true
        }
        differences = try campaign.treasuryDifferences(in: transaction).filter { difference in
            month.map { $0 == difference.day.firstOfMonth } ?? true
        }
        decisions = try DecisionStore.all(in: transaction)
        totals = try campaign.reconciliationTotals(in: transaction)
        var posted: [Insurance: (count: Int, fen: Int)] = [:]
        for insurance in Insurance.allCases {
            posted[insurance] = try Reconciliation.posted(insurance, in: transaction)
        }
        self.posted = posted
        towns = try campaign.regions(in: transaction).towns
        ledger = try Ledger.state(in: transaction)
    }

    func record(number: String, issued: CivilDate) -> Record {
        let seals = [settings.taxBureau, settings.humanResources, settings.medicalBureau]
        let heading: [(String, Datum)] = [
            ("district.name", .text(settings.district)), ("office.name", .text(settings.taxBureau.name)),
            ("sheet.number", .text(number)), ("sheet.issued", .date(issued)), ("sheet.from", .date(from)),
            ("sheet.to", .date(to)), ("conclusion", .text(conclusion)), ("balanced", .flag(isBalanced)),
            ("seals", .list(seals.map { Record([("name", .text($0.name))]) })),
            ("book.entries", .integer(ledger.entries)), ("book.head", .text(ledger.head)),
        ]
        return Record(heading + fields)
    }

    private struct Sums {
        var collectedCount = 0
        var collected = 0
        var treasuryCount = 0
        var treasury = 0

        static func + (left: Sums, line: ReconciliationLine) -> Sums {
            Sums(
                collectedCount: left.collectedCount + line.bookedCount, collected: left.collected + line.bookedFen,
                treasuryCount: left.treasuryCount + (line.receivedCount ?? 0),
                treasury: left.treasury + (line.receivedFen ?? 0))
        }

        var difference: Datum {
            treasury == collected ? .missing : .text(ReconciliationRecord.signed(treasury - collected))
        }
    }

    private var isBalanced: Bool {
        let decided = Set(decisions.map(\.subject))
        return differences.allSatisfy { decided.contains($0.subject) }
    }

    private var conclusion: String {
        differences.isEmpty
            ? "征收明细、账目与入库款项逐日、逐镇街、逐险种核对一致，没有差异。"
            : "征收明细与入库款项逐日、逐镇街、逐险种核对，发现差异\(differences.count)处，"
                + (isBalanced ? "均已查明原因并作出处理决定；其余各日核对一致。" : "尚有差异未处理完毕。")
    }

    private var fields: [(String, Datum)] {
        let sum = lines.reduce(Sums()) { $0 + $1 }
        return [
            ("rows", .list(rows)), ("totals.collected.count", .integer(sum.collectedCount)),
            ("totals.collected.sum", .money(sum.collected)), ("totals.treasury.count", .integer(sum.treasuryCount)),
            ("totals.treasury.sum", .money(sum.treasury)), ("totals.difference", sum.difference),
            ("differences", .list(differences.map(difference))),
            ("parties", .list(totals.map(party))),
        ] + partyTotal
    }

    /// One insurance as each party has it.
    private func party(_ total: ReconciliationTotals) -> Record {
        let posted = posted[total.insurance]
        return Record([
            ("insurance", .text(total.insurance.fullName)), ("settled.count", .integer(total.settledCount)),
            ("settled.sum", .money(total.settledFen)),
            ("posted.count", posted.map { .integer($0.count) } ?? .missing),
            ("posted.sum", posted.map { .money($0.fen) } ?? .missing),
            ("difference", posted.map { difference($0.fen - total.settledFen) } ?? .missing),
            ("borne.persons", .integer(total.statePersons)), ("borne.sum", .money(total.stateFen)),
        ])
    }

    /// Only insurances whose bureau has sent a list count into what is lacking.
    private var partyTotal: [(String, Datum)] {
        let told = totals.filter { posted[$0.insurance] != nil }
        let count = posted.values.reduce(0) { $0 + $1.count }
        let fen = posted.values.reduce(0) { $0 + $1.fen }
        let lacking = fen - told.reduce(0) { $0 + $1.settledFen }
        return [
            ("partyTotal.count", .integer(totals.reduce(0) { $0 + $1.settledCount })),
            ("partyTotal.sum", .money(totals.reduce(0) { $0 + $1.settledFen })),
            ("partyTotal.postedCount", told.isEmpty ? .missing : .integer(count)),
            ("partyTotal.postedSum", told.isEmpty ? .missing : .money(fen)),
            ("partyTotal.difference", told.isEmpty ? .missing : difference(lacking)),
            ("partyTotal.persons", .integer(totals.reduce(0) { $0 + $1.statePersons })),
            ("partyTotal.state", .money(totals.reduce(0) { $0 + $1.stateFen })),
        ]
    }

    private func difference(_ fen: Int) -> Datum { fen == 0 ? .missing : .text(ReconciliationRecord.signed(fen)) }

    private var rows: [Record] {
        let months = Set(lines.map { $0.day.firstOfMonth }).sorted()
        return months.flatMap { month in
            Insurance.allCases.flatMap { insurance in
                towns.compactMap { town -> Record? in
                    let own = lines.filter {
                        $0.day.firstOfMonth == month && $0.insurance == insurance && $0.town == town.code
                    }
                    guard !own.isEmpty else { return nil }
                    let sum = own.reduce(Sums()) { $0 + $1 }
                    return Record([
                        ("month", .text(String(month.iso.prefix(7)))), ("insurance", .text(insurance.chinese)),
                        ("town", .text(town.name)), ("collected.count", .integer(sum.collectedCount)),
                        ("collected.sum", .money(sum.collected)), ("treasury.count", .integer(sum.treasuryCount)),
                        ("treasury.sum", .money(sum.treasury)), ("difference", sum.difference),
                    ])
                }
            }
        }
    }

    private func difference(_ difference: TreasuryDifference) -> Record {
        let decision = decisions.first { $0.subject == difference.subject }
        return Record([
            ("day", .date(difference.day)), ("town", .text(difference.townName)),
            ("insurance", .text(difference.insurance.chinese)), ("kind", .text(difference.chinese)),
            ("amount", .text(ReconciliationRecord.signed(difference.signedFen))),
            ("decision", .text(decision?.verdict ?? "待处理")), ("owner", .text(decision?.decidedBy ?? "—")),
        ])
    }

    /// `+1.00`, `-280.00`
    static func signed(_ fen: Int) -> String { (fen > 0 ? "+" : "") + Money(fen: fen).grouped }
}
