import Diagnostics
import Storage

/// One person of a list.
struct ListRow: Hashable {
    let citizenID: String
    let name: String
    /// The days that the list gives for the class.
    var from: CivilDate?
    var until: CivilDate?
    /// Nil for a row that comes from no file.
    var place: RowPlace?
}

/// The rows of a list that may give their persons its class, and those that may not.
struct ListRows {
    var rows: [ListRow] = []
    /// With the grade of a disability that is not severe.
    var tooLight: [(row: ListRow, grade: Int)] = []

    func notes(of file: SourceFile) -> [Diagnostic] {
        DisabilityGrade.note(tooLight.map { (name: $0.row.name, grade: $0.grade) }, in: file)
    }
}

/// Reads the numbers and names of a list whose class is known.
enum ListRowReader {
    /// - throws: `Rejection` with every row whose number is wrong.
    static func read(_ file: SourceFile, _ specialClass: SpecialClass) throws -> ListRows {
        var list = ListRows()
        var seen: Set<String> = []
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.citizenID],
            optional: [
                .serial, .personName, .villageName, .villageCode, .remark, .phone, .recognisedOn, .validUntil,
                .disabilityKind, .disabilityGrade,
            ],
            alternatives: [.citizenID: .certificate])
        try TableReader.read(file, shape) { record in
            let hasNumber = record.has(.citizenID) && !record[.citizenID].isBlank
            let cell = hasNumber ? record[.citizenID] : record[.certificate]
            let text = hasNumber ? cell.text : String(CleanedText(code: cell.text).text.prefix(18))
            let reading = CitizenIDReading(text, isNumber: cell.isNumber)
            let name = PersonName(record[.personName].text).printed
            if let fault = reading.fault, reading.key == nil {
                mistakes.error(
                    "levy.row." + fault.reason.rawValue,
                    ["name": name, "id": cell.text, "place": record.place.text, "village": ""],
                    at: record.place.span(file, column: cell.column))
            } else if seen.insert(reading.cleaned).inserted {
                let days = SpanReading(record, order: nil)
                days.doubts(name, record, in: file, severity: .error).forEach { mistakes.append($0) }
                let row = ListRow(
                    citizenID: reading.cleaned, name: name, from: days.from, until: days.until, place: record.place)
                if let grade = DisabilityGrade.tooLight(record, for: specialClass) {
                    list.tooLight.append((row, grade))
                } else {
                    list.rows.append(row)
                }
            }
        }
        try mistakes.throwIfErrors()
        return list
    }
}
