import Diagnostics
import Templates
import TestSupport
import Testing

/// Records of a JSON text, one by one.
@Suite struct JSONRecordsTests {
    private static let fields: Fields = {
        var mistakes = DiagnosticList()
        return Fields.parse(SourceText(name: "a.fields", text: "n: integer\n"), into: &mistakes)
    }()

    private func numbers(_ text: String, _ each: [String] = []) throws -> [Int] {
        var records = try JSONRecords(SourceText(name: "a.json", text: text), each: each)
        var numbers: [Int] = []
        while let element = try records.next() {
            guard case .integer(let number)? = try element.record(JSONRecordsTests.fields)["n"] else { continue }
            numbers.append(number)
        }
        return numbers
    }

    @Test func `an array, lines, a list inside and one object`() throws {
        #expect(try numbers("[{\"n\": 1}, {\"n\": 2}]") == [1, 2])
        #expect(try numbers("{\"n\": 1}\n{\"n\": 2}\n\n{\"n\": 3}\n") == [1, 2, 3])
        #expect(try numbers("{\"x\": [1], \"a\": {\"b\": [{\"n\": 4}]}}", ["a", "b"]) == [4])
        #expect(try numbers(" {\"n\": 5} ") == [5])
        #expect(try numbers("[]").isEmpty)
        #expect(try JSONRecords(SourceText(name: "a", text: "{\"n\": 5}")).isList == false)
        #expect(try JSONRecords(SourceText(name: "a", text: "[]")).isList)
    }

    @Test func `an element that is no record does not stop the next`() throws {
        let source = SourceText(name: "a.json", text: "[{\"n\": 1},\n{\"n\": \"x\"},\n{\"n\": 3}]")
        var records = try JSONRecords(source)
        var answers: [String] = []
        while let element = try records.next() {
            let code = diagnosticCode { _ = try element.record(JSONRecordsTests.fields) }
            answers.append("\(element.subject(answers.count + 1)) \(code ?? "read")")
        }
        #expect(answers == ["a.json:1 read", "a.json:2 json.wrong-type", "a.json:3 read"])
    }

    @Test(arguments: [
        ("[]", []), ("[{\"n\": 1}, {\"n\": \"]\\\"}\"}]", []),
        ("[1, [2, [3]], \"x\", null ,true]", []), ("{\"n\": 5}", []),
        ("{\"n\": 1}\n{\"n\": 2}\n\n3\n\"4\"", []), ("{\"x\": [1], \"a\": {\"b\": [{}, {\"c\": [[]]}]}}", ["a", "b"]),
    ])
    func `they are counted without being read`(text: String, each: [String]) throws {
        var records = try JSONRecords(SourceText(name: "a.json", text: text), each: each)
        let counted = records.count()
        var read = 0
        while try records.next() != nil { read += 1 }
        #expect(counted == read)
    }

    @Test(arguments: ["[{\"n\": 1},", "[{\"n\": 1} {\"n\": 2}", "[\"", "[{]", "[1,,2]", "[}", "{\"n\": 1}\n}"])
    func `counting comes to an end where the text is broken`(text: String) throws {
        #expect(try JSONRecords(SourceText(name: "a.json", text: text)).count() <= 2)
    }

    @Test(arguments: [
        ("[{\"n\": 1} {\"n\": 2}]", [], "json.syntax"), ("[{\"n\": 1},", [], "json.syntax"),
        ("{\"n\": 1}\n{", [], "json.syntax"), ("{\"a\": 1}", ["b"], "json.no-member"),
        ("{\"a\": 1}", ["a"], "json.no-list"), ("[1]", ["a"], "json.no-member"), ("", [], "json.syntax"),
    ])
    func `what cannot be read is refused`(text: String, each: [String], code: String) {
        #expect(diagnosticCode { _ = try numbers(text, each) } == code)
    }

    @Test func `texts are found with their paths`() throws {
        let text = "[{\"a\": \"x\", \"b\": [{\"c\": \"y\"}], \"d\": 1}]"
        var records = try JSONRecords(SourceText(name: "a.json", text: text))
        let element = try #require(try records.next())
        #expect(element.texts.map { "\($0.path)=\($0.text)" } == ["a=x", "b[0].c=y"])
    }
}
