import Diagnostics
import Storage

/// What a town would declare now, and what does not agree.
package struct DeclarationCheck: Sendable {
    package let town: String
    /// In the order of the file: village, insurance, those who paid, then each virtual household.
    package let rows: [DeclarationRow]
    /// 信息、帐目、款项 that do not agree; nothing is declared over one.
    package let differences: [Diagnostic]

    package var ownFen: Int { rows.filter { $0.part == .payer }.reduce(0) { $0 + $1.fen } }
    package var stateFen: Int { rows.filter { $0.part == .state }.reduce(0) { $0 + $1.fen } }
}

extension Declarations {
    /// Checks information (who and how much, against the rosters), accounts (agents' sheets against receipts and
    /// deposits) and money (deposits against the special account) of a town, and tells all differences at once.
    package static func check(
        town: String, through last: CivilDate, in transaction: Transaction
    ) throws -> DeclarationCheck {
        let regions = try RegionStore.tree(in: transaction)
        func isOwn(_ row: DeclarationRow) -> Bool { regions.townCode(ofVillage: row.village) == town }
        let payers = try DeclarationStore.duePayers(through: last, in: transaction).filter(isOwn)
        let state = try DeclarationStore.dueState(in: transaction).filter(isOwn)
        var found = DiagnosticList()
        if try CollectingUnits.unit(of: town, in: transaction) == nil {
            found.error("declare.no-unit", ["town": town])
        }
        if !payers.isEmpty, try AccountStore.account(of: town, in: transaction) == nil {
            found.error("escrow.none", ["town": town])
        }
        try checkInformation(payers, regions, into: &found, in: transaction)
        try checkAccounts(payers, town: town, through: last, regions, into: &found, in: transaction)
        for finding in try SpecialAccounts.findings(town: town, through: last, in: transaction) {
            found.error(
                "declare.account",
                ["day": finding.day.iso, "kind": finding.kind.chinese, "text": finding.text, "sum": sum(finding.fen)])
        }
        let homeless = Dictionary(grouping: state.filter { $0.household.isEmpty }) { [$0.village, $0.specialClass] }
        for (place, rows) in homeless.sorted(by: { ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1]) }) {
            found.error(
                "declare.no-household",
                [
                    "village": regions.fullName(ofVillage: place[0]), "class": place[1],
                    "count": "\(Set(rows.map(\.citizenID)).count)",
                ])
        }
        func order(_ row: DeclarationRow) -> (Int, Int, Int, String) {
            (
                regions.position(of: regions.current(row.village)), row.insurance == .medical ? 0 : 1,
                row.part == .payer ? 0 : 1, row.household
            )
        }
        let rows = (payers + state).enumerated().sorted { left, right in
            let (one, other) = (order(left.element), order(right.element))
            return one == other ? left.offset < right.offset : one < other
        }
        return DeclarationCheck(town: town, rows: rows.map(\.element), differences: found.diagnostics)
    }

    /// 信息: everybody owes what was collected, once, and in this village.
    private static func checkInformation(
        _ rows: [DeclarationRow], _ regions: RegionTree, into found: inout DiagnosticList,
        in transaction: Transaction
    ) throws {
        struct Person: Hashable {
            let id: String
            let insurance: Insurance
        }
        var seen: Set<Person> = []
        for row in rows {
            let facts = [
                "receipt": row.receipt, "person": row.citizenID, "insurance": row.insurance.chinese,
                "sum": sum(row.fen),
            ]
            let isFirst = seen.insert(Person(id: row.citizenID, insurance: row.insurance)).inserted
            let isDeclared = try DeclarationStore.isDeclared(row.citizenID, row.insurance, in: transaction)
            if !isFirst || isDeclared {
                found.error("declare.twice", facts)
            }
            guard
                let owed = try SettlementStore.obligation(of: row.citizenID, row.insurance, in: transaction)
            else {
                found.error("declare.not-owed", facts)
                continue
            }
            if owed.ownFen != row.fen {
                found.error("declare.amount", facts.merging(["due": sum(owed.ownFen)]) { _, new in new })
            }
            if let serial = owed.settledBy {
                found.error("declare.paid", facts.merging(["serial": serial]) { _, new in new })
            }
            if regions.current(row.village, of: row.citizenID) != owed.village {
                found.error(
                    "declare.village",
                    facts.merging(["village": regions.fullName(ofVillage: owed.village)]) { _, new in new })
            }
        }
    }

    /// 帐目、款项: rows, receipts and deposits of each village.
    private static func checkAccounts(
        _ payers: [DeclarationRow], town: String, through last: CivilDate, _ regions: RegionTree,
        into found: inout DiagnosticList, in transaction: Transaction
    ) throws {
        for check in try Remittances.check(town: town, through: last, in: transaction) {
            let village = ["village": regions.fullName(ofVillage: check.village)]
            func tell(_ code: String, _ facts: [String: String]) {
                found.error(code, village.merging(facts) { _, new in new })
            }
            if check.receipts != check.collectedCount {
                tell("declare.receipts", ["rows": "\(check.collectedCount)", "receipts": "\(check.receipts)"])
            }
            if check.depositedFen != check.collectedFen {
                tell("declare.deposits", ["rows": sum(check.collectedFen), "deposits": sum(check.depositedFen)])
            }
            let due = payers.filter { $0.village == check.village }.reduce(0) { $0 + $1.fen }
            let pending = try DeclarationStore.pendingFen(village: check.village, in: transaction)
            let open = check.collectedFen - check.declaredFen - pending
            if due != open {
                tell("declare.detail", ["rows": sum(due), "open": sum(open)])
            }
        }
    }

    static func sum(_ fen: Int) -> String { Money(fen: fen).grouped }
}
