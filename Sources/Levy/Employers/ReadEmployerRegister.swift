import Diagnostics
import Storage

/// The rows of one register with where they stand.
package struct EmployerTable<Entry: Sendable>: Sendable {
    package struct Line: Sendable {
        package let place: String
        package let entry: Entry
    }

    package var lines: [Line] = []
    /// Codes that are wrong, what was left out of the file.
    package var remarks: [Diagnostic] = []
}

/// Reads what bureaus send about employers, from CSV and workbooks. A wrong credit code is a remark: its employer is
/// matched by name. All else that is wrong is collected, and refuses the file.
package struct EmployerRegisterReader {
    private let file: SourceFile
    private var mistakes = DiagnosticList()
    private var remarks: [Diagnostic] = []
    /// Where each code, or code with period and scheme, stood first.
    private var seen: [String: String] = [:]

    private init(_ file: SourceFile) { self.file = file }

    package static func companies(_ file: SourceFile) throws -> EmployerTable<CompanyEntry> {
        try read(
            file,
            TableShape(
                required: [.creditCode, .employerName, .employerState, .registeredOn],
                optional: [.serial, .employerKind, .industry, .legalRepresentative, .address, .phone, .remark])
        ) { reader, record, identity in
            let state = reader.value(record, .employerState, "employers.state", CompanyEntry.State.init(chinese:))
            let day = reader.value(record, .registeredOn, "levy.not-a-date", DateText.parse)
            guard let state, let day, reader.isFirst(identity, in: record) else { return nil }
            return CompanyEntry(
                identity: identity, kind: record.text(.employerKind), state: state, registeredOn: day,
                industry: record.text(.industry), legalRepresentative: record.words(.legalRepresentative),
                address: record.words(.address), phone: record.text(.phone))
        }
    }

    package static func insurance(_ file: SourceFile) throws -> EmployerTable<InsuredEntry> {
        try read(
            file,
            TableShape(
                required: [.creditCode, .employerName, .insuredPension],
                optional: [
                    .serial, .insuredUnemployment, .insuredInjury, .insuredMedical, .baseYuan, .paidUpTo, .remark,
                ])
        ) { reader, record, identity in
            let columns: [(EmployerScheme, ColumnName)] = [
                (.pension, .insuredPension), (.unemployment, .insuredUnemployment), (.injury, .insuredInjury),
                (.medical, .insuredMedical),
            ]
            var persons: [EmployerScheme: Int] = [:]
            for (scheme, column) in columns { persons[scheme] = reader.count(record, column) }
            let base = record.text(.baseYuan).isEmpty ? 0 : reader.fen(record, .baseYuan)
            let hasMonth = !record.text(.paidUpTo).isEmpty
            let month = hasMonth ? reader.value(record, .paidUpTo, "employers.month", PeriodText.month) : nil
            guard persons.count == columns.count, let base, hasMonth == (month != nil),
                reader.isFirst(identity, in: record)
            else { return nil }
            return InsuredEntry(identity: identity, persons: persons, baseFen: base, paidUpTo: month)
        }
    }

    package static func tax(_ file: SourceFile) throws -> EmployerTable<TaxpayerEntry> {
        try read(
            file,
            TableShape(
                required: [.creditCode, .employerName, .employerState, .employees], optional: [.serial, .remark])
        ) { reader, record, identity in
            let isNormal = reader.value(record, .employerState, "employers.tax-state", TaxpayerEntry.isNormal)
            let employees = reader.count(record, .employees)
            guard let isNormal, let employees, reader.isFirst(identity, in: record) else { return nil }
            return TaxpayerEntry(identity: identity, isNormal: isNormal, employees: employees)
        }
    }

    package static func arrears(_ file: SourceFile) throws -> EmployerTable<ArrearsEntry> {
        try read(
            file,
            TableShape(
                required: [.creditCode, .employerName, .period, .insurance, .dueYuan, .paidYuan, .arrearsFrom],
                optional: [.serial, .arrearsYuan, .remark])
        ) { reader, record, identity in
            let period = reader.value(record, .period, "employers.period", PeriodText.yearOrMonth)
            let scheme = reader.value(record, .insurance, "employers.scheme", EmployerScheme.init(chinese:))
            let due = reader.fen(record, .dueYuan)
            let paid = reader.fen(record, .paidYuan)
            let from = reader.value(record, .arrearsFrom, "levy.not-a-date", DateText.parse)
            guard let period, let scheme, let due, let paid, let from,
                reader.isFirst(identity, "/\(period)/\(scheme.rawValue)", in: record),
                reader.isOwed(due - paid, in: record)
            else { return nil }
            return ArrearsEntry(
                identity: identity, period: period, scheme: scheme, dueFen: due, paidFen: paid, from: from)
        }
    }

    // MARK: Reading

    private static func read<Entry: Sendable>(
        _ file: SourceFile, _ shape: TableShape,
        _ entry: (inout EmployerRegisterReader, TableRecord, EmployerIdentity) -> Entry?
    ) throws -> EmployerTable<Entry> {
        var reader = EmployerRegisterReader(file)
        var table = EmployerTable<Entry>()
        let notes = try TableReader.read(file, shape) { record in
            guard let identity = reader.identity(record), let found = entry(&reader, record, identity) else { return }
            table.lines.append(EmployerTable<Entry>.Line(place: record.place.text, entry: found))
        }
        try reader.mistakes.throwIfErrors()
        table.remarks = notes + reader.remarks
        return table
    }

    private mutating func identity(_ record: TableRecord) -> EmployerIdentity? {
        let name = record.words(.employerName)
        guard !name.isEmpty else {
            mistakes.error("employers.no-name", ["place": record.place.text], at: span(record, .employerName))
            return nil
        }
        let identity = EmployerIdentity(code: record[.creditCode].text, name: name)
        if let fault = identity.fault {
            remarks.append(
                Diagnostic(
                    .warning, identity.code.isEmpty ? "employers.code-missing" : fault.employerCode,
                    ["place": record.place.text, "name": name, "code": identity.code], at: span(record, .creditCode)))
        }
        return identity
    }

    /// An employer stands in a register once; in the list of arrears once for a period and scheme.
    private mutating func isFirst(
        _ identity: EmployerIdentity, _ more: String = "", in record: TableRecord
    ) -> Bool {
        let key = (identity.fault == nil ? identity.code : identity.nameKey) + more
        guard let first = seen.updateValue(record.place.text, forKey: key) else { return true }
        seen[key] = first
        mistakes.error(
            "employers.twice", ["name": identity.name, "place": record.place.text, "first": first],
            at: span(record, .creditCode))
        return false
    }

    /// What is owed is above zero, and as the register's own column says.
    private mutating func isOwed(_ fen: Int, in record: TableRecord) -> Bool {
        let stated = record.text(.arrearsYuan)
        guard fen > 0, stated.isEmpty || Money(yuan: stated)?.fen == fen else {
            mistakes.error(
                "employers.arrears", ["place": record.place.text, "stated": stated, "found": Money(fen: fen).plain],
                at: span(record, stated.isEmpty ? .paidYuan : .arrearsYuan))
            return false
        }
        return true
    }

    private mutating func value<T>(
        _ record: TableRecord, _ column: ColumnName, _ code: String, _ parse: (String) -> T?
    ) -> T? {
        let text = record.text(column)
        if let value = parse(text) { return value }
        mistakes.error(code, ["column": column.head, "text": text], at: span(record, column))
        return nil
    }

    /// Persons; an empty cell, or a column that the register lacks, is none.
    private mutating func count(_ record: TableRecord, _ column: ColumnName) -> Int? {
        if record.text(column).isEmpty { return 0 }
        return value(record, column, "levy.not-a-number") { text in
            let digits = text.hasSuffix(".0") ? text.dropLast(2) : text[...]
            return digits.utf8.allSatisfy { (0x30...0x39).contains($0) } && digits.utf8.count <= 7 ? Int(digits) : nil
        }
    }

    private mutating func fen(_ record: TableRecord, _ column: ColumnName) -> Int? {
        value(record, column, "levy.not-a-number") { text in
            Money(yuan: text).flatMap { (0...PaymentFileReader.largestFen).contains($0.fen) ? $0.fen : nil }
        }
    }

    private func span(_ record: TableRecord, _ column: ColumnName) -> SourceSpan {
        record.place.span(file, column: record[column].column)
    }
}

