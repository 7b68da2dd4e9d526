import Diagnostics
import Storage

/// Reads a roster and judges every row. The reasons are tried in the order of `RowOutcome.Reason`; a row that is
/// rejected does not stand in the way of a later good row of the same person.
package struct RosterReader {
    let insurance: Insurance
    /// Nil takes every village.
    let regions: RegionTree?
    let policy: LevyPolicy
    /// Persons of whom it is known that they are in a special class; they may have the special tier. Of others the
    /// roster keeps what becomes of their rows when a list names them. Nil takes every tier.
    let special: Set<String>?
    let mapping: SenderMapping
    /// By person the row that stands.
    private var standing: [String: Int32] = [:]
    /// The villages that later rows of a person named beside that of the first.
    private var otherVillages: [String: [String]] = [:]
    /// Rows with a tier that only special classes may have, with what else is wrong with them.
    private var specialTiers: [Int: RowOutcome.Reason?] = [:]
    private var holders: [String: DocumentHolder] = [:]

    package init(
        _ insurance: Insurance, regions: RegionTree?, policy: LevyPolicy, special: Set<String>?,
        mapping: SenderMapping? = nil
    ) {
        self.insurance = insurance
        self.regions = regions
        self.policy = policy
        self.special = special
        self.mapping = mapping ?? .none
    }

    /// - throws: `Rejection` when the file as a whole cannot be read; rows are judged one by one.
    package mutating func read(_ file: SourceFile) throws -> Roster {
        var roster = Roster(insurance: insurance, file: file)
        let shape = TableShape(
            required: [.villageCode, .personName, .citizenID] + (insurance == .pension ? [.tier] : []),
            optional: [
                .serial, .villageName, .payerClass, .birthYear, .birthDate, .phone, .remark, .townName, .documentKind,
                .sex, .householdHead,
            ], summed: insurance == .pension ? .tier : nil)
        standing = [:]
        otherVillages = [:]
        specialTiers = [:]
        holders = [:]
        roster.notes = try TableReader.read(file, shape, mapping: mapping) { record in
            let row = judge(record, rows: roster.rows)
            if row.outcome.code == RowOutcome.Reason.twoVillages.rawValue,
                let first = standing[row.citizenID]
            {
                roster.rows[Int(first)].isContested = true
            }
            roster.rows.append(row)
        }
        // Of a district they take as much room as the file.
        standing = [:]
        roster.holders = holders
        roster.specialOutcomes = SpecialTierRows(roster.rows, tiers: specialTiers).outcomes
        return roster
    }

    private mutating func judge(_ record: TableRecord, rows: [RosterRow]) -> RosterRow {
        let idCell = record[.citizenID]
        let reading = CitizenIDReading(idCell.text, isNumber: idCell.isNumber)
        let nameText = record[.personName].text
        let name = PersonName(nameText)
        let code = CleanedText(code: record[.villageCode].text)
        let village = RosterReader.code(code.text, of: reading.cleaned, in: regions)
        let tier = insurance == .pension ? RosterReader.tierFen(record.text(.tier)) : nil
        var row = RosterRow(
            place: record.place, villageCode: village, name: name.printed, originalName: nameText,
            citizenID: reading.cleaned, originalID: idCell.text, tierFen: tier, phone: record.text(.phone),
            householdHead: record.has(.householdHead) ? PersonName(record[.householdHead].text).printed : "",
            outcome: RowOutcome(repairs: []))
        let repairs = reading.repairs.union(name.repairs).union(code.repairs)
        let holder = holder(record, reading)
        let birth = reading.id?.birth ?? holder?.birth
        if holder == nil, let reason = needsPerson(record, reading) {
            row.outcome = RowOutcome(reason, repairs: repairs)
        } else if let reason = fault(row, birth, reading, at: rows.count) ?? repetition(row, among: rows) {
            row.outcome = RowOutcome(reason, repairs: repairs)
        } else if name.hasPrivateUse {
            row.outcome = RowOutcome(.privateUseCharacter, repairs: repairs)
        } else {
            row.outcome = RowOutcome(repairs: repairs)
        }
        if let holder, row.outcome.kind != .rejected { holders[row.citizenID] = holder }
        if let id = reading.id, row.outcome.kind != .rejected { row.doubt = doubt(record, id) }
        return row
    }

    /// A number that no machine may complete: another document, or fifteen digits of somebody over a hundred, for whom
    /// the last three were 996 to 999.
    private func needsPerson(_ record: TableRecord, _ reading: CitizenIDReading) -> RowOutcome.Reason? {
        if reading.fault == .shape { return document(record) == nil ? nil : .otherDocument }
        guard reading.repairs.contains(.fifteenDigit), let id = reading.id else { return nil }
        return id.text.dropFirst(14).prefix(2) == "99" && id.text.utf8.dropFirst(16).first ?? 0 >= UInt8(ascii: "6")
            ? .century : nil
    }

    private func document(_ record: TableRecord) -> IdentityDocument? {
        IdentityDocument(
            record[.citizenID].text, type: record.has(.documentKind) ? record.text(.documentKind) : "")
    }

    /// A person with another document whose row says when he was born; without that nobody can tell his age.
    private func holder(_ record: TableRecord, _ reading: CitizenIDReading) -> DocumentHolder? {
        guard reading.fault == .shape, record.has(.birthDate), let document = document(record),
            case .day(let birth) = DateReading(record[.birthDate], order: mapping.dayOrder, latest: policy.asOf)
        else { return nil }
        let sex = record.has(.sex) ? CitizenID.Sex(rawValue: String(record.text(.sex).prefix(1))) : nil
        return DocumentHolder(document: document, birth: birth, sex: sex)
    }

    private func doubt(_ record: TableRecord, _ id: CitizenID) -> RowOutcome.Doubt? {
        if record.has(.birthYear), let year = Int(record.text(.birthYear)), year != id.birth.year {
            return .birthDiffers
        }
        guard record.has(.birthDate) else { return nil }
        let cell = record[.birthDate]
        switch DateReading(cell, order: mapping.dayOrder, latest: policy.asOf) {
        case .blank: return nil
        case .day(let date): return date == id.birth ? nil : .birthDiffers
        case .ambiguous, .unreadable:
            // A year, or a year and a month, says less but contradicts nothing.
            let digits = cell.text.split { !$0.isNumber }.compactMap { Int($0) }
            let (year, month) = (id.birth.year, id.birth.month)
            let agrees = digits == [year] || digits == [year, month] || digits == [year * 100 + month]
            return agrees ? nil : .birthUnreadable
        }
    }

    /// What is wrong with the row by itself.
    private mutating func fault(
        _ row: RosterRow, _ birth: CivilDate?, _ reading: CitizenIDReading, at index: Int
    ) -> RowOutcome.Reason? {
        guard let birth else { return (reading.fault ?? .shape).reason }
        // A birth after the day of the roster, or before anybody alive, is a date that nobody has.
        let age = birth.age(on: policy.asOf)
        if birth > policy.asOf || age > 130 { return .noSuchDate }
        if row.name.isEmpty { return .missingName }
        if let regions, regions.village(row.villageCode) == nil { return .unknownVillage }
        guard insurance == .pension else { return nil }
        let ageFault: RowOutcome.Reason? =
            age < policy.pensionAges.lowerBound ? .tooYoung : age > policy.pensionAges.upperBound ? .tooOld : nil
        guard let tier = row.tierFen, isAllowed(tier, row.citizenID) else {
            if let tier = row.tierFen, policy.allows(tierFen: tier, isSpecial: true) {
                specialTiers.updateValue(ageFault, forKey: index)
            }
            return .unknownTier
        }
        return ageFault
    }

    private func isAllowed(_ tier: Int, _ citizenID: String) -> Bool {
        guard let special, !policy.pensionTiersYuan.isEmpty else {
            return tier > 0 && (policy.pensionTiersYuan.isEmpty || policy.allows(tierFen: tier, isSpecial: true))
        }
        return policy.allows(tierFen: tier, isSpecial: special.contains(citizenID))
    }

    /// Whether an earlier row that stands is of the same person.
    private mutating func repetition(_ row: RosterRow, among rows: [RosterRow]) -> RowOutcome.Reason? {
        guard let first = standing[row.citizenID] else {
            standing[row.citizenID] = Int32(rows.count)
            return nil
        }
        let isKnown = rows[Int(first)].villageCode == row.villageCode
        if isKnown || otherVillages[row.citizenID]?.contains(row.villageCode) ?? false { return .duplicate }
        otherVillages[row.citizenID, default: []].append(row.villageCode)
        return .twoVillages
    }

    /// The code as the tree has it: places without an official code have a capital letter in theirs.
    private static func code(_ text: String, of person: String, in regions: RegionTree?) -> String {
        guard let regions, regions[code: text] == nil else { return text }
        // A roster may still have the code of a village that was merged or divided.
        let upper = regions.current(text.uppercased(), of: person)
        return regions[code: upper] != nil ? upper : text
    }

    /// `300`, `300.00`, `300元`, `300元档`.
    static func tierFen(_ text: String) -> Int? {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
        let unit = text.dropFirst(number.count)
        guard ["", "元", "档", "元档", "元/年", "元每年"].contains(unit) else { return nil }
        return Money(yuan: number)?.fen
    }
}
