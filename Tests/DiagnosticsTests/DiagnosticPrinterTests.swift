import Diagnostics
import Testing

struct DiagnosticPrinterTests {
    private let text = SourceText(name: "名册.csv", text: "姓名,证件号码\n\t张三x,370\n")

    private func place(_ line: Int, _ column: Int, _ length: Int) -> SourceSpan {
        SourceSpan(file: text.name, line: line, column: column, length: length)
    }

    private func printed(_ diagnostic: Diagnostic, _ language: Language = .english) -> [String] {
        let text = text
        let printer = DiagnosticPrinter(language: language) { $0 == text.name ? text : nil }
        return printer.describe(diagnostic).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func theHeadGivesPlaceSeverityAndCode() {
        let span = SourceSpan(file: "none.csv", line: 3, column: 7)
        let diagnostic = Diagnostic(.warning, "levy.file-missing", ["file": "a"], at: span)
        #expect(printed(diagnostic)[0].hasPrefix("none.csv:3:7: warning: "))
        #expect(printed(diagnostic)[0].hasSuffix("[levy.file-missing]"))
        #expect(printed(diagnostic, .chinese)[0].hasPrefix("none.csv:3:7: 警告："))
        #expect(printed(Diagnostic(.error, "levy.file-missing", ["file": "a"]))[0].hasPrefix("error: "))
    }

    /// A Chinese character takes two columns of a terminal, a tab stays a tab.
    @Test func caretsStandUnderTheirText() {
        let wide = Diagnostic(.error, "levy.file-empty", at: place(1, 4, 2))
        #expect(Array(printed(wide)[1...2]) == [" 1 | 姓名,证件号码", "   |      ^^^^"])
        let tabbed = Diagnostic(.error, "levy.file-empty", at: place(2, 3, 2))
        #expect(Array(printed(tabbed)[1...2]) == [" 2 | \t张三x,370", "   | \t  ^^^"])
    }

    @Test func aPlaceBehindTheLineStillHasACaret() {
        let end = Diagnostic(.error, "levy.file-empty", at: place(1, 8, 3))
        #expect(printed(end)[2].hasSuffix(" ^"))
    }

    @Test func hintsAndNotesFollow() {
        let note = Diagnostic(.note, "fields.first-here", at: SourceSpan(file: "b.fields", line: 9))
        let lines = printed(Diagnostic(.error, "levy.file-missing", ["file": "a"], notes: [note]))
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("  hint: "))
        #expect(lines[2].hasPrefix("  b.fields:9:1: note: "))
        #expect(printed(Diagnostic(.error, "levy.file-missing", ["file": "a"]), .chinese)[1].hasPrefix("  办法："))
    }
}
