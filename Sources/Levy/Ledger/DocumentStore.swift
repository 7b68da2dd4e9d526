import Diagnostics
import Storage

/// A document that was issued: number, content and file belong together.
package struct IssuedDocument: Hashable, Sendable {
    /// The seals on it and who agreed to them, for the log; it is entered with the document.
    package struct Sealing: Hashable, Sendable {
        let impressions: [SealImpression]
        let title: String
        /// Of a batch; nil for the document's own number.
        let firstNumber: String?
        let lastNumber: String?
        let approval: SealApproval

        package init(
            impressions: [SealImpression], title: String, firstNumber: String? = nil, lastNumber: String? = nil,
            approval: SealApproval
        ) {
            self.impressions = impressions
            self.title = title
            self.firstNumber = firstNumber
            self.lastNumber = lastNumber
            self.approval = approval
        }
    }

    package let kind: String
    /// What it is about, unique among its kind: a village's code, a day, a plan's step.
    package let key: String
    package let number: String?
    package let sha256: String
    package let path: String
    package let pages: Int
    package let issuedAt: Instant
    /// Nil for a document without seals, and for one that is read from the registry.
    package let sealing: Sealing?

    package init(
        kind: String, key: String, number: String?, sha256: String, path: String, pages: Int, issuedAt: Instant,
        sealing: Sealing? = nil
    ) {
        self.sealing = sealing
        self.kind = kind
        self.key = key
        self.number = number
        self.sha256 = sha256
        self.path = path
        self.pages = pages
        self.issuedAt = issuedAt
    }
}

extension IssuedDocument {
    /// What papers call a kind; one that a plan's own template made is called by its name.
    package static func chinese(kind: String) -> String { words[kind] ?? kind }

    private static let words = [
        "agency-agreement": "委托代收协议", "agent-pledge": "代办员承诺书", "assessment-order": "核定单",
        "declaration": "村居申报汇总表", "declaration-file": "村居申报明细", "deduction-file": "批扣文件",
        "copy-signing": "清册发放签收单", "survey-sheet": "摸底调查表", "honours": "红黑榜通报",
        "source-quality": "数据交换质量报告", "seal-register": "用印登记簿",
        "collection-days": "错峰征缴日程表", "collection-notice": "缴费安排告知",
        "list-match": "名单比对结果", "list-match-file": "名单比对结果表",
        "employer-demand": "限期缴纳通知书", "employer-notice": "依法参保告知书", "payment-proof": "缴费证明",
        "plan": "实施方案", "public-notice": "公示表", "receipts": "缴费凭证", "reconciliation": "对账单",
        "refund-notice": "退费通知书", "return": "回盘文件", "roster": "征收清册", "service-receipt": "送达回证",
        "stamped-roster": "盖章清册", "supervision-report": "督导通报", "village-notice": "参保缴费邀请",
    ]
}

/// The registry of issued documents. A number is given to (kind, key) once and is the same however often it is asked
/// for, so that a document rendered again after a crash has the same number and the same bytes.
package enum DocumentStore {
    package static func number(
        kind: String, key: String, series: String, in transaction: Transaction
    ) throws -> Int {
        if let row = try transaction.row(
            "SELECT number FROM levy_document_numbers WHERE kind = $1 AND key = $2", [Value(kind), Value(key)])
        {
            return row.int("number")
        }
        let number = try SeriesStore.next("document/" + series, in: transaction)
        try transaction.execute(
            "INSERT INTO levy_document_numbers (kind, key, series, number) VALUES ($1, $2, $3, $4)",
            [Value(kind), Value(key), Value(series), Value(number)])
        return number
    }

    /// Records the document and the use of its seals, once: the same document again changes nothing.
    /// - throws: `Rejection` when another content was issued under the same kind and key.
    package static func issue(_ document: IssuedDocument, in transaction: Transaction) throws {
        if let earlier = try find(kind: document.kind, key: document.key, in: transaction) {
            guard earlier.sha256 == document.sha256 else {
                throw Rejection(
                    "levy.document.issued",
                    ["kind": document.kind, "key": document.key, "path": earlier.path])
            }
            return
        }
        try transaction.execute(
            """
            INSERT INTO levy_documents (kind, key, number, sha256, path, pages, issued_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(document.kind), Value(document.key), Value(document.number), Value(document.sha256),
                Value(document.path), Value(document.pages), Value(document.issuedAt),
            ])
        guard let sealing = document.sealing else { return }
        let number = document.number ?? ""
        try SealLog.add(
            sealing.impressions,
            on: SealedPaper(
                kind: document.kind, key: document.key, title: sealing.title,
                numbers: (sealing.firstNumber ?? number, sealing.lastNumber ?? number), pages: document.pages,
                sha256: document.sha256, day: document.issuedAt.date), sealing.approval, in: transaction,
            at: document.issuedAt)
    }

    package static func find(kind: String, key: String, in transaction: Transaction) throws -> IssuedDocument? {
        try transaction.row(
            "SELECT * FROM levy_documents WHERE kind = $1 AND key = $2", [Value(kind), Value(key)]
        ).map(document)
    }

    /// All documents in the order of kind and key.
    package static func all(in transaction: Transaction) throws -> [IssuedDocument] {
        try transaction.rows("SELECT * FROM levy_documents ORDER BY kind, key").map(document)
    }

    private static func document(_ row: Row) -> IssuedDocument {
        IssuedDocument(
            kind: row.text("kind"), key: row.text("key"), number: row.optionalText("number"),
            sha256: row.text("sha256"),
            path: row.text("path"), pages: row.int("pages"), issuedAt: Instant(milliseconds: row.int64("issued_at")))
    }
}
