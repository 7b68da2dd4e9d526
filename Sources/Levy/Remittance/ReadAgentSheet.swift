import Diagnostics
import Storage

/// 代收清单: what an agent collected, as a sheet from the village.
package enum AgentSheetReader {
    /// A line of a printed sheet on which nobody has written day, receipt and method is no collection.
    /// - throws: `Rejection` with every field that is not what its column holds; then nothing of the sheet is taken.
    package static func read(_ file: SourceFile, regions: RegionTree) throws -> [AgentCollection] {
        var collections: [AgentCollection] = []
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.villageCode, .day, .receiptNumber, .citizenID, .insurance, .yuan, .method],
            optional: [.villageName, .personName, .serial, .remark])
        try TableReader.read(file, shape) { record in
            if [ColumnName.day, .receiptNumber, .method].allSatisfy({ record[$0].isBlank }) { return }
            func value<T>(_ column: ColumnName, _ code: String, _ parse: (String) -> T?) -> T? {
                let text = record.text(column)
                if let value = parse(text) { return value }
                mistakes.error(
                    code, ["column": column.head, "text": text, "village": text],
                    at: record.place.span(file, column: record[column].column))
                return nil
            }
            let village = value(.villageCode, "stock.village") { regions.village($0)?.code }
            let day = value(.day, "levy.not-a-date", DateText.parse)
            let receipt = value(.receiptNumber, "remittance.receipt") { ReceiptNumber($0) }
            let person = value(.citizenID, "levy.not-an-id") { text in
                let reading = CitizenIDReading(text)
                return reading.cleaned.isEmpty ? nil : reading.cleaned
            }
            let insurance = value(.insurance, "levy.payment.insurance") { Insurance(chinese: $0) }
            let fen = value(.yuan, "remittance.sum") { text in
                Money(yuan: text).flatMap { (1...PaymentFileReader.largestFen).contains($0.fen) ? $0.fen : nil }
            }
            let method = value(.method, "remittance.method") { $0.isEmpty ? nil : $0 }
            guard let village, let day, let receipt, let person, let insurance, let fen, let method else { return }
            collections.append(
                AgentCollection(
                    village: village, day: day, receipt: receipt, citizenID: person, insurance: insurance, fen: fen,
                    method: method))
        }
        try mistakes.throwIfErrors()
        return collections
    }
}
