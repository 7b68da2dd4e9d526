import Storage

/// The tables of rules and of what they look at: which rules a campaign follows, who bears which part of what is owed,
/// what is known of persons, orders, reasons.
package enum RulesSchema {
    package static let migrations: [Migration] = [
        Migration("rules-1-facts", facts + Migration.appendOnly(factTables)),
        Migration("rules-2-orders", orders + Migration.appendOnly(orderTables)),
    ] + OrderSchema.migrations

    private static let factTables = [
        "levy_rule_sets", "levy_obligation_parts", "levy_person_marks", "levy_mark_retractions", "levy_paid_years",
        "levy_parents", "levy_papers", "levy_unpaid_reasons",
    ]

    private static let facts = """
        CREATE TABLE levy_rule_sets (
            id INTEGER PRIMARY KEY,
            sha256 TEXT NOT NULL,
            file TEXT NOT NULL,
            content TEXT NOT NULL,
            as_of TEXT NOT NULL,
            medical_period INTEGER NOT NULL,
            pension_period INTEGER NOT NULL,
            receipt_prefix TEXT NOT NULL,
            taken_at INTEGER NOT NULL
        );
        CREATE TABLE levy_obligation_parts (
            obligation_id INTEGER NOT NULL,
            bearer TEXT NOT NULL,
            fen INTEGER NOT NULL CHECK (fen > 0),
            class TEXT NOT NULL,
            rule TEXT NOT NULL,
            PRIMARY KEY (obligation_id, bearer)
        );
        CREATE TABLE levy_person_marks (
            id INTEGER PRIMARY KEY,
            citizen_id TEXT NOT NULL,
            village TEXT NOT NULL,
            kind TEXT NOT NULL,
            detail TEXT NOT NULL,
            valid_from TEXT,
            valid_until TEXT,
            source TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            entered_at INTEGER NOT NULL
        );
        CREATE INDEX levy_person_marks_by_person ON levy_person_marks (citizen_id);
        CREATE TABLE levy_mark_retractions (
            mark_id INTEGER PRIMARY KEY REFERENCES levy_person_marks (id),
            reason TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            entered_at INTEGER NOT NULL
        );
        CREATE TABLE levy_paid_years (
            citizen_id TEXT NOT NULL,
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            year INTEGER NOT NULL,
            source TEXT NOT NULL,
            PRIMARY KEY (citizen_id, insurance, year)
        );
        CREATE TABLE levy_parents (
            child_id TEXT NOT NULL,
            parent_id TEXT NOT NULL,
            source TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            entered_at INTEGER NOT NULL,
            PRIMARY KEY (child_id, parent_id),
            CHECK (child_id <> parent_id)
        );
        CREATE TABLE levy_papers (
            citizen_id TEXT NOT NULL,
            material TEXT NOT NULL,
            received_on TEXT NOT NULL,
            received_by TEXT NOT NULL,
            PRIMARY KEY (citizen_id, material)
        );
        CREATE TABLE levy_unpaid_reasons (
            id INTEGER PRIMARY KEY,
            citizen_id TEXT NOT NULL,
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            reason TEXT NOT NULL,
            note TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            entered_on TEXT NOT NULL
        );
        CREATE INDEX levy_unpaid_reasons_by_person ON levy_unpaid_reasons (citizen_id, insurance);

        """

    private static let orderTables = [
        "levy_orders", "levy_order_lines", "levy_order_assessments", "levy_order_cancellations", "levy_order_payments",
    ]

    /// 核定单: registered, assessed by two hands of the bureau, paid or cancelled. A row each, so that its state is
    /// what rows there are.
    private static let orders = """
        CREATE TABLE levy_orders (
            ordinal INTEGER PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            citizen_id TEXT NOT NULL,
            name TEXT NOT NULL,
            village TEXT NOT NULL,
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            type TEXT NOT NULL,
            note TEXT NOT NULL,
            registered_by TEXT NOT NULL,
            registered_on TEXT NOT NULL
        );
        CREATE INDEX levy_orders_by_person ON levy_orders (citizen_id, insurance);
        CREATE TABLE levy_order_lines (
            ordinal INTEGER NOT NULL REFERENCES levy_orders (ordinal),
            period INTEGER NOT NULL,
            total_fen INTEGER NOT NULL CHECK (total_fen >= 0),
            own_fen INTEGER NOT NULL CHECK (own_fen >= 0 AND own_fen <= total_fen),
            subsidy_fen INTEGER NOT NULL CHECK (subsidy_fen >= 0),
            PRIMARY KEY (ordinal, period)
        );
        CREATE TABLE levy_order_assessments (
            ordinal INTEGER PRIMARY KEY REFERENCES levy_orders (ordinal),
            bureau TEXT NOT NULL,
            own_fen INTEGER NOT NULL CHECK (own_fen > 0),
            pay_by TEXT NOT NULL,
            assessed_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            assessed_on TEXT NOT NULL,
            CHECK (assessed_by <> checked_by)
        );
        CREATE TABLE levy_order_cancellations (
            ordinal INTEGER PRIMARY KEY REFERENCES levy_orders (ordinal),
            reason TEXT NOT NULL,
            cancelled_by TEXT NOT NULL,
            cancelled_on TEXT NOT NULL
        );
        CREATE TABLE levy_order_payments (
            ordinal INTEGER PRIMARY KEY REFERENCES levy_orders (ordinal),
            serial TEXT NOT NULL UNIQUE REFERENCES levy_payment_lines (serial),
            settled_on TEXT NOT NULL
        );

        """
}
