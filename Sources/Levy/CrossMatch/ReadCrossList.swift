import Diagnostics
import Storage

/// One row of another office's list.
struct CrossListRow {
    let place: RowPlace
    /// Empty when there is none that counts.
    let citizenID: String
    /// Why the number does not count; nil when it does.
    let fault: String?
    /// The number as it was written.
    let written: String
    let name: String
    let town: String
    let villageCode: String
    let villageName: String
    let from: CivilDate?
    let until: CivilDate?
    /// The grade of a disability that is not severe.
    let tooLight: Int?
}

/// Reads a list that an office sends regularly. A number that is wrong does not stop the others: its row is a question
/// for the office.
enum CrossListReader {
    /// - throws: `Rejection` when the file cannot be read as a table of persons.
    static func read(_ file: SourceFile, _ list: CrossList) throws -> [CrossListRow] {
        var rows: [CrossListRow] = []
        var seen: Set<String> = []
        let mayLackNumbers = list.keys.contains(.nameVillage)
        let shape = TableShape(
            required: [mayLackNumbers ? .personName : .citizenID],
            optional: [
                .serial, .personName, .citizenID, .certificate, .townName, .villageName, .villageCode, .remark, .phone,
                .payerClass, .recognisedOn, .validUntil, .disabilityKind, .disabilityGrade, .householdHead, .birthDate,
            ],
            alternatives: mayLackNumbers ? [:] : [.citizenID: .certificate])
        try TableReader.read(file, shape) { record in
            let row = row(record, list.meaning)
            // The same person twice on a list is one person.
            if row.citizenID.isEmpty || seen.insert(row.citizenID).inserted { rows.append(row) }
        }
        return rows
    }

    private static func row(_ record: TableRecord, _ meaning: CrossList.Meaning) -> CrossListRow {
        let hasNumber = record.has(.citizenID) && !record[.citizenID].isBlank
        let cell = hasNumber ? record[.citizenID] : record[.certificate]
        let text = hasNumber ? cell.text : String(CleanedText(code: cell.text).text.prefix(18))
        let reading = CitizenIDReading(text, isNumber: cell.isNumber)
        let days = SpanReading(record, order: nil)
        var tooLight: Int?
        if case .specialClass(let name) = meaning { tooLight = DisabilityGrade.tooLight(record, for: name) }
        let name = PersonName(record[.personName].text).printed
        return CrossListRow(
            place: record.place, citizenID: reading.key ?? "",
            fault: reading.key == nil ? (reading.fault ?? .shape).chinese : nil, written: reading.cleaned, name: name,
            town: record.text(.townName), villageCode: record.text(.villageCode),
            villageName: record.text(.villageName), from: days.from, until: days.until, tooLight: tooLight)
    }
}

extension CitizenID.Fault {
    /// As a line of a table says it.
    fileprivate var chinese: String {
        switch self {
        case .missing: "没有证件号码"
        case .scientificNotation: "证件号码被表格软件改坏"
        case .checkDigit: "证件号码校验码不符"
        case .date: "证件号码中的日期不存在"
        case .shape: "证件号码的写法不对"
        }
    }
}
