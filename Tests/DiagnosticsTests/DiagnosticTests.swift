import Diagnostics
import Testing

struct DiagnosticTests {
    @Test func onlyErrorsThrow() throws {
        var list = DiagnosticList()
        list.warning("levy.file-empty", ["file": "a.csv"])
        try list.throwIfErrors()
        #expect(!list.hasErrors)
        list.error("levy.file-missing", ["file": "a.csv"])
        let thrown = #expect(throws: Rejection.self) { try list.throwIfErrors() }
        #expect(thrown?.diagnostics.map(\.severity) == [.warning, .error])
    }

    @Test func aRejectionIsTakenOverWhole() {
        var list = DiagnosticList()
        list.append(
            Rejection([Diagnostic(.error, "levy.file-missing"), Diagnostic(.note, "levy.file-empty")]))
        #expect(list.diagnostics.map(\.code) == ["levy.file-missing", "levy.file-empty"])
    }

    @Test func aRejectionDescribesAllItsMistakes() {
        let rejection = Rejection([
            Diagnostic(.error, "levy.file-missing", ["file": "a.csv"]),
            Diagnostic(.error, "levy.file-missing", ["file": "b.csv"]),
        ])
        let lines = "\(rejection)".split(separator: "\n")
        #expect(lines.contains { $0.contains("a.csv") } && lines.contains { $0.contains("b.csv") })
    }
}
