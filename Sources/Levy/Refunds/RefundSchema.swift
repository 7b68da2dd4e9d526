import Storage

/// Money that goes back, and the state's money.
enum RefundSchema {
    static let migrations: [Migration] = [
        Migration("ledger-5-refunds", refunds + Migration.appendOnly(refundTables)),
        Migration("ledger-6-state-money", stateMoney + Migration.appendOnly(stateTables)),
        Migration("ledger-8-state-bearers", stateBearers + Migration.appendOnly(["levy_state_receipt_bearers"])),
    ]

    /// Of the offices that the rules ask.
    static let officesMigrations: [Migration] = [
        Migration("ledger-12-refund-offices", offices + Migration.appendOnly(["levy_refund_offices"]))
    ]

    /// Of cases that follow a refused one.
    static let againMigrations: [Migration] = [
        Migration("ledger-14-refund-again", again + Migration.appendOnly(["levy_refund_cases"]))
    ]

    private static let refundTables = [
        "levy_refund_cases", "levy_refund_applications", "levy_refund_reviews", "levy_refund_payments",
    ]
    private static let stateTables = ["levy_state_applications", "levy_state_rows", "levy_state_receipts"]

    /// One case a payment. Three offices agree, each by another person, none of them the one who applied; what is paid
    /// is what was paid in, once, and not by one who agreed.
    private static let refunds = """
        CREATE TABLE levy_refund_cases (
            id INTEGER PRIMARY KEY,
            serial TEXT NOT NULL UNIQUE REFERENCES levy_payment_lines (serial),
            ground TEXT NOT NULL,
            citizen_id TEXT NOT NULL,
            name TEXT NOT NULL,
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            village TEXT NOT NULL,
            fen INTEGER NOT NULL CHECK (fen > 0),
            opened_by TEXT NOT NULL,
            opened_on TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_refund_applications (
            id INTEGER PRIMARY KEY,
            case_id INTEGER NOT NULL REFERENCES levy_refund_cases (id),
            holder TEXT NOT NULL,
            account TEXT NOT NULL,
            evidence TEXT NOT NULL,
            made_by TEXT NOT NULL,
            day TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX levy_refund_applications_by_case ON levy_refund_applications (case_id);
        CREATE TRIGGER levy_refund_applications_early BEFORE INSERT ON levy_refund_applications
        WHEN EXISTS (SELECT 1 FROM levy_refund_reviews r WHERE r.case_id = NEW.case_id)
        BEGIN SELECT RAISE(ABORT, 'what is under review is not changed'); END;
        CREATE TABLE levy_refund_reviews (
            case_id INTEGER NOT NULL REFERENCES levy_refund_cases (id),
            office TEXT NOT NULL CHECK (office IN ('tax', 'insurance', 'finance')),
            verdict TEXT NOT NULL CHECK (verdict IN ('agreed', 'refused')),
            reviewer TEXT NOT NULL,
            note TEXT NOT NULL,
            day TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (case_id, office),
            UNIQUE (case_id, reviewer)
        );
        CREATE TRIGGER levy_refund_reviews_by_others BEFORE INSERT ON levy_refund_reviews
        WHEN NOT EXISTS (SELECT 1 FROM levy_refund_applications a WHERE a.case_id = NEW.case_id)
            OR EXISTS (SELECT 1 FROM levy_refund_applications a
                WHERE a.case_id = NEW.case_id AND a.made_by = NEW.reviewer)
        BEGIN SELECT RAISE(ABORT, 'whoever applied does not review'); END;
        CREATE TABLE levy_refund_payments (
            case_id INTEGER PRIMARY KEY REFERENCES levy_refund_cases (id),
            fen INTEGER NOT NULL,
            voucher TEXT NOT NULL UNIQUE,
            paid_by TEXT NOT NULL,
            day TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TRIGGER levy_refund_payments_exact BEFORE INSERT ON levy_refund_payments
        WHEN NEW.fen <> (SELECT c.fen FROM levy_refund_cases c WHERE c.id = NEW.case_id)
            OR 3 <> (SELECT COUNT(*) FROM levy_refund_reviews r
                WHERE r.case_id = NEW.case_id AND r.verdict = 'agreed' AND r.reviewer <> NEW.paid_by)
        BEGIN SELECT RAISE(ABORT, 'what three agreed to is paid, whole and by another'); END;
        CREATE VIEW levy_refunded_lines AS
            SELECT c.serial, c.id AS case_id, MAX(r.day) AS day, MAX(r.at) AS at FROM levy_refund_cases c
            JOIN levy_refund_reviews r ON r.case_id = c.id AND r.verdict = 'agreed'
            GROUP BY c.serial, c.id HAVING COUNT(*) = 3;

        """

