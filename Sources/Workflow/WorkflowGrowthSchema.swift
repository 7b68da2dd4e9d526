import Storage

/// What was added to the tables of `WorkflowSchema` since the first release. Released texts stay as they are.
enum WorkflowGrowth {
    /// Moments that are paused or skipped.
    static let occurrences = """
        \(WorkflowSchema.occurrenceTable(
            "workflow_occurrence_anew", states: states,
            decisions: "\n        ('ran', 'late', 'merged', 'expired', 'held', 'paused', 'skipped', 'cancelled')"))
        INSERT INTO workflow_occurrence_anew
            (\(columns))
        SELECT \(columns) FROM workflow_occurrence;
        DROP TABLE workflow_occurrence;
        ALTER TABLE workflow_occurrence_anew RENAME TO workflow_occurrence;
        \(WorkflowSchema.occurrenceIndex)

        """

    private static let states = """
        'waiting', 'paused', 'running', 'succeeded', 'failed', 'held', 'skipped', 'merged', 'expired',
                 'cancelled'
        """

    private static let columns = "id, plan, step, nominal, state, decision, reason, merged_into, seen, finished"

    /// Work still to be done is found without looking at what is done, however much that is.
    static let queues = """
        DROP INDEX workflow_step_by_state;
        CREATE INDEX workflow_step_due ON workflow_step (plan, not_before, id) WHERE state IN ('pending', 'retrying');
        CREATE INDEX workflow_step_claimed ON workflow_step (plan, lease) WHERE state = 'claimed';
        CREATE INDEX workflow_step_stuck ON workflow_step (plan, id) WHERE state IN ('dead', 'held');
        CREATE INDEX workflow_outbox_due ON workflow_outbox (channel, not_before, id) WHERE state = 'queued';

        """

    /// Signals from outside, each given once under its key and taken once by each step, and pauses of phases.
    static let interventions = """
        CREATE TABLE workflow_signal (
            id BIGINT PRIMARY KEY NOT NULL,
            plan TEXT NOT NULL REFERENCES workflow_run (plan),
            name TEXT NOT NULL,
            signal_key TEXT NOT NULL,
            detail TEXT NOT NULL,
            given BIGINT NOT NULL,
            given_by TEXT NOT NULL,
            UNIQUE (plan, name, signal_key)
        );
        CREATE TABLE workflow_signal_taken (
            signal BIGINT NOT NULL REFERENCES workflow_signal (id),
            step TEXT NOT NULL,
            occurrence BIGINT NOT NULL REFERENCES workflow_occurrence (id),
            name TEXT NOT NULL,
            taken BIGINT NOT NULL,
            PRIMARY KEY (signal, step),
            UNIQUE (occurrence, name)
        );
        CREATE TABLE workflow_pause (
            id BIGINT PRIMARY KEY NOT NULL,
            plan TEXT NOT NULL REFERENCES workflow_run (plan),
            phase TEXT NOT NULL,
            paused BIGINT NOT NULL,
            paused_by TEXT NOT NULL,
            reason TEXT NOT NULL,
            resumed BIGINT,
            resumed_by TEXT,
            CHECK ((resumed IS NULL) = (resumed_by IS NULL)),
            CHECK (resumed IS NULL OR resumed >= paused)
        );
        CREATE UNIQUE INDEX workflow_pause_once ON workflow_pause (plan, phase) WHERE resumed IS NULL;

        """

