import Diagnostics
import Storage

/// What one side of a migration holds (数据迁移): a row for each person, insurance and year.
package struct HandoverSet: Sendable {
    package struct Key: Hashable, Sendable, Comparable {
        package let citizenID: String
        package let insurance: Insurance
        package let period: Int

        package static func < (left: Key, right: Key) -> Bool {
            (left.citizenID, left.insurance.rawValue, left.period)
                < (right.citizenID, right.insurance.rawValue, right.period)
        }
    }

    package struct Row: Hashable, Sendable {
        package let village: String
        package let name: String
        package let dueFen: Int
        package let paidFen: Int
    }

    /// Counts and sums of a village and insurance, or of all.
    package struct Totals: Hashable, Sendable {
        package internal(set) var persons = 0
        /// Rows that owe, and rows that have paid.
        package internal(set) var obligations = 0
        package internal(set) var payments = 0
        package internal(set) var dueFen = 0
        package internal(set) var paidFen = 0
        /// Of the contents in the order of the keys; the same contents have the same hash in whatever order they came.
        package internal(set) var hash = ""
    }

    package struct Cell: Hashable, Sendable {
        package let village: String
        package let insurance: Insurance
    }

    /// What it is called on paper: a file's name, or 账簿.
    package let name: String
    package let rows: [Key: Row]

    package init(name: String, rows: [Key: Row]) {
        self.name = name
        self.rows = rows
    }

    package var total: Totals { HandoverSet.totals(rows.sorted { $0.key < $1.key }) }

    /// By village and insurance.
    package var cells: [Cell: Totals] {
        Dictionary(grouping: rows.sorted { $0.key < $1.key }) {
            Cell(village: $0.value.village, insurance: $0.key.insurance)
        }.mapValues(HandoverSet.totals)
    }

    private static func totals(_ rows: [(key: Key, value: Row)]) -> Totals {
        var totals = Totals()
        var hash = RunningHash()
        var last = ""
        for (key, row) in rows {
            if key.citizenID != last { totals.persons += 1 }
            last = key.citizenID
            if row.dueFen > 0 { totals.obligations += 1 }
            if row.paidFen > 0 { totals.payments += 1 }
            totals.dueFen += row.dueFen
            totals.paidFen += row.paidFen
            let fields = [
                key.citizenID, key.insurance.rawValue, "\(key.period)", row.village, row.name, "\(row.dueFen)",
                "\(row.paidFen)",
            ]
            hash.take(Array((fields.joined(separator: "|") + "\n").utf8))
        }
        totals.hash = hash.hex
        return totals
    }

    static let shape = TableShape(
        required: [.villageCode, .citizenID, .personName, .insurance, .period, .dueYuan, .paidYuan],
        optional: [.serial, .villageName, .townName, .remark])

    /// Reads one side from a bureau's file: 村居代码, 身份证号码, 姓名, 险种, 所属期, 应缴金额, 已缴金额.
    /// - Parameter regions: brings villages to those of today; nil leaves them as the file has them.
    /// - throws: `Rejection` with every row that is not what its columns hold, and every one that is there twice.
    package static func read(_ file: SourceFile, regions: RegionTree? = nil) throws -> HandoverSet {
        var rows: [Key: Row] = [:]
        var mistakes = DiagnosticList()
        try TableReader.read(file, shape) { record in
            var isWrong = false
            func wrong(_ code: String, _ column: ColumnName) {
                isWrong = true
                mistakes.error(
                    code, ["column": column.head, "text": record[column].text, "place": record.place.text],
                    at: record.place.span(file, column: record[column].column))
            }
            func fen(_ column: ColumnName) -> Int {
                let text = record.text(column)
                if text.isEmpty { return 0 }
                guard let fen = Money(yuan: text)?.fen, (0...PaymentFileReader.largestFen).contains(fen) else {
                    wrong("remittance.sum", column)
                    return 0
                }
                return fen
            }
            let reading = CitizenIDReading(record.text(.citizenID), isNumber: record[.citizenID].isNumber)
            if reading.key == nil { wrong("levy.not-an-id", .citizenID) }
            let insurance = Insurance(chinese: record.text(.insurance))
            if insurance == nil { wrong("levy.payment.insurance", .insurance) }
            let period = Int(record.text(.period).filter { $0.isNumber })
            if period.map({ (1990...2100).contains($0) }) != true { wrong("handover.period", .period) }
            let village = record.text(.villageCode).uppercased()
            if village.isEmpty { wrong("handover.village", .villageCode) }
            let (due, paid) = (fen(.dueYuan), fen(.paidYuan))
            guard !isWrong, let id = reading.key, let insurance, let period else { return }
            let row = Row(
                village: regions?.current(village, of: id) ?? village,
                name: PersonName(record[.personName].text).printed, dueFen: due, paidFen: paid)
            if rows.updateValue(row, forKey: Key(citizenID: id, insurance: insurance, period: period)) != nil {
                wrong("handover.twice", .citizenID)
            }
        }
        try mistakes.throwIfErrors()
        return HandoverSet(name: file.name, rows: rows)
    }

    /// As a file that the other side can read, in the order of numbers, with a total row.
    package func csv(_ regions: RegionTree) -> [UInt8] {
        var text = CSVText()
        text.append(["村居代码", "村居名称", "身份证号码", "姓名", "险种", "所属期", "应缴金额", "已缴金额"])
        for (key, row) in rows.sorted(by: { $0.key < $1.key }) {
            text.append([
                row.village, regions.village(row.village)?.name ?? "", key.citizenID, row.name, key.insurance.chinese,
                "\(key.period)", Money(fen: row.dueFen).plain, Money(fen: row.paidFen).plain,
            ])
        }
        return text.utf8WithMark
    }
}