    /// Who is asked, and that all of them agree.
    private static let askedRules = """
        CREATE VIEW levy_refund_asked AS
            SELECT case_id, office FROM levy_refund_offices
            UNION ALL SELECT c.id, o.office FROM levy_refund_cases c
            JOIN (SELECT 'tax' AS office UNION ALL SELECT 'insurance' UNION ALL SELECT 'finance') o
            WHERE NOT EXISTS (SELECT 1 FROM levy_refund_offices x WHERE x.case_id = c.id);
        CREATE TRIGGER levy_refund_reviews_asked BEFORE INSERT ON levy_refund_reviews
        WHEN NOT EXISTS (SELECT 1 FROM levy_refund_asked a WHERE a.case_id = NEW.case_id AND a.office = NEW.office)
        BEGIN SELECT RAISE(ABORT, 'only those who are asked review'); END;
        CREATE TRIGGER levy_refund_payments_exact BEFORE INSERT ON levy_refund_payments
        WHEN NEW.fen <> (SELECT c.fen FROM levy_refund_cases c WHERE c.id = NEW.case_id)
            OR (SELECT COUNT(*) FROM levy_refund_asked a WHERE a.case_id = NEW.case_id)
                <> (SELECT COUNT(*) FROM levy_refund_reviews r
                    WHERE r.case_id = NEW.case_id AND r.verdict = 'agreed' AND r.reviewer <> NEW.paid_by)
        BEGIN SELECT RAISE(ABORT, 'what all who are asked agreed to is paid, whole and by another'); END;
        CREATE VIEW levy_refunded_lines AS
            SELECT c.serial, c.id AS case_id, MAX(r.day) AS day, MAX(r.at) AS at FROM levy_refund_cases c
            JOIN levy_refund_reviews r ON r.case_id = c.id AND r.verdict = 'agreed'
            GROUP BY c.serial, c.id
            HAVING COUNT(*) = (SELECT COUNT(*) FROM levy_refund_asked a WHERE a.case_id = c.id);
        """

    /// A payment whose refund was refused may be applied for again, as a case that follows the refused one. The table
    /// is built anew because SQLite cannot take a UNIQUE away; what refers to it goes before and comes after.
    private static let again = """
        DROP VIEW levy_refunded_lines;
        DROP TRIGGER levy_refund_payments_exact;
        DROP TRIGGER levy_refund_reviews_asked;
        DROP VIEW levy_refund_asked;
        CREATE TABLE levy_new_refund_cases (
            id INTEGER PRIMARY KEY,
            serial TEXT NOT NULL REFERENCES levy_payment_lines (serial),
            ground TEXT NOT NULL,
            citizen_id TEXT NOT NULL,
            name TEXT NOT NULL,
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            village TEXT NOT NULL,
            fen INTEGER NOT NULL CHECK (fen > 0),
            opened_by TEXT NOT NULL,
            opened_on TEXT NOT NULL,
            at INTEGER NOT NULL,
            follows INTEGER UNIQUE REFERENCES levy_refund_cases (id)
        );
        INSERT INTO levy_new_refund_cases SELECT *, NULL FROM levy_refund_cases;
        DROP TABLE levy_refund_cases;
        ALTER TABLE levy_new_refund_cases RENAME TO levy_refund_cases;
        CREATE INDEX levy_refund_cases_by_serial ON levy_refund_cases (serial);
        CREATE UNIQUE INDEX levy_refund_cases_first ON levy_refund_cases (serial) WHERE follows IS NULL;
        CREATE TRIGGER levy_refund_cases_again BEFORE INSERT ON levy_refund_cases
        WHEN NEW.follows IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM levy_refund_cases c JOIN levy_refund_reviews r ON r.case_id = c.id AND r.verdict = 'refused'
            WHERE c.id = NEW.follows AND c.serial = NEW.serial)
        BEGIN SELECT RAISE(ABORT, 'only a refused case is followed by another'); END;
        \(askedRules)

        """

    /// Who has to agree to a case; of cases from before there was this table all three. What was three before is now as
    /// many as are asked.
    private static let offices = """
        CREATE TABLE levy_refund_offices (
            case_id INTEGER NOT NULL REFERENCES levy_refund_cases (id),
            office TEXT NOT NULL CHECK (office IN ('tax', 'insurance', 'finance')),
            PRIMARY KEY (case_id, office)
        );
        CREATE TRIGGER levy_refund_offices_early BEFORE INSERT ON levy_refund_offices
        WHEN EXISTS (SELECT 1 FROM levy_refund_applications a WHERE a.case_id = NEW.case_id)
        BEGIN SELECT RAISE(ABORT, 'who has to agree is fixed when a case is opened'); END;
        DROP TRIGGER levy_refund_payments_exact;
        DROP VIEW levy_refunded_lines;
        \(askedRules)

        """

    /// An obligation's part is asked for once.
    private static let stateMoney = """
        CREATE TABLE levy_state_applications (
            id INTEGER PRIMARY KEY,
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            class TEXT NOT NULL,
            persons INTEGER NOT NULL,
            fen INTEGER NOT NULL CHECK (fen > 0),
            day TEXT NOT NULL,
            made_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            CHECK (made_by <> checked_by)
        );
        CREATE TABLE levy_state_rows (
            obligation_id INTEGER PRIMARY KEY REFERENCES levy_obligations (id),
            application_id INTEGER NOT NULL REFERENCES levy_state_applications (id),
            fen INTEGER NOT NULL CHECK (fen > 0)
        );
        CREATE INDEX levy_state_rows_by_application ON levy_state_rows (application_id);
        CREATE TABLE levy_state_receipts (
            id INTEGER PRIMARY KEY,
            application_id INTEGER NOT NULL REFERENCES levy_state_applications (id),
            fen INTEGER NOT NULL CHECK (fen > 0),
            voucher TEXT NOT NULL UNIQUE,
            day TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );

        """

    /// Which budget or fund money came from; a receipt without a row came from one that nobody named.
    private static let stateBearers = """
        CREATE TABLE levy_state_receipt_bearers (
            receipt_id INTEGER PRIMARY KEY REFERENCES levy_state_receipts (id),
            bearer TEXT NOT NULL
        );

        """
}
