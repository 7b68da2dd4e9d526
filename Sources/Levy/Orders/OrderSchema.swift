import Storage

/// The money of 核定单: each payment of one with its receipt, and what took it back.
enum OrderSchema {
    static let migrations: [Migration] = [
        Migration(
            "rules-3-order-money",
            money + Migration.appendOnly(["levy_order_settlements", "levy_order_reversals"]))
    ]

    /// A settlement is a receipt: its id is the receipt's place in the series, without gaps. An order is paid by one
    /// payment at a time, whole. Orders that were paid when payments of them got no receipt get one here, dated the
    /// evening that they were paid.
    private static let money = """
        CREATE TABLE levy_order_settlements (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            ordinal INTEGER NOT NULL REFERENCES levy_orders (ordinal),
            serial TEXT NOT NULL REFERENCES levy_payment_lines (serial),
            fen INTEGER NOT NULL CHECK (fen > 0),
            evening TEXT NOT NULL,
            issued_at INTEGER NOT NULL
        );
        INSERT INTO levy_order_settlements (id, number, ordinal, serial, fen, evening, issued_at)
            SELECT n, COALESCE((SELECT receipt_prefix FROM levy_rule_sets ORDER BY id DESC LIMIT 1), '') || 'H'
                || printf('%07d', n), ordinal, serial, own_fen, settled_on,
                CAST(strftime('%s', settled_on || ' 11:00:00') AS INTEGER) * 1000
            FROM (SELECT p.ordinal, p.serial, p.settled_on, a.own_fen,
                    ROW_NUMBER() OVER (ORDER BY p.settled_on, p.ordinal) AS n
                FROM levy_order_payments p JOIN levy_order_assessments a ON a.ordinal = p.ordinal);
        DROP TABLE levy_order_payments;
        CREATE INDEX levy_order_settlements_by_order ON levy_order_settlements (ordinal);
        CREATE INDEX levy_order_settlements_by_serial ON levy_order_settlements (serial);
        CREATE INDEX levy_order_settlements_by_evening ON levy_order_settlements (evening);
        CREATE TABLE levy_order_reversals (
            settlement_id INTEGER PRIMARY KEY REFERENCES levy_order_settlements (id),
            cause TEXT NOT NULL,
            evening TEXT NOT NULL,
            voided_at INTEGER NOT NULL
        );
        CREATE VIEW levy_order_payments AS
            SELECT s.* FROM levy_order_settlements s
            WHERE NOT EXISTS (SELECT 1 FROM levy_order_reversals r WHERE r.settlement_id = s.id);
        CREATE TRIGGER levy_order_settlements_once BEFORE INSERT ON levy_order_settlements
        WHEN EXISTS (SELECT 1 FROM levy_order_payments p WHERE p.ordinal = NEW.ordinal OR p.serial = NEW.serial)
            OR NEW.fen <> (SELECT a.own_fen FROM levy_order_assessments a WHERE a.ordinal = NEW.ordinal)
            OR NEW.id <> (SELECT COALESCE(MAX(x.id), 0) + 1 FROM levy_order_settlements x)
        BEGIN SELECT RAISE(ABORT, 'an order is paid once, whole, and numbers have no gaps'); END;

        """
}
