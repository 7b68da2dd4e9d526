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
        let mapping =
            try settings.files.treasuryMapping.map { try MappingFile.read(dataPath($0)) } ?? SenderMapping.none
        let differences = try database.write { transaction in
            _ = try campaign.importTreasuryReceipts(
                file, mapping: mapping, on: claim.date, in: transaction, at: claim.nominal)
            try campaign.openDueRefunds(on: claim.date, in: transaction, at: claim.nominal)
            return try campaign.differences(in: transaction)
        }
        return .succeeded(["differences": "\(differences.count)"])
    }

    /// 对账单 for the three seals.
    @Sendable func printReconciliation(_ claim: Claim) async throws -> StepOutcome {
        let number = documentNumber("对账", claim.date.year, 1)
        let sheet = try database.read { transaction in
            try ReconciliationRecord(
                campaign, settings, definition.calendar, from: window.first, to: window.last, month: nil,
                in: transaction)
        }
        let document = try issue(
            Installation.template("reconciliation"), sheet.record(number: number, issued: claim.date),
            kind: "reconciliation", key: definition.id, number: number, subject: "对账单",
            path: out.path(.reconciliation, "对账单-\(claim.date.iso)"), claim)
        return done(claim, [document])
    }

    /// The files that 人社 and 医保 post from, each with its control totals beside it.
    @Sendable func writeReturns(_ claim: Claim) async throws -> StepOutcome {
        let files = try database.write { transaction in
            try [
                (Insurance.pension, settings.humanResources.name, "人社局-居民养老"),
                (.medical, settings.medicalBureau.name, "医保局-居民医疗"),
            ].map { insurance, party, name in
                let file = try campaign.makeReturn(
                    insurance, encoding: .usual(insurance), party: party, key: "\(claim.subject)/\(insurance.rawValue)",
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
        let (ledger, summary, undone) = try database.read { transaction in
            let ledger = try Ledger.verify(in: transaction)
            var mistakes = DiagnosticList()
            for difference in try campaign.openDifferences(in: transaction) {
                mistakes.error("command.difference-open", ["difference": difference.title])
            }
            let stock = try campaign.receiptStock(in: transaction)
            if let last = stock.lastNumber, Int(last.suffix(8)) != stock.issued {
                mistakes.error("command.receipt-gap", ["issued": "\(stock.issued)", "last": last])
            }
            try mistakes.throwIfErrors()
            let notes = try definition.rehearsal.optionalText("notes") ?? ""
            return (
                ledger, try campaign.summary(notes: notes, in: transaction), try campaign.undone(in: transaction)
            )
        }
        // What was decided and has not happened yet does not hold the books open, but nobody forgets it.
        if !undone.isEmpty { warn(Rejection(undone.map(\.diagnostic))) }
        let entries = try Journal.verify(database).entries
        _ = try out.write(Array(summary.pretty.utf8), to: "summary.json")
        return .succeeded([
            "journal": "\(entries)", "ledger": "\(ledger.entries)", "ledger-head": ledger.head,
            "undone": "\(undone.count)",
        ])
    }
}
