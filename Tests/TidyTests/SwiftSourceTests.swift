import Testing

struct SwiftSourceTests {
    private func source(_ text: String) -> SwiftSource { SwiftSource(path: "Sources/A/B.swift", text: text) }

    private func code(_ text: String) -> String { String(decoding: source(text).code, as: UTF8.self) }

    @Test func commentsAndLiteralsAreNotCode() {
        #expect(code("a // b \"c\"\nd") == "a \nd")
        #expect(code("a /* b /* c */ \n d */ e") == "a \n e")
        #expect(code(#"a("b // c \" d") // e"#) == "a(\"\") ")
        #expect(code("a(\"\"\"\n  b \"c\" // d\n  \"\"\")\ne") == "a(\"\n\n\")\ne")
        #expect(code(##"a(#"b " \(c) "#) d"##) == "a(\"\") d")
        #expect(code("#if a\n#expect(b)") == "#if a\n#expect(b)")
    }

    @Test func interpolatedCodeIsCode() {
        #expect(code(#"a("b\(c("d)", e))f")"#) == #"a("(c("", e))")"#)
        #expect(source(#"a("b\(c)d")"#).literals.map(\.text) == [#"b\()d"#])
        #expect(code(##"a(#"b\#(c)d"#)"##) == #"a("(c)")"#)
    }

    @Test func literalsKnowTheirPlace() {
        let found = source("let a = 1\nthrow Rejection(\n    \"x.y\", [\"k\": v])").literals
        #expect(found.map(\.line) == [3, 3])
        #expect(found[0].lead.hasSuffix("throw Rejection("))
        #expect(found[1].text == "k")
    }

    @Test func linesStayAligned() {
        let text = "a\n/* b\n*/\nlet c = \"\"\"\n  d\n  \"\"\"\nfind()\n"
        let source = source(text)
        #expect(source.occurrences(of: "find(").map(source.line) == [7])
        #expect(source.commentedLines == [2, 3])
        #expect(source.code(line: 7) == "find()")
    }

    @Test func wordsStandByThemselves() {
        #expect(source("Date() MyDate() a.Date() Date(x)").occurrences(of: "Date()") == [0])
        #expect(source("x.random( y.randomly(").occurrences(of: ".random(") == [1])
        #expect(source("try? f(); retry? g").occurrences(of: "try?") == [0])
        #expect(source("").occurrences(of: "a").isEmpty)
    }

    /// An unclosed literal costs its line, not the file.
    @Test func theLexerFindsItsWayAgain() {
        let source = source("let pattern = /\"/\nprint(1)\n")
        #expect(source.occurrences(of: "print(").map(source.line) == [2])
    }
}
