import Storage

/// What goes between the bureaus: batches with their control totals, the rows of each, and the answers.
enum ExchangeSchema {
    static let migrations: [Migration] = [
        Migration("ledger-7-exchange", exchange + Migration.appendOnly(tables)),
        Migration("ledger-9-state-lists", stateLists + Migration.appendOnly(["levy_exchanges"])),
    ]

    /// Of the payments of orders, whose tables come later than the others.
    static let ordersMigrations: [Migration] = [
        Migration(
            "ledger-10-order-returns",
            orderReturns + Migration.appendOnly(["levy_return_orders", "levy_return_order_answers"]))
    ]

    /// A posting list that was taken in before may be the last again.
    static let repeatMigrations: [Migration] = [
        Migration(
            "ledger-13-posting-again",
            """
            DROP INDEX levy_exchanges_incoming;
            CREATE UNIQUE INDEX levy_exchanges_incoming ON levy_exchanges (kind, sha256)
                WHERE direction = 'in' AND kind <> 'posting';
            """)
    ]

    private static let tables = [
        "levy_exchanges", "levy_exchange_events", "levy_return_rows", "levy_return_answers", "levy_posting_rows",
    ]

    /// `batch_key` is what the batch is for: asked for again it is the same batch. Of the bureaus' posting lists the
    /// last one of an insurance and month counts.
    private static let exchange = """
        CREATE TABLE levy_exchanges (
            id INTEGER PRIMARY KEY,
            batch TEXT NOT NULL UNIQUE,
            batch_key TEXT NOT NULL UNIQUE,
            direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
            party TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('return', 'answer', 'posting')),
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            row_count INTEGER NOT NULL,
            fen INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            made_at INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX levy_exchanges_incoming ON levy_exchanges (kind, sha256) WHERE direction = 'in';
        CREATE TABLE levy_exchange_events (
            exchange_id INTEGER NOT NULL REFERENCES levy_exchanges (id),
            ordinal INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('made', 'sent', 'acknowledged', 'answered', 'refused', 'received')),
            note TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (exchange_id, ordinal)
        );
        CREATE TABLE levy_return_rows (
            exchange_id INTEGER NOT NULL REFERENCES levy_exchanges (id),
            obligation_id INTEGER NOT NULL REFERENCES levy_obligations (id),
            settlement_id INTEGER REFERENCES levy_settlements (id),
            fen INTEGER NOT NULL,
            PRIMARY KEY (exchange_id, obligation_id)
        );
        CREATE INDEX levy_return_rows_by_obligation ON levy_return_rows (obligation_id);
        CREATE TABLE levy_return_answers (
            exchange_id INTEGER NOT NULL,
            obligation_id INTEGER NOT NULL,
            answer_id INTEGER NOT NULL REFERENCES levy_exchanges (id),
            state TEXT NOT NULL CHECK (state IN ('compared', 'posted', 'rejected')),
            reason TEXT NOT NULL,
            PRIMARY KEY (exchange_id, obligation_id, answer_id),
            FOREIGN KEY (exchange_id, obligation_id) REFERENCES levy_return_rows (exchange_id, obligation_id)
        );
        CREATE INDEX levy_return_answers_by_obligation ON levy_return_answers (obligation_id);
        CREATE TABLE levy_posting_rows (
            exchange_id INTEGER NOT NULL REFERENCES levy_exchanges (id),
            line INTEGER NOT NULL,
            payment TEXT NOT NULL,
            citizen_id TEXT NOT NULL,
            period INTEGER NOT NULL,
            village TEXT NOT NULL,
            fen INTEGER NOT NULL,
            PRIMARY KEY (exchange_id, line)
        );
        CREATE INDEX levy_posting_rows_by_person ON levy_posting_rows (exchange_id, citizen_id);

        """

    /// What was told of payments of orders, and what the bureau did with it: like the rows of obligations.
    private static let orderReturns = """
        CREATE TABLE levy_return_orders (
            exchange_id INTEGER NOT NULL REFERENCES levy_exchanges (id),
            settlement_id INTEGER NOT NULL REFERENCES levy_order_settlements (id),
            fen INTEGER NOT NULL,
            PRIMARY KEY (exchange_id, settlement_id)
        );
        CREATE INDEX levy_return_orders_by_settlement ON levy_return_orders (settlement_id);
        CREATE TABLE levy_return_order_answers (
            exchange_id INTEGER NOT NULL,
            settlement_id INTEGER NOT NULL,
            answer_id INTEGER NOT NULL REFERENCES levy_exchanges (id),
            state TEXT NOT NULL CHECK (state IN ('compared', 'posted', 'rejected')),
            reason TEXT NOT NULL,
            PRIMARY KEY (exchange_id, settlement_id, answer_id),
            FOREIGN KEY (exchange_id, settlement_id) REFERENCES levy_return_orders (exchange_id, settlement_id)
        );

        """

    /// Lists of the state's money are a kind of their own. The table is built anew because SQLite cannot change a
    /// CHECK.
    private static let stateLists = """
        CREATE TABLE levy_new_exchanges (
            id INTEGER PRIMARY KEY,
            batch TEXT NOT NULL UNIQUE,
            batch_key TEXT NOT NULL UNIQUE,
            direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
            party TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('return', 'answer', 'posting', 'state')),
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            row_count INTEGER NOT NULL,
            fen INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            made_at INTEGER NOT NULL
        );
        INSERT INTO levy_new_exchanges SELECT * FROM levy_exchanges;
        DROP TABLE levy_exchanges;
        ALTER TABLE levy_new_exchanges RENAME TO levy_exchanges;
        CREATE UNIQUE INDEX levy_exchanges_incoming ON levy_exchanges (kind, sha256) WHERE direction = 'in';

        """
}
