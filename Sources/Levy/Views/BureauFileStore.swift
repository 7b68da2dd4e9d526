import Storage

/// What a bureau did in the books: files to and from it, orders that it assessed, refunds that it reviewed.
package enum BureauFileStore {
    /// Words of a post's title, the words by which books name the office, its part in refunds, and its insurance.
    private static let offices: [(title: [String], names: [String], refunds: String, insurance: String?)] = [
        (["医保", "医疗保障"], ["医保", "医疗保障"], "insurance", "medical"),
        (["人社", "人力资源"], ["人社", "人力资源"], "insurance", "pension"), (["税务"], ["税务"], "tax", nil),
        (["财政"], ["财政"], "finance", nil), (["银行", "国库"], ["银行", "国库"], "", nil),
    ]

    /// - Parameter title: the post's, for example `区医疗保障局基金科`; one that names no known office has none of these.
    package static func sections(of title: String, in transaction: Transaction) throws -> [ViewFile.Section] {
        guard let office = offices.first(where: { $0.title.contains(where: title.contains) }) else { return [] }
        func named(_ column: String) -> String {
            "(" + office.names.map { "\(column) LIKE '%\($0)%'" }.joined(separator: " OR ") + ")"
        }
        return [
            try exchanges(named("party"), in: transaction), try orders(named("a.bureau"), in: transaction),
            try refunds(office.refunds, office.insurance, in: transaction),
            try deliveries(named("s.office"), in: transaction),
        ]
    }

    private static func exchanges(_ condition: String, in transaction: Transaction) throws -> ViewFile.Section {
        let kinds = ["return": "回盘", "answer": "处理结果", "posting": "记账清单"]
        let rows = try transaction.rows(
            "SELECT * FROM levy_exchanges WHERE \(condition) ORDER BY id"
        ).map { row in
            [
                row.text("batch"), row.text("direction") == "out" ? "发出" : "收到",
                kinds[row.text("kind")] ?? row.text("kind"), row.text("party"),
                Insurance(rawValue: row.text("insurance"))?.chinese ?? "", "\(row.int("row_count"))",
                Money(fen: row.int("fen")).grouped, Instant(milliseconds: row.int64("made_at")).text,
            ]
        }
        return ViewFile.Section(
            "exchanges", "数据往来",
            [
                .init("batch", "批次"), .init("direction", "方向"), .init("kind", "内容"), .init("party", "对方"),
                .init("insurance", "险种"), .init("rows", "笔数"), .init("sum", "金额（元）"), .init("at", "时间"),
            ], rows)
    }

    private static func orders(_ condition: String, in transaction: Transaction) throws -> ViewFile.Section {
        let rows = try transaction.rows(
            """
            SELECT o.number, a.* FROM levy_order_assessments a JOIN levy_orders o ON o.ordinal = a.ordinal
            WHERE \(condition) ORDER BY a.ordinal
            """
        ).map { row in
            [
                row.text("number"), Money(fen: row.int("own_fen")).grouped, row.text("assessed_by"),
                row.text("checked_by"), row.date("assessed_on").iso,
            ]
        }
        return ViewFile.Section(
            "orders", "核定",
            [
                .init("number", "核定单"), .init("sum", "核定金额（元）"), .init("by", "经办"), .init("checker", "复核"),
                .init("day", "日期"),
            ], rows)
    }

    private static func refunds(
        _ office: String, _ insurance: String?, in transaction: Transaction
    ) throws -> ViewFile.Section {
        let rows = try transaction.rows(
            """
            SELECT r.*, p.insurance FROM levy_refund_reviews r JOIN levy_refund_cases c ON c.id = r.case_id
            JOIN levy_payment_lines p ON p.serial = c.serial
            WHERE r.office = $1 AND ($2 IS NULL OR p.insurance = $2) ORDER BY r.at, r.case_id
            """, [Value(office), Value(insurance)]
        ).map { row in
            [
                "\(row.int("case_id"))", Insurance(rawValue: row.text("insurance"))?.chinese ?? "",
                row.text("verdict") == "agreed" ? "同意" : "不同意", row.text("reviewer"), row.date("day").iso,
                row.text("note"),
            ]
        }
        return ViewFile.Section(
            "refunds", "退费审核",
            [
                .init("case", "案号"), .init("insurance", "险种"), .init("verdict", "意见"), .init("by", "审核人"),
                .init("day", "日期"), .init("note", "说明"),
            ], rows)
    }

    private static func deliveries(_ condition: String, in transaction: Transaction) throws -> ViewFile.Section {
        let rows = try transaction.rows(
            """
            SELECT d.*, s.name FROM levy_source_deliveries d JOIN levy_data_sources s ON s.code = d.source
            WHERE s.revision = (SELECT MAX(revision) FROM levy_source_revisions) AND \(condition) ORDER BY d.id
            """
        ).map { row in
            [
                row.text("source"), row.text("name"), row.text("file"), "\(row.int("row_count"))",
                "\(row.int("rejected"))", row.date("delivered_on").iso,
            ]
        }
        return ViewFile.Section(
            "deliveries", "报送数据",
            [
                .init("source", "数据源"), .init("name", "名称"), .init("file", "文件"), .init("rows", "行数"),
                .init("rejected", "退回"), .init("day", "日期"),
            ], rows)
    }
}
