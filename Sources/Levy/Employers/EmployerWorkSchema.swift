import Storage

/// What offices did about employers: calls and messages, who wants none, inspections with what they found.
enum EmployerWorkSchema {
    static let migrations: [Migration] = [
        Migration("employers-5-work", contacts + inspections + Migration.appendOnly(tables))
    ]

    private static let tables = [
        "levy_employer_contacts", "levy_employer_opt_outs", "levy_employer_inspections", "levy_employer_inspected",
    ]

    private static let contacts = """
        CREATE TABLE levy_employer_contacts (
            id INTEGER PRIMARY KEY,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            phone TEXT NOT NULL,
            way TEXT NOT NULL CHECK (way IN ('call', 'sms', 'visit', 'mail')),
            script TEXT NOT NULL,
            words TEXT NOT NULL,
            result TEXT NOT NULL CHECK (result IN
                ('sent', 'reached', 'unanswered', 'wrong-number', 'promised', 'refused')),
            follow_up TEXT,
            day TEXT NOT NULL,
            made_by TEXT NOT NULL CHECK (made_by <> ''),
            at INTEGER NOT NULL
        );
        CREATE INDEX levy_employer_contacts_by_code ON levy_employer_contacts (code);
        CREATE TABLE levy_employer_opt_outs (
            id INTEGER PRIMARY KEY,
            phone TEXT NOT NULL,
            is_out INTEGER NOT NULL CHECK (is_out IN (0, 1)),
            reason TEXT NOT NULL,
            day TEXT NOT NULL,
            made_by TEXT NOT NULL CHECK (made_by <> ''),
            at INTEGER NOT NULL
        );
        CREATE TRIGGER levy_employer_contacts_wanted BEFORE INSERT ON levy_employer_contacts
        WHEN NEW.way = 'sms' AND COALESCE((SELECT o.is_out FROM levy_employer_opt_outs o
            WHERE o.phone = NEW.phone ORDER BY o.id DESC LIMIT 1), 0) = 1
        BEGIN SELECT RAISE(ABORT, 'the number wants no messages'); END;

        """

    /// An inspection is planned once; what it found is a row of its own, the last of which counts.
    private static let inspections = """
        CREATE TABLE levy_employer_inspections (
            id INTEGER PRIMARY KEY,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            address TEXT NOT NULL,
            reason TEXT NOT NULL CHECK (reason <> ''),
            planned TEXT NOT NULL,
            day TEXT NOT NULL,
            made_by TEXT NOT NULL CHECK (made_by <> ''),
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_employer_inspected (
            id INTEGER PRIMARY KEY,
            inspection_id INTEGER NOT NULL REFERENCES levy_employer_inspections (id),
            result TEXT NOT NULL CHECK (result IN ('compliant', 'to-correct', 'corrected', 'not-found', 'refused')),
            employees INTEGER NOT NULL CHECK (employees >= 0),
            insured INTEGER NOT NULL CHECK (insured >= 0),
            evidence TEXT NOT NULL CHECK (evidence <> ''),
            note TEXT NOT NULL,
            follow_up TEXT,
            day TEXT NOT NULL,
            inspectors TEXT NOT NULL CHECK (inspectors <> ''),
            made_by TEXT NOT NULL CHECK (made_by <> ''),
            at INTEGER NOT NULL,
            CHECK ((result = 'to-correct') <= (follow_up IS NOT NULL)),
            CHECK (insured <= employees OR result <> 'to-correct')
        );
        CREATE TRIGGER levy_employer_inspected_in_order BEFORE INSERT ON levy_employer_inspected
        WHEN NEW.day < (SELECT i.day FROM levy_employer_inspections i WHERE i.id = NEW.inspection_id)
            OR EXISTS (SELECT 1 FROM levy_employer_inspected e WHERE e.inspection_id = NEW.inspection_id
                AND (e.result IN ('compliant', 'corrected') OR e.day > NEW.day))
        BEGIN SELECT RAISE(ABORT, 'an inspection that is closed takes no other result'); END;

        """
}
