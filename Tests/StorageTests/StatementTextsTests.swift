import Testing

@testable import Storage

struct StatementTextsTests {
    @Test(arguments: [
        ("SELECT $1, $12", "SELECT ?1, ?12"),
        ("SELECT '$1', \"$2\", $3", "SELECT '$1', \"$2\", ?3"),
        ("SELECT 'it''s $1', $1", "SELECT 'it''s $1', ?1"),
        ("SELECT '村$1' || $1", "SELECT '村$1' || ?1"),
        ("SELECT $, $a, $0", "SELECT $, $a, $0"),
    ])
    func numberedParameters(sql: String, expected: String) {
        #expect(StatementTexts.translate(sql) == expected)
    }
}
