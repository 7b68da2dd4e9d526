extension Rule {
    static let statementRules = [
        Rule(
            name: "SQL stands only in stores and schemas", check: Statements.check,
            example: [
                "Sources/Levy/Settle.swift": """
                let a = "SELECT id FROM payment"
                let b = \"\"\"
                    UPDATE payment SET state = 1
                    \"\"\"
                let c = "Please SELECT one", d = "WITHOUT", e = "CREATED"
                """,
                "Sources/Levy/PaymentStore.swift": "let a = \"SELECT id FROM payment\"\n",
                "Sources/Levy/LevySchema.swift": "let a = \"CREATE TABLE payment (id INTEGER)\"\n",
                "Sources/Storage/SelfTest.swift": "let a = \"PRAGMA quick_check\"\n",
                "Sources/Console/Page.swift": "let a = \"DELETE FROM payment\"\n",
            ],
            places: ["Sources/Console/Page.swift:1", "Sources/Levy/Settle.swift:1", "Sources/Levy/Settle.swift:2"])
    ]
}

/// Where SQL may be written.
enum Statements {
    private static let openings = [
        "SELECT ", "INSERT INTO ", "INSERT OR ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "CREATE INDEX ",
        "CREATE UNIQUE INDEX ", "CREATE VIEW ", "CREATE TRIGGER ", "ALTER TABLE ", "DROP TABLE ", "DROP INDEX ",
        "WITH ", "PRAGMA ", "BEGIN IMMEDIATE", "VACUUM",
    ]

    static func check(_ tree: Tree) -> [Violation] {
        let others = tree.sources.filter {
            $0.target != "Storage" && !$0.fileName.hasSuffix("Store.swift") && !$0.fileName.hasSuffix("Schema.swift")
        }
        return others.flatMap { source in
            source.literals.filter { literal in
                let text = literal.text.drop { $0.isWhitespace }
                return openings.contains { text.hasPrefix($0) }
            }.map {
                Violation(source.path, $0.line, "SQL outside a store", "move it to a file named *Store.swift")
            }
        }
    }
}
