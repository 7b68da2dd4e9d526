import Diagnostics
import Inspection
import Markup
import TestSupport
import Testing

/// Good documents have no findings; each rule, broken once in a good document, is found and nothing else is.
@Suite struct InspectionTests {
    @Test(arguments: OfficialSample.all.indices)
    func goodDocumentsHaveNoFindings(_ index: Int) throws {
        let printer = DiagnosticPrinter(language: .english)
        #expect(try OfficialSample.all[index].inspect().map { printer.describe($0) } == [])
    }

    @Test(arguments: Breach.all) func aBreachIsFoundAlone(_ breach: Breach) throws {
        let findings = try breach.sample.inspect(breach.changes)
        #expect(Set(findings.map(\.code)) == [breach.code])
        // Both languages have words for it, with every value filled in.
        for language in [Language.chinese, .english] {
            let words = findings.map { DiagnosticPrinter(language: language).describe($0) }
            #expect(words.allSatisfy { !$0.contains("{") || breach.code == "gongwen.placeholder" })
        }
    }

    @Test func everyFindingHasABreach() throws {
        #expect(try Breach.read().count == Breach.all.count)
        let known = Catalogue.codes.filter { $0.hasPrefix("gongwen.") && $0 != "gongwen.unknown-format" }
        #expect(known.filter { code in !Breach.all.contains { $0.code == code } } == [])
    }

    @Test func aFindingTellsWhereAndHowMuch() throws {
        let change = OfficialSample.Change(file: .css, old: "padding-top: 34.6mm", new: "padding-top: 40mm")
        let finding = try #require(OfficialSample.all[0].inspect([change]).first)
        #expect(finding.span?.file == "templates/gongwen/notice.html")
        #expect(finding.arguments["wanted"] == "35.0")
        let measured = try #require(finding.arguments["measured"].flatMap(Double.init))
        #expect((40.0...41.0).contains(measured))
    }

    @Test func formatsAreDeclared() throws {
        func format(_ text: String) throws -> DocumentFormat {
            try DocumentFormat(declaration: SourceFragment(SourceText(name: "meta", text: text)))
        }
        #expect(try format("gongwen") == .file)
        #expect(try format("gongwen letter") == .letter)
        for wrong in ["", "letter", "gongwen note", "gongwen letter order"] {
            #expect(diagnosticCode { _ = try format(wrong) } == "gongwen.unknown-format")
        }
    }
}
