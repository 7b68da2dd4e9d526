import TestSupport
import Testing

@testable import Console

@Suite struct TokenTests {
    private static func dice(_ seed: UInt64) -> () -> UInt64 {
        var dice = SplitMix64(seed: seed)
        return { dice.next() }
    }

    @Test func `a record fits its own token only`() throws {
        let file = "people.yaml"
        var seen: Set<String> = []
        for seed in 1...50 as ClosedRange<UInt64> {
            let token = Token.make(random: TokenTests.dice(seed))
            #expect(token.wholeMatch(of: /zj_[A-Za-z0-9_-]{43}/) != nil)
            #expect(seen.insert(token).inserted)
            let record = Token.record(of: token, random: TokenTests.dice(seed + 100))
            #expect(!record.contains(token))
            let people = try PeopleFile.parse(
                "people: [{ id: a }, { id: b, token: \"\(record)\" }]", file: file, definition: nil)
            #expect(people.person(withToken: token)?.id == "b")
            for other in [token + "x", String(token.dropLast()), "", token.uppercased(), record] {
                #expect(people.person(withToken: other) == nil)
            }
        }
    }

    @Test(arguments: [
        ("", "", true), ("a", "", false), ("a", "a", true), ("a", "b", false), ("ab", "abc", false),
        ("abc", "abd", false),
    ])
    func `comparing looks at every byte`(left: String, right: String, isSame: Bool) {
        #expect(Token.isSame(left, right) == isSame)
    }

    /// What a person's block becomes: the record is put in or replaced, all else stays.
    @Test(arguments: [
        ("people:\n  - id: a\n    posts: [x] # y\n", "people:\n  - id: a\n    token: R\n    posts: [x] # y\n"),
        (
            "people:\n- id: b\n\n- posts: [x]\n  id: a\n# end",
            "people:\n- id: b\n\n- posts: [x]\n  id: a\n  token: R\n# end"
        ),
        (
            "people:\n  - id: a\n    token: sha256:x:y   # old\n    posts: [x]\n",
            "people:\n  - id: a\n    token: R\n    posts: [x]\n"
        ),
    ])
    func `a token is written where it belongs`(text: String, expected: String) throws {
        #expect(try PeopleFile.text(text, file: "p", settingTokenOf: "a", to: "R") == expected)
    }

    @Test func `who is not there, or written in one line, is refused`() {
        let cases = [("people: [{ id: b }]", "people.unknown"), ("people: [{ id: a, posts: [] }]", "people.flow")]
        for (text, code) in cases {
            let found = diagnosticCode { _ = try PeopleFile.text(text, file: "p", settingTokenOf: "a", to: "R") }
            #expect(found == code)
        }
    }
}
