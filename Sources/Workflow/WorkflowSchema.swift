import Storage

/// The tables of runs, occurrences, steps, tasks, the journal and the outbox.
package enum WorkflowSchema {
    package static let migrations = [
        Migration("workflow-1", runs + tasks + journal + outbox),
        Migration("workflow-outbox-look", look),
        Migration("workflow-2", WorkflowGrowth.occurrences + WorkflowGrowth.queues + WorkflowGrowth.interventions),
        Migration("workflow-3", WorkflowGrowth.signatures + WorkflowGrowth.posts),
        Migration("workflow-4", WorkflowGrowth.watch),
        Migration("workflow-5", WorkflowGrowth.counts + WorkflowGrowth.calendar + WorkflowGrowth.earlierActs),
        Migration("workflow-6", WorkflowGrowth.approvalsEscalate),
    ]

    private static let runs = """
        CREATE TABLE workflow_run (
            plan TEXT PRIMARY KEY NOT NULL,
            definition_sha256 TEXT NOT NULL,
            calendar_sha256 TEXT NOT NULL,
            source TEXT NOT NULL,
            started BIGINT NOT NULL,
            cursor BIGINT NOT NULL,
            last_now BIGINT NOT NULL,
            fence BIGINT NOT NULL CHECK (fence >= 0)
        );
        \(occurrenceTable(
            "workflow_occurrence",
            states: "'waiting', 'running', 'succeeded', 'failed', 'held', 'merged', 'expired', 'cancelled'",
            decisions: " ('ran', 'late', 'merged', 'expired', 'held')"))
        \(occurrenceIndex)
        CREATE TABLE workflow_step (
            id BIGINT PRIMARY KEY NOT NULL,
            occurrence BIGINT NOT NULL REFERENCES workflow_occurrence (id),
            plan TEXT NOT NULL,
            step TEXT NOT NULL,
            nominal BIGINT NOT NULL,
            item TEXT NOT NULL,
            title TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN
                ('pending', 'claimed', 'retrying', 'succeeded', 'dead', 'held', 'cancelled')),
            attempt BIGINT NOT NULL CHECK (attempt >= 0),
            failures BIGINT NOT NULL CHECK (failures >= 0 AND failures <= attempt),
            fence BIGINT NOT NULL,
            worker TEXT,
            claimed BIGINT,
            lease BIGINT,
            not_before BIGINT NOT NULL,
            output TEXT NOT NULL,
            reason TEXT NOT NULL,
            finished BIGINT,
            UNIQUE (plan, step, nominal, item),
            CHECK ((state = 'claimed') = (worker IS NOT NULL AND claimed IS NOT NULL AND lease IS NOT NULL)),
            CHECK (state <> 'succeeded' OR finished IS NOT NULL)
        );
        CREATE INDEX workflow_step_by_state ON workflow_step (plan, state, id);
        CREATE INDEX workflow_step_by_occurrence ON workflow_step (occurrence, state);
        \(Migration.refusal(
            "workflow_step_succeeds_once", before: "UPDATE OF state ON workflow_step",
            when: "OLD.state = 'succeeded'", "a step succeeds once"))

        """

    /// The table of moments under a name of its own: SQLite cannot change a CHECK, so it was once written anew.
    static func occurrenceTable(_ name: String, states: String, decisions: String) -> String {
        """
        CREATE TABLE \(name) (
            id BIGINT PRIMARY KEY NOT NULL,
            plan TEXT NOT NULL REFERENCES workflow_run (plan),
            step TEXT NOT NULL,
            nominal BIGINT NOT NULL,
            state TEXT NOT NULL CHECK (state IN
                (\(states))),
            decision TEXT NOT NULL CHECK (decision IN\(decisions)),
            reason TEXT NOT NULL,
            merged_into BIGINT,
            seen BIGINT NOT NULL,
            finished BIGINT,
            UNIQUE (plan, step, nominal),
            CHECK ((state = 'merged') = (merged_into IS NOT NULL))
        );
        """
    }

    static let occurrenceIndex =
        "CREATE INDEX workflow_occurrence_by_state ON workflow_occurrence (plan, state, nominal);"

    private static let tasks = """
        CREATE TABLE workflow_task (
            id BIGINT PRIMARY KEY NOT NULL,
            task_key TEXT NOT NULL UNIQUE,
            plan TEXT NOT NULL REFERENCES workflow_run (plan),
            occurrence BIGINT REFERENCES workflow_occurrence (id),
            step TEXT NOT NULL,
            item TEXT NOT NULL,
            title TEXT NOT NULL,
            role TEXT NOT NULL,
            checker_role TEXT,
            choices TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'decided', 'approved', 'returned', 'cancelled')),
            maker TEXT,
            decision TEXT,
            note TEXT NOT NULL,
            checker TEXT,
            opened BIGINT NOT NULL,
            decided BIGINT,
            checked BIGINT,
            deadline BIGINT,
            escalate_to TEXT,
            escalated BIGINT,
            CONSTRAINT maker_is_not_checker CHECK (checker IS NULL OR maker IS NULL OR checker <> maker),
            CHECK (state NOT IN ('decided', 'approved') OR (maker IS NOT NULL AND decision IS NOT NULL)),
            CHECK (state <> 'approved' OR checker IS NOT NULL)
        );
        CREATE INDEX workflow_task_by_state ON workflow_task (plan, state, id);
        CREATE INDEX workflow_task_by_occurrence ON workflow_task (occurrence, state);
        \(Migration.refusal(
            "workflow_task_maker_stays", before: "UPDATE OF maker ON workflow_task",
            when: "OLD.state IN ('decided', 'approved') AND NEW.maker IS NOT OLD.maker",
            "the maker of a decided task stays"))

        """

    private static let journal = """
        CREATE TABLE workflow_journal (
            sequence BIGINT PRIMARY KEY NOT NULL CHECK (sequence >= 1),
            at BIGINT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL,
            hash TEXT NOT NULL
        );
        \(Migration.refusal(
            "workflow_journal_is_not_changed", before: "UPDATE ON workflow_journal", "the journal is append-only"))
        \(Migration.refusal(
            "workflow_journal_is_not_cut", before: "DELETE ON workflow_journal", "the journal is append-only"))

        """

    private static let outbox = """
        CREATE TABLE workflow_outbox (
            id BIGINT PRIMARY KEY NOT NULL,
            delivery_key TEXT NOT NULL UNIQUE,
            channel TEXT NOT NULL,
            payload BLOB NOT NULL,
            payload_sha256 TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'acknowledged', 'unknown', 'failed')),
            attempt BIGINT NOT NULL CHECK (attempt >= 0),
            not_before BIGINT NOT NULL,
            receipt TEXT NOT NULL,
            reason TEXT NOT NULL,
            queued BIGINT NOT NULL,
            changed BIGINT NOT NULL
        );
        CREATE INDEX workflow_outbox_by_state ON workflow_outbox (state, id);

        """

    /// When the other side of a delivery is to be asked what became of it.
    private static let look = """
        ALTER TABLE workflow_outbox ADD COLUMN look_at BIGINT;
        CREATE INDEX workflow_outbox_by_look ON workflow_outbox (look_at) WHERE look_at IS NOT NULL;

        """
}
