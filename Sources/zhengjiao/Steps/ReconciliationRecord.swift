import Diagnostics
import Levy
import Storage
import Templates
import Workflow

/// The sums of a reconciliation sheet as its template wants them: a line a month, insurance and town; the differences
/// of all lists; what settles; and what may be said of it.
struct ReconciliationRecord {
    private let settings: CampaignSettings
    private let from: CivilDate
    private let to: CivilDate
    private let lines: [ReconciliationLine]
    private let differences: [TreasuryDifference]
    private let decisions: [Levy.Decision]
    private let state: ReconciliationState
    private let parties: ReconciliationParties
    private let towns: [Region]
    private let ledger: LedgerState
    private let awaited: [AwaitedMoney]

    /// - Parameter month: the first day of the month that the sheet is of; nil for the whole campaign.
    /// - Throws: `Rejection` `command.month-empty` for a month in which nothing was collected or received.
    init(
        _ campaign: Campaign, _ settings: CampaignSettings, _ calendar: WorkingCalendar, from: CivilDate,
        to: CivilDate, month: CivilDate?, in transaction: Transaction
    ) throws {
        self.settings = settings
        self.from = from
        self.to = to
        lines = try campaign.reconciliation(in: transaction).filter { line in
            month.map { $0 == line.day.firstOfMonth } ?? true
        }
        if let month, lines.isEmpty { throw Rejection("command.month-empty", ["month": String(month.iso.prefix(7))]) }
        differences = try campaign.treasuryDifferences(in: transaction).filter { difference in
            month.map { $0 == difference.day.firstOfMonth } ?? true
        }
        decisions = try DecisionStore.all(in: transaction)
        let totals = try campaign.reconciliationTotals(month: month, in: transaction)
        state = try ReconciliationState(campaign, month: month, totals: totals, in: transaction)
        parties = try ReconciliationParties(campaign, totals, month: month, in: transaction)
        towns = try campaign.regions(in: transaction).towns
        ledger = try Ledger.state(in: transaction)
        let limits = settings.remittanceLimits(calendar)
        awaited = try campaign.awaited(
            through: to, month: month, dueOn: { limits.end($0, settings.settlementDays) }, in: transaction)
    }

    func record(number: String, issued: CivilDate) -> Record {
        let seals = [settings.taxBureau, settings.humanResources, settings.medicalBureau]
        let heading: [(String, Datum)] = [
            ("district.name", .text(settings.district)), ("office.name", .text(settings.taxBureau.name)),
            ("sheet.number", .text(number)), ("sheet.issued", .date(issued)), ("sheet.from", .date(from)),
            ("sheet.to", .date(to)), ("conclusion", .text(conclusion)), ("balanced", .flag(state.isAgreed)),
            ("seals", .list(seals.map { Record([("name", .text($0.name))]) })),
            ("book.entries", .integer(ledger.entries)), ("book.head", .text(ledger.head)),
            ("awaited", .list(awaited.map { row($0, on: issued) })),
            ("awaitedSum", .money(awaited.reduce(0) { $0 + $1.fen })),
        ]
        return Record(heading + fields + parties.fields)
    }

    private func row(_ one: AwaitedMoney, on day: CivilDate) -> Record {
        Record([
            ("day", .date(one.day)), ("town", .text(one.townName)), ("insurance", .text(one.insurance.chinese)),
            ("sum", .money(one.fen)), ("days", .integer(one.daysWaited(on: day))), ("due", .date(one.dueOn)),
            ("state", .text(one.state(on: day).chinese)), ("late", .flag(one.state(on: day) == .late)),
        ])
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

    // MARK: What is said of it

    private var conclusion: String { treasuryWords + listWords }

    private var treasuryWords: String {
        guard state.hasTreasury else { return "国库入库清单尚未送达，征收记录还没有与国库核对。" }
        guard !differences.isEmpty else { return "征收记录与国库入库逐日、逐镇街、逐险种相符，没有差异。" }
        let open = state.open.count { $0.list == .treasury }
        return "征收记录与国库入库逐日、逐镇街、逐险种核对，发现差异\(differences.count)处，"
            + (open == 0 ? "均已查明原因并作出处理决定；其余各日核对一致。" : "其中\(open)处尚未处理完毕。")
    }

    /// Of the lists beside the treasury's: payments, bureaus' postings, agents' sheets, the state's money.
    private var listWords: String {
        let missing = state.unposted.map { $0 == .medical ? "医保" : "人社" }.joined(separator: "、")
        let awaited = missing.isEmpty ? "" : "\(missing)记账清单尚未送达，缴费人员明细还没有与其核对。"
        let found = state.differences.filter { $0.list != .treasury && $0.list != .payment }
        let lists =
            found.isEmpty && missing.isEmpty
            ? "征收核销与人社、医保记账逐人相符，没有差异。" : words("记账、代收、财政资金各清单核对", found) + awaited
        return words("异常缴费逐笔核对", state.differences.filter { $0.list == .payment }) + lists
    }

    private func words(_ what: String, _ found: [BookDifference]) -> String {
        guard !found.isEmpty else { return "" }
        let open = found.count { state.isOpen($0) }
        return "\(what)，发现差异\(found.count)处，"
            + (open == 0 ? "均已查明原因并作出处理决定。" : "其中\(open)处尚未处理完毕。")
    }

    private var fields: [(String, Datum)] {
        let sum = lines.reduce(Sums()) { $0 + $1 }
        return [
            ("rows", .list(rows)), ("totals.collected.count", .integer(sum.collectedCount)),
            ("totals.collected.sum", .money(sum.collected)), ("totals.treasury.count", .integer(sum.treasuryCount)),
            ("totals.treasury.sum", .money(sum.treasury)), ("totals.difference", sum.difference),
            ("differences", .list(differences.map(difference))), ("treasuryWords", .text(treasuryWords)),
            ("others", .list(others)), ("listWords", .text(listWords)),
        ]
    }

    /// The differences of the other lists, counted by list, insurance and kind: there may be one for each person.
    private var others: [Record] {
        BookDifference.List.allCases.filter { $0 != .treasury }.flatMap { list in
            Insurance.allCases.flatMap { insurance in
                BookDifference.Kind.allCases.compactMap { kind -> Record? in
                    let own = state.differences.filter {
                        $0.list == list && $0.insurance == insurance && $0.kind == kind
                    }
                    guard !own.isEmpty else { return nil }
                    let open = own.count { state.isOpen($0) }
                    return Record([
                        ("list", .text(list.name(insurance))), ("insurance", .text(insurance.chinese)),
                        ("kind", .text(kind.chinese)), ("count", .integer(own.count)),
                        ("sum", .text(ReconciliationRecord.signed(own.reduce(0) { $0 + $1.theirsFen - $1.oursFen }))),
                        ("decided", .integer(own.count - open)), ("open", .integer(open)),
                    ])
                }
            }
        }
    }

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

extension BookDifference.List {
    /// What the sheet calls it.
    fileprivate func name(_ insurance: Insurance) -> String {
        switch self {
        case .treasury: "国库入库"
        case .posting: insurance == .medical ? "医保记账" : "人社记账"
        case .agent: "村居代收"
        case .state: "财政资金"
        case .payment: "异常缴费"
        }
    }
}
