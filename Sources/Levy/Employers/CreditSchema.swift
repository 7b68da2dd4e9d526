import Storage

/// Credit cases: each step of its own row, in an order that the store checks.
enum CreditSchema {
    static let migrations: [Migration] = [
        Migration("employers-4-credit", cases + steps + Migration.appendOnly(tables))
    ]

    private static let tables = ["levy_credit_cases", "levy_credit_events", "levy_credit_measures"]

    private static let cases = """
        CREATE TABLE levy_credit_cases (
            id INTEGER PRIMARY KEY,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            ground TEXT NOT NULL,
            facts TEXT NOT NULL CHECK (facts <> ''),
            document TEXT NOT NULL CHECK (document <> ''),
            opened_by TEXT NOT NULL,
            opened_on TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_credit_events (
            case_id INTEGER NOT NULL REFERENCES levy_credit_cases (id),
            ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
            stage TEXT NOT NULL,
            event TEXT NOT NULL,
            next_stage TEXT NOT NULL,
            day TEXT NOT NULL,
            person TEXT NOT NULL CHECK (person <> ''),
            document TEXT NOT NULL CHECK (document <> ''),
            note TEXT NOT NULL,
            deadline TEXT,
            at INTEGER NOT NULL,
            PRIMARY KEY (case_id, ordinal),
            CHECK ((event = 'notice') = (deadline IS NOT NULL)),
            CHECK (deadline IS NULL OR deadline > day),
            CHECK (stage || '>' || event || '>' || next_stage IN (
                'facts>notice>noticed', 'noticed>statement>heard', 'noticed>silence>heard', 'heard>decide>decided',
                'facts>drop>dropped', 'noticed>drop>dropped', 'heard>drop>dropped', 'decided>publish>published',
                'withdrawn>publish>published', 'published>withdraw>withdrawn', 'decided>remove>removed',
                'published>remove>removed', 'withdrawn>remove>removed'))
        );
        CREATE TABLE levy_credit_measures (
            case_id INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            basis TEXT NOT NULL CHECK (basis <> ''),
            valid_from TEXT NOT NULL,
            valid_until TEXT,
            PRIMARY KEY (case_id, code),
            FOREIGN KEY (case_id, ordinal) REFERENCES levy_credit_events (case_id, ordinal)
        );

        """

    /// A step begins where the last one ended, not before its day. Whoever found the facts or told the employer does
    /// not decide; silence is known when the term is over; measures hold on the day of the decision.
    private static let steps = """
        CREATE TRIGGER levy_credit_events_in_order BEFORE INSERT ON levy_credit_events
        WHEN NEW.ordinal <> 1 + (SELECT COUNT(*) FROM levy_credit_events e WHERE e.case_id = NEW.case_id)
            OR NEW.stage <> COALESCE((SELECT e.next_stage FROM levy_credit_events e
                WHERE e.case_id = NEW.case_id AND e.ordinal = NEW.ordinal - 1), 'facts')
            OR NEW.day < COALESCE((SELECT MAX(e.day) FROM levy_credit_events e WHERE e.case_id = NEW.case_id),
                (SELECT c.opened_on FROM levy_credit_cases c WHERE c.id = NEW.case_id))
        BEGIN SELECT RAISE(ABORT, 'a step begins where the last one ended'); END;
        CREATE TRIGGER levy_credit_events_decided_by_others BEFORE INSERT ON levy_credit_events
        WHEN NEW.event IN ('decide', 'drop') AND (
            EXISTS (SELECT 1 FROM levy_credit_cases c WHERE c.id = NEW.case_id AND c.opened_by = NEW.person)
            OR EXISTS (SELECT 1 FROM levy_credit_events e
                WHERE e.case_id = NEW.case_id AND e.event = 'notice' AND e.person = NEW.person))
        BEGIN SELECT RAISE(ABORT, 'whoever made the case does not decide it'); END;
        CREATE TRIGGER levy_credit_events_term BEFORE INSERT ON levy_credit_events
        WHEN NEW.event IN ('statement', 'silence') AND (NEW.event = 'silence') <> (NEW.day >
            (SELECT e.deadline FROM levy_credit_events e WHERE e.case_id = NEW.case_id AND e.event = 'notice'))
        BEGIN SELECT RAISE(ABORT, 'a statement comes within the term, silence after it'); END;
        CREATE TRIGGER levy_credit_measures_valid BEFORE INSERT ON levy_credit_measures
        WHEN NOT EXISTS (SELECT 1 FROM levy_credit_events e
            WHERE e.case_id = NEW.case_id AND e.ordinal = NEW.ordinal AND e.event = 'decide'
                AND e.day >= NEW.valid_from AND (NEW.valid_until IS NULL OR e.day <= NEW.valid_until))
        BEGIN SELECT RAISE(ABORT, 'a measure needs a basis on the day of the decision'); END;

        """
}
