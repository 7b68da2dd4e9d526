import Storage

/// What an officer did in the books: every table that says who did something, and in which words.
package enum OfficerDeedStore {
    /// A column that names a person.
    struct Source {
        let table: String
        let who: String
        /// Milliseconds, or a day as text.
        let when: String
        /// An SQL expression; so is the subject.
        let what: String
        let subject: String

        init(_ table: String, _ who: String, _ when: String, _ what: String, _ subject: String) {
            self.table = table
            self.who = who
            self.when = when
            self.what = what.contains("||") ? what : "'\(what)'"
            self.subject = subject
        }
    }

    static let sources = decisions + rosters + visits + collectionDays + persons + money + declaring + stock + employers
        + publications

    private static let decisions = [
        Source("levy_decisions", "decided_by", "decided_at", "'决定：' || verdict", "subject"),
        Source("levy_decisions", "checked_by", "decided_at", "'复核：' || verdict", "subject"),
        Source("levy_target_revisions", "set_by", "set_at", "下达任务数", "note"),
        Source("levy_past_rates", "entered_by", "at", "登记上年中断缴费率", "code || ' ' || file"),
        Source("levy_evaluations", "reported_by", "reported_at", "年终自评", "region"),
        Source("levy_evaluation_reviews", "reviewed_by", "reviewed_at", "核定自评", "'自评 ' || evaluation_id"),
        Source("levy_publicity", "recorded_by", "recorded_at", "登记宣传", "village || ' ' || place"),
        Source("levy_publicity_withdrawals", "withdrawn_by", "withdrawn_at", "撤销宣传登记", "'宣传 ' || record_id"),
    ]

    private static let collectionDays = [
        Source("levy_seal_uses", "asked_by", "at", "申请用印", "title"),
        Source("levy_seal_uses", "approved_by", "at", "批准用印", "title"),
        Source("levy_place_files", "made_by", "at", "登记缴费场所表", "file"),
        Source("levy_collection_sessions", "made_by", "at", "安排征缴日", "village || ' ' || day"),
        Source(
            "levy_collection_drops", "made_by", "at", "撤销征缴日",
            "(SELECT village || ' ' || day FROM levy_collection_sessions s WHERE s.id = t.session_id)"),
        Source("levy_appointments", "made_by", "at", "登记预约", "'预约 ' || id || ' ' || day"),
        Source("levy_appointment_ends", "made_by", "at", "办结预约", "'预约 ' || appointment_id || ' ' || fate"),
    ]

    private static let rosters = [
        Source("intake_corrections", "decided_by", "decided_at", "更正清册", "name || ' ' || citizen_id"),
        Source("intake_corrections", "checked_by", "decided_at", "复核清册更正", "name || ' ' || citizen_id"),
        Source("intake_withdrawals", "decided_by", "decided_at", "撤回清册", "'导入 ' || import_id || '：' || reason"),
        Source("intake_withdrawals", "checked_by", "decided_at", "复核清册撤回", "'导入 ' || import_id || '：' || reason"),
        Source("intake_region_versions", "decided_by", "decided_at", "调整区划", "reason"),
        Source("intake_region_versions", "checked_by", "decided_at", "复核区划调整", "reason"),
        Source("intake_list_dues", "set_by", "set_at", "规定名单期限", "class || ' ' || due"),
        Source("intake_submissions", "submitted_by", "submitted_at", "报送名单", "class || ' ' || village"),
        Source(
            "intake_submission_reviews", "reviewed_by", "reviewed_at",
            "CASE passed WHEN 1 THEN '审核名单：通过' ELSE '审核名单：退回' END || ''", "'名单 ' || submission_id"),
        Source("intake_match_runs", "run_by", "at", "比对名单", "office || ' ' || meaning || ' ' || file"),
        Source("intake_event_ends", "done_by", "done_at", "办结人员变动", "'变动 ' || event_id || '：' || note"),
    ]

    private static let visits = [
        Source("levy_roster_copies", "sent_by", "at", "发放清册", "recipient"),
        Source("levy_copy_signatures", "entered_by", "at", "登记清册签收", "signer"),
        Source("levy_copy_recalls", "done_by", "at", "收回、销毁清册", "'清册 ' || copy_id"),
        Source("levy_copy_recalls", "witness", "at", "监督销毁清册", "'清册 ' || copy_id"),
        Source("levy_grid_files", "made_by", "at", "登记网格", "file"),
        Source("levy_survey_sheets", "made_by", "at", "编制摸底调查表", "number"),
        Source("levy_survey_voids", "done_by", "at", "作废摸底调查表", "sheet || ' ' || reason"),
        Source("levy_visit_files", "made_by", "at", "录入走访结果", "file"),
        Source("levy_visits", "entered_by", "at", "登记走访", "citizen_id"),
        Source("levy_visit_ends", "done_by", "at", "办结走访事项", "'走访 ' || visit_id || '：' || note"),
        Source("levy_source_revisions", "set_by", "at", "登记数据来源", "file"),
        Source("levy_source_deliveries", "entered_by", "at", "登记送达的数据", "source || ' ' || file"),
        Source("levy_handovers", "made_by", "at", "编制数据移交核对单", "number"),
        Source("levy_handovers", "checked_by", "at", "复核数据移交核对单", "number"),
        Source("levy_archives", "made_by", "at", "归档", "fonds || ' ' || year"),
        Source("levy_archives", "checked_by", "at", "复核归档", "fonds || ' ' || year"),
    ]

    private static let persons = [
        Source("levy_person_marks", "entered_by", "entered_at", "登记人员情况", "citizen_id"),
        Source("levy_mark_retractions", "entered_by", "entered_at", "撤回人员情况", "'登记 ' || mark_id || '：' || reason"),
        Source("levy_parents", "entered_by", "entered_at", "登记父母", "child_id"),
        Source("levy_papers", "received_by", "received_on", "收取材料", "citizen_id"),
        Source("levy_unpaid_reasons", "entered_by", "entered_on", "登记未缴原因", "citizen_id"),
        Source("levy_orders", "registered_by", "registered_on", "登记特殊缴费", "number"),
        Source("levy_order_assessments", "assessed_by", "assessed_on", "核定缴费额", order),
        Source("levy_order_assessments", "checked_by", "assessed_on", "复核缴费额", order),
        Source("levy_order_cancellations", "cancelled_by", "cancelled_on", "撤销核定单", order),
    ]
    private static let order = "(SELECT number FROM levy_orders o WHERE o.ordinal = t.ordinal)"

    private static let money = [
        Source("levy_refund_cases", "opened_by", "at", "立退费案", "id || ' ' || name"),
        Source("levy_refund_applications", "made_by", "at", "申请退费", "'退费案 ' || case_id"),
        Source(
            "levy_refund_reviews", "reviewer", "at",
            "'审核退费（' || CASE office WHEN 'tax' THEN '税务' WHEN 'finance' THEN '财政' ELSE '人社、医保' END || '）'",
            "'退费案 ' || case_id"),
        Source("levy_refund_payments", "paid_by", "at", "付退费款", "'退费案 ' || case_id || ' ' || voucher"),
        Source("levy_refund_send_backs", "made_by", "at", "退回补正", "'退费案 ' || case_id"),
        Source("levy_budgets", "made_by", "at", "登记预算", "bearer || ' ' || document"),
        Source("levy_budgets", "checked_by", "at", "复核预算", "bearer || ' ' || document"),
        Source("levy_money_hands", "made_by", "at", "what || ''", "subject"),
        Source("levy_receipt_prints", "made_by", "at", "印制代收收据", "prefix || number"),
        Source("levy_collections", "made_by", "at", "登记代收", "village || ' ' || prefix || number"),
        Source("levy_remittances", "made_by", "at", "登记缴存、申报、入库", "village || ' ' || slip"),
        Source("levy_refusals", "made_by", "reported_at", "登记拒缴", "citizen_id"),
        Source("levy_cash_counts", "counted_by", "at", "盘点现金", "village || ' ' || day"),
        Source("levy_cash_counts", "witnessed_by", "at", "监盘现金", "village || ' ' || day"),
        Source("levy_accounts", "opened_by", "at", "登记专户", "town"),
        Source("levy_accounts", "checked_by", "at", "复核专户", "town"),
        Source("levy_account_files", "made_by", "at", "读入对账单", "town || ' ' || file"),
        Source("levy_state_applications", "made_by", "at", "申请财政代缴", "'申请 ' || id || ' ' || class"),
        Source("levy_state_applications", "checked_by", "at", "复核财政代缴申请", "'申请 ' || id || ' ' || class"),
        Source("levy_state_receipts", "made_by", "at", "登记财政到账", "'申请 ' || application_id || ' ' || voucher"),
    ]

    private static let declaring = [
        Source("levy_collecting_units", "made_by", "at", "登记代收单位", "town || ' ' || name"),
        Source("levy_collecting_units", "checked_by", "at", "复核代收单位", "town || ' ' || name"),
        Source("levy_virtual_households", "made_by", "at", "登记虚拟户", "number"),
        Source("levy_virtual_households", "checked_by", "at", "复核虚拟户", "number"),
        Source("levy_declarations", "made_by", "at", "编制申报", "batch"),
        Source("levy_declaration_states", "made_by", "at", "登记申报状态", declaration),
        Source("levy_declaration_states", "checked_by", "at", "复核申报状态", declaration),
        Source("levy_deduction_agreements", "made_by", "at", "登记扣款协议", "number"),
        Source("levy_deduction_agreements", "checked_by", "at", "复核扣款协议", "number"),
        Source("levy_deduction_states", "made_by", "at", "变更扣款协议状态", "agreement"),
        Source("levy_deduction_batches", "made_by", "at", "编制批扣、验证文件", "batch"),
    ]
    private static let declaration = "(SELECT batch FROM levy_declarations d WHERE d.id = t.declaration_id)"

    private static let stock = [
        Source("levy_stock_deliveries", "made_by", "at", "票据入库", range),
        Source("levy_stock_issues", "made_by", "at", "发放票据", "village || ' ' || \(range)"),
        Source("levy_stock_numbers", "made_by", "at", "登记票据去向", "prefix || number"),
        Source("levy_stock_voids", "made_by", "at", "作废票据", "prefix || number || ' ' || cause"),
        Source("levy_stock_voids", "checked_by", "at", "复核票据作废", "prefix || number || ' ' || cause"),
    ]
    private static let range = "prefix || first_number || '—' || last_number"

    private static let employers = [
        Source("levy_employer_snapshots", "made_by", "at", "导入单位登记表", "file"),
        Source(
            "levy_employer_repeats", "made_by", "at", "重新采用单位登记表",
            "(SELECT file FROM levy_employer_snapshots s WHERE s.id = t.snapshot_id)"),
        Source("levy_employer_matches", "made_by", "at", "比对单位参保", "day"),
        Source("levy_employer_letters", "made_by", "at", "发出文书", "number"),
        Source("levy_employer_services", "made_by", "at", "登记送达", letter),
        Source("levy_employer_outcomes", "made_by", "at", "登记文书结果", letter),
        Source("levy_employer_orders", "made_by", "at", "登记领导批示", "number"),
        Source("levy_employer_orders", "leader", "at", "批示", "number"),
        Source("levy_employer_contacts", "made_by", "at", "联系单位", "name"),
        Source("levy_employer_opt_outs", "made_by", "at", "登记不再接收短信", "phone"),
        Source("levy_employer_inspections", "made_by", "at", "列入稽核检查", "name"),
        Source("levy_employer_inspected", "made_by", "at", "登记检查结果", "'检查 ' || inspection_id"),
        Source("levy_credit_cases", "opened_by", "at", "立信用案件", "name"),
        Source("levy_credit_events", "person", "at", "办理信用案件", "'案件 ' || case_id || ' ' || document"),
    ]
    private static let letter = "(SELECT number FROM levy_employer_letters l WHERE l.id = t.letter_id)"

    private static let publications = [
        Source("levy_doubt_answers", "answered_by", "at", "答复公示提醒", "'公示 ' || publication_id || '：' || answer"),
        Source("levy_publications", "made_by", "requested_at", "申请公示", "place"),
        Source("levy_publication_consents", "consented_by", "consented_at", "同意公示", place),
        Source("levy_publication_takedowns", "taken_by", "taken_on", "撤下公示", place),
        Source("levy_objections", "entered_by", "entered_at", "登记异议", "subject"),
        Source("levy_objection_replies", "replied_by", "replied_on", "答复异议", "'异议 ' || objection_id || '：' || reply"),
    ]
    private static let place = "(SELECT place FROM levy_publications p WHERE p.id = t.publication_id)"

    /// The columns that look like a person's and are none, or that repeat another's.
    static let others: Set<String> = [
        "levy_order_assessments.pay_by", "levy_objections.reply_by", "levy_publication_consents.made_by",
        "levy_evaluation_reviews.reported_by", "levy_employer_services.witness",
    ]

    /// What a person did, oldest first: time, what, about what.
    package static func read(_ person: String, in transaction: Transaction) throws -> [[String]] {
        let all = sources.map { source in
            """
            SELECT \(source.when) AS at, typeof(\(source.when)) = 'text' AS is_day, \(source.what) AS what,
                COALESCE(\(source.subject), '') AS subject FROM \(source.table) t WHERE t.\(source.who) = $1
            """
        }
        var found: [(at: Instant, row: [String])] = []
        // SQLite takes a limited number of selects in one.
        for start in stride(from: 0, to: all.count, by: 20) {
            let query = all[start..<min(start + 20, all.count)].joined(separator: " UNION ALL ")
            for row in try transaction.rows(query, [Value(person)]) {
                if row.int("is_day") == 1 {
                    let day = row.date("at")
                    found.append((Instant(day), [day.iso, row.text("what"), row.text("subject")]))
                } else {
                    let at = Instant(milliseconds: row.int64("at"))
                    found.append((at, [at.text, row.text("what"), row.text("subject")]))
                }
            }
        }
        return found.sorted { ($0.at.milliseconds, $0.row[1], $0.row[2]) < ($1.at.milliseconds, $1.row[1], $1.row[2]) }
            .map(\.row)
    }
}
