import Levy
import Storage
import Templates

/// 名单比对结果: for the bureaus as files, for the office as a paper.
struct CrossMatchReport {
    /// One list of the plan, and what became of it.
    struct Entry {
        let office: String
        let meaning: String
        /// Nil when no list came, or the last could not be read.
        let run: CrossRun?
        /// Why the last one could not be read.
        let refusal: String?
    }

    let entries: [Entry]
    let day: CivilDate

    private static let heads = ["名单", "结果", "姓名", "证件号码", "村居", "说明", "核定"]

    /// The offices in the order of the plan.
    var offices: [String] {
        entries.map(\.office).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func rows(of entry: Entry) -> [[String]] {
        (entry.run?.findings ?? []).map { row in
            let found = row.finding
            return [
                entry.meaning, found.kind.chinese, found.name, found.citizenID, found.village, found.reason,
                row.verdict ?? "",
            ]
        }
    }

    private static func state(_ entry: Entry) -> String {
        if entry.refusal != nil { return "不能读入" }
        guard let run = entry.run else { return "没有收到名单" }
        return run.isDoubtful ? "退出过多，待核实是否完整" : "已比对"
    }

    /// What goes to an office: a sheet a list.
    func workbook(of office: String) throws -> [UInt8] {
        var workbook = WorkbookFile()
        for entry in entries where entry.office == office {
            let head = CrossMatchReport.heads.map { WorkbookFile.Cell($0, .head) }
            let rows = rows(of: entry).map { row in row.map { WorkbookFile.Cell($0) } }
            let state = entry.run == nil ? CrossMatchReport.state(entry) : "全部一致"
            let note = rows.isEmpty ? [[WorkbookFile.Cell(state)]] : []
            workbook.add(entry.meaning, [head] + rows + note)
        }
        return try workbook.bytes()
    }

    /// The same as one table.
    func csv(of office: String) -> [UInt8] {
        var text = CSVText()
        text.append(CrossMatchReport.heads)
        for entry in entries where entry.office == office { rows(of: entry).forEach { text.append($0) } }
        return text.utf8WithMark
    }

    /// For a screen.
    var lines: [String] {
        entries.flatMap { entry -> [String] in
            guard let run = entry.run else {
                return [say("reply.match-none", ["office": entry.office, "meaning": entry.meaning])]
            }
            var table = TextTable(head: ["编号", "结果", "姓名", "证件号码", "村居", "说明", "核定"])
            for row in run.findings {
                let found = row.finding
                let isOpen = found.isDecidable && !(run.isDoubtful && found.kind == .gone)
                table.append([
                    isOpen ? row.subject : "", found.kind.chinese, found.name, found.citizenID, found.village,
                    found.reason, row.verdict ?? "",
                ])
            }
            let counts = CrossFinding.Kind.allCases.map { "\($0.chinese) \(run.count($0))" }.joined(separator: "，")
            let doubt = run.isDoubtful ? ["\(run.wholeSubject)　退出 \(run.count(.gone)) 人过多，先核定名单是否完整"] : []
            return ["\(run.office) \(run.meaning)（\(run.file)，\(run.day.iso)）：\(counts)"]
                + (run.findings.isEmpty ? [] : table.lines) + doubt
        }
    }

    func record(_ settings: CampaignSettings) -> Record {
        let lists = entries.map { entry in
            let counts = CrossFinding.Kind.allCases.map { kind in
                (kind.rawValue, Datum.integer(entry.run?.count(kind) ?? 0))
            }
            return Record(
                [
                    ("office", .text(entry.office)), ("name", .text(entry.meaning)),
                    ("file", .text(entry.run?.file ?? "—")), ("count", .integer(entry.run?.rows ?? 0)),
                    ("members", .integer(entry.run?.members ?? 0)),
                    ("state", .text(entry.refusal.map { "不能读入：\($0)" } ?? CrossMatchReport.state(entry))),
                ] + counts)
        }
        let rows = entries.flatMap { entry in
            (entry.run?.findings ?? []).map { row in
                let found = row.finding
                return Record([
                    ("name", .text(entry.meaning)), ("kind", .text(found.kind.chinese)),
                    ("person", .text(found.name)), ("id", .text(found.citizenID)), ("village", .text(found.village)),
                    ("reason", .text(found.reason)), ("verdict", .text(row.verdict ?? "")),
                ])
            }
        }
        return Record([
            ("district.name", .text(settings.district)), ("office.name", .text(settings.taxBureau.name)),
            ("matched", .date(day)), ("lists", .list(lists)), ("rows", .list(rows)),
        ])
    }
}

extension CrossMatchReport {
    /// What was found last, whatever the plan says now.
    init(_ runs: [CrossRun]) {
        entries = runs.map { Entry(office: $0.office, meaning: $0.meaning, run: $0, refusal: nil) }
        day = runs.map(\.day).max() ?? CivilDate(daysSinceEpoch: 0)
    }
}