    /// Forms, tiers of approval and several levels of escalation. Every signature of a round is by other persons than
    /// those before, also behind a delegation.
    static let signatures = """
        ALTER TABLE workflow_task ADD COLUMN form_values TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE workflow_task ADD COLUMN amount BIGINT;
        ALTER TABLE workflow_task ADD COLUMN approvals TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE workflow_task ADD COLUMN signed BIGINT NOT NULL DEFAULT 0 CHECK (signed >= 0);
        ALTER TABLE workflow_task ADD COLUMN round BIGINT NOT NULL DEFAULT 1 CHECK (round >= 1);
        ALTER TABLE workflow_task ADD COLUMN assignee TEXT;
        ALTER TABLE workflow_task ADD COLUMN level BIGINT NOT NULL DEFAULT 0;
        ALTER TABLE workflow_task ADD COLUMN escalate_at BIGINT;
        CREATE TABLE workflow_escalation (
            task BIGINT NOT NULL REFERENCES workflow_task (id),
            level BIGINT NOT NULL CHECK (level >= 1),
            at BIGINT NOT NULL,
            role TEXT NOT NULL,
            PRIMARY KEY (task, level)
        );
        INSERT INTO workflow_escalation (task, level, at, role)
        SELECT id, 1, deadline, escalate_to FROM workflow_task
        WHERE deadline IS NOT NULL AND escalate_to IS NOT NULL;
        UPDATE workflow_task SET escalate_at = deadline
        WHERE deadline IS NOT NULL AND escalate_to IS NOT NULL AND escalated IS NULL;
        UPDATE workflow_task SET level = 1 WHERE escalated IS NOT NULL;
        UPDATE workflow_task SET approvals = '["' || checker_role || '"]' WHERE checker_role IS NOT NULL;
        UPDATE workflow_task SET signed = 1 WHERE state = 'approved';
        CREATE INDEX workflow_task_escalations ON workflow_task (plan, escalate_at)
        WHERE escalate_at IS NOT NULL AND state IN ('open', 'returned');
        CREATE TABLE workflow_signature (
            task BIGINT NOT NULL REFERENCES workflow_task (id),
            round BIGINT NOT NULL,
            place BIGINT NOT NULL CHECK (place >= 0),
            person TEXT NOT NULL,
            on_behalf TEXT,
            post TEXT NOT NULL,
            verdict TEXT NOT NULL CHECK (verdict IN ('decide', 'sign', 'approve', 'send-back')),
            note TEXT NOT NULL,
            signed BIGINT NOT NULL,
            PRIMARY KEY (task, round, place),
            CONSTRAINT a_person_signs_once UNIQUE (task, round, person),
            CONSTRAINT nobody_acts_for_himself CHECK (on_behalf IS NULL OR on_behalf <> person)
        );
        INSERT INTO workflow_signature (task, round, place, person, post, verdict, note, signed)
        SELECT id, 1, 0, maker, role, 'decide', note, decided FROM workflow_task
        WHERE state IN ('decided', 'approved');
        INSERT INTO workflow_signature (task, round, place, person, post, verdict, note, signed)
        SELECT id, 1, 1, checker, checker_role, 'approve', note, checked FROM workflow_task WHERE state = 'approved';
        \(Migration.refusal(
            "workflow_signature_by_another", before: "INSERT ON workflow_signature", when: signedByTheSame,
            "maker and checker are two persons"))
        \(Migration.refusal(
            "workflow_signature_stays", before: "UPDATE ON workflow_signature", "a signature stays"))
        \(Migration.refusal(
            "workflow_signature_is_not_removed", before: "DELETE ON workflow_signature", "a signature stays"))
        \(Migration.refusal(
            "workflow_task_is_signed", before: "UPDATE OF state ON workflow_task", when: approvedUnsigned,
            "an approved task is signed"))

        """

    private static let signedByTheSame = """
        EXISTS (
            SELECT 1 FROM workflow_signature AS other
            WHERE other.task = NEW.task AND other.round = NEW.round
                AND (other.person IN (NEW.person, COALESCE(NEW.on_behalf, NEW.person))
                    OR other.on_behalf IN (NEW.person, COALESCE(NEW.on_behalf, NEW.person))))
        """

    private static let approvedUnsigned = """
        NEW.state = 'approved' AND NEW.approvals <> '[]' AND NOT EXISTS (
            SELECT 1 FROM workflow_signature
            WHERE task = NEW.id AND round = NEW.round AND verdict = 'approve' AND person = NEW.checker)
        """

    /// Posts that one person must not both fill within a campaign, who acted in which, and who acts for whom.
    static let posts = """
        CREATE TABLE workflow_incompatible (
            plan TEXT NOT NULL REFERENCES workflow_run (plan),
            post TEXT NOT NULL,
            other TEXT NOT NULL,
            PRIMARY KEY (plan, post, other),
            CHECK (post <> other)
        );
        CREATE TABLE workflow_post_act (
            plan TEXT NOT NULL REFERENCES workflow_run (plan),
            person TEXT NOT NULL,
            post TEXT NOT NULL,
            task BIGINT NOT NULL REFERENCES workflow_task (id),
            at BIGINT NOT NULL,
            PRIMARY KEY (plan, person, post)
        );
        \(Migration.refusal(
            "workflow_posts_are_compatible", before: "INSERT ON workflow_post_act", when: actedIncompatibly,
            "one person does not fill incompatible posts"))
        CREATE TABLE workflow_delegation (
            id BIGINT PRIMARY KEY NOT NULL,
            plan TEXT NOT NULL REFERENCES workflow_run (plan),
            post TEXT NOT NULL,
            from_person TEXT NOT NULL,
            to_person TEXT NOT NULL,
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL,
            reason TEXT NOT NULL CHECK (reason <> ''),
            given BIGINT NOT NULL,
            given_by TEXT NOT NULL,
            revoked BIGINT,
            revoked_by TEXT,
            CONSTRAINT nobody_delegates_to_himself CHECK (from_person <> to_person),
            CHECK (first_day <= last_day),
            CHECK ((revoked IS NULL) = (revoked_by IS NULL))
        );
        CREATE INDEX workflow_delegation_to ON workflow_delegation (plan, to_person, post);

        """

