import Diagnostics
import Storage

/// What became of one file of the bank.
package enum PaymentImport: Sendable {
    /// Kept; `repeated` lines had a serial that was known. `remarks` tell what somebody should look at.
    case imported(id: Int, lines: Int, repeated: Int, remarks: [Diagnostic])
    /// The same bytes were imported, or refused, before; nothing changed.
    case known(ImportRecord)
    /// Refused whole; only the refusal is recorded.
    case refused(Rejection)
}

extension Campaign {
    /// Imports one file whole, or records why not. A refusal is a result and not an error, so that the evening goes on
    /// with the next file and the record of the refusal is committed.
    /// - Parameters:
    ///   - mappings: of the banks that send tables of their own layout. A line of such a table that names no
    ///   village counts for its payer's.
    ///   - last: the day up to which there can be payments; nil where nobody asks.
    package func importPayments(
        _ file: SourceFile, mappings: [SenderMapping] = [], through last: CivilDate? = nil,
        in transaction: Transaction, at now: Instant
    ) throws -> PaymentImport {
        if let earlier = try ImportStore.find(.payments, sha256: file.sha256, in: transaction) {
            return .known(earlier)
        }
        let payments: PaymentFile
        do {
            payments = try PaymentFileReader.read(file, mappings: mappings)
            if let last, payments.date > last {
                throw Rejection(
                    "levy.payment.future", ["file": file.name, "day": payments.date.iso, "today": last.iso],
                    at: file.span())
            }
        } catch let error as Rejection {
            let reason = error.diagnostics.map { DiagnosticPrinter(language: .chinese).describe($0) }
            _ = try ImportStore.add(
                .payments, file, rows: 0, refusal: reason.joined(separator: "\n"), at: now, in: transaction)
            return .refused(error)
        }
        let id = try ImportStore.add(.payments, file, rows: payments.lines.count, at: now, in: transaction)
        var repeated = 0
        var remarks: [Diagnostic] = []
        for line in payments.lines {
            let home = line.village.isEmpty ? try home(of: line, in: transaction) : line
            if !(try PaymentStore.add(home, importID: id, in: transaction)) {
                repeated += 1
            } else if payments.isOfOneDay && line.paidOn < payments.date {
                let facts = ["serial": line.serial, "day": line.paidOn.iso, "file": payments.date.iso]
                remarks.append(Diagnostic(.warning, "levy.payment.earlier-day", facts, at: file.span(line.line)))
            }
        }
        try Ledger.write(in: transaction, at: now)
        return .imported(id: id, lines: payments.lines.count, repeated: repeated, remarks: remarks)
    }

    private func home(of line: PaymentLine, in transaction: Transaction) throws -> PaymentLine {
        let owed = try SettlementStore.obligation(of: line.citizenID, line.insurance, in: transaction)
        return owed.map { line.credited(to: $0.village) } ?? line
    }

    /// Imports several files in the order of their headers' dates, whatever order they are given in, so that of two
    /// lines with one serial the earlier file's is the first. Files that are refused come last.
    package func importPayments(
        _ files: [SourceFile], mappings: [SenderMapping] = [], through last: CivilDate? = nil,
        in transaction: Transaction, at now: Instant
    ) throws -> [(file: String, result: PaymentImport)] {
        let dated = files.map { file -> (file: SourceFile, day: String) in
            // The full reading, with its messages, follows in the import of the single file.
            let day = (try? PaymentFileReader.read(file, mappings: mappings))?.date.iso ?? "9999"
            return (file, day)
        }
        let ordered = dated.sorted { ($0.day, $0.file.name, $0.file.sha256) < ($1.day, $1.file.name, $1.file.sha256) }
        return try ordered.map {
            (
                $0.file.name,
                try importPayments($0.file, mappings: mappings, through: last, in: transaction, at: now)
            )
        }
    }

    /// Every payment file that was offered, in order of arrival.
    package func paymentFiles(in transaction: Transaction) throws -> [ImportRecord] {
        try ImportStore.all(.payments, in: transaction)
    }
}