extension TableRecord {
    /// Text as people read it: without blanks at its ends only.
    func words(_ name: ColumnName) -> String {
        let scalars = self[name].text.unicodeScalars
        let start = scalars.drop(while: CleanedText.isBlank)
        guard let last = start.lastIndex(where: { !CleanedText.isBlank($0) }) else { return "" }
        return String(start[...last])
    }
}

extension UnifiedCreditCode.Fault {
    /// The message about a register's wrong code.
    var employerCode: String {
        switch self {
        case .shape: "employers.code-shape"
        case .checkCharacter: "employers.code-check"
        case .organisation: "employers.code-organisation"
        }
    }

    package var chinese: String {
        switch self {
        case .shape: "形式不符"
        case .checkCharacter: "校验码不符"
        case .organisation: "组织机构代码不符"
        }
    }
}

extension TaxpayerEntry {
    static func isNormal(_ text: String) -> Bool? {
        if ["正常", "开业", "在业"].contains(where: text.hasPrefix) { return true }
        return ["非正常", "停业", "注销", "清算", "报验"].contains(where: text.hasPrefix) ? false : nil
    }
}

/// Periods as tables have them.
enum PeriodText {
    /// 202004 from `2020-04`, `202004`, `2020年4月`, `2020/4`, or a day in it.
    static func month(_ text: String) -> Int? {
        let parts = text.split(whereSeparator: { "-/.年月日".contains($0) }).map(String.init)
        guard parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        guard let first = parts.first else { return nil }
        var number = parts.count == 1 && first.count == 6 ? Int(first) : nil
        if (2...3).contains(parts.count), first.count == 4, parts[1].count <= 2, let year = Int(first),
            let month = Int(parts[1])
        {
            number = year * 100 + month
        }
        guard let number, (1...12).contains(number % 100), (1_990...2_100).contains(number / 100) else { return nil }
        return number
    }

    /// 2019 from `2019`, `2019年`, `2019年度`; else a month.
    static func yearOrMonth(_ text: String) -> Int? {
        let bare = text.hasSuffix("年度") ? text.dropLast(2) : text.hasSuffix("年") ? text.dropLast(1) : text[...]
        if bare.utf8.count == 4, bare.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let year = Int(bare) {
            return (1_990...2_100).contains(year) ? year : nil
        }
        return month(text)
    }
}
