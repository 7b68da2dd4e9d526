import Diagnostics
import Levy
import Storage
import Templates
import Workflow

extension CampaignDesk {
    /// 对账: takes the treasury's receipts in, and opens the refunds that are due; differences and refunds become
    /// tasks of the steps that need this one.
    @Sendable func reconcile(_ claim: Claim) async throws -> StepOutcome {
        let file = try SourceFile(path: dataPath(settings.files.treasury))
        let differences = try database.write { transaction in
            _ = try campaign.importTreasuryReceipts(file, in: transaction, at: claim.nominal)
            try campaign.openDueRefunds(on: claim.date, in: transaction, at: claim.nominal)
            return try campaign.differences(in: transaction)
        }
        return .succeeded(["differences": "\(differences.count)"])
    }

    /// 对账单 for the three seals.
    @Sendable func printReconciliation(_ claim: Claim) async throws -> StepOutcome {
        let record = try database.read { transaction in
            ReconciliationRecord(
                lines: try campaign.reconciliation(in: transaction),
                differences: try campaign.treasuryDifferences(in: transaction),
                decisions: try DecisionStore.all(in: transaction),
                totals: try campaign.reconciliationTotals(in: transaction),
                towns: try campaign.regions(in: transaction).towns)
        }
        let number = documentNumber("对账", claim.date.year, 1)
        let fields: [(String, Datum)] = [
            ("district.name", .text(settings.district)), ("office.name", .text(settings.taxBureau.name)),
            ("sheet.number", .text(number)), ("sheet.issued", .date(claim.date)), ("sheet.from", .date(window.first)),
            ("sheet.to", .date(window.last)), ("conclusion", .text(record.conclusion)),
            ("balanced", .flag(record.isBalanced)),
            (
                "seals",
                .list(
                    [settings.taxBureau, settings.humanResources, settings.medicalBureau].map {
                        Record([("name", .text($0.name))])
                    })
            ),
        ]
        let document = try issue(
            Installation.template("reconciliation"), Record(fields + record.fields), kind: "reconciliation",
            key: definition.id, number: number, subject: "对账单",
            path: out.path(.reconciliation, "对账单-\(claim.date.iso)"), claim)
        return done(claim, [document])
    }

    /// The files that 人社 and 医保 post from, each with its control totals beside it.
    @Sendable func writeReturns(_ claim: Claim) async throws -> StepOutcome {
        let files = try database.write { transaction in
            try [
                (Insurance.pension, ReturnFile.Encoding.utf8, settings.humanResources.name, "人社局-居民养老"),
                (.medical, .gb18030, settings.medicalBureau.name, "医保局-居民医疗"),
            ].map { insurance, encoding, party, name in
                let file = try campaign.makeReturn(
                    insurance, encoding: encoding, party: party, key: "\(claim.subject)/\(insurance.rawValue)",
                    in: transaction, at: claim.nominal)
                return (file, "\(OutFolder.Chapter.returns.rawValue)/\(name)-\(claim.date.iso)")
            }
        }
        let documents = try files.map { file, path in
            _ = try out.write(Array(file.control.pretty.utf8), to: path + ".json")
            return try issue(
                file.bytes, pages: 0, kind: "return", key: file.batch, path: path + ".csv", claim)
        }
        return done(
            claim, documents,
            Dictionary(uniqueKeysWithValues: files.map { ($0.0.insurance.rawValue, "\($0.0.count)") }))
    }

    /// 结账: nothing open, no number missing, ledger and journal whole; then the summary.
    @Sendable func close(_ claim: Claim) async throws -> StepOutcome {
        let (ledger, summary) = try database.read { transaction in
            let ledger = try Ledger.verify(in: transaction)
            var mistakes = DiagnosticList()
            for difference in try campaign.openDifferences(in: transaction) {
                mistakes.error("command.difference-open", ["difference": difference.text])
            }
            let stock = try campaign.receiptStock(in: transaction)
            if let last = stock.lastNumber, Int(last.suffix(8)) != stock.issued {
                mistakes.error("command.receipt-gap", ["issued": "\(stock.issued)", "last": last])
            }
            try mistakes.throwIfErrors()
            let notes = try definition.rehearsal.optionalText("notes") ?? ""
            return (ledger, try campaign.summary(notes: notes, in: transaction))
        }
        let entries = try Journal.verify(database).entries
        _ = try out.write(Array(summary.pretty.utf8), to: "summary.json")
        return .succeeded(["journal": "\(entries)", "ledger": "\(ledger.entries)", "ledger-head": ledger.head])
    }
}

/// The sums of a reconciliation sheet as its template wants them: a line a month, insurance and town.
struct ReconciliationRecord {
    let lines: [ReconciliationLine]
    let differences: [TreasuryDifference]
    let decisions: [Levy.Decision]
    let totals: [ReconciliationTotals]
    let towns: [Region]

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

    var isBalanced: Bool {
        let decided = Set(decisions.map(\.subject))
        return differences.allSatisfy { decided.contains($0.subject) }
    }

    var conclusion: String {
        differences.isEmpty
            ? "征收明细、账目与入库款项逐日、逐镇街、逐险种核对一致，没有差异。"
            : "征收明细与入库款项逐日、逐镇街、逐险种核对，发现差异\(differences.count)处，"
                + (isBalanced ? "均已查明原因并作出处理决定；其余各日核对一致。" : "尚有差异未处理完毕。")
    }

    var fields: [(String, Datum)] {
        let sum = lines.reduce(Sums()) { $0 + $1 }
        let state = totals.filter { $0.statePersons > 0 }
        return [
            ("rows", .list(rows)), ("totals.collected.count", .integer(sum.collectedCount)),
            ("totals.collected.sum", .money(sum.collected)), ("totals.treasury.count", .integer(sum.treasuryCount)),
            ("totals.treasury.sum", .money(sum.treasury)), ("totals.difference", sum.difference),
            ("differences", .list(differences.map(difference))),
            (
                "state",
                .list(
                    state.map { total in
                        Record([
                            ("insurance", .text(total.insurance.fullName)), ("persons", .integer(total.statePersons)),
                            ("sum", .money(total.stateFen)),
                        ])
                    })
            ),
            ("stateTotal.persons", .integer(state.reduce(0) { $0 + $1.statePersons })),
            ("stateTotal.sum", .money(state.reduce(0) { $0 + $1.stateFen })),
        ]
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
