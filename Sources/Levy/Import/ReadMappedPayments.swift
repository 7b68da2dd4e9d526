import Diagnostics
import Storage

extension PaymentFileReader {
    /// Reads a bank's file of the usual layout, or a table by the mapping whose columns it has.
    /// - Parameter mappings: of the banks that send tables; each was looked over by somebody.
    /// - throws: `Rejection` with the places of all mistakes; then nothing of the file may be kept.
    package static func read(_ file: SourceFile, mappings: [SenderMapping]) throws -> PaymentFile {
        let usual = Array("H|".utf8)
        if mappings.isEmpty || (!file.isWorkbook && file.bytes.starts(with: usual)) { return try read(file) }
        let heads = Set(try MappingGuess(file).columns.map { ColumnName.plain($0.head) })
        func fit(_ mapping: SenderMapping) -> Int {
            mapping.columns.count { heads.contains(ColumnName.plain($0.head)) }
        }
        // The one that knows most of the file's columns; what it misses of them is told by the reading.
        let best = mappings.enumerated().max { (fit($0.element), -$0.offset) < (fit($1.element), -$1.offset) }
        guard let best, fit(best.element) > 0 else {
            throw Rejection(
                "levy.payment.no-mapping",
                ["file": file.name, "known": mappings.map(\.sender).joined(separator: "、")], at: file.span())
        }
        return try read(file, by: best.element)
    }

    private static let shape = TableShape(
        required: [.paymentSerial, .day, .citizenID, .insurance, .yuan],
        optional: [
            .serial, .personName, .villageCode, .villageName, .townName, .channel, .paymentState, .reversedSerial,
            .phone, .period, .remark,
        ], alternatives: [.yuan: .fen], summed: .yuan)

    private static func read(_ file: SourceFile, by mapping: SenderMapping) throws -> PaymentFile {
        var mistakes = DiagnosticList()
        var lines: [PaymentLine] = []
        let notes = try TableReader.read(file, shape, mapping: mapping) { record in
            guard mistakes.diagnostics.count < mostMistakes else { return }
            if let line = line(record, number: lines.count + 1, mapping, file, into: &mistakes) { lines.append(line) }
        }
        try mistakes.throwIfErrors()
        // A total that does not agree with the rows above it is to a bank's file what a wrong header is.
        let wrong = notes.filter { $0.severity == .warning }
        guard wrong.isEmpty else {
            throw Rejection(
                wrong.map { Diagnostic(.error, $0.code, $0.arguments, at: $0.span) })
        }
        guard let last = lines.map(\.paidOn).max() else {
            throw Rejection("levy.file-empty", ["file": file.name], at: file.span())
        }
        return PaymentFile(title: mapping.sender, date: last, lines: lines)
    }

    private static func line(
        _ record: TableRecord, number: Int, _ mapping: SenderMapping, _ file: SourceFile,
        into mistakes: inout DiagnosticList
    ) -> PaymentLine? {
        let before = mistakes.diagnostics.count
        func require(_ holds: Bool, _ column: ColumnName, _ code: String) {
            guard !holds else { return }
            mistakes.error(
                code, ["column": column.head, "text": record.text(column)],
                at: record.place.span(file, column: record[column].column))
        }
        let day = DateReading(
            record[.day], order: mapping.dayOrder, latest: CivilDate(daysSinceEpoch: 47_482)
        ).date
        let insurance = Insurance(chinese: record.text(.insurance))
        let amount = record.has(.fen) ? Int(record.text(.fen)) : Money(yuan: record.text(.yuan))?.fen
        let target = record.text(.reversedSerial)
        let state = record.text(.paymentState)
        let isReversal = state == "冲正" || (!target.isEmpty && state.isEmpty)
        // Some banks write what they take back with a minus, others with the state alone.
        let fen = amount.map { isReversal ? -Int($0.magnitude) : $0 }
        require(!record.text(.paymentSerial).isEmpty, .paymentSerial, "levy.payment.serial")
        require(day != nil, .day, "levy.payment.date")
        require(insurance != nil, .insurance, "levy.payment.insurance")
        let isWhole = fen.map { $0.magnitude <= UInt(largestFen) && (isReversal ? $0 < 0 : $0 > 0) } ?? false
        require(isWhole, record.has(.fen) ? .fen : .yuan, "levy.payment.amount")
        require(["", "成功", "冲正"].contains(state), .paymentState, "levy.payment.status")
        require(isReversal == !target.isEmpty, .reversedSerial, "levy.payment.reversal")
        guard mistakes.diagnostics.count == before, let day, let insurance, let fen else { return nil }
        let channel = record.text(.channel)
        return PaymentLine(
            serial: record.text(.paymentSerial), paidOn: day, village: record.text(.villageCode),
            citizenID: CitizenIDReading(record.text(.citizenID)).cleaned, name: record.text(.personName),
            insurance: insurance, fen: fen, channel: channel.isEmpty ? mapping.sender : channel,
            reverses: isReversal ? target : nil, line: number)
    }
}
