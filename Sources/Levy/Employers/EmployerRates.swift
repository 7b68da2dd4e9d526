import Diagnostics
import Storage

/// What employers pay of a base, with the document and the days on which it holds.
package struct EmployerRate: Hashable, Sendable {
    package let scheme: EmployerScheme
    /// Of ten thousand.
    package let employer: Int
    package let person: Int
    /// 企业, 机关事业单位, 个体工商户; `全部` for all.
    package let payer: String
    package let basis: String
    package let from: CivilDate
    package let until: CivilDate?

    package func isValid(on day: CivilDate) -> Bool { from <= day && until.map { day <= $0 } ?? true }

    /// What the employer pays of a month's base, rounded half up to the fen.
    package func employerFen(ofBase fen: Int) -> Int { (fen * employer + 5_000) / 10_000 }
    package func personFen(ofBase fen: Int) -> Int { (fen * person + 5_000) / 10_000 }
}

/// 缴费比例表: the rates with their days, a table of the office.
package struct EmployerRates: Sendable {
    package static let head = ["险种", "缴费主体", "单位比例", "个人比例", "依据", "起", "止"]
    package private(set) var rates: [EmployerRate] = []

    /// - throws: `Rejection` with every row that is wrong, and every two of one scheme and payer that hold together.
    package static func read(_ path: String) throws -> EmployerRates {
        let table = try CodeTable(path, head: head)
        var found = EmployerRates()
        var mistakes = DiagnosticList()
        for row in table.rows {
            let cells = row.cells
            let until = CivilDate(iso: cells[6])
            guard let scheme = EmployerScheme(chinese: cells[0]) else {
                table.wrong(row, "险种“\(cells[0])”", into: &mistakes)
                continue
            }
            guard let employer = hundredths(cells[2]), let person = hundredths(cells[3]) else {
                table.wrong(row, "比例“\(cells[2])”“\(cells[3])”", into: &mistakes)
                continue
            }
            guard !cells[1].isEmpty, !cells[4].isEmpty, let from = CivilDate(iso: cells[5]),
                cells[6].isEmpty || until.map({ $0 >= from }) == true
            else {
                table.wrong(row, "缴费主体、依据或起止日期", into: &mistakes)
                continue
            }
            let rate = EmployerRate(
                scheme: scheme, employer: employer, person: person, payer: cells[1], basis: cells[4], from: from,
                until: until)
            let clash = found.rates.contains { other in
                other.scheme == scheme && other.payer == rate.payer
                    && (rate.until.map { other.from <= $0 } ?? true) && (other.until.map { rate.from <= $0 } ?? true)
            }
            if clash { table.wrong(row, "与前面一行的有效期重叠", into: &mistakes) }
            found.rates.append(rate)
        }
        try mistakes.throwIfErrors()
        return found
    }

    /// Those that hold on a day, of one kind of payer and of all.
    package func rates(on day: CivilDate, payer: String?) -> [EmployerRate] {
        rates.filter { rate in
            rate.isValid(on: day) && (payer == nil || rate.payer == payer || rate.payer == "全部")
        }
    }

    /// `16`, `16%`, `0.5 %` as 1600, 1600, 50.
    private static func hundredths(_ text: String) -> Int? {
        let number = text.filter { $0 != "%" && $0 != " " && $0 != "％" }
        guard let fen = Money(yuan: number)?.fen, (0...10_000).contains(fen) else { return nil }
        return fen
    }
}
