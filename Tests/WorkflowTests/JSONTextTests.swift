import Foundation
import Testing

@testable import Workflow

struct StoredFactsTests {
    static let texts = ["", "a", "村\"名\\路径\n\r\t\u{1}\u{1F}", "𠮷龘\u{2028}", "{}[],:", "\\u0041", "e\u{301}"]

    @Test func whatIsWrittenIsReadBack() {
        #expect(StoredFacts.texts(StoredFacts.array(Self.texts)) == Self.texts)
        #expect(StoredFacts.texts(StoredFacts.array([])) == [])
        let facts = Dictionary(uniqueKeysWithValues: Self.texts.enumerated().map { ("键\($0)\"", $1) })
        #expect(StoredFacts.facts(StoredFacts.object(facts)) == facts)
        #expect(StoredFacts.facts("{}") == [:])
    }

    @Test func othersReadItAsJSON() throws {
        let facts = ["b": "2", "a": "\"\n\u{7}", "村": "名"]
        let text = StoredFacts.object(facts)
        #expect(text == "{\"a\":\"\\\"\\u000a\\u0007\",\"b\":\"2\",\"村\":\"名\"}")
        #expect(try JSONDecoder().decode([String: String].self, from: Data(text.utf8)) == facts)
    }
}
