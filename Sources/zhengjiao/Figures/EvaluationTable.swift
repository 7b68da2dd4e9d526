import Diagnostics
import Levy
import Storage

/// 自评表 and 核定表 as tables: what is handed out to be filled in, and what comes back.
enum EvaluationTable {
    /// What a table says of each indicator.
    enum Kind {
        case report, review

        var points: String { self == .report ? "自评得分" : "核定得分" }
        var words: String { self == .report ? "佐证材料" : "核定说明" }
    }

    /// To be filled in: with what the books give, and for a review with what was claimed.
    static func form(_ sheet: ScoreSheet, _ scheme: AssessmentScheme, _ report: Evaluation?) -> [UInt8] {
        var text = CSVText()
        let claimed = report == nil ? [] : [Kind.report.points, Kind.report.words]
        let kind: Kind = report == nil ? .report : .review
        text.append(["指标", "满分", "完成值", "台账得分"] + claimed + [kind.points, kind.words])
        for line in sheet.lines where scheme.scored.contains(line.indicator) {
            let indicator = line.indicator
            let item = report?.items[indicator.id]
            text.append(
                [
                    indicator.name, (indicator.most ?? indicator.rule.most)?.text ?? "", line.value?.text ?? "",
                    line.points.text,
                ] + (report == nil ? [] : [item?.points.text ?? "", item?.words ?? ""]) + ["", ""])
        }
        return text.utf8WithMark
    }

    /// - Parameter path: a CSV file or a workbook with 指标 (by name or id) and the two columns of its kind.
    /// - Throws: `Rejection` with every mistake, each with its line.
    static func read(_ path: String, _ kind: Kind, _ scheme: AssessmentScheme) throws -> [String: Evaluation.Item] {
        let rows = try TableRows(path: path)
        let head = try rows.next()?.texts ?? []
        var mistakes = DiagnosticList()
        func place(_ name: String) -> Int {
            if let at = head.firstIndex(of: name) { return at }
            mistakes.error("assess.inputs-column", ["column": name, "file": path], at: SourceSpan(file: path, line: 1))
            return 0
        }
        let (name, points, words) = (place("指标"), place(kind.points), place(kind.words))
        try mistakes.throwIfErrors()
        var items: [String: Evaluation.Item] = [:]
        while let row = try rows.next() {
            let span = SourceSpan(file: path, line: row.place.number)
            let texts = row.texts
            func cell(_ at: Int) -> String { texts.indices.contains(at) ? texts[at] : "" }
            guard let indicator = scheme.scored.first(where: { $0.name == cell(name) || $0.id == cell(name) }) else {
                mistakes.error("assess.claim-unknown", ["indicator": cell(name)], at: span)
                continue
            }
            guard let value = Points(cell(points)) else {
                mistakes.error("assess.number", ["text": cell(points)], at: span)
                continue
            }
            guard items[indicator.id] == nil else {
                mistakes.error("assess.twice", ["id": indicator.name], at: span)
                continue
            }
            items[indicator.id] = Evaluation.Item(points: value, words: cell(words))
        }
        try mistakes.throwIfErrors()
        return items
    }
}
