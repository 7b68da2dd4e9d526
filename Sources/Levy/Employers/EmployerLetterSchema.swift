import Storage

/// Letters to employers, their service, and orders to clear arrears of earlier years.
enum EmployerLetterSchema {
    static let migrations: [Migration] = [
        Migration("employers-3-letters", letters + guards + Migration.appendOnly(tables))
    ]

    private static let tables = [
        "levy_employer_orders", "levy_employer_letters", "levy_employer_letter_lines", "levy_employer_services",
        "levy_employer_outcomes",
    ]

    private static let letters = """
        CREATE TABLE levy_employer_orders (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL UNIQUE CHECK (number <> ''),
            leader TEXT NOT NULL CHECK (leader <> ''),
            reason TEXT NOT NULL CHECK (reason <> ''),
            day TEXT NOT NULL,
            until TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            CHECK (leader <> made_by),
            CHECK (until >= day)
        );
        CREATE TABLE levy_employer_letters (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (kind IN ('notice', 'demand')),
            unit TEXT NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            address TEXT NOT NULL,
            day TEXT NOT NULL,
            term_days INTEGER NOT NULL CHECK (term_days > 0),
            is_micro INTEGER NOT NULL CHECK (is_micro IN (0, 1)),
            facts TEXT NOT NULL,
            earliest_year INTEGER,
            order_id INTEGER REFERENCES levy_employer_orders (id),
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            UNIQUE (kind, unit, day),
            CHECK ((kind = 'demand') = (earliest_year IS NOT NULL))
        );
        CREATE INDEX levy_employer_letters_by_unit ON levy_employer_letters (unit, kind);
        CREATE TABLE levy_employer_letter_lines (
            letter_id INTEGER NOT NULL REFERENCES levy_employer_letters (id),
            ordinal INTEGER NOT NULL,
            period INTEGER NOT NULL,
            scheme TEXT NOT NULL CHECK (scheme IN ('pension', 'unemployment', 'injury', 'medical')),
            due_fen INTEGER NOT NULL,
            paid_fen INTEGER NOT NULL,
            first_day TEXT NOT NULL,
            days INTEGER NOT NULL CHECK (days >= 0),
            fee_fen INTEGER NOT NULL CHECK (fee_fen >= 0),
            PRIMARY KEY (letter_id, ordinal),
            CHECK (paid_fen >= 0 AND paid_fen < due_fen)
        );
        CREATE TABLE levy_employer_services (
            letter_id INTEGER PRIMARY KEY REFERENCES levy_employer_letters (id),
            method TEXT NOT NULL CHECK (method IN ('direct', 'left', 'agent', 'post', 'public')),
            day TEXT NOT NULL,
            receiver TEXT NOT NULL,
            witness TEXT NOT NULL,
            note TEXT NOT NULL,
            served_on TEXT NOT NULL,
            deadline TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            CHECK (method NOT IN ('direct', 'agent', 'post') OR receiver <> ''),
            CHECK (method <> 'left' OR witness <> ''),
            CHECK (method <> 'public' OR (note <> '' AND served_on > day)),
            CHECK (served_on >= day AND deadline >= served_on)
        );
        CREATE TABLE levy_employer_outcomes (
            id INTEGER PRIMARY KEY,
            letter_id INTEGER NOT NULL REFERENCES levy_employer_letters (id),
            kind TEXT NOT NULL CHECK (kind IN ('insured', 'paid', 'objected', 'agreement', 'none', 'withdrawn')),
            note TEXT NOT NULL,
            day TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX levy_employer_outcomes_by_letter ON levy_employer_outcomes (letter_id);

        """

    /// All demands of one day are one batch, however many commands write them. An order counts while it is valid and
    /// when another than its leader writes the letters.
    private static let guards = """
        CREATE TRIGGER levy_employer_letters_no_clearing BEFORE INSERT ON levy_employer_letters
        WHEN NEW.kind = 'demand' AND NEW.order_id IS NULL
            AND NEW.earliest_year < CAST(substr(NEW.day, 1, 4) AS INTEGER)
            AND EXISTS (SELECT 1 FROM levy_employer_letters l
                WHERE l.kind = 'demand' AND l.day = NEW.day AND l.order_id IS NULL
                    AND l.earliest_year < CAST(substr(l.day, 1, 4) AS INTEGER))
        BEGIN SELECT RAISE(ABORT, 'arrears of earlier years are not cleared in bulk without an order'); END;
        CREATE TRIGGER levy_employer_letters_order BEFORE INSERT ON levy_employer_letters
        WHEN NEW.order_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM levy_employer_orders o
            WHERE o.id = NEW.order_id AND o.leader <> NEW.made_by AND NEW.day BETWEEN o.day AND o.until)
        BEGIN SELECT RAISE(ABORT, 'the order is not valid for this letter'); END;

        """
}
