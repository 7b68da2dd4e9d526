import Storage

extension ViewStore {
    /// What clerks and agents entered about a person beside the rosters.
    static func facts(of id: String, in transaction: Transaction) throws -> [ViewFile.Section] {
        [
            ViewFile.Section(
                "marks", "登记的情况",
                [
                    .init("kind", "情况"), .init("detail", "说明"), .init("from", "起"), .init("until", "止"),
                    .init("source", "来源"), .init("by", "登记"), .init("retracted", "撤回"),
                ], try marks(of: id, in: transaction)),
            ViewFile.Section(
                "relatives", "亲属", [.init("relation", "关系"), .init("id", "证件号码"), .init("source", "来源")],
                try relatives(of: id, in: transaction)),
            ViewFile.Section(
                "papers", "收到的材料", [.init("material", "材料"), .init("day", "日期"), .init("by", "收件人")],
                try papers(of: id, in: transaction)),
            ViewFile.Section(
                "reasons", "未缴原因",
                [
                    .init("insurance", "险种"), .init("reason", "原因"), .init("note", "说明"), .init("day", "日期"),
                    .init("by", "登记"),
                ],
                try UnpaidReasonStore.reasons(of: id, in: transaction).map {
                    [$0.insurance.chinese, $0.reason.chinese, $0.note, $0.on.iso, $0.by]
                }),
            ViewFile.Section(
                "corrections", "清册更正",
                [
                    .init("kind", "更正"), .init("insurance", "险种"), .init("reason", "理由"), .init("evidence", "依据"),
                    .init("by", "经办、复核"), .init("day", "日期"),
                ], try corrections(of: id, in: transaction)),
            ViewFile.Section(
                "years", "往年缴费", [.init("insurance", "险种"), .init("years", "年度"), .init("source", "来源")],
                try years(of: id, in: transaction)),
        ]
    }

    private static func marks(of id: String, in transaction: Transaction) throws -> [[String]] {
        try transaction.rows(
            """
            SELECT m.*, r.reason AS why, r.entered_by AS taken_by FROM levy_person_marks m
            LEFT JOIN levy_mark_retractions r ON r.mark_id = m.id WHERE m.citizen_id = $1 ORDER BY m.id
            """, [Value(id)]
        ).map { row in
            let mark = FactStore.mark(row)
            return [
                mark.kind.chinese, mark.detail, mark.from?.iso ?? "", mark.until?.iso ?? "", mark.source,
                row.text("entered_by"),
                row.optionalText("why").map { "\($0)（\(row.text("taken_by"))）" } ?? "",
            ]
        }
    }

    private static func relatives(of id: String, in transaction: Transaction) throws -> [[String]] {
        try transaction.rows(
            """
            SELECT '父母' AS relation, parent_id AS other, source FROM levy_parents WHERE child_id = $1
            UNION ALL SELECT '子女', child_id, source FROM levy_parents WHERE parent_id = $1 ORDER BY 1, 2
            """, [Value(id)]
        ).map { [$0.text("relation"), $0.text("other"), $0.text("source")] }
    }

    private static func papers(of id: String, in transaction: Transaction) throws -> [[String]] {
        let papers = try FactStore.papers(of: id, in: transaction)
        // The rules name the materials; they are read for those few who brought one.
        guard !papers.isEmpty else { return [] }
        let rules = try RuleSetStore.current(in: transaction).rules
        return papers.map { [rules.material($0.material)?.name ?? $0.material, $0.on.iso, $0.by] }
    }

    private static let correctionWords = ["add": "增加", "remove": "删除", "correct": "更正"]

    private static func corrections(of id: String, in transaction: Transaction) throws -> [[String]] {
        try transaction.rows("SELECT * FROM intake_corrections WHERE citizen_id = $1 ORDER BY id", [Value(id)]).map {
            [
                correctionWords[$0.text("kind")] ?? $0.text("kind"),
                Insurance(rawValue: $0.text("insurance"))?.chinese ?? "", $0.text("reason"), $0.text("evidence"),
                "\($0.text("decided_by"))、\($0.text("checked_by"))",
                Instant(milliseconds: $0.int64("decided_at")).date.iso,
            ]
        }
    }

    /// A line an insurance and source, with its years in one cell.
    private static func years(of id: String, in transaction: Transaction) throws -> [[String]] {
        var lines: [[String]] = []
        for row in try transaction.rows(
            "SELECT * FROM levy_paid_years WHERE citizen_id = $1 ORDER BY insurance, source, year", [Value(id)])
        {
            let (scheme, source) = (PaymentStore.insurance(row).chinese, row.text("source"))
            if let last = lines.last, last[0] == scheme, last[2] == source {
                lines[lines.count - 1][1] += "、\(row.int("year"))"
            } else {
                lines.append([scheme, "\(row.int("year"))", source])
            }
        }
        return lines
    }
}
