import Diagnostics
import Storage

/// The registry of sources and what came of them.
package enum DataSources {
    static let head = [
        "编号", "部门", "数据", "内容", "周期", "应报日", "宽限工作日", "交付方式", "对应导入", "文件名含", "联系人", "依据", "起", "止",
    ]

    package static func current(in transaction: Transaction) throws -> [DataSource] {
        try SourceStore.current(in: transaction)
    }

    /// Sets the registry to a table, whole.
    /// - Returns: its revision and how many sources it has.
    /// - throws: `Rejection` with every row that is wrong.
    package static func register(
        path: String, by clerk: String, in transaction: Transaction, at now: Instant
    ) throws -> (revision: Int, count: Int) {
        let table = try CodeTable(path, head: head)
        var mistakes = DiagnosticList()
        var sources: [DataSource] = []
        var raw: [(cycle: String, due: String)] = []
        for row in table.rows {
            func wrong(_ reason: String) { table.wrong(row, reason, into: &mistakes) }
            let cell = row.cells.map { CleanedText(code: $0).text }
            if cell[0].isEmpty || cell[1].isEmpty || cell[2].isEmpty { wrong("编号、部门、数据都要写") }
            if sources.contains(where: { $0.code == cell[0] }) { wrong("编号 \(cell[0]) 重复") }
            let cycle = DataSource.Cycle(cell[4], due: cell[5])
            if cycle == nil {
                wrong("周期“\(cell[4])”和应报日“\(cell[5])”不合：\(DataSource.Cycle.words.joined(separator: "、"))")
            }
            let grace = cell[6].isEmpty ? 0 : Int(cell[6]) ?? -1
            if !(0...60).contains(grace) { wrong("宽限工作日“\(cell[6])”不是 0 到 60") }
            let register = DataSource.Register(rawValue: cell[8])
            if register == nil {
                let known = DataSource.Register.allCases.dropFirst().map(\.rawValue).joined(separator: "、")
                wrong("对应导入“\(cell[8])”不是其中之一：\(known)")
            }
            let from = CivilDate(iso: cell[12])
            let until = CivilDate(iso: cell[13])
            if from == nil || (until == nil && !cell[13].isEmpty) || (until.map { $0 < from ?? $0 } ?? false) {
                wrong("起“\(cell[12])”、止“\(cell[13])”不是先后两天")
            }
            guard let cycle, let register, let from else { continue }
            sources.append(
                DataSource(
                    code: cell[0], office: row.cells[1], name: row.cells[2], content: row.cells[3], cycle: cycle,
                    grace: grace, way: row.cells[7], register: register, filePart: cell[9], contact: row.cells[10],
                    basis: row.cells[11], from: from, until: until))
            raw.append((cell[4], cell[5]))
        }
        try mistakes.throwIfErrors()
        if sources.isEmpty { throw Rejection("sources.none", ["file": path]) }
        let file = try SourceFile(path: path)
        let revision = try SourceStore.set(
            sources, raw: raw, file: file.name, sha256: file.sha256, by: clerk, at: now, in: transaction)
        return (revision, sources.count)
    }

    /// What somebody counted in a file that the program does not read itself.
    package struct Counts: Sendable {
        package let rows: Int?
        package let repaired: Int
        package let asked: Int
        package let rejected: Int

        package init(rows: Int?, repaired: Int, asked: Int, rejected: Int) {
            self.rows = rows
            self.repaired = repaired
            self.asked = asked
            self.rejected = rejected
        }
    }

    /// Enters a file that a source delivered; without a count its rows below the head are counted.
    /// - Returns: nil for bytes that the source has delivered before.
    /// - throws: `Rejection` `sources.unknown`, `sources.counts`, `sources.day`.
    package static func deliver(
        _ code: String, path: String, _ counts: Counts, on day: CivilDate, by clerk: String,
        in transaction: Transaction, at now: Instant
    ) throws -> SourceDelivery? {
        let all = try SourceStore.current(in: transaction)
        guard let source = all.first(where: { $0.code == code }) else {
            throw Rejection(
                "sources.unknown", ["code": code, "known": all.map(\.code).joined(separator: "、")])
        }
        if day > now.date { throw Rejection("sources.day", ["day": day.iso]) }
        let file = try SourceFile(path: path)
        if try SourceStore.has(file.sha256, of: source, in: transaction) { return nil }
        let rows = try counts.rows ?? count(path)
        let parts = [counts.repaired, counts.asked, counts.rejected]
        guard rows >= 0, parts.allSatisfy({ $0 >= 0 }), parts.reduce(0, +) <= rows else {
            throw Rejection(
                "sources.counts", ["rows": "\(rows)", "parts": parts.map(String.init).joined(separator: " + ")])
        }
        let delivery = SourceDelivery(
            file: file.name, sha256: file.sha256, day: day, rows: rows, repaired: counts.repaired,
            asked: counts.asked, rejected: counts.rejected, isRefused: false)
        try SourceStore.add(delivery, of: code, by: clerk, at: now, in: transaction)
        return delivery
    }

    private static func count(_ path: String) throws -> Int {
        let rows = try TableRows(path: path)
        var count = -1
        while try rows.next() != nil { count += 1 }
        return max(0, count)
    }
}
