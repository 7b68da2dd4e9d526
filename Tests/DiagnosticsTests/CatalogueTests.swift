import Diagnostics
import Testing

struct CatalogueTests {
    /// The names in curly brackets that a text still asks for.
    private func placeholders(_ text: String) -> Set<String> {
        Set(
            text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
                let name = part.prefix { $0 != "}" }
                let isName = !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "-") }
                return isName && name.count < part.count ? String(name) : nil
            })
    }

    /// Without arguments the wording itself is shown.
    private func wordings(_ code: String) -> [Language: (message: String, hint: String?)] {
        let bare = Diagnostic(.error, code)
        return [Language.chinese, .english].reduce(into: [:]) {
            $0[$1] = (Catalogue.message(bare, in: $1), Catalogue.hint(bare, in: $1))
        }
    }

    @Test func codesAreNamedAlike() {
        #expect(!Catalogue.codes.isEmpty)
        for code in Catalogue.codes {
            let parts = code.split(separator: ".", omittingEmptySubsequences: false)
            #expect(parts.count >= 2, "\(code)")
            #expect(parts.allSatisfy { $0.first?.isLowercase == true && !$0.hasSuffix("-") }, "\(code)")
        }
    }

    @Test func bothLanguagesNameTheSameArguments() {
        for code in Catalogue.codes {
            let words = wordings(code)
            let chinese = placeholders(words[.chinese]!.message)
            let english = placeholders(words[.english]!.message)
            #expect(chinese == english, "\(code)")
            let hints = [Language.chinese, .english].map { placeholders(words[$0]!.hint ?? "") }
            #expect(hints[0] == hints[1], "\(code), hint")
        }
    }

    @Test func chineseIsChinese() {
        for code in Catalogue.codes {
            let words = wordings(code)
            // A message or hint that is another program's words has only those.
            let isChinese = { (text: String) in
                ["{message}", "{hint}"].contains(text)
                    || text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
            }
            #expect(isChinese(words[.chinese]!.message), "\(code)")
            #expect(words[.chinese]!.hint.map(isChinese) ?? true, "\(code)")
            #expect(!words[.english]!.message.isEmpty, "\(code)")
        }
    }

    @Test func argumentsAreFilledIn() {
        let missing = Diagnostic(.error, "levy.file-missing", ["file": "清册.csv"])
        #expect(Catalogue.message(missing, in: .english).contains("清册.csv"))
        #expect(!Catalogue.message(missing, in: .chinese).contains("{"))
    }

    @Test(arguments: [
        (["LANG": "zh_CN.UTF-8"], Language.chinese), (["LANG": "C.UTF-8"], .english), ([:], .english),
        (["LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"], .chinese),
        (["LC_ALL": "C", "LANG": "zh_CN.UTF-8"], .english), (["LC_ALL": "", "LANG": "zh_TW"], .chinese),
    ])
    func theLanguageIsTheLocales(_ environment: [String: String], _ language: Language) {
        #expect(Language(environment: environment) == language)
    }
}
