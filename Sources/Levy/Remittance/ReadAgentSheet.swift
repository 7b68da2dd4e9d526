import Diagnostics
import Storage

/// What an agent's sheet says, row by row, and what in it nobody can read.
package struct AgentSheetRows: Sendable {
    package struct Entry: Sendable {
        package let collection: AgentCollection
        /// Where it stands; nil for what is no file's.
        package let span: SourceSpan?
    }

    package let rows: [Entry]
    package let mistakes: DiagnosticList
    package var collections: [AgentCollection] { rows.map(\.collection) }

    init(rows: [Entry], mistakes: DiagnosticList) {
        self.rows = rows
        self.mistakes = mistakes
    }

    package init(_ collections: [AgentCollection]) {
        self.init(rows: collections.map { Entry(collection: $0, span: nil) }, mistakes: DiagnosticList())
    }
}

/// 代收清单: what an agent collected, as a sheet from the village.
package enum AgentSheetReader {
    /// How agents take money.
    package static let methods = ["现金", "转账", "扫码", "刷卡", "微信", "支付宝"]

    /// A line of a printed sheet on which nobody has written day, receipt and method is no collection. Rows with a
    /// field that is not what its column holds are told in the result, so that the other rows are looked at, too.
    /// - Parameter isPerson: whether a number is somebody's; asked for those that have no right check digit.
    /// - throws: `Rejection` when the file is no such table.
    package static func read(
        _ file: SourceFile, regions: RegionTree, isPerson: (String) throws -> Bool = { _ in false }
    ) throws -> AgentSheetRows {
        var rows: [AgentSheetRows.Entry] = []
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.villageCode, .day, .receiptNumber, .citizenID, .insurance, .yuan, .method],
            optional: [.villageName, .personName, .serial, .remark])
        try TableReader.read(file, shape) { record in
            if [ColumnName.day, .receiptNumber, .method].allSatisfy({ record[$0].isBlank }) { return }
            func value<T>(_ column: ColumnName, _ code: String, _ parse: (String) throws -> T?) rethrows -> T? {
                let text = record.text(column)
                if let value = try parse(text) { return value }
                mistakes.error(
                    code,
                    [
                        "column": column.head, "text": text, "village": text,
                        "known": methods.joined(separator: "、"),
                    ], at: record.place.span(file, column: record[column].column))
                return nil
            }
            let village = value(.villageCode, "stock.village") { regions.village($0)?.code }
            let day = value(.day, "levy.not-a-date", DateText.parse)
            let receipt = value(.receiptNumber, "remittance.receipt") { ReceiptNumber($0) }
            let isBlank = CitizenIDReading(record.text(.citizenID)).cleaned.isEmpty
            let person = try value(.citizenID, isBlank ? "levy.not-an-id" : "posting.number") { text in
                let number = CitizenIDReading(text).cleaned
                return try !number.isEmpty && (CitizenID(number) != nil || isPerson(number)) ? number : nil
            }
            let insurance = value(.insurance, "levy.payment.insurance") { Insurance(chinese: $0) }
            let fen = value(.yuan, "remittance.sum") { text in
                Money(yuan: text).flatMap { (1...PaymentFileReader.largestFen).contains($0.fen) ? $0.fen : nil }
            }
            let method = value(.method, record[.method].isBlank ? "remittance.method" : "remittance.unknown-method") {
                methods.contains($0) ? $0 : nil
            }
            guard let village, let day, let receipt, let person, let insurance, let fen, let method else { return }
            let collection = AgentCollection(
                village: village, day: day, receipt: receipt, citizenID: person, insurance: insurance, fen: fen,
                method: method, name: PersonName(record[.personName].text).printed)
            rows.append(
                AgentSheetRows.Entry(
                    collection: collection,
                    span: record.place.span(file, column: record[.receiptNumber].column)))
        }
        return AgentSheetRows(rows: rows, mistakes: mistakes)
    }
}

extension Remittances {
    /// Enters a sheet as it came from the village: whole, or not at all.
    /// - returns: what was entered, and what somebody should look at.
    /// - throws: `Rejection` of everything that is wrong with it, each with its line.
    package static func collect(
        _ file: SourceFile, by person: String, in transaction: Transaction, at now: Instant
    ) throws -> (collections: [AgentCollection], doubts: [Diagnostic]) {
        let sheet = try AgentSheetReader.read(file, regions: RegionStore.tree(in: transaction)) {
            try PostingStore.isKnown($0, in: transaction)
        }
        return (sheet.collections, try collect(sheet, by: person, in: transaction, at: now))
    }
}
