import Diagnostics
import Storage

/// One person on a list of 民政局, 扶贫办 or 残联.
package struct SpecialListRow: Sendable {
    package let place: RowPlace
    package let citizenID: String
    package let name: String
    package let householdHead: String
    /// The days between which the list says that the person belongs to the class.
    let from: CivilDate?
    let until: CivilDate?
    /// Nil when the row gives no claim, such as a disability of grade 3.
    package let specialClass: SpecialClass?
    /// The grade of the disability when it gives no claim.
    let tooLight: Int?
    package let outcome: RowOutcome
}

package struct SpecialList: Sendable {
    package let file: SourceFile
    package internal(set) var rows: [SpecialListRow] = []
    /// What was left out of the file.
    package internal(set) var notes: [Diagnostic] = []

    /// One message for each row that was not taken as it is.
    package var remarks: [Diagnostic] {
        rows.compactMap { row in
            guard let code = row.outcome.code else { return nil }
            return Diagnostic(
                row.outcome.kind == .repaired ? .note : .warning, "levy.row." + code,
                ["place": row.place.text, "name": row.name, "id": row.citizenID, "village": ""],
                at: row.place.span(file))
        }
    }
}

package enum SpecialListReader {
    /// The class comes from the row's own column, the disability certificate, the sheet's name, the titles above the
    /// head, the file's name, or a head such as 残疾等级, in this order.
    /// - throws: `Rejection` when the file cannot be read or nothing says which class it lists.
    package static func read(
        _ file: SourceFile, policy: LevyPolicy, mapping: SenderMapping? = nil
    ) throws -> SpecialList {
        var list = SpecialList(file: file)
        let shape = TableShape(
            required: [.citizenID],
            optional: [
                .serial, .personName, .villageName, .villageCode, .townName, .payerClass, .householdHead, .recognisedOn,
                .validUntil, .disabilityKind, .disabilityGrade, .remark, .phone,
            ],
            alternatives: [.citizenID: .certificate])
        var seen: Set<String> = []
        var doubts: [Diagnostic] = []
        list.notes = try TableReader.read(file, shape, mapping: mapping ?? .none) { record in
            let days = SpanReading(record, order: mapping?.dayOrder)
            let row = try row(record, days, file: file, seen: &seen)
            list.rows.append(row)
            doubts += days.doubts(row.name, record, in: file)
        }
        list.notes += doubts
        let leftOut = list.rows.compactMap { row in row.tooLight.map { (name: row.name, grade: $0) } }
        list.notes += DisabilityGrade.note(leftOut, in: file)
        return list
    }

    private static func row(
        _ record: TableRecord, _ days: SpanReading, file: SourceFile, seen: inout Set<String>
    ) throws -> SpecialListRow {
        let certificate = CleanedText(code: record[.certificate].text)
        let own = record[.citizenID]
        let reading: CitizenIDReading
        if record.has(.citizenID) && !own.isBlank {
            reading = CitizenIDReading(own.text, isNumber: own.isNumber)
        } else {
            // The certificate is the identity number, the kind and the grade, and a letter when it was issued again.
            let isOldNumber = certificate.text.utf8.count == 17
            reading = CitizenIDReading(String(certificate.text.prefix(isOldNumber ? 15 : 18)))
        }
        let name = PersonName(record[.personName].text)
        let listed = try listedClass(record, file: file)
        let tooLight = DisabilityGrade.tooLight(record, for: listed)
        let outcome: RowOutcome
        let repairs = reading.repairs.union(certificate.repairs).union(name.repairs)
        if let fault = reading.fault, reading.key == nil {
            outcome = RowOutcome(fault.reason, repairs: repairs)
        } else if !seen.insert(reading.cleaned + listed.rawValue).inserted {
            outcome = RowOutcome(.duplicate, repairs: repairs)
        } else {
            outcome = RowOutcome(repairs: repairs)
        }
        return SpecialListRow(
            place: record.place, citizenID: reading.cleaned, name: name.printed,
            householdHead: PersonName(record[.householdHead].text).printed,
            from: days.from, until: days.until,
            specialClass: tooLight == nil && outcome.kind != .rejected ? listed : nil, tooLight: tooLight,
            outcome: outcome)
    }

    private static func listedClass(_ record: TableRecord, file: SourceFile) throws(Rejection) -> SpecialClass {
        if let own = classNamed(in: record.text(.payerClass)) { return own }
        if record.has(.certificate) { return .severelyDisabled }
        let titles = record.layout.titles.joined()
        if let named = record.place.sheet.flatMap(classNamed) ?? classNamed(in: titles) ?? classNamed(in: file.name) {
            return named
        }
        if record.layout.heads.contains(where: { $0.contains("残疾") }) { return .severelyDisabled }
        // Only the poverty register has a household head and a day of recognition.
        if record.has(.recognisedOn) { return .poor }
        throw Rejection(
            "levy.special.unknown-class", ["file": file.name, "place": record.place.text],
            at: record.layout.place.span(file))
    }

    private static func classNamed(in text: String) -> SpecialClass? {
        let text = text.lowercased()
        let keys: [(String, SpecialClass)] = [
            ("特困", .destitute), ("五保", .destitute), ("低保", .allowance), ("最低生活保障", .allowance), ("贫困", .poor),
            ("建档立卡", .poor),
            ("扶贫", .poor), ("poverty", .poor), ("残疾", .severelyDisabled), ("disability", .severelyDisabled),
            ("重残", .severelyDisabled),
        ]
        return keys.first { text.contains($0.0) }?.1
    }
}
