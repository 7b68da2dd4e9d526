import Levy
import Storage
import Templates

/// From what was collected to what is settled, and what each party has of it, by insurance.
struct ReconciliationParties {
    private let totals: [ReconciliationTotals]
    private let unsettled: [UnsettledMoney]
    private let posted: [Insurance: PostedSums]
    private let isOfMonth: Bool

    /// - Parameters:
    ///   - totals: of the month, or of the whole campaign.
    ///   - month: the first day of the month that the sheet is of; nil for the whole campaign.
    init(
        _ campaign: Campaign, _ totals: [ReconciliationTotals], month: CivilDate?, in transaction: Transaction
    ) throws {
        self.totals = totals
        isOfMonth = month != nil
        unsettled = try campaign.unsettled(month: month, in: transaction)
        var posted: [Insurance: PostedSums] = [:]
        for insurance in Insurance.allCases {
            posted[insurance] = try Reconciliation.posted(insurance, month: month, in: transaction)
        }
        self.posted = posted
    }

    var fields: [(String, Datum)] {
        [
            ("bridge", .list(bridge.map { Record([("name", .text($0.name))] + cells($0.sums)) })),
            ("parties", .list(totals.map(party))), ("partyNote", .text(note)),
        ] + cells(totals.map { ($0.insurance, $0.settledCount, $0.settledFen) }).map { ("bridgeEnd." + $0.0, $0.1) }
            + total
    }

    // MARK: Collected and settled

    private typealias Sum = (insurance: Insurance, count: Int, fen: Int)

    /// 征收记录, and what of it settles nothing, by why: what remains is settled.
    private var bridge: [(name: String, sums: [Sum])] {
        var whys: [UnsettledMoney.Why] = []
        for sum in unsettled where !whys.contains(sum.why) { whys.append(sum.why) }
        return [("征收记录", totals.map { ($0.insurance, $0.collectedCount, $0.collectedFen) })]
            + whys.map { why in
                ("减：" + why.chinese, unsettled.filter { $0.why == why }.map { ($0.insurance, $0.count, $0.fen) })
            }
    }

    /// Count and sum of each insurance, then of all; nothing where there is none.
    private func cells(_ sums: [Sum]) -> [(String, Datum)] {
        let all = sums.reduce((0, 0)) { ($0.0 + $1.count, $0.1 + $1.fen) }
        let named = sums.map { ($0.insurance.rawValue, $0.count, $0.fen) } + [("all", all.0, all.1)]
        return named.filter { $0.1 > 0 }.flatMap { name, count, fen in
            [(name + ".count", Datum.integer(count)), (name + ".sum", .money(fen))]
        }
    }

    // MARK: What each party has

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
            ("borne.posted", posted.map { .integer($0.statePersons) } ?? .missing),
        ])
    }

    /// Only insurances whose bureau has sent a list count into what is lacking.
    private var total: [(String, Datum)] {
        let told = totals.filter { posted[$0.insurance] != nil }
        let lists = told.compactMap { posted[$0.insurance] }
        let fen = lists.reduce(0) { $0 + $1.fen }
        func sum(_ value: Int) -> Datum? { told.isEmpty ? nil : .integer(value) }
        return [
            ("partyTotal.count", .integer(totals.reduce(0) { $0 + $1.settledCount })),
            ("partyTotal.sum", .money(totals.reduce(0) { $0 + $1.settledFen })),
            ("partyTotal.postedCount", sum(lists.reduce(0) { $0 + $1.count }) ?? .missing),
            ("partyTotal.postedSum", told.isEmpty ? .missing : .money(fen)),
            (
                "partyTotal.difference",
                told.isEmpty ? .missing : difference(fen - told.reduce(0) { $0 + $1.settledFen })
            ),
            ("partyTotal.persons", .integer(totals.reduce(0) { $0 + $1.statePersons })),
            ("partyTotal.state", .money(totals.reduce(0) { $0 + $1.stateFen })),
            ("partyTotal.statePosted", sum(lists.reduce(0) { $0 + $1.statePersons }) ?? .missing),
        ]
    }

    private func difference(_ fen: Int) -> Datum { fen == 0 ? .missing : .text(ReconciliationRecord.signed(fen)) }

    /// Where the numbers of the bureaus come from.
    private var note: String {
        let lists = totals.map { total in
            let bureau = total.insurance == .medical ? "医保" : "人社"
            return posted[total.insurance].map { "\(bureau)记账清单\($0.receivedOn.chinese)收到" } ?? "\(bureau)记账清单尚未送达"
        }
        let span = isOfMonth ? "征收核销和记账为本月缴费的数额，财政代缴不分月，为截至制表日的累计数。" : ""
        return span + lists.joined(separator: "，") + "。"
    }
}