    private static let actedIncompatibly = """
        EXISTS (
            SELECT 1 FROM workflow_post_act AS other
            JOIN workflow_incompatible AS pair ON pair.plan = other.plan AND pair.other = other.post
            WHERE other.plan = NEW.plan AND other.person = NEW.person AND pair.post = NEW.post)
        """

    /// When a process last said that it lives, what the journal's chain ended with each day, and when history was lost.
    static let watch = """
        CREATE TABLE workflow_heartbeat (
            plan TEXT PRIMARY KEY NOT NULL REFERENCES workflow_run (plan),
            at BIGINT NOT NULL,
            worker TEXT NOT NULL,
            is_marked BIGINT NOT NULL DEFAULT 0 CHECK (is_marked IN (0, 1))
        );
        CREATE TABLE workflow_journal_head (
            day TEXT PRIMARY KEY NOT NULL,
            sequence BIGINT NOT NULL,
            hash TEXT NOT NULL
        );

        """

    /// How many pieces of work are in each state: counting a million anew takes a tenth of a second, and those who
    /// watch ask every few seconds. Deliveries are counted by an index, without what they carry.
    static let counts = """
        CREATE TABLE workflow_step_count (
            plan TEXT NOT NULL REFERENCES workflow_run (plan),
            state TEXT NOT NULL,
            number BIGINT NOT NULL CHECK (number >= 0),
            PRIMARY KEY (plan, state)
        );
        INSERT INTO workflow_step_count (plan, state, number)
        SELECT plan, state, COUNT(*) FROM workflow_step GROUP BY plan, state;
        CREATE TRIGGER workflow_step_is_counted AFTER INSERT ON workflow_step
        BEGIN
        \(countedOneMore)
        END;
        CREATE TRIGGER workflow_step_is_moved AFTER UPDATE OF state ON workflow_step
        WHEN NEW.state <> OLD.state
        BEGIN
        \(countedOneLess)
        \(countedOneMore)
        END;
        CREATE TRIGGER workflow_step_is_gone AFTER DELETE ON workflow_step
        BEGIN
        \(countedOneLess)
        END;
        CREATE INDEX workflow_outbox_by_channel ON workflow_outbox (channel, state);
        CREATE INDEX workflow_task_unfinished ON workflow_task (occurrence)
        WHERE state IN ('open', 'returned') OR (state = 'decided' AND approvals <> '[]');

        """

    private static let countedOneMore = """
            INSERT INTO workflow_step_count (plan, state, number) VALUES (NEW.plan, NEW.state, 1)
            ON CONFLICT (plan, state) DO UPDATE SET number = workflow_step_count.number + 1;
        """

    private static let countedOneLess = """
            UPDATE workflow_step_count SET number = number - 1 WHERE plan = OLD.plan AND state = OLD.state;
        """

    /// The calendar that a campaign runs by, so that another one can be compared with it.
    static let calendar = """
        ALTER TABLE workflow_run ADD COLUMN calendar TEXT;

        """

    /// Who signed before acts in posts were noted has acted as well. A campaign that names incompatible posts was begun
    /// after they were, and has noted all.
    static let earlierActs = """
        INSERT INTO workflow_post_act (plan, person, post, task, at)
        SELECT task.plan, signature.person, signature.post, MIN(signature.task), MIN(signature.signed)
        FROM workflow_signature AS signature JOIN workflow_task AS task ON task.id = signature.task
        WHERE NOT EXISTS (
            SELECT 1 FROM workflow_incompatible AS pair
            WHERE pair.plan = task.plan AND pair.post = signature.post)
        GROUP BY task.plan, signature.person, signature.post
        ON CONFLICT (plan, person, post) DO NOTHING;

        """

    /// Who must approve is relieved as well. A final decision waits for nobody, whatever time it still has.
    static let approvalsEscalate = """
        DROP INDEX workflow_task_escalations;
        CREATE INDEX workflow_task_escalations ON workflow_task (plan, escalate_at)
        WHERE escalate_at IS NOT NULL
            AND (state IN ('open', 'returned') OR (state = 'decided' AND approvals <> '[]'));

        """
}
